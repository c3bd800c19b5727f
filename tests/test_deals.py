"""Which tellings are of one deal: scripted stories, the demo, and laws."""

from __future__ import annotations

import random
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.canonical_deals import status_of
from kg.deals import Telling, group
from kg.store import Store

SCRIPT = (Path(__file__).parent / "data" / "deal_scenarios.txt").read_text(encoding="utf-8")
STORIES = dict(re.findall(r"^## (.+)\n((?:[^#\n].*\n)+)", SCRIPT, re.MULTILINE))


def telling(line: str) -> Telling:
    letter, told, types, status, *rest = line.split()
    parts = dict(one.split("=", 1) for one in rest if "=" in one)
    amount = tuple(parts["amount"].split(":")) if "amount" in parts else None
    return Telling(
        node=letter,
        document=parts.get("in", letter),
        types=tuple(types.split(",")),
        status=status,
        roles=frozenset(tuple(one.split(":")) for one in rest if "=" not in one),  # type: ignore[misc]
        date=parts.get("date"),
        told=None if told == "-" else told,
        products=frozenset({parts["product"]} if "product" in parts else ()),
        amounts=frozenset({(amount[0], f"{amount[1]} USD")} if amount else ()),
    )


def grouped(tellings: list[Telling]) -> set[str]:
    return {"".join(one.node for one in found) for found in group(tellings).groups}


def test_there_are_forty_stories() -> None:
    assert len(STORIES) >= 40


@pytest.mark.parametrize("name", STORIES)
def test_a_story(name: str) -> None:
    lines = STORIES[name].splitlines()
    tellings = [telling(line) for line in lines if line[0].isalpha()]
    [expected] = [line for line in lines if line.startswith("=")]
    assert grouped(tellings) == set(expected[1:].split())
    for line in [line for line in lines if line.startswith("!")]:
        _, letters, status = line.split()
        assert status_of(one for one in tellings if one.node in letters) == status


SAME = """
04-catalent#2 06-viral#1 | 05-sarepta#1 06-viral#2 | 09-servier#1 12-servier#2 | 10-allogene#1 11-allogene#1
10-allogene#3 11-allogene#4 12-servier#1 | 10-allogene#4 11-allogene#3 | 10-allogene#6 40-kite#3
15-ctmc#1 16-ctmc#2 70-year#8 | 16-ctmc#1 70-year#7 | 17-resilience#1 18-resilience#1 | 17-resilience#2 18-resilience#2
21-moderna#1 22-moderna#1 | 24-pfizer#1 25-biontech#3 | 24-pfizer#2 25-biontech#4 | 26-lonza#1 27-lonza#1
28-novartis#2 32-oxford#3 | 33-oxford#1 34-oxford#1 | 35-oxford#1 36-oxford#1 | 39-kite#1 40-kite#1
42-cellares#1 43-cellares#1 | 42-cellares#2 43-cellares#2 70-year#9 | 44-vertex#1 45-vertex#2 46-vertex#2
45-vertex#1 46-vertex#1 | 49-fate#1 50-fate#1 70-year#6 | 55-kyowa#1 70-year#2
"""
"""Tellings of one deal, by number of the story and place of the deal in it (the words only help the reader)."""
OTHER = """
04#1 04#3 | 09#1 09#3 | 10#1 10#2 | 12#1 12#3 | 24#1 24#3 | 26#1 26#2 | 28#1 28#2 | 28#1 32#3 | 29#1 29#2 | 32#1 32#2
33#1 33#2 | 39#1 39#2 | 39#2 40#1 | 42#2 42#3 | 42#1 42#3 | 44#1 45#1 | 17#1 17#2 | 47#1 47#2 | 53#1 53#2 | 63#1 63#2
64#1 64#3 | 69#1 69#3 | 57#1 57#2 | 23#1 23#2 | 09#2 10#4
"""
"""Tellings of one pair, but of different deals."""


def listed(text: str) -> list[set[tuple[str, str]]]:
    return [set(re.findall(r"(\d\d)\S*?#(\d+)", part)) for part in re.split(r"[|\n]", text) if part.strip()]


def test_the_deals_that_the_demo_tells_several_times(gold_store: Store) -> None:
    home: dict[tuple[str, str], str] = {}
    rows = gold_store.sparql("SELECT ?deal ?telling { ?deal a bp:Deal ; prov:wasDerivedFrom ?telling }").rows
    for deal, node in rows:
        found = re.search(r"demo-(\d\d)\S*#deal-(\d+)$", str(node))
        assert found is not None
        home[found[1], found[2]] = str(deal)
    for tellings in listed(SAME):
        assert len({home[one] for one in tellings}) == 1, sorted(tellings)
    for tellings in listed(OTHER):
        assert len({home[one] for one in tellings}) == len(tellings), sorted(tellings)


def test_a_deal_has_a_timeline_with_all_its_sources(gold_store: Store) -> None:
    rows = gold_store.query("""
        SELECT ?kind ?date (COUNT(DISTINCT ?source) AS ?sources) {
          ?deal a bp:Deal ; prov:wasDerivedFrom <https://w3id.org/biotech-partnerships/document/demo-10-allogene-launch#deal-1> ;
            bp:event ?event .
          ?event bp:status/skos:notation ?kind ; bp:date ?date ; bp:source ?source
        } GROUP BY ?kind ?date ORDER BY ?date""").rows
    assert [tuple(row) for row in rows] == [("announced", "2018-04-03", 1), ("completed", "2018-04-12", 1)]


tellings = st.builds(
    Telling,
    node=st.uuids().map(str),
    document=st.sampled_from("abcd"),
    types=st.sampled_from([("license",), ("option", "license"), ("manufacturing",), ("acquisition",)]),
    status=st.sampled_from(["announced", "prior", "completed", "expanded", "terminated"]),
    roles=st.sampled_from(["AB", "ABC", "BA", "AC"]).map(
        lambda names: frozenset(zip(names, ("licensor", "licensee", "partner"), strict=False))
    ),
    date=st.sampled_from([None, "2020", "2020-05", "2020-05-01", "2019-01-01", "--05-01"]),
    told=st.sampled_from([None, "2020-05-02", "2021-01-01"]),
    products=st.sampled_from([frozenset(), frozenset({"x"}), frozenset({"y"})]),
)


@given(st.lists(tellings, max_size=7, unique_by=lambda one: one.node), st.randoms(use_true_random=False))
def test_laws(listed: list[Telling], chance: random.Random) -> None:
    groups = group(listed).groups
    assert group(chance.sample(listed, len(listed))).groups == groups
    assert sorted(one.node for found in groups for one in found) == sorted(one.node for one in listed)
    for found in groups:
        assert all(one.document != two.document for one, two in combinations(found, 2))
        assert len(found) == 1 or len(frozenset.intersection(*(one.organizations for one in found))) >= 1
