"""Which tellings are of one deal: rules over two tellings, and over what may stand in one deal.

A *telling* is what one document says of one deal. Two tellings are of one deal when they come from different documents,
share at least two organizations, neither names a party that the other contradicts, and enough speaks for it:

==========================================================================================  ==============
the same parties; the parties of one among those of the other                                .25; .15
the same primary type; a type in common; types of one family (licence and option)            .30; .20; .05
both announce: within a week; within 45 days; the same sum within 400 days                   .35; .25; .25
history with a date ("in 2015 ...") that fits the other's start                              .30
completed, expanded or terminated, after the other's start                                   .25 to .15
the same event (two tellings of one closing)                                                 .30
no date to compare                                                                           .10
a product in common; products that differ                                                    .15; -.05 to -.35
an amount in common                                                                          .20
==========================================================================================  ==============

From .6 on they are joined, the surest first. A deal starts once, is completed once and ends once: tellings whose starts
lie more than 45 days apart are of two deals, whatever else they share, and so are two deals of one document, and deals
that run in opposite directions. Sums that conflict part nothing when the dates agree; both stay. History without a
date that fits two deals equally well joins neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.linking import Decision, Joining, Link
from kg.spans_of_time import Days, days, gap

ENOUGH = 0.6
_SAME_NEWS, _SAME_SUM, _CLOSING, _ENDING, _EARLY = 45, 400, 45, 60, 7
_FOLLOWING = ("completed", "expanded", "terminated")
_FAMILIES = {
    **dict.fromkeys(
        (
            "research-collaboration", "co-development", "license", "option", "strategic-alliance",
            "clinical-collaboration", "distribution",
        ),
        "collaboration",
    ),
    **dict.fromkeys(("manufacturing", "supply", "services", "technology-transfer"), "making"),
    **dict.fromkeys(("investment", "funding"), "money"),
}  # fmt: skip
_SIDES = {
    "acquirer": 1, "target": -1, "seller": -1, "licensor": -1, "licensee": 1, "provider": -1, "client": 1, "supplier": -1,
    "customer": 1, "investor": 1, "investee": -1, "funder": 1, "recipient": -1, "principal": -1, "distributor": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """What one document says of one deal; organizations are canonical IRIs, ``roles`` pairs of these and role ids."""

    node: str
    document: str
    types: tuple[str, ...]
    status: str
    roles: frozenset[tuple[str, str]]
    date: str | None = None
    told: str | None = None
    products: frozenset[str] = frozenset()
    amounts: frozenset[tuple[str, str]] = frozenset()

    @property
    def organizations(self) -> frozenset[str]:
        """The parties."""
        return frozenset(organization for organization, _ in self.roles)

    @property
    def when(self) -> str | None:
        """The date of the event: the deal's own, or that of the document whose news it is."""
        return self.date or (None if self.status == "prior" else self.told)

    @property
    def starts(self) -> Days | None:
        """When the deal was made, as far as this telling says."""
        return days(self.when) if self.status in ("announced", "prior") else None


@dataclass(frozen=True, slots=True)
class DealOutcome:
    """The tellings in groups, one for each deal, sorted; and every decision that was taken."""

    groups: tuple[tuple[Telling, ...], ...]
    decisions: tuple[Decision, ...]


def same_deal(one: Telling, two: Telling) -> tuple[float, str]:
    """Return how much speaks for two tellings being of one deal, and what; below zero for what rules it out."""
    shared = one.organizations & two.organizations
    if one.document == two.document:
        return -1.0, "two deals of one document"
    if len(shared) < 2 or not (shared == one.organizations or shared == two.organizations):
        return -1.0, "other parties"
    if _reversed(one, two):
        return -1.0, "the other way round"
    kinds, of_kinds = _kinds(one, two)
    if not kinds:
        return -1.0, "another kind of deal"
    times, of_times = _times(one, two)
    if times < 0:
        return times, of_times
    products, of_products = _products(one, two)
    score = (0.25 if one.organizations == two.organizations else 0.15) + kinds + times + products
    sums = {value for _, value in one.amounts} & {value for _, value in two.amounts}
    reasons = ["the same parties", of_kinds, of_times, of_products, f"the same sum, {min(sums)}" if sums else ""]
    return score + (0.2 if sums else 0.0), ", ".join(reason for reason in reasons if reason)


def _reversed(one: Telling, two: Telling) -> bool:
    sides = {organization: _SIDES[role] for organization, role in sorted(one.roles) if role in _SIDES}
    met = [sides[organization] == _SIDES[role] for organization, role in two.roles if role in _SIDES and organization in sides]
    return len(met) > 1 and not any(met) and bool(set(one.types) & set(two.types))


def _kinds(one: Telling, two: Telling) -> tuple[float, str]:
    if one.types[0] == two.types[0]:
        return 0.3, f"both {one.types[0]}"
    common = set(one.types) & set(two.types)
    if common:
        return 0.2, f"both {min(common)}"
    families = {_FAMILIES.get(kind, kind) for kind in one.types} & {_FAMILIES.get(kind, kind) for kind in two.types}
    return (0.05, f"kinds of {min(families)}") if families else (0.0, "")


def _times(one: Telling, two: Telling) -> tuple[float, str]:
    first, second = days(one.when), days(two.when)
    if first is None or second is None:
        return _untimed(one, two)
    apart = gap(first, second)
    following = [telling.status in _FOLLOWING for telling in (one, two)]
    if not any(following):
        return _starts(one, two, apart)
    if all(following):
        if one.status != two.status:
            return 0.1, "stages of a deal"
        once = {"completed": _CLOSING, "terminated": _ENDING}.get(one.status)
        if apart <= (once or 14):
            return 0.3, f"both {one.status} within {apart} days"
        return (-1.0, f"{one.status} twice") if once else (0.1, "expanded twice")
    start, event = (first, second) if following[1] else (second, first)
    if event[1] < start[0] - _EARLY:
        return -1.0, "it happened before the deal was made"
    years = max(0, event[0] - start[1]) / 365
    return max(0.15, 0.25 - 0.02 * years), f"{(two if following[1] else one).status} after the start"


def _starts(one: Telling, two: Telling, apart: int) -> tuple[float, str]:
    if one.status == two.status == "announced":
        if apart <= _SAME_NEWS:
            return (0.35 if apart <= 7 else 0.25), f"announced within {apart} days"
        if apart <= _SAME_SUM and one.amounts & two.amounts and one.types[0] == two.types[0]:
            return 0.25, f"announced within {apart} days with the same sum"
        return -1.0, "announced at other times"
    return (0.3, "the same start") if apart <= _SAME_NEWS else (-1.0, "other starts")


def _untimed(one: Telling, two: Telling) -> tuple[float, str]:
    for dated, undated in ((one, two), (two, one)):
        start, told = dated.starts, days(undated.told)
        if start is not None and told is not None and told[1] < start[0] - _EARLY:
            return -1.0, "told before the deal was made"
    return 0.1, ""


def _products(one: Telling, two: Telling) -> tuple[float, str]:
    if not one.products or not two.products:
        return 0.0, ""
    common = [a for a in one.products for b in two.products if a.startswith(b) or b.startswith(a)]
    if common:
        return 0.15, f"the same product, {min(common)}"
    # A product may go by another name by the time a deal is completed or ends.
    return (-0.05 if one.status in _FOLLOWING or two.status in _FOLLOWING else -0.35), ""


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
        return next((against for a, b in pairs if (against := _against(a, b))), "")

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


def _against(one: Telling, two: Telling) -> str:
    """What keeps two tellings from standing in one deal; "" for nothing."""
    if one.document == two.document:
        return "two deals of one document"
    if one.starts is not None and two.starts is not None:
        times, reason = _starts(one, two, gap(one.starts, two.starts))
        if times < 0:
            return reason
    if one.status == two.status and one.status in ("completed", "terminated"):
        first, second = days(one.when), days(two.when)
        once = _CLOSING if one.status == "completed" else _ENDING
        if first is not None and second is not None and gap(first, second) > once:
            return f"{one.status} twice"
    return "the other way round" if _reversed(one, two) else ""
