"""Readers: one kind of source a file, a registry and a function.

A reader takes a path and yields documents; what it cannot read at all raises :class:`SourceError`, one bad part of
many is yielded as a :class:`ReadFailure`. To read another kind of file, write a sibling with ``SUFFIXES`` and
``read`` and add it to :data:`READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from extract.readers import html, jsonl, text
from ontology.errors import SourceError
from ontology.records import Document, ReadFailure

Reader = Callable[[Path], Iterator[Document | ReadFailure]]

READERS: dict[str, Reader] = {suffix: kind.read for kind in (text, html, jsonl) for suffix in kind.SUFFIXES}
"""Reader by file suffix, in lower case."""


def reader_for(path: Path) -> Reader:
    """Return the reader for a file; a file without suffix is plain text.

    Raises :class:`SourceError` for a suffix that no reader knows.

    >>> reader_for(Path("release.HTM")).__module__
    'extract.readers.html'
    """
    reader = READERS.get(path.suffix.lower() or ".txt")
    if reader is None:
        raise SourceError(path, f"no reader for {path.suffix!r} files; expected {', '.join(READERS)}")
    return reader


def read_file(path: Path) -> Iterator[Document | ReadFailure]:
    """Yield the documents of one file; a file that cannot be read is one failure, never an exception."""
    try:
        yield from reader_for(path)(path)
    except SourceError as error:
        yield ReadFailure(source=error.source, reason=error.reason)
    except OSError as error:
        yield ReadFailure(source=str(path), reason=(error.strerror or "it cannot be read").lower())
