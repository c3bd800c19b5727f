"""A store as it was known on a day, or with the deals that were in force on a day."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode

from kg import ids, terms
from kg.derive import document_graphs
from kg.said import Canonical
from kg.spans_of_time import Days, days
from kg.store import Store
from kg.triples import lexical
from ontology.errors import QueryError
from ontology.records import calendar_date


def past(store: Store, as_of: str | None = None, valid_on: str | None = None) -> Store:
    """Return a store in memory of what was known on one day, of the deals in force on another, or of both.

    Days are YYYY, YYYY-MM or YYYY-MM-DD; raises :class:`QueryError` for anything else.
    """
    known = store if as_of is None else known_on(store, as_of)
    return known if valid_on is None else in_force_on(known, valid_on)


def known_on(store: Store, day: str) -> Store:
    """Return a store in memory of what the documents up to a day say, and of all decisions about them.

    ``day`` is YYYY, YYYY-MM or YYYY-MM-DD; a document without a date counts as not known yet.
    """
    last = _days(day)[1]
    past = Store()
    for graph in document_graphs(store.quads):
        dated = store.quads.quads_for_pattern(graph, terms.ISSUED, None, graph)
        issued = next((days(lexical(quad.object)) for quad in dated), None)
        if issued is not None and issued[0] <= last:
            past.quads.extend(store.quads.quads_for_pattern(None, None, None, graph))
    past.quads.extend(store.quads.quads_for_pattern(None, None, None, terms.CURATION_GRAPH))
    past.rebuild()
    return past


def in_force_on(store: Store, day: str) -> Store:
    """Return a store in memory that holds the deals in force on a day: made by then, as far as known, and not ended.

    Whatever else the store holds, documents and organizations, it holds too. A deal whose start is not known is left
    out, and so are the clusters that were saved: they are of all deals.
    """
    first, last = _days(day)
    past = Store()
    other = (terms.INDEX_GRAPH, NamedNode(ids.CLUSTERS_GRAPH))
    past.quads.extend(quad for quad in store.quads if quad.graph_name not in other)
    canonical = Canonical(past.quads)
    for quad in list(past.quads.quads_for_pattern(None, terms.TYPE, terms.DEAL, DefaultGraph())):
        deal = quad.subject
        if isinstance(deal, NamedNode) and not _in_force(canonical, deal, first, last):
            for gone in canonical.block(deal):
                past.quads.remove(gone)
    return past


def _in_force(canonical: Canonical, deal: NamedNode, first: int, last: int) -> bool:
    def dates(predicate: NamedNode) -> list[Days]:
        texts = (lexical(quad.object) for quad in canonical.facts(deal, (predicate,)))
        return [one for one in map(days, texts) if one is not None]

    starts = dates(terms.EFFECTIVE) or dates(terms.ANNOUNCED)
    return bool(starts) and min(starts)[0] <= last and not any(end[1] < first for end in dates(terms.TERMINATED))


def _days(day: str) -> Days:
    try:
        found = days(calendar_date(day))
    except ValueError:
        found = None
    if found is None:
        raise QueryError(f"{day!r}: expected a day as YYYY, YYYY-MM or YYYY-MM-DD")
    return found
