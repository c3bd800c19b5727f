"""Linking organizations with registers, read in the very form in which they are published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.outside import LinkReport, link
from kg.registers import Registered, lei, ror
from kg.store import Store
from ontology.errors import SourceError
from ontology.records import Document, Organization, Reading, Record

REGISTERS = Path(__file__).parent / "data" / "registers"
MOMENT = datetime(2024, 5, 17, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    organizations = (
        Organization(name="Mayo Clinic", location="Rochester, Minn."),
        Organization(name="Orvane Cell Institute", location="Basel, Switzerland"),
        Organization(name="Nordvik University", location="Oslo, Norway"),
        Organization(name="Zeldon Foundation"),
        Organization(name="Halden Trust"),
        Organization(name="Orvane Bio", location="Boston"),
        Organization(name="Zeldon Works Ltd."),
        Organization(name="Nordvik A/S"),
    )
    store = Store()
    store.ingest([Reading(document=Document(doc="a", text="x"), record=Record(doc="a", organizations=organizations))])
    return store


def linked(store: Store, records: Iterator[Registered]) -> LinkReport:
    return link(store, records, "ann", MOMENT, "the register")


def test_ror(store: Store) -> None:
    report = linked(store, ror(REGISTERS / "ror.json"))
    assert report.read == 5, "a withdrawn record is none"
    assert report.linked == (
        ("Mayo Clinic", "ror:02qp3tb03 wikidata:Q1130172"),
        ("Orvane Cell Institute", "ror:000000001"),
    )
    assert report.ambiguous == ("Halden Trust",)
    rows = store.sparql("SELECT ?iri { ?o rdfs:label 'Orvane Cell Institute' ; skos:exactMatch ?iri }").rows
    assert [tuple(row) for row in rows] == [("https://ror.org/000000001",)]
    assert not store.rebuild()
    assert store.check() == []


def test_lei(store: Store) -> None:
    report = linked(store, lei(REGISTERS / "lei.csv"))
    assert (report.read, report.ambiguous) == (3, ())
    assert report.linked == (("Orvane Bio", "lei:0000ORVANEBIO0000002"), ("Zeldon Works Ltd.", "lei:0000ZELDON0000000003"))
    assert store.sparql("SELECT ?lei { ?o rdfs:label 'Orvane Bio' ; schema:leiCode ?lei }").column("lei") == [
        "0000ORVANEBIO0000002"
    ]


def test_linking_twice_decides_nothing_new_and_all_can_be_taken_back(store: Store) -> None:
    before = store.hash()
    linked(store, ror(REGISTERS / "ror.json"))
    after = store.hash()
    linked(store, ror(REGISTERS / "ror.json"))
    assert store.hash() == after != before
    while store.decisions():
        store.curator("ann").undo()
    assert store.hash() == before


@pytest.mark.parametrize(("read", "name"), [(ror, "ror.json"), (lei, "lei.csv")])
def test_the_archive_in_which_it_is_published(
    tmp_path: Path, read: Callable[[Path], Iterator[Registered]], name: str
) -> None:
    with ZipFile(tmp_path / "dump.zip", "w") as archive:
        archive.write(REGISTERS / name, f"v2-{name}")
        archive.writestr(f"old-{name}", "[]")
    assert list(read(tmp_path / "dump.zip")) == list(read(REGISTERS / name))


@pytest.mark.parametrize(
    ("read", "content", "message"),
    [
        (ror, '{"id": 1}', "expected a JSON array"),
        (ror, '[{"id": "https://ror.org/1", "name": "of schema 1"}]', "not of ROR schema 2"),
        (ror, '[{"id": "x", "status": "withdrawn"}', "breaks off"),
        (ror, "[1]", "array of objects"),
        (lei, "a,b\n1,2\n", "no column"),
    ],
)
def test_other_files_are_refused(
    tmp_path: Path, read: Callable[[Path], Iterator[Registered]], content: str, message: str
) -> None:
    path = tmp_path / "register"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        list(read(path))


def test_a_long_register_is_streamed(tmp_path: Path) -> None:
    [first, *_] = (REGISTERS / "ror.json").read_text(encoding="utf-8")[2:].split(',\n  {"admin"')
    path = tmp_path / "long.json"
    path.write_text(f"[{','.join([first] * 300)}]", encoding="utf-8")
    assert sum(1 for _ in ror(path)) == 300
