"""Data flows one way, imports the other: ontology <- extract <- kg."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {"ontology": {"ontology"}, "extract": {"ontology", "extract"}, "kg": {"ontology", "extract", "kg"}}
HEAVY = ("spacy", "rdflib", "networkx", "pyoxigraph", "numpy", "trafilatura", "pydantic", "rich")


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports anywhere, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_go_one_way(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    for path in files:
        assert imported(path) & set(ALLOWED) <= ALLOWED[package], path


def test_the_ontology_needs_pydantic_and_rdflib_only() -> None:
    for path in (ROOT / "ontology").rglob("*.py"):
        assert imported(path) <= {*sys.stdlib_module_names, "ontology", "pydantic", "rdflib"}, path


@pytest.mark.parametrize("statement", ["import kg, extract", "from kg.cli import main; main(['--help'])"])
def test_nothing_heavy_is_loaded_before_it_is_needed(statement: str) -> None:
    code = f"{statement}; import sys; sys.exit(' '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("package", ["kg", "extract"])
def test_every_public_name_has_its_home(package: str) -> None:
    module = __import__(package)
    assert all(callable(getattr(module, name)) for name in module.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = module.nothing
