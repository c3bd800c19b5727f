"""Decisions of people: they take effect, survive, can be taken back, and say who, when and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tellings import told

from kg.curator import Curator
from kg.store import Store
from ontology.errors import PartnershipError, StoreError

MOMENT = datetime(2024, 5, 17, 12, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    store = Store()
    store.ingest(
        [
            told("a", "Orvane Bio", "Zeldon", deal="license", date="2020-05-01"),
            told("b", "Orvane Biosystems", "Zeldon", deal="manufacturing", date="2021-01-01"),
            told("c", "Zeldon/Zeldon Clinic", "Nordvik", deal="license", date="2022-01-01"),
            told("d", "Zeldon Clinic", "Halden", deal="funding"),
        ]
    )
    return store


@pytest.fixture
def ann(store: Store) -> Curator:
    return store.curator("ann", MOMENT)


def partners(store: Store, name: str) -> set[str]:
    return {str(one) for one in store.query("partners-of", organization=name).column("partner")}


def test_a_merge_joins_and_is_taken_back(store: Store, ann: Curator) -> None:
    before = store.hash()
    decision = ann.merge("Orvane Bio", "Orvane Biosystems", why="the same address")
    assert len(store.query("deals-of", organization="Orvane Bio")) == 2
    assert store.hash() != before
    assert not store.rebuild()
    assert store.check() == []
    assert store.decisions() == (decision,)
    assert (decision.who, decision.when, decision.why) == ("ann", MOMENT, "the same address")
    assert ann.undo() == decision
    assert store.hash() == before


def test_a_decision_holds_for_documents_that_come_later_or_again(store: Store, ann: Curator) -> None:
    ann.merge("Orvane Bio", "Orvane Biosystems")
    store.ingest([told("e", "Orvane Biosystems", "Halden", deal="supply")])
    store.remove("a")
    store.ingest([told("a", "Orvane Bio Inc.", "Zeldon", deal="license", date="2020-05-01")])
    assert len(store.query("deals-of", organization="Orvane Bio")) == 3


def test_a_split_by_name(store: Store, ann: Curator) -> None:
    before = store.hash()
    assert partners(store, "Zeldon Clinic") >= {"Halden", "Nordvik"}
    ann.split("Zeldon Clinic", ["Zeldon Clinic"])
    assert not store.rebuild()
    clinic = "https://w3id.org/biotech-partnerships/organization/zeldon-clinic"
    assert partners(store, clinic) == {"Halden"}
    ann.undo()
    assert store.hash() == before


def test_a_split_by_document(store: Store, ann: Curator) -> None:
    before = store.hash()
    ann.split("Zeldon", documents=["b"])
    assert not store.rebuild()
    assert partners(store, "Orvane Biosystems") == {"Zeldon"}
    assert partners(store, "https://w3id.org/biotech-partnerships/organization/zeldon") == {"Orvane Bio", "Nordvik", "Halden"}
    ann.undo()
    assert store.hash() == before


def test_of_a_merge_and_a_split_the_later_holds(store: Store, ann: Curator) -> None:
    ann.merge("Orvane Bio", "Orvane Biosystems")
    ann.split("Orvane Bio", ["Orvane Biosystems"])
    assert len(store.query("deals-of", organization="https://w3id.org/biotech-partnerships/organization/orvane-bio")) == 1
    ann.merge("https://w3id.org/biotech-partnerships/organization/orvane-bio", "Orvane Biosystems")
    assert len(store.query("deals-of", organization="Orvane Bio")) == 2


def test_a_rejected_deal_is_gone_until_another_document_tells_of_it(store: Store, ann: Curator) -> None:
    [deal] = store.query("deals-of", organization="Orvane Bio").column("deal")
    ann.reject(str(deal))
    assert store.query("deals-of", organization="Orvane Bio").rows == []
    store.ingest([told("a", "Orvane Bio", "Zeldon", "Halden", deal="license", date="2020-05-01")])
    assert store.query("deals-of", organization="Orvane Bio").rows == []
    store.ingest([told("f", "Orvane Bio", "Zeldon", deal="license", date="2020-05-02")])
    assert len(store.query("deals-of", organization="Orvane Bio")) == 1
    assert not store.rebuild()


def test_an_edit_and_an_acceptance(store: Store, ann: Curator) -> None:
    [deal] = store.query("deals-of", organization="Orvane Bio").column("deal")
    ann.edit(str(deal), ["status=terminated", "terminated=2023-02", "type=option"])
    [row] = store.query("deals-of", organization="Orvane Bio").records()
    assert (row["type"], row["state"]) == ("option", "terminated")
    ann.accept(str(row["deal"]))
    [[confidence]] = store.query(f"SELECT ?c {{ <{row['deal']}> bp:confidence ?c }}").rows
    assert confidence == 1
    assert not store.rebuild()
    assert store.check() == []


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (lambda ann: ann.merge("Orvane Bio", "Orvane Bio"), "are one organization already"),
        (lambda ann: ann.merge("Orvane Bio", "Nobody"), "Nobody"),
        (lambda ann: ann.split("Zeldon", ["Elsewhere"]), "bears the names 'Zeldon Clinic', 'Zeldon'"),
        (lambda ann: ann.split("Zeldon"), "either names or documents"),
        (lambda ann: ann.split("Zeldon", documents=["x"]), "does not name 'Zeldon'"),
        (lambda ann: ann.reject("nothing"), "nothing"),
        (lambda ann: ann.undo(), "no decision to take back"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(store: Store, ann: Curator, decide, message: str) -> None:  # type: ignore[no-untyped-def]
    before = store.hash()
    with pytest.raises(PartnershipError, match=message):
        decide(ann)
    assert store.hash() == before


def test_fields_that_cannot_be_set_are_refused(store: Store, ann: Curator) -> None:
    [deal] = store.query("deals-of", organization="Orvane Bio").column("deal")
    for wrong in ("status", "status=over", "announced=soon", "price=7", "type=marriage"):
        with pytest.raises(PartnershipError, match=wrong.partition("=")[2] or "FIELD=VALUE"):
            ann.edit(str(deal), [wrong])
    with pytest.raises(StoreError, match="who makes it"):
        store.curator(" ")


def test_decisions_are_rdf_on_disk(tmp_path, store: Store) -> None:  # type: ignore[no-untyped-def]
    with Store(tmp_path / "s") as kept:
        kept.ingest(store.reading(one.doc) for one in store.documents())
        kept.curator("ann", MOMENT).merge("Orvane Bio", "Orvane Biosystems", why="one company")
    with Store(tmp_path / "s") as kept:
        rows = kept.sparql("""
            SELECT ?action ?who ?when ?why { GRAPH graph:curation {
              ?decision a bp:Decision ; bp:action ?action ; dcterms:creator ?who ; dcterms:created ?when ; rdfs:comment ?why } }
        """).rows
        assert [(action, who, why) for action, who, _, why in rows] == [("merge", "ann", "one company")]
        assert not kept.rebuild()
        assert len(kept.query("deals-of", organization="Orvane Bio")) == 2
