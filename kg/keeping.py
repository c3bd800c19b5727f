"""The graphs of documents and decisions in a store, and the facts that follow from them.

Whatever is written, the default graph and the index are what :mod:`kg.derive` makes of all documents and decisions.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, Quad

from kg import ids, terms
from kg.change import change
from kg.cluster_graph import saved_clusters
from kg.curated import Curated
from kg.curation import Decision, decisions, outcome
from kg.derive import concepts, derive, document_graphs
from kg.hashing import canonical_hash
from kg.holdings import as_stored
from kg.known import table
from kg.opened import Opened
from kg.rebuilding import derived_apart, gained, is_large, is_underived, lost, put_in_place
from kg.transaction import replace_graph, replace_quads
from ontology.errors import RecordError, StoreError

_DERIVATION = "6"
"""To be raised with every change of the rules of derivation: older stores are then derived anew when opened."""


class Keeper(Opened):
    """Puts graphs in the place of others and lets the facts follow; see :class:`kg.store.Store`."""

    def __init__(self, path: str | Path | None = None, *, read_only: bool = False) -> None:
        super().__init__(path, read_only=read_only)
        self._curated: Curated | None = None
        self.derived_anew = False
        """Whether the facts were derived anew when this was opened to write."""
        if not read_only:
            try:
                self._derive_if_older()
            except BaseException:
                self.close()
                raise

    def hash(self) -> str:
        """Return the canonical hash of all facts: equal exactly for equal stores (saved clusters do not count)."""
        return canonical_hash(quad for quad in self.quads if str(quad.graph_name) != f"<{ids.CLUSTERS_GRAPH}>")

    @property
    def is_older(self) -> bool:
        """Whether the facts were derived by other rules than those of this version, or not to the end.

        Only a store on disk that is open to read can be: one that is opened to write is derived anew.
        """
        return self._folder is not None and self._folder.derivation != _derivation()

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

    def decide_besides(self, made: Decision) -> None:
        """Add a decision to those that are there; :class:`StoreError` when its number was given away meanwhile."""
        if self._far is None or not self._far.derives:
            self.decide([*self.decisions(), made])
            return
        self._writable()
        try:
            self._far.extend(made.quads())  # beside what is there by now: who decides at the same time loses nothing
        except RecordError:
            raise StoreError(f"{self.path}: somebody else decided at the same time; see `kg decisions` and try again") from None
        self._curated = None

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

    def rebuild(self) -> bool:
        """Derive the default graph anew and return whether it differed.

        If much differs it is replaced in steps; a store in which that was interrupted is derived anew when opened.
        """
        if self._far is not None and self._far.derives:
            raise StoreError(f"{self.path}: it derives its facts itself; run `kg rebuild` where the store lies")
        if self._folder is not None and any(document_graphs(self.quads)) and is_underived(self.quads):
            self._writable()
            self._folder.note("")
            self.quads.bulk_extend(derive(self.quads, self.curated))
            self._folder.note(_derivation())
            self._changed()
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

    def _derive_if_older(self) -> None:
        if self._far is not None:
            if not self._far.derives and any(concept not in self.quads for concept in islice(concepts(), 1)):
                self.quads.extend(concepts())
        elif self._folder is None:
            self.quads.extend(concepts())
        elif self.is_older:
            self.derived_anew = self.rebuild()


def _derivation() -> str:
    return f"{_DERIVATION} {canonical_hash(concepts())} {table().checksum} rensa-{version('rensa')}"
