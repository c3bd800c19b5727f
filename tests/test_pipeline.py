"""Whatever the text: extraction gives one valid record whose every span is the words that it stands for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from measuring import DATA, ROOT
from strategies import anything, messy_texts

from extract import extract, read
from kg.store import Store
from ontology.records import Document, Reading, Record

RELEASE = """{one} and {two} Sign Manufacturing Agreement

BASEL, Switzerland, June 5, 2023 /PRNewswire/ -- {one}, a clinical-stage biotechnology company, today announced that it
has signed a manufacturing agreement with {two}, a contract development and manufacturing organization, for its
allogeneic CAR-T therapy. {two} will receive an upfront payment of $15 million.

“We are glad to work with {two},” said Jane Dorr, Ph.D., Chief Executive Officer of {one}.

About {one}
{one} is a clinical-stage biotechnology company. For more information, visit www.example.org.

About {two}
{two} is a contract manufacturer of cell therapies.
"""
ODD_NAMES = [
    "Zeldon <b>Bio</b>",
    "Zeldon & Sons",
    "Zeldon &amp; Sons",
    "Zeldon </script><script>alert(1)</script> Bio",
    'Zeldon "Quoted" Bio',
    "Zeldon} DROP ALL # Bio",
    "Zeldon ?s ?p ?o . Bio",
    "Zeldon\\u0022 Bio",
    "Zéldon Bió",
    "Zeldon 🧬 Bio",
    "Zeldon{one} Bio",
    "ZELDON BIO",
    "zeldon",
    "{}",
]

PLAIN_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))


def sound(document: Document, record: Record) -> None:
    """Hold what is true of every record."""
    text = document.text
    assert record.doc == document.doc
    assert Record.model_validate_json(record.to_json()) == record
    for span in record.spans():
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    for organization in record.organizations:
        assert organization.name.strip()
        assert organization.mentions
        assert len({(span.start, span.end) for span in organization.mentions}) == len(organization.mentions)
        assert len(set(organization.aliases)) == len(organization.aliases)
        forms = {organization.name, *organization.aliases}
        assert organization.name not in organization.aliases
        # Names are given with plain spaces, whatever kind of space the text has.
        plain = text.translate(PLAIN_SPACES)
        assert {span.of(plain) for span in organization.mentions} <= forms
        assert all(form in plain or form.replace("'", "’") in plain for form in forms)
    for person in record.people:
        assert person.mentions
        assert any(person.name.split()[-1] in span.of(text) for span in person.mentions)
    for mark in record.marks:
        assert (
            mark.value
            in {"therapy": record.therapies, "product": record.products, "indication": record.indications}[mark.kind]
        )
    for deal in record.deals:
        assert deal.evidence
        assert len({party.organization for party in deal.parties}) >= 2
        assert set(deal.therapies) <= set(record.therapies)
        assert set(deal.products) <= set(record.products)
        assert set(deal.indications) <= set(record.indications)


@settings(max_examples=80)
@given(messy_texts, st.one_of(st.none(), anything))
@example("", None)
@example(" " * 5000, None)
@example("\r\n" * 3000, None)
@example("\u2028\u2029\x85\x1c", "\u2028")
@example("&nbsp;&lt;Zeldon&gt; &amp;amp; Bio, Inc. &quot;signed&quot; with Orvane &#65; AG", None)
@example("🧬" * 300 + " Zeldon Bio, Inc. and Orvane AG signed a licence 👩🏽‍🔬.", None)
@example("ﬁ ℡ İ ẞ ǅ Zeldon Bio, Inc. licensed İstanbul Bio from ﬁrst Orvane AG.", None)
@example("A" * 300 + " " + "a." * 300, "A" * 300)
@example("Zeldon\u00a0Bio, Inc. und Zeldon\u200bBio\ufeff AG", None)
@example("\x00Zeldon Bio, Inc.\x00 signed with\x00Orvane AG.", None)
def test_any_text_gives_a_sound_record(text: str, title: str | None) -> None:
    document = Document(doc="any", text=text, title=title)
    sound(document, extract(document))


@settings(max_examples=25)
@given(messy_texts, messy_texts)
def test_noise_around_a_release_does_not_break_it(before: str, after: str) -> None:
    text = f"{before}\n\n{RELEASE.format(one='Zeldon Bio, Inc.', two='Orvane AG')}\n\n{after}"
    document = Document(doc="noise", text=text)
    sound(document, extract(document))


def test_the_release_itself_is_read() -> None:
    document = Document(doc="plain", text=RELEASE.format(one="Zeldon Bio, Inc.", two="Orvane AG"))
    record = extract(document)
    sound(document, record)
    assert {"Zeldon Bio, Inc.", "Orvane AG"} <= {one.name for one in record.organizations}
    assert [one.name for one in record.people] == ["Jane Dorr"]
    assert record.date == "2023-06-05"
    assert len(record.deals) == 1
    assert "manufacturing" in record.deals[0].types


@pytest.mark.parametrize("name", ODD_NAMES)
def test_markup_and_queries_in_names_are_harmless(name: str) -> None:
    document = Document(doc="odd <b> ?x", text=RELEASE.replace("{one}", name).replace("{two}", "Orvane AG"), title=name)
    record = extract(document)
    sound(document, record)
    with Store() as store:
        store.ingest([Reading(document=document, record=record)])
        assert store.check() == []
        assert store.reading(document.doc).record == record


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_kind_of_line_ends_does_not_matter(newline: str) -> None:
    text = RELEASE.format(one="Zeldon Bio, Inc.", two="Orvane AG")
    plain = extract(Document(doc="one", text=text))
    document = Document(doc="one", text=text.replace("\n", newline))
    record = extract(document)
    sound(document, record)
    if newline != "\r":
        assert [one.name for one in record.organizations] == [one.name for one in plain.organizations]
        assert [one.types for one in record.deals] == [one.types for one in plain.deals]


def test_same_input_same_bytes() -> None:
    paths = sorted(DATA.glob("rewordings*_texts.jsonl"))
    once, again = ("\n".join(one.record.to_json() for one in read(paths) if isinstance(one, Reading)) for _ in range(2))
    assert once
    assert once == again


def test_same_input_same_bytes_in_another_process() -> None:
    # Sets of strings have another order in every process: nothing may hang on it.
    command = [sys.executable, "-m", "kg", "extract", *map(str, sorted(DATA.glob("rewordings*_texts.jsonl")))]
    one, other = (
        subprocess.run(
            command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        ).stdout
        for seed in ("1", "2")
    )
    assert one
    assert one == other


def test_one_document_leaves_nothing_for_the_next() -> None:
    first = Document(doc="a", text=RELEASE.format(one="Zeldon Bio, Inc.", two="Orvane AG"))
    second = Document(doc="b", text=RELEASE.format(one="Talvik Cells", two="Morane Labs"))
    alone = extract(second)
    extract(first)
    assert extract(second) == alone
