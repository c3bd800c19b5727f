"""Fixtures that several test files share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg.store import Store
from ontology.records import Document, Reading, Record

DATA = Path(__file__).parent / "data"

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the property tests of the store at their full counts")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the property tests run at their full counts."""
    return bool(request.config.getoption("--full"))


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
