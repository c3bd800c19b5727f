"""The README is tested from the README: its shell and Python blocks run, and it names what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.sources import documents
from kg.cli import cli
from kg.commands.demo import DOCUMENTS
from kg.queries import named, names
from ontology.records import Document

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(shell|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(found.group(1), found.group(2)) for found in BLOCK.finditer(README)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user has it: some press releases in ``releases/``."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "releases").mkdir()
    for document in list(documents(DOCUMENTS))[:5]:
        assert isinstance(document, Document)
        (folder / "releases" / f"{document.doc}.txt").write_text(document.text, encoding="utf-8")
    return folder


def run(folder: Path, language: str, code: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-euo", "pipefail", "-c", code] if language == "shell" else [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_every_block_runs_in_the_order_of_the_text(folder: Path) -> None:
    assert {language for language, _ in BLOCKS} == {"shell", "python"}
    for language, code in BLOCKS:
        run(folder, language, code)
    assert (folder / "partners.html").stat().st_size > 0


def test_the_first_screen_has_five_lines_of_each() -> None:
    for language in ("shell", "python"):
        first = next(code for one, code in BLOCKS if one == language)
        lines = [line for line in first.splitlines() if line.strip() and not line.startswith("import")]
        assert len(first.splitlines()) == 5 or len(lines) == 5


def test_every_command_and_query_is_named() -> None:
    for command in cli.commands:
        assert f"kg {command}" in README
    for name in names():
        assert f"| `{name}` | {named(name).summary} |" in README


def test_every_link_and_picture_into_the_project_is_there() -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target
