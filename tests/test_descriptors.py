"""What a text calls an organization: the head of a description, not the names that stand near."""

from __future__ import annotations

import pytest
import spacy

from extract.descriptors import described_after, described_before
from extract.drafts import OrganizationDraft
from extract.type_features import described

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme, a CDMO that does nothing but cells", "cdmo"),
        ("Acme is a not-for-profit teaching hospital.", "hospital"),
        ("Acme, a pharmaceutical company owned by a foundation, said", "pharma"),
        ("Acme (NASDAQ: ACME), a clinical-stage biopharmaceutical company", "biotech"),
        ("Acme, a leading provider of clinical research services", "cro"),
        ("Acme economic development initiative", "consortium"),
        ("Acme, Alder University and Birch Hospital", None),
        ("Acme has a research institute", None),
        ("Acme", None),
    ],
)
def test_a_description_behind_a_name_gives_its_type(text: str, expected: str | None) -> None:
    assert described_after(text, len("Acme")) == expected


@pytest.mark.parametrize(("text", "expected"), [("the law firm Acme", "other-company"), ("of Alder University Acme", None)])
def test_a_description_before_a_name_gives_its_type(text: str, expected: str | None) -> None:
    assert described_before(text, text.index("Acme")) == expected


@pytest.mark.parametrize("text", ["AcmeworksLdavv is a full-service CDMO.", "OAcmeworks, a CDMO, was chosen."])
def test_letters_stuck_to_a_name_do_not_hide_its_description(text: str) -> None:
    doc = NLP(f"{text} Acmeworks agreed.")
    draft = OrganizationDraft("Acmeworks", [span for span in (doc[-3:-2],) if span.text == "Acmeworks"])
    assert draft.mentions
    assert described(doc, draft) == {"cdmo": 1}
