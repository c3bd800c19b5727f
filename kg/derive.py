"""The default graph as a function of the document graphs: for one changed document, or for all of them.

Both ways go through the same blocks (:mod:`kg.canonical`) and the same resolution (:mod:`kg.resolve`). The change of
one document reaches the organizations that share a name with its own, the deals and people of those whose identity or
name changes by it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg import terms
from kg.canonical import Blocks, deal_iri, named_iri, organization_iri, organization_label
from kg.resolve import Claim, resolve
from kg.said import Canonical, Said
from ontology.errors import StoreError
from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ORGANIZATION_TYPES, ROLES, STATUSES, THERAPY_TYPES

KINDS = {
    "deal": terms.DEAL,
    "person": terms.PERSON,
    "program": terms.PROGRAM,
    "facility": terms.FACILITY,
    "product": terms.PRODUCT,
    "indication": terms.INDICATION,
}
_OF_ORGANIZATIONS = ("person", "program", "facility")


def concepts() -> Iterable[Quad]:
    """Return the SKOS schemes of the ontology, which stand in every default graph."""
    for vocabulary in (THERAPY_TYPES, DEAL_TYPES, ROLES, ORGANIZATION_TYPES, AMOUNT_KINDS, STATUSES):
        yield from parse(path=vocabulary.path, format=RdfFormat.TURTLE)


def is_document(graph: NamedNode) -> bool:
    """Return whether a graph holds what one document says."""
    return graph.value.startswith(terms.PREFIXES["document"])


def derive(store: Store) -> set[Quad]:
    """Return the whole default graph."""
    said = Said(store)
    documents = [one for one in store.named_graphs() if isinstance(one, NamedNode) and is_document(one)]
    derivation = _Derivation(said, Canonical(Store()))
    derivation.organizations(said.claim(node) for one in documents for node in said.things(one, terms.ORGANIZATION))
    for kind in KINDS:
        derivation.things(kind, [node for one in documents for node in said.things(one, KINDS[kind])], ())
    for one in documents:
        derivation.blocks[one] = derivation.writer().document(one)
    return {*concepts(), *(quad for block in derivation.blocks.values() for quad in block)}


def change(store: Store, document: NamedNode, quads: Iterable[Quad]) -> tuple[set[Quad], set[Quad]]:
    """Return what the default graph loses and gains when ``document`` says ``quads``, and nothing else, from now on."""
    before, after, canonical = Said(store), Said(store, document, quads), Canonical(store)
    derivation = _Derivation(after, canonical)
    gone = before.things(document, terms.ORGANIZATION)
    new = [after.claim(node) for node in after.things(document, terms.ORGANIZATION)]
    touched = _touched(canonical, gone, new)
    stay = [node for iri in touched for node in canonical.members(iri) if node not in set(gone)]
    was = {node: (iri, canonical.label(iri)) for iri in touched for node in canonical.members(iri)}
    derivation.blocks.update((iri, set()) for iri in touched)
    derivation.organizations([*new, *map(after.claim, stay)])
    moved = [node for node, iri in derivation.iris.items() if was.get(node) != (iri, derivation.labels[iri])]
    derivation.children(moved)
    for kind, node_class in KINDS.items():
        affected = [*after.things(document, node_class), *_pointing(after, kind, moved)]
        derivation.things(kind, affected, before.things(document, node_class))
    derivation.blocks[document] = derivation.writer().document(document)
    now = {quad for block in derivation.blocks.values() for quad in block}
    then = {quad for iri in derivation.blocks for quad in canonical.block(iri)}
    return then - now, now - then


def _touched(canonical: Canonical, gone: Iterable[NamedNode], new: Iterable[Claim]) -> set[NamedNode]:
    """Every canonical organization whose grouping may change: linked by shared names, over any number of steps."""
    waiting = [iri for node in gone for iri in canonical.of(node)]
    waiting += [iri for claim in new for key in claim.all_keys() for iri in canonical.with_key(key)]
    found: set[NamedNode] = set()
    while waiting:
        iri = waiting.pop()
        if iri not in found:
            found.add(iri)
            waiting += [other for key in canonical.keys(iri) for other in canonical.with_key(key)]
    return found


def _pointing(said: Said, kind: str, organizations: Iterable[NamedNode]) -> list[NamedNode]:
    """The deals, people and places of organizations."""
    if kind == "deal":
        parties = [party for one in organizations for party in said.pointing(terms.HAS_ORGANIZATION, one)]
        return [deal for party in parties for deal in said.pointing(terms.HAS_PARTY, party)]
    predicate = terms.WORKS_FOR if kind == "person" else terms.OPERATED_BY
    found = [node for one in organizations for node in said.pointing(predicate, one)]
    return [node for node in found if KINDS[kind] in said.nodes(node, terms.TYPE)]


@dataclass
class _Derivation:
    said: Said
    canonical: Canonical
    iris: dict[NamedNode, NamedNode] = field(default_factory=dict)
    labels: dict[NamedNode, str] = field(default_factory=dict)
    blocks: dict[NamedNode, set[Quad]] = field(default_factory=dict)

    def writer(self) -> Blocks:
        return Blocks(self.said, self.organization_of, self.label_of)

    def organization_of(self, node: NamedNode) -> NamedNode:
        if node in self.iris:
            return self.iris[node]
        for iri in self.canonical.of(node):
            return iri
        raise StoreError(f"{node} is referred to but is no organization of its document; ingest that again")

    def label_of(self, iri: NamedNode) -> str:
        return self.labels[iri] if iri in self.labels else self.canonical.label(iri) or ""

    def organizations(self, claims: Iterable[Claim]) -> None:
        groups = {organization_iri(group): group for group in resolve(claims)}
        for iri, group in groups.items():
            self.labels[iri] = organization_label(group)
            self.iris.update((NamedNode(claim.node), iri) for claim in group)
        for iri, group in groups.items():
            self.blocks[iri] = self.writer().organization(iri, group)

    def children(self, parents: Iterable[NamedNode]) -> None:
        """Write the organizations anew that name one of ``parents`` as their parent."""
        for node in [child for parent in parents for child in self.said.pointing(terms.PARENT, parent)]:
            iri = self.organization_of(node)
            if iri not in self.blocks:
                claims = [self.said.claim(member) for member in self.canonical.members(iri)]
                self.blocks[iri] = self.writer().organization(iri, claims)

    def things(self, kind: str, affected: Iterable[NamedNode], gone: Iterable[NamedNode]) -> None:
        """Put the affected things where they belong now and write anew what they leave and what they join."""
        places = {node: self._iri(kind, node) for node in affected}
        homes: dict[NamedNode, set[NamedNode]] = {}
        for node in (*places, *gone):
            for iri in self.canonical.of(node):
                homes.setdefault(iri, set())
        for place in places.values():
            if place is not None:
                homes.setdefault(place, set())
        left = {*places, *gone}
        for iri, members in homes.items():
            members.update(node for node in self.canonical.members(iri) if node not in left)
        for node, home in places.items():
            if home is not None:
                homes[home].add(node)
        for iri, members in homes.items():
            self.blocks[iri] = self._block(kind, iri, sorted(members, key=lambda node: node.value))

    def _iri(self, kind: str, node: NamedNode) -> NamedNode | None:
        if kind == "deal":
            return deal_iri(self.said, node, self.organization_of)
        return named_iri(self.said, kind, node, self.organization_of if kind in _OF_ORGANIZATIONS else None)

    def _block(self, kind: str, iri: NamedNode, members: list[NamedNode]) -> set[Quad]:
        if not members:
            return set()
        return self.writer().deal(iri, members) if kind == "deal" else self.writer().named(iri, KINDS[kind], members)
