"""What is known of an organization that must agree with another's before the two can be one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.claims import Claim
from kg.curated import Curated
from kg.known import Known, Table
from kg.linking import Link
from kg.names import compact, core, countries, initials
from kg.seats import country

_CERTAIN = 1.0
"""What scores more was decided by a person."""


def entry_of(claim: Claim, known: Table) -> Known | None:
    """Return the known organization that a claim names, by a name of its own or by an alias that nobody else has."""
    if claim.apart is not None:
        return None
    name = claim.name_key()
    entry = known.named(name)
    if entry is not None:
        return entry
    found = {one.id: one for one in map(known.named, claim.names()) if one is not None}
    short = initials(claim.name)
    for key in claim.short_names():
        named = known.named(key)
        if named is not None and (compact(core(name)) == compact(key) or short == key):
            found[named.id] = named
    for ticker in claim.tickers():
        found.update((one.id, one) for one in known.sharing(name) if one.identifiers.get("ticker") == ticker)
    parent = claim.parent_key()
    of = None if parent is None else known.named(parent)
    found = {key: one for key, one in found.items() if one is not of}
    return next(iter(found.values())) if len(found) == 1 else None


@dataclass
class _Traits:
    """What is known of a group that must agree with another's."""

    keys: set[str] = field(default_factory=set)
    parents: set[str] = field(default_factory=set)
    known: Known | None = None
    forms: frozenset[str] = frozenset()
    seats: set[str] = field(default_factory=set)


class Traits:
    """The traits of all groups, by what stands for each; the rules by which :class:`kg.linking.Joining` joins them."""

    def __init__(self, claims: Iterable[Claim], curated: Curated, known: Table) -> None:
        self._curated, self._known = curated, known
        self._of = {claim.node: self._traits(claim) for claim in claims}

    def known(self, root: str) -> Known | None:
        """Return the well-known organization that a group is, if it is one."""
        return self._of[root].known

    def _traits(self, claim: Claim) -> _Traits:
        parent, seat = claim.parent_key(), country(claim.location)
        return _Traits(
            {compact(claim.name_key())}, {compact(parent)} if parent else set(), entry_of(claim, self._known),
            countries(claim.name), {seat} if seat else set(),
        )  # fmt: skip

    def conflict(self, left: str, right: str, link: Link) -> str:
        """Why two groups must stay apart; "" if they need not. What a person joined stays together."""
        one, two = self._of[left], self._of[right]
        if any((a in one.keys and b in two.keys) or (b in one.keys and a in two.keys) for a, b in self._curated.apart):
            return "a person said that they are two"
        if link.score > _CERTAIN:
            return ""
        if one.known is not None and two.known is not None and one.known is not two.known:
            return f"{one.known.name} and {two.known.name} are two well-known organizations"
        if one.parents & two.keys or two.parents & one.keys:
            return "a document says that one belongs to the other"
        if one.forms and two.forms and not one.forms & two.forms and one.seats and two.seats and not one.seats & two.seats:
            return "registered and seated in different countries"
        return ""

    def absorb(self, root: str, other: str) -> None:
        """Take note that the group of ``other`` is now part of that of ``root``."""
        one, two = self._of[root], self._of.pop(other)
        one.keys |= two.keys
        one.parents |= two.parents
        one.known = one.known or two.known
        one.forms = (one.forms & two.forms or one.forms | two.forms) if one.forms and two.forms else one.forms | two.forms
        one.seats |= two.seats
