from __future__ import annotations

import pytest
from reading_steps import read

ALL = ("glue", "sentences", "sections", "people")


def names(text: str) -> list[str]:
    return [draft.name for draft in read(f"Acme news\n\n{text}", *ALL)._.people]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“Good,” said Jane A. Doe, Ph.D., Chief Executive Officer of Acme.", "Jane A. Doe"),
        ("Acme CEO Rajni Patel joined the call.", "Rajni Patel"),
        ("“Good,” says Acme's commercial director, Zyxia Quorndale-Obi.", "Zyxia Quorndale-Obi"),
        ("Dr. Juan de la Cruz directs the clinic.", "Juan de la Cruz"),
        ("Kang Min-jung (CTO) joined in May.", "Kang Min-jung"),
        ("“Good,” said Earl “Eb” Knight, president.", "Earl “Eb” Knight"),
        ("Pieter van der Berg, MD, PhD, will lead it.", "Pieter van der Berg"),
        ("IAnna Berger, CBO at Acme, said: “Yes.”", "Anna Berger"),
        ("“Good,” said P. Grady Jones, Sr., CEO of Acme.", "P. Grady Jones, Sr."),
    ],
)
def test_names_that_their_context_vouches_for(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Acme works with Eli Lilly and Charles River.",
        "The Andrew Holman Grant for Biotech opens today.",
        "Northern Valley Therapeutics, the maker of cells, said so.",
        "By Mary Walker, Benzinga",
        "Featured photo by Scott Walker on Unsplash.",
        "Steve Walker from Proactive asked why.",
        "Media contact: Mary Walker, mary@acme.example",
        "Acme is in San Diego and Ann Arbor.",
    ],
)
def test_what_is_no_person_of_the_news(text: str) -> None:
    assert names(text) == []


def test_family_name_alone_refers_to_the_full_name() -> None:
    doc = read("Acme news\n\n“Good,” said Jane Doerr, CEO. Dr. Doerr joined in May. Doerr was at Bravo.", *ALL)
    (person,) = doc._.people
    assert [mention.text for mention in person.mentions] == ["Jane Doerr", "Doerr", "Doerr"]


def test_spellings_of_one_name_are_one_person() -> None:
    assert names("“Good,” said David Dorr, CEO. Chairman David A. Dorr agreed.") == ["David A. Dorr"]


def test_offsets_exclude_a_stray_letter() -> None:
    doc = read("Acme news\n\nIAnna Berger, CBO at Acme, said: “Yes.”", *ALL)
    assert doc._.people[0].mentions[0].text == "Anna Berger"
