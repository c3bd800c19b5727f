"""What the derivation remembers, so that one more document touches little: a graph of its own, derived like the facts.

Mentions that say the same of an organization share a *profile*. The index knows the profile of every mention, and of a
profile what it says, how many mentions share it, under which keys it meets others, and its organization. So a document
that names the FDA meets the few ways in which the FDA is named, not all documents that name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import terms
from kg.claims import Claim
from kg.triples import integer, lexical, string


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile: its claim with its support, its parent's profile, its meeting keys and its canonical organization."""

    claim: Claim
    parent: str | None
    keys: frozenset[str]
    organization: NamedNode

    def quads(self) -> set[Quad]:
        """Return what the index holds of it."""
        node, graph = profile_node(self.claim.node), terms.INDEX_GRAPH
        quads = {Quad(node, terms.MEETING_KEY, string(key), graph) for key in self.keys}
        quads.add(Quad(node, terms.CLAIM, string(self.claim.to_json()), graph))
        quads.add(Quad(node, terms.SUPPORT, integer(self.claim.support), graph))
        quads.add(Quad(node, terms.PLACED, self.organization, graph))
        if self.parent is not None:
            quads.add(Quad(node, terms.OWNER, profile_node(self.parent), graph))
        return quads


def profile_node(profile: str) -> NamedNode:
    """Return the IRI of a profile."""
    return NamedNode(f"{terms.PREFIXES['profile']}{profile}")


def mention(node: NamedNode, profile: str) -> Quad:
    """Return what the index holds of a mention."""
    return Quad(node, terms.PROFILE, profile_node(profile), terms.INDEX_GRAPH)


def spelling(iri: NamedNode, label: str, times: int) -> Quad:
    """Return what the index holds of a product or indication: how often it is spelt so."""
    return Quad(iri, terms.SPELLING, string(f"{times} {label}"), terms.INDEX_GRAPH)


def pairs(organizations: Iterable[str]) -> frozenset[str]:
    """Return a key for every two of some organizations: tellings that share none are of different deals."""
    return frozenset(" ".join(pair) for pair in combinations(sorted(organizations), 2))


def pair_quads(node: NamedNode, predicate: NamedNode, organizations: Iterable[str]) -> set[Quad]:
    """Return what the index holds of a deal or a rejected telling: between which two organizations it is."""
    return {Quad(node, predicate, string(pair), terms.INDEX_GRAPH) for pair in pairs(organizations)}


class Index:
    """The index of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def profile_of(self, node: NamedNode) -> str | None:
        """Return the profile of a mention."""
        return next((_id(one) for one in self._objects(node, terms.PROFILE)), None)

    def organization_of(self, node: NamedNode) -> NamedNode | None:
        """Return the canonical organization of a mention."""
        profile = self.profile_of(node)
        return None if profile is None else self.placed(profile)

    def placed(self, profile: str) -> NamedNode | None:
        """Return the canonical organization of a profile."""
        found = self._objects(profile_node(profile), terms.PLACED)
        return next((one for one in found if isinstance(one, NamedNode)), None)

    def entry(self, profile: str) -> Entry | None:
        """Return a profile; None for one that no mention has."""
        node = profile_node(profile)
        claim = next(self._objects(node, terms.CLAIM), None)
        organization = self.placed(profile)
        if claim is None or organization is None:
            return None
        support = int(lexical(next(self._objects(node, terms.SUPPORT))))
        return Entry(
            Claim.from_json(profile, lexical(claim), support),
            next((_id(one) for one in self._objects(node, terms.OWNER)), None),
            frozenset(lexical(one) for one in self._objects(node, terms.MEETING_KEY)),
            organization,
        )

    def with_key(self, key: str) -> list[str]:
        """Return the profiles that meet under a key."""
        return self._subjects(terms.MEETING_KEY, string(key))

    def children(self, profile: str) -> list[str]:
        """Return the profiles whose parent has this profile."""
        return self._subjects(terms.OWNER, profile_node(profile))

    def members(self, organization: NamedNode) -> list[str]:
        """Return the profiles of an organization."""
        return self._subjects(terms.PLACED, organization)

    def mentions(self, profile: str) -> list[NamedNode]:
        """Return the mentions with this profile."""
        found = self._store.quads_for_pattern(None, terms.PROFILE, profile_node(profile), terms.INDEX_GRAPH)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def between(self, one: NamedNode, two: NamedNode) -> list[NamedNode]:
        """Return the canonical deals between two organizations."""
        return self._with_pair(terms.BETWEEN, one, two)

    def rejected(self, one: NamedNode, two: NamedNode) -> list[NamedNode]:
        """Return the rejected tellings of deals between two organizations."""
        return self._with_pair(terms.REJECTED, one, two)

    def all_rejected(self) -> list[NamedNode]:
        """Return all rejected tellings, in order."""
        found = self._store.quads_for_pattern(None, terms.REJECTED, None, terms.INDEX_GRAPH)
        return sorted({quad.subject for quad in found if isinstance(quad.subject, NamedNode)}, key=lambda node: node.value)

    def pairs(self, node: NamedNode, predicate: NamedNode) -> set[Quad]:
        """Return what the index holds of a deal (``index:between``) or a rejected telling (``index:rejected``)."""
        return set(self._store.quads_for_pattern(node, predicate, None, terms.INDEX_GRAPH))

    def spellings(self, iri: NamedNode) -> dict[str, int]:
        """Return how often a product or indication is spelt how."""
        pairs = (lexical(one).partition(" ") for one in self._objects(iri, terms.SPELLING))
        return {label: int(times) for times, _, label in pairs}

    def _with_pair(self, predicate: NamedNode, one: NamedNode, two: NamedNode) -> list[NamedNode]:
        pair = string(" ".join(sorted((one.value, two.value))))
        found = self._store.quads_for_pattern(None, predicate, pair, terms.INDEX_GRAPH)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def _objects(self, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode | Literal]:
        for quad in self._store.quads_for_pattern(node, predicate, None, terms.INDEX_GRAPH):
            yield quad.object  # type: ignore[misc]  # the index holds no blank nodes and no triple terms

    def _subjects(self, predicate: NamedNode, value: NamedNode | Literal) -> list[str]:
        found = self._store.quads_for_pattern(None, predicate, value, terms.INDEX_GRAPH)
        return [_id(quad.subject) for quad in found if isinstance(quad.subject, NamedNode)]


def _id(node: NamedNode | Literal) -> str:
    return lexical(node).removeprefix(terms.PREFIXES["profile"])
