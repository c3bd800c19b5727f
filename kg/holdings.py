"""What a store holds of documents: whether it has one, and what it says of it in a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store

from kg import ids, terms
from kg.rdf_writer import checksum
from kg.shapes import violations
from kg.triples import lexical
from ontology.records import Document


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How many documents an ingestion added, found unchanged or replaced, and (source, reason) of each that failed."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document that the store holds; ``organizations`` and ``deals`` count what it says."""

    doc: str
    title: str | None
    date: str | None
    url: str | None
    organizations: int
    deals: int


def holds(store: Store, document: Document, extractor: str) -> bool:
    """Return whether ``store`` has this very document, extracted by this version."""
    node = NamedNode(ids.document(document.doc))
    given = {
        terms.SHA256: checksum(document.text),
        terms.FORMAT: document.media_type,
        terms.NAME: document.title,
        terms.PUBLISHED: document.published,
        terms.URL: document.url,
    }
    extraction = NamedNode(ids.local(node.value, "extraction"))
    same = all(_value(store, node, node, predicate) == value for predicate, value in given.items())
    return same and _value(store, node, extraction, terms.VERSION) == extractor


def summary(store: Store, graph: NamedNode) -> DocumentSummary:
    """Return the summary of the document with this graph."""
    return DocumentSummary(
        doc=ids.document_id(graph.value),
        title=_value(store, graph, graph, terms.TITLE),
        date=_value(store, graph, graph, terms.ISSUED),
        url=_value(store, graph, graph, terms.URL),
        organizations=_number(store, graph, terms.ORGANIZATION),
        deals=_number(store, graph, terms.DEAL),
    )


def as_stored(quads: Iterable[Quad]) -> set[Quad]:
    """Return the quads as they come back from Oxigraph, which writes some numbers and dates in another form."""
    return set(passing(quads))


def passing(quads: Iterable[Quad]) -> Store:
    """Return a store in memory that holds just these quads."""
    store = Store()
    store.extend(quads)
    return store


def refused(quads: Store) -> str:
    """Return which rule of the shapes the graph of a document breaks, and with what; "" for none."""
    for thing, message, value in violations(quads, facts=False):
        found = "" if value is None else f" (found {value[:80]!r})"
        return f"{thing.partition('#')[2] or 'the document'} breaks a rule: {message.rstrip('.')}{found}"
    return ""


def _value(store: Store, graph: NamedNode, subject: NamedNode, predicate: NamedNode) -> str | None:
    found = store.quads_for_pattern(subject, predicate, None, graph)
    return next((lexical(quad.object) for quad in found), None)


def _number(store: Store, graph: NamedNode, kind: NamedNode) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, terms.TYPE, kind, graph))
