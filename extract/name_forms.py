"""Forms of names: what two ways of writing one name have in common, initials, legal forms, tickers."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from extract.words import word_set

_LEGAL_TOKEN = re.compile(r"[A-Za-z.]{1,6}/?[A-Za-z.]{0,4}$")
# "(Nasdaq: GOVX)", "(NYSE American: KAPA)", "(TSX.V: ABC; OTCQB: ABCF)", "(TSX: “ABC”, OTC: “ABCF”)"
TICKER = re.compile(
    r"\(\s*(?P<exchange>[A-Za-z][\w .&/-]{1,30}?)\s*:\s*[“\"]?(?P<symbol>[A-Z0-9][A-Z0-9.-]{0,9})\b[^()\n]{0,60}\)"
)


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
