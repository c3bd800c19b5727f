"""Annotated documents: read as pairs of a document and its gold record."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from ontology.errors import SourceError
from ontology.records import Document, Record

Annotated = Sequence[tuple[Document, Record]]
FOLDER = Path(__file__).parent
# Every so many documents of this set are never trained on: what is measured on them, was not seen.
_KEPT_SET, _KEPT = "authored", 5
# Written to be hard: deals told in unusual words, among many organizations that have none. They teach therapies and sums;
# taught to the decisions about deals, they cost more on real releases than they bring (pairs, cross-validated over
# gold/train: .672 without them, .655 with them), and what they hold no name is too narrow (a hospital's news service).
HARD = ("campus", "clubs", "digests", "grants", "kin", "makers", "modalities", "sellers", "updates")
# Short passages that tell deals from every side. They teach types and roles of deals, beside therapies and sums. Each holds
# a deal: taught whether there is one, pairs of the archive fall (cross-validated over issuers: .563 without, .550 with them).
SIDES = ("sides",)


def written() -> Annotated:
    """Return the documents that were written for the project and ship with it, but those of :func:`held_back`."""
    names = sorted(path.name.removesuffix("_texts.jsonl") for path in FOLDER.glob("*_texts.jsonl"))
    kept = {document.doc for document, _ in held_back()}
    return [pair for name in names for pair in read_corpus(FOLDER, name) if pair[0].doc not in kept]


def hard() -> frozenset[str]:
    """Return the ids of the written documents from which nothing of organizations and deals is learnt, so that these are measured."""
    return _ids(HARD)


def sided() -> frozenset[str]:
    """Return the ids of the written passages that teach who has which role in a deal and of which type it is."""
    return _ids(SIDES)


def misleading() -> frozenset[str]:
    """Return the ids of the written passages that look like deals and are none, or are easily misread."""
    return _ids(("traps",))


def _ids(names: Iterable[str]) -> frozenset[str]:
    files = (FOLDER / f"{name}_texts.jsonl" for name in names)
    return frozenset(json.loads(line)["doc"] for file in files if file.exists() for line in _lines(file))


def unsure() -> frozenset[str]:
    """Return the ids of the annotated documents of the archive of which careful readers may differ on whether there is a deal."""
    file = FOLDER / "archive_unsure.txt"
    return frozenset(line for line in (_lines(file) if file.exists() else ()) if not line.startswith("#"))


def held_back() -> Annotated:
    """Return the documents that were written for the project and are kept out of training."""
    return read_corpus(FOLDER, _KEPT_SET)[::_KEPT]


def read_corpus(folder: Path, name: str) -> Annotated:
    """Return the documents of ``NAME_texts.jsonl`` with the records of ``NAME.jsonl``, in the order of the texts.

    Raises:
        SourceError: a file is missing, a line is no record of the contract, or a text has no record.
    """
    records = {record.doc: record for record in _records(folder / f"{name}.jsonl")}
    pairs = []
    for line in _lines(folder / f"{name}_texts.jsonl"):
        document = _document(json.loads(line))
        if document.doc not in records:
            raise SourceError(folder / f"{name}.jsonl", f"no record for document {document.doc!r}")
        pairs.append((document, records[document.doc]))
    return pairs


def read_archive(path: Path) -> Annotated:
    """Return the annotated documents of an archive of real press releases, in the order of ``archive.jsonl``.

    The records ship with the package, the texts do not: they are not ours. ``path`` is the archive that holds them,
    JSON Lines packed by xz, one {"doc", "title", "published", "text"} a line.

    Raises:
        SourceError: the archive is missing or damaged, or lacks an annotated document.
    """
    records = {record.doc: record for record in _records(FOLDER / "archive.jsonl")}
    found = {}
    for line in _archived(path):
        row = json.loads(line)
        if row["doc"] in records:
            found[row["doc"]] = _document(row)
    missing = [doc for doc in records if doc not in found]
    if missing:
        raise SourceError(path, f"lacks {len(missing)} annotated documents, the first is {missing[0]!r}")
    return [(found[doc], record) for doc, record in records.items()]


def texts(path: Path) -> Iterator[str]:
    """Yield the text of every document of an archive, annotated or not.

    Raises:
        SourceError: the archive is missing or damaged.
    """
    return (_document(json.loads(line)).text for line in _archived(path))


def _archived(path: Path) -> Iterator[str]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise SourceError(path, f"cannot be read as JSON Lines packed by xz ({error})") from None


def _document(row: dict[str, str | None]) -> Document:
    """Return the document of one line: its text begins with its title."""
    title, text = row.get("title"), row["text"]
    return Document.model_validate(
        {"doc": row["doc"], "title": title, "published": row.get("published"), "text": f"{title}\n\n{text}" if title else text}
    )


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
