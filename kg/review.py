"""What somebody should look at: the questions that are least certain and matter most first.

A question's weight is how uncertain its answer is (0 to 1) times how many documents it touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode

from kg import terms
from kg.derive import partners_among
from kg.index import Entry, Index
from kg.linking import Decision
from kg.names import compact
from kg.resolve import decide
from kg.said import Canonical, Said
from kg.tellings import stored_telling, telling_key
from kg.triples import lexical
from kg.unions import components
from kg.verdicts import Verdicts, says_the_same
from ontology.vocabularies import DEAL_TYPES

if TYPE_CHECKING:
    from kg.store import Store

_CERTAIN = 0.95
"""Decisions from this score on, and deals from this confidence on, are not asked about."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to look at: its weight, what it is about, why it is uncertain, and the command that settles it."""

    weight: float
    about: str
    reason: str
    command: str


def review(store: Store) -> list[Question]:
    """Return all open questions, the weightiest first; what somebody decided already is not asked again."""
    found = [*_organizations(store), *_deals(store), *_told_again(store)]
    return sorted(found, key=lambda one: (-one.weight, one.about, one.command))


def _organizations(store: Store) -> Iterator[Question]:
    index = Index(store.quads)
    placed = store.quads.quads_for_pattern(None, terms.PLACED, None, terms.INDEX_GRAPH)
    names = sorted(lexical(quad.subject).removeprefix(terms.PREFIXES["profile"]) for quad in placed)
    entries = {one: entry for one in names if (entry := index.entry(one)) is not None}
    documents: dict[NamedNode, int] = {}
    for entry in entries.values():
        documents[entry.organization] = documents.get(entry.organization, 0) + entry.claim.support
    partners = partners_among(Said(store.quads), index.mentions)
    for members in components({one: entry.keys for one, entry in entries.items()}):
        if len(members) > 1:
            claims = [entries[one].claim for one in members]
            for decision in decide(claims, store.curated, partners).decisions:
                question = _organization(store, decision, entries, documents)
                if question is not None:
                    yield question


def _organization(
    store: Store, decision: Decision, entries: dict[str, Entry], documents: dict[NamedNode, int]
) -> Question | None:
    link = decision.link
    one, two = entries[link.left], entries[link.right]
    pair = tuple(sorted(compact(entry.claim.name_key()) for entry in (one, two)))
    if link.score >= _CERTAIN or pair in store.curated.same | store.curated.apart:
        return None
    if not decision.joined and one.organization == two.organization:
        return None
    names = [entry.claim.name for entry in (one, two)]
    touched = (one.claim.support, two.claim.support) if decision.joined else (documents[one.organization], documents[two.organization])
    impact = min(touched)
    weight = round((1 - abs(2 * link.score - 1)) * impact, 3)
    reason = "; ".join(part for part in (link.reason, decision.against) if part)
    if decision.joined:
        return Question(weight, f"{names[0]} = {names[1]}", reason, f"kg split {_short(one.organization)} {names[1]!r}")
    command = f"kg merge {_short(one.organization)} {_short(two.organization)}"
    return Question(weight, f"{names[0]} = {names[1]}?", reason, command)


def _deals(store: Store) -> Iterator[Question]:
    canonical, verdicts = Canonical(store.quads), Verdicts(Said(store.quads), store.curated)
    for quad in store.quads.quads_for_pattern(None, terms.CONFIDENCE, None, DefaultGraph()):
        confidence = float(lexical(quad.object))
        deal = quad.subject
        if confidence >= _CERTAIN or not isinstance(deal, NamedNode):
            continue
        members = canonical.members(deal)
        if any(verdicts.accepted(node.value) or verdicts.edits(node.value) for node in members):
            continue
        weight = round((1 - abs(2 * confidence - 1)) * len(members), 3)
        reason = f"confidence {confidence:.2f}, told by {len(members)}"
        yield Question(weight, canonical.label(deal) or "", reason, f"kg accept {_short(deal)}")


def _told_again(store: Store) -> Iterator[Question]:
    """What documents tell of deals that somebody rejected, those apart that are copies of what was rejected."""
    said, index, canonical = Said(store.quads), Index(store.quads), Canonical(store.quads)
    verdicts = Verdicts(said, store.curated)
    told = [one for node in index.all_rejected() if (one := stored_telling(said, index, node)) is not None]
    settled = [one for one in told if verdicts.rejected(one.node)]
    for one in told:
        against = [other for other in settled if says_the_same(one, other)]
        if one in settled or any(_copies(store, one.document, other.document) for other in against):
            continue
        keys = {telling_key(said, NamedNode(other.node)) for other in against}
        number = max(made.number for made in store.decisions() if made.action == "reject" and keys & set(made.tellings))
        names = " – ".join(sorted(canonical.label(NamedNode(party)) or "" for party in one.organizations))
        confidence = float(said.text(NamedNode(one.node), terms.CONFIDENCE) or 0)
        reason = f"told though decision {number} rejected it; kg reject {_short(NamedNode(one.node))} keeps it out"
        about = f"{names}: {DEAL_TYPES.label(one.types[0])}?"
        yield Question(round(confidence, 3), about, reason, f"kg accept {_short(NamedNode(one.node))}")


def _copies(store: Store, one: str, two: str) -> bool:
    releases = [
        {quad.object for quad in store.quads.quads_for_pattern(NamedNode(document), terms.RELEASE, None, DefaultGraph())}
        for document in (one, two)
    ]
    return bool(releases[0] & releases[1])


def _short(iri: NamedNode) -> str:
    for prefix in ("organization", "deal", "document"):
        start = terms.PREFIXES[prefix]
        if iri.value.startswith(start):
            return f"{prefix}:{iri.value.removeprefix(start)}"
    return iri.value
