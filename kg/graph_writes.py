"""Whole graphs and SPARQL updates from outside, as the endpoint takes them: the facts follow from what was written.

The default graph is a function of the documents and the decisions, so nobody writes to it. A document is taken if
`kg ingest` could have written just its graph, and so is the graph of decisions; saved clusters are taken as they are,
and other graphs where that is allowed.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad
from pyoxigraph import Store as Quads

from kg import ids, rdf, terms
from kg.curation import decisions
from kg.derive import concepts, is_document
from kg.holdings import as_stored, passing, refused
from kg.triples import lexical
from ontology.errors import GraphError, PartnershipError, RecordError
from ontology.vocabularies import BASE

if TYPE_CHECKING:
    from kg.store import Store

CLUSTERS = NamedNode(ids.CLUSTERS_GRAPH)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Written:
    """How many documents and other graphs were written, and how many derived quads of an update were left out."""

    documents: int
    others: int
    left_out: int = 0


def put_graphs(store: Store, graphs: Mapping[NamedNode, Collection[Quad]], *, other: bool = False) -> Written:
    """Put graphs in the place of those with the same names; one without quads is taken away.

    One document is one transaction with all that follows from it. Of several, all documents change in one transaction
    and the facts after them; a store in which that was interrupted is derived anew when it is opened. Nothing changes
    when one of them may not be written (:class:`GraphError`, unless ``other``) or is not what it should be
    (:class:`RecordError`).
    """
    for graph, quads in graphs.items():
        _look_at(graph, quads, other=other)
    documents = {graph: quads for graph, quads in graphs.items() if is_document(graph)}
    deriving = dict(documents)
    if terms.CURATION_GRAPH in graphs:
        deriving[terms.CURATION_GRAPH] = graphs[terms.CURATION_GRAPH]
    if len(deriving) == 1 and documents:
        [(document, quads)] = documents.items()
        store.put(document, quads)
    elif len(deriving) == 1:
        store.decide(decisions(passing(deriving[terms.CURATION_GRAPH])))
    elif deriving:
        store.load((quad for quads in deriving.values() for quad in quads), emptied=deriving)
    for graph, quads in graphs.items():
        if graph not in deriving:
            store.put_aside(graph, quads)
    return Written(len(documents), len(graphs) - len(documents))


def update(store: Store, text: str, draft: Path, *, base: str | None = None, other: bool = False) -> Written:
    """Run a SPARQL update and let the facts follow from what it made of the documents.

    It runs on a copy in the folder ``draft``, which is made and taken away; the graphs that it changed are put into the
    store by :func:`put_graphs`. What it changed of the facts themselves is left out and counted; an update that changed
    nothing else is refused (:class:`GraphError`). Raises :class:`SyntaxError` for a malformed one.
    """
    shutil.rmtree(draft, ignore_errors=True)
    try:
        store.quads.backup(str(draft))
        copy = Quads(str(draft))
        copy.update(text, base_iri=base, prefixes=terms.PREFIXES)
        lost = [quad for quad in store.quads if quad not in copy]
        gained = [quad for quad in copy if quad not in store.quads]
        changed = {quad.graph_name for quad in (*lost, *gained)}
        graphs = {one: set(copy.quads_for_pattern(None, None, None, one)) for one in changed if not _is_derived(one)}
        named = {graph: quads for graph, quads in graphs.items() if isinstance(graph, NamedNode)}
        if len(named) < len(graphs):
            raise GraphError("a graph without a name: expected IRIs")
        written = put_graphs(store, named, other=other)
        kept, missing = (one for one in lost if one in store.quads), (one for one in gained if one not in store.quads)
        left_out = {quad for quad in (*kept, *missing) if _is_derived(quad.graph_name)}
        if not named and left_out - as_stored(concepts()):  # clearing an empty store leaves the concepts, and is no error
            raise GraphError(f"an update of the default graph alone is refused: its {DERIVED}")
        del copy
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Written(written.documents, written.others, len(left_out))


DERIVED = "facts follow from what documents say"


def _is_derived(graph: object) -> bool:
    return isinstance(graph, DefaultGraph) or graph == terms.INDEX_GRAPH


def _look_at(graph: NamedNode, quads: Collection[Quad], *, other: bool) -> None:
    """Raise an error for a graph that may not be written, or not so."""
    if _is_derived(graph):
        raise GraphError(f"graph {graph} is not written: it is made with the facts")
    if is_document(graph):
        if quads:
            _as_ingested(graph, quads)
    elif graph == terms.CURATION_GRAPH:
        _as_decided(quads)
    elif graph != CLUSTERS and graph.value.startswith(BASE):
        raise GraphError(f"graph {graph} is not written: expected {terms.PREFIXES['document']}..., decisions or clusters")
    elif graph != CLUSTERS and not other:
        raise GraphError(f"graph {graph} is no document: expected {terms.PREFIXES['document']}...")


def _as_ingested(graph: NamedNode, quads: Iterable[Quad]) -> None:
    given = as_stored(quads)
    try:
        reading = rdf.reading(given)
        extractor = next((lexical(quad.object) for quad in given if quad.predicate == terms.VERSION), "")
        same = as_stored(rdf.quads(reading, extractor))
        if ids.document(reading.document.doc) != graph.value:
            raise RecordError(f"it is the document {reading.document.doc!r}")
    except (PartnershipError, ValueError, LookupError) as error:
        raise RecordError(f"graph {graph} is no document: {' '.join(str(error).split())[:_LONGEST]}") from None
    _same(graph, given, same)
    if rule := refused(passing(given)):
        raise RecordError(f"graph {graph}: {rule}")


def _as_decided(quads: Iterable[Quad]) -> None:
    given = as_stored(quads)
    try:
        made = decisions(passing(given))
    except (PartnershipError, ValueError, LookupError) as error:
        reason = " ".join(str(error).split())[:_LONGEST]
        raise RecordError(f"graph {terms.CURATION_GRAPH} holds something else than decisions: {reason}") from None
    _same(terms.CURATION_GRAPH, given, as_stored(quad for one in made for quad in one.quads()))


def _same(graph: NamedNode, given: set[Quad], expected: set[Quad]) -> None:
    if given != expected:
        odd = min(given ^ expected, key=str)
        what = "has a triple that `kg` does not write" if odd in given else "lacks a triple"
        raise RecordError(f"graph {graph} {what}: {str(odd.triple)[:_LONGEST]}")
