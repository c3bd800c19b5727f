"""What a text calls an organization beside its name: "Acme, a contract manufacturer" or "the law firm Acme"."""

from __future__ import annotations

import re
from functools import cache

from extract.words import pattern_rows

# What leads from a name to a description: an article, "is one of the", a comma.
_TO_NOUN = re.compile(
    r"[ \t]*(?:®|™)?[ \t]*(?:\([^()\n]{0,80}\)[ \t]*){0,3}"
    r"(?:,? (?:an?|the|one of the|which is an?)\b|,| (?:is|was) (?:an?|the|one of the)\b|(?<=\)))[ \t]*"
)
# "of" ends the description too, but for "a provider of clinical services".
_CLAUSE_END = re.compile(
    r"[.;:!?()\n]|,\s|(?<![\w-])(?:that|which|who|where|while|given|owned|led|backed|run|by|with|"
    r"for|in|at|to|has|have|said|today|announced|and its|whose|focused|based)(?![\w-])|"
    r"(?<!provider )(?<!providers )(?<!developer )(?<!maker )(?<!manufacturer )(?<!supplier )(?<!operator )\bof\b"
)
_REACH = 110
_MANUFACTURER = re.compile(
    r"\b(?:bio\w*|cell|gene|therap\w+|pharma\w*|vector|vaccines?|sterile|aseptic|biologics?|drug|medicines?|plasmid|rna|mrna|peptides?)\b"
    r"[\w ,&-]{0,30}\bmanufacturing\b|\b(?:bio|pharma)manufactur\w+|\bbiofoundry\b|\bcd?mo\b",
    re.IGNORECASE,
)
# Where people are studied: "Patient Study Center", "Clinical Trials Unit", "Program in Regenerative Medicine".
_STUDY_CENTER = re.compile(
    r"\b(?:stud(?:y|ies)|trials|investigations?) (?:\w+ )?(?:cent(?:er|re)s?|units?)$"
    r"|(?<!graduate )(?<!doctoral )\bprogram(?:me)? (?:in|for) (?:[\w-]+ ){0,3}(?:medicine|biology|oncology|genetics|immunology|research)$",
    re.IGNORECASE,
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = pattern_rows("organization_descriptors", 2)
    return tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in rows)


def described_after(text: str, end: int) -> str | None:
    """Return the type that the words right behind a name give it, None if they say nothing.

    ``end`` is where the name ends in ``text``.

    >>> described_after("Acme, a full-service contract manufacturer, said", 4)
    'cdmo'
    """
    link = _TO_NOUN.match(text, end)
    if link is None:
        return _compound(text[end : end + _REACH])
    stop = _CLAUSE_END.search(text, link.end(), link.end() + _REACH)
    return _kind(text[link.end() : stop.start() if stop else link.end() + _REACH])


def _compound(behind: str) -> str | None:
    """Return the type of the description that stands right behind a name: "the Alder Mile economic development initiative"."""
    words = behind.lstrip(" \t")
    if words == behind:
        return None
    found = [(match.end(), kind) for kind, pattern in _patterns() if (match := pattern.match(words)) and not _is_name(match.group())]
    return max(found)[1] if found else None


def described_before(text: str, start: int) -> str | None:
    """Return the type that the words right before a name give it ("the law firm Acme"), or None."""
    before = text[max(0, start - 45) : start]
    clause = re.split(r"[.,;:!?()\n“”\"]", before)[-1]
    found = [
        (match.end(), kind)
        for kind, pattern in _patterns()
        for match in pattern.finditer(clause)
        if not _is_name(match.group())
    ]
    return next((kind for end, kind in sorted(found, reverse=True) if not clause[end:].strip()), None)


def described_by_name(name: str) -> str | None:
    """Return "cdmo" or "research-institute" for a name that says so, else None.

    >>> described_by_name("Norwick Cell Manufacturing Ltd"), described_by_name("Patient Study Center")
    ('cdmo', 'research-institute')
    """
    if _MANUFACTURER.search(name):
        return "cdmo"
    return "research-institute" if _STUDY_CENTER.search(name) else None


def _kind(phrase: str) -> str | None:
    """Return the type of the last description in ``phrase``, its head: "a non-profit hospital" is a hospital.

    Words in capitals are names ("Acme, Alder University"), unless they are abbreviations ("a CDMO").
    """
    found = [
        (match.end(), match.end() - match.start(), kind)
        for kind, pattern in _patterns()
        for match in pattern.finditer(phrase)
        if not _is_name(match.group())
    ]
    return max(found)[2] if found else None


def _is_name(words: str) -> bool:
    """Whether the last of the words is capitalised as a name is."""
    last = words.split()[-1]
    return last[0].isupper() and not last.isupper()
