"""Which documents are one release in several places: five wires carry it, each with its own dateline and boilerplate.

What is compared is the news itself: the text without the dateline and without what follows it ("About ...",
forward-looking statements, contacts). Candidates meet under bands of a MinHash signature; they are one release when
four fifths of their runs of three words agree, at most a week lies between their dates, and their texts are long enough
to say so. Two short notes, or last year's report and this year's, are two.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rensa import RMinHash

from kg.spans_of_time import days, gap

ALIKE = 0.8
_PERMUTATIONS, _ROWS, _SEED, _RUN = 64, 4, 20170920, 3
_SHORTEST = 40
"""Runs of words; a shorter text says too little."""
_WITHIN = 7
_END = re.compile(
    r"^\W*(?:about\b.{0,80}|(?:cautionary|safe harbor|forward[- ]looking)\b.{0,120}"
    r"|(?:media|investor|press|company|for more information)\b.{0,40}(?:contacts?|relations|:).{0,60}|contacts?:?|source:? .{0,80}|#{2,})\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_DATELINE = re.compile(r"^[^\n]{0,160}?(?:/\S{3,40}/\s*)?(?:--|—|–)\s", re.MULTILINE)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=512)
def runs(text: str) -> frozenset[str]:
    """Return the runs of three words of the news in a text; none for a text too short to tell.

    >>> len(runs("Too short to tell."))
    0
    """
    body = text[: end.start()] if (end := _END.search(text, min(400, len(text) // 3))) else text
    words = [word.casefold() for word in _WORD.findall(_DATELINE.sub("", body, count=1))]
    found = frozenset(" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
    return found if len(found) >= _SHORTEST else frozenset()


def bands(text: str) -> tuple[str, ...]:
    """Return the keys under which a text meets those that are like it; none for a text too short to tell."""
    told = runs(text)
    if not told:
        return ()
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    signature.update(sorted(told))
    digest = signature.digest()
    parts = (digest[start : start + _ROWS] for start in range(0, _PERMUTATIONS, _ROWS))
    return tuple(f"{number}:" + "-".join(f"{one:x}" for one in part) for number, part in enumerate(parts))


def one_release(first: str, first_date: str | None, second: str, second_date: str | None) -> bool:
    """Return whether two texts, with the dates of their documents, are one release."""
    when, then = days(first_date), days(second_date)
    if when is not None and then is not None and gap(when, then) > _WITHIN:
        return False
    one, two = runs(first), runs(second)
    return bool(one and two) and len(one & two) >= ALIKE * len(one | two)
