"""Dates in the forms of the contract: YYYY, YYYY-MM, YYYY-MM-DD and --MM-DD (year unknown).

Relative dates ("last year", "in March") are resolved against the document's own date; without one they yield nothing,
except a day of a month, which keeps its unknown year.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import DateDraft
from extract.spans import cover, text_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
          r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|"
          r"AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?")  # fmt: skip
_DATE = re.compile(
    rf"""\b(?:
      (?P<iy>(?:19|20)\d\d)-(?P<im>0[1-9]|1[0-2])-(?P<id>0[1-9]|[12]\d|3[01])
    | (?P<m1>{_MONTH})\ ?(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s?(?:%|,\d{{3}}|million|billion))
        (?:\s?[-–]\s?[0-3]?\d(?:st|nd|rd|th)?\b)?(?:,?\ ?(?P<y1>(?:19|20)\d\d)\b)?
    | (?P<d2>[0-3]?\d)(?:st|nd|rd|th|\.)?(?:\ of)?\ (?P<m2>{_MONTH})(?:,?\ (?P<y2>(?:19|20)\d\d)\b)?
    | (?P<m3>{_MONTH})(?:\ of)?,?\ (?P<y3>(?:19|20)\d\d)
    | (?P<d4>[0-3]?\d)[./](?P<m4>[01]?\d)[./](?P<y4>(?:19|20)\d\d)
    | (?P<relative>[Ll]ast\ year|[Tt]his\ year|[Nn]ext\ year|[Ll]ast\ month|[Tt]his\ month|[Nn]ext\ month|[Tt]oday)
    | (?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ll]ast|of|by)\ (?P<m5>{_MONTH})(?!\s\d)
    | (?:(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Bb]y|[Ff]rom|[Oo]f|to|and|early|late|mid|between|before|after|
         spring|summer|autumn|fall|winter|the|
         [Qq][1-4]|[1-4][Qq]|[Hh][12]|quarter|half|year|or)[\s-]|\()(?P<y6>(?:19|20)\d\d)
    )(?![\w%]|[,.]\d)""",
    re.VERBOSE,
)
# "ROCHESTER, Minn., August 15, 2022 /PRNewswire/ --": the date of a dateline stands close to the start of its line.
_DATELINE_REACH = 160


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _form(year: str | None, month: int, day: int) -> str | None:
    """Return a date in the contract's form, or None when no calendar holds it."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _absolute(match: re.Match[str]) -> str | None:
    """Return the date that a match states in full, or the day and month with the year unknown."""
    if match["iy"]:
        return match.group("iy") + "-" + match["im"] + "-" + match["id"]
    if match["m1"]:
        return _form(match["y1"], _month(match["m1"]), int(match["d1"]))
    if match["m2"]:
        return _form(match["y2"], _month(match["m2"]), int(match["d2"]))
    if match["m3"]:
        return f"{match['y3']}-{_month(match['m3']):02}"
    if match["m4"]:
        day, month = int(match["d4"]), int(match["m4"])
        # 10/16/2025 is American; 16.10.2025 and 16/10/2025 are not.
        american = month > 12 or ("/" in match.group() and day <= 12)
        return _form(match["y4"], *((day, month) if american else (month, day)))
    return match["y6"]


def _relative(match: re.Match[str], today: str) -> str | None:
    """Return the date that a relative expression means in a document of the date ``today``."""
    year = int(today[:4])
    if match["m5"]:
        if len(today) < 7:
            return None
        month = _month(match["m5"])
        # A month without a year is the latest one that has begun.
        return f"{year if month <= int(today[5:7]) else year - 1}-{month:02}"
    word, unit = match["relative"].lower().partition(" ")[::2]
    if word == "today":
        return today
    shift = {"last": -1, "this": 0, "next": 1}[word]
    if unit == "year":
        return str(year + shift)
    if len(today) < 7:
        return None
    months = year * 12 + int(today[5:7]) - 1 + shift
    return f"{months // 12}-{months % 12 + 1:02}"


def document_date(doc: Doc) -> str | None:
    """Return the document's own date: what the source states, else that of its dateline, else None.

    >>> import spacy
    >>> document_date(spacy.blank("en")("ROCHESTER, Minn., Aug. 15, 2022 /PRNewswire/ -- Alder Clinic today said"))
    '2022-08-15'
    >>> document_date(spacy.blank("en")("August 15\\n\\nROCHESTER, Minn. - Alder Clinic today announced"))
    '--08-15'
    """
    if doc._.published:
        return str(doc._.published)
    best: str | None = None
    offset = lines = 0
    text = text_of(doc)[:4000]
    for line in text.split("\n"):
        if line.strip():
            lines += 1
            for match in _DATE.finditer(text, offset, min(offset + _DATELINE_REACH, offset + len(line))):
                value = None if match["relative"] or match["m5"] or match["y6"] else _absolute(match)
                if value is None or not _is_dateline(text[offset : match.start()], line[match.end() - offset :]):
                    continue
                if not value.startswith("--"):
                    return value
                best = best or value
        offset += len(line) + 1
        if lines > 14:
            break
    return best


def _is_dateline(before: str, after: str) -> bool:
    """Whether a date between these parts of its line dates the document rather than an event in its text."""
    rest = after.strip(" \t\u00a0)*_|.,")
    opens = not before.strip(" \t\u00a0(*_|") or before.count(",") + before.count(" ") <= 14
    closes = not rest or re.match(r"[-–—/(@|:]|[A-Z]|\d\d?:\d\d", rest) is not None
    # A dateline holds places and dates, not prose: "The study began in March 2020 -- and ..." has small words.
    prose = re.search(r"(?<![\w.])(?!and\b|of\b|le\b|den\b|the\b|de\b|from\b|newsletter\b)[a-z]{2,}(?![\w.])", before)
    return opens and closes and prose is None


def resolve_year(value: str, today: str | None) -> str:
    """Return ``--MM-DD`` with the latest year in which that day is not after ``today``; other forms as they are.

    >>> resolve_year("--11-30", "2023-02-14"), resolve_year("--01-05", None)
    ('2022-11-30', '--01-05')
    """
    if not value.startswith("--") or not today or not re.match(r"\d{4}", today):
        return value
    year = int(today[:4])
    return f"{year if len(today) < 10 or value[2:] <= today[5:10] else year - 1}-{value[2:]}"


@Language.factory("kg_dates", assigns=["doc._.dates"])
class Dates:
    """Finds dates."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.dates`` in the order of the text."""
        today = document_date(doc)
        known = today if today and not today.startswith("--") else None
        drafts = []
        for match in _DATE.finditer(text_of(doc)):
            value = _absolute(match)
            if value is None and (match["relative"] or match["m5"]):
                value = _relative(match, known) if known else None
            if value is not None:
                drafts.append(DateDraft(value, cover(doc, match.start(), match.end())))
        doc._.dates = drafts
        return doc
