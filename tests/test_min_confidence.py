"""``min_confidence``: what is less sure is left out of networks, queries, records and stores."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import NAMES, readings
from tellings import appointed, told

import extract
import kg
from extract.confidence import confident
from kg import queries
from kg.facts_reader import facts
from kg.projection import KINDS
from kg.store import Store
from ontology.errors import QueryError
from ontology.records import Document, Reading, Record

STORY = """Zeldon Bio and Telmark Cells Sign Manufacturing Agreement

BASEL, Switzerland, June 5, 2023 -- Zeldon Bio, a clinical-stage biotechnology company, today announced that it has
signed a manufacturing agreement with Telmark Cells, a contract development and manufacturing organization, for its
allogeneic CAR-T therapy. Telmark Cells will receive an upfront payment of $15 million.
"""
LIMITED = [name for name in queries.names() if "min_confidence" in queries.named(name).parameters]


def unsure(reading: Reading, confidence: float) -> Reading:
    """The same telling, less sure of its deals."""
    deals = tuple(deal.model_copy(update={"confidence": confidence}) for deal in reading.record.deals)
    return reading.model_copy(update={"record": reading.record.model_copy(update={"deals": deals})})


@pytest.fixture(scope="module")
def tellings() -> list[Reading]:
    """A deal of 0.97; one that is told with 0.2 and with 0.6; one of 0.3."""
    return [
        appointed(),
        unsure(told("b", "Alder", "Birch", deal="license", date="2020-01-02"), 0.2),
        unsure(told("c", "Alder", "Birch", deal="license", date="2020-01-02"), 0.6),
        unsure(told("d", "Alder", "Cedar", deal="supply", date="2021-03-04"), 0.3),
    ]


@pytest.fixture(scope="module")
def store(tellings: list[Reading]) -> Store:
    filled = Store()
    filled.ingest(tellings)
    return filled


@pytest.mark.parametrize(
    ("least", "names"),
    [
        (0.0, {"Servier", "MaSTherCell SA", "Alder", "Birch", "Cedar"}),
        (0.6, {"Servier", "MaSTherCell SA", "Alder", "Birch"}),
        (0.61, {"Servier", "MaSTherCell SA"}),
        (1.0, set()),
    ],
)
def test_a_deal_is_as_sure_as_the_surest_of_its_documents(store: Store, least: float, names: set[str]) -> None:
    graph = kg.network(store, min_confidence=least)
    assert {attributes["name"] for _, attributes in graph.nodes(data=True)} == names
    assert set(store.query("timeline", min_confidence=least).column("deal")) == set(graph.graph["deals"])


@given(
    st.lists(readings(st.sampled_from(["a", "b"]), st.sampled_from(NAMES)), max_size=2),
    st.floats(0, 1),
    st.sampled_from(KINDS),
)
@settings(max_examples=40)
def test_a_network_holds_just_the_deals_that_are_sure(documents: list[Reading], least: float, kind: str) -> None:
    filled = Store()
    filled.ingest(documents)
    every, sure = kg.network(filled, kind), kg.network(filled, kind, min_confidence=least)
    expected = {iri for iri, deal in every.graph["deals"].items() if deal["confidence"] >= least}
    assert set(sure.graph["deals"]) == expected
    assert set(sure.edges) <= {pair for one, two in every.edges for pair in ((one, two), (two, one))}
    assert facts(filled, least).organizations.keys() == facts(filled).organizations.keys()


def test_the_therapies_of_an_organization_are_those_of_its_sure_deals(store: Store) -> None:
    sure = unsure(appointed(), 0.4)
    filled = Store()
    filled.ingest([sure])
    assert all(one["therapies"] for one in facts(filled).organizations.values())
    assert not any(one["therapies"] for one in facts(filled, 0.5).organizations.values())


@pytest.mark.parametrize("least", [-0.1, 1.1, 70, float("nan")])
def test_what_is_no_confidence_is_refused(store: Store, least: float) -> None:
    for call in (
        lambda: kg.network(store, min_confidence=least),
        lambda: extract.read([Document(doc="a", text=STORY)], min_confidence=least),
        lambda: confident(Record(doc="a"), least),
    ):
        with pytest.raises(ValueError, match="expected a number from 0 to 1"):
            call()
    with pytest.raises(QueryError, match="expected a number from 0 to 1"):
        store.query("deals", min_confidence=least)


def test_deals_and_partners_can_be_asked_for_by_confidence() -> None:
    assert {"deals", "deals-of", "partners-of", "timeline", "who-with-whom", "evidence-of"} <= set(LIMITED)


@pytest.mark.parametrize("name", LIMITED)
def test_a_query_leaves_out_what_is_less_sure(name: str, gold_store: Store) -> None:
    needed = {"organization": "Lonza"} if queries.named(name).needs else {}
    assert gold_store.query(name, min_confidence=0.0, **needed).rows == gold_store.query(name, **needed).rows
    filled = Store()
    filled.ingest([unsure(appointed(), 0.97)])
    needed = dict.fromkeys(needed, "Servier")
    assert filled.query(name, min_confidence=0.97, **needed).rows == filled.query(name, **needed).rows
    assert filled.query(name, min_confidence="0.98", **needed).rows == []


@pytest.fixture
def run(run: Run) -> Run:
    """Run ``kg`` in a folder with one story."""
    Path("story.txt").write_text(STORY, encoding="utf-8")
    return run


def test_records_are_printed_without_what_is_unsure(run: Run) -> None:
    whole = Record.model_validate_json(run("extract", "story.txt")[1])
    assert whole.deals
    for least in ("0", "0.5", "0.9", "1"):
        cut = run("extract", "story.txt", "--min-confidence", least)[1]
        assert cut == f"{confident(whole, float(least)).to_json()}\n"
    assert run("extract", "story.txt", "--min-confidence", "0.9", "--processes", "2") == run(
        "extract", "story.txt", "--min-confidence", "0.9"
    )


def test_a_store_is_made_of_what_is_sure_and_says_so(run: Run) -> None:
    assert "1 added" in run("ingest", "story.txt", "--min-confidence", "1")[1]
    assert "1 unchanged" in run("ingest", "story.txt", "--min-confidence", "1.0")[1]
    with Store("partners.db", read_only=True) as store:
        assert store.reading("story").record.deals == ()
    assert run("check")[0] == 0
    # Another limit is another reading of the same text.
    assert "1 replaced" in run("ingest", "story.txt")[1]
    with Store("partners.db", read_only=True) as store:
        assert store.reading("story").record.deals


def test_page_clusters_and_answers_are_about_what_is_sure(run: Run, tellings: list[Reading]) -> None:
    with Store("partners.db") as store:
        store.ingest(tellings)
    assert run("view", "-o", "page.html", "--min-confidence", "0.7")[1] == "page.html: 2 nodes, 1 edges\n"
    page = Path("page.html").read_text(encoding="utf-8")
    assert "MaSTherCell" in page
    assert "Birch" not in page
    found = list(csv.DictReader(io.StringIO(run("clusters", "--min-confidence", "0.7", "--format", "csv")[1])))
    assert [row["size"] for row in found] == ["2"]
    asked = json.loads(run("query", "deals", "--min-confidence", "0.5", "--format", "json")[1])
    assert [row["confidence"] for row in asked] == [0.6, 0.97]


@pytest.mark.parametrize("least", ["1.01", "-1", "nan", "much", ""])
@pytest.mark.parametrize(
    "command", [("extract", "story.txt"), ("ingest", "story.txt"), ("view",), ("clusters",), ("demo",), ("query", "deals")]
)
def test_a_wrong_confidence_is_one_line(run: Run, command: tuple[str, ...], least: str) -> None:
    if command[0] == "query":
        with Store("partners.db") as store:
            store.ingest([])
    status, out, err = run(*command, "--min-confidence", least)
    assert (status, out) == (2, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert command[0] == "query" or not Path("partners.db").exists()
