"""What documents word of a deal becomes a fact about it, and goes with the document that says it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.exports import export
from kg.importing import import_file
from kg.store import Store
from kg.wordings import scales, stages, withheld
from ontology.records import Deal, Document, Organization, Party, Reading, Record, Span

SENTENCE = "Velt will make clinical material of the vaccine for Orvane's phase II trial."


def reading(doc: str, end: str = "", *, kind: str = "manufacturing", quoted: str = SENTENCE) -> Reading:
    """A deal told in one sentence, of which some words are its evidence, with more text after it."""
    text = f"{SENTENCE} {end}"
    start = text.index(quoted)
    deal = Deal(
        types=(kind,),
        parties=(Party(organization="Velt", role="provider"), Party(organization="Orvane", role="client")),
        evidence=(Span(start=start, end=start + len(quoted)),),
    )
    named = Organization(name="Velt", type="cdmo"), Organization(name="Orvane")
    record = Record(doc=doc, date="2024-03-01", organizations=named, deals=(deal,))
    return Reading(document=Document(doc=doc, text=text), record=record)


def worded(store: Store, name: str) -> Sequence[object]:
    return store.sparql(f"SELECT ?words {{ ?deal a bp:Deal ; bp:{name} ?words }} ORDER BY ?words").column("words")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("a Phase 1/2 study", ("phase 1", "phase 2")),
        ("a Phase III trial ahead of launch", ("commercial", "phase 3")),
        ("the phase IV of a pre-clinical programme", ("preclinical",)),
        ("phase 12", ()),
    ],
)
def test_the_stages_that_a_sentence_names(sentence: str, expected: tuple[str, ...]) -> None:
    assert stages([sentence]) == expected


def test_the_scales_of_several_sentences_are_named_once() -> None:
    assert scales(["technology transfer", "for launch", "Commercial supply"]) == ("commercial", "process development")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Financial terms of the agreement were not disclosed.", True),
        ("The price hasn't been made public.", True),
        ("for an undisclosed upfront payment", True),
        ("Terms apply. It was not announced where.", False),
    ],
)
def test_terms_that_are_held_back(text: str, expected: bool) -> None:
    assert withheld(text) is expected


def test_a_deal_bears_what_its_sentences_and_documents_say() -> None:
    store = Store()
    store.ingest([reading("a", "Terms were not disclosed.")])
    assert worded(store, "stage") == ["phase 2"]
    assert worded(store, "scale") == ["clinical"]
    assert worded(store, "disclosure") == ["undisclosed"]
    assert store.query("who-makes-what").column("scale") == ["clinical"]
    assert store.query("terms-of-deals").column("terms") == ["undisclosed"]


def test_only_its_own_words_count_and_only_what_is_made_has_a_scale() -> None:
    store = Store()
    store.ingest([reading("a", kind="services", quoted="Orvane's phase II trial")])
    assert worded(store, "stage") == ["phase 2"]
    assert worded(store, "scale") == worded(store, "disclosure") == []
    assert store.query("terms-of-deals").column("terms") == ["not mentioned"]


def test_words_go_with_their_document_and_come_back_with_it() -> None:
    store, once = Store(), Store()
    store.ingest([reading("a", quoted="Velt will make"), reading("b", "Terms were not disclosed.")])
    once.ingest([reading("a", quoted="Velt will make")])
    assert worded(store, "disclosure") == ["undisclosed"]
    before = store.hash()
    store.remove("b")
    assert store.hash() == once.hash()
    assert worded(store, "stage") == worded(store, "disclosure") == []
    store.ingest([reading("b", "Terms were not disclosed.")])
    assert store.hash() == before


def test_words_survive_a_file(tmp_path: Path) -> None:
    store, again = Store(), Store()
    store.ingest([reading("a", "Terms were not disclosed.")])
    export(store, tmp_path / "facts.trig", "trig")
    import_file(again, tmp_path / "facts.trig")
    assert again.hash() == store.hash()
    assert worded(again, "scale") == ["clinical"]
    assert again.check() == []
