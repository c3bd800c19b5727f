from __future__ import annotations

from reading_steps import name_organizations, read, then


def test_sites_and_programmes_with_their_operators() -> None:
    doc = read(
        "Acme news\n\nBravo is building at its site at Brunville (France). "
        "Acme will move to Three Harbor Square in Exeter. "
        "Bravo runs the Open Doors initiative.",
        "sentences", "sections", "people",
    )  # fmt: skip
    name_organizations(doc, "Acme", "Bravo")
    then(doc, "sites")
    facilities = [(draft.name, draft.location, draft.organization.name) for draft in doc._.facilities]
    assert facilities == [("Brunville", "France", "Bravo"), ("Three Harbor Square", "Exeter", "Acme")]
    assert [(draft.name, draft.organization.name) for draft in doc._.programs] == [("Open Doors initiative", "Bravo")]


def test_generic_programmes_have_no_name() -> None:
    doc = read("Acme news\n\nThe Clinical program and a Research initiative go on.", "sentences", "sections", "people")
    assert then(doc, "sites")._.programs == []
