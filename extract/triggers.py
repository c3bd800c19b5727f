"""Words of deals, and of what only looks like one, from ``extract/lexicon/deal_triggers.csv``: group by group."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.words import pattern_rows


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = pattern_rows("deal_triggers", 2)
    return tuple((group, re.compile(rf"\b(?:{pattern})")) for group, pattern in rows)


# The same sentence is asked for by every pair that it names.
@lru_cache(maxsize=1024)
def triggers(text: str) -> tuple[tuple[int, str], ...]:
    """Return (offset, group) of every trigger word in ``text``, in no special order; groups may overlap.

    >>> sorted({group for _, group in triggers("Acme licenses rights to Beta's platform")})
    ['license', 'platform', 'rights']
    """
    lowered = text.lower()
    return tuple((match.start(), group) for group, pattern in _patterns() for match in pattern.finditer(lowered))
