"""The store: lossless, idempotent, atomic, independent of the order of arrival."""

from __future__ import annotations

import random
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import NAMES, readings
from tellings import appointed, told

from kg import rdf
from kg.cli import main
from kg.folder import MARKER
from kg.store import Store
from ontology.errors import StoreError, StoreLockedError
from ontology.records import Amount, Document, ReadFailure, Reading

DOCS = ["a", "b", "c/ü", "d"]
meeting = readings(st.sampled_from(DOCS), st.sampled_from(NAMES))
"""Readings of few documents that speak of the same organizations under several names."""


def test_what_goes_in_comes_out(tmp_path: Path, gold_readings: list[Reading]) -> None:
    with Store(tmp_path / "s.db") as store:
        report = store.ingest([*gold_readings, appointed()])
        assert (report.added, report.unchanged, report.replaced, report.failed) == (80, 0, 0, ())
    with Store(tmp_path / "s.db", read_only=True) as store:
        assert [store.reading(one.document.doc) for one in gold_readings] == gold_readings
        assert store.reading("servier-masthercell") == appointed()
        assert len(store) == len(store.documents()) == 80
        assert "servier-masthercell" in store
        assert "servier" not in store


def test_ingesting_twice_changes_nothing(gold_readings: list[Reading]) -> None:
    store = Store()
    store.ingest(gold_readings)
    before = store.hash()
    again = store.ingest(gold_readings)
    assert (again.added, again.unchanged, again.replaced) == (0, 79, 0)
    assert store.hash() == before


def test_any_order_gives_the_same_facts(gold_store: Store, gold_readings: list[Reading]) -> None:
    for seed in range(3):
        store = Store()
        store.ingest(random.Random(seed).sample(gold_readings, len(gold_readings)))
        assert store.hash() == gold_store.hash()


@settings(max_examples=60)
@given(st.lists(st.one_of(meeting, st.sampled_from(DOCS)), max_size=7))
def test_any_history_gives_what_rebuilding_gives(history: list[Reading | str]) -> None:
    """A reading is put in or replaced, an id is removed; the facts follow from the documents that are left."""
    store, left = Store(), dict[str, Reading]()
    for step in history:
        if isinstance(step, Reading):
            store.ingest([step], shapes=False)
            left[step.document.doc] = step
        elif step in left:
            store.remove(step)
            del left[step]
        assert not store.rebuild(), f"the facts differ after {step}"
    fresh = Store()
    fresh.ingest(reversed(left.values()), shapes=False)
    assert fresh.hash() == store.hash()
    assert all(store.reading(doc) == reading for doc, reading in left.items())


@settings(max_examples=30)
@given(st.lists(meeting, max_size=4, unique_by=lambda one: one.document.doc))
def test_ingesting_anything_twice_changes_nothing(listed: list[Reading]) -> None:
    store = Store()
    store.ingest(listed, shapes=False)
    before = store.hash()
    assert store.ingest(reversed(listed), shapes=False).unchanged == len(listed)
    assert store.hash() == before


def test_a_new_text_under_the_same_id_takes_the_place_of_the_old() -> None:
    store, expected = Store(), Store()
    store.ingest([told("a", "Servier", "Lonza", deal="license"), told("b", "Servier")])
    assert store.ingest([told("a", "Servier", "Catalent", deal="license")]).replaced == 1
    expected.ingest([told("a", "Servier", "Catalent", deal="license"), told("b", "Servier")])
    assert store.hash() == expected.hash()
    assert store.query("organizations").column("name") == ["Catalent", "Servier"]


def test_removing_takes_what_only_that_document_supports(gold_readings: list[Reading]) -> None:
    store = Store()
    store.ingest([told("a", "Servier", "Lonza", deal="license"), told("b", "Servier", "Lonza", deal="license")])
    store.remove("b")
    assert store.query("timeline").rows == []  # without a date there is no place in time
    assert len(store.query("deals-of", organization="Lonza")) == 1
    store.remove("a")
    assert store.hash() == Store().hash()
    with pytest.raises(StoreError, match="no document 'a'"):
        store.remove("a")


def test_one_deal_told_by_several_documents_is_one_deal_with_its_sources() -> None:
    store = Store()
    store.ingest(
        [
            told("a", "MaSTherCell SA/MaSTherCell", "Servier", deal="manufacturing", date="2017-09-20"),
            told("b", "Servier", "MaSTherCell", deal="manufacturing", date="2018-01-01", status="expanded"),
            told("c", "MaSTherCell", "Servier", deal="manufacturing", date="2020", status="prior"),
        ]
    )
    [row] = store.query("timeline").records()
    assert (row["date"], row["state"], row["sources"]) == ("2017-09-20", "expanded", 3)


def test_a_merge_by_a_later_document_and_its_undoing() -> None:
    """A document that knows both names makes two organizations one; without it they are two again."""
    apart = [told("a", "Resilience", "Mayo Clinic", deal="license"), told("b", "National Resilience")]
    store, before = Store(), Store()
    before.ingest(apart)
    store.ingest([*apart, told("c", "National Resilience Inc./Resilience")])
    assert store.query("deals-of", organization="National Resilience").column("partners") == ["Mayo Clinic"]
    store.remove("c")
    assert store.hash() == before.hash()


def test_holds_decides_before_extraction() -> None:
    store, document = Store(), appointed().document
    assert not store.holds(document)
    store.ingest([appointed()])
    assert store.holds(document)
    assert not store.holds(document, extractor="another version")
    assert not store.holds(document.model_copy(update={"text": document.text + " "}))
    assert not store.holds(document.model_copy(update={"title": "Now it has one"}))


def test_a_record_that_breaks_a_rule_is_an_error_that_names_document_and_rule() -> None:
    wrong = told("w", "Servier", "Lonza", deal="license")
    royalty = Amount(kind="royalty", value=7, currency="USD")
    deal = wrong.record.deals[0].model_copy(update={"amounts": (royalty,)})
    wrong = wrong.model_copy(update={"record": wrong.record.model_copy(update={"deals": (deal,)})})
    store = Store()
    report = store.ingest([wrong, told("z", "Servier")])
    assert report.added == 1
    [(doc, reason)] = report.failed
    assert doc == "w"
    assert reason == "deal-1-amount-1 breaks a rule: A royalty is a rate in percent and has no currency (schema:currency) (found 'USD')"
    assert "w" not in store
    assert store.check() == []


def test_a_failure_does_not_stop_the_others() -> None:
    half = Reading(document=Document(doc="x", text="\ud800"), record=told("x").record)
    seen: list[str] = []
    report = Store().ingest([ReadFailure(source="y.txt", reason="empty"), half, told("z")], progress=seen.append)
    assert report.added == 1
    assert [source for source, _ in report.failed] == ["y.txt", "x"]
    assert seen == ["y.txt", "x", "z"]


@pytest.mark.filterwarnings("ignore:Dataset.default_context")
def test_no_blank_nodes_and_prefixes_bound(gold_store: Store) -> None:
    assert gold_store.query(
        "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(ISBLANK(?s) || ISBLANK(?o)) }"
    ).rows == [(False,)]
    bound = dict(gold_store.dataset.namespaces())
    assert str(bound["bp"]) == "https://w3id.org/biotech-partnerships/ns#"
    [[deals]] = gold_store.dataset.query("SELECT (COUNT(?deal) AS ?n) WHERE { ?deal a bp:Deal }")
    assert int(deals) == gold_store.stats()["deals"]


def test_clusters_are_kept_until_the_facts_change() -> None:
    store = Store()
    store.ingest([appointed()])
    before = store.hash()
    store.save_clusters([_Cluster()])
    assert store.hash() == before
    assert store.query("organizations-of-cluster", organization="Servier").column("name") == [
        "MaSTherCell SA",
        "Servier",
    ]
    assert store.query("organizations-of-cluster", cluster=1).rows == []
    store.ingest([told("b", "Lonza")])
    assert store.query("organizations-of-cluster").rows == []


class _Cluster:
    id = 0
    label = "CAR-T"
    members = tuple(f"https://w3id.org/biotech-partnerships/organization/{one}" for one in ("servier", "masthercell"))


def test_stats_count_by_kind() -> None:
    store = Store()
    store.ingest([appointed()])
    stats = store.stats()
    assert stats["documents"] == stats["deals"] == stats["deals: manufacturing"] == stats["deals: announced"] == 1
    assert stats["organizations: cdmo"] == 1
    assert stats["mentions"] == 6
    assert stats["quads"] == len(store.quads)


def test_a_file_a_foreign_folder_and_a_missing_store_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("x")
    for read_only in (False, True):
        with pytest.raises(StoreError, match="file: a file, not a store"):
            Store(tmp_path / "file", read_only=read_only)
        with pytest.raises(StoreError, match="a folder that is not a store"):
            Store(foreign, read_only=read_only)
    assert [one.name for one in foreign.iterdir()] == ["letter.txt"]
    with pytest.raises(StoreError, match="cannot make a store here"):
        Store(tmp_path / "file" / "below")
    with pytest.raises(StoreError, match="no store is here"):
        Store(tmp_path / "new", read_only=True)
    assert not (tmp_path / "new").exists()


def test_a_damaged_or_newer_marker_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "s").close()
    (tmp_path / "s" / MARKER).write_text('{"format": 99, "derivation": ""}')
    with pytest.raises(StoreError, match="format 99"):
        Store(tmp_path / "s")
    (tmp_path / "s" / MARKER).write_text("nonsense")
    with pytest.raises(StoreError, match="damaged"):
        Store(tmp_path / "s")


def test_an_empty_folder_becomes_a_store_and_a_closed_store_says_so(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest([told("a", "Servier")])
    with pytest.raises(StoreError, match="closed"):
        store.documents()
    with Store(tmp_path) as store:
        assert len(store) == 1


def test_many_may_read_or_one_may_write(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store(path) as store:
        store.ingest([told("a", "Servier")])
        for read_only in (False, True):
            with pytest.raises(StoreLockedError, match=str(path)):
                Store(path, read_only=read_only)
    with Store(path, read_only=True) as one, Store(path, read_only=True) as two:
        assert len(one) == len(two) == 1
        with pytest.raises(StoreLockedError, match="another process has it open"):
            Store(path)
        with pytest.raises(StoreError, match="read only"):
            one.ingest([told("b", "Lonza")])


def test_another_process_that_writes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s"
    holding = (
        "import sys; from kg.store import Store; s = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(StoreLockedError, match=str(path)):
            Store(path)
        other.communicate()
    Store(path).close()


def test_a_killed_ingestion_leaves_whole_documents(tmp_path: Path) -> None:
    """The process dies in the middle; what is there is whole, and going on gives what one run would have given."""
    path = tmp_path / "s"
    dying = (
        "import os, sys; from kg.store import Store; from tellings import told\n"
        "def stories():\n"
        "    for number in range(9):\n"
        "        if number == 5: os._exit(9)\n"
        "        yield told(f'd{number}', f'Company {number % 3}', 'Servier', deal='license')\n"
        "Store(sys.argv[1]).ingest(stories())"
    )
    assert (
        subprocess.run([sys.executable, "-c", dying, str(path)], cwd=Path(__file__).parent, check=False).returncode == 9
    )
    stories = [told(f"d{number}", f"Company {number % 3}", "Servier", deal="license") for number in range(9)]
    whole = Store()
    whole.ingest(stories)
    with Store(path) as store:
        assert len(store) == 5
        assert not store.rebuild()
        assert store.ingest(stories).unchanged == 5
        assert store.hash() == whole.hash()


def test_a_store_with_an_older_derivation_is_derived_anew(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store(path) as store:
        store.ingest([told("a", "Servier", "Lonza", deal="license")])
        expected = store.hash()
        store.quads.update(
            "DELETE WHERE { ?s a bp:Deal }", prefixes={"bp": "https://w3id.org/biotech-partnerships/ns#"}
        )
        assert store.hash() != expected
        assert store._folder is not None
        store._folder.note("older")
    with Store(path, read_only=True) as store:
        assert store.is_older
    with Store(path) as store:
        assert store.hash() == expected
        assert store.derived_anew
        assert not store.is_older
    with Store(path, read_only=True) as store:
        assert not store.is_older
    assert not Store().is_older


def test_of_an_older_store_a_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "s")
    with Store(path) as store:
        store.ingest([told("a", "Servier", "Lonza", deal="license")])
        assert store._folder is not None
        store._folder.note("older")
    page = str(tmp_path / "p.html")
    for words in (["query", "deals"], ["stats"], ["check"], ["view", "-o", page], ["export", str(tmp_path / "x.trig")]):
        assert main([*words, "--store", path]) == 0
        [note] = [line for line in capsys.readouterr().err.splitlines() if "another version" in line]
        assert note.endswith(f"`kg rebuild --store {path}` derives them anew")
    assert main(["rebuild", "--store", path]) == 0
    assert main(["stats", "--store", path]) == 0
    assert "another version" not in capsys.readouterr().err


def test_a_store_of_documents_alone_is_derived_at_once(tmp_path: Path, gold_readings: list[Reading], gold_store: Store) -> None:
    with Store(tmp_path / "s") as store:
        store.quads.bulk_extend(quad for one in gold_readings for quad in rdf.quads(one, version("biotech-partnership-graph")))
        assert store.rebuild()
        assert store.hash() == gold_store.hash()
        assert not store.rebuild()


def test_a_transaction_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    store.ingest([told("a", "Servier", "Lonza", deal="license")])
    before = store.hash()
    monkeypatch.setattr("kg.keeping.change", _broken)
    with pytest.raises(RuntimeError):
        store.ingest([told("b", "Catalent")])
    assert store.hash() == before


def _broken(*_: object) -> None:
    raise RuntimeError
