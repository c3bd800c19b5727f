"""What a document is called and when it says it was published."""

from __future__ import annotations

import re
from pathlib import Path

from ontology.records import calendar_date

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?=[T ]|$))?)?|--\d\d-\d\d")


def document_id(path: Path) -> str:
    """Return the id of the document in the file ``path``: the name of the file without its suffix.

    >>> document_id(Path("releases/servier-mastercell.txt"))
    'servier-mastercell'
    """
    # File names may hold bytes that are no Unicode; RDF and JSON cannot.
    return path.stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_unicode(text: str) -> bool:
    """Tell whether ``text`` can be written as UTF-8: JSON may escape halves of surrogate pairs, which cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def publication_date(value: str) -> str | None:
    """Return the date in the contract's form (YYYY-MM-DD, YYYY-MM, YYYY, --MM-DD), or None if it is none.

    >>> publication_date("2020-02-03T09:30:00+01:00")
    '2020-02-03'
    >>> publication_date("spring 2020") is None
    True
    """
    value = value.strip()
    found = _DATE.match(value)
    if found is None or (found.end() < len(value) and value[found.end()] not in "T "):
        return None
    try:
        return calendar_date(found.group())
    except ValueError:
        return None
