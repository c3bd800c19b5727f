"""The clusters that were saved last, in a graph of their own: they are no facts and do not count in the hash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from pyoxigraph import NamedNode, Quad, Store

from kg import ids, terms
from kg.triples import Writer, integer


class SavedCluster(Protocol):
    """What :meth:`Store.save_clusters` takes of a cluster."""

    @property
    def id(self) -> int:
        """Number."""

    @property
    def label(self) -> str:
        """Name."""

    @property
    def members(self) -> Iterable[str]:
        """IRIs of organizations."""


def cluster_quads(clusters: Iterable[SavedCluster]) -> set[Quad]:
    """Return the quads of clusters: a skos:Collection each, with its number, its label and its members."""
    writer = Writer(NamedNode(ids.CLUSTERS_GRAPH))
    for cluster in clusters:
        node = NamedNode(ids.cluster(cluster.id))
        writer.add(node, terms.TYPE, terms.COLLECTION)
        writer.add(node, terms.IDENTIFIER, integer(cluster.id))
        writer.text(node, terms.LABEL, cluster.label)
        writer.add(node, terms.MEMBER, *map(NamedNode, cluster.members))
    return set(writer.quads)


def saved_clusters(store: Store) -> set[Quad]:
    """Return the quads of the clusters that ``store`` holds."""
    return set(store.quads_for_pattern(None, None, None, NamedNode(ids.CLUSTERS_GRAPH)))
