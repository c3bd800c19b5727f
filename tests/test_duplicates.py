"""One release on several wires is one source in several places."""

from __future__ import annotations

import random

import pytest

from extract.corpus import FOLDER, read_corpus
from kg.duplicates import bands, one_release, runs
from kg.store import Store
from ontology.records import Document, Reading, Record

STORIES = {document.doc: document.text for document, _ in read_corpus(FOLDER, "wires")}
NAMES = sorted(STORIES)[:40]
WIRES = (
    ("BASEL, Switzerland, March 3, 2022 /PRNewswire/ -- ", ""),
    ("BASEL, Switzerland--(BUSINESS WIRE)-- ", "\n\nContacts\nMedia: press@example.org\nView source version on a site\n"),
    ("March 03, 2022 07:00 ET | Source: Example – ", "\n\nAbout the newswire\nIt distributes news in 40 countries.\n"),
    ("", "\n\nForward-Looking Statements\nThis release contains statements about the future that may not come true.\n"),
    ("(Basel) — ", "\n\nMedia contacts:\nJane Doe, +41 61 000 00 00\n"),
)


def on_wire(text: str, wire: int) -> str:
    title, _, body = text.partition("\n\n")
    before, after = WIRES[wire]
    return f"{title}\n\n{before}{body}{after}"


def reading(doc: str, text: str, date: str | None = "2022-03-03") -> Reading:
    return Reading(document=Document(doc=doc, text=text), record=Record(doc=doc, date=date))


def releases(store: Store) -> dict[str, str]:
    rows = store.sparql("SELECT ?id ?release { ?document dcterms:identifier ?id ; bp:release ?release }").rows
    return {str(doc): str(release) for doc, release in rows}


def test_one_release_on_five_wires_is_one_source_in_five_places() -> None:
    store = Store()
    for place, name in enumerate(NAMES[:8]):
        store.ingest(reading(f"{place}-{wire}", on_wire(STORIES[name], wire)) for wire in range(5))
    found = releases(store)
    assert len(found) == 40
    assert len(set(found.values())) == 8
    assert all(found[f"{place}-{wire}"].endswith(f"/{place}-0") for place in range(8) for wire in range(5))
    assert not store.rebuild()
    assert store.check() == []


def test_different_stories_are_different_releases() -> None:
    store = Store()
    store.ingest(reading(name, STORIES[name]) for name in NAMES)
    assert len(set(releases(store).values())) == len(NAMES)


def test_the_same_words_a_year_later_are_another_release() -> None:
    text = STORIES[NAMES[0]]
    assert one_release(text, "2022-03-03", text, "2022-03-05")
    assert one_release(text, None, text, "2022-03-05")
    assert not one_release(text, "2021-03-03", text, "2022-03-03")


@pytest.mark.parametrize("text", ["", "Short.", "About us\nForward-looking statements\n"])
def test_a_text_too_short_to_tell_is_like_none(text: str) -> None:
    assert runs(text) == frozenset()
    assert bands(text) == ()
    assert not one_release(text, None, text, None)


def test_any_order_of_coming_and_going_gives_the_same_releases() -> None:
    copies = [reading(f"{place}-{wire}", on_wire(STORIES[NAMES[place]], wire)) for place in range(3) for wire in range(4)]
    for seed in range(4):
        chance, store = random.Random(seed), Store()
        store.ingest(chance.sample(copies, len(copies)))
        for one in chance.sample(copies, 5):
            store.remove(one.document.doc)
            assert not store.rebuild()
        for one in chance.sample(copies, 6):
            store.ingest([reading(one.document.doc, STORIES[chance.choice(NAMES)])])
            assert not store.rebuild()
