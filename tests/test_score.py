"""The figures of ``extract.score`` are those of the contract's own scorer, on every set and on anything else."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import contract, shared
from strategies import NAMES, records

from extract.corpus import FOLDER
from extract.score import MEASURES, score
from extract.score_counts import Count
from ontology.records import Record

SETS = ("seeds", "dev", "train", "authored", "demo", "institutions", "traps", "wires")
SAME_KINDS = {
    "organizations missed": "organizations missed",
    "organizations spurious": "organizations spurious",
    "types wrong": "organization types wrong",
    "roles wrong": "roles wrong",
    "deal types wrong": "deal types wrong",
    "pairs missed": "pairs missed",
    "pairs spurious": "pairs spurious",
    "therapies missed": "therapies missed",
    "therapies spurious": "therapies spurious",
}
"""The contract's names of errors and ours."""


def gold_of(path: Path) -> dict[str, Record]:
    found = (Record.model_validate_json(line) for line in path.read_text("utf-8").split("\n") if line.strip())
    return {record.doc: record for record in found}


def plain(some: dict[str, Record]) -> dict[str, dict[str, Any]]:
    return {doc: json.loads(record.to_json()) for doc, record in some.items()}


def agree(gold: dict[str, Record], predicted: dict[str, Record]) -> None:
    """Hold that both scorers say the same, figure by figure and error by error."""
    expected, errors = contract("score").score(plain(gold), plain(predicted))
    found = score(gold, predicted)
    assert found.table() == expected
    kinds = Counter(one.kind for one in found.differences())
    assert {ours: kinds[ours] for ours in SAME_KINDS.values()} == {
        ours: len(errors.get(theirs, [])) for theirs, ours in SAME_KINDS.items()
    }


def worsened(record: Record, seed: int) -> Record:
    """The record with things dropped, renamed and relabelled, as a poor extractor might deliver it."""
    chance = random.Random(f"{record.doc} {seed}")
    fields = json.loads(record.to_json())
    renamed: dict[str, str] = {}
    for one in fields["organizations"]:
        if chance.random() < 0.3:
            renamed[one["name"]] = chance.choice(
                [f"The {one['name']} Inc.", one["name"].split()[0] + " Elsewhere", one["name"].upper()]
            )
        if chance.random() < 0.2:
            one["type"] = chance.choice(["pharma", "cdmo", None])
        if chance.random() < 0.2:
            one["aliases"] = one["aliases"][1:]
    names = {one["name"] for one in fields["organizations"]}
    renamed = {old: new for old, new in renamed.items() if new not in names and list(renamed.values()).count(new) == 1}
    for deal in fields["deals"]:
        if chance.random() < 0.3:
            deal["types"] = [chance.choice(["license", "manufacturing", "investment"])]
        if chance.random() < 0.2:
            deal["status"] = chance.choice(["prior", "announced"])
        if chance.random() < 0.2:
            roles = [party["role"] for party in deal["parties"]]
            for party, role in zip(deal["parties"], reversed(roles), strict=True):
                party["role"] = role
        for amount in deal["amounts"]:
            if chance.random() < 0.3:
                amount["value"] *= 10
    for key in ("deals", "people", "therapies", "products", "indications"):
        fields[key] = [one for one in fields[key] if chance.random() < 0.8]
    text = json.dumps(fields)
    for old, new in renamed.items():
        text = text.replace(json.dumps(old), json.dumps(new))
    return Record.model_validate_json(text)


@pytest.mark.parametrize("name", SETS)
def test_gold_against_itself_is_without_error(name: str) -> None:
    gold = gold_of(shared() / "gold" / f"{name}.jsonl")
    agree(gold, gold)
    assert list(score(gold, gold).differences()) == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", range(3))
def test_figures_agree_with_the_contract_on_every_set(name: str, seed: int) -> None:
    gold = gold_of(shared() / "gold" / f"{name}.jsonl")
    predicted = {doc: worsened(record, seed) for doc, record in gold.items()}
    agree(gold, predicted)
    agree(gold, dict(list(predicted.items())[::2]))


def test_figures_agree_with_the_contract_on_what_ships() -> None:
    for path in sorted(FOLDER.glob("*.jsonl")):
        if not path.stem.endswith("_texts"):
            gold = gold_of(path)
            agree(gold, {doc: worsened(record, 7) for doc, record in gold.items()})


@settings(max_examples=300)
@given(st.data())
def test_figures_agree_with_the_contract_on_anything(data: st.DataObject) -> None:
    documents = data.draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True))
    name = data.draw(st.sampled_from([None, st.sampled_from(NAMES)]))
    strategy = records if name is None else lambda doc: records(doc, name)
    gold = {doc: data.draw(strategy(doc)) for doc in documents}
    predicted = {doc: data.draw(strategy(doc)) for doc in [*documents[1:], "elsewhere"]}
    agree(gold, predicted)


@given(st.data())
def test_a_score_is_the_sum_of_its_documents(data: st.DataObject) -> None:
    gold = {doc: data.draw(records(doc, st.sampled_from(NAMES))) for doc in "ab"}
    predicted = {doc: data.draw(records(doc, st.sampled_from(NAMES))) for doc in "ab"}
    whole = score(gold, predicted).figures()
    parts = [score({doc: gold[doc]}, predicted).figures() for doc in "ab"]
    assert whole == {measure: parts[0][measure] + parts[1][measure] for measure in MEASURES}


@given(st.data())
def test_the_types_add_up(data: st.DataObject) -> None:
    gold, predicted = ({"a": data.draw(records("a", st.sampled_from(NAMES)))} for _ in range(2))
    scored = score(gold, predicted)
    pairs, by_type = scored.figures()["pairs"], scored.by_type()
    assert isinstance(pairs, Count)
    assert (
        max((one.gold for one in by_type.values()), default=0)
        <= pairs.gold
        <= sum(one.gold for one in by_type.values())
    )
    assert sum(one.predicted for one in by_type.values()) >= pairs.predicted
