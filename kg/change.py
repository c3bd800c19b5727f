"""What the default graph and the index lose and gain by one change: a document, or what people decided.

A change reaches the profiles that its document has or had, those that meet these under a key, over any number of
steps, the deals and people of the mentions whose organization changes, and nothing else: an organization that a
hundred thousand documents name is known by the few ways in which they name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Store

from kg import terms
from kg.canonical import document_block, named_iri, operated
from kg.change_organizations import OrganizationChange
from kg.curated import NOTHING, Curated
from kg.deals import Telling
from kg.derive import OPERATED, SPELT, membership, spelt_facts
from kg.index import pairs, spelling
from kg.releases import changed_releases
from kg.said import Said
from kg.tellings import telling
from kg.triples import lexical
from kg.unions import components
from kg.verdicts import Verdicts, settle


def change(
    store: Store,
    document: NamedNode | None = None,
    quads: Iterable[Quad] = (),
    before: Curated = NOTHING,
    after: Curated = NOTHING,
) -> tuple[set[Quad], set[Quad]]:
    """Return the quads lost and gained when ``document`` says ``quads``, and nothing else, from now on.

    Without a document: when decisions change from ``before`` to ``after``.
    """
    work = _Change(store, document, quads, before, after)
    if document is not None:
        work.document(store, document)
    work.organizations()
    work.deals()
    work.operated()
    work.spelt()
    return work.then - work.now, work.now - work.then


class _Change(OrganizationChange):
    def document(self, store: Store, document: NamedNode) -> None:
        """Write the document itself and the releases that it was and is a copy of."""
        self.then |= document_block(self.old_said, document)
        self.now |= document_block(self.said, document)
        then, now = changed_releases(store, self.old_said, self.said, document)
        self.then |= then
        self.now |= now

    def _pointing(self, said: Said, path: Iterable[NamedNode]) -> set[NamedNode]:
        found = set(self.moved)
        for predicate in path:
            found = {one for node in found for one in said.pointing(predicate, node)}
        return found

    def deals(self) -> None:
        """Group anew the tellings that share two parties with those that the change reaches, and write their deals."""
        waiting = self._pointing(self.said, (terms.HAS_ORGANIZATION, terms.HAS_PARTY))
        gone = {node for one in self.documents for node in self.old_said.things(one, terms.DEAL)}
        waiting |= {node for one in self.documents for node in self.said.things(one, terms.DEAL)}
        reached = {deal for node in waiting | gone for deal in self.canonical.of(node)}
        reached |= {deal for iri in self.renamed for deal in self.canonical.deals(iri)}
        told: dict[NamedNode, Telling | None] = {}
        read: set[NamedNode] = set()
        checked: set[str] = set()
        near = self._rejected(gone)
        while waiting or reached - read or near - checked:
            for deal in reached - read:
                read.add(deal)
                between = self.index.pairs(deal, terms.BETWEEN)
                self.then |= self.canonical.block(deal) | between
                # What is left between two organizations may bear another IRI when one of their deals is gone.
                near.update(lexical(quad.object) for quad in between)
                waiting.update(node for node in self.canonical.members(deal) if node not in gone)
            for node in waiting - set(told):
                one = told[node] = telling(self.said, node, lambda node: self.of(node).value)
                near |= self._rejected((node,)) | (pairs(one.organizations) if one is not None else frozenset())
            waiting = set()
            for pair in near - checked:
                checked.add(pair)
                some, others = (self.were.get(NamedNode(iri), set()) | {NamedNode(iri)} for iri in pair.split(" "))
                reached |= {deal for a in some for b in others for deal in self.index.between(a, b)}
                if self.before.rejected:
                    found = {node for a in some for b in others for node in self.index.rejected(a, b)}
                    waiting |= found - gone - set(told)
        kept = {node.value: one for node, one in told.items() if one is not None}
        verdicts = Verdicts(self.said, self.after)
        for members in components({node: pairs(one.organizations) for node, one in kept.items()}):
            self.now.update(settle((kept[node] for node in members), verdicts).quads(self.said, self._label))

    def _rejected(self, nodes: Iterable[NamedNode]) -> set[str]:
        """Between which organizations the rejected ones of some tellings were; notes that the index held them."""
        held = {quad for node in nodes for quad in self.index.pairs(node, terms.REJECTED)} if self.before.rejected else set()
        self.then |= held
        return {lexical(quad.object) for quad in held}

    def _label(self, organization: str) -> str:
        iri = NamedNode(organization)
        return self.labels.get(iri) or self.canonical.label(iri) or ""

    def operated(self) -> None:
        """Write the people, programmes and facilities of the documents and of moved mentions."""
        for kind, node_class in OPERATED.items():
            predicate = terms.WORKS_FOR if kind == "person" else terms.OPERATED_BY
            gone = {node for one in self.documents for node in self.old_said.things(one, node_class)}
            here = {node for one in self.documents for node in self.said.things(one, node_class)}
            pointing = self._pointing(self.said, (predicate,))
            here |= {node for node in pointing if node_class in self.said.nodes(node, terms.TYPE)}
            homes: dict[NamedNode, set[NamedNode]] = {iri: set() for node in gone | here for iri in self.canonical.of(node)}
            joining = {node: named_iri(self.said, kind, node, self.of) for node in here}
            for iri in joining.values():
                homes.setdefault(iri, set())
            for iri, members in homes.items():
                members.update(node for node in self.canonical.members(iri) if node not in gone | here)
                self.then |= self.canonical.block(iri)
            for node, iri in joining.items():
                homes[iri].add(node)
            for iri, members in homes.items():
                listed = sorted(members, key=lambda node: node.value)
                self.now |= operated(self.said, iri, node_class, listed, self.of)

    def spelt(self) -> None:
        """Write the products and indications of the documents; of what others say of them only how often."""
        for kind, node_class in SPELT.items():
            delta: dict[NamedNode, Counter[str]] = {}
            for said, quads, sign in ((self.old_said, self.then, -1), (self.said, self.now, 1)):
                for node in [node for one in self.documents for node in said.things(one, node_class)]:
                    iri = named_iri(said, kind, node)
                    delta.setdefault(iri, Counter())[said.text(node, terms.LABEL) or ""] += sign
                    quads.update(membership(iri, node))
            for iri, changes in delta.items():
                were = self.index.spellings(iri)
                are = {label: n for label in {*were, *changes} if (n := were.get(label, 0) + changes[label]) > 0}
                for quads, counted in ((self.then, were), (self.now, are)):
                    quads |= spelt_facts(iri, node_class, counted)
                    quads.update(spelling(iri, label, times) for label, times in counted.items())
