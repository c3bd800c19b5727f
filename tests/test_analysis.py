"""Clusters: a partition into connected communities, the same whatever the order."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import facts_of

from kg.analysis import brokers, clusters
from kg.projection import project

METHODS = ["leiden", "louvain"]


def two_cliques() -> nx.Graph:
    """Two groups of five organizations with one deal between them, on a therapy type each."""
    graph = nx.Graph(deals={})
    for side, therapy in (("a", "car-t"), ("b", "mrna")):
        for one in range(5):
            graph.add_node(f"{side}{one}", name=f"{side.upper()}{one}", kind="organization")
            for two in range(one):
                deal = f"deal-{side}{one}-{side}{two}"
                graph.graph["deals"][deal] = {"therapies": [therapy]}
                graph.add_edge(f"{side}{one}", f"{side}{two}", deals=[deal], weight=1)
    graph.graph["deals"]["between"] = {"therapies": []}
    graph.add_edge("a0", "b0", deals=["between"], weight=1)
    return graph


def shuffled(graph: nx.Graph, seed: int) -> nx.Graph:
    """The same network, its nodes, edges and ends of edges in another order."""
    chance = random.Random(seed)
    nodes, edges = list(graph.nodes(data=True)), [(two, one, data) for one, two, data in graph.edges(data=True)]
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other = nx.Graph(**graph.graph)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    return other


@pytest.mark.parametrize("method", METHODS)
def test_two_groups_are_found_and_labelled(method: str) -> None:
    found = clusters(two_cliques(), seed=3, method=method)
    assert [set(one.members) for one in found] == [
        {"a0", "a1", "a2", "a3", "a4"},
        {"b0", "b1", "b2", "b3", "b4"},
    ]
    first, second = found
    assert first.therapies == (("car-t", 10),)
    assert first.organizations[0] == "A0"  # the one with most deals
    assert first.label == "CAR-T cell therapy: A0, A1"
    assert second.label == "mRNA therapy: B0, B1"
    assert found.modularity == pytest.approx(0.45, abs=0.03)


@pytest.mark.parametrize("method", METHODS)
@given(st.integers(0, 25), st.integers(0, 40), st.integers(0, 99), st.sampled_from([0.3, 1.0, 2.5]))
def test_clusters_are_a_partition_into_connected_communities(
    method: str, organizations: int, deals: int, seed: int, resolution: float
) -> None:
    graph = project(facts_of(organizations, deals, seed, groups=3))
    graph.add_node("alone", name="Alone", kind="organization")
    found = clusters(graph, seed=seed, resolution=resolution, method=method)
    assert sorted(member for one in found for member in one.members) == sorted(graph)
    assert [one.id for one in found] == list(range(len(found)))
    assert [len(one.members) for one in found] == sorted((len(one.members) for one in found), reverse=True)
    for one in found:
        assert nx.is_connected(graph.subgraph(one.members))
    assert found.of()["alone"] in {one.id for one in found}


@pytest.mark.parametrize("method", METHODS)
@given(st.integers(2, 25), st.integers(1, 40), st.integers(0, 99))
def test_the_order_of_nodes_and_edges_changes_nothing(method: str, organizations: int, deals: int, seed: int) -> None:
    graph = project(facts_of(organizations, deals, seed, groups=3))
    assert clusters(graph, seed=seed, method=method) == clusters(shuffled(graph, seed), seed=seed, method=method)


def test_a_higher_resolution_gives_more_clusters() -> None:
    graph = project(facts_of(60, 150, seed=1, groups=4))
    assert len(clusters(graph, resolution=0.2)) < len(clusters(graph, resolution=4.0))


def test_an_empty_network_has_no_clusters() -> None:
    found = clusters(nx.Graph())
    assert len(found) == 0
    assert found.modularity is None


@pytest.mark.parametrize(
    ("named", "message"), [({"resolution": 0.0}, "above 0"), ({"method": "x"}, "leiden or louvain")]
)
def test_wrong_arguments_are_refused(named: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        clusters(two_cliques(), **named)


def test_brokers_lie_between_others() -> None:
    first, second, *_ = brokers(two_cliques())
    assert {first.id, second.id} == {"a0", "b0"}
    assert first.name == "A0"
    assert 0 < first.score < 1
    assert brokers(nx.complete_graph(["a", "b", "c"])) == ()
    assert brokers(nx.Graph()) == ()
