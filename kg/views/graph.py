"""The pyvis network of the page: nodes at their places, edges with their deals, options.

Nodes and edges are built with pyvis's own classes and appended in bulk, because ``Network.from_nx`` and
``Network.add_edge`` take time in the square of the number of edges and ``from_nx`` changes its input.
"""

from __future__ import annotations

import json
from math import log2
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis import Clusters, node_deals
from kg.layout import radius
from kg.views import palette

if TYPE_CHECKING:
    from pyvis.network import Network

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False, "font": {"size": 0}},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "zoomSpeed": 0.6,
    },
}
"""Options of vis-network: nothing moves by itself, labels are drawn by the page (see static/labels.js)."""

MANY_NODES = 400
"""Above this many nodes edges are not redrawn while the network is dragged."""


def vis_network(graph: nx.Graph, clusters: Clusters, places: dict[str, tuple[float, float]]) -> Network:
    """Return the pyvis network of ``graph`` with its nodes at ``places``, coloured by organization type.

    Besides the options of vis-network, nodes carry ``cluster`` (its id) and edges ``deals`` (IRIs).
    """
    from pyvis.edge import Edge  # here, not above: pyvis brings IPython, which costs half a second
    from pyvis.network import Network
    from pyvis.node import Node

    built = Network(height="100%", width="100%")
    interaction = {**OPTIONS["interaction"], "hideEdgesOnDrag": len(graph) > MANY_NODES}
    built.set_options(json.dumps({**OPTIONS, "interaction": interaction}))
    number = clusters.of()
    for identifier, attributes in graph.nodes(data=True):
        mark = palette.organization(attributes.get("kind"), attributes.get("type"))
        x, y = places[identifier]
        node = Node(
            identifier,
            mark.shape,
            label=str(attributes.get("name", identifier)),
            color=mark.colour,
            size=round(radius(len(node_deals(graph, identifier))), 1),
            x=x,
            y=y,
            cluster=number[identifier],
        ).options
        built.nodes.append(node)
        built.node_ids.append(identifier)
        built.node_map[identifier] = node
    for position, (one, two, deals) in enumerate(graph.edges(data="deals", default=())):
        width = round(1.0 + 1.3 * log2(max(len(deals), 1)), 2)
        built.edges.append(Edge(one, two, id=f"edge-{position}", deals=list(deals), width=width).options)
    return built
