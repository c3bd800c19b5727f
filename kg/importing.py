"""A store out of RDF files that a store was exported to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg import ids, rdf, terms
from kg.derive import is_document
from ontology.errors import RecordError, SourceError

if TYPE_CHECKING:
    from kg.store import Store

FORMATS = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nquads": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
"""The endings of files that can be imported: those that keep named graphs."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many documents and decisions were taken in, and how many facts of the files follow from none of them."""

    documents: int
    decisions: int
    left_out: int


def import_file(store: Store, path: Path) -> ImportReport:
    """Take in the documents and decisions of an exported file in place of those with the same names.

    The facts over all documents are derived anew: what the file states besides is left out and counted. Nothing
    changes when the file is malformed or a graph in it is no document (:class:`SourceError`).
    """
    form = FORMATS.get(path.suffix.casefold())
    if form is None:
        raise SourceError(path, f"no export that can be read back; expected a name that ends in {', '.join(FORMATS)}")
    quads = _read(path, form)
    taken: dict[NamedNode, list[Quad]] = {}
    facts = set()
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and (is_document(graph) or graph == terms.CURATION_GRAPH):
            taken.setdefault(graph, []).append(quad)
        elif isinstance(graph, DefaultGraph):
            facts.add(quad)
        elif graph not in (terms.INDEX_GRAPH, NamedNode(ids.CLUSTERS_GRAPH)):
            raise SourceError(path, f"graph {graph} is no document (expected {terms.PREFIXES['document']}...)")
    for graph, inside in taken.items():
        if graph != terms.CURATION_GRAPH:
            _valid(path, inside)
    store.load({quad for inside in taken.values() for quad in inside})
    left_out = sum(1 for quad in facts if quad not in store.quads)
    documents = sum(1 for graph in taken if graph != terms.CURATION_GRAPH)
    made = {quad.subject for quad in taken.get(terms.CURATION_GRAPH, [])}
    return ImportReport(documents, len(made), left_out)


def _read(path: Path, form: RdfFormat) -> list[Quad]:
    try:
        return list(parse(path=str(path), format=form))
    except (SyntaxError, ValueError) as error:
        raise SourceError(path, f"malformed: {' '.join(str(error).split())[:160]}") from None
    except OSError as error:
        raise SourceError(path, f"cannot be read ({(error.strerror or str(error)).lower()})") from None


def _valid(path: Path, inside: list[Quad]) -> None:
    try:
        rdf.reading(inside)
    except (RecordError, ValueError) as error:
        name = ids.document_id(str(inside[0].graph_name)[1:-1])
        raise SourceError(path, f"document {name!r}: {' '.join(str(error).split())[:160]}") from None
