"""Scores of all that is not a deal: organizations, therapies, products, indications, amounts and people."""

from __future__ import annotations

from collections.abc import Iterator

from extract.score_counts import Count, Difference, Figure, Share
from extract.score_names import Alignment, LooseMatch, normal
from ontology.records import Record

Sum = tuple[str, float, str | None]
"""Kind, value and currency of an amount."""


class FactScore:
    """What the facts of one document add to each measure, and where the two records differ."""

    def __init__(self, gold: Record, predicted: Record, alignment: Alignment) -> None:
        self.doc = gold.doc
        self._gold, self._predicted, self._alignment = gold, predicted, alignment
        self._types = [
            (gold.organizations[other], predicted.organizations[place].type)
            for place, other in alignment.matches.items()
            if gold.organizations[other].type
        ]
        self._loose = {
            "products": LooseMatch(gold.products, predicted.products),
            "indications": LooseMatch(gold.indications, predicted.indications),
        }
        self._amounts = amounts(gold), amounts(predicted)
        self._people = people(gold), people(predicted)

    def figures(self) -> dict[str, Figure]:
        """Return measure -> its figure in this document."""
        alignment, (sums, sums_found), (named, named_found) = self._alignment, self._amounts, self._people
        return {
            "organizations": Count.of(set(alignment.gold_keys), set(alignment.predicted_keys)),
            "organization_types": Share(sum(one.type == found for one, found in self._types), len(self._types)),
            "therapies": Count.of(set(self._gold.therapies), set(self._predicted.therapies)),
            **{
                measure: Count(len(match.pairs), len(match.spurious), len(match.missed))
                for measure, match in self._loose.items()
            },
            "amounts": Count.of(sums, sums_found),
            "amounts_value": Count.of({one[1:] for one in sums}, {one[1:] for one in sums_found}),
            "people": Count.of(named.keys(), named_found.keys()),
            "people_org": Count.of(
                {(name, alignment.gold(place)) for name, place in named.items() if place},
                {(name, alignment.predicted(place)) for name, place in named_found.items() if place},
            ),
        }

    def differences(self) -> Iterator[Difference]:
        """Yield what is missed, spurious or wrong."""
        alignment, doc = self._alignment, self.doc
        keys = set(alignment.gold_keys), set(alignment.predicted_keys)
        yield from self._two("organizations", *({key: alignment.label(key) for key in sorted(some)} for some in keys))
        for one, found in self._types:
            if one.type != found:
                yield Difference(doc, "organization_types", "wrong", one.name, one.type or "", found or "")
        records = self._gold, self._predicted
        yield from self._two("therapies", *({one: one for one in sorted(set(record.therapies))} for record in records))
        for measure, match in self._loose.items():
            yield from (Difference(doc, measure, "missed", name) for name in match.missed)
            yield from (Difference(doc, measure, "spurious", name) for name in match.spurious)
        # Not by kind alone: None and text do not sort.
        yield from self._two(
            "amounts", *({one: _said(one) for one in sorted(some, key=repr)} for some in self._amounts)
        )
        named = tuple({normal(one.name): one.name for one in record.people} for record in records)
        yield from self._two("people", *named)
        yield from self._employers(named[0])

    def _two(
        self, measure: str, gold: dict[str, str] | dict[Sum, str], found: dict[str, str] | dict[Sum, str]
    ) -> Iterator[Difference]:
        yield from (Difference(self.doc, measure, "missed", what) for one, what in gold.items() if one not in found)
        yield from (Difference(self.doc, measure, "spurious", what) for one, what in found.items() if one not in gold)

    def _employers(self, names: dict[str, str]) -> Iterator[Difference]:
        named, named_found = self._people
        for one in named.keys() & named_found.keys():
            place, place_found = named[one], named_found[one]
            key = self._alignment.gold(place) if place else ""
            if key != (self._alignment.predicted(place_found) if place_found else ""):
                yield Difference(self.doc, "people_org", "wrong", names[one], place or "", place_found or "")


def amounts(record: Record) -> set[Sum]:
    """Return the sums of all deals, each once."""
    return {(one.kind, float(one.value), one.currency or None) for deal in record.deals for one in deal.amounts}


def people(record: Record) -> dict[str, str | None]:
    """Return normal form of a person's name -> the organization, or None."""
    return {normal(one.name): one.organization for one in record.people}


def _said(one: Sum) -> str:
    kind, value, currency = one
    return f"{kind} {value:,.15g} {currency or '%'}"
