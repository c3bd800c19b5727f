from __future__ import annotations

import pytest
from hypothesis import given, settings
from reading_steps import read
from strategies import messy_texts

from extract.components.sections import paragraphs
from extract.drafts import SECTION_LABELS, section_at

LEAD = (
    "Acme Bio today announced an agreement with Beta Pharma under which the two will make cells for patients in Europe."
)
RELEASE = f"Acme and Beta Sign\n\nBASEL, June 5, 2023 — {LEAD}\n\n"


def labels(text: str, title: str | None = None) -> list[tuple[str, str | None]]:
    """Label and subject of every section."""
    doc = read(text, "sentences", "sections", title=title)
    return [(section.label, section.subject) for section in doc._.sections]


def last(paragraph: str) -> str:
    """The label of the last paragraph of a release that ends with this one."""
    return labels(RELEASE + paragraph)[-1][0]


@pytest.mark.parametrize(
    ("paragraph", "label"),
    [
        ("The two will share the costs of the plant.", "body"),
        ("“We are very glad to work with Beta on this,” said Jane Dorr, CEO of Acme.", "quote"),
        ("– “We are very glad of this,” said Jane Dorr.", "quote"),
        ("Jane Dorr of Acme said: “We are very glad to work with Beta on this.”", "quote"),
        ("The patents are “Cells that are grown on sheets of collagen” and “Cells that are grown in bags”.", "body"),
        ("• Acme makes the cells", "list"),
        ("·        Acme makes the cells", "list"),
        ("10:40 Acme makes the cells", "list"),
        ("1. Acme makes the cells", "list"),
        ("About Acme Bio\nAcme Bio makes cells.", "about"),
        ("About Acme Bio, Inc.: Acme Bio makes cells.", "about"),
        ("**About Acme Bio**\nAcme Bio makes cells.", "about"),
        ("More About Acme Bio\nAcme Bio makes cells.", "about"),
        ("Forward-Looking Statements\nActual results may differ.", "boilerplate"),
        ("Cautionary Note Regarding Forward-Looking Statements\nActual results may differ.", "boilerplate"),
        ("Safe Harbor\nActual results may differ.", "boilerplate"),
        ("This press release contains forward-looking statements about Acme.", "boilerplate"),
        ("Disclaimer\nActual results may differ.", "boilerplate"),
        ("Media Contact\nJane Dorr\njane@acme.example", "contact"),
        ("Contacts:\nJane Dorr\n+41 61 000 00 00", "contact"),
        ("Investor Relations: Jane Dorr", "contact"),
        ("For more information, visit www.acme.example", "contact"),
        ("Success message!", "debris"),
        ("We use cookies to improve this page.", "debris"),
        ("Home | News | Careers | Giving", "debris"),
        ("Home › Research › News", "debris"),
        ("Thank you! Your message was sent.", "debris"),
        ("NOTE TO INVESTORS: The latest news on Acme is found in its newsroom.", "boilerplate"),
        ("The exchange has neither approved nor disapproved the contents of this release.", "boilerplate"),
        ("Some words and forward-looking statements: see the annual report", "boilerplate"),
        ("About Acme Bio\nAcme makes cells.\n\nFor further information: jane@acme.example", "contact"),
        ("About Acme. Acme makes cells in Basel.", "about"),
        ("© 2023 Acme Bio. All rights reserved.", "debris"),
    ],
)
def test_label_of_a_paragraph(paragraph: str, label: str) -> None:
    assert last(paragraph) == label


@pytest.mark.parametrize(
    "dateline",
    [
        "BASEL, June 5, 2023 — ",
        "ROCHESTER, Minn. — ",
        "ROCHESTER, Minn., Aug. 15 -- ",
        "CAMBRIDGE, Mass.--(BUSINESS WIRE)--",
        "BASEL, Switzerland and PARIS, June 5, 2023 /PRNewswire/ -- ",
        "BASEL, Switzerland, June 05, 2023 (GLOBE NEWSWIRE) -- ",
        "BOSTON - May 5, 2025 (WIRE) - ",
        "LIÈGE, Belgium and TROMSØ, Norway – 14 February 2023 – ",
        "San Diego, California – ",
        "Dubai, 22 July 2024: ",
        "LUND, SWEDEN, June 21, 2023 (regulatory). ",
        "BRISBANE. ",
        "(Austin, TX) ",
        "LEIDEN, the Netherlands, September 26, 2023 – ",
    ],
)
def test_a_dateline_is_parted_from_the_lead(dateline: str) -> None:
    # Glue parts "WIRE)--Acme", which the tokenizer takes for one word.
    doc = read(f"Acme and Beta Sign\n\n{dateline}{LEAD}", "glue", "sentences", "sections")
    assert [section.label for section in doc._.sections] == ["headline", "dateline", "lead"]
    assert doc._.sections[1].span.text.strip() == dateline.strip()
    assert doc._.sections[2].span.text == LEAD


@pytest.mark.parametrize(
    "line",
    [
        "The work — started in 2020 — goes on.",
        "“It is done — at last,” said Acme of it.",
        "Acme makes cells - and more.",
    ],
)
def test_a_dash_in_a_sentence_is_no_dateline(line: str) -> None:
    assert "dateline" not in [label for label, _ in labels(f"Acme and Beta Sign\n\n{line} {LEAD}")]


def test_the_first_paragraph_over_a_hundred_letters_is_the_lead() -> None:
    assert labels(f"Acme Signs\n\nA short line.\n\n{LEAD}") == [("headline", None), ("body", None), ("lead", None)]


def test_subheadings_above_the_dateline_are_headlines() -> None:
    deck = "Acme Signs\n\n– First payment of $5 million –\n\nA plant will follow\n\n"
    assert [label for label, _ in labels(f"{deck}BASEL, June 5, 2023 — {LEAD}", "Acme Signs")] == [
        "headline", "headline", "headline", "dateline", "lead",
    ]  # fmt: skip


def test_a_title_told_again_a_date_and_a_dateline_on_their_own_lines() -> None:
    again = f"Acme Signs\n\nJune 5, 2023\n\nAcme Signs\n\nBASEL, Switzerland --\n\n{LEAD}"
    assert [label for label, _ in labels(again, "Acme Signs")] == [
        "headline",
        "dateline",
        "headline",
        "dateline",
        "lead",
    ]


def test_a_first_line_that_is_a_sentence_is_no_headline() -> None:
    assert labels(f"{LEAD}\n\nThe rest.")[0] == ("lead", None)


def test_the_title_that_the_source_states_is_the_headline() -> None:
    assert labels("Acme signs!\n\n" + LEAD, title="Acme signs!")[0] == ("headline", None)
    assert labels("Newsroom\n\n" + LEAD, title="Acme signs!")[0][0] != "headline"


def test_about_names_its_subject_and_holds_until_the_next_heading() -> None:
    found = labels(
        RELEASE
        + "About Acme Bio, Inc.\nAcme makes cells.\n\nIt sits in Basel.\n\nAbout Beta\nBeta is.\n\nMedia Contact\nJane Dorr"
    )
    assert found[3:] == [
        ("about", "Acme Bio, Inc."), ("about", "Acme Bio, Inc."), ("about", "Acme Bio, Inc."),
        ("about", "Beta"), ("about", "Beta"), ("contact", None), ("contact", None),
    ]  # fmt: skip


def test_an_about_section_that_is_glued_to_its_heading() -> None:
    glued = "About Acme BioAcme Bio, founded in 2001, makes cells for patients. It sits in Basel, Switzerland."
    assert labels(RELEASE + glued)[-1] == ("about", "Acme Bio")


@pytest.mark.parametrize(
    "publisher", ["HelixNewsWire", "Harbor News Network", "Northern Newswire", "Bio Media Network"]
)
def test_what_a_publisher_says_of_itself_is_boilerplate(publisher: str) -> None:
    found = labels(f"{RELEASE}About {publisher}\nIt brings you news of Acme and Gamma.")
    assert {label for label, _ in found[3:]} == {"boilerplate"}
    assert {subject for _, subject in found[3:]} == {None}


def test_a_sentence_with_about_is_no_heading() -> None:
    line = (
        "About half of the patients who were treated with the cells of Acme got well within a month of the first dose."
    )
    assert labels(RELEASE + line)[-1][0] == "body"


def test_prose_after_a_contact_block_is_the_text_again() -> None:
    prose = " ".join(["Acme also said that the plant in Basel will be extended by a second hall."] * 3)
    assert labels(f"{RELEASE}Media Contact\nJane Dorr\n\n{prose}")[-1][0] == "body"


def test_only_white_space_is_one_section() -> None:
    assert [label for label, _ in labels("  \n \n ")] == ["body"]
    assert labels("") == []


@settings(max_examples=100)
@given(messy_texts)
def test_sections_cover_every_token_in_order(text: str) -> None:
    doc = read(text, "sentences", "sections")
    sections = doc._.sections
    assert [token.i for section in sections for token in section.span] == list(range(len(doc)))
    assert all(len(section.span) for section in sections)
    assert {section.label for section in sections} <= set(SECTION_LABELS)
    assert all(section.subject is None or section.label == "about" for section in sections)
    for section in sections:
        assert section_at(doc, section.span.start) is section


@settings(max_examples=60)
@given(messy_texts)
def test_paragraphs_hold_all_that_is_no_white_space(text: str) -> None:
    found = list(paragraphs(text, None))
    assert all(0 <= start < end <= len(text) for start, end, _, _ in found)
    assert all(left[1] <= right[0] for left, right in zip(found, found[1:], strict=False))
    outside = text
    for start, end, _, _ in reversed(found):
        outside = outside[:start] + outside[end:]
    assert not outside.strip()


def test_words_within_words_are_no_debris() -> None:
    told = "BASEL, June 5, 2023 – Acme Bio today announced the closing of an oversubscribed round, led by Beta Pharma."
    assert [label for label, _ in labels(f"Acme Raises Money\n\n{told}")] == ["headline", "dateline", "lead"]
    assert last("Gamma subscribes for new shares of Acme worth CHF 20 million.") == "body"
    assert last("Subscribe to our newsletter") == "debris"
