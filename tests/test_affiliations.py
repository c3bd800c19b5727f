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
