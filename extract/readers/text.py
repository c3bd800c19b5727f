"""Plain text files: the document is the file as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.encoding import check_length, decode
from extract.readers.identity import document_id
from ontology.records import Document, ReadFailure

SUFFIXES = (".txt", ".text")


def read(path: Path) -> Iterator[Document | ReadFailure]:
    """Yield the one document of a text file; its title is left to the pipeline, which knows headlines."""
    text = check_length(decode(path.read_bytes(), path), path)
    yield Document(doc=document_id(path), text=text)
