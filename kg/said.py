"""What the documents say, read straight from their graphs, as if one document had already been replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import ids, terms
from kg.rdf_reader import concept_id
from kg.triples import lexical
from kg.wordings import withheld

_KEPT = 4096
"""Documents of which it is kept whether they hold terms back; more would take memory where a whole store is derived."""


class Said:
    """The graphs of all documents; ``document`` is taken from ``quads`` instead (none: as if it were removed)."""

    def __init__(self, store: Store, document: NamedNode | None = None, quads: Iterable[Quad] = ()) -> None:
        self._store = store
        self._document = None if document is None else document.value
        self._fresh = Store()
        self._fresh.extend(quads)
        self._withholding: dict[str, bool] = {}

    def _holding(self, document: str) -> Store:
        return self._fresh if document == self._document else self._store

    def objects(self, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode | Literal]:
        """Return the values of a property of a thing that a document says."""
        document = ids.document_of(node.value)
        for quad in self._holding(document).quads_for_pattern(node, predicate, None, NamedNode(document)):
            yield quad.object  # type: ignore[misc]  # the graphs hold no blank nodes and no triple terms

    def nodes(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """Return the values that are nodes."""
        return [one for one in self.objects(node, predicate) if isinstance(one, NamedNode)]

    def texts(self, node: NamedNode, predicate: NamedNode) -> list[str]:
        """Return the values as strings."""
        return [one.value for one in self.objects(node, predicate)]

    def text(self, node: NamedNode, predicate: NamedNode) -> str | None:
        """Return the value as a string, or None when there is none."""
        return next(iter(self.texts(node, predicate)), None)

    def concept(self, node: NamedNode, predicate: NamedNode) -> str | None:
        """Return the id of the concept, or None when there is none."""
        value = self.text(node, predicate)
        return None if value is None else concept_id(value)

    def pointing(self, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
        """Return the things of the same document that have ``node`` as a value."""
        document = ids.document_of(node.value)
        found = self._holding(document).quads_for_pattern(None, predicate, node, NamedNode(document))
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def things(self, document: NamedNode, kind: NamedNode) -> list[NamedNode]:
        """Return the things of a class that a document says."""
        found = self._holding(document.value).quads_for_pattern(None, terms.TYPE, kind, document)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def withholds(self, document: str) -> bool:
        """Return whether a document says that terms are not made public; its text is searched once, not for each deal."""
        if document not in self._withholding:
            if len(self._withholding) == _KEPT:
                self._withholding.clear()
            self._withholding[document] = any(map(withheld, self.texts(NamedNode(document), terms.TEXT)))
        return self._withholding[document]


class Canonical:
    """The default graph, asked by the local things that its canonical things are derived from."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, node: NamedNode) -> list[NamedNode]:
        """Return the canonical things that are derived from what a document says."""
        return self._subjects(terms.DERIVED, node)

    def members(self, iri: NamedNode) -> list[NamedNode]:
        """Return what the documents say that a canonical thing is derived from."""
        found = self._store.quads_for_pattern(iri, terms.DERIVED, None, DefaultGraph())
        return [quad.object for quad in found if isinstance(quad.object, NamedNode)]

    def with_key(self, key: str) -> list[NamedNode]:
        """Return the canonical organizations that have this normalised name."""
        found = self._subjects(terms.HIDDEN, Literal(key))
        return [one for one in found if one.value.startswith(ids.ORGANIZATIONS)]

    def keys(self, iri: NamedNode) -> list[str]:
        """Return the normalised names of a canonical organization."""
        found = self._store.quads_for_pattern(iri, terms.HIDDEN, None, DefaultGraph())
        return [lexical(quad.object) for quad in found]

    def label(self, iri: NamedNode) -> str | None:
        """Return the label of a canonical thing."""
        found = self._store.quads_for_pattern(iri, terms.LABEL, None, DefaultGraph())
        return next((lexical(quad.object) for quad in found), None)

    def facts(self, iri: NamedNode, predicates: Iterable[NamedNode]) -> set[Quad]:
        """Return what is said of a canonical thing by some properties."""
        return {
            quad for predicate in predicates for quad in self._store.quads_for_pattern(iri, predicate, None, DefaultGraph())
        }

    def deals(self, organization: NamedNode) -> list[NamedNode]:
        """Return the canonical deals of an organization."""
        return [one for one in self._subjects(terms.HAS_ORGANIZATION, organization) if "#" not in one.value]

    def block(self, iri: NamedNode) -> set[Quad]:
        """Return the quads of a canonical thing and of its parts (``iri#...``)."""
        found = set(self._store.quads_for_pattern(iri, None, None, DefaultGraph()))
        for part in [quad.object for quad in found if isinstance(quad.object, NamedNode)]:
            if part.value.startswith(f"{iri.value}#"):
                found.update(self._store.quads_for_pattern(part, None, None, DefaultGraph()))
        return found

    def _subjects(self, predicate: NamedNode, value: NamedNode | Literal) -> list[NamedNode]:
        found = self._store.quads_for_pattern(None, predicate, value, DefaultGraph())
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]
