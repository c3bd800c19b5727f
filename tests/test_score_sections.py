from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_steps import read
from strategies import messy_texts

from extract.drafts import SECTION_LABELS
from extract.score_sections import SectionScore, Stretch, found_in


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, list[Stretch], list[Stretch]]:
    """A text with two ways to cut it into labelled stretches."""
    text = draw(st.text("ab \n", min_size=1, max_size=40))
    ways = []
    for _ in range(2):
        cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=5))})
        ways.append(
            [Stretch(draw(st.sampled_from(SECTION_LABELS)), *pair) for pair in zip(cuts, cuts[1:], strict=False)]
        )
    return text, ways[0], ways[1]


@given(labelled())
def test_counts_add_up_to_the_characters(case: tuple[str, list[Stretch], list[Stretch]]) -> None:
    text, gold, found = case
    score = SectionScore.of(text, gold, found)
    counts = [score.count(label) for label in SECTION_LABELS]
    letters = len("".join(text.split()))
    assert score.share.of == letters == sum(one.gold for one in counts) == sum(one.predicted for one in counts)
    assert score.share.right == sum(one.right for one in counts)
    assert letters - score.share.right == sum(count for *_, count in score.confusions())


@given(labelled())
def test_what_agrees_is_right_and_sides_change_places(case: tuple[str, list[Stretch], list[Stretch]]) -> None:
    text, gold, found = case
    assert SectionScore.of(text, gold, gold).confusions() == []
    there, back = SectionScore.of(text, gold, found), SectionScore.of(text, found, gold)
    for label in SECTION_LABELS:
        assert there.count(label).precision == back.count(label).recall


def test_white_space_counts_nowhere() -> None:
    whole = SectionScore.of(
        "a  b", [Stretch("lead", 0, 3), Stretch("body", 3, 4)], [Stretch("lead", 0, 1), Stretch("body", 1, 4)]
    )
    assert (whole.share.right, whole.share.of) == (2, 2)


def test_scores_of_documents_add_up() -> None:
    one = SectionScore.of("ab", [Stretch("lead", 0, 2)], [Stretch("body", 0, 2)])
    two = SectionScore.of("c", [Stretch("lead", 0, 1)], [Stretch("lead", 0, 1)])
    assert (one + two).share.accuracy == 1 / 3
    assert (one + two).confusions() == [("lead", "body", 2)]


@pytest.mark.parametrize(
    ("stretches", "named"),
    [
        ([Stretch("lead", 0, 3), Stretch("body", 2, 5)], "overlaps"),
        ([Stretch("lead", 0, 6)], "beyond"),
        ([Stretch("lead", 0, 2), Stretch("body", 3, 5)], "from 2 to 3"),
        ([Stretch("lead", 0, 4)], "from 4 to 5"),
        ([Stretch("lead", 2, 2)], "overlaps"),
    ],
)
def test_stretches_that_do_not_fit_are_named(stretches: list[Stretch], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        SectionScore.of("abcde", [Stretch("body", 0, 5)], stretches)


@given(messy_texts)
def test_what_the_component_finds_can_be_scored(text: str) -> None:
    found = found_in(read(text, "sentences", "sections"))
    assert SectionScore.of(text, found, found).confusions() == []
