"""A seller is told from what is bought."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from extract.components.deals import type_chances
from extract.drafts import OrganizationDraft, register
from extract.pairs import Context, Pair
from extract.sellers import sells


def pair_of(sentence: str, first: str, second: str) -> Pair:
    """The pair of two names in one sentence, ``first`` standing before ``second``."""
    register()
    doc: Doc = spacy.blank("en")(sentence)
    spans = []
    for name in (first, second):
        at = sentence.index(name)
        span = doc.char_span(at, at + len(name))
        assert span is not None
        spans.append(span)
    drafts = [OrganizationDraft(span.text, [span]) for span in spans]
    context = Context(
        doc[:], spans[0], spans[1], first_is_left=True, section="lead", others=0,
        inner=(spans[0].end, spans[1].start), outer=(spans[0].start, spans[1].end),
    )  # fmt: skip
    return Pair(drafts[0], drafts[1], [context])


@pytest.mark.parametrize(
    "sentence",
    [
        "Norvant has acquired the plasmid plant of Zeldon in Bern.",
        "Norvant buys Zeldon's antibody business.",
        "Norvant purchased two clinical programs for cash from Zeldon.",
        "Norvant said that Zeldon sold its site in Ghent to it.",
    ],
)
def test_who_gives_a_part_of_itself_sells(sentence: str) -> None:
    pair = pair_of(sentence, "Norvant", "Zeldon")
    assert sells(pair, pair.second)
    assert not sells(pair, pair.first)


@pytest.mark.parametrize(
    "sentence", ["Norvant has completed the acquisition of Zeldon.", "Norvant to acquire Zeldon for $80 million."]
)
def test_a_company_bought_whole_sells_nothing(sentence: str) -> None:
    pair = pair_of(sentence, "Norvant", "Zeldon")
    assert not sells(pair, pair.second)


def test_a_contract_manufacturer_makes_manufacturing_likelier() -> None:
    pair = pair_of("Norvant works with Zeldon.", "Norvant", "Zeldon")
    chances = {"manufacturing": 0.2, "technology-transfer": 0.8}
    assert type_chances(pair, chances) == chances
    pair.second.type = "cdmo"
    raised = type_chances(pair, chances)
    assert raised["manufacturing"] == pytest.approx(0.5)
    assert sum(raised.values()) == pytest.approx(1)
    pair.first.type = "cdmo"
    assert type_chances(pair, chances) == chances
