"""Places of nodes: nothing overlaps, nothing flies away, the same for the same network."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import facts_of
from test_analysis import shuffled

from kg.analysis import clusters
from kg.layout import positions, radius
from kg.packing import gathered, separate, shelves
from kg.projection import project

boxes = (
    st.integers(0, 25)
    .flatmap(
        lambda count: st.tuples(
            st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=count, max_size=count),
            st.lists(st.tuples(st.integers(1, 90), st.integers(1, 60)), min_size=count, max_size=count),
        )
    )
    .map(lambda pair: tuple(np.array(one, dtype=float).reshape(-1, 2) for one in pair))
)


def labelled(graph: nx.Graph) -> np.ndarray:
    """The room for each node's disc."""
    return np.array([[2 * radius(1)] * 2 for _ in graph])


def overlaps(centres: np.ndarray, sizes: np.ndarray) -> bool:
    """Whether any two boxes overlap by more than a rounding error."""
    listed = list(zip(centres, sizes, strict=True))
    return any(
        bool(((size + other) / 2 - abs(centre - place) > 1e-6).all())
        for (centre, size), (place, other) in combinations(listed, 2)
    )


@given(boxes)
def test_separated_boxes_do_not_overlap(given_boxes: tuple[np.ndarray, np.ndarray]) -> None:
    centres, sizes = given_boxes
    apart = separate(centres, sizes)
    assert not overlaps(apart, sizes)


@given(boxes, st.integers(0, 99))
def test_gathered_boxes_do_not_overlap(given_boxes: tuple[np.ndarray, np.ndarray], seed: int) -> None:
    _, sizes = given_boxes
    pull = np.random.default_rng(seed).integers(0, 3, (len(sizes), len(sizes))).astype(float)
    centres = gathered(sizes, pull + pull.T, aspect=1.4)
    assert centres.shape == sizes.shape
    assert not overlaps(centres, sizes)


def test_a_chain_of_boxes_is_folded_and_keeps_neighbours_together() -> None:
    pull = np.eye(24, k=1) + np.eye(24, k=-1)
    centres = gathered(np.full((24, 2), 10.0), pull, aspect=1.4)
    width, height = np.ptp(centres, axis=0) + 10
    assert 0.8 < width / height < 2.2
    assert np.linalg.norm(np.diff(centres, axis=0), axis=1).mean() < 20


@given(boxes, st.floats(0.5, 3))
def test_packed_boxes_do_not_overlap(given_boxes: tuple[np.ndarray, np.ndarray], aspect: float) -> None:
    _, sizes = given_boxes
    centres = shelves(sizes, aspect, gap=4)
    assert centres.shape == sizes.shape
    assert not overlaps(centres, sizes + 4)


def test_packing_wastes_little() -> None:
    sizes = np.full((100, 2), 10.0)
    centres = shelves(sizes, aspect=1.0, gap=0)
    width, height = np.ptp(centres, axis=0) + 10
    assert width * height < 1.3 * sizes.prod(axis=1).sum()


@given(st.integers(0, 30), st.integers(0, 40), st.integers(0, 99))
def test_every_node_has_a_place_of_its_own(organizations: int, deals: int, seed: int) -> None:
    graph = project(facts_of(organizations, deals, seed, groups=4))
    places = positions(graph, clusters(graph, seed=seed), seed)
    assert places.keys() == set(graph)
    centres = np.array([places[node] for node in graph]).reshape(-1, 2)
    assert np.isfinite(centres).all()
    assert not overlaps(centres, labelled(graph).reshape(-1, 2))
    assert positions(shuffled(graph, seed), clusters(graph, seed=seed), seed) == places


def test_clusters_stand_apart() -> None:
    graph = project(facts_of(80, 160, seed=5, groups=5))
    found = clusters(graph)
    places = positions(graph, found)
    corners = [
        (
            np.min([places[one] for one in cluster.members], axis=0),
            np.max([places[one] for one in cluster.members], axis=0),
        )
        for cluster in found
    ]
    centres = np.array([(low + high) / 2 for low, high in corners])
    sizes = np.array([high - low for low, high in corners])
    assert not overlaps(centres, sizes)


@pytest.mark.parametrize("count", [30, 200, 600])
def test_small_components_do_not_fly_away(count: int) -> None:
    graph = nx.Graph(deals={})
    for number in range(0, count, 2):
        graph.add_edge(f"n{number:03d}", f"n{number + 1:03d}", deals=[f"d{number}"], weight=1)
    places = np.array(list(positions(graph).values()))
    width, height = np.ptp(places, axis=0)
    assert width * height < count * 120 * 90
    assert 0.8 < width / height < 2.2


def test_an_empty_network_has_no_places() -> None:
    assert positions(nx.Graph()) == {}
