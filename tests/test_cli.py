from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.sources import documents
from kg import Store
from kg.cli import main
from kg.commands.demo import DOCUMENTS
from ontology.records import Document, Record

SOME = 8

Run = Callable[..., str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some of the demo's stories as files and the store that holds them."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "releases").mkdir()
    for document in list(documents(DOCUMENTS))[:SOME]:
        assert isinstance(document, Document)
        (folder / "releases" / f"{document.doc}.txt").write_text(document.text, encoding="utf-8")
    assert main(["ingest", str(folder / "releases"), "--store", str(folder / "partners.db")]) == 0
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``kg`` in that folder and return its output; nothing may go wrong."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("KG_STORE", raising=False)

    def call(*arguments: str) -> str:
        capsys.readouterr()
        status = main(arguments)
        captured = capsys.readouterr()
        assert (status, captured.err) == (0, "")
        return captured.out

    return call


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_ingestion_in_which_everything_fails_leaves_no_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "bad.jsonl").write_text("no JSON at all", encoding="utf-8")
    assert main(["ingest", "bad.jsonl", "--store", "new.db"]) == 2
    assert not (folder / "new.db").exists()
    assert main(["ingest", "bad.jsonl"]) == 2
    assert (folder / "partners.db").exists(), "what was there before stays"
    (folder / "bad.jsonl").unlink()


def test_ingesting_again_changes_nothing(run: Run) -> None:
    with Store("partners.db") as store:
        before = store.hash()
    assert run("ingest", "releases") == f"partners.db: 0 added, {SOME} unchanged, 0 replaced, 0 failed\n"
    assert run("ingest", "releases", "--again") == f"partners.db: 0 added, {SOME} unchanged, 0 replaced, 0 failed\n"
    with Store("partners.db") as store:
        assert store.hash() == before


def test_a_changed_document_is_replaced(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    options = ("ingest", str(story), "--store", str(tmp_path / "other.db"))
    story.write_text("Orvane Bio licensed a CAR-T therapy from Telmark AG.", encoding="utf-8")
    assert "1 added" in run(*options)
    story.write_text("Orvane Bio acquired Telmark AG.", encoding="utf-8")
    assert "1 replaced" in run(*options)
    assert run("remove", "story", "--store", str(tmp_path / "other.db")).endswith("1 removed\n")
    assert rows(run("stats", "--store", str(tmp_path / "other.db"), "--format", "csv"))[0]["count"] == "0"


def test_records_are_printed_as_json_lines(run: Run, tmp_path: Path) -> None:
    records = [Record.model_validate_json(line) for line in run("extract", "releases").splitlines()]
    assert [record.doc for record in records] == sorted(path.stem for path in Path("releases").iterdir())
    assert any(record.deals for record in records)
    for record in records:
        text = Path("releases", f"{record.doc}.txt").read_text(encoding="utf-8")
        assert all(span.of(text).strip() for span in record.spans())
    assert run("extract", "releases", "-o", str(tmp_path / "records.jsonl")) == ""
    assert (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines() == [one.to_json() for one in records]


def test_several_processes_give_the_same_records_in_the_same_order(run: Run) -> None:
    assert run("extract", "releases", "--processes", "2") == run("extract", "releases")


def test_queries_are_listed_with_their_summaries(run: Run) -> None:
    listed = {row["query"]: row for row in rows(run("query", "--format", "csv"))}
    assert len(listed) >= 8
    assert all(row["summary"] for row in listed.values())
    assert "--organization" in listed["deals-of"]["parameters"]
    assert "deals-of" in run("query")


def test_a_named_query_takes_its_parameters_as_options(run: Run) -> None:
    found = run("query", "deals-of", "--organization", "Servier", "--format", "csv")
    assert "MaSTherCell" in found
    assert run("query", "--format", "csv", "deals-of", "--organization", "Servier") == found
    assert "--organization" in run("query", "deals-of", "--help")


def test_free_sparql_knows_the_prefixes(run: Run, tmp_path: Path) -> None:
    query = "SELECT (COUNT(?deal) AS ?deals) { ?deal a bp:Deal }"
    (tmp_path / "question.rq").write_text(query, encoding="utf-8")
    answer = json.loads(run("query", query, "--format", "json"))
    assert answer[0]["deals"] > 0
    assert json.loads(run("query", "-f", str(tmp_path / "question.rq"), "--format", "json")) == answer


def test_clusters_and_page(run: Run, tmp_path: Path) -> None:
    found = rows(run("clusters", "--format", "csv"))
    assert sum(int(row["size"]) for row in found) > SOME
    assert all(row["label"] for row in found)
    assert run("clusters", "--seed", "0") == run("clusters")
    assert "shortest paths lead through" in run("clusters")
    assert rows(run("query", "organizations-of-cluster", "--organization", "Servier", "--format", "csv"))
    assert "`kg clusters` finds and keeps the clusters" in run("query", "organizations-of-cluster", "--cluster", "999")
    page = tmp_path / "page.html"
    assert run("view", "-o", str(page)).startswith(str(page))
    assert "Servier" in page.read_text(encoding="utf-8")


def test_check_and_rebuild_find_everything_in_order(run: Run) -> None:
    assert "0 violations" in run("check")
    with Store("partners.db") as store:
        before = store.hash()
    run("rebuild")
    with Store("partners.db") as store:
        assert store.hash() == before


def test_the_store_may_be_named_by_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = str(Path("partners.db").absolute())
    expected = run("stats")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", here)
    assert run("stats") == expected


def test_the_demo_is_whole_and_its_second_run_changes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("demo")
    assert "79 added" in first
    assert "MaSTherCell" in (tmp_path / "partners.html").read_text(encoding="utf-8")
    with Store("partners.db") as store:
        before = store.hash()
    assert "0 added, 79 unchanged" in run("demo")
    with Store("partners.db") as store:
        assert store.hash() == before


def test_the_demo_leaves_another_store_alone(run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Orvane Bio acquired Telmark AG.", encoding="utf-8")
    run("ingest", str(tmp_path / "mine.txt"), "--store", str(tmp_path / "mine.db"))
    assert main(["demo", "--store", str(tmp_path / "mine.db"), "-o", str(tmp_path / "mine.html")]) == 2
    assert "holds other documents" in capsys.readouterr().err


def test_every_demo_document_says_where_its_facts_are_from() -> None:
    lines = [json.loads(line) for line in DOCUMENTS.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 79
    assert all(line["source_facts"] for line in lines)


def on_a_terminal(folder: Path, columns: int, *arguments: str) -> str:
    """What ``kg`` writes on a terminal of so many columns."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns)}
    command = [sys.executable, "-m", "kg", *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=child, stderr=child, stdin=child, env=environment) as process:
        os.close(child)
        written = b""
        try:
            while part := os.read(parent, 65536):
                written += part
        except OSError:
            pass  # The terminal is gone when the command has ended.
        assert process.wait() == 0
    os.close(parent)
    return written.decode()


def test_a_table_fits_the_terminal(folder: Path) -> None:
    written = on_a_terminal(folder, 60, "query", "deals-of", "--organization", "Servier")
    assert "Servier" in written
    assert max(len(line) for line in written.splitlines()) <= 60 + len("\x1b[1m\x1b[0m") * 10


def test_progress_is_shown_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    written = on_a_terminal(tmp_path, 100, "ingest", str(folder / "releases"))
    assert "reading" in written
    assert f"{SOME}/{SOME}" in written


def test_no_words_at_all_show_the_help(run: Run) -> None:
    assert run() == run("--help")
    assert "kg demo" in run()


def test_the_module_runs_as_a_program(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kg ")
