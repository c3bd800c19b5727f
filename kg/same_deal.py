"""Whether two tellings are of one deal: how much speaks for it, and what rules it out.

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
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.spans_of_time import Days, days, gap

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


def against(one: Telling, two: Telling) -> str:
    """Return what keeps two tellings from standing in one deal, whatever else is in it; "" for nothing."""
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
