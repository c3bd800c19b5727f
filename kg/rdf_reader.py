"""From the quads of a document's graph back to its reading; :mod:`kg.rdf` describes the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg import evidence, ids, terms
from kg.triples import Subjects
from ontology.records import (
    Amount,
    Deal,
    Document,
    Facility,
    Mark,
    Organization,
    Party,
    Person,
    Program,
    Reading,
    Record,
)
from ontology.vocabularies import THERAPY_TYPES


def concept_id(iri: str) -> str:
    """Return the id of a concept.

    >>> concept_id("https://w3id.org/biotech-partnerships/role/licensee")
    'licensee'
    """
    return unquote(iri.rpartition("/")[2])


class ReadingReader:
    """Reads the graph of one document."""

    def __init__(self, graph: str, subjects: Subjects) -> None:
        self.graph = graph
        self.subjects = subjects

    def local(self, *path: str | int) -> str:
        """Return the IRI of a thing that the document says."""
        return ids.local(self.graph, "-".join(map(str, path)))

    def read(self) -> Reading:
        """Return the document with its record."""
        return Reading(document=self.document(), record=self._record())

    def document(self) -> Document:
        """Return the document alone."""
        one, text = self.subjects.one, self.subjects.text
        return Document(
            doc=text(self.graph, terms.IDENTIFIER),
            text=text(self.graph, terms.TEXT),
            title=one(self.graph, terms.NAME),
            published=one(self.graph, terms.PUBLISHED),
            url=one(self.graph, terms.URL),
            media_type=text(self.graph, terms.FORMAT),
        )

    def _record(self) -> Record:
        numbered = self.subjects.numbered
        return Record(
            doc=self.subjects.text(self.graph, terms.IDENTIFIER),
            title=self.subjects.one(self.graph, terms.TITLE),
            date=self.subjects.one(self.graph, terms.ISSUED),
            organizations=tuple(map(self._organization, numbered(self.local("org")))),
            people=tuple(map(self._person, numbered(self.local("person")))),
            programs=tuple(map(self._program, numbered(self.local("program")))),
            facilities=tuple(map(self._facility, numbered(self.local("facility")))),
            deals=tuple(map(self._deal, numbered(self.local("deal")))),
            marks=tuple(map(self._mark, numbered(self.local("mark")))),
            **self._about(self.graph, self.local),
        )

    def _organization(self, node: str) -> Organization:
        kind = self.subjects.one(node, terms.ORGANIZATION_TYPE)
        confidence = self.subjects.one(node, terms.CONFIDENCE)
        return Organization(
            name=self.subjects.text(node, terms.LABEL),
            aliases=tuple(self.subjects.ordered(node, terms.ALTERNATIVE, terms.ALIAS_ORDER)),
            type=None if kind is None else concept_id(kind),
            parent=self._reference(node, terms.PARENT),
            location=self.subjects.one(node, terms.LOCATION),
            mentions=tuple(evidence.read_all(self.subjects, node)),
            confidence=None if confidence is None else float(confidence),
        )

    def _person(self, node: str) -> Person:
        return Person(
            name=self.subjects.text(node, terms.LABEL),
            title=self.subjects.one(node, terms.JOB_TITLE),
            organization=self._reference(node, terms.WORKS_FOR),
            mentions=tuple(evidence.read_all(self.subjects, node)),
        )

    def _program(self, node: str) -> Program:
        return Program(
            name=self.subjects.text(node, terms.LABEL), organization=self._reference(node, terms.OPERATED_BY)
        )

    def _facility(self, node: str) -> Facility:
        return Facility(
            name=self.subjects.text(node, terms.LABEL),
            organization=self._reference(node, terms.OPERATED_BY),
            location=self.subjects.one(node, terms.LOCATION),
        )

    def _deal(self, node: str) -> Deal:
        subjects = self.subjects
        return Deal(
            types=tuple(map(concept_id, subjects.ordered(node, terms.DEAL_TYPE, terms.TYPE_ORDER))),
            status=concept_id(subjects.text(node, terms.STATUS)),  # type: ignore[arg-type]
            parties=tuple(map(self._party, subjects.numbered(f"{node}-party"))),
            amounts=tuple(map(self._amount, subjects.numbered(f"{node}-amount"))),
            date=subjects.one(node, terms.DATE),
            evidence=tuple(evidence.read_all(subjects, node)),
            confidence=float(subjects.text(node, terms.CONFIDENCE)),
            **self._about(node, lambda part: f"{node}-{part}"),
        )

    def _party(self, node: str) -> Party:
        organization = self.subjects.text(node, terms.HAS_ORGANIZATION)
        return Party(
            organization=self.subjects.text(organization, terms.LABEL),
            role=concept_id(self.subjects.text(node, terms.ROLE)),
        )

    def _amount(self, node: str) -> Amount:
        value = self.subjects.text(node, terms.VALUE)
        return Amount(
            kind=concept_id(self.subjects.text(node, terms.AMOUNT_KIND)),
            value=float(value) if "." in value else int(value),
            currency=self.subjects.one(node, terms.CURRENCY),
            evidence=tuple(evidence.read_all(self.subjects, node)),
        )

    def _about(self, node: str, local: Callable[[str], str]) -> dict[str, Any]:
        therapies = self.subjects.ordered(node, terms.HAS_THERAPY, terms.THERAPY_ORDER)
        return {
            "therapies": tuple(map(concept_id, therapies)),
            "products": tuple(self._labels(local("product"))),
            "indications": tuple(self._labels(local("indication"))),
        }

    def _mark(self, node: str) -> Mark:
        body = self.subjects.text(node, terms.ANNOTATION_BODY)
        start, end = evidence.read(self.subjects, node)
        if body.startswith(THERAPY_TYPES.namespace):
            return Mark(kind="therapy", value=concept_id(body), start=start, end=end)
        kind = self.subjects.text(body, terms.TYPE)
        value = self.subjects.text(body, terms.LABEL)
        return Mark(kind="product" if kind == terms.PRODUCT.value else "indication", value=value, start=start, end=end)

    def _labels(self, stem: str) -> Iterator[str]:
        return (self.subjects.text(node, terms.LABEL) for node in self.subjects.numbered(stem))

    def _reference(self, node: str, predicate: NamedNode) -> str | None:
        organization = self.subjects.one(node, predicate)
        return None if organization is None else self.subjects.text(organization, terms.LABEL)
