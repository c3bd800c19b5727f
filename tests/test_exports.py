"""Exports that other programs open, and the way back without loss."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import openpyxl
import polars
import pytest
from frictionless import Package
from hypothesis import given, settings
from pyoxigraph import RdfFormat, parse
from strategies import readings
from tellings import appointed, told

from kg.cli import main
from kg.exports import FORMATS, export
from kg.importing import import_file
from kg.store import Store
from ontology.errors import SourceError


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two documents, one with everything, and a decision of a person."""
    filled = Store()
    filled.ingest([appointed(), told("b", "=Mayo Clinic/Mayo", "Servier", deal="license", date="2022-08")])
    return filled


@pytest.mark.parametrize(("form", "name"), [("trig", "a.trig"), ("nquads", "a.nq"), ("jsonld", "a.jsonld")])
def test_the_way_there_and_back_loses_nothing(gold_store: Store, tmp_path: Path, form: str, name: str) -> None:
    export(gold_store, tmp_path / name, form)
    back = Store()
    report = import_file(back, tmp_path / name)
    assert (report.documents, report.left_out) == (79, 0)
    assert back.hash() == gold_store.hash()
    assert not back.rebuild()


@settings(max_examples=8)
@given(readings())
def test_any_document_comes_back(tmp_path_factory: pytest.TempPathFactory, reading: object) -> None:
    one, back = Store(), Store()
    one.ingest([reading])  # type: ignore[list-item]
    for name, form in (("a.trig", "trig"), ("a.jsonld", "jsonld")):
        path = tmp_path_factory.mktemp("any") / name
        export(one, path, form)
        import_file(back, path)
        assert back.hash() == one.hash()


def test_equal_stores_give_equal_files(store: Store, tmp_path: Path) -> None:
    for form in ("trig", "nquads", "gexf", "graphml", "jsonld", "turtle", "annotated"):
        for name in ("one", "two"):
            export(store, tmp_path / f"{form}.{name}", form)
        assert (tmp_path / f"{form}.one").read_bytes() == (tmp_path / f"{form}.two").read_bytes()


def test_decisions_come_back(store: Store, tmp_path: Path) -> None:
    decided = Store()
    decided.ingest([appointed(), told("b", "Mayo Clinic", "Servier", deal="license")])
    decided.curator("Ada").merge("Mayo Clinic", "MaSTherCell", "one company")
    export(decided, tmp_path / "a.trig", "trig")
    back = Store()
    assert import_file(back, tmp_path / "a.trig").decisions == 1
    assert back.hash() == decided.hash()
    assert back.decisions() == decided.decisions()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.trig", "<a:b> <a:c>", "malformed"),
        ("a.trig", "<a:g> { <a:a> <a:b> <a:c> }", "is no document"),
        ("a.trig", "<https://w3id.org/biotech-partnerships/document/x> { <a:a> <a:b> <a:c> }", "document 'x'"),
        ("a.ttl", "", "expected a name that ends in .trig"),
        ("missing.nq", None, "cannot be read"),
    ],
)
def test_what_is_no_export_is_refused_and_changes_nothing(
    store: Store, tmp_path: Path, name: str, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    before = store.hash()
    with pytest.raises(SourceError, match=message) as caught:
        import_file(store, tmp_path / name)
    assert "\n" not in str(caught.value)
    assert store.hash() == before


def test_tables_keep_to_their_data_dictionary(gold_store: Store, tmp_path: Path) -> None:
    export(gold_store, tmp_path / "tables", "csv")
    package = Package(str(tmp_path / "tables" / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    with (tmp_path / "tables" / "deals.csv").open(encoding="utf-8", newline="") as opened:
        assert len(list(csv.DictReader(opened))) == gold_store.stats()["deals"]


def test_parquet_and_workbook_hold_the_same_tables(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "parquet", "parquet")
    export(store, tmp_path / "a.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["organizations", "deals", "parties", "amounts", "evidence", "documents", "columns"]
    for name in book.sheetnames[:-1]:
        frame = polars.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        rows = list(book[name].iter_rows(values_only=True))
        assert list(rows[0]) == frame.columns
        assert len(rows) - 1 == frame.height
    assert [cell.data_type for cell in book["organizations"]["B"] if str(cell.value).startswith("=")] == ["s"]
    evidence = polars.read_parquet(tmp_path / "parquet" / "evidence.parquet").to_dicts()
    assert evidence[0]["quote"] == "Servier appoints MaSTherCell SA"


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_open_elsewhere(gold_store: Store, tmp_path: Path, form: str, read: object) -> None:
    export(gold_store, tmp_path / "network", form)
    graph = read(tmp_path / "network")  # type: ignore[operator]
    lonza = graph.nodes["https://w3id.org/biotech-partnerships/organization/lonza"]
    assert (lonza["label"], lonza["type"]) == ("Lonza", "cdmo")
    assert all(float(weight) > 0 for *_, weight in graph.edges(data="weight"))


def test_every_edge_of_kgx_and_neo4j_has_its_nodes(gold_store: Store, tmp_path: Path) -> None:
    export(gold_store, tmp_path / "kgx", "kgx")
    export(gold_store, tmp_path / "neo4j", "neo4j")
    nodes, edges = (_rows(tmp_path / "kgx" / name, "\t") for name in ("nodes.tsv", "edges.tsv"))
    ids = [node["id"] for node in nodes]
    assert len(set(ids)) == len(ids)
    assert {edge[end] for edge in edges for end in ("subject", "object")} <= set(ids)
    assert all(one["category"].startswith("biolink:") for one in nodes)
    assert len({edge["id"] for edge in edges}) == len(edges)
    iris = [
        row["iri:ID"]
        for name in ("organizations", "deals", "documents", "things")
        for row in _rows(tmp_path / "neo4j" / f"{name}.csv", ",")
    ]
    assert len(set(iris)) == len(iris)
    for name in ("parties", "relations"):
        for row in _rows(tmp_path / "neo4j" / f"{name}.csv", ","):
            assert {row[":START_ID"], row[":END_ID"]} <= set(iris)


def test_annotated_facts_name_their_sources(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "a.ttl", "annotated")
    statements = list(parse(path=str(tmp_path / "a.ttl"), format=RdfFormat.TURTLE))
    reified = [one for one in statements if one.predicate.value.endswith("#reifies")]
    sources = {one.subject for one in statements if one.predicate.value.endswith("ns#source")}
    assert reified
    assert {one.subject for one in reified} <= sources


def test_jsonld_speaks_in_the_words_of_the_context(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "a.jsonld", "jsonld")
    nodes = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))["graph"]
    [deal] = [one for one in nodes if one.get("type") == "Deal" and "masthercell" in one["id"]]
    assert deal["status"].endswith("announced")
    assert isinstance(deal["party"], list)


def test_the_commands_say_what_they_did(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(tmp_path / "s.db") as kept:
        kept.ingest([appointed()])
    named = ["--store", str(tmp_path / "s.db")]
    assert main(["export", str(tmp_path / "a.trig"), *named]) == 0
    assert main(["import", str(tmp_path / "a.trig"), "--store", str(tmp_path / "t.db")]) == 0
    assert "1 documents, 0 decisions" in capsys.readouterr().out
    assert main(["export", str(tmp_path / "folder"), *named]) == 2
    refused = capsys.readouterr().err
    assert all(form in refused for form in FORMATS)


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        return list(csv.DictReader(opened, delimiter=delimiter, quoting=quoting))
