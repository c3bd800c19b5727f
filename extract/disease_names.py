"""Finds names of diseases in text: entries of the lexicon, and heads ("carcinoma", "-itis") with their modifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.words import word_list, word_set

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*(?:[’']s\b|[’'](?=\s))?")
_CAPITALS = re.compile(r"[A-Z].*[A-Z]|[a-z][A-Z]")
_JOINT = re.compile(r"\.? |[ \u00a0]|-|/| \(| & |, ")
_SUFFIX = re.compile(
    r"[a-z-]{3,}(?:itis|omas?|a?emias?|osis|opathy|opathies|algia|plegia|uria|penia|trophy|iasis|"
    r"iases|phobia)$"
)
# Heads that say nothing without a modifier.
# Modifiers that do not make such a head specific.


class Disease(NamedTuple):
    """A name of a disease at the characters ``start`` to ``end``."""

    start: int
    end: int
    name: str


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """Return first word -> (words of an entry, whether its capitals count), longest entries first."""
    table: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for entry in word_list("diseases"):
        exact = bool(_CAPITALS.search(entry)) and " " not in entry
        words = tuple(match.group() if exact else _plain(match.group()) for match in _WORD.finditer(entry))
        if words:
            table[words[0].lower()].append((words, exact))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us", "'s")) else word


class Words:
    """The words of a text with their offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.matches = list(_WORD.finditer(text))
        self.raw = [match.group() for match in self.matches]
        self.low = [_plain(word) for word in self.raw]

    def joined(self, left: int) -> bool:
        """Whether only a space or a hyphen stands between the words ``left`` and ``left + 1``."""
        gap = self.text[self.matches[left].end() : self.matches[left + 1].start()]
        return gap in (" ", "\u00a0", "-", "  ", ". ", "/")

    def entry_at(self, place: int) -> int:
        """Return how many words the longest entry of the lexicon covers at ``place``; 0 for none."""
        for words, exact in _lexicon().get(self.low[place], ()):
            size = len(words)
            if place + size > len(self.low):
                continue
            found = self.raw[place : place + size] if exact else self.low[place : place + size]
            last = found[-1] if exact else _singular(found[-1])
            if (tuple(found) == words or (*found[:-1], last) == words) and all(
                self.joined(place + step) for step in range(size - 1)
            ):
                return size
        return 0

    def left(self, place: int, head: str) -> int:
        """Return where the name whose head (or entry) starts at ``place`` begins, its modifiers included."""
        modifiers = word_set("disease_modifiers")
        begin, named = place, False
        while begin > 0 and self.joined(begin - 1) and place - begin < 7:
            word = self.low[begin - 1]
            halves = word.split("-")
            if word in modifiers or (len(halves) > 1 and all(half in modifiers for half in halves[-1:])):
                begin -= 1
            elif (
                word in ("and", "or", "of", "the")
                and begin > 1
                and self.low[begin - 2] in modifiers
                and begin < place
                and self.low[begin] in modifiers
            ):
                begin -= 2
            elif (
                not named
                and (head in word_set("open_disease_heads") or head[:-1] in word_set("open_disease_heads"))
                and self._proper(begin - 1)
            ):
                begin, named = begin - 1, True
            else:
                break
        return begin

    def _proper(self, place: int) -> bool:
        """Whether the word is an eponym ("Wilson's"), a gene or virus name ("SCN2A-related") in front of a head."""
        raw = self.raw[place]
        if raw.endswith(("'s", "’s")):
            return raw[0].isupper()
        return bool(
            re.match(
                r"[A-Z][A-Za-z]*\d|[A-Z][a-zé]+-[A-Z]|[A-Z]{2,}\d*-(?:related|associated|driven|mutant|"
                r"positive)",
                raw,
            )
        )


def diseases(text: str) -> Iterator[Disease]:
    """Yield every name of a disease in ``text``, in order, none overlapping another.

    >>> [found.name for found in diseases("for relapsed acute myeloid leukemia and Wilson's disease")]
    ['relapsed acute myeloid leukemia', "Wilson's disease"]
    """
    words = Words(text)
    heads = word_set("disease_heads")
    place, reached = 0, 0
    lexicon = _lexicon()
    while place < len(words.low):
        low = words.low[place]
        size = words.entry_at(place) if low in lexicon else 0
        if size == 0:
            if low not in heads and (
                not _SUFFIX.match(low)
                or low in word_set("not_diseases")
                or (words.raw[place][:1].isupper() and place and not words.joined(place - 1))
            ):
                place += 1
                continue
            begin = max(words.left(place, low), reached)
            meaning = [
                word
                for word in words.low[begin:place]
                if word not in word_set("empty_modifiers") and word not in ("and", "or")
            ]
            if low in word_set("vague_disease_heads") and not meaning:
                place += 1
                continue
            end = place + 1
        else:
            begin, end = max(words.left(place, words.low[place + size - 1]), reached), place + size
            # "Parkinson's" + "disease", "lung" + "cancer metastases": a head may still follow the entry.
            while end < len(words.low) and words.low[end] in heads and words.joined(end - 1):
                end += 1
        while begin < place and words.low[begin] in ("and", "or", "of", "the"):
            begin += 1
        start, stop = words.matches[begin].start(), words.matches[end - 1].end()
        yield Disease(start, stop, text[start:stop])
        place = reached = end
