"""Datelines: place, date and wire at the start of the news, and lines that say the date alone."""

from __future__ import annotations

import re

_WORD = re.compile(r"\s*(?P<word>\S+?)(?P<dash>--+|—|–|(?<!\S)-(?=\s)|(?=\s)|$)\s*")
_LOWER = frozenset({"and", "of", "de", "the", "le", "am", "pm", "a.m.", "p.m."})
_MONTH = r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_SIGN = re.compile(r"\b(?:19|20)\d\d\b|(?i:wire\b|newswire|/24-7|news ?direct)|^\s*[A-ZÀ-Þ]{3}|^[\w. '’-]{3,40}, [\w. '’-]{2,30}\W*$|"
                   rf"{_MONTH} \d|^\s*\d{{1,2}}[:.]\d\d\s[A-Z]{{2,4}}\b")  # fmt: skip
# "Dubai, 22 July 2024: ", "LUND, June 21, 2023 (regulatory). ": the year, or a note behind it, ends with the sentence.
_LAST_WORD = re.compile(r"(?:(?:19|20)\d\d|\(\w+\))[:.]")
_DATED = re.compile(r",.*\b(?:19|20)\d\d\b", re.DOTALL)
_PLACE = re.compile(r"(?:[A-ZÀ-Þ][A-ZÀ-Þ' -]{3,30}\.|\([A-ZÀ-Þ][\w. ]{2,30}, [A-ZÀ-Þ][\w. ]{1,20}\))\s+(?=[A-ZÀ-Þ])")
_DATE_ALONE = re.compile(
    rf"[/|\s]*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+(?:19|20)\d\d)?|"
    rf"\d{{1,2}}\.?\s+{_MONTH}(?:\s+(?:19|20)\d\d)?)[/|\s]*"
)


def is_date(line: str) -> bool:
    """Whether ``line`` is a date and nothing else.

    >>> is_date("Tuesday, November 9, 2021"), is_date("// Nov 14 //"), is_date("May 5 was a Monday")
    (True, True, False)
    """
    return bool(_DATE_ALONE.fullmatch(line))


def dateline_length(line: str) -> int:
    """Return the characters of a dateline ("ROCHESTER, Minn., Aug. 15 -- ") at the start of ``line``, or 0.

    >>> dateline_length("ROCHESTER, Minn. — Alder Clinic today announced")
    19
    >>> dateline_length("Dubai, 22 July 2024: From September"), dateline_length("(Austin, TX) The editors")
    (21, 13)
    """
    end = 0
    # "BOSTON - May 5, 2025 (WIRE) - Acme": what stands between two dashes belongs to it as well.
    while (more := _dashed(line[:220], end)) and _SIGN.search(line[end:more]):
        end = more
    if not end and (place := _PLACE.match(line)):
        return place.end()
    return end


def _dashed(line: str, start: int) -> int:
    """Return where the first dash after ``start`` ends if only names, dates and numbers come before it, else 0."""
    at = start
    for _ in range(18):
        match = _WORD.match(line, at)
        if not match:
            return 0
        word = match["word"]
        if word[0] in '“"‘' or (word[0].islower() and word not in _LOWER):
            return 0
        if match["dash"] or word in ("-", "--", "—", "–"):
            return match.end()
        if _LAST_WORD.fullmatch(word) and _DATED.search(line, start, match.end()):
            return match.end()
        at = match.end()
    return 0
