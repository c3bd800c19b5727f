"""Decisions of people: they take effect, survive, can be taken back, and say who, when and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tellings import told

from kg.curator import Curator
from kg.review import review
from kg.store import Store
from ontology.errors import PartnershipError, StoreError
from ontology.records import Reading

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


def of_orvane(store: Store) -> list[str]:
    return [str(one) for one in store.query("deals-of", organization="Orvane Bio").column("deal")]


def sources_of_orvane(store: Store) -> set[str]:
    [deal] = of_orvane(store)
    return {str(one) for one in store.query(f"SELECT ?i {{ <{deal}> bp:source/dcterms:identifier ?i }}").column("i")}


@pytest.mark.parametrize(
    "again",
    [
        told("a", "Orvane Bio", "Zeldon", "Halden", deal="license", date="2020-05-01"),
        told("f", "Orvane Bio", "Zeldon", deal="license", date="2020-05-02"),
        told("f", "Zeldon Clinic", "Orvane Bio", deal="license"),
        told("f", "Orvane Bio", "Zeldon", deal="license", date="2021-05-02", status="terminated"),
    ],
    ids=["its document read anew", "another wire", "a document without a date", "the end of the deal"],
)
def test_a_rejected_deal_does_not_come_back_when_it_is_told_again(store: Store, ann: Curator, again: Reading) -> None:
    [deal] = of_orvane(store)
    ann.reject(deal)
    assert of_orvane(store) == []
    without = store.hash()
    store.ingest([again])
    assert of_orvane(store) == []
    assert not store.rebuild()
    if again.document.doc == "f":
        with_it = store.hash()
        store.remove("f")
        assert store.hash() == without
        store.ingest([again])
        assert store.hash() == with_it
    ann.undo()
    assert len(of_orvane(store)) == 1
    assert not store.rebuild()


@pytest.mark.parametrize(
    "other",
    [
        told("f", "Orvane Bio", "Zeldon", deal="license", date="2021-05-02"),
        told("f", "Orvane Bio", "Zeldon", deal="acquisition", date="2020-05-01"),
        told("f", "Orvane Bio", "Zeldon", deal="option", date="2020-05-01"),
        told("f", "Orvane Bio", "Halden", deal="license", date="2020-05-01"),
    ],
    ids=["a year later", "of another kind", "of a kind like it", "with another party"],
)
def test_another_deal_than_the_rejected_one_stands(store: Store, ann: Curator, other: Reading) -> None:
    [deal] = of_orvane(store)
    ann.reject(deal)
    store.ingest([other])
    assert len(of_orvane(store)) == 1
    assert not store.rebuild()


def test_a_rejected_deal_that_is_told_again_is_asked_about(store: Store, ann: Curator) -> None:
    [deal] = of_orvane(store)
    ann.reject(deal)
    store.ingest([told("f", "Orvane Bio", "Zeldon", deal="license", date="2020-05-02")])
    rejected = store.hash()
    [question] = [one for one in review(store) if "rejected" in one.reason]
    assert question.about == "Orvane Bio – Zeldon: License?"
    assert question.reason == "told though decision 1 rejected it; kg reject document:f#deal-1 keeps it out"
    assert question.command == "kg accept document:f#deal-1"
    ann.accept("document:f#deal-1")
    assert sources_of_orvane(store) == {"f"}
    assert not store.rebuild()
    ann.undo()
    assert store.hash() == rejected
    ann.reject("document:f#deal-1")
    assert [one for one in review(store) if "rejected" in one.reason] == []
    assert not store.rebuild()
    with pytest.raises(StoreError, match="document:f#deal-7"):
        ann.reject("document:f#deal-7")


def test_copies_of_a_rejected_release_are_not_asked_about(ann: Curator, store: Store) -> None:
    words = " ".join(f"word{number}" for number in range(80))
    wires = []
    for doc in ("x", "y"):
        one = told(doc, "Halden", "Nordvik", deal="supply", date="2023-03-01")
        wires.append(one.model_copy(update={"document": one.document.model_copy(update={"text": words})}))
    store.ingest(wires[:1])
    ann.reject("deal:halden--nordvik--supply")
    store.ingest(wires[1:])
    assert [one for one in review(store) if "rejected" in one.reason] == []
    assert store.query("deals-between", organization="Halden", partner="Nordvik").rows == []


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
