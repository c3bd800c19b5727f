"""The facts are a pure function of what documents say and people decide, whatever happened before.

``pytest tests/test_purity.py --full`` runs the full counts: 200 histories of 30 steps, 50 orders of the demo.
"""

from __future__ import annotations

import random

import pytest
from histories import step
from tellings import told

from kg.store import Store
from ontology.records import Reading


def test_any_history_leaves_what_its_documents_and_decisions_give(full: bool) -> None:
    for seed in range(200 if full else 12):
        chance, store = random.Random(seed), Store()
        done = []
        for number in range(30):
            done.append(step(chance, store))
            if full or number % 10 == 9:
                assert not store.rebuild(), f"seed {seed}: the facts differ after {done}"
        assert store.check() == [], f"seed {seed}"
        fresh = Store()
        fresh.decide(store.decisions())
        fresh.ingest(store.reading(one.doc) for one in reversed(store.documents()))
        assert fresh.hash() == store.hash(), f"seed {seed}: another order gives other facts after {done}"


def test_taking_back_every_decision_leaves_what_was_before_them(full: bool) -> None:
    for seed in range(60 if full else 6):
        chance, store = random.Random(f"undo {seed}"), Store()
        while len(store.documents()) < 6:
            step(chance, store)
        while store.decisions():
            store.curator("ann").undo()
        before = store.hash()
        for _ in range(40):
            documents = {one.doc: store.reading(one.doc) for one in store.documents()}
            step(chance, store)
            for one in store.documents():
                if one.doc not in documents:
                    store.remove(one.doc)
            store.ingest(documents.values())
        while store.decisions():
            store.curator("ben").undo(chance.choice(store.decisions()).number)
        assert store.hash() == before, f"seed {seed}"


def test_any_order_and_any_batches_of_the_demo_give_the_same_facts(
    gold_store: Store, gold_readings: list[Reading], full: bool
) -> None:
    for seed in range(50 if full else 3):
        chance, store = random.Random(seed), Store()
        waiting = chance.sample(gold_readings, len(gold_readings))
        while waiting:
            size = chance.randint(1, 30)
            store.ingest(waiting[:size])
            waiting = waiting[size:]
        assert store.hash() == gold_store.hash(), f"seed {seed}"


@pytest.mark.parametrize("seed", range(3))
def test_removing_half_of_the_demo_leaves_what_the_other_half_gives(gold_readings: list[Reading], seed: int) -> None:
    chance, store, half = random.Random(seed), Store(), Store()
    gone = {one.document.doc for one in chance.sample(gold_readings, 40)}
    store.ingest(gold_readings)
    for doc in sorted(gone):
        store.remove(doc)
    half.ingest(one for one in gold_readings if one.document.doc not in gone)
    assert store.hash() == half.hash()


def test_the_second_of_two_deals_takes_the_name_of_the_first_when_that_is_removed() -> None:
    store, second = Store(), Store()
    later = told("b", "Orvane Bio", "Zeldon", deal="license", date="2022-05-01")
    store.ingest([told("a", "Orvane Bio", "Zeldon", deal="license", date="2020-05-01"), later])
    assert len(store.query("deals")) == 2
    store.remove("a")
    second.ingest([later])
    assert store.hash() == second.hash()
