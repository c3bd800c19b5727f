"""Networks of organizations and therapy types, projected from the facts of a store.

Three kinds, all undirected :class:`networkx.Graph` objects whose nodes are IRIs:

``organizations``
    organization to organization: opposite parties of a deal. Two parties on the same side of a deal (two investors
    of one round) are not joined.
``therapies``
    organization to therapy type: the organization is party to a deal on that therapy type.
``roles``
    institutions, contract manufacturers and therapy types: an institution and a manufacturer are joined by their
    deals, and either of them to the therapy types of its deals.

Node attributes: ``name``, ``kind`` ("organization" or "therapy"), ``type`` (organization type id or None),
``location``, ``documents`` (ids of the documents that name it), ``therapies`` (ids). Edge attributes: ``deals`` (sorted
deal IRIs) and ``weight`` (how many). ``graph.graph["deals"]`` maps a deal's IRI to its :class:`~kg.facts.DealFacts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from kg.facts import DealFacts, Facts, PartyFacts
from kg.facts_reader import facts
from ontology.vocabularies import THERAPY_TYPES

if TYPE_CHECKING:
    from kg.store import Store

INSTITUTIONS = frozenset({"hospital", "university", "research-institute", "government", "nonprofit", "consortium"})
"""Organization types that count as institutions in the network of roles."""

MANUFACTURERS = frozenset({"cdmo"})

Pairs = Iterator[tuple[str, str]]


def network(store: Store, kind: str = "organizations", *, min_confidence: float = 0.0) -> nx.Graph:
    """Return the network of ``kind`` over the canonical deals of ``store``: see the module's text for its attributes.

    Deals with a confidence below ``min_confidence`` are left out, and with them whoever has no other.
    Raises :class:`ValueError` for an unknown kind and for a confidence that does not lie between 0 and 1.
    """
    return project(facts(store, min_confidence), kind)


def project(known: Facts, kind: str = "organizations") -> nx.Graph:
    """Return the network of ``kind`` over ``known`` facts; the same facts give the same graph in the same order."""
    if kind not in _PAIRS:
        raise ValueError(f"network kind {kind!r}: expected one of {', '.join(_PAIRS)}")
    joined: dict[tuple[str, str], list[str]] = {}
    for iri, deal in sorted(known.deals.items()):
        for pair in sorted({(min(one, two), max(one, two)) for one, two in _PAIRS[kind](deal, known)}):
            joined.setdefault(pair, []).append(iri)
    graph = nx.Graph(kind=kind)
    for node in sorted({node for pair in joined for node in pair}):
        graph.add_node(node, **_attributes(node, known))
    used = {deal for deals in joined.values() for deal in deals}
    graph.graph["deals"] = {iri: known.deals[iri] for iri in sorted(used)}
    for (one, two), deals in sorted(joined.items()):
        graph.add_edge(one, two, deals=deals, weight=len(deals))
    return graph


def opposite(one: PartyFacts, two: PartyFacts) -> bool:
    """Return whether two parties of a deal face each other.

    >>> investor = PartyFacts(organization="a", name="A", role="investor")
    >>> opposite(investor, PartyFacts(organization="b", name="B", role="investor"))
    False
    >>> opposite(investor, PartyFacts(organization="c", name="C", role="investee"))
    True
    """
    if one["organization"] == two["organization"]:
        return False
    return one["role"] != two["role"] or one["role"] == "partner"


def _attributes(node: str, known: Facts) -> dict[str, object]:
    if node in known.organizations:
        return {"kind": "organization", **known.organizations[node]}
    therapy = known.therapies[node]
    return {
        "kind": "therapy",
        "name": THERAPY_TYPES.label(therapy),
        "type": None,
        "location": None,
        "documents": [],
        "therapies": [therapy],
    }


def _between_organizations(deal: DealFacts, known: Facts) -> Pairs:
    for one, two in combinations(deal["parties"], 2):
        if opposite(one, two):
            yield one["organization"], two["organization"]


def _with_therapies(deal: DealFacts, known: Facts) -> Pairs:
    for party in deal["parties"]:
        for therapy in deal["therapies"]:
            yield party["organization"], str(THERAPY_TYPES.iri(therapy))


def _between_roles(deal: DealFacts, known: Facts) -> Pairs:
    types = {party["organization"]: known.organizations[party["organization"]]["type"] for party in deal["parties"]}
    for one, two in _between_organizations(deal, known):
        sides = {_side(types[one]), _side(types[two])}
        if sides == {"institution", "manufacturer"}:
            yield one, two
    for one, two in _with_therapies(deal, known):
        if _side(types[one]) is not None:
            yield one, two


def _side(organization_type: str | None) -> str | None:
    if organization_type in INSTITUTIONS:
        return "institution"
    return "manufacturer" if organization_type in MANUFACTURERS else None


_PAIRS = {"organizations": _between_organizations, "therapies": _with_therapies, "roles": _between_roles}

KINDS = tuple(_PAIRS)
"""The kinds of network."""
