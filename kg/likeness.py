"""How much what documents say of two organizations of like names speaks for their being one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.claims import Claim
from kg.names import normal
from kg.seats import country

_KINDS = {
    **dict.fromkeys(("pharma", "biotech", "cdmo", "cro", "supplier", "medtech", "other-company"), "a company"),
    **dict.fromkeys(("hospital", "university", "research-institute"), "an academic institution"),
    "government": "a public body",
    "investor": "an investor",
}
_ASKED = 5
"""So many claims of a group are asked for their partners, those with most support."""


@dataclass(frozen=True, slots=True)
class Like:
    """``points`` for one organization, why, whether a fact confirms it, and what speaks against ("" for nothing)."""

    points: float
    reasons: tuple[str, ...]
    confirms: bool
    against: str


class Likeness:
    """Compares a claim with a group of claims; ``partners`` are asked for only when names alone do not decide."""

    def __init__(self, claims: Mapping[str, Claim], partners: Callable[[str], frozenset[str]]) -> None:
        self._claims = claims
        self._partners = partners
        self._members: dict[str, list[Claim]] = {}

    def of(self, node: str, root: str, root_of: Callable[[str], str]) -> Like:
        """Return how much speaks for the claim ``node`` being of the group ``root``."""
        claim, members = self._claims[node], [one for key, one in self._claims.items() if root_of(key) == root]
        points, reasons, against = 0.0, [], ""
        confirms = False
        if claim.tickers() & {ticker for one in members for ticker in one.tickers()}:
            points, confirms = 0.5, True
            reasons.append("the same ticker symbol")
        places = {normal(one.location) for one in members if one.location}
        seats = {seat for one in members if (seat := country(one.location)) is not None}
        if claim.location and normal(claim.location) in places:
            points, confirms = points + 0.3, True
            reasons.append(f"the same place, {claim.location}")
        elif (seat := country(claim.location)) is not None and seats:
            points += 0.1 if seat in seats else -0.5
            against = "" if seat in seats else "they are in different countries"
        kinds = {_KINDS[one.type] for one in members if one.type in _KINDS}
        kind = _KINDS.get(claim.type or "")
        if kind and kinds:
            points += 0.1 if kind in kinds else -0.4
            if kind not in kinds:
                against = against or f"one is {kind}, the other {' or '.join(sorted(kinds))}"
        # Partners are looked up in documents, which costs something: only where nothing else says enough.
        if not (confirms or against) and (shared := self._partners(node) & self._all_partners(members)):
            points, confirms = points + min(0.4, 0.3 * len(shared)), True
            reasons.append(f"the same partner, {min(shared)}")
        return Like(points, tuple(reasons), confirms and not against, against)

    def _all_partners(self, members: Iterable[Claim]) -> frozenset[str]:
        asked = sorted(members, key=lambda one: (-one.support, one.node))[:_ASKED]
        return frozenset().union(*(self._partners(one.node) for one in asked))
