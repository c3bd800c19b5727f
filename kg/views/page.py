"""The interactive page: one HTML file that opens offline and asks nothing of the network.

Whatever a press release says reaches the page as JSON inside a data block and is set as text by its scripts. The
page's Content-Security-Policy names the hashes of its own scripts, so that nothing else can run.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

import networkx as nx

from kg.analysis import Clusters
from kg.analysis import clusters as find_clusters
from kg.layout import positions
from kg.views import palette
from kg.views.cards import deal_card, organization_card
from kg.views.graph import vis_network
from ontology.errors import SourceError
from ontology.vocabularies import DEAL_TYPES, STATUSES, THERAPY_TYPES

FOLDER = Path(__file__).parent
SCRIPTS = ("base", "filters", "labels", "view", "network", "panel", "search", "main")
OVERVIEW_ABOVE = 1000
"""Networks with more nodes open as a map of their clusters."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page about one network: its title and the data that its scripts draw."""

    title: str
    data: dict[str, Any]

    def html(self) -> str:
        """Return the whole page; the same network gives the same characters."""
        from jinja2 import Environment, FileSystemLoader

        scripts = (_asset("vis-network.min.js"), "\n".join(_asset(f"{name}.js") for name in SCRIPTS))
        environment = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True)
        return environment.get_template("page.html").render(
            title=self.title,
            style=_asset("page.css"),
            scripts=scripts,
            hashes=[b64encode(sha256(script.encode()).digest()).decode() for script in scripts],
            data=embedded(self.data),
        )

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the page to ``path`` and return it; raise :class:`SourceError` where that is not possible."""
        target = Path(path)
        try:
            target.write_text(self.html(), encoding="utf-8", newline="\n")
        except OSError as error:
            raise SourceError(target, f"the page cannot be written ({error.strerror})") from error
        return target


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
    return Page(title, data)


def embedded(data: object) -> str:
    """Return JSON that is safe inside a ``<script>`` element of HTML: plain ASCII without ``<``, ``>`` and ``&``.

    >>> embedded("</script>\\u2028é")
    '"\\\\u003c/script\\\\u003e\\\\u2028\\\\u00e9"'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _asset(name: str) -> str:
    return (FOLDER / "static" / name).read_text(encoding="utf-8")


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
