"""What was known on a day, and what was in force."""

from __future__ import annotations

import pytest
from tellings import told

from kg.as_of import known_on, valid_on
from kg.store import Store
from ontology.errors import QueryError


@pytest.fixture
def store() -> Store:
    store = Store()
    store.ingest(
        [
            told("a", "Zeldon", "Nordvik", deal="license", date="2018-05-01"),
            told("b", "Zeldon", "Nordvik", deal="license", date="2020-03-01", status="terminated"),
            told("c", "Zeldon", "Orvane", deal="supply", date="2021-01-15"),
            told("d", "Zeldon", "Halden", deal="funding"),
        ]
    )
    return store


def state(store: Store, organization: str) -> list[object]:
    return store.query("deals-of", organization=organization).column("state")


def test_what_was_known_on_a_day(store: Store) -> None:
    early = known_on(store, "2019")
    assert state(early, "Nordvik") == ["announced"]
    assert [one.doc for one in early.documents()] == ["a"]
    assert not early.rebuild()
    assert state(known_on(store, "2020-03-01"), "Nordvik") == ["terminated"]
    assert len(known_on(store, "2030")) == 3, "a document without a date is not known on any day"


def test_what_was_in_force_on_a_day(store: Store) -> None:
    assert state(valid_on(store, "2019-06"), "Nordvik") == ["terminated"], "what came of it later is said"
    assert state(valid_on(store, "2021"), "Nordvik") == []
    assert state(valid_on(store, "2021"), "Orvane") == ["announced"]
    assert state(valid_on(store, "2020"), "Orvane") == []
    assert len(valid_on(store, "2020")) == 4


def test_dates_apart(store: Store) -> None:
    [[announced, ended, recorded]] = store.query("""
        SELECT ?announced ?ended ?recorded {
          ?deal bp:announced ?announced ; bp:terminated ?ended ; bp:recorded ?recorded }""").rows
    assert (announced, ended, recorded) == ("2018-05-01", "2020-03-01", "2018-05-01")


def test_decisions_hold_in_the_past(store: Store) -> None:
    [deal] = store.query("deals-of", organization="Nordvik").column("deal")
    store.curator("ann").reject(str(deal))
    assert state(known_on(store, "2019"), "Nordvik") == []


@pytest.mark.parametrize("day", ["soon", "2019-13", "--05-01", ""])
def test_what_is_no_day_is_refused(store: Store, day: str) -> None:
    for view in (known_on, valid_on):
        with pytest.raises(QueryError, match="expected a day"):
            view(store, day)
