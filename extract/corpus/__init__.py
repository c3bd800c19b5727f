"""Annotated documents: read as pairs of a document and its gold record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from ontology.errors import SourceError
from ontology.records import Document, Record

Annotated = Sequence[tuple[Document, Record]]
FOLDER = Path(__file__).parent


def written() -> Annotated:
    """Return every document that was written for the project and ships with it, by set and then in its order."""
    names = sorted(path.name.removesuffix("_texts.jsonl") for path in FOLDER.glob("*_texts.jsonl"))
    return [pair for name in names for pair in read_corpus(FOLDER, name)]


def read_corpus(folder: Path, name: str) -> Annotated:
    """Return the documents of ``NAME_texts.jsonl`` with the records of ``NAME.jsonl``, in the order of the texts.

    Raises:
        SourceError: a file is missing, a line is no record of the contract, or a text has no record.
    """
    records = {record.doc: record for record in _records(folder / f"{name}.jsonl")}
    pairs = []
    for line in _lines(folder / f"{name}_texts.jsonl"):
        row = json.loads(line)
        text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
        document = Document(doc=row["doc"], title=row.get("title"), published=row.get("published"), text=text)
        if document.doc not in records:
            raise SourceError(folder / f"{name}.jsonl", f"no record for document {document.doc!r}")
        pairs.append((document, records[document.doc]))
    return pairs


def _records(path: Path) -> list[Record]:
    found = []
    for number, line in enumerate(_lines(path), 1):
        try:
            found.append(Record.model_validate_json(line))
        except ValidationError as error:
            raise SourceError(path, f"line {number}: {error.errors()[0]['msg']}") from None
    return found


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror})") from None
