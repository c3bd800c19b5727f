"""The default graph, and the index beside it, as a function of the document graphs and of what people decided.

Everything goes through the same pure functions as the change of one document (:mod:`kg.change`): claims into
organizations (:mod:`kg.resolve`), tellings into deals (:mod:`kg.deals`), both into blocks of quads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg import ids, terms
from kg.canonical import common, document_block, named_iri, operated
from kg.canonical_organizations import name_of, organization_facts, placed
from kg.claims import Claim
from kg.curated import Curated
from kg.deals import Telling
from kg.index import Entry, mention, pairs, spelling
from kg.names import normal
from kg.releases import all_releases
from kg.resolve import Group, Partners, decide, meeting_keys
from kg.said import Said
from kg.tellings import Profile, profiles, telling
from kg.triples import string
from kg.unions import components
from kg.verdicts import Verdicts, settle
from ontology.errors import StoreError
from ontology.vocabularies import VOCABULARIES

OPERATED = {"person": terms.PERSON, "program": terms.PROGRAM, "facility": terms.FACILITY}
SPELT = {"product": terms.PRODUCT, "indication": terms.INDICATION}
_ASKED = 20
"""So many mentions of one profile are asked for their partners, the first in order: enough to tell two apart."""


@cache
def concepts() -> tuple[Quad, ...]:
    """Return the SKOS schemes of the ontology, which stand in every default graph."""
    return tuple(quad for one in VOCABULARIES.values() for quad in parse(path=one.path, format=RdfFormat.TURTLE))


def is_document(graph: NamedNode) -> bool:
    """Return whether a graph holds what one document says."""
    return graph.value.startswith(terms.PREFIXES["document"])


def document_graphs(store: Store) -> Iterator[NamedNode]:
    """Yield the graphs of all documents, in no order."""
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and is_document(graph):
            yield graph


def partners_among(said: Said, mentions: Callable[[str], Iterable[NamedNode]]) -> Partners:
    """Return what tells the keys of the partners of a profile, from the deals of its mentions."""
    found: dict[str, frozenset[str]] = {}

    def partners(profile: str) -> frozenset[str]:
        if profile not in found:
            nodes = sorted(mentions(profile), key=lambda node: node.value)
            found[profile] = frozenset(key for node in nodes[:_ASKED] for key in _partners(said, node))
        return found[profile]

    return partners


def _partners(said: Said, node: NamedNode) -> Iterator[str]:
    for party in said.pointing(terms.HAS_ORGANIZATION, node):
        for deal in said.pointing(terms.HAS_PARTY, party):
            for other in said.nodes(deal, terms.HAS_PARTY):
                for one in said.nodes(other, terms.HAS_ORGANIZATION):
                    if one != node:
                        yield normal(said.text(one, terms.LABEL) or "")


def derive(store: Store, curated: Curated) -> Iterator[Quad]:
    """Yield the whole default graph and the whole index."""
    yield from concepts()
    said = Said(store)
    documents = list(document_graphs(store))
    whole = _Whole(said, curated)
    for document in documents:
        whole.read(profiles(said, document, curated))
    yield from whole.organizations()
    yield from whole.deals(documents)
    for document in documents:
        yield from document_block(said, document)
    yield from all_releases(said, documents)
    for kind, node_class in OPERATED.items():
        yield from whole.operated(kind, node_class, documents)
    for kind, node_class in SPELT.items():
        yield from whole.spelt(kind, node_class, documents)


@dataclass
class _Whole:
    said: Said
    curated: Curated
    found: dict[str, Profile] = field(default_factory=dict)
    mentions: dict[str, list[NamedNode]] = field(default_factory=dict)
    organization: dict[str, NamedNode] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def read(self, told: Mapping[NamedNode, Profile]) -> None:
        for node, profile in told.items():
            self.found.setdefault(profile.id, profile)
            self.mentions.setdefault(profile.id, []).append(node)

    def organizations(self) -> Iterator[Quad]:
        keys = {key: meeting_keys(profile.claim, self.curated) for key, profile in self.found.items()}
        partners = partners_among(self.said, self.mentions.__getitem__)
        homes: list[tuple[NamedNode, Group]] = []
        for members in components(keys):
            homes += placed(decide(map(self._claim, members), self.curated, partners).groups).items()
        profile_home = {claim.node: iri for iri, home in homes for claim in home.claims}
        for iri, home in homes:
            self.labels[iri.value] = name_of(home.claims)
            owners = {profile_home[owner] for claim in home.claims if (owner := self.found[claim.node].parent) is not None}
            yield from organization_facts(iri, home, owners, self.curated)
            for claim in home.claims:
                yield from Entry(claim, self.found[claim.node].parent, keys[claim.node], iri).quads()
                for node in self.mentions[claim.node]:
                    self.organization[node.value] = iri
                    yield mention(node, claim.node)
                    yield from membership(iri, node)

    def _claim(self, profile: str) -> Claim:
        return replace(self.found[profile].claim, support=len(self.mentions[profile]))

    def of(self, node: NamedNode) -> NamedNode:
        if node.value not in self.organization:
            raise StoreError(f"{node} is referred to but is no organization of its document; ingest that again")
        return self.organization[node.value]

    def deals(self, documents: Iterable[NamedNode]) -> Iterator[Quad]:
        told: dict[str, Telling] = {}
        verdicts = Verdicts(self.said, self.curated)
        for document in documents:
            for node in self.said.things(document, terms.DEAL):
                one = telling(self.said, node, lambda node: self.of(node).value)
                if one is not None:
                    told[one.node] = one
        for members in components({node: pairs(one.organizations) for node, one in told.items()}):
            settled = settle((told[node] for node in members), verdicts)
            yield from settled.quads(self.said, self.labels.__getitem__)

    def operated(self, kind: str, node_class: NamedNode, documents: Iterable[NamedNode]) -> Iterator[Quad]:
        homes: dict[NamedNode, list[NamedNode]] = {}
        for document in documents:
            for node in self.said.things(document, node_class):
                homes.setdefault(named_iri(self.said, kind, node, self.of), []).append(node)
        for iri, members in homes.items():
            yield from operated(self.said, iri, node_class, members, self.of)

    def spelt(self, kind: str, node_class: NamedNode, documents: Iterable[NamedNode]) -> Iterator[Quad]:
        labels: dict[NamedNode, Counter[str]] = {}
        for document in documents:
            for node in self.said.things(document, node_class):
                iri = named_iri(self.said, kind, node)
                labels.setdefault(iri, Counter())[self.said.text(node, terms.LABEL) or ""] += 1
                yield from membership(iri, node)
        for iri, counted in labels.items():
            yield from spelt_facts(iri, node_class, counted)
            for label, times in counted.items():
                yield spelling(iri, label, times)


def membership(iri: NamedNode, node: NamedNode) -> tuple[Quad, Quad]:
    """Return that a canonical thing is derived from what a document says."""
    document = NamedNode(ids.document_of(node.value))
    return Quad(iri, terms.DERIVED, node, DefaultGraph()), Quad(iri, terms.SOURCE, document, DefaultGraph())


def spelt_facts(iri: NamedNode, node_class: NamedNode, spellings: Mapping[str, int]) -> set[Quad]:
    """Return the facts about a product or indication, from how often it is spelt how; none if never."""
    label = common(spellings)
    if label is None:
        return set()
    return {
        Quad(iri, terms.TYPE, node_class, DefaultGraph()),
        Quad(iri, terms.LABEL, string(label), DefaultGraph()),
    }
