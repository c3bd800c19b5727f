"""Every error is one clear line on standard error, with exit status 2 (1 where the rest was done)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from kg import Store
from ontology import errors

STORY = "Orvane Bio signs with Telmark\n\nBASEL, June 5, 2023 — Orvane Bio licensed a CAR-T therapy from Telmark AG.\n"



@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store in the folder where ``run`` runs."""
    path = tmp_path / "partners.db"
    Store(path).close()
    return path


def refused(result: tuple[int, str, str], *parts: str) -> None:
    """Hold that a command did nothing and said why in one line."""
    status, out, err = result
    assert status == 2, (out, err)
    assert out == "" or out.endswith("1 failed\n")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    for part in parts:
        assert part in err


BAD_FILES = {
    "empty": (b"", "empty"),
    "blank": (b" \n \n", "empty"),
    "binary": (b"Orvane\x00\x01\x02\x03", "binary"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "wrong-encoding": (bytes(range(128, 256)) * 3, "not UTF-8"),
    "damaged-utf-8": ("Société — “cell therapy”".encode() + b"\xe2\x80", "damaged UTF-8"),
}


@pytest.mark.parametrize("command", ["ingest", "extract"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_is_no_text(run: Run, tmp_path: Path, command: str, kind: str) -> None:
    content, expected = BAD_FILES[kind]
    (tmp_path / "bad.txt").write_bytes(content)
    refused(run(command, "bad.txt"), "bad.txt", expected)


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_a_missing_file(run: Run, tmp_path: Path, command: str) -> None:
    refused(run(command, "missing.txt"), "missing.txt: no such file or folder")
    assert not (tmp_path / "partners.db").exists()


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_a_folder_without_documents(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.png").write_bytes(b"\x89PNG")
    refused(run(command, "pictures"), "pictures: the folder holds no documents")


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_a_kind_of_file_that_no_reader_knows(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "deck.pptx").write_bytes(b"PK\x03\x04")
    refused(run(command, "deck.pptx"), "deck.pptx: no reader for '.pptx'", ".jsonl")


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_one_bad_document_in_a_folder_does_not_stop_the_others(run: Run, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x00\x01")
    (folder / "c.txt").write_text(STORY, encoding="utf-8")
    status, out, err = run(command, "releases")
    assert status == 1
    assert err.startswith("kg: releases/b.txt: this is a binary file")
    assert err.count("\n") == 1
    assert ("2 added" in out and "1 failed" in out) if command == "ingest" else out.count("\n") == 2


@pytest.mark.parametrize(
    "command",
    [("query", "deals-of"), ("query", "SELECT * { ?s ?p ?o }"), ("stats",), ("clusters",), ("view",), ("check",)],
)
def test_a_store_that_is_not_there(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    refused(run(*command), "partners.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("ingest", "story.txt"), ("stats",), ("demo",)])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_path_that_is_no_store(run: Run, tmp_path: Path, command: tuple[str, ...], kind: str) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    if kind == "file":
        (tmp_path / "partners.db").write_text("my notes", encoding="utf-8")
    else:
        (tmp_path / "partners.db").mkdir()
        (tmp_path / "partners.db" / "notes.txt").write_text("my notes", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    refused(run(*command), "partners.db")
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.fixture
def writer(store: Path) -> Iterator[None]:
    """Another process that has the store open for writing."""
    code = "import sys; from kg import Store; store = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, store]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        yield
        process.communicate()


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize("command", [("ingest", "story.txt"), ("demo",), ("rebuild",)])
def test_a_store_that_another_process_writes_to(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    refused(run(*command), "partners.db", "another process")


@pytest.mark.usefixtures("store")
def test_an_unknown_query_names_the_nearest(run: Run) -> None:
    refused(run("query", "deal-of"), "deal-of", "deals-of")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("query", ["SELECT ?x WHERE { ?x ", "SELEKT ?x { }", "SELECT ?x { ?x nothing:here ?y }"])
def test_malformed_sparql(run: Run, tmp_path: Path, query: str) -> None:
    """One line says what is wrong; the line of the query and a mark under the place follow."""
    (tmp_path / "question.rq").write_text(query, encoding="utf-8")
    for words in (("query", query), ("query", "-f", "question.rq")):
        status, out, err = run(*words)
        message, line, mark = err.splitlines()
        assert line == query
        assert mark.strip() == "^"
        refused((status, out, f"{message}\n"))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "command",
    [
        ("query", "deals-of", "--nothing", "x"),
        ("query", "-f", "missing.rq"),
        ("query", "-f", "a.rq", "deals-of"),
        ("clusters", "--kind", "people"),
        ("extract", "--processes", "0", "x.txt"),
        ("remove", "nothing-of-this-name"),
        ("qery",),
        ("ingest",),
        ("--stroe",),
    ],
)
def test_wrong_words_on_the_command_line(run: Run, command: tuple[str, ...]) -> None:
    refused(run(*command))


@pytest.mark.usefixtures("store")
def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    refused(run("extract", "story.txt", "-o", "no/such/folder.jsonl"), "no/such/folder.jsonl")
    refused(run("view", "-o", "no/such/page.html"), "no/such/page.html")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    command = f"'{sys.executable}' -m kg extract story.txt | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_every_error_of_the_tree_is_drawn() -> None:
    drawn = errors.__doc__ or ""
    tree = [name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert all(name in drawn for name in tree)
