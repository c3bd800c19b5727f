"""Where the nodes of a network stand: computed beforehand, the same for the same network and seed.

Each cluster is an island of its own, laid out by stress majorization (Gansner, Koren and North 2004,
https://doi.org/10.1007/978-3-540-31843-9_25); islands that share edges are gathered side by side and turned towards
each other; connected components are packed on shelves. Every node keeps room for its own label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import shortest_path

from kg.analysis import Clusters, clusters, node_deals
from kg.packing import Points, gathered, separate, shelves

EDGE = 84.0
"""Length of an edge between two nodes of few neighbours, in pixels."""

ISLAND_GAP = 52.0
COMPONENT_GAP = 44.0
ASPECT = 1.4
LABEL_CHARACTERS = 16
CHARACTER = 6.2


def radius(deals: int) -> float:
    """Return the radius in pixels of a node with so many deals: its area grows with their number.

    >>> radius(1), radius(9), radius(1000)
    (10.5, 19.5, 34.0)
    """
    return min(34.0, 6.0 + 4.5 * sqrt(max(deals, 1)))


def positions(graph: nx.Graph, communities: Clusters | None = None, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Return the place of every node in pixels at zoom 1, y downwards, centred on the origin."""
    number = (clusters(graph, seed=seed) if communities is None else communities).of()
    components = sorted((sorted(one) for one in nx.connected_components(graph)), key=lambda one: (-len(one), one[0]))
    drawn = [_component(graph, nodes, number, seed) for nodes in components]
    boxes = [_box(places, _sizes(graph, nodes)) for places, nodes in zip(drawn, components, strict=True)]
    extents = np.array([high - low for low, high in boxes]).reshape(-1, 2)
    order = sorted(range(len(boxes)), key=lambda one: (-float(extents[one, 1]), one))
    centres = np.zeros_like(extents)
    centres[order] = shelves(extents[order], ASPECT, COMPONENT_GAP)
    placed: dict[str, tuple[float, float]] = {}
    for nodes, places, (low, high), centre in zip(components, drawn, boxes, centres, strict=True):
        for node, place in zip(nodes, places - (low + high) / 2 + centre, strict=True):
            placed[node] = (float(place[0]), float(place[1]))
    return _centred(placed)


def _component(graph: nx.Graph, nodes: Sequence[str], number: dict[str, int], seed: int) -> Points:
    """Places of the nodes of one connected component, in the order of ``nodes``."""
    islands: dict[int, list[str]] = {}
    for node in nodes:
        islands.setdefault(number[node], []).append(node)
    groups = [islands[one] for one in sorted(islands)]
    shapes = [_stressed(graph.subgraph(group), group, seed) for group in groups]
    if len(groups) == 1:
        return separate(_lying(shapes[0]), _sizes(graph, nodes), seed)
    places = _sea(graph, groups, shapes, seed)
    return np.array([places[node] for node in nodes])


def _sea(graph: nx.Graph, groups: list[list[str]], shapes: list[Points], seed: int) -> dict[str, Points]:
    """Place islands: gathered by the edges between them, then turned to their neighbours, then gathered again."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    bridges = [(one, two) for one, two in graph.edges(list(home)) if home[one] != home[two]]
    pull = np.zeros((len(groups), len(groups)))
    for one, two in bridges:
        pull[home[one], home[two]] += 1
        pull[home[two], home[one]] += 1
    sizes = [_sizes(graph, group) for group in groups]
    centres = gathered(_extents(shapes, sizes), pull, ASPECT)
    for _ in range(2):
        for number, group in enumerate(groups):
            shapes[number] = _turned(number, group, shapes, centres, home, groups, bridges)
    shapes = [separate(shape, size, seed) for shape, size in zip(shapes, sizes, strict=True)]
    centres = gathered(_extents(shapes, sizes), pull, ASPECT)
    boxes = [_box(shape, size) for shape, size in zip(shapes, sizes, strict=True)]
    return {
        node: place
        for group, shape, (low, high), centre in zip(groups, shapes, boxes, centres, strict=True)
        for node, place in zip(group, shape - (low + high) / 2 + centre, strict=True)
    }


def _turned(
    number: int,
    group: list[str],
    shapes: list[Points],
    centres: Points,
    home: dict[str, int],
    groups: list[list[str]],
    bridges: Iterable[tuple[str, str]],
) -> Points:
    """The island's shape turned or mirrored so that its edges to other islands are shortest."""
    index = [{node: place for place, node in enumerate(members)} for members in groups]
    ends = [(a, b) if home[a] == number else (b, a) for a, b in bridges if number in (home[a], home[b])]
    if not ends or len(group) == 1:
        return shapes[number]
    rows = [index[number][mine] for mine, _ in ends]
    targets = np.array([centres[home[far]] + shapes[home[far]][index[home[far]][far]] for _, far in ends])
    shape = shapes[number]
    trials: list[Points] = [
        mirrored @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        for mirrored in (shape, shape * (1, -1))
        for turn in np.arange(24) * np.pi / 12
    ]
    lengths = [np.linalg.norm(trial[rows] + centres[number] - targets, axis=1).sum() for trial in trials]
    return trials[int(np.argmin(np.round(lengths, 6)))]


def _stressed(part: nx.Graph, nodes: list[str], seed: int) -> Points:
    sized = nx.Graph()
    sized.add_nodes_from(nodes)
    for one, two in part.edges:
        crowd = max(part.degree[one], part.degree[two])  # a hub needs longer spokes for all its neighbours
        sized.add_edge(one, two, length=EDGE * max(1.0, sqrt(crowd / 5)))
    return _majorized(sized, nodes, seed)


def _majorized(graph: nx.Graph, nodes: Sequence[object], seed: int) -> Points:
    """Places whose distances come near the lengths of the shortest paths."""
    count = len(nodes)
    if count == 1:
        return np.zeros((1, 2))
    wanted = shortest_path(nx.to_scipy_sparse_array(graph, nodelist=nodes, weight="length"), directed=False)
    weights = 1 / np.maximum(wanted, 1.0) ** 2
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    # classical scaling is a good start; the noise tells apart nodes that it puts on one spot
    middle = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * middle @ wanted**2 @ middle)
    places: Points = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0))
    places = places + np.random.default_rng(seed).normal(scale=0.05 * wanted.mean(), size=(count, 2))
    for _ in range(120):
        gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
        pull = -weights * np.divide(wanted, gaps, out=np.zeros_like(wanted), where=gaps > 1e-9)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    return places


def _lying(places: Points) -> Points:
    """The places turned so that they spread along x most, as screens do."""
    middle: Points = places - places.mean(axis=0)
    if len(places) < 3:
        return middle if len(places) == 1 else np.array([[-0.5, 0.0], [0.5, 0.0]]) * np.linalg.norm(np.ptp(places, 0))
    _, axes = np.linalg.eigh(middle.T @ middle)
    turned: Points = middle @ axes[:, ::-1]
    return turned


def _sizes(graph: nx.Graph, nodes: Sequence[str]) -> Points:
    """Room that the nodes need: the disc with one line of label below."""
    sizes = []
    for node in nodes:
        disc = 2 * radius(len(node_deals(graph, node)))
        label = min(len(str(graph.nodes[node].get("name", node))), LABEL_CHARACTERS) * CHARACTER
        sizes.append((max(disc, label) + 12, disc + 26))
    return np.array(sizes)


def _box(places: Points, sizes: Points) -> tuple[Points, Points]:
    return (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)


def _extents(shapes: list[Points], sizes: list[Points]) -> Points:
    """Widths and heights that islands take, with the gap around them."""
    boxes = [_box(shape, size) for shape, size in zip(shapes, sizes, strict=True)]
    return np.array([high - low for low, high in boxes]) + ISLAND_GAP


def _centred(placed: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    if not placed:
        return {}
    spread = np.array(list(placed.values()))
    middle = (spread.min(axis=0) + spread.max(axis=0)) / 2
    return {node: (round(x - middle[0], 1), round(y - middle[1], 1)) for node, (x, y) in placed.items()}
