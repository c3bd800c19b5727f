"""Loads the word lists of ``extract/lexicon``: one entry a line, ``#`` starts a comment line."""

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
