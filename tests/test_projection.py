"""Networks out of a store: nodes, edges and what they carry."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import STORIES, facts_of
from strategies import NAMES, readings

from kg.facts import Facts
from kg.facts_reader import facts
from kg.projection import KINDS, network, opposite, project
from kg.store import Store
from ontology.records import Reading


def store_of(*documents: Reading) -> Store:
    store = Store()
    store.ingest(documents)
    return store


def named(graph: nx.Graph) -> set[frozenset[str]]:
    """The edges by the names of their ends."""
    return {frozenset((graph.nodes[one]["name"], graph.nodes[two]["name"])) for one, two in graph.edges}


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(*STORIES)


def test_opposite_parties_are_joined_and_those_of_one_side_are_not(store: Store) -> None:
    assert named(network(store)) == {
        frozenset(pair)
        for pair in [
            ("Cedar Biologics", "Alder Hospital"),
            ("Birch University", "Elm Therapeutics"),
            ("Fir Ventures", "Elm Therapeutics"),
            ("Ginkgo Capital", "Elm Therapeutics"),
            ("Dogwood Pharma", "Elm Therapeutics"),
        ]
    }


def test_an_edge_counts_each_deal_once_however_often_it_is_told(store: Store) -> None:
    graph = network(store)
    by_name = {attributes["name"]: node for node, attributes in graph.nodes(data=True)}
    edge = graph.edges[by_name["Cedar Biologics"], by_name["Alder Hospital"]]
    assert edge["weight"] == len(edge["deals"]) == 2
    told_twice = next(one for one in edge["deals"] if graph.graph["deals"][one]["types"] == ["manufacturing"])
    deal = graph.graph["deals"][told_twice]
    assert [one["document"] for one in deal["evidence"]] == ["one", "two"]
    assert deal["therapies"] == ["car-t", "mrna"]


def test_nodes_and_deals_carry_what_the_page_shows(store: Store) -> None:
    graph = network(store)
    node = next(one for one in graph.nodes.values() if one["name"] == "Alder Hospital")
    assert node["kind"] == "organization"
    assert node["type"] == "hospital"
    assert node["documents"] == ["one", "two"]
    assert node["therapies"] == ["car-t", "mrna"]
    deal = next(one for one in graph.graph["deals"].values() if one["types"] == ["license"])
    assert {(party["name"], party["role"]) for party in deal["parties"]} == {
        ("Birch University", "licensor"),
        ("Elm Therapeutics", "licensee"),
    }
    (evidence,) = deal["evidence"]
    assert evidence["quote"] == "Birch University and Elm Therapeutics agree on License."
    assert (evidence["title"], evidence["date"], evidence["url"]) == (
        "News of one",
        "2024-05-01",
        "https://example.org/one",
    )
    text = next(one for one in STORIES if one.document.doc == "one").document.text
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_amounts_are_read_back(store: Store) -> None:
    deals = network(store).graph["deals"].values()
    (amount,) = next(one["amounts"] for one in deals if one["amounts"])
    assert amount == {"kind": "milestone", "value": 380000000, "currency": "USD"}


def test_organizations_and_their_therapy_types(store: Store) -> None:
    assert named(network(store, "therapies")) == {
        frozenset(pair)
        for pair in [
            ("Cedar Biologics", "CAR-T cell therapy"),
            ("Cedar Biologics", "mRNA therapy"),
            ("Alder Hospital", "CAR-T cell therapy"),
            ("Alder Hospital", "mRNA therapy"),
            ("Birch University", "Gene editing"),
            ("Elm Therapeutics", "Gene editing"),
        ]
    }


def test_institutions_manufacturers_and_therapy_types(store: Store) -> None:
    graph = network(store, "roles")
    assert named(graph) == {
        frozenset(pair)
        for pair in [
            ("Cedar Biologics", "Alder Hospital"),
            ("Cedar Biologics", "CAR-T cell therapy"),
            ("Cedar Biologics", "mRNA therapy"),
            ("Alder Hospital", "CAR-T cell therapy"),
            ("Alder Hospital", "mRNA therapy"),
            ("Birch University", "Gene editing"),
        ]
    }
    assert {one["kind"] for one in graph.nodes.values()} == {"organization", "therapy"}


def test_an_empty_store_gives_an_empty_network() -> None:
    for kind in KINDS:
        graph = network(store_of(), kind)
        assert len(graph) == 0
        assert graph.graph["deals"] == {}


def test_an_unknown_kind_is_refused_with_what_there_is(store: Store) -> None:
    with pytest.raises(ValueError, match="'people': expected one of organizations, therapies, roles"):
        network(store, "people")


@given(st.lists(readings(st.sampled_from(["a", "b"]), st.sampled_from(NAMES)), max_size=2))
def test_the_facts_of_any_store_are_consistent(documents: list[Reading]) -> None:
    known = facts(store_of(*documents))
    for deal in known.deals.values():
        assert {party["organization"] for party in deal["parties"]} <= known.organizations.keys()
        assert len({party["organization"] for party in deal["parties"]}) > 1
    for kind in KINDS:
        graph = project(known, kind)
        for one, two, edge in graph.edges(data=True):
            assert one != two
            assert edge["weight"] == len(set(edge["deals"])) > 0
            assert set(edge["deals"]) <= graph.graph["deals"].keys()


@given(st.integers(0, 12), st.integers(0, 20), st.integers(0, 9))
def test_the_order_of_the_facts_changes_nothing(organizations: int, deals: int, seed: int) -> None:
    known = facts_of(organizations, deals, seed)
    shuffled = list(known.deals.items())
    random.Random(seed).shuffle(shuffled)
    other = Facts(dict(reversed(known.organizations.items())), dict(shuffled), known.therapies)
    for kind in KINDS:
        one, two = project(known, kind), project(other, kind)
        assert list(one.nodes(data=True)) == list(two.nodes(data=True))
        assert list(one.edges(data=True)) == list(two.edges(data=True))


@given(st.sampled_from(["partner", "investor"]), st.sampled_from(["partner", "investee"]))
def test_opposite_is_symmetric(role: str, other: str) -> None:
    one = {"organization": "a", "name": "A", "role": role}
    two = {"organization": "b", "name": "B", "role": other}
    assert opposite(one, two) == opposite(two, one)
    assert not opposite(one, one)
