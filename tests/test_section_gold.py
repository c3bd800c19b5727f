"""The component "sections" on its own, held to floors a point below what ``benchmarks/sections.py`` measures."""

from __future__ import annotations

import pytest
from section_gold import gold, measured

from extract.drafts import SECTION_LABELS
from extract.score_sections import SectionScore

RIGHT = 0.973
F1 = {
    "headline": 0.985, "dateline": 0.963, "lead": 0.963, "body": 0.970, "quote": 0.985, "list": 0.990, "about": 0.956,
    "boilerplate": 0.990, "contact": 0.920, "debris": 0.966,
}  # fmt: skip


@pytest.fixture(scope="module")
def score() -> SectionScore:
    return sum(map(measured, gold()), SectionScore())


def test_the_gold_is_large_messy_and_covers_every_character() -> None:
    documents = [one for found in gold().values() for one in found]
    assert len({document.doc for document, _ in documents}) == len(documents) >= 69
    assert len(gold()["pages"]) >= 12
    assert len(gold()["wires"]) >= 10
    for document, stretches in documents:
        assert [one.start for one in stretches] == [0, *(one.end for one in stretches[:-1])], document.doc
        assert stretches[-1].end == len(document.text), document.doc
        assert all(document.text[one.start : one.end].strip() for one in stretches), document.doc
    assert {one.label for _, stretches in documents for one in stretches} == set(SECTION_LABELS)


def test_the_right_label_for_characters(score: SectionScore) -> None:
    assert score.share.accuracy >= RIGHT, score.confusions()[:5]


@pytest.mark.parametrize("label", SECTION_LABELS)
def test_every_label(label: str, score: SectionScore) -> None:
    assert score.count(label).f1 >= F1[label], [row for row in score.confusions() if label in row][:5]
