"""The record of the contract: key order, references, vocabularies, and the way through JSON and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError
from strategies import readings

from ontology.records import Amount, Deal, Document, Mark, Organization, Party, Person, Reading, Record, Span

KEYS = [
    "doc", "title", "date", "organizations", "people", "programs", "facilities", "therapies", "products",
    "indications", "deals",
]  # fmt: skip
DEAL_KEYS = [
    "types", "status", "parties", "therapies", "products", "indications", "amounts", "date", "evidence", "confidence",
]  # fmt: skip


def record(**changes: Any) -> dict[str, Any]:
    """A small record as the contract writes it, with other values for some keys."""
    parties = [{"organization": "Acme Bio", "role": "licensee"}, {"organization": "Bolt", "role": "licensor"}]
    whole = {
        "doc": "a",
        "organizations": [{"name": "Acme Bio", "type": "biotech"}, {"name": "Bolt", "parent": "Acme Bio"}],
        "people": [{"name": "Ada Smith", "organization": "Bolt"}],
        "deals": [{"types": ["license"], "parties": parties}],
    }
    return whole | changes


def deal(**changes: Any) -> dict[str, Any]:
    """The same record with other values for some keys of its deal."""
    (listed,) = record()["deals"]
    return record(deals=[listed | changes])


@given(readings())
def test_a_reading_comes_back_from_its_json(reading: Reading) -> None:
    line = reading.record.to_json()
    assert "\n" not in line
    assert Record.model_validate_json(line) == reading.record
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


def test_json_has_the_keys_of_the_contract_in_its_order() -> None:
    written = json.loads(Record.model_validate(deal(amounts=[{"kind": "upfront", "value": 1.5e7}])).to_json())
    assert [key for key in written if key != "marks"] == KEYS
    assert list(written["organizations"][0]) == ["name", "aliases", "type", "parent", "location", "mentions", "confidence"]
    assert list(written["deals"][0]) == DEAL_KEYS
    assert list(written["deals"][0]["amounts"][0])[:3] == ["kind", "value", "currency"]


def test_a_whole_amount_is_an_integer() -> None:
    assert (
        Amount(kind="upfront", value=15e6, currency="USD")
        .model_dump_json()
        .startswith('{"kind":"upfront","value":15000000,')
    )
    assert Amount(kind="royalty", value=7.5).value == 7.5


@pytest.mark.parametrize("date", ["2017", "2017-09", "2017-09-20", "--09-20", "--02-29", "2024-02-29", None])
def test_dates_of_the_contract_are_taken(date: str | None) -> None:
    assert Record.model_validate(record(date=date)).date == date


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (record(date="20 September 2017"), "'20 September 2017' is not YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD"),
        (deal(date="2017-9"), "'2017-9' is not"),
        (deal(date="2017-02-31"), "'2017-02-31' is not in the calendar"),
        (record(date="2023-02-29"), "'2023-02-29' is not in the calendar"),
        (record(date="2017-13"), "'2017-13' is not in the calendar"),
        (record(date="--02-30"), "'--02-30' is not in the calendar"),
        (record(date="0000"), "'0000' is not in the calendar"),
        (record(therapies=["car-tee"]), "'car-tee' is no therapy type .did you mean 'car-t'"),
        (deal(therapies=["CAR T"]), "'CAR T' is no therapy type .did you mean 'car-t'"),
        (deal(types=["licence"]), "'licence' is no deal type .did you mean 'license'"),
        (deal(types=[]), "at least 1 item"),
        (deal(status="rumoured"), "'announced', 'expanded', 'completed', 'terminated' or 'prior'"),
        (deal(confidence=1.2), "less than or equal to 1"),
        (record(organizations=[{"name": "Acme Bio", "confidence": -0.1}]), "greater than or equal to 0"),
        (deal(parties=[{"organization": "Bolt", "role": "licensor"}]), "at least 2 items"),
        (deal(parties=[{"organization": "Bolt", "role": "boss"}] * 2), "'boss' is no role"),
        (deal(parties=[{"organization": "Bolt", "role": "partner"}] * 2), "'Bolt' is partner twice in one deal"),
        (deal(amounts=[{"kind": "bribe", "value": 1}]), "'bribe' is no amount kind"),
        (deal(amounts=[{"kind": "price", "value": float("inf")}]), "finite number"),
        (deal(amounts=[{"kind": "price", "value": float("nan")}]), "finite number"),
        (record(organizations=[{"name": "Bolt", "type": "startup"}]), "'startup' is no organization type"),
        (record(organizations=[{"name": "Bolt"}, {"name": "Bolt"}]), "a: an organization is listed twice"),
        (record(organizations=[{"name": "Bolt"}]), "a: organization 'Acme Bio' is referred to but not listed"),
        (record(people=[{"name": "Ada", "organization": "Cog"}]), "a: organization 'Cog' is referred to"),
        (record(programs=[{"name": "Alliances", "organization": "Cog"}]), "a: organization 'Cog' is referred to"),
        (record(facilities=[{"name": "Gidy", "organization": "Cog"}]), "a: organization 'Cog' is referred to"),
        (record(color="red"), "Extra inputs are not permitted"),
    ],
)
def test_a_record_that_breaks_the_contract_is_refused_with_the_offender(broken: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Record.model_validate(broken)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_an_empty_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end)


def test_models_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Document(doc="a", text="b").text = "c"


def test_spans_are_those_of_mentions_evidence_amounts_and_marks() -> None:
    one, two, three, four, five = (Span(start=place, end=place + 1) for place in range(5))
    parties = (Party(organization="A", role="partner"), Party(organization="B", role="partner"))
    amount = Amount(kind="total", value=1, evidence=(four,))
    whole = Record(
        doc="a",
        organizations=(Organization(name="A", mentions=(one,)), Organization(name="B")),
        people=(Person(name="Ada", mentions=(two,)),),
        deals=(Deal(types=("license",), parties=parties, evidence=(three,), amounts=(amount,)),),
        marks=(Mark(kind="therapy", value="car-t", start=five.start, end=five.end),),
    )
    assert sorted(span.start for span in whole.spans()) == [0, 1, 2, 3, 4]
