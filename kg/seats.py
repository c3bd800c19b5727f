"""In which country a place lies, from the list of places that ships with the package."""

from __future__ import annotations

import csv
import io
import re
from functools import cache, lru_cache
from importlib.resources import files

from kg.names import normal

_PARTS = re.compile(r"[,;()/]")


@lru_cache(maxsize=1 << 16)
def country(place: str | None) -> str | None:
    """Return the code of the country of a place as documents write it; None when it is not known.

    >>> country("Rochester, Minn."), country("BASEL, Switzerland"), country("Atlantis"), country(None)
    ('US', 'CH', None, None)
    """
    for part in reversed(_PARTS.split(place or "")):
        found = _countries().get(normal(part)) if part.strip() else None
        if found is not None:
            return found
    return None


@cache
def _countries() -> dict[str, str]:
    text = files("extract").joinpath("lexicon", "places.csv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["country"]:
            for form in (row["name"], *(row["aliases"] or "").split("|")):
                if form:
                    found.setdefault(normal(form), row["country"])
    return found
