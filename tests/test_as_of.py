"""What was known on a day, and what was in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from tellings import told

from kg.as_of import in_force_on, known_on
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
    assert state(in_force_on(store, "2019-06"), "Nordvik") == ["terminated"], "what came of it later is said"
    assert state(in_force_on(store, "2021"), "Nordvik") == []
    assert state(in_force_on(store, "2021"), "Orvane") == ["announced"]
    assert state(in_force_on(store, "2020"), "Orvane") == []
    assert len(in_force_on(store, "2020")) == 4


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
    for view in (known_on, in_force_on):
        with pytest.raises(QueryError, match="expected a day"):
            view(store, day)


@pytest.fixture
def kept(run: Run, store: Store) -> Store:
    """The same documents, kept where ``run`` runs."""
    with Store("partners.db") as kept:
        kept.ingest(store.reading(one.doc) for one in store.documents())
    return store


def test_commands_take_a_day(run: Run, kept: Store) -> None:
    assert ["documents", "1"] in [line.split() for line in run("stats", "--as-of", "2019")[1].splitlines()]
    assert ["deals", "1"] in [line.split() for line in run("stats", "--valid-on", "2019")[1].splitlines()]
    assert run("view", "-o", "then.html", "--as-of", "2022", "--valid-on", "2021")[1] == "then.html: 2 nodes, 1 edges\n"
    assert run("view", "-o", "then.html", "--as-of", "2020", "--valid-on", "2021")[1] == "then.html: 0 nodes, 0 edges\n"
    assert "<title>Biotech partnerships, as known on 2020, in force on 2021<" in Path("then.html").read_text(encoding="utf-8")
    run("view", "-o", "now.html", "--title", "Mine", "--as-of", "2020")
    assert "<title>Mine<" in Path("now.html").read_text(encoding="utf-8")
    assert "Orvane" not in run("query", "--as-of", "2019", "deals")[1]
    assert "Orvane" in run("query", "--as-of", "2019", "deals", "--as-of", "2022")[1], "behind the name it counts"


def test_clusters_of_a_day_are_not_kept(run: Run, kept: Store) -> None:
    asked = ("query", "organizations-of-cluster", "--format", "json")
    assert "Orvane" in run("clusters", "--valid-on", "2021")[1]
    assert run(*asked)[1] == "[]\n"
    run("clusters")
    assert "Orvane" in run(*asked)[1]
    assert run(*asked, "--valid-on", "2021")[1] == "[]\n", "those that were kept are of all deals"


def test_exports_of_a_day(run: Run, kept: Store) -> None:
    run("export", "then.nq", "--as-of", "2020-06")
    run("import", "then.nq", "--store", "then.db")
    with Store("then.db", read_only=True) as then:
        assert then.hash() == known_on(kept, "2020-06").hash()
    run("export", "then.ttl", "--valid-on", "2021")
    assert "orvane--zeldon--supply" in Path("then.ttl").read_text(encoding="utf-8")
    assert "nordvik--zeldon--license" not in Path("then.ttl").read_text(encoding="utf-8")
    for whole in ("then.trig", "then.nq", "then.jsonld"):
        status, _, error = run("export", whole, "--valid-on", "2021")
        assert (status, error.startswith(f"kg: {whole}: --valid-on keeps facts"), error.count("\n")) == (2, True, 1)


@pytest.mark.parametrize("command", [("stats",), ("view",), ("clusters",), ("export", "a.ttl"), ("query", "deals")])
def test_a_command_refuses_what_is_no_day(run: Run, kept: Store, command: tuple[str, ...]) -> None:
    assert run(*command, "--as-of", "soon") == (2, "", "kg: 'soon': expected a day as YYYY, YYYY-MM or YYYY-MM-DD\n")
