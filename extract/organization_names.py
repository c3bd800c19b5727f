"""Candidates for names of organizations: every stretch of text that could be one.

A *run* is a stretch of capitalised words, with the small words that names hold ("of", "for", "and", "&").
A run can hold one name, two names ("Acme and Beta Bio") or a name with words that only a headline capitalises
("Acme Announces Collaboration"), so each run yields several candidate spans; which of them is a name is decided by
:mod:`extract.components.organizations`, over all places where the same words stand.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from extract.spans import text_of
from extract.words import word_set

_CONNECTORS = frozenset("of for and & the de la del du des der die das für di da do dos e y et van von to und in at on".split())
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_NAME = re.compile(r"[A-ZÀ-ÞĀ-ž]|[a-z]{1,3}[A-Z]|\d+[A-Za-z]*[A-Z]|\d{1,3}(?:x|andMe)\b")
# "U.K.-based" says where the one sits that is named behind it.
_NO_NAME = re.compile(r"[\W\d_]+$|\S+-based$|(?:https?:|www\.)|\S+@\S+|#\w+$|[a-zß-ÿ]+$")
_LEGAL_TOKEN = re.compile(r"[A-Za-z.]{1,6}/?[A-Za-z.]{0,4}$")
_LOWER_LEGAL = frozenset(
    {
        "plc",
        "mbh",
        "gmbh",
        "inc.",
        "a.s.",
        "a.s",
        "e.v.",
        "s.p.a.",
        "kk",
        "s.r.o.",
        "s.r.o",
        "d.o.o.",
        "d.o.o",
        "vzw",
        "asbl",
    }
)
# Legal forms behind which no name goes on.
_CLOSING_LEGAL = frozenset({"inc", "ltd", "llc", "llp", "gmbh", "plc"})
# A name that begins so may hold a list: "Ministry of Science, Research and Culture", "University of California, Davis".
_LISTING = frozenset("ministry department faculty school college university centers centre center office bureau".split())
# Lower-case words that end the name of a body of state: "Utah legislature", "Irish government".
_STATE_BODIES = frozenset({"government", "legislature", "ministry", "parliament", "senate"})
_STATE_ADJECTIVES = frozenset({"state", "provincial", "federal", "regional", "city", "cantonal"})
# "(Nasdaq: GOVX)", "(NYSE American: KAPA)", "(TSX.V: ABC; OTCQB: ABCF)"
TICKER = re.compile(
    r"\(\s*(?P<exchange>[A-Za-z][\w .&/-]{1,30}?)\s*:\s*(?P<symbol>[A-Z0-9][A-Z0-9.-]{0,9})\b[^()\n]{0,60}\)"
)
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
MAXIMUM_GROUPS = 5
MAXIMUM_TOKENS = 12


@lru_cache(maxsize=16384)
def normal(name: str) -> str:
    """Return ``name`` without case, accents, punctuation, article and trailing legal form.

    What the contract's scorer compares, but for the typographic apostrophe, which counts as the plain one.

    >>> normal("The CellFabrik, S.A.")
    'cellfabrik'
    """
    name = html.unescape(html.unescape(name)).replace("’", "'")
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"'s\b", "", text)
    parts = re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and ")).split()
    if parts[:1] == ["the"]:
        parts = parts[1:]
    legal = word_set("legal_forms")
    while len(parts) > 2 and "".join(parts[-2:]) in legal and len(parts[-1]) == 1:
        parts = parts[:-2]
    while len(parts) > 1 and (parts[-1] in legal or parts[-1] == "group"):
        parts = parts[:-1]
    return " ".join(parts)


def acronyms_of(parts: list[str]) -> set[str]:
    """Return the initials of the words, with and without the small ones.

    >>> sorted(acronyms_of(["university", "of", "utah"]))
    ['uou', 'uu']
    """
    small = {"of", "for", "and", "the", "de", "in", "at", "on", "des", "der"}
    return {"".join(part[0] for part in parts), "".join(part[0] for part in parts if part not in small)}


@lru_cache(maxsize=16384)
def is_legal_form(word: str) -> bool:
    """Whether ``word`` is a legal form, with or without points.

    >>> is_legal_form("S.p.A."), is_legal_form("Inc."), is_legal_form("Bio")
    (True, True, False)
    """
    return bool(_LEGAL_TOKEN.match(word)) and word.replace(".", "").lower() in word_set("legal_forms")


@lru_cache(maxsize=16384)
def _is_name_token(text: str) -> bool:
    return bool(_NAME.match(text)) and not _NO_NAME.match(text)


def runs(doc: Doc) -> Iterator[list[tuple[int, int]]]:
    """Yield each run of ``doc`` as its groups of words, [(start, end), ...] token offsets, end exclusive."""
    texts = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    starts = [bool(token.is_sent_start) for token in doc]
    groups: list[tuple[int, int]] = []
    at, length = 0, len(texts)
    while at < length:
        if not _is_name_token(texts[at]) and not _legal_after(texts, at):
            at += 1
            continue
        end = _group_end(texts, spaces, starts, at)
        if groups and not _joined(texts, starts, groups[-1][1], at):
            yield groups
            groups = []
        groups.append((at, end))
        at = end
    if groups:
        yield groups


def _legal_after(texts: list[str], at: int) -> bool:
    """Whether a lower-case word is a name because a legal form follows it ("argenx SE")."""
    return (
        at + 1 < len(texts)
        and texts[at].isalpha()
        and len(texts[at]) > 3
        and is_legal_form(texts[at + 1])
        and texts[at + 1][0].isupper()
        and texts[at] not in word_set("common_words")
    )


def _group_end(texts: list[str], spaces: list[bool], starts: list[bool], at: int) -> int:
    """Return where the capitalised words that start at ``at`` end; hyphens and ", Inc." belong to them."""
    end, length = at + 1, len(texts)
    while end < length and not starts[end]:
        text = texts[end]
        if end - at > 1 and _ends_name(texts, end - 1) and not is_legal_form(text) and text != ",":
            break
        if _is_name_token(text) or (text.isdigit() and spaces[end - 1] and len(text) <= 3):
            end += 1
        elif (
            text in ("-", "‑", "–", "/")
            and end + 1 < length
            and not spaces[end - 1]
            and not spaces[end]
            and (_is_name_token(texts[end + 1]) or texts[end + 1].isdigit())
        ) or (text == "," and end + 1 < length and is_legal_form(texts[end + 1]) and texts[end + 1][0].isupper()):
            end += 2
        elif _parenthesis_in_name(texts, end):
            end += 4
        elif text.lower() in _LOWER_LEGAL:
            end += 1
        else:
            break
    return end


def _ends_name(texts: list[str], at: int) -> bool:
    return texts[at].lower().rstrip(".") in _CLOSING_LEGAL and texts[at][0].isupper()


def _parenthesis_in_name(texts: list[str], at: int) -> bool:
    """Whether "(Beijing) Co." stands at ``at``: a place in the middle of a company's name."""
    return (
        at + 3 < len(texts)
        and texts[at] == "("
        and texts[at + 2] == ")"
        and texts[at + 1][0].isupper()
        and is_legal_form(texts[at + 3])
        and texts[at + 3][0].isupper()
    )


def _joined(texts: list[str], starts: list[bool], left: int, right: int) -> bool:
    """Whether only connectors or a possessive stand between two groups, in one sentence."""
    gap = texts[left:right]
    if len(gap) > 3 or any(starts[left : right + 1]):
        return False
    if not gap:
        # "Acme Co., Ltd. Beta Securities LLC": a line that ends without a point, and the next one.
        return not _ends_name(texts, left - 1)
    if "to" in gap and texts[right].lower() in word_set("common_words"):
        # "Acme to Expand Support": what a headline says of it.
        return False
    if gap[0] in POSSESSIVES:
        gap = gap[1:]
    if gap[:1] == [","]:
        # "Ministry of Science, Research and Culture"; elsewhere a comma parts two names.
        return len(gap) == 1 and any(text.lower() in _LISTING for text in texts[max(0, left - 4) : left])
    return all(not (text not in _CONNECTORS or (text == "the" and place == 0)) for place, text in enumerate(gap))


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
                    if start not in symbols and end - 1 not in symbols and not _is_address(doc, start, end):
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
        cut = _may_stand_after(doc[at], common)
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
