"""The canonical facts about one thing, made of what the documents say about it.

Each function returns the quads of one block of the default graph, and depends on nothing but the set of local things
(members) that it is given: the order in which documents arrived never matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import ids, terms
from kg.rdf_reader import concept_id
from kg.resolve import Claim, normal
from kg.said import Said
from kg.triples import Writer, date, decimal, string
from ontology.vocabularies import DEAL_TYPES, ORGANIZATION_TYPES, STATUSES

STATUS_RANK = ("terminated", "completed", "expanded", "announced", "prior")
"""Of several tellings of a deal the status that says most, first."""

_NAMED_PARTIES = 3


def common(values: Iterable[str | None]) -> str | None:
    """Return the value that is given most often, of these the longest, of these the first in order; None for none.

    >>> common(["Mayo", "Mayo Clinic", None, "Mayo Clinic", "Mayo"])
    'Mayo Clinic'
    """
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], -len(value), value), default=None)


def earliest(dates: Iterable[str]) -> str | None:
    """Return the earliest date; an exact date comes before the year or month that holds it, a day without year last.

    >>> earliest(["2017", "2017-09-20", "--01-01"])
    '2017-09-20'
    """
    return min(dates, key=lambda one: (one.startswith("-"), f"{one}-99-99"[:10], one), default=None)


@dataclass(frozen=True)
class Blocks:
    """Writes blocks; ``organization_of`` and ``label_of`` know the canonical organizations."""

    said: Said
    organization_of: Callable[[NamedNode], NamedNode]
    label_of: Callable[[NamedNode], str]

    def organization(self, iri: NamedNode, claims: Sequence[Claim]) -> set[Quad]:
        """Return the block of an organization."""
        writer = self._start(iri, terms.ORGANIZATION, [NamedNode(claim.node) for claim in claims])
        label = organization_label(claims)
        writer.text(iri, terms.LABEL, label)
        for name in {form for claim in claims for form in (claim.name, *claim.aliases)} - {label}:
            writer.text(iri, terms.ALTERNATIVE, name)
        for key in {key for claim in claims for key in claim.all_keys()}:
            writer.text(iri, terms.HIDDEN, key)
        kind = common(claim.type for claim in claims)
        if kind is not None:
            writer.add(iri, terms.ORGANIZATION_TYPE, NamedNode(ORGANIZATION_TYPES.namespace + kind))
        writer.text(iri, terms.LOCATION, common(claim.location for claim in claims))
        for claim in claims:
            for parent in self.said.nodes(NamedNode(claim.node), terms.PARENT):
                if (canonical := self.organization_of(parent)) != iri:
                    writer.add(iri, terms.PARENT, canonical)
        return set(writer.quads)

    def named(self, iri: NamedNode, kind: NamedNode, members: Sequence[NamedNode]) -> set[Quad]:
        """Return the block of a person, programme, facility, product or indication."""
        writer = self._start(iri, kind, members)
        writer.text(iri, terms.LABEL, common(self.said.text(node, terms.LABEL) for node in members))
        for node in members:
            for predicate in (terms.JOB_TITLE, terms.LOCATION):
                writer.add(iri, predicate, *self.said.objects(node, predicate))
            for predicate in (terms.WORKS_FOR, terms.OPERATED_BY):
                writer.add(iri, predicate, *map(self.organization_of, self.said.nodes(node, predicate)))
        return set(writer.quads)

    def deal(self, iri: NamedNode, members: Sequence[NamedNode]) -> set[Quad]:
        """Return the block of a deal, with its parties and amounts as ``iri#party-...`` and ``iri#amount-...``."""
        said = self.said
        writer = self._start(iri, terms.DEAL, members)
        primary = said.nodes(members[0], terms.PRIMARY_TYPE)[0]
        writer.add(iri, terms.PRIMARY_TYPE, primary)
        for node in members:
            for predicate in (terms.DEAL_TYPE, terms.HAS_THERAPY, terms.EVIDENCE):
                writer.add(iri, predicate, *said.objects(node, predicate))
            for predicate, kind in ((terms.HAS_PRODUCT, "product"), (terms.HAS_INDICATION, "indication")):
                writer.add(iri, predicate, *(named_iri(said, kind, one) for one in said.nodes(node, predicate)))
        statuses = {said.concept(node, terms.STATUS) for node in members}
        for status in [one for one in STATUS_RANK if one in statuses][:1]:
            writer.add(iri, terms.STATUS, NamedNode(STATUSES.namespace + status))
        announced = earliest(one for node in members if (one := self._date(node)) is not None)
        if announced is not None:
            writer.add(iri, terms.ANNOUNCED, date(announced))
        confidence = max(float(said.text(node, terms.CONFIDENCE) or 0) for node in members)
        writer.add(iri, terms.CONFIDENCE, decimal(confidence))
        self._parties(writer, iri, members, DEAL_TYPES.label(concept_id(primary.value)))
        self._amounts(writer, iri, members)
        return set(writer.quads)

    def document(self, document: NamedNode) -> set[Quad]:
        """Return the block of a document: all but its text."""
        writer = Writer(DefaultGraph())
        for predicate in (terms.TYPE, terms.IDENTIFIER, terms.TITLE, terms.ISSUED, terms.URL, terms.HAS_THERAPY):
            writer.add(document, predicate, *self.said.objects(document, predicate))
        return set(writer.quads)

    def _start(self, iri: NamedNode, kind: NamedNode, members: Sequence[NamedNode]) -> Writer:
        writer = Writer(DefaultGraph())
        writer.add(iri, terms.TYPE, kind)
        writer.add(iri, terms.DERIVED, *members)
        writer.add(iri, terms.SOURCE, *(NamedNode(ids.document_of(node.value)) for node in members))
        return writer

    def _date(self, node: NamedNode) -> str | None:
        """The deal's own date, or that of the document whose news it is."""
        stated = self.said.text(node, terms.DATE)
        if stated is not None or self.said.concept(node, terms.STATUS) == "prior":
            return stated
        return self.said.text(NamedNode(ids.document_of(node.value)), terms.ISSUED)

    def _parties(self, writer: Writer, iri: NamedNode, members: Sequence[NamedNode], kind: str) -> None:
        tellings = [self._roles(node) for node in members]
        organizations = sorted(tellings[0], key=lambda one: one.value)
        for organization in organizations:
            name = organization.value.removeprefix(ids.ORGANIZATIONS)
            writer.add(iri, terms.HAS_ORGANIZATION, organization)
            roles = common(" ".join(sorted(telling[organization])) for telling in tellings) or ""
            for role in roles.split():
                party = NamedNode(f"{iri.value}#party-{name}-{concept_id(role)}")
                writer.add(iri, terms.HAS_PARTY, party)
                writer.add(party, terms.TYPE, terms.PARTY)
                writer.add(party, terms.HAS_ORGANIZATION, organization)
                writer.add(party, terms.ROLE, NamedNode(role))
        names = sorted(self.label_of(organization) for organization in organizations)
        more = [f"{len(names) - _NAMED_PARTIES} more"] if len(names) > _NAMED_PARTIES else []
        writer.add(iri, terms.LABEL, string(f"{' – '.join(names[:_NAMED_PARTIES] + more)}: {kind}"))

    def _roles(self, deal: NamedNode) -> dict[NamedNode, set[str]]:
        roles: dict[NamedNode, set[str]] = {}
        for party in self.said.nodes(deal, terms.HAS_PARTY):
            for organization in self.said.nodes(party, terms.HAS_ORGANIZATION):
                roles.setdefault(self.organization_of(organization), set()).update(self.said.texts(party, terms.ROLE))
        return roles

    def _amounts(self, writer: Writer, iri: NamedNode, members: Sequence[NamedNode]) -> None:
        for amount in (one for node in members for one in self.said.nodes(node, terms.HAS_AMOUNT)):
            texts = [self.said.text(amount, one) or "" for one in (terms.AMOUNT_KIND, terms.VALUE, terms.CURRENCY)]
            name = ids.slug(f"{concept_id(texts[0])} {texts[1]} {texts[2] or 'percent'}")
            canonical = NamedNode(f"{iri.value}#amount-{name}")
            writer.add(iri, terms.HAS_AMOUNT, canonical)
            for predicate in (terms.TYPE, terms.AMOUNT_KIND, terms.VALUE, terms.CURRENCY):
                writer.add(canonical, predicate, *self.said.objects(amount, predicate))


def organization_label(claims: Sequence[Claim]) -> str:
    """Return the name of an organization: the name that most documents give it."""
    return common(claim.name for claim in claims) or ""


def organization_iri(claims: Sequence[Claim]) -> NamedNode:
    """Return the IRI of an organization, made of its shortest name; no two organizations share a name's key."""
    return NamedNode(ids.organization(min((claim.name_key() for claim in claims), key=lambda key: (len(key), key))))


def named_iri(
    said: Said, kind: str, node: NamedNode, organization_of: Callable[[NamedNode], NamedNode] | None = None
) -> NamedNode:
    """Return the canonical IRI of a person, programme, facility (with its organization), product or indication."""
    organization = None
    if organization_of is not None:
        of = said.nodes(node, terms.WORKS_FOR) + said.nodes(node, terms.OPERATED_BY)
        organization = organization_of(of[0]).value if of else None
    return NamedNode(ids.keyed(kind, normal(said.text(node, terms.LABEL) or ""), organization))


def deal_iri(said: Said, node: NamedNode, organization_of: Callable[[NamedNode], NamedNode]) -> NamedNode | None:
    """Return the canonical IRI of a deal: its organizations and primary type; None for fewer than two organizations."""
    parties = [one for party in said.nodes(node, terms.HAS_PARTY) for one in said.nodes(party, terms.HAS_ORGANIZATION)]
    organizations = {organization_of(one).value for one in parties}
    primary = said.concept(node, terms.PRIMARY_TYPE)
    if len(organizations) < 2 or primary is None:
        return None
    return NamedNode(ids.deal(organizations, primary))
