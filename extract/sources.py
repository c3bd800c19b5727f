"""Files, folders and lists of both, to documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from extract.readers import READERS, jsonl, read_file
from ontology.errors import SourceError
from ontology.records import Document, ReadFailure

Source: TypeAlias = "str | Path | Document | Iterable[str | Path | Document]"


STORE_MARKER = "store.json"
"""The file by which ``kg`` knows its stores: people keep them beside the documents."""

PAGE_MARKER = b'<meta name="generator" content="kg '
"""Stands at the head of the pages that ``kg`` writes, which people keep there too."""

_HEAD = 500


def documents(source: Source) -> Iterator[Document | ReadFailure]:
    """Return the documents of a file, a folder (recursive, sorted, without hidden files and what kg wrote) or a list of them.

    Documents in a list are passed on as they are. A missing path or a folder without documents raises
    :class:`SourceError` at once, before anything is read; whatever else cannot be read is a :class:`ReadFailure` in
    its place. Two documents under one id would overwrite each other: the second is a failure.
    """
    return _read(_parts(source))


def _read(parts: list[Path | Document]) -> Iterator[Document | ReadFailure]:
    origins: dict[str, str] = {}
    for part in parts:
        for document in [part] if isinstance(part, Document) else read_file(part):
            if isinstance(document, Document):
                origin = f"document {part.doc!r}" if isinstance(part, Document) else str(part)
                if document.doc in origins:
                    reason = f"the document id {document.doc!r} is taken by {origins[document.doc]}; rename one of them"
                    yield ReadFailure(source=origin, reason=reason)
                    continue
                origins[document.doc] = origin
            yield document


def count(source: Source) -> int:
    """Return how many documents ``source`` holds at most, without reading them as documents: for progress.

    Raises :class:`SourceError` for a missing path, like :func:`documents`.
    """
    return sum(_most(part) for part in _parts(source))


def paths(path: Path) -> list[Path]:
    """Return the files that ``path`` stands for, sorted: the file itself, or all that a folder holds.

    Raises :class:`SourceError` if there is nothing at ``path``, or no file in the folder that a reader knows.
    """
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_file() and not _hidden(one, path))
        if not any(one.suffix.lower() in {"", *READERS} for one in found):
            raise SourceError(path, f"the folder holds no documents; expected {', '.join(READERS)} files")
        return found
    if not path.exists():
        raise SourceError(path, "no such file or folder")
    return [path]


def _parts(source: Source) -> list[Path | Document]:
    named = [source] if isinstance(source, str | Path | Document) else list(source)
    return [part for one in named for part in ([one] if isinstance(one, Document) else paths(Path(one)))]


def _most(part: Path | Document) -> int:
    if isinstance(part, Document) or part.suffix.lower() not in jsonl.SUFFIXES:
        return 1
    try:
        with part.open("rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:
        return 1  # The one failure that reading it will be.


def _hidden(file: Path, folder: Path) -> bool:
    """Whether nobody means this file by the folder: a name begins with a point, or ``kg`` wrote it itself."""
    within = file.relative_to(folder)
    if any(part.startswith(".") for part in within.parts):
        return True
    return any((folder / above / STORE_MARKER).is_file() for above in within.parents) or _is_page(file)


def _is_page(file: Path) -> bool:
    if file.suffix.lower() != ".html":
        return False
    try:
        with file.open("rb") as opened:
            return PAGE_MARKER in opened.read(_HEAD)
    except OSError:
        return False  # Reading it as a document will tell.
