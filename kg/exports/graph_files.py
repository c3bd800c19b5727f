"""The network of organizations as a file for Gephi, Cytoscape and yEd: plain attributes only."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.projection import network

if TYPE_CHECKING:
    from kg.store import Store

# XML 1.0 has no place for these, escaped or not.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(store: Store, target: Path) -> str:
    """Write GraphML."""
    graph = plain(network(store))
    nx.write_graphml(graph, target, named_key_ids=True)
    return _counted(graph)


def gexf(store: Store, target: Path) -> str:
    """Write GEXF 1.2, without the day on which it was written: equal stores give equal files."""
    graph = plain(network(store))
    written = io.BytesIO()
    nx.write_gexf(graph, written)
    text = re.sub(r' lastmodifieddate="[^"]*"', "", written.getvalue().decode("utf-8"), count=1)
    target.write_text(text, encoding="utf-8")
    return _counted(graph)


def plain(graph: nx.Graph) -> nx.Graph:
    """Return the network with text and numbers only: lists are joined by ``; ``, what is not known is left out."""
    deals = graph.graph["deals"]
    made = nx.Graph()
    for node, known in sorted(graph.nodes(data=True)):
        attributes = {
            "label": known["name"],
            "type": known.get("type"),
            "location": known.get("location"),
            "therapies": known.get("therapies"),
            "documents": len(known.get("documents") or ()),
        }
        made.add_node(node, **_texts(attributes))
    for one, other, known in sorted(graph.edges(data=True), key=lambda edge: sorted(edge[:2])):
        told = [deals[deal] for deal in known["deals"]]
        attributes = {
            "weight": float(known["weight"]),
            "deals": known["deals"],
            "types": sorted({kind for deal in told for kind in deal["types"]}),
            "therapies": sorted({kind for deal in told for kind in deal["therapies"]}),
            "latest": max((str(deal["date"]) for deal in told if deal["date"]), default=None),
        }
        made.add_edge(*sorted((one, other)), **_texts(attributes))
    return made


def _texts(attributes: dict[str, object]) -> dict[str, str | int | float]:
    joined = {name: "; ".join(map(str, one)) if isinstance(one, list | tuple) else one for name, one in attributes.items()}
    return {
        name: _NO_XML.sub("", one) if isinstance(one, str) else one
        for name, one in joined.items()
        if isinstance(one, str | int | float)
    }


def _counted(graph: nx.Graph) -> str:
    return f"{graph.number_of_nodes()} organizations, {graph.number_of_edges()} lines"
