from __future__ import annotations

import pytest
from reading_steps import name_organizations, read, then


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("“Good,” said Jane Dorr, Ph.D., Chief Executive Officer of Bravo.", "Chief Executive Officer", "Bravo"),
        ("IAnna Berger, CBO at Bravo said: “Yes.”", "CBO", "Bravo"),
        ("Bravo CEO Jane Dorr joined the call.", "CEO", "Bravo"),
        ("“Good,” said Bravo's chief executive, Jane Dorr.", "chief executive", "Bravo"),
        ("“Good,” said Jane Dorr, Director of Biotechnology Development at Bravo.",
         "Director of Biotechnology Development", "Bravo"),
        ("“Good,” said Jane Dorr, CEO of the Company.", "CEO", "Acme"),
        ("Dr. Jane Dorr of Bravo wrote it.", None, "Bravo"),
        ("Jane Dorr directs Bravo.", None, "Bravo"),
        ("Senator Jane Dorr came.", None, None),
    ],
)  # fmt: skip
def test_title_and_organization(text: str, title: str | None, organization: str | None) -> None:
    doc = read(f"Acme news\n\nAcme makes cells with others.\n{text}", "glue", "sentences", "sections", "people")
    name_organizations(doc, "Acme", "Bravo")
    (person,) = then(doc, "affiliations")._.people
    if title:
        assert person.title == title
    assert (person.organization.name if person.organization else None) == organization


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("Bravo appoints Jane Dorr as Chief Scientific Officer.", "Chief Scientific Officer", "Bravo"),
        ("Bravo, a maker of cells, hired Jane Dorr, formerly head of research at Acme.", None, "Bravo"),
        ("Jane Dorr, former CEO of Bravo, spoke.", None, "Acme"),
        ("It was built with Bravo, a data firm led by Jane Dorr.", None, "Bravo"),
        ("“Good,” said Jane Dorr, Chief Supply Officer (CSO) at Bravo.", "Chief Supply Officer (CSO)", "Bravo"),
        ("“Good,” said Jane Dorr, Bravo's president, a director of Acme.", "president", "Bravo"),
        ("“Good,” said Jane Dorr, Chair of the Department of Cells, Bravo.", "Chair of the Department of Cells", "Bravo"),
        ("Acme is good,” said Bravo managing partner Jane Dorr.", "managing partner", "Bravo"),
        ("Bravo is backed by Acme and led by CEO Jane Dorr.", "CEO", "Bravo"),
        ("CEO Jane Dorr thanked the FDA. FDA staff came. CFO Jane Dorr left.", "CEO", "Acme"),
    ],
)  # fmt: skip
def test_which_of_several_organizations(text: str, title: str | None, organization: str) -> None:
    doc = read(f"Acme news\n\nAcme makes cells with others.\n{text}", "glue", "sentences", "sections", "people")
    name_organizations(doc, *(name for name in ("Acme", "Bravo", "Department of Cells", "FDA") if name in doc.text))
    for organization_draft in doc._.organizations:
        organization_draft.type = "government" if organization_draft.name == "FDA" else None
    (person,) = then(doc, "affiliations")._.people
    assert person.title == title
    assert person.organization.name == organization


def test_people_of_one_list_share_their_employer() -> None:
    doc = read(
        "Acme news\n\nAcme thanked Jane Dorr, Paul Berger and Anna Stone of Bravo.\n\nCharlie partners Mark Wood and "
        "David Hill advised Acme.",
        "glue", "sentences", "sections", "people",
    )  # fmt: skip
    name_organizations(doc, "Acme", "Bravo", "Charlie")
    people = {person.name: person.organization.name for person in then(doc, "affiliations")._.people}
    assert people["Paul Berger"] == people["Anna Stone"] == "Bravo"
    assert people["Mark Wood"] == people["David Hill"] == "Charlie"


def test_a_name_that_no_mention_covers_is_read_in_a_title() -> None:
    doc = read("40 Tons news\n\n“Good,” said Jane Dorr, CEO of 40 Tons.", "glue", "sentences", "sections", "people")
    name_organizations(doc, "40 Tons")
    doc._.organizations[0].mentions = doc._.organizations[0].mentions[:1]
    (person,) = then(doc, "affiliations")._.people
    assert person.organization.name == "40 Tons"
