"""Scores of deals: pairs of parties, their types and their roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from extract.score_counts import Count, Difference, Share
from extract.score_names import Alignment
from ontology.records import Deal, Record
from ontology.vocabularies import DEAL_TYPES

Pair = frozenset[str]
"""The keys of two parties (see :class:`~extract.score_names.Alignment`)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one deal says of a pair."""

    types: frozenset[str]
    roles: Mapping[str, str]
    confidence: float


Pairs = Mapping[Pair, list[Told]]


def pairs(deals: Iterable[Deal], key: Callable[[str], str], *, prior: bool) -> Pairs:
    """Return every pair of parties with what the deals say of it, older deals or the others.

    ``key`` gives the key of an organization by its name. Two parties on the same side of a deal are no pair.
    """
    found: dict[Pair, list[Told]] = defaultdict(list)
    for deal in deals:
        if (deal.status == "prior") != prior:
            continue
        roles = {key(party.organization): party.role for party in deal.parties}
        for one, two in combinations(sorted(roles), 2):
            if roles[one] == roles[two] != "partner":
                continue  # Two investors of one round are no partners of each other.
            told = Told(frozenset(deal.types), {one: roles[one], two: roles[two]}, deal.confidence)
            found[frozenset((one, two))].append(told)
    return found


class PairScore:
    """What the pairs of one document add to each measure, and where the two records differ."""

    def __init__(self, gold: Record, predicted: Record, alignment: Alignment) -> None:
        self.doc = gold.doc
        self.alignment = alignment
        self.gold = pairs(gold.deals, alignment.gold, prior=False)
        self.gold_prior = pairs(gold.deals, alignment.gold, prior=True)
        predicted_prior = pairs(predicted.deals, alignment.predicted, prior=True)
        every = pairs(predicted.deals, alignment.predicted, prior=False)
        # A pair that gold holds as prior is no error of the headline figure.
        self.found = {pair: told for pair, told in every.items() if pair in self.gold or pair not in self.gold_prior}
        self.pairs = Count.of(set(self.gold), set(self.found))
        self.prior_pairs = Count.of(set(self.gold_prior), set(predicted_prior))
        agreed = [pair for pair in self.gold if types(self.gold, pair) & types(self.found, pair)]
        self.typed_pairs = Count(len(agreed), len(self.found) - len(agreed), len(self.gold) - len(agreed))
        directed = [pair for pair in agreed if types(self.gold, pair) & types(self.found, pair) & directed_types()]
        self._turned = [pair for pair in directed if not self._roles_agree(pair)]
        self.roles = Share(len(directed) - len(self._turned), len(directed))

    def by_type(self) -> dict[str, Count]:
        """Return for every deal type that occurs how its pairs were found."""
        counts: dict[str, Count] = defaultdict(Count)
        for pair in {**self.gold, **self.found}:
            expected, found = types(self.gold, pair), types(self.found, pair)
            for one in expected | found:
                counts[one] += Count(one in expected & found, one in found - expected, one in expected - found)
        return dict(counts)

    def differences(self) -> Iterator[Difference]:
        """Yield the pairs missed, spurious, of a wrong type or with wrong roles."""
        for pair in self.gold:
            expected, found = types(self.gold, pair), types(self.found, pair)
            if pair not in self.found:
                yield Difference(self.doc, "pairs", "missed", self._names(pair), gold=_listed(expected))
            elif not expected & found:
                yield Difference(self.doc, "deal types", "wrong", self._names(pair), _listed(expected), _listed(found))
        for pair in self.found:
            if pair not in self.gold:
                yield Difference(
                    self.doc, "pairs", "spurious", self._names(pair), found=_listed(types(self.found, pair))
                )
        for pair in self._turned:
            yield Difference(
                self.doc,
                "roles",
                "wrong",
                self._names(pair),
                self._roles(self.gold[pair]),
                self._roles(self.found[pair]),
            )

    def _roles_agree(self, pair: Pair) -> bool:
        return any(
            one.roles == other.roles for one in self.gold[pair] for other in self.found[pair] if one.types & other.types
        )

    def _names(self, pair: Pair) -> str:
        return " – ".join(sorted(map(self.alignment.label, pair)))

    def _roles(self, told: list[Told]) -> str:
        said = (", ".join(f"{self.alignment.label(key)}: {role}" for key, role in one.roles.items()) for one in told)
        return "; ".join(dict.fromkeys(said))


def types(told: Pairs, pair: Pair) -> frozenset[str]:
    """Return all types of the deals between a pair, none if there is no deal."""
    return frozenset().union(*(one.types for one in told.get(pair, ())))


def _listed(some: Iterable[str]) -> str:
    return ", ".join(sorted(some))


@cache
def directed_types() -> frozenset[str]:
    """Return the deal types whose two sides have different roles: only these can have wrong ones."""
    return frozenset(one for one in DEAL_TYPES.ids if DEAL_TYPES.is_directed(one))
