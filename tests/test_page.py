"""The page as a file: complete, closed against markup, the same every time."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import STORIES, facts_of
from test_analysis import shuffled

from kg.analysis import clusters
from kg.facts import DealFacts
from kg.projection import network, project
from kg.store import Store
from kg.views import page, palette
from kg.views.cards import amount_text, date_text, deal_card, money, web_address
from kg.views.graph import vis_network
from kg.views.offline import embedded
from ontology.errors import SourceError
from ontology.vocabularies import ORGANIZATION_TYPES


class Elements(HTMLParser):
    """Start tags with their attributes, and the text of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and self.cdata_elem == "script":
            self.scripts[-1] += data


@pytest.fixture(scope="module")
def graph() -> nx.Graph:
    store = Store()
    store.ingest(STORIES)
    return network(store)


def test_the_page_asks_nothing_of_the_network(graph: nx.Graph) -> None:
    for tag, attributes in Elements(page(graph).html()).tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            target = attributes.get(name) or ""
            assert target.startswith(("#", "data:")) or not target, (tag, target)
    style = re.search(r"<style>(.*?)</style>", page(graph).html(), re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_only_the_page_s_own_scripts_may_run(graph: nx.Graph) -> None:
    elements = Elements(page(graph, title="<script>alert(1)</script>").html())
    policy = next(attributes["content"] or "" for tag, attributes in elements.tags if "http-equiv" in attributes)
    assert "default-src 'none'" in policy
    data, *scripts = elements.scripts
    assert len(scripts) == 2
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.search(r"script-src ([^;]*)", policy)[1] == " ".join(f"'sha256-{one}'" for one in hashes)  # type: ignore[index]
    assert not any(name.startswith("on") for _, attributes in elements.tags for name in attributes)
    assert json.loads(data)["kind"] == "organizations"


def test_the_same_network_gives_the_same_page(graph: nx.Graph) -> None:
    found = clusters(graph, seed=1)
    assert page(graph, found, seed=1).html() == page(graph, found, seed=1).html()
    one, two = page(graph, seed=1).data, page(shuffled(graph, 4), seed=1).data
    assert {node["id"]: (node["x"], node["y"]) for node in one["nodes"]} == {
        node["id"]: (node["x"], node["y"]) for node in two["nodes"]
    }


def test_the_network_s_input_is_left_as_it_was(graph: nx.Graph) -> None:
    before = json.dumps(nx.node_link_data(graph), sort_keys=True)
    page(graph)
    assert json.dumps(nx.node_link_data(graph), sort_keys=True) == before


def test_pyvis_holds_the_network(graph: nx.Graph) -> None:
    found = clusters(graph)
    built = vis_network(graph, found, dict.fromkeys(graph, (1.0, 2.0)))
    assert built.num_nodes() == len(graph)
    assert built.num_edges() == graph.number_of_edges()
    assert built.get_nodes() == list(graph)
    assert built.options["physics"] == {"enabled": False}
    assert page(graph, found).data["options"] == built.options


def test_every_organization_type_has_a_mark_of_its_own() -> None:
    assert set(palette.ORGANIZATIONS) == set(ORGANIZATION_TYPES)
    marks = [mark[:2] for name, mark in palette.ORGANIZATIONS.items() if name != "other"]
    assert len(marks) == len(set(marks))


def test_many_nodes_open_as_clusters() -> None:
    assert not page(project(facts_of(200, 300, 1, groups=9))).data["overview"]
    assert page(project(facts_of(1200, 1600, 1, groups=40))).data["overview"]


def test_an_empty_network_gives_a_page() -> None:
    data = page(nx.Graph()).data
    assert (data["nodes"], data["edges"], data["types"], data["clusters"]) == ([], [], [], [])


def test_a_page_that_cannot_be_written_is_said_in_one_line(graph: nx.Graph, tmp_path: Path) -> None:
    written = page(graph).write(tmp_path / "page.html")
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(SourceError, match=r"missing.page\.html: the page cannot be written") as caught:
        page(graph).write(tmp_path / "missing" / "page.html")
    assert "\n" not in str(caught.value)


@given(st.text(), st.lists(st.text()))
def test_embedded_json_comes_back_and_closes_nothing(text: str, more: list[str]) -> None:
    written = embedded({text: more})
    assert json.loads(written) == {text: more}
    assert written.isascii()
    assert not set("<>&") & set(written)


@given(st.text())
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_address(f"javascript:{url}") is None
    assert web_address(f"data:text/html,{url}") is None
    found = web_address(url)
    assert found is None or found.lower().startswith(("http://", "https://"))


def test_amounts_dates_and_sums_in_words() -> None:
    quote = {"quote": "for up to $380 million in all", "document": "a", "title": None, "date": None, "url": None}
    total = {"kind": "total", "value": 380e6, "currency": "USD"}
    assert amount_text(total, [{**quote, "start": 0, "end": 9}]) == "Total up to $380 million"  # type: ignore[arg-type]
    assert amount_text(total, []) == "Total $380 million"  # type: ignore[arg-type]
    assert amount_text({"kind": "royalty", "value": 12, "currency": None}, []) == "Royalty up to 12 %"
    assert money(1_999_999, "USD") == "$2 million"
    assert date_text("2024-13-01") == "1 2024"


def test_a_deal_without_date_or_evidence_has_a_card() -> None:
    deal = DealFacts(
        types=["license"], status="prior", date=None, parties=[], therapies=[], products=[], indications=[], amounts=[],
        confidence=1.0, evidence=[],
    )  # fmt: skip
    card = deal_card(deal)
    assert (card["date"], card["year"], card["evidence"]) == ("", "", [])
