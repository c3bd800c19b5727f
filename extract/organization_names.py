"""Candidates for names of organizations: every stretch of text that could be one.

A *run* is a stretch of capitalised words, with the small words that names hold ("of", "for", "and", "&").
A run can hold one name, two names ("Acme and Beta Bio") or a name with words that only a headline capitalises
("Acme Announces Collaboration"), so each run yields several candidate spans; which of them is a name is decided by
:mod:`extract.components.organizations`, over all places where the same words stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.name_forms import TICKER, is_legal_form
from extract.name_runs import runs
from extract.spans import text_of
from extract.words import word_set

# Lower-case words that end the name of a body of state: "Utah legislature", "Irish government".
_STATE_BODIES = frozenset({"government", "legislature", "ministry", "parliament", "senate"})
_STATE_ADJECTIVES = frozenset({"state", "provincial", "federal", "regional", "city", "cantonal"})
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
MAXIMUM_GROUPS = 5
MAXIMUM_TOKENS = 12


def tickers(doc: Doc) -> set[int]:
    """Return the indices of the tokens inside "(Nasdaq: GOVX)": symbols, not names."""
    inside: set[int] = set()
    for match in TICKER.finditer(text_of(doc)):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None:
            inside |= set(range(span.start, span.end))
    return inside


def candidates(doc: Doc) -> list[Span]:
    """Return every span of ``doc`` that could be the name of an organization, overlapping ones too."""
    symbols = tickers(doc)
    common = word_set("common_words")
    found: dict[tuple[int, int], None] = {}
    for groups in runs(doc):
        for first in range(len(groups)):
            for last in range(first, min(len(groups), first + MAXIMUM_GROUPS)):
                for start, end in _cuts(doc, groups[first], groups[last], common):
                    if start not in symbols and end - 1 not in symbols and not (
                        _is_address(doc, start, end) or _ends_in_verb(doc, start, end)
                    ):
                        found[start, end] = None
        body = _state_body(doc, groups[-1])
        if body:
            found[body] = None
    return [doc[start:end] for start, end in found]


def _is_address(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are or end with a house in a street: "One Millrace Square", "Cell Center in 2 Mill Lane"."""
    if doc[end - 1].lower_ not in word_set("street_words"):
        return False
    return any(token.is_digit or token.lower_ in _NUMBERS for token in doc[start : end - 1])


def _ends_in_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a headline's "partners with" ends the words, "Acme Bio Partners with Beta": "Acme Bio" stands elsewhere too."""
    if not _is_partnering(doc, end - 1) or end - start < 2:
        return False
    text, name = text_of(doc), doc[start : end - 1].text
    return text.count(name) > text.count(doc[start:end].text)


def _is_partnering(doc: Doc, at: int) -> bool:
    """Whether the token may be the verb of "partners with"."""
    return doc[at].lower_ == "partners" and at + 1 < len(doc) and doc[at + 1].lower_ == "with"


def _state_body(doc: Doc, group: tuple[int, int]) -> tuple[int, int] | None:
    """Return the span of "Utah state legislature", when lower-case words end the name."""
    end = group[1]
    if end < len(doc) and doc[end].text in _STATE_ADJECTIVES:
        end += 1
    if end < len(doc) and doc[end].text in _STATE_BODIES:
        return group[0], end + 1
    return None


def _cuts(doc: Doc, first: tuple[int, int], last: tuple[int, int], common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans from the group ``first`` to ``last``, cut before and after words that may be no part of a name.

    No span is longer than :data:`MAXIMUM_TOKENS`. A headline writes verbs and nouns with capitals ("Acme Applauds White House Order"), so a long group may be cut
    in its middle too.
    """
    if last[0] - first[1] >= MAXIMUM_TOKENS:
        return
    rising = _ends(doc, last, common)[::-1]
    for start in _starts(doc, first, common):
        near = rising[bisect_right(rising, start) : bisect_right(rising, start + MAXIMUM_TOKENS)]
        yield from ((start, end) for end in reversed(near))


def _starts(doc: Doc, group: tuple[int, int], common: frozenset[str]) -> list[int]:
    starts = [group[0]]
    unbroken = True
    long = group[1] - group[0] > 3
    for at in range(group[0] + 1, group[1]):
        cut = _may_stand_before(doc[at - 1], common)
        unbroken = unbroken and cut
        if cut and (unbroken or long) and not doc[at].is_punct:
            starts.append(at)
    return starts


def _ends(doc: Doc, group: tuple[int, int], common: frozenset[str]) -> list[int]:
    ends = [group[1]]
    unbroken = True
    long = group[1] - group[0] > 3
    for at in range(group[1] - 1, group[0], -1):
        cut = _may_stand_after(doc[at], common) or _is_partnering(doc, at)
        unbroken = unbroken and cut
        if cut and (unbroken or long) and not doc[at - 1].is_punct:
            ends.append(at)
    return ends


def _may_stand_before(token: Token, common: frozenset[str]) -> bool:
    """Whether ``token`` may stand before a name without being part of it."""
    lower = token.lower_
    return token.is_punct or token.is_digit or lower in common or lower.rstrip(".") in word_set("leading_words")


def _may_stand_after(token: Token, common: frozenset[str]) -> bool:
    """Whether ``token`` may stand after a name without being part of it."""
    lower = token.lower_
    return (
        token.is_punct
        or token.is_digit
        or lower in common
        or lower.rstrip(".") in word_set("trailing_words")
        or is_legal_form(token.text)
    )
