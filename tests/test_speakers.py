"""Who issues a release, and whom "the company" means in each of its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_steps import name_organizations, read
from spacy.tokens import Doc

from extract.pairs import pairs
from extract.speakers import Speakers

LEAD = "BASEL, June 5, 2023 — Acme today announced that it has signed an agreement with Beta on the making of cells for all."


def told(text: str, *names: str) -> Doc:
    doc = read(text, "glue", "sentences", "sections")
    name_organizations(doc, *names)
    return doc


def issued_by(doc: Doc) -> str | None:
    number = Speakers(doc).issuer
    return None if number is None else doc._.organizations[number].name


def test_the_issuer_is_named_first_in_headline_and_lead() -> None:
    text = f"Acme and Beta Sign\n\n{LEAD}\n\nBeta makes cells. Beta is in Basel. Beta grows, and Beta hires."
    assert issued_by(told(text, "Acme", "Beta")) == "Acme"
    assert issued_by(told(text, "Beta", "Acme")) == "Acme"


def test_a_regulator_named_often_is_not_the_issuer() -> None:
    text = (
        "Acme Announces FDA Grants Designation to ABC-1\n\nBASEL, June 5, 2023 — Acme today announced that the FDA has "
        "granted a designation.\n\nThe FDA grants it seldom. The FDA asks for data. With it the FDA helps. The FDA met them."
    )
    assert issued_by(told(text, "FDA", "Acme")) == "Acme"


def test_an_about_section_speaks_for_its_subject() -> None:
    text = "Summit to Open Soon\n\nBASEL, June 5, 2023 — Acme and Beta come to the summit, as every year.\n\nAbout Beta\nBeta makes cells."
    assert issued_by(told(text, "Acme", "Beta")) == "Beta"


@pytest.mark.parametrize("words", ["(“Beta” or the “Company”)", '(the "Company")', "(OTC: BETA) (“Company” or “BET”)"])
def test_whom_the_text_calls_the_company_issues_it(words: str) -> None:
    text = f"Acme and Beta Sign\n\nBASEL, June 5, 2023 — Acme and Beta {words} today announced an agreement on cells.\n\nAbout Acme\nAcme is here."
    assert issued_by(told(text, "Acme", "Beta")) == "Beta"


def test_nobody_issues_what_names_nobody() -> None:
    assert Speakers(told("Nothing here.")).issuer is None
    assert Speakers(told("Nothing here.")).at(3) is None


@pytest.mark.parametrize("heading", ["About Beta", "About Beta & Its Industry", "About Beta Bio, Inc."])
def test_the_company_is_the_one_that_an_about_section_introduces(heading: str) -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}\n\n{heading}\nThe company works with Gamma on cells.", "Acme", "Beta", "Gamma")
    speakers = Speakers(doc)
    assert doc._.organizations[speakers.at(doc.text.index("The company"))].name == "Beta"
    assert speakers.introduced(doc.text.index("The company"))
    assert doc._.organizations[speakers.at(doc.text.index("BASEL"))].name == "Acme"
    assert not speakers.introduced(doc.text.index("BASEL"))
    together = {(pair.first.name, pair.second.name) for pair in pairs(doc)}
    assert ("Beta", "Gamma") in together
    assert ("Acme", "Gamma") not in together


def test_a_sentence_of_an_about_section_is_about_its_subject_without_a_word_for_it() -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}\n\nAbout Acme\nThe pipeline was licensed from Gamma.", "Acme", "Beta", "Gamma")
    (context,) = next(pair for pair in pairs(doc) if pair.second.name == "Gamma").contexts
    assert context.implied


def test_an_unknown_subject_leaves_the_word_to_the_issuer() -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}\n\nAbout Marrow\nThe company works with Gamma on cells.", "Acme", "Beta", "Gamma")
    assert doc._.organizations[Speakers(doc).at(doc.text.index("The company"))].name == "Acme"


@given(st.lists(st.sampled_from(["Acme", "Beta", "met", "(the “Company”)", "\n\n", "About Beta\n", "today.", "Then"]), max_size=25))
def test_whoever_speaks_is_an_organization_of_the_document(parts: list[str]) -> None:
    text = "Some news of the day\n\n" + " ".join(parts) + " ."
    doc = told(text, *(name for name in ("Acme", "Beta") if name in text))
    speakers = Speakers(doc)
    known = range(len(doc._.organizations))
    assert (speakers.issuer is None) == (not known)
    assert all(speakers.at(offset) is None or speakers.at(offset) in known for offset in range(0, len(text), 7))
