"""The interactive page of a network: one HTML file (see :mod:`kg.views.offline`)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx

from kg.analysis import Clusters
from kg.analysis import clusters as find_clusters
from kg.layout import positions
from kg.views import palette
from kg.views.cards import deal_card, organization_card
from kg.views.graph import vis_network
from kg.views.offline import Layout, Page
from ontology.vocabularies import DEAL_TYPES, STATUSES, THERAPY_TYPES

SCRIPTS = ("element", "base", "filters", "labels", "view", "network", "panel", "search", "main")
LAYOUT = Layout("page.html", ("page.css",), (("vis-network.min.js",), tuple(f"{name}.js" for name in SCRIPTS)))
OVERVIEW_ABOVE = 1000
"""Networks with more nodes open as a map of their clusters."""


def page(graph: nx.Graph, clusters: Clusters | None = None, title: str = "Biotech partnerships", seed: int = 0) -> Page:
    """Return the page of a network as :func:`kg.projection.network` gives it.

    ``clusters`` colour and arrange the nodes (found here with ``seed`` if None); the layout is computed here, too.
    """
    found = find_clusters(graph, seed=seed) if clusters is None else clusters
    number = found.of()
    built = vis_network(graph, found, positions(graph, found, seed))
    deals = {iri: deal_card(deal) for iri, deal in graph.graph.get("deals", {}).items()}
    data = {
        "kind": graph.graph.get("kind", "organizations"),
        "nodes": built.nodes,
        "edges": built.edges,
        "options": built.options,
        "cards": {node: organization_card(graph, node, number[node]) for node in graph},
        "deals": deals,
        "types": _types(graph),
        "clusters": [
            {
                "id": one.id,
                "label": one.label,
                "therapies": [THERAPY_TYPES.label(therapy) for therapy, _ in one.therapies],
                "organizations": list(one.organizations),
                "colour": palette.cluster(one.id, len(one.members)),
                "members": list(one.members),
            }
            for one in found
        ],
        "labels": {
            "type": {one: DEAL_TYPES.label(one) for one in _used(deals, "types")},
            "therapy": {one: THERAPY_TYPES.label(one) for one in _with_broader(_used(deals, "therapies"))},
            "status": {one: STATUSES.label(one) for one in sorted({deal["status"] for deal in deals.values()})},
        },
        "broader": {one: list(THERAPY_TYPES.ancestors(one)) for one in _used(deals, "therapies")},
        "overview": len(graph) > OVERVIEW_ABOVE,
    }
    return Page(title, data, LAYOUT)


def _types(graph: nx.Graph) -> list[dict[str, Any]]:
    """The legend: every type that occurs with its label, colour, shape, most frequent first."""
    present = Counter(
        "therapy" if kind == "therapy" else organization_type or ""
        for kind, organization_type in (
            (attributes.get("kind"), attributes.get("type")) for _, attributes in graph.nodes(data=True)
        )
    )
    legend = []
    for one in sorted(present, key=lambda one: (one == "", -present[one], one)):
        mark = palette.THERAPY if one == "therapy" else palette.organization("organization", one)
        legend.append({"id": one, "label": mark.name, "colour": mark.colour, "shape": mark.shape})
    return legend


def _used(deals: dict[str, dict[str, Any]], key: str) -> list[str]:
    return sorted({one for deal in deals.values() for one in deal[key]})


def _with_broader(therapies: list[str]) -> list[str]:
    return sorted({*therapies, *(broader for one in therapies for broader in THERAPY_TYPES.ancestors(one))})
