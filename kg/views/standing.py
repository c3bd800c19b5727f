"""How each thing of two records stands: right, wrong in part, missed or spurious, and where the text names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.locate import locate
from extract.score_facts import amounts, people
from extract.score_names import Alignment, LooseMatch, normal
from kg.views.cards import money
from ontology.records import Amount, Organization, Record, Span
from ontology.vocabularies import ORGANIZATION_TYPES, THERAPY_TYPES

RIGHT, WRONG, MISSED, SPURIOUS = "right", "wrong", "missed", "spurious"
KINDS = {
    "organization": "Organizations",
    "person": "People",
    "therapy": "Therapies",
    "product": "Products",
    "indication": "Indications",
    "amount": "Amounts",
}
"""What is marked in a text, and what a reader calls it."""


class Thing(NamedTuple):
    """Something that a record names: its kind, state and description, its names, and the characters that name it."""

    kind: str
    state: str
    label: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]


class Marked(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of a text that name a thing."""

    start: int
    end: int
    thing: Thing


def things(gold: Record, predicted: Record, alignment: Alignment) -> tuple[list[Thing], list[Thing]]:
    """Return what gold names and what was found; each thing says how it stands on the other side."""
    return [*_side(gold, predicted, alignment, MISSED)], [*_side(predicted, gold, alignment, SPURIOUS)]


def marked(text: str, some: Iterable[Thing]) -> list[Marked]:
    """Return where ``text`` names the things, without overlaps, in order; the longest name wins.

    Things without characters of their own, as those of gold, are sought by their names; organizations always, for
    their tickers are no mentions.
    """
    every = list(some)
    spans = [Marked(span.start, span.end, thing) for thing in every for span in thing.spans if span.end <= len(text)]
    kept = _apart(spans, [])
    sought = {
        place: thing.names for place, thing in enumerate(every) if not thing.spans or thing.kind == "organization"
    }
    return _apart([Marked(one.start, one.end, every[one.key]) for one in locate(text, sought)], kept)


def _apart(some: Iterable[Marked], kept: list[Marked]) -> list[Marked]:
    """Return ``kept`` and of the others those that overlap none, the longest first, in order."""
    taken = {place for one in kept for place in range(one.start, one.end)}
    found = list(kept)
    for one in sorted(some, key=lambda one: (one.start - one.end, one.start)):
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _side(own: Record, other: Record, alignment: Alignment, alone: str) -> Iterator[Thing]:
    """Yield the things of one record; ``alone`` is the state of what the other has not."""
    yield from _organizations(own, other, alignment, alone)
    named = {normal(one.name) for one in other.people}
    for person in own.people:
        said = ", ".join(part for part in (person.name, person.title, person.organization) if part)
        state = RIGHT if normal(person.name) in named else alone
        # An employer counts for the state only where both name the person.
        if state == RIGHT and not _same_employer(own, other, alignment, alone, normal(person.name)):
            state = WRONG
        yield Thing("person", state, said, (person.name,), person.mentions)
    spans: dict[tuple[str, str], list[Span]] = {}
    for mark in own.marks:
        if 0 <= mark.start < mark.end:
            spans.setdefault((mark.kind, mark.value), []).append(Span(start=mark.start, end=mark.end))
    for therapy in dict.fromkeys(own.therapies):
        state = RIGHT if therapy in other.therapies else alone
        names = (*THERAPY_TYPES.synonyms(therapy), *THERAPY_TYPES.abbreviations(therapy))
        yield Thing("therapy", state, THERAPY_TYPES.label(therapy), names, tuple(spans.get(("therapy", therapy), ())))
    for kind, mine, theirs in (
        ("product", own.products, other.products),
        ("indication", own.indications, other.indications),
    ):
        # Which of two names gets the one match may depend on the side: gold stands first, as in the score.
        match = LooseMatch(mine, theirs) if alone == MISSED else LooseMatch(theirs, mine)
        alike = set(match.missed if alone == MISSED else match.spurious)
        for name in dict.fromkeys(mine):
            yield Thing(kind, alone if name in alike else RIGHT, name, (name,), tuple(spans.get((kind, name), ())))
    yield from _amounts(own, other, alone)


def _organizations(own: Record, other: Record, alignment: Alignment, alone: str) -> Iterator[Thing]:
    place_of = alignment.matches if alone == SPURIOUS else {there: here for here, there in alignment.matches.items()}
    for place, one in enumerate(own.organizations):
        match = other.organizations[place_of[place]] if place in place_of else None
        expected = one.type if alone == MISSED else match and match.type
        state = alone if match is None else WRONG if expected and one.type != match.type else RIGHT
        yield Thing("organization", state, _described(one), (one.name, *one.aliases), one.mentions)


def _described(one: Organization) -> str:
    parts = [one.name, ORGANIZATION_TYPES.label(one.type) if one.type else "no type", one.parent and f"of {one.parent}"]
    sure = None if one.confidence is None else f"confidence {one.confidence:.2f}"
    return " · ".join(part for part in (*parts, sure) if part)


def _same_employer(own: Record, other: Record, alignment: Alignment, alone: str, name: str) -> bool:
    keys = (alignment.gold, alignment.predicted) if alone == MISSED else (alignment.predicted, alignment.gold)
    mine, theirs = people(own)[name], people(other)[name]
    return (keys[0](mine) if mine else "") == (keys[1](theirs) if theirs else "")


def _amounts(own: Record, other: Record, alone: str) -> Iterator[Thing]:
    exact = amounts(other)
    values = {one[1:] for one in exact}
    for amount in dict.fromkeys(amount for deal in own.deals for amount in deal.amounts):
        key = (amount.kind, float(amount.value), amount.currency or None)
        state = RIGHT if key in exact else WRONG if key[1:] in values else alone
        said = f"{amount.kind} {money(amount.value, amount.currency)}"
        yield Thing("amount", state, said, _written(amount), amount.evidence)


def _written(amount: Amount) -> tuple[str, ...]:
    """Return how a text may write a sum of which only the value is known."""
    said = money(amount.value, amount.currency)
    plain = f"{amount.value:,}"
    return (said, said.replace(" %", "%"), *((f"${plain}", f"US{said}") if amount.currency == "USD" else ()))
