"""What a text calls an organization beside its name: "Acme, a contract manufacturer" or "the law firm Acme"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_TO_NOUN = re.compile(
    r"[ \t]*(?:®|™)?[ \t]*(?:\([^()\n]{0,80}\)[ \t]*){0,3}(?:,? (?:an?|the|one of the|which is an?)|,| (?:is|was) (?:an?|the|one of the))?[ \t]*"
)
_CLAUSE_END = re.compile(r"[.;:!?()\n]|,\s|\b(?:that|which|who|with|for|in|to|has|have|said|today|announced|and its|whose|focused|based)\b")
_REACH = 110
_MANUFACTURER = re.compile(
    r"\b(?:bio\w*|cell|gene|therap\w+|pharma\w*|vector|vaccines?|sterile|aseptic|biologics?|drug|medicines?|plasmid|rna|mrna|peptides?)\b"
    r"[\w ,&-]{0,30}\bmanufacturing\b|\b(?:bio|pharma)manufactur\w+|\bbiofoundry\b|\bcd?mo\b",
    re.IGNORECASE,
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = files("extract").joinpath("lexicon", "organization_descriptors.csv").read_text("utf-8").splitlines()
    # A pattern may hold commas: only the first parts it from its type.
    rows = (line.split(",", 1) for line in lines[1:])
    return tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in rows)


def described_after(text: str, end: int) -> str | None:
    """Return the type that the words right behind a name give it, None if they say nothing.

    ``end`` is where the name ends in ``text``.

    >>> described_after("Acme, a full-service contract manufacturer, said", 4)
    'cdmo'
    """
    link = _TO_NOUN.match(text, end)
    start = link.end() if link else end
    stop = _CLAUSE_END.search(text, start, start + _REACH)
    return _kind(text[start : stop.start() if stop else start + _REACH])


def described_before(text: str, start: int) -> str | None:
    """Return the type that the words right before a name give it ("the law firm Acme"), or None."""
    before = text[max(0, start - 45) : start]
    clause = re.split(r"[.,;:!?()\n“”\"]", before)[-1]
    found = [(match.end(), kind) for kind, pattern in _patterns() for match in pattern.finditer(clause)]
    return next((kind for end, kind in sorted(found, reverse=True) if not clause[end:].strip()), None)


def described_by_name(name: str) -> str | None:
    """Return "cdmo" for a name that says so, else None.

    >>> described_by_name("Norwick Cell Manufacturing Ltd")
    'cdmo'
    """
    return "cdmo" if _MANUFACTURER.search(name) else None


def _kind(phrase: str) -> str | None:
    """Return the type of the first description in ``phrase``; of two at one place, the longer."""
    found = [(match.start(), -len(match.group()), kind) for kind, pattern in _patterns() for match in pattern.finditer(phrase)]
    return min(found)[2] if found else None
