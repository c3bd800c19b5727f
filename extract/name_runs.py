"""Runs of capitalised words, the stretches of text that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc

from extract.name_forms import is_legal_form
from extract.words import word_set

_CONNECTORS = frozenset("of for and & the de la del du des der die das für di da do dos e y et van von to und in at on".split())
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_NAME = re.compile(r"[A-ZÀ-ÞĀ-ž]|[a-z]{1,3}[A-Z]|\d+[A-Za-z]*[A-Z]|\d{1,3}(?:x|andMe)\b")
# "U.K.-based" says where the one sits that is named behind it.
_NO_NAME = re.compile(r"[\W\d_]+$|\S+-based$|(?:https?:|www\.)|\S+@\S+|#\w+$|[a-zß-ÿ]+$")
_LOWER_LEGAL = frozenset(
    "plc mbh gmbh inc. a.s. a.s e.v. s.p.a. kk s.r.o. s.r.o d.o.o. d.o.o vzw asbl".split()
)
# Legal forms behind which no name goes on.
_CLOSING_LEGAL = frozenset({"inc", "ltd", "llc", "llp", "gmbh", "plc"})
# A name that begins so may hold a list: "Ministry of Science, Research and Culture", "University of California, Davis".
_LISTING = frozenset("ministry department faculty school college university centers centre center office bureau".split())


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


@lru_cache(maxsize=16384)
def _is_name_token(text: str) -> bool:
    return bool(_NAME.match(text)) and not _NO_NAME.match(text)


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
