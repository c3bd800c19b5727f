from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

import extract
from extract.pipeline import load_pipeline
from extract.reading import read_documents
from ontology.records import Document, ReadFailure, Reading

STORY = "Orvane Bio licensed a CAR-T therapy from Telmark AG."


@spacy.Language.component("test_refuses_one")
def refuses_one(doc: Doc) -> Doc:
    """A component with a flaw: it cannot stand the word "tripwire"."""
    if "tripwire" in doc.text:
        raise RuntimeError("tripped\nover a wire")
    return doc


def test_readings_come_in_the_order_of_the_sources(tmp_path: Path) -> None:
    for name, content in (("b.txt", STORY), ("a.txt", STORY), ("c.txt", "")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    first, second, third = extract.read(tmp_path)
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert (first.document.doc, second.record.doc) == ("a", "b")
    assert isinstance(third, ReadFailure)


def test_a_document_that_breaks_a_component_does_not_stop_the_others() -> None:
    pipeline = load_pipeline().from_config(load_pipeline().config)
    pipeline.add_pipe("test_refuses_one", first=True)
    texts = {"a": STORY, "b": "A tripwire.", "c": STORY}
    documents = [Document(doc=name, text=text) for name, text in texts.items()]
    first, broken, last = read_documents(documents, pipeline=pipeline)
    assert isinstance(first, Reading)
    assert isinstance(last, Reading)
    assert broken == ReadFailure(source="b", reason="extraction failed with RuntimeError: tripped over a wire")


def test_several_processes_give_the_same_as_one() -> None:
    documents = [Document(doc=f"d{number}", text=f"{STORY} It pays ${number} million.") for number in range(12)]
    assert list(extract.read(documents, processes=2)) == list(extract.read(documents))


def test_reading_can_stop_early_in_several_processes() -> None:
    readings = extract.read([Document(doc=f"d{number}", text=STORY) for number in range(40)], processes=2)
    assert isinstance(next(readings), Reading)
    del readings


def test_what_cannot_be_honoured_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        extract.read([], processes=0)
    with pytest.raises(ValueError, match="read in one process"):
        extract.read([], pipeline=load_pipeline(), processes=2)
