"""Which deal is which: every deal stands in one match, and matches have a pair of parties in common."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, records
from test_calibration import signed

from extract.score_deals import deal_matches, right_deals, together
from extract.score_names import Alignment
from ontology.records import Record


@given(st.data())
def test_every_deal_stands_in_one_match(data: st.DataObject) -> None:
    gold, predicted = (data.draw(records("a", st.sampled_from(NAMES))) for _ in range(2))
    alignment = Alignment(gold, predicted)
    matches = deal_matches(gold, predicted, alignment)
    assert Counter(id(deal) for match in matches for deal in match.gold) == Counter(map(id, gold.deals))
    assert Counter(id(deal) for match in matches for deal in match.predicted) == Counter(map(id, predicted.deals))
    for match in matches:
        ours = set().union(*(together(deal, alignment.gold) for deal in match.gold))
        theirs = set().union(*(together(deal, alignment.predicted) for deal in match.predicted))
        assert ours & theirs or not match.gold or not match.predicted


@given(records("a", st.sampled_from(NAMES)))
def test_a_record_matches_itself(record: Record) -> None:
    alignment = Alignment(record, record)
    for match in deal_matches(record, record, alignment):
        # A deal whose parties are all one organization after normalisation has no pair.
        if any(together(deal, alignment.gold) for deal in match.gold):
            assert match.gold == match.predicted
    right = right_deals(record, record, alignment)
    assert right == [bool(together(deal, alignment.gold)) for deal in record.deals]


def test_missed_found_and_spurious_stand_in_order() -> None:
    gold, predicted = signed("Servier", "Lonza", "Cellectis"), signed("Servier", "Basel", "Cellectis")
    matches = deal_matches(gold, predicted, Alignment(gold, predicted))
    assert [(len(match.gold), len(match.predicted)) for match in matches] == [(1, 0), (1, 1), (0, 1)]
