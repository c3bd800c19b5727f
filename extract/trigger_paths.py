"""Trigger words around and between two names, and the path from one name to the other that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.pairs import Context
from extract.triggers import triggers

_LINK = re.compile(r"\b(?:with|to|by|from|between|of|for|at|in|and|as|on|through|over)\b|['’]s\b|[,;:()]", re.IGNORECASE)


def named_ranges(context: Context, named: dict[int, str]) -> list[tuple[int, int]]:
    """Return the character ranges of the names in the context's sentence, counted from its start."""
    sentence = context.sentence
    ranges: list[tuple[int, int]] = []
    for token in sentence:
        if token.i in named:
            start, end = token.idx - sentence.start_char, token.idx - sentence.start_char + len(token)
            if ranges and token.i - 1 in named:
                ranges[-1] = (ranges[-1][0], end)
            else:
                ranges.append((start, end))
    return ranges


def paths(context: Context, named: list[tuple[int, int]]) -> Iterator[str]:
    """Yield how the sentence leads from one name to the other: its trigger groups and prepositions in order.

    "Acme has signed a broad manufacturing agreement with Beta" gives "agreement manufacture agreement with".
    ``named`` are the character ranges of all names in the sentence, counted from its start; a name in between
    is "ORG".
    """
    marks = _marks(context.sentence.text, named)
    start, end = reach(context)
    between = [mark for at, mark in marks if start <= at < end]
    yield f"path={' '.join(_shortened(between))}"
    yield f"path-={' '.join(_shortened([mark for mark in between if mark != 'ORG'])[-3:])}"
    if len(between) <= 2:
        first, last = reach(context, outer=True)
        before = [mark for at, mark in marks if at < first][-3:]
        after = [mark for at, mark in marks if at >= last][:3]
        yield f"path<={' '.join(before)}|{' '.join(between)}"
        yield f"path>={' '.join(between)}|{' '.join(after)}"


def placed_triggers(context: Context) -> set[tuple[str, str]]:
    """Return (place, group) of the trigger words of the sentence; place is "bef", "btw" or "aft"."""
    left, right = reach(context)
    return {
        ("bef" if at < left else "btw" if at < right else "aft", group) for at, group in triggers(context.sentence.text)
    }


def reach(context: Context, *, outer: bool = False) -> tuple[int, int]:
    """Return the characters between the two names, counted from the start of the sentence, or those around them."""
    doc, offset = context.sentence.doc, context.sentence.start_char
    start, end = context.outer if outer else context.inner
    if start >= end:
        at = context.right.start_char - offset
        return at, at
    return doc[start].idx - offset, doc[end - 1].idx + len(doc[end - 1]) - offset


def _marks(text: str, named: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Return (offset, mark) of trigger groups, prepositions and names, in order, a run of the same mark once."""
    found = [(at, group) for at, group in triggers(text) if not any(start <= at < end for start, end in named)]
    found += [(match.start(), match.group().lower()) for match in _LINK.finditer(text)]
    found += [(start, "ORG") for start, _ in named]
    marks: list[tuple[int, str]] = []
    for at, mark in sorted(found):
        if not marks or marks[-1][1] != mark:
            marks.append((at, mark))
    return marks


def _shortened(marks: list[str]) -> list[str]:
    return marks if len(marks) <= 6 else [*marks[:3], "…", *marks[-3:]]
