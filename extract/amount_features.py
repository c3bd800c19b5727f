"""What the text says around a sum of money: the features from which the model "amounts" tells what it pays for.

Words within a few steps of the sum stand with their side; cue words of a kind stand with their distance and with
whether another sum lies between, which usually owns them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from extract.words import word_list

KINDS = ("upfront", "milestone", "equity", "funding", "price", "total", "other", "background")
NO_DEAL = "none"  # the model's class for sums that belong to no deal
_CUE = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{'|'.join(word_list(f'amount_cues_{kind}'))}))" for kind in KINDS), re.IGNORECASE
)
_CLAUSE = re.compile(r"[!?;](?=\s)|\.(?=\s+[\"“A-Z])|\n\s*\n|\n\s*[-*•]")
_SUM = re.compile(r"[$€£¥₹₩]\s?\d|\b[A-Z]{3}\s?\d|\d[\d.,]*\s(?:million|billion|bn|m)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w'’-]*|[$€£%]|\d+")
_PER = re.compile(
    r"\s?(?:per|a|an|each|/)\s?(?:share|ads|unit|warrant|dose|vial|month|patient|batch|year)\b", re.IGNORECASE
)
_BEFORE, _AFTER = 170, 120
_NEAR = 4  # words on each side that stand with their place
_OPENING = 450  # characters of headline and lead


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around the characters ``start`` to ``end`` begins and ends."""
    begin = max(0, start - _BEFORE)
    for cut in _CLAUSE.finditer(text, begin, start):
        begin = cut.end()
    stop = _CLAUSE.search(text, end, end + _AFTER)
    return begin, stop.start() if stop else min(len(text), end + _AFTER)


def _plain(word: str) -> str:
    return "#" if word[0].isdigit() else word.lower().replace("’", "'")


def outlook(text: str) -> frozenset[str]:
    """Return the features of a document's opening: of which kinds of payment headline and lead speak most.

    >>> sorted(outlook("Acme awarded grants"))
    ['about=funding', 'most=funding']
    """
    counts = Counter(str(cue.lastgroup) for cue in _CUE.finditer(text, 0, _OPENING))
    if not counts:
        return frozenset({"most=none"})
    return frozenset({f"about={kind}" for kind in counts} | {f"most={counts.most_common(1)[0][0]}"})


def deal_feature(deal_type: str) -> str:
    """Return the feature of a sum that belongs to a deal of the type ``deal_type``."""
    return f"deal={deal_type}"


def amount_features(text: str, start: int, end: int, section: str, about: frozenset[str]) -> set[str]:
    """Return the features of the sum at the characters ``start`` to ``end``; ``about`` is the :func:`outlook`."""
    begin, stop = _window(text, start, end)
    features = {f"section={section}", *about}
    if _PER.match(text, end):
        features.add("per unit")
    others = [other.start() for other in _SUM.finditer(text, begin, stop) if not start <= other.start() < end]
    features.add(f"sums={min(len(others), 3)}")
    first: set[str] = set()
    for cue in _CUE.finditer(text, begin, stop):
        if cue.start() < end and cue.end() > start:
            continue
        side = "left" if cue.end() <= start else "right"
        low, high = (cue.end(), start) if side == "left" else (end, cue.start())
        reach = "near" if high - low < 16 else "far" if high - low < 55 else "off"
        beyond = "!" if any(low <= place < high for place in others) else ""
        kind = str(cue.lastgroup)
        features |= {
            f"{kind} {side} {reach}{beyond}",
            f"{kind} {side}{beyond}",
            f"{cue.group().lower()} {side}{beyond}",
        }
        if side == "right" and not first:
            first = {f"first {kind}"}
    features |= first
    left = [_plain(match.group()) for match in _WORD.finditer(text, begin, start)]
    right = [_plain(match.group()) for match in _WORD.finditer(text, end, stop)]
    for step, word in enumerate(reversed(left[-_NEAR:]), 1):
        features |= {f"-{step}={word}", f"left={word}"}
    for step, word in enumerate(right[:_NEAR], 1):
        features |= {f"+{step}={word}", f"right={word}"}
    features |= {f"{one} {two}<" for one, two in pairwise(left[-_NEAR:])}
    features |= {f">{one} {two}" for one, two in pairwise(right[:_NEAR])}
    features |= {f"clause={word}" for word in left + right if len(word) > 2}
    return features
