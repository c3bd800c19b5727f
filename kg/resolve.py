"""Which organizations of different documents are one: pure functions, independent of the order of arrival.

Claims become *links* with a score and a reason, and links join claims, the surest first (:mod:`kg.linking`):

====  ==============================================================================================================
2     a person said so (``kg merge``)
1     the same name; a name that :mod:`kg.known` lists
.95   the same ticker symbol under names that begin alike; a name of two words or more that a document gives as alias
.9    a short name that is the alias of one organization only ("Resilience", and nobody else claims it)
.8    a short name that several claim, where ticker, place, type and partners speak for one of them
.75   initials, or a name without its last word ("Alnylam"), confirmed by place or partners
====  ==============================================================================================================

Weaker links join nothing; they are kept for somebody to look at. Nothing joins what must stay apart: a unit and its
parent, two well-known organizations, companies registered and seated in different countries, and what a person split.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.claim_links import ClaimLinks, Partners
from kg.claims import Claim
from kg.curated import NOTHING, Curated
from kg.known import Known, Table, table
from kg.linking import Decision
from kg.names import compact, normal
from kg.traits import entry_of

__all__ = ["Claim", "Curated", "Group", "Outcome", "Partners", "decide", "meeting_keys", "normal", "resolve"]


@dataclass(frozen=True, slots=True)
class Group:
    """One real organization: its claims, sorted by node, and what :mod:`kg.known` says about it."""

    claims: tuple[Claim, ...]
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The organizations, and every decision that was taken, in the order in which it was."""

    groups: tuple[Group, ...]
    decisions: tuple[Decision, ...]


def _no_partners(node: str) -> frozenset[str]:
    return frozenset()


def meeting_keys(claim: Claim, curated: Curated = NOTHING, known: Table | None = None) -> frozenset[str]:
    """Return the keys under which a claim meets others: claims that share none can be decided apart from each other."""
    known = known or table()
    keys = claim.meeting_keys()
    entry = entry_of(claim, known)
    met = {entry.node} if entry is not None else set()
    return keys | met | frozenset(curated.touching(compact(claim.name_key())))


def resolve(claims: Iterable[Claim], curated: Curated = NOTHING) -> list[tuple[Claim, ...]]:
    """Return the claims in groups, one for each real organization; groups and their members are sorted by node.

    >>> a, b, c = Claim("a", "Merck & Co."), Claim("b", "Merck KGaA", ("Merck",)), Claim("c", "Merck", ("MRK",))
    >>> [[one.node for one in group] for group in resolve([a, b, c])]
    [['a', 'c'], ['b']]
    """
    return [group.claims for group in decide(claims, curated).groups]


def decide(
    claims: Iterable[Claim],
    curated: Curated = NOTHING,
    partners: Partners = _no_partners,
    known: Table | None = None,
) -> Outcome:
    """Return which claims are one organization, and why."""
    listed = {one.node: one for one in sorted(claims, key=lambda one: one.node)}
    links = ClaimLinks(listed, curated, partners, known or table())
    links.by_name()
    links.by_short_name()
    links.by_confirmation()
    found = links.by_root(listed).items()
    groups = [Group(tuple(listed[node] for node in nodes), links.traits.known(root)) for root, nodes in found]
    return Outcome(tuple(sorted(groups, key=lambda one: one.claims[0].node)), tuple(links.joining.decisions))
