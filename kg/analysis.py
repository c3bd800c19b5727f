"""Clusters of a network and the organizations that connect them.

Communities are found with the Leiden algorithm (Traag, Waltman and van Eck 2019, https://doi.org/10.1038/s41598-019-41695-z)
of graspologic-native, or with networkx's Louvain where that package is missing. Nodes and edges are put in order
first, so the outcome depends on the network, the seed and the resolution only; every community is connected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import networkx as nx

from kg.facts import DealFacts
from ontology.vocabularies import THERAPY_TYPES

try:
    from graspologic_native import leiden
except ImportError:  # no wheel for this platform: Louvain takes its place
    leiden = None

BETWEENNESS_EXACT = 500
"""Up to so many nodes betweenness is exact; above, it is estimated from as many sampled sources."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A community: ``members`` are node ids, ``therapies`` pairs of therapy type id and number of deals.

    ``organizations`` are the names of the members with most deals, most first.
    """

    id: int
    members: tuple[str, ...]
    therapies: tuple[tuple[str, int], ...]
    organizations: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Clusters:
    """All clusters of a network, largest first; ``modularity`` is None for a network without edges."""

    partition: tuple[Cluster, ...]
    modularity: float | None

    def __iter__(self) -> Iterator[Cluster]:
        return iter(self.partition)

    def __len__(self) -> int:
        return len(self.partition)

    def of(self) -> dict[str, int]:
        """Return the cluster id of every node."""
        return {member: cluster.id for cluster in self.partition for member in cluster.members}


@dataclass(frozen=True, slots=True)
class Broker:
    """An organization that lies between others: ``score`` is its share of shortest paths, 0 to 1."""

    id: str
    name: str
    score: float


def clusters(graph: nx.Graph, seed: int = 0, resolution: float = 1.0, method: str | None = None) -> Clusters:
    """Return the clusters of ``graph``, numbered from 0 by size.

    ``resolution`` above 1 gives more and smaller clusters. ``method`` is "leiden" or "louvain"; None takes Leiden
    where it is installed. Raises :class:`ValueError` for another method or a resolution that is not positive.
    """
    if resolution <= 0:
        raise ValueError(f"resolution {resolution}: expected a number above 0")
    ordered = _ordered(graph)
    groups = [
        frozenset(part)
        for group in _communities(ordered, seed, resolution, method)
        for part in nx.connected_components(ordered.subgraph(group))
    ]
    groups.sort(key=lambda group: (-len(group), min(group)))
    everywhere = Counter(therapy for deal in graph.graph.get("deals", {}).values() for therapy in deal["therapies"])
    found = tuple(_cluster(number, group, ordered, everywhere) for number, group in enumerate(groups))
    quality = nx.community.modularity(ordered, groups) if ordered.number_of_edges() else None
    return Clusters(found, quality)


def brokers(graph: nx.Graph, limit: int = 10, seed: int = 0) -> tuple[Broker, ...]:
    """Return up to ``limit`` nodes with the highest betweenness centrality, highest first, none with zero."""
    ordered = _ordered(graph)
    sample = None if len(ordered) <= BETWEENNESS_EXACT else BETWEENNESS_EXACT
    scores = nx.betweenness_centrality(ordered, k=sample, seed=seed)
    ranked = sorted((node for node in scores if scores[node] > 0), key=lambda node: (-scores[node], node))
    return tuple(Broker(node, _name(ordered, node), float(scores[node])) for node in ranked[:limit])


def node_deals(graph: nx.Graph, node: str) -> list[str]:
    """Return the IRIs of the deals on the edges of ``node``, each once, in order."""
    return sorted({deal for _, _, deals in graph.edges(node, data="deals", default=()) for deal in deals})


def _ordered(graph: nx.Graph) -> nx.Graph:
    ordered = nx.Graph(**graph.graph)
    ordered.add_nodes_from((node, graph.nodes[node]) for node in sorted(graph))
    edges = sorted((min(one, two), max(one, two)) for one, two in graph.edges)
    ordered.add_edges_from((one, two, graph.edges[one, two]) for one, two in edges)
    return ordered


def _communities(ordered: nx.Graph, seed: int, resolution: float, method: str | None) -> list[set[str]]:
    chosen = method or ("louvain" if leiden is None else "leiden")
    if chosen == "louvain":
        return list(nx.community.louvain_communities(ordered, resolution=resolution, seed=seed))
    if chosen != "leiden":
        raise ValueError(f"clustering method {chosen!r}: expected leiden or louvain")
    edges = [(one, two, float(weight)) for one, two, weight in ordered.edges(data="weight", default=1)]
    number: dict[str, int] = {}
    if edges:
        _, number = leiden(edges=edges, resolution=resolution, seed=seed, iterations=3, trials=5)
    groups: dict[object, set[str]] = {}
    for node in ordered:  # Leiden sees edges only: a node without any is a community of its own
        groups.setdefault(number.get(node, node), set()).add(node)
    return list(groups.values())


def _cluster(number: int, group: frozenset[str], graph: nx.Graph, everywhere: Counter[str]) -> Cluster:
    inside = graph.subgraph(group)
    known: dict[str, DealFacts] = graph.graph.get("deals", {})
    deals = {deal for _, _, listed in inside.edges(data="deals", default=()) for deal in listed}
    therapies = Counter(therapy for deal in sorted(deals & known.keys()) for therapy in known[deal]["therapies"])
    # a therapy type that is everywhere says little about one cluster, so rarer ones weigh more
    telling = {one: count**2 * log(1 + len(known) / everywhere[one]) for one, count in therapies.items()}
    ranked = sorted(therapies, key=lambda one: (-telling[one], one))
    organizations = [node for node in group if graph.nodes[node].get("kind") != "therapy"]
    organizations.sort(key=lambda node: (-len(node_deals(graph, node)), _name(graph, node), node))
    names = tuple(_name(graph, node) for node in organizations[:5])
    label = _label([THERAPY_TYPES.label(one) for one in ranked[:2]], list(names[:2]))
    return Cluster(number, tuple(sorted(group)), tuple((one, therapies[one]) for one in ranked), names, label)


def _label(therapies: list[str], organizations: list[str]) -> str:
    return ": ".join(part for part in (", ".join(therapies), ", ".join(organizations)) if part)


def _name(graph: nx.Graph, node: str) -> str:
    return str(graph.nodes[node].get("name", node))
