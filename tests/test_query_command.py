"""``kg query``: formats, files, sentences, parts of names, completion in shells, errors that point at the place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from tellings import appointed, told

from kg.cli import main
from kg.explain import explained
from kg.store import Store

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk."""
    path = tmp_path_factory.mktemp("query") / "s.db"
    with Store(path) as store:
        names = ("=Massachusetts General Hospital/Mass General", "Servier")
        store.ingest([appointed(), told("b", "Mayo Clinic/Mayo", "Servier", deal="license"), told("c", *names, deal="license")])
    return path


def asked(path: Path, *words: str, status: int = 0) -> None:
    assert main(["query", "--store", str(path), *words]) == status


def test_explain_adds_document_and_sentence_to_every_row(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(path, "deals-of", "--organization", "MaSTherCell", "--explain", "--format", "csv")
    header, row = capsys.readouterr().out.splitlines()
    assert header.endswith(",deal,document,sentence")
    assert 'servier-masthercell,"🧬 Servier appoints MaSTherCell SA for UCART19' in row


def test_two_organizations_are_explained_by_a_deal_of_both(path: Path) -> None:
    with Store(path, read_only=True) as store:
        table = explained(store, store.query("who-with-whom", organization="MaSTherCell"))
        assert [row.document for row in table] == ["servier-masthercell"]
        counted = explained(store, store.query("deals-by-type-and-status"))
        assert {row.sentence for row in counted} == {None}


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "md", "txt", "xlsx"])
def test_an_answer_is_saved_in_the_format_of_the_ending(
    path: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"answer.{ending}"
    asked(path, "organizations", "--save", str(target), "--limit", "3")
    assert f"3 rows in {target}" in capsys.readouterr().err
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(target)["answer"]
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][:2] == ("name", "kind")
        assert len(rows) == 4
    else:
        assert "Servier" in target.read_text(encoding="utf-8")


def test_text_in_a_workbook_is_never_a_formula(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    asked(path, "partners-of", "--organization", "Servier", "--save", str(target))
    cells = [cell for row in openpyxl.load_workbook(target)["answer"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=Massachusetts General Hospital" in [cell.value for cell in cells]


def test_pages_of_rows(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(path, "organizations", "--format", "csv")
    whole = capsys.readouterr().out.splitlines()[1:]
    pages = []
    for offset in range(0, len(whole), 2):
        asked(path, "organizations", "--format", "csv", "--limit", "2", "--offset", str(offset))
        pages += capsys.readouterr().out.splitlines()[1:]
    assert pages == whole


def test_a_part_of_a_name_is_enough_and_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(path, "deals-of", "--organization", "masther", "--format", "jsonl")
    captured = capsys.readouterr()
    assert '"type": "manufacturing"' in captured.out
    assert captured.err == "masther: MaSTherCell SA\n"


@pytest.mark.parametrize(
    ("query", "line", "marked"),
    [
        ("SELECT ?x {\n ?x a bp:Deal ;", " ?x a bp:Deal ;", 15),
        ("SELECT ?x { ?x a bpp:Deal }", "did you mean bp:?", 25),
        ("SELEC ?x { ?x a bp:Deal }", "did you mean SELECT?", 0),
        ("SELECT ?n (COUNT(?x) AS ?c) { ?x a ?n }", "must stand in GROUP BY", 39),
    ],
)
def test_a_malformed_query_is_shown_with_a_mark_at_the_place(
    path: Path, capsys: pytest.CaptureFixture[str], query: str, line: str, marked: int
) -> None:
    asked(path, query, status=2)
    error, *excerpt = capsys.readouterr().err.splitlines()
    assert error.startswith("kg: ")
    assert line in "\n".join([error, *excerpt])
    assert excerpt[-1] == " " * marked + "^"


def shell(path: Path, words: list[str], kind: str = "bash") -> str:
    complete = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "_KG_COMPLETE": f"{kind}_complete"}
    environment = {**os.environ, **complete, "KG_STORE": str(path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        (["kg", "que"], "query"),
        (["kg", "query", "dea"], "deals-of"),
        (["kg", "query", "deals-of", "--org"], "--organization"),
        (["kg", "query", "deals-of", "--organization", "mass"], "massachusetts-general-hospital"),
        (["kg", "query", "deals-of", "--organization", "general"], "massachusetts-general-hospital"),
        (["kg", "query", "deals-of", "--therapy", "car"], "car-t"),
        (["kg", "query", "evidence-of", "--deal", "masther"], "masthercell--servier--manufacturing"),
        (["kg", "query", "documents", "--document", "servier"], "servier-masthercell"),
    ],
)
def test_a_shell_completes_queries_parameters_and_names(path: Path, words: list[str], proposed: str) -> None:
    assert any(proposed in line for line in shell(path, words).splitlines())


def test_what_a_shell_completes_is_taken(path: Path) -> None:
    with Store(path, read_only=True) as store:
        assert store.query("deals-of", organization="massachusetts-general-hospital").read_as == ()


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", kind]) == 0
    assert f"_KG_COMPLETE={kind}_complete" in capsys.readouterr().out


def test_bash_completes_with_the_script(path: Path, tmp_path: Path) -> None:
    (tmp_path / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    (tmp_path / "kg").chmod(0o755)
    code = 'eval "$(kg completion bash)"; COMP_WORDS=(kg query deals-of --organization mass); COMP_CWORD=4'
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "KG_STORE": str(path)}
    done = subprocess.run(
        ["bash", "-c", f"{code}; _kg_completion kg; printf '%s\\n' \"${{COMPREPLY[@]}}\""],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "massachusetts-general-hospital" in done.stdout.splitlines()
