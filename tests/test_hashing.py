"""The canonical hash."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Dataset, Graph
from rdflib.compare import to_canonical_graph
from tellings import appointed, told

from kg.hashing import canonical_hash
from kg.store import Store
from ontology.errors import StoreError

A = NamedNode("https://example.org/a")


def test_the_order_does_not_matter_and_the_graph_does() -> None:
    quads = [Quad(A, A, Literal(str(number))) for number in range(5)]
    assert canonical_hash(quads) == canonical_hash(reversed(quads))
    assert canonical_hash(quads) != canonical_hash(quads[1:])
    assert canonical_hash([Quad(A, A, A)]) != canonical_hash([Quad(A, A, A, A)])


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(StoreError, match="blank node"):
        canonical_hash([Quad(A, A, BlankNode("b"))])


def test_rdflib_canonicalization_agrees() -> None:
    """Two stores have the same hash exactly when rdflib's canonical graphs are the same, graph by graph."""
    stores = [Store(), Store(), Store()]
    stores[0].ingest([appointed(), told("b", "Servier", "Lonza", deal="license")])
    stores[1].ingest([told("b", "Servier", "Lonza", deal="license"), appointed()])
    stores[2].ingest([appointed(), told("b", "Servier", "Lonza", deal="option")])
    graphs = [_canonical(store.dataset) for store in stores]
    for one, first in zip(stores, graphs, strict=True):
        for two, second in zip(stores, graphs, strict=True):
            assert (one.hash() == two.hash()) is (first == second)


def _canonical(dataset: Dataset) -> dict[str, frozenset[object]]:
    return {str(graph.identifier): frozenset(to_canonical_graph(_copy(graph))) for graph in dataset.graphs()}


def _copy(graph: Graph) -> Graph:
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    return copied
