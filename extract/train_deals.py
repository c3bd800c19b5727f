"""Training of the decisions about pairs of organizations: what they learn from gold deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.examples import Example, Rows, matched
from extract.kind_features import kind_features
from extract.linear import LinearModel
from extract.pair_features import deal_features, mask
from extract.pairs import pairs
from extract.party_features import Parties
from extract.role_features import role_features
from extract.time_features import News, time_features
from ontology.vocabularies import DEAL_TYPES

_SIDES = {"seller": "right", "venture": "right"}


def train_deals(examples: Iterable[Example]) -> dict[str, LinearModel]:
    """Return the models for pairs: whether there is a deal, whether it is news, of which type, and who has which role."""
    return fitted(deal_rows(examples))


def fitted(rows: Mapping[str, Rows]) -> dict[str, LinearModel]:
    """Return the model for each of the four decisions, from its rows."""
    return {
        # Frames are few and sure, words are many: with one penalty for all the words would outvote them.
        "exists": rows["exists"].train(0.03, loud="F"),
        "times": rows["times"].train(0.1),
        "types": rows["types"].train(0.3),
        "roles": rows["roles"].train(0.1, loud="F"),
    }


def deal_rows(examples: Iterable[Example]) -> dict[str, Rows]:
    """Return the rows of the four decisions about pairs: "exists", "times", "types" and "roles"."""
    rows = {name: Rows() for name in ("exists", "times", "types", "roles")}
    for example in examples:
        named, news, weight = mask(example.doc), News(example.doc), example.weight
        truth, parties = gold_pairs(example), Parties(example.doc)
        for pair in pairs(example.doc):
            deals = truth.get(frozenset((id(pair.first), id(pair.second))), [])
            features = deal_features(example.doc, pair, named)
            status = "none" if not deals else "prior" if all(deal.prior for deal in deals) else "current"
            rows["exists"].add(features, status, weight)
            if deals:
                rows["times"].add(time_features(pair, news), status, weight)
            for deal in deals:
                for kind in deal.types[:2]:
                    rows["types"].add(kind_features(pair, news, features, parties), kind, weight)
                directed = next((kind for kind in deal.types if DEAL_TYPES.is_directed(kind)), None)
                if directed and deal.sides:
                    for swapped in (False, True):
                        label = "left" if (deal.sides[id(pair.first)] == "left") != swapped else "right"
                        seen = role_features(example.doc, pair, named, directed, parties, swapped=swapped)
                        rows["roles"].add(seen, label, weight)
    return rows


@dataclass(frozen=True)
class Told:
    """What gold says of a pair: the deal's types, the side of each draft (by id) and whether it is an older deal."""

    types: tuple[str, ...]
    sides: dict[int, str]
    prior: bool


def gold_pairs(example: Example) -> dict[frozenset[int], list[Told]]:
    """Return for each pair of drafts (by id) its gold deals: their types and which draft has the left role.

    Two parties on the same side of a deal are no pair.
    """
    drafts = matched(example)
    found: dict[frozenset[int], list[Told]] = {}
    for deal in example.gold.deals:
        parties = [(drafts[one.organization], one.role) for one in deal.parties if one.organization in drafts]
        for index, (draft, role) in enumerate(parties):
            for other, other_role in parties[index + 1 :]:
                if draft is other or (role == other_role and role != "partner"):
                    continue
                sides = dict(_sides(deal.types, id(draft), role, id(other), other_role))
                told = Told(deal.types, sides, deal.status == "prior")
                found.setdefault(frozenset((id(draft), id(other))), []).append(told)
    return found


def _sides(kinds: tuple[str, ...], one: int, role: str, other: int, other_role: str) -> Iterator[tuple[int, str]]:
    for kind in kinds:
        if DEAL_TYPES.is_directed(kind):
            left, right = DEAL_TYPES.roles(kind)
            if (role, other_role) == (left, right) or (role == left and other_role in _SIDES):
                yield from ((one, "left"), (other, "right"))
                return
            if (role, other_role) == (right, left) or (other_role == left and role in _SIDES):
                yield from ((one, "right"), (other, "left"))
                return
