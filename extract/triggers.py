"""Words of deals, and of what only looks like one, from ``extract/lexicon/deal_triggers.csv``: group by group."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with files("extract").joinpath("lexicon", "deal_triggers.csv").open("r", encoding="utf-8", newline="") as lines:
        next(lines)
        rows = (line.rstrip("\n").split(",", 1) for line in lines)
        return tuple((group, re.compile(rf"\b(?:{pattern})")) for group, pattern in rows)


def triggers(text: str) -> list[tuple[int, str]]:
    """Return (offset, group) of every trigger word in ``text``, in no special order; groups may overlap.

    >>> sorted({group for _, group in triggers("Acme licenses rights to Beta's platform")})
    ['license', 'platform', 'rights']
    """
    lowered = text.lower()
    return [(match.start(), group) for group, pattern in _patterns() for match in pattern.finditer(lowered)]
