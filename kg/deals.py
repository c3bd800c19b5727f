"""Which tellings are of one deal: those for which enough speaks (:mod:`kg.same_deal`), and nothing against it.

Tellings for which .6 or more speaks are joined, the surest first. A deal starts once, is completed once and ends once:
tellings whose starts lie more than 45 days apart are of two deals, whatever else they share, and so are two deals of one
document, and deals that run in opposite directions. Sums that conflict part nothing when the dates agree; both stay.
History without a date that fits two deals equally well joins neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.linking import Decision, Joining, Link
from kg.same_deal import Telling, against, same_deal

__all__ = ["ENOUGH", "DealOutcome", "Telling", "group", "same_deal"]

ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class DealOutcome:
    """The tellings in groups, one for each deal, sorted; and every decision that was taken."""

    groups: tuple[tuple[Telling, ...], ...]
    decisions: tuple[Decision, ...]


def group(tellings: Iterable[Telling]) -> DealOutcome:
    """Return which tellings are of one deal, and why; the order of the tellings does not matter."""
    listed = {telling.node: telling for telling in sorted(tellings, key=lambda one: one.node)}
    rules = _Rules({node: [telling] for node, telling in listed.items()})
    joining = Joining()
    links = [
        Link(round(score, 3), one.node, two.node, reason)
        for one, two in _candidates(list(listed.values()))
        for score, reason in [same_deal(one, two)]
        if score >= ENOUGH
    ]
    vague = {node for node, telling in listed.items() if telling.status == "prior" and telling.date is None}
    joining.join((link for link in links if link.left not in vague and link.right not in vague), rules)
    joining.join(_clear(links, vague, joining), rules)
    fitting = {node for link in links if len(vague & {link.left, link.right}) == 1 for node in (link.left, link.right)}
    joining.join((link for link in links if {link.left, link.right} <= vague - fitting), rules)
    groups = sorted((tuple(sorted(found, key=lambda one: one.node)) for found in rules.members.values()), key=lambda one: one[0].node)
    return DealOutcome(tuple(groups), tuple(joining.decisions))


@dataclass
class _Rules:
    members: dict[str, list[Telling]]

    def conflict(self, left: str, right: str, link: Link) -> str:
        pairs = ((a, b) for a in self.members[left] for b in self.members[right])
        return next((reason for a, b in pairs if (reason := against(a, b))), "")

    def absorb(self, root: str, other: str) -> None:
        self.members[root] += self.members.pop(other)


def _clear(links: Sequence[Link], vague: set[str], joining: Joining) -> list[Link]:
    """The links of history without a date to the one deal that it fits best; none where two fit about as well."""
    best: dict[str, dict[str, Link]] = {}
    for link in links:
        for node, other in ((link.left, link.right), (link.right, link.left)):
            if node in vague and other not in vague:
                roots = best.setdefault(node, {})
                root = joining.root(other)
                if root not in roots or roots[root].score < link.score:
                    roots[root] = link
    clear = []
    for roots in best.values():
        ordered = sorted(roots.values(), key=lambda one: (-one.score, one.left, one.right))
        if len(ordered) == 1 or ordered[0].score - ordered[1].score >= 0.1:
            clear.append(ordered[0])
        else:
            joining.doubt(Link(ordered[0].score, ordered[0].left, ordered[0].right, "fits several deals equally well"))
    return clear


def _candidates(tellings: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """Pairs of tellings that share two organizations."""
    sharing: dict[tuple[str, str], list[Telling]] = {}
    for telling in tellings:
        for pair in combinations(sorted(telling.organizations), 2):
            sharing.setdefault(pair, []).append(telling)
    found = {(a.node, b.node): (a, b) for listed in sharing.values() for a, b in combinations(listed, 2)}
    return [found[key] for key in sorted(found)]
