"""The canonical facts about people, products and other named things, and about documents.

Each function returns the quads of one block of the default graph, and depends on nothing but the set of local things
(members) that it is given: the order in which documents arrived never matters. Organizations are in
:mod:`kg.canonical_organizations`, deals in :mod:`kg.canonical_deals`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import ids, terms
from kg.names import normal
from kg.said import Said
from kg.triples import Writer

OrganizationOf = Callable[[NamedNode], NamedNode]
"""From an organization as a document names it to the canonical one."""


def common(values: Iterable[str | None] | Mapping[str, int]) -> str | None:
    """Return the value that is given most often, of these the longest, of these the first in order; None for none.

    >>> common(["Mayo", "Mayo Clinic", None, "Mayo Clinic", "Mayo"])
    'Mayo Clinic'
    """
    counted = Counter(values) if isinstance(values, Mapping) else Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], -len(value), value), default=None)


def earliest(dates: Iterable[str]) -> str | None:
    """Return the earliest date; an exact date comes before the year or month that holds it, a day without year last.

    >>> earliest(["2017", "2017-09-20", "--01-01"])
    '2017-09-20'
    """
    return min(dates, key=lambda one: (one.startswith("-"), f"{one}-99-99"[:10], one), default=None)


def started(iri: NamedNode, kind: NamedNode, members: Iterable[NamedNode]) -> Writer:
    """Return a writer that has written the class of a canonical thing, its members and their documents."""
    writer = Writer(DefaultGraph())
    writer.add(iri, terms.TYPE, kind)
    for node in members:
        writer.add(iri, terms.DERIVED, node)
        writer.add(iri, terms.SOURCE, NamedNode(ids.document_of(node.value)))
    return writer


def operated(said: Said, iri: NamedNode, kind: NamedNode, members: Sequence[NamedNode], of: OrganizationOf) -> set[Quad]:
    """Return the block of a person, programme or facility; none without members."""
    if not members:
        return set()
    writer = started(iri, kind, members)
    writer.text(iri, terms.LABEL, common(said.text(node, terms.LABEL) for node in members))
    for node in members:
        for predicate in (terms.JOB_TITLE, terms.LOCATION):
            writer.add(iri, predicate, *said.objects(node, predicate))
        for predicate in (terms.WORKS_FOR, terms.OPERATED_BY):
            writer.add(iri, predicate, *map(of, said.nodes(node, predicate)))
    return set(writer.quads)


def document_block(said: Said, document: NamedNode) -> set[Quad]:
    """Return the block of a document: all but its text; none for a document that says nothing."""
    writer = Writer(DefaultGraph())
    for predicate in (terms.TYPE, terms.IDENTIFIER, terms.TITLE, terms.ISSUED, terms.URL, terms.HAS_THERAPY):
        writer.add(document, predicate, *said.objects(document, predicate))
    return set(writer.quads)


def named_iri(said: Said, kind: str, node: NamedNode, of: OrganizationOf | None = None) -> NamedNode:
    """Return the canonical IRI of a person, programme, facility (with its organization), product or indication."""
    organization = None
    if of is not None:
        owners = said.nodes(node, terms.WORKS_FOR) + said.nodes(node, terms.OPERATED_BY)
        organization = of(owners[0]).value if owners else None
    return NamedNode(ids.keyed(kind, normal(said.text(node, terms.LABEL) or ""), organization))
