"""Bootstrap intervals: seeded, around the figure, and narrower with more documents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, records

from extract.score import FALSE_DEALS, score
from extract.score_intervals import Interval, intervals, type_intervals
from ontology.records import Deal, Organization, Party, Record


def documents(count: int, share: float, seed: int = 0) -> tuple[dict[str, Record], dict[str, Record]]:
    """So many documents with one organization each, of which about that share is found."""
    chance = random.Random(seed)
    gold = {str(place): Record(doc=str(place), organizations=(Organization(name="Lonza"),)) for place in range(count)}
    found = {doc: record for doc, record in gold.items() if chance.random() < share}
    return gold, found


def test_an_interval_holds_the_figure_and_narrows_with_more_documents() -> None:
    widths = []
    for count in (20, 80, 320):
        scored = score(*documents(count, 0.7))
        figure = scored.table()["organizations"]["f1"]
        low, high = intervals(scored)["organizations"]
        assert 0 <= low < figure < high <= 1
        widths.append(high - low)
    assert widths[0] > widths[1] > widths[2]


def test_half_of_the_spread_is_what_statistics_say() -> None:
    # Recall of n documents with one thing each is a binomial share; F1 = 2r / (1 + r) where nothing is spurious.
    scored = score(*documents(400, 0.5))
    share = scored.table()["organizations"]["recall"]
    low, high = intervals(scored)["organizations"]
    bound = 1.96 * (share * (1 - share) / 400) ** 0.5
    expected = [2 * one / (1 + one) for one in (share - bound, share + bound)]
    assert [low, high] == pytest.approx(expected, abs=0.01)


@given(st.data())
def test_the_same_seed_gives_the_same_intervals_and_each_is_in_order(data: st.DataObject) -> None:
    gold, predicted = ({doc: data.draw(records(doc, st.sampled_from(NAMES))) for doc in "ab"} for _ in range(2))
    scored = score(gold, predicted)
    found = intervals(scored, samples=50, seed=3)
    assert found == intervals(scored, samples=50, seed=3)
    for measure, (low, high) in found.items():
        assert 0 <= low <= high
        assert high <= 1 or measure == FALSE_DEALS


def test_a_figure_without_any_doubt_has_no_width() -> None:
    gold, _ = documents(10, 1.0)
    assert intervals(score(gold, gold))["organizations"] == Interval(1.0, 1.0)
    assert "people" not in intervals(score(gold, gold))
    assert intervals(score({}, {})) == {}


def test_samples_without_a_thing_to_count_do_not_count() -> None:
    gold, _ = documents(2, 1.0)
    gold |= {"empty": Record(doc="empty"), "bare": Record(doc="bare")}
    assert intervals(score(gold, gold))["organizations"] == Interval(1.0, 1.0)


def test_types_have_intervals_of_their_own() -> None:
    parties = (Party(organization="Lonza", role="provider"), Party(organization="Servier", role="client"))
    organizations = (Organization(name="Lonza"), Organization(name="Servier"))
    record = Record(doc="a", organizations=organizations, deals=(Deal(types=("manufacturing",), parties=parties),))
    assert type_intervals(score({"a": record}, {"a": record})) == {"manufacturing": (1.0, 1.0)}
