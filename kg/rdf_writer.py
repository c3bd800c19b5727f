"""From a record to the quads of its document's graph; :mod:`kg.rdf` describes the form."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad

from kg import evidence, ids, terms
from kg.triples import Writer, date, decimal, number, string
from ontology.errors import RecordError
from ontology.records import Amount, Deal, Document, Facility, Mark, Organization, Person, Program, Record
from ontology.vocabularies import (
    AMOUNT_KINDS,
    DEAL_TYPES,
    ORGANIZATION_TYPES,
    ROLES,
    STATUSES,
    THERAPY_TYPES,
    Vocabulary,
)


def checksum(text: str) -> str:
    """Return the SHA-256 of a document's text, in hexadecimal; it stands in the document's graph."""
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise RecordError(f"the text holds half a surrogate pair at character {error.start}") from None


def concept(vocabulary: Vocabulary, concept_id: str) -> NamedNode:
    """Return the node of a concept; an id that is in no vocabulary is kept as it is."""
    return NamedNode(vocabulary.namespace + quote(concept_id, safe=""))


class ReadingWriter:
    """Writes the graph of one document."""

    def __init__(self, document: Document, record: Record) -> None:
        self.node = NamedNode(ids.document(document.doc))
        self.document = document
        self.record = record
        self.writer = Writer(self.node)
        self.organizations = {one.name: self.local("org", place) for place, one in enumerate(record.organizations, 1)}

    def local(self, *path: str | int) -> NamedNode:
        """Return the node of a thing that the document says."""
        return NamedNode(ids.local(self.node.value, "-".join(map(str, path))))

    def write(self, extractor: str) -> list[Quad]:
        """Return the quads of the document's graph."""
        self._document(extractor)
        record = self.record
        for place, organization in enumerate(record.organizations, 1):
            self._organization(self.local("org", place), organization)
        for place, person in enumerate(record.people, 1):
            self._person(self.local("person", place), person)
        for place, program in enumerate(record.programs, 1):
            self._place(self.local("program", place), terms.PROGRAM, program)
        for place, facility in enumerate(record.facilities, 1):
            self._place(self.local("facility", place), terms.FACILITY, facility)
        self._about(self.node, self.local, record)
        for place, deal in enumerate(record.deals, 1):
            self._deal(place, deal)
        for place, mark in enumerate(record.marks, 1):
            self._mark(place, mark)
        return list(self.writer.quads)

    def _document(self, extractor: str) -> None:
        add, text, node = self.writer.add, self.writer.text, self.node
        add(node, terms.TYPE, terms.DOCUMENT)
        text(node, terms.IDENTIFIER, self.document.doc)
        text(node, terms.TITLE, self.record.title)
        if self.record.date is not None:
            add(node, terms.ISSUED, date(self.record.date))
        text(node, terms.NAME, self.document.title)
        text(node, terms.PUBLISHED, self.document.published)
        text(node, terms.URL, self.document.url)
        text(node, terms.FORMAT, self.document.media_type)
        text(node, terms.TEXT, self.document.text)
        text(node, terms.SHA256, checksum(self.document.text))
        extraction = self.local("extraction")
        add(node, terms.GENERATED, extraction)
        add(extraction, terms.TYPE, terms.EXTRACTION)
        text(extraction, terms.VERSION, extractor)

    def _organization(self, node: NamedNode, organization: Organization) -> None:
        self._named(node, terms.ORGANIZATION, organization.name)
        self.writer.ordered(node, terms.ALTERNATIVE, terms.ALIAS_ORDER, map(string, organization.aliases))
        if organization.type is not None:
            self.writer.add(node, terms.ORGANIZATION_TYPE, concept(ORGANIZATION_TYPES, organization.type))
        self._reference(node, terms.PARENT, organization.parent)
        self.writer.text(node, terms.LOCATION, organization.location)
        if organization.confidence is not None:
            self.writer.add(node, terms.CONFIDENCE, decimal(organization.confidence))
        evidence.write_all(self.writer, node, organization.mentions, self.document.text)

    def _person(self, node: NamedNode, person: Person) -> None:
        self._named(node, terms.PERSON, person.name)
        self.writer.text(node, terms.JOB_TITLE, person.title)
        self._reference(node, terms.WORKS_FOR, person.organization)
        evidence.write_all(self.writer, node, person.mentions, self.document.text)

    def _place(self, node: NamedNode, kind: NamedNode, place: Program | Facility) -> None:
        self._named(node, kind, place.name)
        self._reference(node, terms.OPERATED_BY, place.organization)
        if isinstance(place, Facility):
            self.writer.text(node, terms.LOCATION, place.location)

    def _deal(self, place: int, deal: Deal) -> None:
        node, add = self.local("deal", place), self.writer.add
        add(node, terms.TYPE, terms.DEAL)
        add(node, terms.PRIMARY_TYPE, concept(DEAL_TYPES, deal.types[0]))
        types = (concept(DEAL_TYPES, one) for one in deal.types)
        self.writer.ordered(node, terms.DEAL_TYPE, terms.TYPE_ORDER, types)
        add(node, terms.STATUS, concept(STATUSES, deal.status))
        for index, party in enumerate(deal.parties, 1):
            party_node = self.local("deal", place, "party", index)
            add(node, terms.HAS_PARTY, party_node)
            add(party_node, terms.TYPE, terms.PARTY)
            add(party_node, terms.HAS_ORGANIZATION, self.organizations[party.organization])
            add(party_node, terms.ROLE, concept(ROLES, party.role))
        self._about(node, lambda *path: self.local("deal", place, *path), deal)
        for index, amount in enumerate(deal.amounts, 1):
            self._amount(node, self.local("deal", place, "amount", index), amount)
        if deal.date is not None:
            add(node, terms.DATE, date(deal.date))
        add(node, terms.CONFIDENCE, decimal(deal.confidence))
        evidence.write_all(self.writer, node, deal.evidence, self.document.text)

    def _amount(self, deal: NamedNode, node: NamedNode, amount: Amount) -> None:
        self.writer.add(deal, terms.HAS_AMOUNT, node)
        self.writer.add(node, terms.TYPE, terms.AMOUNT)
        self.writer.add(node, terms.AMOUNT_KIND, concept(AMOUNT_KINDS, amount.kind))
        self.writer.add(node, terms.VALUE, number(amount.value))
        self.writer.text(node, terms.CURRENCY, amount.currency)
        evidence.write_all(self.writer, node, amount.evidence, self.document.text)

    def _about(self, node: NamedNode, local: Callable[..., NamedNode], about: Record | Deal) -> None:
        therapies = (concept(THERAPY_TYPES, one) for one in about.therapies)
        self.writer.ordered(node, terms.HAS_THERAPY, terms.THERAPY_ORDER, therapies)
        for place, product in enumerate(about.products, 1):
            self.writer.add(node, terms.HAS_PRODUCT, local("product", place))
            self._named(local("product", place), terms.PRODUCT, product)
        for place, indication in enumerate(about.indications, 1):
            self.writer.add(node, terms.HAS_INDICATION, local("indication", place))
            self._named(local("indication", place), terms.INDICATION, indication)

    def _mark(self, place: int, mark: Mark) -> None:
        node = self.local("mark", place)
        if mark.kind == "therapy":
            body = concept(THERAPY_TYPES, mark.value)
        else:
            listed = self.record.products if mark.kind == "product" else self.record.indications
            if mark.value in listed:
                body = self.local(mark.kind, listed.index(mark.value) + 1)
            else:
                body = self.local("mark", place, mark.kind)
                self._named(body, terms.PRODUCT if mark.kind == "product" else terms.INDICATION, mark.value)
            self.writer.add(body, terms.EVIDENCE, node)
        evidence.write(self.writer, node, body, mark.start, mark.end, self.document.text)

    def _named(self, node: NamedNode, kind: NamedNode, name: str) -> None:
        self.writer.add(node, terms.TYPE, kind)
        self.writer.text(node, terms.LABEL, name)

    def _reference(self, node: NamedNode, predicate: NamedNode, organization: str | None) -> None:
        if organization is not None:
            self.writer.add(node, predicate, self.organizations[organization])
