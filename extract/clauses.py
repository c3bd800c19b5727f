"""A sentence in short: its words with every name of an organization, or list of names, as one slot.

What stands in brackets, a dateline before the first name and descriptions between commas ("Acme, a maker of vectors,
signed") are left out, so that who does what stands close together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Span

from extract.name_runs import POSSESSIVES

SLOT = "@"
_SILENT = frozenset('“”"*•·‘™®')
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_LONGEST_BRACKET = 60
_DASHES = frozenset({"-", "--", "–", "—", "-–", "––", "/", "|"})
_LONGEST_DATELINE = 45
_JOINTS = frozenset({",", "and", "&", "or", "/", "plus", "as", "well", "both", ";", "together", "along", "with"})
_CLOSING = frozenset({"and", "&", "or"})
_LONGEST_JOINT = 7
_RELATIVES = frozenset(
    {"subsidiary", "subsidiaries", "affiliate", "affiliates", "division", "unit", "arm", "parent", "sister"}
)
_FAMILY = _RELATIVES | {"its", "their", "his", "wholly", "-", "owned", "wholly-owned", "company", "partner", "partners",
                        "through", "via", "'s", "’s"}  # fmt: skip
OPENERS = frozenset({"a", "an", "the", "one", "which", "who", "whose", "formerly", "part", "headquartered", "based", "located",
                      "specializing", "specialising", "dedicated", "focused", "focusing", "developing", "leading", "known",
                      "where", "home", "founded", "established", "inc", "inc.", "llc", "ltd", "ltd.", "world"})  # fmt: skip
_LONGEST_DESCRIPTION = 60
_RESUMES = frozenset({"has", "have", "had", "is", "are", "was", "were", "will", "today", "announced", "announces", "announce",
                      "and", "said", "recently", "signed", "entered", "plans", "intends", "proudly", "yesterday", "to", "would",
                      "may", "can", "shall", "acquired", "completed", "reported", "reports", "welcomed"})  # fmt: skip
_PREPOSITIONS = frozenset({"with", "of", "from", "by", "to", "for", "in", "at", "between", "among", "under", "through", "via", "on",
                          "against", "into", "as", "per", "than", "unlike", "alongside", "within"})  # fmt: skip
_EXAMPLES = {"including": "including", "like": "including", "namely": "including", "include": "include", "includes": "include",
            "included": "include"}  # fmt: skip
_INTRODUCING = frozenset({"by", "with", "from"})
_BREAKS = frozenset({SLOT, ",", ";", ":", "that", "which", "and"})
_REACH = 6


@dataclass
class Slot:
    """One name or list of names: the numbers of its organizations, its place and the preposition that it hangs on.

    ``governed_at`` is where that preposition stands, -1 without one; ``closed`` tells that "and" has ended the list.
    """

    numbers: list[int]
    place: int
    governor: str = ""
    governed_at: int = -1
    possessive: bool = False
    closed: bool = False


@dataclass
class Clauses:
    """A sentence in short: ``words`` in lower case, "@" for a slot, and the slots in order."""

    words: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)


def clauses(sentence: Span, names: Mapping[int, tuple[int, int]]) -> Clauses:
    """Return the sentence in short; ``names`` gives for a token where a name begins its end and its organization."""
    units = _without_descriptions(_without_dateline(_units(sentence, names)))
    found = Clauses()
    for place, unit in enumerate(units):
        if isinstance(unit, str):
            found.words.append(unit)
        elif found.slots and _is_list(
            between := found.words[found.slots[-1].place + 1 :], found.slots[-1], units[place + 1 : place + 2]
        ):
            found.slots[-1].closed = not _CLOSING.isdisjoint(between)
            del found.words[found.slots[-1].place + 1 :]
            found.slots[-1].numbers.append(unit)
        else:
            found.slots.append(Slot([unit], len(found.words)))
            found.words.append(SLOT)
    for slot in found.slots:
        slot.governor, slot.governed_at = _governor(found.words, slot.place)
        slot.possessive = not POSSESSIVES.isdisjoint(found.words[slot.place + 1 : slot.place + 2])
    return found


def _units(sentence: Span, names: Mapping[int, tuple[int, int]]) -> list[str | int]:
    """Words in lower case and numbers of organizations; what stands in brackets is left out."""
    doc = sentence.doc
    units: list[str | int] = []
    index, closing, opened = sentence.start, "", 0
    while index < sentence.end:
        word = doc[index].lower_
        if closing and index - opened < _LONGEST_BRACKET:
            closing = "" if word == closing else closing
            index += 1
            continue
        closing = ""
        if index in names:
            index, number = names[index]
            units.append(number)
            continue
        if word in _BRACKETS and any(
            token.text == _BRACKETS[word] for token in doc[index : min(sentence.end, index + _LONGEST_BRACKET)]
        ):
            closing, opened = _BRACKETS[word], index
        elif not word.isspace() and word not in _SILENT:
            if (
                units
                and isinstance(units[-1], str)
                and index > sentence.start
                and not doc[index - 1].whitespace_
                and _is_hyphened(units[-1], word)
            ):
                units[-1] += word
            else:
                units.append(word)
        index += 1
    return units


def _is_hyphened(before: str, word: str) -> bool:
    """Whether two tokens without a space between them are parts of one word: "for", "-" and "profit"."""
    return (word == "-" and before[-1].isalpha()) or (before[-1] == "-" and len(before) > 1 and word[0].isalnum())


def _without_dateline(units: list[str | int]) -> list[str | int]:
    """Drop "BOSTON, June 3, 2024 – " before the first name."""
    first = next((place for place, unit in enumerate(units) if isinstance(unit, int)), 0)
    if not 0 < first <= _LONGEST_DATELINE:
        return units
    dash = max((place for place, unit in enumerate(units[:first]) if unit in _DASHES), default=-1)
    return units[dash + 1 :]


def _without_descriptions(units: list[str | int]) -> list[str | int]:
    kept: list[str | int] = []
    place = 0
    while place < len(units):
        after_name = bool(kept) and isinstance(kept[-1], int)
        if (
            after_name
            and units[place] in (",", "-", "–", "—")
            and place + 1 < len(units)
            and units[place + 1] in OPENERS
        ):
            end = _end_of_description(units, place)
            if end is not None:
                place = end
                continue
        kept.append(units[place])
        place += 1
    return kept


def _end_of_description(units: list[str | int], start: int) -> int | None:
    """Where the sentence goes on after a description that begins with the comma or dash at ``start``; None if it is none."""
    mark = units[start]
    first = None
    for place in range(start + 1, min(len(units), start + _LONGEST_DESCRIPTION)):
        unit = units[place]
        following = units[place + 1] if place + 1 < len(units) else None
        if unit == mark and isinstance(following, str) and following in _RESUMES:
            return place + 1
        if unit == mark and first is None:
            first = place + 1
    if first is None:
        return None
    # Nothing resumes the sentence: a description that names others is a clause in its own right.
    return None if any(isinstance(unit, int) for unit in units[start:first]) else first


def _is_list(between: list[str], slot: Slot, following: list[str | int]) -> bool:
    """Whether what stands between two names only joins them: commas, "and", "and its subsidiary".

    "And" closes a list: what a mere comma adds to it, is no more of it. Nor do two names with a comma between them make
    a list where none follows ("According to Acme, Beta signed").
    """
    if len(between) > _LONGEST_JOINT:
        return False
    if between == [","] and (slot.closed or (len(slot.numbers) == 1 and following[:1] not in ([","], ["and"], ["&"]))):
        return False
    if "with" in between and between[-2:] != ["along", "with"] and between[-2:] != ["together", "with"]:
        return False
    joint = any(word in (",", "and", "&", "or", "/", "plus", ";") for word in between)
    if joint and all(word in _JOINTS for word in between):
        return True
    family = any(word in _RELATIVES for word in between)
    return family and all(word in _JOINTS or word in _FAMILY for word in between)


def _governor(words: list[str], place: int) -> tuple[str, int]:
    """The preposition that a slot hangs on, and its place: the first that leads to it through words that describe it.

    What "including" or "like" introduces hangs on what stands before; if nothing does, on that word itself.
    """
    described = words[place - 1 : place] == [","]
    giving = ("", -1)
    back = last = place - 1 - described
    while back >= 0 and last - back < _REACH:
        word = words[back]
        if word in _EXAMPLES:
            giving, described, last = (_EXAMPLES[word], back), False, back
        elif word in _PREPOSITIONS:
            # "by a family company, Acme": only what is introduced like this is named behind a comma.
            named = not described or (word in _INTRODUCING and words[back + 1] in ("a", "an"))
            return (word, back) if named else ("", -1)
        elif not (giving[0] and word in (",", "that", "and")) and (word in _BREAKS or word in _RESUMES):
            break
        back -= 1
    return giving
