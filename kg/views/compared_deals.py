"""What the page of a comparison says about deals: those of gold beside those found, and in what they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extract.score_deals import DealMatch, deal_matches
from extract.score_names import Alignment, normal
from extract.score_pairs import directed_types
from kg.views.cards import date_text, money
from kg.views.offline import units
from kg.views.standing import MISSED, RIGHT, SPURIOUS, WRONG, Marked
from ontology.records import Amount, Deal, Record, Span
from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ROLES, STATUSES, THERAPY_TYPES

_SENTENCE_END = re.compile(r"(?<=[.!?][”\"’) ])\s*(?=[A-Z“\"])|\n+")
SENTENCES_SHOWN = 2


def deal_cards(
    text: str, gold: Record, predicted: Record, alignment: Alignment, named: Sequence[Marked]
) -> list[dict[str, Any]]:
    """Return every deal of either record once: what gold says, what was found, and in what they differ.

    ``named`` says where the text names what gold has: a deal of gold comes with sentences that name its parties.
    """
    return [
        {
            "state": _state(match, notes := _notes(match, alignment)),
            "notes": notes,
            "gold": [_card(deal, _naming(text, deal, named), text) for deal in match.gold],
            "found": [{**_card(deal, deal.evidence, text), "confidence": deal.confidence} for deal in match.predicted],
        }
        for match in deal_matches(gold, predicted, alignment)
    ]


def _state(match: DealMatch, notes: list[str]) -> str:
    if not match.predicted:
        return MISSED
    if not match.gold:
        return SPURIOUS
    return WRONG if notes else RIGHT


def _card(deal: Deal, evidence: Iterable[Span], text: str) -> dict[str, Any]:
    return {
        "types": [DEAL_TYPES.label(one) for one in deal.types],
        "status": STATUSES.label(deal.status),
        "date": date_text(deal.date),
        "parties": [[party.organization, ROLES.label(party.role).lower()] for party in deal.parties],
        "terms": [
            [name, values]
            for name, values in (
                ("Amounts", [_amount(one) for one in deal.amounts]),
                ("Therapies", [THERAPY_TYPES.label(one) for one in deal.therapies]),
                ("Products", list(deal.products)),
                ("Indications", list(deal.indications)),
            )
            if values
        ],
        "evidence": [_quote(text, span) for span in evidence if span.of(text).strip()],
    }


def _quote(text: str, span: Span) -> dict[str, Any]:
    """Return the quoted words, and in which line and where in it they begin and end; ends in a later line are cut."""
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start, span.end)
    return {
        "quote": " ".join(span.of(text).split()),
        "line": text.count("\n", 0, span.start),
        "start": units(text[begin : span.start]),
        "end": units(text[begin : span.end if end < 0 else end]),
    }


def _amount(one: Amount) -> str:
    return f"{AMOUNT_KINDS.label(one.kind)} {money(one.value, one.currency)}"


def _notes(match: DealMatch, alignment: Alignment) -> list[str]:
    """Return in what the deals of both sides differ, none if one side has no deal."""
    if not match.gold or not match.predicted:
        return []
    notes = []
    types = [{kind for deal in deals for kind in deal.types} for deals in (match.gold, match.predicted)]
    if not types[0] & types[1]:
        notes.append(f"type: {_labels(DEAL_TYPES.label, types[1])}; gold: {_labels(DEAL_TYPES.label, types[0])}")
    statuses = [{deal.status for deal in deals} for deals in (match.gold, match.predicted)]
    if not statuses[0] & statuses[1]:
        notes.append(f"status: {_labels(STATUSES.label, statuses[1])}; gold: {_labels(STATUSES.label, statuses[0])}")
    sides = [_roles(match.gold, alignment.gold), _roles(match.predicted, alignment.predicted)]
    for key in sides[0].keys() | sides[1].keys():
        expected, found = (side.get(key, set()) for side in sides)
        if not found:
            notes.append(f"party missed: {alignment.label(key)}")
        elif not expected:
            notes.append(f"party too many: {alignment.label(key)}")
        elif not expected & found and types[0] & types[1] & directed_types():
            notes.append(
                f"role of {alignment.label(key)}: {_labels(ROLES.label, found)}; gold: {_labels(ROLES.label, expected)}"
            )
    return sorted(notes)


def _roles(deals: Iterable[Deal], key: Callable[[str], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for deal in deals:
        for party in deal.parties:
            found.setdefault(key(party.organization), set()).add(party.role)
    return found


def _labels(label: Callable[[str], str], some: Iterable[str]) -> str:
    return ", ".join(label(one).lower() for one in sorted(some))


def _naming(text: str, deal: Deal, named: Sequence[Marked]) -> list[Span]:
    """Return the first sentences that name two parties of the deal; if none does, the first that names each party."""
    parties = {normal(party.organization) for party in deal.parties}
    places = [
        (one.start, normal(one.thing.names[0]))
        for one in named
        if one.thing.kind == "organization" and normal(one.thing.names[0]) in parties
    ]
    first: dict[str, Span] = {}
    both = []
    for sentence in _sentences(text):
        inside = {name for start, name in places if sentence.start <= start < sentence.end}
        if len(inside) > 1:
            both.append(sentence)
        for name in inside:
            first.setdefault(name, sentence)
    return both[:SENTENCES_SHOWN] or list(dict.fromkeys(first.values()))


def _sentences(text: str) -> list[Span]:
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [Span(start=start, end=end) for start, end in zip(starts, starts[1:], strict=False) if end > start]
