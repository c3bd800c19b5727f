"""Files of records: JSON Lines, one record of the contract a line."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from extract.encoding import decode
from ontology.errors import SourceError
from ontology.records import Record


def read_records(path: Path) -> dict[str, Record]:
    """Return document id -> record, in the order of the file.

    Raises:
        SourceError: the file cannot be read or holds nothing, a line is no record, or a document stands there twice;
            lines are named by their number.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise SourceError(path, f"{reason}; expected records as `kg extract` writes them") from None
    found: dict[str, Record] = {}
    lines: dict[str, int] = {}
    # Not splitlines(): JSON strings may hold U+2028 and its like unescaped.
    for number, line in enumerate(decode(content, path, declared="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = Record.model_validate_json(line)
        except ValidationError as error:
            raise SourceError(f"{path}:{number}", f"this is no record ({_first(error)})") from None
        if record.doc in found:
            raise SourceError(f"{path}:{number}", f"document {record.doc!r} stands already in line {lines[record.doc]}")
        found[record.doc], lines[record.doc] = record, number
    if not found:
        raise SourceError(path, "it holds no records; expected JSON Lines as `kg extract` writes them")
    return found


def _first(error: ValidationError) -> str:
    """Return the first thing that is wrong, in one line, with its place in the record."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    message = first["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
