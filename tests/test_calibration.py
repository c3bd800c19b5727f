"""Confidence against what is right: calibration, curves of precision and recall, and records cut at a confidence."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, records

from extract.calibration import Judged, calibrate, judged
from extract.confidence import confident
from extract.score import score
from extract.score_counts import Count
from extract.score_curve import organization_curve, pair_curve
from ontology.records import Deal, Organization, Party, Person, Record

judgements = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), max_size=60)


def signed(*names: str, doc: str = "a", confidence: float = 0.9) -> Record:
    """A document in which each of the others works with the first."""
    deals = tuple(
        Deal(
            types=("strategic-alliance",),
            parties=(Party(organization=names[0], role="partner"), Party(organization=other, role="partner")),
            confidence=confidence,
        )
        for other in names[1:]
    )
    return Record(doc=doc, organizations=tuple(Organization(name=name, confidence=0.8) for name in names), deals=deals)


def test_what_is_right_as_often_as_it_says_has_no_error() -> None:
    chance = random.Random(1)
    drawn = [chance.random() for _ in range(20_000)]
    assert calibrate(Judged(one, chance.random() < one) for one in drawn).error < 0.02
    assert calibrate(Judged(one, chance.random() < one / 2) for one in drawn).error == pytest.approx(0.25, abs=0.01)


@given(judgements, st.integers(1, 20))
def test_bins_hold_everything_once(some: list[Judged], bins: int) -> None:
    found = calibrate(some, bins)
    assert sum(one.count for one in found.bins) == found.count == len(some)
    assert 0 <= found.error <= 1
    for one in found.bins:
        assert one.low <= one.confidence + 1e-9
        assert one.confidence <= one.high + 1e-9
    right = sum(one.accuracy * one.count for one in found.bins)
    assert right == pytest.approx(sum(one.right for one in some))


@given(judgements)
def test_one_bin_compares_the_means(some: list[Judged]) -> None:
    if some:
        share = sum(one.right for one in some) / len(some)
        mean = sum(one.confidence for one in some) / len(some)
        assert calibrate(some, 1).error == pytest.approx(abs(share - mean))


def test_no_bins_are_refused() -> None:
    with pytest.raises(ValueError, match="0 bins; expected 1 or more"):
        calibrate([], 0)


def test_a_deal_is_right_when_half_of_its_pairs_are() -> None:
    gold = {"a": signed("Servier", "Lonza", "Cellectis")}
    three = Deal(
        types=("investment",),
        parties=tuple(Party(organization=name, role="investor") for name in ("Servier", "Lonza", "Basel")),
    )
    found = signed("Servier", "Lonza", "Basel", "Cellectis")
    deals, organizations = judged(gold, {"a": found.model_copy(update={"deals": (*found.deals, three)}), "b": found})
    assert [one.right for one in deals] == [True, False, True, False]
    assert [one.right for one in organizations] == [True, True, False, True]


@given(st.data())
def test_each_point_of_the_curve_is_the_score_at_its_confidence(data: st.DataObject) -> None:
    gold, predicted = ({doc: data.draw(records(doc, st.sampled_from(NAMES))) for doc in "ab"} for _ in range(2))
    for point in pair_curve(gold, predicted):
        cut = {
            doc: one.model_copy(
                update={"deals": tuple(deal for deal in one.deals if deal.confidence >= point.confidence)}
            )
            for doc, one in predicted.items()
        }
        assert score(gold, cut).figures()["pairs"] == point.count


def test_the_curve_of_organizations_ends_at_their_score() -> None:
    gold, found = {"a": signed("Servier", "Lonza")}, {"a": signed("Servier", "Basel")}
    (point,) = organization_curve(gold, found)
    assert (point.confidence, point.count) == (0.8, Count(1, 1, 1))
    assert score(gold, found).figures()["organizations"] == point.count
    unsure = Record(doc="a", organizations=(Organization(name="Servier"),))
    assert organization_curve(gold, {"a": unsure}) == ()


@given(st.data(), st.floats(0, 1))
def test_a_cut_record_is_a_record_and_cutting_again_changes_nothing(data: st.DataObject, least: float) -> None:
    record = data.draw(records("a", st.sampled_from(NAMES)))
    cut = confident(record, least)
    assert Record.model_validate_json(cut.to_json()) == cut
    assert confident(cut, least) == cut
    assert [one for one in record.deals if one.confidence >= least] == list(cut.deals)
    assert confident(record, 0) == record


def test_parties_and_those_they_belong_to_stay() -> None:
    organizations = (
        Organization(name="Mayo Clinic", confidence=0.1),
        Organization(name="Center for Cells", parent="Mayo Clinic", confidence=0.2),
        Organization(name="Lonza", confidence=0.9),
        Organization(name="Basel", confidence=0.3),
    )
    parties = (Party(organization="Center for Cells", role="client"), Party(organization="Lonza", role="provider"))
    person = Person(name="Ada Smith", organization="Basel")
    record = Record(
        doc="a", organizations=organizations, people=(person,), deals=(Deal(types=("manufacturing",), parties=parties),)
    )
    cut = confident(record, 0.5)
    assert [one.name for one in cut.organizations] == ["Mayo Clinic", "Center for Cells", "Lonza"]
    assert cut.people == (Person(name="Ada Smith"),)
