"""Loads what lies in ``extract/lexicon``: word lists (one entry a line, ``#`` starts a comment line) and tables of patterns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the entries of ``extract/lexicon/<name>.txt`` in the order of the file, without comments and blanks.

    >>> "Ph.D." in word_list("degrees")
    True

    Raises:
        FileNotFoundError: no such list ships with the package.
    """
    text = files("extract").joinpath("lexicon", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the entries of a word list as a set, lower-cased.

    >>> "ph.d." in word_set("degrees")
    True
    """
    return frozenset(entry.casefold() for entry in word_list(name))


def pattern_rows(name: str, columns: int) -> list[list[str]]:
    """Return the rows of ``extract/lexicon/<name>.csv`` without its head, ``columns`` fields each, a pattern the last.

    A pattern may hold commas: only the first ones part the fields.

    >>> pattern_rows("deal_triggers", 2)[0][0]
    'license'
    """
    lines = files("extract").joinpath("lexicon", f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",", columns - 1) for line in lines[1:]]
