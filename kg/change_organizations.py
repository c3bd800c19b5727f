"""What one change does to organizations: the profiles that it reaches, resolved anew.

A change reaches the profiles that its document has or had and those that meet these under a key, over any number of
steps, and nothing else: an organization that a hundred thousand documents name is known by the few ways in which they
name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode, Quad, Store

from kg import ids, terms
from kg.canonical_organizations import FACTS, name_of, organization_facts, placed
from kg.claims import Claim
from kg.curated import Curated
from kg.derive import membership, partners_among
from kg.index import Entry, Index, mention
from kg.resolve import decide, meeting_keys
from kg.said import Canonical, Said
from kg.tellings import Profile, profiles
from kg.unions import components
from ontology.errors import StoreError


class OrganizationChange:
    """Collects in ``then`` and ``now`` what the facts and the index held and hold of what a change reaches.

    ``document`` says ``quads`` from now on; or decisions change from ``before`` to ``after``.
    """

    def __init__(
        self, store: Store, document: NamedNode | None, quads: Iterable[Quad], before: Curated, after: Curated
    ) -> None:
        self.index, self.canonical = Index(store), Canonical(store)
        self.old_said, self.said = Said(store), Said(store, document, quads)
        self.before, self.after = before, after
        self.then: set[Quad] = set()
        self.now: set[Quad] = set()
        held = {NamedNode(one) for one in after.documents_unlike(before)}
        self.documents = ({document} if document is not None else set()) | {
            one for one in held if store.contains_named_graph(one)
        }
        self.left: dict[NamedNode, str] = {}
        self.come: dict[NamedNode, Profile] = {}
        for one in self.documents:
            for node in self.old_said.things(one, terms.ORGANIZATION):
                self.left[node] = self._profile(node)
            self.come.update(profiles(self.said, one, after))
        self.fresh = {profile.id: profile for profile in self.come.values()}
        self.home: dict[str, NamedNode] = {}
        self.labels: dict[NamedNode, str] = {}
        self.moved: set[NamedNode] = set()
        self.entries: dict[str, Entry | None] = {}
        self.renamed: set[NamedNode] = set()
        self.were: dict[NamedNode, set[NamedNode]] = {}

    def _profile(self, node: NamedNode) -> str:
        found = self.index.profile_of(node)
        if found is None:
            raise StoreError(f"{node.value} is in no index; run `kg rebuild`")
        return found

    def organizations(self) -> None:
        """Resolve anew what the change reaches, and write the organizations, their members and the index."""
        keys = self._reached()
        delta = Counter(profile.id for profile in self.come.values())
        delta.subtract(self.left.values())
        claims: dict[str, Claim] = {}
        for profile, entry in self.entries.items():
            support = (entry.claim.support if entry is not None else 0) + delta[profile]
            claim = entry.claim if entry is not None else self.fresh[profile].claim
            if support > 0:
                claims[profile] = replace(claim, support=support)
        partners = partners_among(self.said, self._mentions)
        for members in components({profile: keys[profile] for profile in claims}):
            for iri, home in placed(decide((claims[one] for one in members), self.after, partners).groups).items():
                self.labels[iri] = name_of(home.claims)
                self.home.update((claim.node, iri) for claim in home.claims)
                self.now |= organization_facts(iri, home, (), self.after)
        touched = {entry.organization for entry in self.entries.values() if entry is not None}
        for profile, entry in self.entries.items():
            if entry is not None:
                self.then |= entry.quads()
                if profile in self.home:
                    self.were.setdefault(self.home[profile], set()).add(entry.organization)
            if profile in claims:
                self.now |= Entry(claims[profile], self._owner(profile), keys[profile], self.home[profile]).quads()
        for iri in touched:
            self.then |= self.canonical.facts(iri, FACTS)
        self.renamed = {iri for iri in touched & set(self.labels) if self.canonical.label(iri) != self.labels[iri]}
        self._parents(touched)
        self._members()

    def _reached(self) -> dict[str, frozenset[str]]:
        """Fill ``entries`` with every profile that the change reaches, and return under which keys each meets others."""
        named = self.after.names_unlike(self.before)
        waiting = [*self.left.values(), *self.fresh, *(one for key in named for one in self.index.with_key(key))]
        keys: dict[str, frozenset[str]] = {}
        seen: set[str] = set()
        meeting: dict[str, list[str]] = {}
        for profile, told in self.fresh.items():
            for key in meeting_keys(told.claim, self.after):
                meeting.setdefault(key, []).append(profile)
        while waiting:
            profile = waiting.pop()
            if profile in self.entries:
                continue
            entry = self.entries[profile] = self.index.entry(profile)
            claim = entry.claim if entry is not None else self.fresh[profile].claim
            stored = entry.keys if entry is not None else frozenset[str]()
            keys[profile] = stored if entry is not None and not named else meeting_keys(claim, self.after)
            for key in (stored | keys[profile]) - seen:
                seen.add(key)
                waiting += [*self.index.with_key(key), *meeting.get(key, ())]
        return keys

    def _mentions(self, profile: str) -> list[NamedNode]:
        stay = [node for node in self.index.mentions(profile) if node not in self.left]
        return stay + [node for node, one in self.come.items() if one.id == profile]

    def _owner(self, profile: str) -> str | None:
        entry = self.entries.get(profile) or self.index.entry(profile)
        return entry.parent if entry is not None else self.fresh[profile].parent

    def _placed(self, profile: str) -> NamedNode:
        iri = self.home.get(profile) or self.index.placed(profile)
        if iri is None:
            raise StoreError(f"profile {profile} has no organization; run `kg rebuild`")
        return iri

    def _parents(self, touched: set[NamedNode]) -> None:
        """Write whose unit an organization is: of those touched, and of the units of those that have another IRI now."""
        gone = [one for one, entry in self.entries.items() if entry is not None and self.home.get(one) != entry.organization]
        units = {self.index.placed(child) for one in gone for child in self.index.children(one) if child not in self.entries}
        for unit in units - touched - {None}:
            if unit is not None:
                self.then |= self.canonical.facts(unit, (terms.PARENT,))
                self._write_parents(unit, self.index.members(unit))
        for profile, iri in self.home.items():
            self._write_parents(iri, (profile,))

    def _write_parents(self, iri: NamedNode, members: Iterable[str]) -> None:
        for owner in [one for one in map(self._owner, members) if one is not None]:
            parent = self._placed(owner)
            if parent != iri:
                self.now.add(_fact(iri, terms.PARENT, parent))

    def _members(self) -> None:
        """Write what organizations are derived from, for the mentions of the documents and of moved profiles."""
        for profile, entry in self.entries.items():
            if entry is not None and profile in self.home and self.home[profile] != entry.organization:
                self.moved.update(node for node in self.index.mentions(profile) if node not in self.left)
        for document in self.documents | {NamedNode(ids.document_of(node.value)) for node in self.moved}:
            for node in self.old_said.things(document, terms.ORGANIZATION):
                profile = self._profile(node)
                entry = self.entries.get(profile)
                was = entry.organization if entry is not None else self._placed(profile)
                self.then.update((mention(node, profile), *membership(was, node)))
            for node in self.said.things(document, terms.ORGANIZATION):
                profile = self.come[node].id if node in self.come else self._profile(node)
                self.now.update((mention(node, profile), *membership(self._placed(profile), node)))

    def of(self, node: NamedNode) -> NamedNode:
        """Return the canonical organization of a mention after the change."""
        return self._placed(self.come[node].id if node in self.come else self._profile(node))


def _fact(subject: NamedNode, predicate: NamedNode, value: NamedNode) -> Quad:
    return Quad(subject, predicate, value)
