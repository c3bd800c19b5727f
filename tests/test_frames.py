from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clauses import NAMES, short

from extract.frame_features import directed_features, frame_features
from extract.frames import Frame, acts, frames

ACME, BETA, GAMMA, DELTA = range(4)


def told(text: str, topic: int | None = None) -> set[tuple[str, str, tuple[int, ...], tuple[int, ...]]]:
    return {(one.group, one.relation, one.left, one.right) for one in frames(short(text), topic)}


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Acme Bio, a maker of vectors, has signed an exclusive license agreement with Beta Pharma.", ("license", "subject>with", ACME, BETA)),
        ("Acme Bio secures exclusive rights to a new vector from Beta Pharma.", ("license", "subject>from", ACME, BETA)),
        ("Acme Bio has purchased 2,000 shares of Beta Pharma (NYSE: BET).", ("stake", "subject>of", ACME, BETA)),
        ("Acme Bio to acquire Beta Pharma.", ("acquire", "subject>-", ACME, BETA)),
        ("Acme Bio acquired Beta Pharma's antibody plant.", ("acquire", "subject>whose", ACME, BETA)),
        ("Acme Bio was acquired by Beta Pharma.", ("acquire", "subject>by", ACME, BETA)),
        ("A grant of $2 million has been awarded to Acme Bio by a for-profit company, Beta Pharma.", ("fund", "to>by", ACME, BETA)),
        ("Acme Bio was selected by Beta Pharma to make its cells.", ("select", "subject>by", ACME, BETA)),
        ("Acme Bio's long-awaited agreement with Beta Pharma starts.", ("agree", "owner>with", ACME, BETA)),
        ("A joint venture between Acme Bio and the Danish group Beta Pharma starts.", ("joint", "between>and", ACME, BETA)),
        ("According to Delta, Acme Bio partnered with Beta Pharma.", ("partner", "subject>with", ACME, BETA)),
        ("Gamma Labs, which was acquired by Beta Pharma, grows.", ("acquire", "subject>by", GAMMA, BETA)),
    ],
)
def test_who_does_what_with_whom(text: str, frame: tuple[str, str, int, int]) -> None:
    group, relation, left, right = frame
    assert (group, relation, (left,), (right,)) in told(text)


def test_acts_are_of_those_who_do_and_those_to_whom_it_is_done() -> None:
    said = set(acts(short("Acme Bio makes vectors and was acquired by Beta Pharma.")))
    assert ("does=manufacture", (ACME,)) in said
    assert ("isdone=acquire", (ACME,)) in said
    assert ("does=acquire", (ACME,)) not in said


def test_those_of_a_list_all_stand_on_its_side() -> None:
    found = told("The round of Acme Bio was led by Beta Pharma, Gamma Labs and Delta.")
    assert ("invest", "subject>by", (ACME,), (BETA, GAMMA, DELTA)) in found


def test_what_those_of_a_list_do_together_is_mutual() -> None:
    assert ("partner", "mutual", (ACME, BETA), (ACME, BETA)) in told("Acme Bio and Beta Pharma announced a partnership.")
    assert ("merge", "mutual", (ACME, BETA), (ACME, BETA)) in told("Acme Bio and Beta Pharma merge to form Delta.")
    assert not any(relation == "mutual" for _, relation, _, _ in told("Acme Bio and Beta Pharma partner with Delta."))


def test_the_topic_stands_for_a_subject_that_is_not_named() -> None:
    assert ("invest", "topic>by", (DELTA,), (ACME,)) in told("The seed round was led by Acme Bio.", topic=DELTA)
    assert told("The seed round was led by Acme Bio.") == set()


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Acme Bio has no agreement with Beta Pharma.", "not"),
        ("Acme Bio may sign an agreement with Beta Pharma.", "plan"),
        ("Acme Bio previously signed an agreement with Beta Pharma.", "past"),
        ("Acme Bio signed an agreement with Beta Pharma.", ""),
    ],
)
def test_the_mood_of_a_frame(text: str, mood: str) -> None:
    assert {one.mood for one in frames(short(text), None) if one.group == "agree"} == {mood}


def test_features_know_both_sides_and_one_side() -> None:
    one = [Frame("license", "subject>to", (ACME,), (BETA, GAMMA))]
    assert {"F", "F:H:license", "F:license:subject>to"} <= set(frame_features(one, ACME, BETA, "H"))
    assert set(frame_features(one, BETA, ACME, "H")) == set(frame_features(one, ACME, BETA, "H"))
    assert "F:side:license" in set(frame_features(one, BETA, GAMMA, "H"))
    assert set(directed_features(one, ACME, BETA)) == {"F:license:subject>to:left", "F:subject>to:left"}
    assert set(directed_features(one, BETA, ACME)) == {"F:license:subject>to:right", "F:subject>to:right"}


@given(st.lists(st.sampled_from([*NAMES, "signed", "agreement", "with", "by", "acquired", "and", ",", "between", "grant", "from", "to"]), max_size=25))
def test_nobody_stands_on_both_sides(parts: list[str]) -> None:
    for one in frames(short(" ".join(parts) or "none"), None):
        assert one.relation == "mutual" or set(one.left).isdisjoint(one.right)
        assert all((one.left, one.right))
