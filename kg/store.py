"""The store: what every document says, and the canonical facts derived from it.

Each document has a named graph of its own; the default graph holds the canonical facts over all documents and the
SKOS schemes, and is a pure function of the document graphs. One document is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Quads
from rdflib import Dataset

from kg import ids, rdf, terms
from kg.change import change
from kg.cluster_graph import SavedCluster, cluster_quads, saved_clusters
from kg.curated import Curated
from kg.curation import Decision, decisions, outcome
from kg.derive import concepts, derive, document_graphs
from kg.folder import Folder
from kg.hashing import canonical_hash
from kg.holdings import DocumentSummary, IngestReport, as_stored, holds, passing, refused, summary
from kg.known import table
from kg.rebuilding import derived_apart, gained, is_large, is_underived, lost, put_in_place
from kg.remote import RemoteQuads, credentials, endpoints, is_address
from kg.transaction import replace_graph, replace_quads
from ontology.errors import RecordError, StoreError
from ontology.records import Document, ReadFailure, Reading

if TYPE_CHECKING:
    from types import TracebackType

    from kg.check import Violation
    from kg.curator import Curator
    from kg.table import Table

__all__ = ["DocumentSummary", "IngestReport", "SavedCluster", "Store"]

_DERIVATION = "5"
"""To be raised with every change of the rules of derivation: older stores are then derived anew when opened."""


class Store:
    """A store on disk at ``path`` (a folder, made when it is not there), behind an endpoint, or in memory without one.

    An address (``http://``, ``https://``) is that of a SPARQL 1.1 endpoint with updates: see :mod:`kg.remote`.

    Many processes may have a store open with ``read_only``, or one to write. Raises :class:`StoreError` when ``path``
    is something else than a store, :class:`StoreLockedError` when another process is in the way.
    """

    def __init__(self, path: str | Path | None = None, *, read_only: bool = False) -> None:
        if path is None and read_only:
            raise StoreError("a store in memory starts empty and must be writable")
        remote = path is not None and is_address(path)
        self._folder = None if path is None or remote else Folder(Path(path), read_only=read_only)
        self._far = RemoteQuads(str(path)) if remote else None
        self._opened: Quads | None
        if self._far is not None:
            self._opened = cast(Quads, self._far)  # it answers to the calls that are made here
        else:
            self._opened = Quads() if self._folder is None else self._folder.quads
        self.path: Path | str | None = str(path) if remote else None if path is None else Path(path)
        self.read_only = read_only
        self._dataset: Dataset | None = None
        self._curated: Curated | None = None
        if not read_only:
            try:
                self._derive_if_older()
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """Number of documents."""
        return sum(1 for _ in document_graphs(self.quads))

    def __contains__(self, doc: object) -> bool:
        return isinstance(doc, str) and bool(doc) and self.quads.contains_named_graph(NamedNode(ids.document(doc)))

    def close(self) -> None:
        """Close the store; closing it again changes nothing."""
        self._opened = self._dataset = None
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    @property
    def quads(self) -> Quads:
        """The pyoxigraph store beneath."""
        if self._opened is None:
            raise StoreError(f"{self.path or 'the store'}: it is closed")
        return self._opened

    @property
    def dataset(self) -> Dataset:
        """The store as an rdflib dataset, all prefixes bound; writing to it goes around the derivation."""
        if self._dataset is None:
            if self._far is not None:
                from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

                beyond = SPARQLUpdateStore(*endpoints(str(self.path)), headers=credentials())
                # Of a union rdflib asks the server's own default graph; else it would ask for one with a name of its own.
                self._dataset = Dataset(store=beyond, default_union=True)
            else:
                from oxrdflib import OxigraphStore

                self._dataset = Dataset(store=OxigraphStore(store=self.quads))
            for prefix, namespace in terms.PREFIXES.items():
                self._dataset.bind(prefix, namespace, override=True, replace=True)
        return self._dataset

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

    def rebuild(self) -> bool:
        """Derive the default graph anew and return whether it differed.

        If much differs it is replaced in steps; a store in which that was interrupted is derived anew when opened.
        """
        if self._far is not None and self._far.derives:
            raise StoreError(f"{self.path}: it derives its facts itself; run `kg rebuild` where the store lies")
        if self._folder is not None and len(self) and is_underived(self.quads):
            self._writable()
            self._folder.note("")
            self.quads.bulk_extend(derive(self.quads, self.curated))
            self._folder.note(_derivation())
            return True
        with derived_apart(derive(self.quads, self.curated), on_disk=self._folder is not None) as new:
            large = is_large(self.quads, new)
            if large:
                self._writable()
                if self._folder is not None:
                    self._folder.note("")
                replace_quads(self.quads, saved_clusters(self.quads), ())
                put_in_place(self.quads, new)
                differed = True
            else:
                then, now = set(lost(self.quads, new)), set(gained(self.quads, new))
                differed = bool(then or now)
                if differed:
                    self._replace(then, now)
        if self._folder is not None:
            self._folder.note(_derivation())
        self._changed()
        return differed

    def load(self, quads: Iterable[Quad], emptied: Iterable[NamedNode] = ()) -> None:
        """Put document and decision graphs in place of those with the same names, and derive the facts anew.

        The graphs in ``emptied`` are taken away, but for what ``quads`` say of them. They are taken as they are:
        :func:`kg.importing.import_file` and :mod:`kg.graph_writes` look whether they are documents.
        """
        self._writable()
        new = as_stored(quads)
        graphs = {cast(NamedNode, quad.graph_name) for quad in new} | set(emptied)
        if self._far is not None and self._far.derives:
            for graph in graphs:
                self._far.put_graph(graph, {quad for quad in new if quad.graph_name == graph})
            self._curated = None
            return
        old = {quad for graph in graphs for quad in self.quads.quads_for_pattern(None, None, None, graph)}
        if self._folder is not None:
            self._folder.note("")  # a store in which this is interrupted is derived anew when opened
        self._replace(old - new, new - old)
        self._curated = None
        self.rebuild()

    def hash(self) -> str:
        """Return the canonical hash of all facts: equal exactly for equal stores (saved clusters do not count)."""
        return canonical_hash(quad for quad in self.quads if str(quad.graph_name) != f"<{ids.CLUSTERS_GRAPH}>")

    @property
    def curated(self) -> Curated:
        """What people decided, after all their decisions."""
        if self._curated is None:
            self._curated = outcome(self.decisions())
        return self._curated

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions that people made, the first first."""
        return decisions(self.quads)

    def decide(self, made: Iterable[Decision]) -> None:
        """Put ``made`` in the place of all decisions; :meth:`curator` adds single ones and takes them back."""
        listed = list(made)
        new = as_stored(quad for one in listed for quad in one.quads())
        old = set(self.quads.quads_for_pattern(None, None, None, terms.CURATION_GRAPH))
        after = outcome(listed)
        self._say(terms.CURATION_GRAPH, old, new, after)
        self._curated = after

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

        An organization is given by name, alias or IRI, a concept by its id or label. A list gives several values.
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

    def put(self, document: NamedNode, quads: Iterable[Quad]) -> str:
        """Put the graph of a document in the place of the old one, in one transaction with all that follows from it.

        Returns "added", "unchanged", "replaced" or, without quads, "removed". It is taken as it is:
        :mod:`kg.graph_writes` looks whether it is a document.
        """
        old, new = set(self.quads.quads_for_pattern(None, None, None, document)), as_stored(quads)
        if new == old:
            return "unchanged"
        self._say(document, old, new)
        return "removed" if not new else "replaced" if old else "added"

    def put_aside(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put a graph from which no facts follow in the place of the one with the same name."""
        self._writable()
        if self._far is not None and self._far.derives:
            self._far.put_graph(graph, quads)
            return
        replace_graph(self.quads, graph, quads)
        self._changed()

    def _take(self, reading: Reading, extractor: str, shapes: bool) -> str:
        self._writable()
        node = NamedNode(ids.document(reading.document.doc))
        graph = passing(rdf.quads(reading, extractor))
        new, old = set(graph), set(self.quads.quads_for_pattern(None, None, None, node))
        if new == old:
            return "unchanged"
        if shapes and (rule := refused(graph)):
            raise RecordError(rule)
        self._say(node, old, new)
        return "replaced" if old else "added"

    def _say(self, graph: NamedNode, old: set[Quad], new: set[Quad], after: Curated | None = None) -> None:
        """Put ``new`` in the place of ``old`` in the graph of a document or of the decisions, and let the facts follow."""
        self._writable()
        if self._far is not None and self._far.derives:
            self._far.put_graph(graph, new)
            return
        document, said = (None, set()) if graph == terms.CURATION_GRAPH else (graph, new)
        lost, gained = change(self.quads, document, said, self.curated, self.curated if after is None else after)
        self._replace(lost | (old - new), gained | (new - old))

    def _replace(self, lost: set[Quad], gained: set[Quad]) -> None:
        self._writable()
        replace_quads(self.quads, lost | saved_clusters(self.quads), gained)
        self._changed()

    def _changed(self) -> None:
        """Let those who serve the store see the change."""
        if self._folder is not None and self._folder.publisher is not None:
            self._folder.publisher.changed()

    def _derive_if_older(self) -> None:
        if self._far is not None:
            if not self._far.derives and any(concept not in self.quads for concept in islice(concepts(), 1)):
                self.quads.extend(concepts())
        elif self._folder is None:
            self.quads.extend(concepts())
        elif self._folder.derivation != _derivation():
            self.rebuild()

    def _writable(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.path}: the store is open to read only")

    def _graph(self, doc: str) -> set[Quad]:
        quads = set(self.quads.quads_for_pattern(None, None, None, NamedNode(ids.document(doc)))) if doc else set()
        if not quads:
            raise StoreError(f"{self.path or 'the store'}: no document {doc!r}; expected an id that it holds")
        return quads


@cache
def _version() -> str:
    return version("biotech-partnership-graph")


def _derivation() -> str:
    return f"{_DERIVATION} {canonical_hash(concepts())} {table().checksum} rensa-{version('rensa')}"
