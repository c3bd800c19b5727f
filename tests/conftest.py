"""Fixtures that several test files share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg.cli import main
from kg.store import Store
from ontology.records import Document, Reading, Record

DATA = Path(__file__).parent / "data"
Run = Callable[..., tuple[int, str, str]]

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the property tests of the store at their full counts")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the property tests run at their full counts."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``kg`` in an empty folder; returns exit status, output and errors."""
    monkeypatch.chdir(tmp_path)
    for variable in ("KG_STORE", "KG_TRACEBACK"):
        monkeypatch.delenv(variable, raising=False)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture(scope="session")
def gold_readings() -> list[Reading]:
    """The demo's stories with their hand-made records (which have no offsets)."""
    return list(_gold())


@pytest.fixture(scope="session")
def gold_store(gold_readings: list[Reading]) -> Store:
    """A store in memory of the demo's hand-made records; tests must not change it."""
    store = Store()
    store.ingest(gold_readings)
    return store


def _gold() -> Iterator[Reading]:
    for line in (DATA / "demo_gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = Record.model_validate(json.loads(line))
        text = f"{record.title}\n\nThe story of {record.doc}."
        yield Reading(document=Document(doc=record.doc, text=text, title=record.title), record=record)
