"""What people decided about deals, and which tellings stand after it.

A person rejects a deal as it was told: all its tellings of that day go. Later ones go with them if they say the same: they
are between the same organizations, of the same primary type, and of one deal with a rejected telling by the rules of
:mod:`kg.deals`, dates among them. So a release that comes again on another wire, and another document that repeats it,
do not bring a rejected deal back, while a new deal of the same parties stands, and so does a telling with other parties or
of another type. What somebody accepted is never rejected with others: of a deal with rejected and accepted tellings only
the rejected ones themselves go. An edit or an acceptance holds for the deal that one of its tellings is now part of.

A rejection is known by its tellings, so it ends with the last document that holds one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg import terms
from kg.canonical_deals import DealBlock, deal_blocks, deal_quads
from kg.curated import Curated
from kg.deals import ENOUGH, Telling, group, same_deal
from kg.index import pair_quads
from kg.said import Said
from kg.tellings import telling_key


class Verdicts:
    """What people decided about deals, asked by the node of a telling."""

    def __init__(self, said: Said, curated: Curated) -> None:
        self._said, self._curated = said, curated
        self._any = bool(curated.rejected or curated.accepted or curated.edits)
        self._edits: dict[str, dict[str, str]] = {}
        for key, name, value in curated.edits:
            self._edits.setdefault(key, {})[name] = value

    def _key(self, node: str) -> str:
        return telling_key(self._said, NamedNode(node))

    def rejected(self, node: str) -> bool:
        """Return whether somebody rejected the deal that this tells of."""
        return self._any and self._key(node) in self._curated.rejected

    def accepted(self, node: str) -> bool:
        """Return whether somebody accepted it."""
        return self._any and self._key(node) in self._curated.accepted

    def edits(self, node: str) -> Mapping[str, str]:
        """Return what somebody set of it."""
        return self._edits.get(self._key(node), {}) if self._any else {}


@dataclass(frozen=True, slots=True)
class Settled:
    """The deals that stand, and the tellings that do not: those rejected, and those that say the same."""

    deals: tuple[DealBlock, ...]
    rejected: tuple[Telling, ...]

    def quads(self, said: Said, label_of: Callable[[str], str]) -> Iterator[Quad]:
        """Yield the facts about the deals, and what the index holds of these and of the rejected tellings."""
        for block in self.deals:
            yield from deal_quads(said, block, label_of)
            parties = {one for telling in block.tellings for one in telling.organizations}
            yield from pair_quads(block.iri, terms.BETWEEN, parties)
        for telling in self.rejected:
            yield from pair_quads(NamedNode(telling.node), terms.REJECTED, telling.organizations)


def settle(told: Iterable[Telling], verdicts: Verdicts) -> Settled:
    """Return which deals stand, of tellings that share no two organizations with any others."""
    listed = list(told)
    rejected = {one.node for one in listed if verdicts.rejected(one.node)}
    groups = group(listed).groups
    if rejected:
        for together in groups:
            rejected |= _rejected_with([one for one in together if one.node in rejected], together, verdicts)
        groups = group(one for one in listed if one.node not in rejected).groups
    gone = tuple(one for one in listed if one.node in rejected)
    return Settled(tuple(deal_blocks(groups, verdicts.edits, verdicts.accepted)), gone)


def _rejected_with(against: Iterable[Telling], together: Iterable[Telling], verdicts: Verdicts) -> set[str]:
    """The tellings of a deal that say the same as a rejected one; none if somebody accepted one of the deal."""
    rejected = {one.node: one for one in against}
    others = [one for one in together if one.node not in rejected]
    if not rejected or any(verdicts.accepted(one.node) for one in others):
        return set()
    return {one.node for one in others if any(says_the_same(one, other) for other in rejected.values())}


def says_the_same(one: Telling, two: Telling) -> bool:
    """Return whether two tellings are of one deal, with the same parties and the same primary type."""
    same = one.organizations == two.organizations and one.types[0] == two.types[0]
    return same and same_deal(one, two)[0] >= ENOUGH
