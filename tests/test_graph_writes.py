"""What is written from outside: documents that `kg ingest` could have written, and the facts follow from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from tellings import appointed, told

from kg import ids, terms
from kg.graph_writes import CLUSTERS, Written, put_graphs, update
from kg.store import Store
from ontology.errors import GraphError, RecordError
from ontology.records import Reading

NAMES = ("Servier", "Lonza", "Mayo Clinic", "Cellectis", "MaSTherCell/MaSTherCell SA")
OTHER = NamedNode("https://example.org/mine")


def document(doc: str) -> NamedNode:
    return NamedNode(ids.document(doc))


def graph_of(reading: Reading) -> set[Quad]:
    store = Store()
    store.ingest([reading])
    return set(store.quads.quads_for_pattern(None, None, None, document(reading.document.doc)))


def held(*readings: Reading) -> Store:
    store = Store()
    store.ingest(readings)
    return store


READINGS = [appointed(), *(told(f"d{n}", one, two, deal="license") for n, (one, two) in enumerate(zip(NAMES, NAMES[1:], strict=False)))]
GRAPHS = {document(reading.document.doc): graph_of(reading) for reading in READINGS}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(READINGS), st.booleans()), min_size=1, max_size=4), max_size=6))
def test_any_history_of_writes_gives_the_store_of_what_is_left(history: list[list[tuple[Reading, bool]]]) -> None:
    """However many graphs a write puts or takes away at once."""
    store, left = Store(), dict[NamedNode, Reading]()
    for step in history:
        graphs = {document(reading.document.doc): reading if kept else None for reading, kept in step}
        put_graphs(store, {name: GRAPHS[name] if reading else set() for name, reading in graphs.items()})
        left = {name: reading for name, reading in {**left, **graphs}.items() if reading is not None}
    assert store.hash() == held(*left.values()).hash()
    assert not store.rebuild()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_graph_with_anything_else_in_it_is_refused_and_changes_nothing(data: Any) -> None:
    store = held(*READINGS[1:])
    before, quads = store.hash(), sorted(GRAPHS[document("servier-masthercell")], key=str)
    changed = data.draw(st.sampled_from(quads))
    values = [None, Literal("x"), Literal("-1", datatype=terms.term("xsd:integer")), NamedNode("urn:x"), *(one.object for one in quads)]
    value = data.draw(st.sampled_from(values))
    broken = set(quads) - {changed}
    if value is not None:
        broken |= {Quad(changed.subject, changed.predicate, value, changed.graph_name)}
    if broken == set(quads):
        return
    try:
        put_graphs(store, {document("servier-masthercell"): broken})
    except RecordError:
        assert store.hash() == before
    else:  # as another title is: it must be something that the contract allows, and nothing may be left undone
        assert store.reading("servier-masthercell") != READINGS[0] or changed.predicate == terms.VERSION
        assert not store.rebuild()
        assert not store.check() or value == changed.object


def test_only_the_store_writes_what_is_derived() -> None:
    store = held(appointed())
    quad = Quad(OTHER, terms.LABEL, Literal("x"))
    for graph in (terms.INDEX_GRAPH, NamedNode(terms.PREFIXES["graph"] + "own"), OTHER):
        with pytest.raises(GraphError, match="graph <"):
            put_graphs(store, {graph: {Quad(quad.subject, quad.predicate, quad.object, graph)}})
    assert len(set(store.quads.quads_for_pattern(None, None, None, OTHER))) == 0
    put_graphs(store, {OTHER: {Quad(quad.subject, quad.predicate, quad.object, OTHER)}}, other=True)
    assert len(set(store.quads.quads_for_pattern(None, None, None, OTHER))) == 1
    with pytest.raises(GraphError):
        put_graphs(store, {terms.INDEX_GRAPH: set()}, other=True)


def test_the_graph_of_another_document_is_refused() -> None:
    quads = {Quad(one.subject, one.predicate, one.object, document("other")) for one in GRAPHS[document("d0")]}
    with pytest.raises(RecordError):
        put_graphs(Store(), {document("other"): quads})


def test_decisions_are_written_whole() -> None:
    store, other = held(*READINGS), held(*READINGS)
    other.curator("ada").merge("Cellectis", "Lonza", "one address")
    quads = set(other.quads.quads_for_pattern(None, None, None, terms.CURATION_GRAPH))
    put_graphs(store, {terms.CURATION_GRAPH: quads})
    assert store.hash() == other.hash()
    odd = Quad(OTHER, terms.LABEL, Literal("x"), terms.CURATION_GRAPH)
    with pytest.raises(RecordError, match="does not write"):
        put_graphs(store, {terms.CURATION_GRAPH: quads | {odd}})
    with pytest.raises(RecordError, match="something else than decisions"):
        put_graphs(store, {terms.CURATION_GRAPH: {one for one in quads if one.predicate != terms.ACTION}})
    put_graphs(store, {terms.CURATION_GRAPH: set()})
    assert store.hash() == held(*READINGS).hash()


def test_documents_and_decisions_together() -> None:
    store, other = Store(), held(*READINGS)
    other.curator("ada").merge("Cellectis", "Lonza", "one address")
    quads = set(other.quads.quads_for_pattern(None, None, None, terms.CURATION_GRAPH))
    assert put_graphs(store, {**GRAPHS, terms.CURATION_GRAPH: quads}) == Written(len(GRAPHS), 1)
    assert store.hash() == other.hash()


def test_an_update_is_what_it_makes_of_documents(tmp_path: Path) -> None:
    store, draft = Store(tmp_path / "s.db"), tmp_path / "draft"
    store.ingest(READINGS)
    assert update(store, f"DROP GRAPH {document('d0')}", draft) == Written(1, 0)
    assert store.hash() == held(*(one for one in READINGS if one.document.doc != "d0")).hash()
    data = "".join(f"{one.triple} .\n" for one in GRAPHS[document("d0")])
    both = f"DROP GRAPH {document('d1')} ; INSERT DATA {{ GRAPH {document('d0')} {{ {data} }} }}"
    assert update(store, both, draft) == Written(2, 0)
    assert store.hash() == held(*(one for one in READINGS if one.document.doc != "d1")).hash()
    assert not draft.exists()
    assert not store.rebuild()


def test_what_an_update_says_of_facts_is_left_out(tmp_path: Path) -> None:
    store, draft = Store(tmp_path / "s.db"), tmp_path / "draft"
    store.ingest(READINGS)
    before = store.hash()
    for text in ("CLEAR DEFAULT", "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?deal a bp:Deal }"):
        with pytest.raises(GraphError, match="default graph alone"):
            update(store, text, draft)
    for text, error in (
        ("DELETE WHERE { GRAPH ?g { ?s a bp:Deal } }", RecordError),
        (f"INSERT DATA {{ GRAPH {document('d0')} {{ <a:a> <a:b> 1 }} }} ; DROP GRAPH {document('d1')}", RecordError),
        ("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }", GraphError),
        ("nonsense", SyntaxError),
    ):
        with pytest.raises(error):
            update(store, text, draft)
    assert store.hash() == before
    written = update(store, f"DROP GRAPH {document('d0')} ; INSERT DATA {{ <a:a> <a:b> <a:c> }}", draft)
    assert written == Written(1, 0, left_out=1)
    assert update(store, "CLEAR ALL", draft).documents == len(READINGS) - 1
    assert store.hash() == Store().hash()
    assert update(store, "CLEAR ALL", draft).documents == 0


def test_saved_clusters_and_other_graphs_are_taken_as_they_are(tmp_path: Path) -> None:
    store = held(*READINGS)
    before = store.hash()
    put_graphs(store, {CLUSTERS: {Quad(OTHER, terms.TYPE, terms.COLLECTION, CLUSTERS)}})
    assert store.hash() == before
    blank = update(Store(tmp_path / "s.db"), "INSERT DATA { GRAPH <a:g> { [] <a:b> [] } }", tmp_path / "draft", other=True)
    assert blank == Written(0, 1)
