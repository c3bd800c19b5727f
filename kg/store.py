"""The store: what every document says, and the canonical facts derived from it.

Each document has a named graph of its own; the default graph holds the canonical facts over all documents and the
SKOS schemes, and is a pure function of the document graphs. One document is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg import ids, rdf
from kg.cluster_graph import SavedCluster, cluster_quads
from kg.derive import document_graphs
from kg.holdings import DocumentSummary, IngestReport, holds, passing, refused, summary
from kg.keeping import Keeper
from ontology.errors import RecordError, StoreError
from ontology.records import Document, ReadFailure, Reading

if TYPE_CHECKING:
    from kg.check import Violation
    from kg.curator import Curator
    from kg.table import Table

__all__ = ["DocumentSummary", "IngestReport", "SavedCluster", "Store"]


class Store(Keeper):
    """A store on disk at ``path`` (a folder, made when it is not there), behind an endpoint, or in memory without one.

    An address (``http://``, ``https://``) is that of a SPARQL 1.1 endpoint with updates: see :mod:`kg.remote`.

    Many processes may have a store open with ``read_only``, or one to write. Raises :class:`StoreError` when ``path``
    is something else than a store, :class:`StoreLockedError` when another process is in the way.
    """

    def __len__(self) -> int:
        """Number of documents."""
        return sum(1 for _ in document_graphs(self.quads))

    def __contains__(self, doc: object) -> bool:
        return isinstance(doc, str) and bool(doc) and self.quads.contains_named_graph(NamedNode(ids.document(doc)))

    def ingest(
        self,
        readings: Iterable[Reading | ReadFailure],
        progress: Callable[[str], None] | None = None,
        extractor: str | None = None,
        *,
        shapes: bool = True,
    ) -> IngestReport:
        """Take in documents and return how many were added, unchanged, replaced and failed.

        A document that says the same as before changes nothing; one with a known id and something else to say takes
        the place of the old one. ``extractor`` is the version of what extracted (default: that of this package).
        ``progress`` is called with the id or source of each. Each document is one transaction. A record that breaks a
        rule of the shapes fails, unless ``shapes`` is off.
        """
        counts = {"added": 0, "unchanged": 0, "replaced": 0}
        failed: list[tuple[str, str]] = []
        for reading in readings:
            if isinstance(reading, ReadFailure):
                source = reading.source
                failed.append((source, reading.reason))
            else:
                source = reading.document.doc
                try:
                    counts[self._take(reading, extractor or _version(), shapes)] += 1
                except RecordError as error:
                    failed.append((source, str(error)))
            if progress is not None:
                progress(source)
        return IngestReport(**counts, failed=tuple(failed))

    def holds(self, document: Document, extractor: str | None = None) -> bool:
        """Return whether the store has this very document, extracted by this version already."""
        return holds(self.quads, document, extractor or _version())

    def reading(self, doc: str) -> Reading:
        """Return a document and its record as they were ingested; raise :class:`StoreError` for an unknown id."""
        return rdf.reading(self._graph(doc))

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return a summary of every document, by id."""
        return tuple(sorted((summary(self.quads, one) for one in document_graphs(self.quads)), key=lambda one: one.doc))

    def remove(self, doc: str) -> None:
        """Remove a document and all that only it supports; raise :class:`StoreError` for an unknown id."""
        old = self._graph(doc)
        self._say(NamedNode(ids.document(doc)), old, set())

    def curator(self, who: str, when: datetime | None = None) -> Curator:
        """Return who decides about organizations and deals, in the name of ``who`` (default time: now)."""
        from kg.curator import Curator

        return Curator(self, who, when or datetime.now(UTC))

    def check(self) -> list[Violation]:
        """Return every quote that does not stand in its document, and every fact that has not its shape."""
        from kg.check import check

        return check(self)

    def stats(self) -> dict[str, int]:
        """Return how much the store holds: documents, organizations by type, deals by type and status, and so on."""
        from kg.stats import stats

        return stats(self)

    def query(self, query: str, **parameters: object) -> Table:
        """Return the answer to a named query, with its parameters, or to SPARQL.

        An organization is given by name, alias or IRI, a concept by its id or label. A list gives several values. What
        could be a very long list ends after 1,000 rows, or after as many as ``limit`` says.
        Raises :class:`QueryError` for an unknown query, parameter or name, and for malformed SPARQL.
        """
        from kg.ask import query as ask

        return ask(self, query, parameters)

    def sparql(self, text: str) -> Table:
        """Return the answer to a SPARQL query; every prefix of the project may be used undeclared."""
        from kg.ask import sparql

        return sparql(self, text)

    def save_clusters(self, clusters: Iterable[SavedCluster]) -> None:
        """Keep clusters, in place of those kept before, for the query ``organizations-of-cluster``.

        They stand in a graph of their own, are no facts, and are dropped when the facts change.
        """
        self._writable()
        self.put_aside(NamedNode(ids.CLUSTERS_GRAPH), cluster_quads(clusters))

    def _take(self, reading: Reading, extractor: str, shapes: bool) -> str:
        self._writable()
        node = NamedNode(ids.document(reading.document.doc))
        graph = passing(rdf.quads(reading, extractor))
        if self._far is not None and self._far.derives:
            return self._far.put_graph(node, graph)
        new, old = set(graph), set(self.quads.quads_for_pattern(None, None, None, node))
        if new == old:
            return "unchanged"
        if shapes and (rule := refused(graph)):
            raise RecordError(rule)
        self._say(node, old, new)
        return "replaced" if old else "added"

    def _graph(self, doc: str) -> set[Quad]:
        quads = set(self.quads.quads_for_pattern(None, None, None, NamedNode(ids.document(doc)))) if doc else set()
        if not quads:
            raise StoreError(f"{self.path or 'the store'}: no document {doc!r}; expected an id that it holds")
        return quads


@cache
def _version() -> str:
    return version("biotech-partnership-graph")
