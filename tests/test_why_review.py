"""How facts came about, and what somebody should look at."""

from __future__ import annotations

import pytest
from tellings import appointed, told

from kg.commands.curate import COMMANDS
from kg.review import review
from kg.store import Store
from kg.why import why
from ontology.errors import QueryError
from ontology.records import Reading


def doubtful() -> Store:
    store = Store()
    store.ingest(
        [
            told("a", "Orvane Pharmaceuticals", "Zeldon", deal="license", date="2020-05-01"),
            told("b", "Orvane", "Nordvik", deal="supply"),
            told("c", "Orvane", "Nordvik", deal="supply"),
        ]
    )
    return store


def test_a_merge_is_explained_down_to_the_sentences() -> None:
    store = Store()
    store.ingest([appointed(), told("b", "MaSTherCell Global")])
    rows = why(store, "MaSTherCell").records()
    assert ("servier-masthercell", "MaSTherCell SA") in {(row["document"], row["quote"]) for row in rows}
    [joined] = [row for row in rows if str(row["what"]).startswith("joined")]
    assert joined["what"] == "joined MaSTherCell SA = MaSTherCell Global"
    assert "well-known" in str(joined["reason"])


def test_a_deal_is_explained_by_its_tellings() -> None:
    store = Store()
    store.ingest(
        [
            told("a", "Zeldon", "Nordvik", deal="acquisition", date="2020-05-01"),
            told("b", "Zeldon", "Nordvik", deal="acquisition", date="2020-09-01", status="completed"),
            told("c", "Zeldon", "Nordvik", deal="acquisition", date="2023-09-01"),
        ]
    )
    [first, second] = sorted(map(str, store.query("SELECT ?d { ?d a bp:Deal }").column("d")))
    store.curator("ann").accept(first, why="I was there")
    rows = why(store, first).rows
    assert [row[0] for row in rows][:2] == ["announced 2020-05-01", "completed 2020-09-01"]
    assert ("joined announced 2020-05-01 = completed 2020-09-01", 0.793) in {tuple(row)[:2] for row in rows}
    assert str(rows[-1][2]).startswith("ann, ")
    assert str(rows[-1][2]).endswith(": I was there")
    assert len(why(store, second).rows) == 1


def test_what_is_not_there_cannot_be_explained() -> None:
    for thing in ("Nobody", "deal:nothing"):
        with pytest.raises(QueryError, match=thing.removeprefix("deal:")):
            why(doubtful(), thing)


def test_the_queue_asks_what_is_uncertain_and_touches_much() -> None:
    store = doubtful()
    [question] = review(store)
    assert question.about == "Orvane Pharmaceuticals = Orvane?"
    assert question.weight == 1.0
    assert question.command == "kg merge organization:orvane-pharmaceuticals organization:orvane"
    store.curator("ann").merge("organization:orvane-pharmaceuticals", "organization:orvane")
    assert review(store) == []


def test_decided_deals_are_not_asked_about_again(gold_readings: list[Reading]) -> None:
    store = Store()
    reading = appointed()
    deal = reading.record.deals[0].model_copy(update={"confidence": 0.6})
    store.ingest([reading.model_copy(update={"record": reading.record.model_copy(update={"deals": (deal,)})})])
    [question] = review(store)
    assert question.weight == 0.8
    store.curator("ann").accept(question.command.split()[-1])
    assert review(store) == []


def test_every_command_has_a_summary() -> None:
    assert all(command.help for command in COMMANDS)
