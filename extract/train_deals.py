"""Training of the decisions about pairs of organizations: what they learn from gold deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.corpus import hard, misleading, sided, unsure
from extract.examples import Example, Rows, matched
from extract.kind_features import kind_features
from extract.linear import LinearModel
from extract.pair_features import Release, deal_features
from extract.pairs import pairs
from extract.party_features import Parties
from extract.role_features import role_features
from extract.time_features import News, time_features
from ontology.vocabularies import DEAL_TYPES

_SIDES = {"seller": "right", "venture": "right"}

DECISIONS = ("exists", "times", "types", "roles")
# How much a document counts for each decision: real ones more than written ones, and those that two annotators read the
# most. Whether there is a deal at all, the many written documents tell more loudly than releases do. A trap is one short
# passage that must outweigh the many that sound like it.
WRITTEN = {"exists": 0.5, "times": 1.0, "types": 1.0, "roles": 1.0}
TRAPS, REAL, ARCHIVE = (dict.fromkeys(DECISIONS, weight) for weight in (4.0, 3.0, 2.0))
# Short passages that tell plain deals from every side.
PASSAGES = {"types": 4.0, "roles": 4.0}


@dataclass(frozen=True)
class Lesson:
    """An example with what it counts for each decision; it teaches nothing of a decision that is not named."""

    example: Example
    weights: Mapping[str, float]

    def teach(self, rows: Mapping[str, Rows], decision: str, features: set[str], label: str) -> None:
        """Add an example of a decision to its rows, if the lesson teaches it."""
        if decision in self.weights:
            rows[decision].add(features, label, self.weights[decision])


def lessons(own: Iterable[Example], real: Iterable[Example], archived: Iterable[Example]) -> list[Lesson]:
    """Return what documents teach of deals.

    Args:
        own: written documents; those of :func:`~extract.corpus.hard` teach nothing of deals.
        real: documents of real issuers.
        archived: annotated documents of an archive; those that are :func:`~extract.corpus.unsure` teach nothing of deals.
    """
    unusual, traps, passages, doubtful = hard(), misleading(), sided(), unsure()
    found = []
    for one in own:
        if one.gold.doc in passages:
            found.append(Lesson(one, PASSAGES))
        elif one.gold.doc not in unusual:
            found.append(Lesson(one, TRAPS if one.gold.doc in traps else WRITTEN))
    found += [Lesson(one, REAL) for one in real]
    return found + [Lesson(one, ARCHIVE) for one in archived if one.gold.doc not in doubtful]


def train_deals(some: Iterable[Lesson]) -> dict[str, LinearModel]:
    """Return the models for pairs: whether there is a deal, whether it is news, of which type, and who has which role."""
    return fitted(deal_rows(some))


def fitted(rows: Mapping[str, Rows]) -> dict[str, LinearModel]:
    """Return the model for each of the four decisions, from its rows."""
    return {
        # Frames are few and sure, words are many: with one penalty for all the words would outvote them.
        "exists": rows["exists"].train(0.02, loud="F"),
        "times": rows["times"].train(0.1),
        "types": rows["types"].train(0.3),
        "roles": rows["roles"].train(0.1, loud="F"),
    }


def deal_rows(some: Iterable[Lesson]) -> dict[str, Rows]:
    """Return the rows of the four decisions about pairs: "exists", "times", "types" and "roles"."""
    rows = {name: Rows() for name in DECISIONS}
    for lesson in some:
        example = lesson.example
        release, news = Release(example.doc), News(example.doc)
        truth, parties = gold_pairs(example), Parties(example.doc, release.speakers)
        for pair in pairs(example.doc, release.speakers):
            deals = truth.get(frozenset((id(pair.first), id(pair.second))), [])
            features = deal_features(release, pair)
            status = "none" if not deals else "prior" if all(deal.prior for deal in deals) else "current"
            lesson.teach(rows, "exists", features, status)
            if deals:
                lesson.teach(rows, "times", time_features(pair, news), status)
            for deal in deals:
                for kind in deal.types[:2]:
                    lesson.teach(rows, "types", kind_features(pair, news, features, parties), kind)
                directed = next((kind for kind in deal.types if DEAL_TYPES.is_directed(kind)), None)
                if directed and deal.sides:
                    for swapped in (False, True):
                        label = "left" if (deal.sides[id(pair.first)] == "left") != swapped else "right"
                        seen = role_features(example.doc, pair, release.named, directed, parties, swapped=swapped)
                        lesson.teach(rows, "roles", seen, label)
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
