"""JSON Lines: one document a line, ``{"doc", "title", "published", "url", "text"}``; other keys are left alone.

The document's text is the title, an empty line and the text: offsets count from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from extract.encoding import check_length, decode
from extract.readers.identity import is_unicode, publication_date
from ontology.errors import SourceError
from ontology.records import Document, ReadFailure

SUFFIXES = (".jsonl", ".ndjson")


def read(path: Path) -> Iterator[Document | ReadFailure]:
    """Yield the document of each line; a line that is none is a failure and does not stop the others."""
    # Not splitlines(): JSON strings may hold U+2028 and its like unescaped.
    for number, line in enumerate(decode(path.read_bytes(), path, declared="utf-8").split("\n"), start=1):
        if line.strip():
            source = f"{path}:{number}"
            try:
                yield _document(line, source)
            except SourceError as error:
                yield ReadFailure(source=source, reason=error.reason)


def _document(line: str, source: str) -> Document:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(source, f"this is no JSON ({_one_line(error)}); expected one document a line") from None
    if not isinstance(fields, dict):
        raise SourceError(source, 'this is no JSON object; expected {"doc": ..., "title": ..., "text": ...}')
    name, title, text = (_string(fields, key, source) for key in ("doc", "title", "text"))
    if name is None or not name.strip():
        raise SourceError(source, "the key 'doc' is missing; expected the id of the document")
    if text is None or not text.strip():
        raise SourceError(source, f"document {name!r} has no text; expected the key 'text'")
    published = (_string(fields, "published", source) or "").strip() or None
    if published is not None and (published := publication_date(published)) is None:
        raise SourceError(source, f"published {fields['published']!r} is no date; expected YYYY-MM-DD, YYYY-MM or YYYY")
    whole = f"{title}\n\n{text}" if title else text
    return Document(
        doc=name.strip(),
        text=check_length(whole, source),
        title=title or None,
        published=published,
        url=_string(fields, "url", source) or None,
        media_type="application/json",
    )


def _string(fields: dict[str, object], key: str, source: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(source, f"{key!r} is {type(value).__name__}; expected a string")
    if not is_unicode(value):
        raise SourceError(source, f"{key!r} holds half a surrogate pair; expected Unicode text")
    return value


def _one_line(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
