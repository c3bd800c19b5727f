"""Names of therapy types in a text: labels, patterns, and which of two that overlap counts."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.therapy_names import OTHER_SOURCE, TherapyMatcher
from ontology.vocabularies import THERAPY_TYPES

NLP = spacy.blank("en")
MATCHER = TherapyMatcher(NLP)


def concepts(text: str) -> set[str]:
    return {concept for concept, _ in MATCHER(NLP(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("living material — blood, enzymes, tissue, cells, genes — becomes medicine", {"cell-therapy", "gene-therapy"}),
        ("Making cell and gene products for small first trials.", {"cell-therapy", "gene-therapy"}),
        ("cells and vectors for early trials", {"cell-therapy", "gene-therapy"}),
        ("a gene-directed enzyme prodrug therapy", {"gene-therapy"}),
        ("allogeneic CAR-T cells", {"allogeneic-cell-therapy", "car-t"}),
        ("an off-the-shelf NK cell platform", {"allogeneic-cell-therapy", "nk-cell-therapy"}),
        ("off-the-shelf software", set()),
        ("donor cells that fit everybody", {"allogeneic-cell-therapy"}),
        ("treatments start with the patient's own cells", {"autologous-cell-therapy"}),
        ("a topoisomerase inhibitor", {"small-molecule"}),
        ("a delivery device", {"drug-delivery"}),
        ("an mRNA vaccine", {"mrna-vaccine"}),
    ],
)
def test_a_text_names_these_and_no_others(text: str, expected: set[str]) -> None:
    assert concepts(text) == expected


@given(st.text(alphabet="cel gnsvt,andorx -'", max_size=80))
def test_spans_of_one_kind_do_not_overlap_and_come_in_order(text: str) -> None:
    found = MATCHER(NLP(text))
    assert found == sorted(found, key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
    for of_source in (False, True):
        spans = sorted({(span.start, span.end) for concept, span in found if (concept in OTHER_SOURCE) is of_source})
        assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))
    assert {concept for concept, _ in found} <= set(THERAPY_TYPES)
