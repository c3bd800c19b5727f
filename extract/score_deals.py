"""Which deal of a predicted record is which of the gold record.

The contract counts pairs of parties. Who reads a document sees deals: here deals of both sides that have a pair of
parties in common are put together, whatever their status and type.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from extract.score_names import Alignment
from extract.score_pairs import Pair
from ontology.records import Deal, Record

HALF = 0.5


@dataclass(frozen=True, slots=True)
class DealMatch:
    """Deals of gold and of the predicted record that tell of the same parties; one side may be empty."""

    gold: tuple[Deal, ...]
    predicted: tuple[Deal, ...]


def deal_matches(gold: Record, predicted: Record, alignment: Alignment) -> tuple[DealMatch, ...]:
    """Return every deal of both records once, in the order of gold and then of the predicted record."""
    # Two deals of gold between the same parties stay two unless a predicted one ties them together.
    groups = [_Group([place], [], together(deal, alignment.gold)) for place, deal in enumerate(gold.deals)]
    for place, deal in enumerate(predicted.deals):
        joined = _Group([], [], together(deal, alignment.predicted))
        for group in [group for group in groups if group.pairs & joined.pairs]:
            joined.gold += group.gold
            joined.predicted += group.predicted
            joined.pairs |= group.pairs
            groups.remove(group)
        joined.predicted.append(place)
        groups.append(joined)
    groups.sort(key=lambda group: (min(group.gold, default=len(gold.deals)), group.predicted))
    return tuple(
        DealMatch(
            tuple(gold.deals[place] for place in sorted(group.gold)),
            tuple(predicted.deals[place] for place in sorted(group.predicted)),
        )
        for group in groups
    )


@dataclass
class _Group:
    """Places of deals in the two records, and the pairs of parties that they have between them."""

    gold: list[int]
    predicted: list[int]
    pairs: set[Pair]


def right_deals(gold: Record, predicted: Record, alignment: Alignment) -> list[bool]:
    """Return for each predicted deal whether it is one: half of its pairs of parties or more are together in a gold deal.

    Type and status do not count: this says whether there is a deal between these parties.
    """
    told = [together(deal, alignment.gold) for deal in gold.deals]
    right = []
    for deal in predicted.deals:
        pairs = together(deal, alignment.predicted)
        best = max((len(pairs & other) for other in told), default=0)
        right.append(bool(pairs) and best >= HALF * len(pairs))
    return right


def together(deal: Deal, key: Callable[[str], str]) -> set[Pair]:
    """Return every two parties of a deal, those on the same side too; ``key`` gives an organization's key by its name."""
    keys = sorted({key(party.organization) for party in deal.parties})
    return {frozenset(two) for two in combinations(keys, 2)}
