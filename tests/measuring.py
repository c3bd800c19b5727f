"""Measures the extraction with the contract's own scorer on the annotated sets that lie beside the checkout."""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from extract import read
from extract.corpus import FOLDER, HARD, held_back
from ontology.records import Reading

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
FLOORS = DATA / "floors.json"
SETS = ("seeds", "rewordings", "held-back", "hard", "dev", "traps")
HELD_BACK = "held-back"
"""The part of the set "authored" that is kept out of training; of "hard" what it says of names and deals is."""
MEASURES = (
    "organizations", "organization_types", "pairs", "typed_pairs", "prior_pairs", "roles", "therapies", "products",
    "indications", "amounts", "people", "people_org",
)  # fmt: skip
FALSE_DEALS = "false_deals"
"""Deals found in documents that tell of none, per 100 of these: the one figure that is good when it is low."""

Figures = dict[str, float]


def shared() -> Path:
    """The folder with contract, annotated sets and seeds: PARTNERSHIPS_SHARED, else ``shared`` beside the checkout."""
    folder = Path(os.environ.get("PARTNERSHIPS_SHARED") or ROOT.parent / "shared")
    missing = [name for name in ("contract", "gold", "seeds") if not (folder / name).is_dir()]
    if missing:
        raise FileNotFoundError(
            f"{folder} holds no {', '.join(missing)}: the annotated documents are not there; "
            "set PARTNERSHIPS_SHARED to their folder or put it beside the checkout"
        )
    return folder


@cache
def contract(name: str) -> ModuleType:
    """The contract's own script ``NAME.py`` as a module."""
    path = shared() / "contract" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"contract_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(name: str) -> tuple[list[Path], list[Path]]:
    """The files of a set: those to read and those with the gold records."""
    if name == "seeds":
        return [shared() / "seeds"], [shared() / "gold" / "seeds.jsonl"]
    if name == "rewordings":
        texts = sorted(DATA.glob("rewordings*_texts.jsonl"))
    elif name == "hard":
        texts = [FOLDER / f"{one}_texts.jsonl" for one in HARD]
    elif name == HELD_BACK:
        texts = [FOLDER / "authored_texts.jsonl"]
    else:
        texts = [shared() / "gold" / f"{name}_texts.jsonl"]
    return texts, [path.with_name(path.name.replace("_texts", "")) for path in texts]


def gold(name: str) -> dict[str, dict[str, Any]]:
    """The gold records of a set by document."""
    lines = [line for path in annotated(name)[1] for line in path.read_text("utf-8").split("\n") if line.strip()]
    records = {record["doc"]: record for record in map(json.loads, lines)}
    return {doc: record for doc, record in records.items() if _belongs(doc, name)}


def _belongs(doc: str, name: str) -> bool:
    return name != HELD_BACK or doc in {document.doc for document, _ in held_back()}


@cache
def readings(name: str) -> dict[str, Reading]:
    """What the default pipeline reads in a set, by document."""
    found = {}
    for reading in read(annotated(name)[0]):
        assert isinstance(reading, Reading), reading
        if not _belongs(reading.document.doc, name):
            continue
        found[reading.document.doc] = reading
    return found


@cache
def table(name: str) -> tuple[dict[str, dict[str, float]], dict[str, list[Any]]]:
    """The scorer's table for a set and the errors that it lists."""
    expected = gold(name)
    predicted = {doc: json.loads(reading.record.to_json()) for doc, reading in readings(name).items()}
    assert set(expected) == set(predicted), f"{name}: texts and gold records are not of the same documents"
    rows, errors = contract("score").score(expected, predicted)
    return rows, errors


def figures(name: str) -> Figures:
    """One figure a measure: F1 or share that is right, three places; of ``false_deals`` how many per 100 documents.

    A measure of which the gold records hold nothing is left out.
    """
    rows, _ = table(name)
    found = {}
    for measure in MEASURES:
        row = rows[measure]
        if row.get("gold", row.get("of")):
            found[measure] = round(row.get("f1", row.get("accuracy", 0.0)), 3)
    if rows[FALSE_DEALS]["of"]:
        found[FALSE_DEALS] = round(rows[FALSE_DEALS]["per_100_documents"], 2)
    return found


def floors() -> dict[str, Figures]:
    """The figures of the last measurement, set by set."""
    found: dict[str, Figures] = json.loads(FLOORS.read_text("utf-8"))
    return found
