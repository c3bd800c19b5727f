"""The closed lists of concept ids, read from the SKOS schemes beside this file.

Each :class:`Vocabulary` parses its Turtle file when it is first asked something and keeps the answer; importing this
module costs nothing.

>>> "car-t" in THERAPY_TYPES
True
>>> DEAL_TYPES.roles("license")
('licensor', 'licensee')
>>> THERAPY_TYPES.check("car-tee")
Traceback (most recent call last):
    ...
ontology.errors.VocabularyError: 'car-tee' is no therapy type (did you mean 'car-t'?)
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import VocabularyError

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

BASE = "https://w3id.org/biotech-partnerships/"


class Vocabulary:
    """A SKOS scheme whose concepts are named by short ids: an ordered, read-only set of these ids."""

    def __init__(self, file: str, segment: str, noun: str) -> None:
        self.path = Path(__file__).with_name(file)
        self.prefix = segment
        self.noun = noun
        self.scheme = BASE + segment
        self.namespace = f"{self.scheme}/"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path.name!r})"

    def __contains__(self, concept: object) -> bool:
        return concept in self._synonyms

    def __iter__(self) -> Iterator[str]:
        return iter(self._synonyms)

    def __len__(self) -> int:
        return len(self._synonyms)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all concepts, in the order of the Turtle file."""
        return tuple(self._synonyms)

    def check(self, concept: str) -> str:
        """Return ``concept`` when it is an id of this vocabulary; else raise :class:`VocabularyError`.

        The error names the ids that are nearest, by spelling or by a synonym, or all ids when none is near.
        """
        if concept not in self._synonyms:
            near = self._near(concept)
            known = repr(near[0]) if len(near) == 1 else ", ".join(near or self.ids)
            hint = f"did you mean {known}?" if near else f"expected one of {known}"
            raise VocabularyError(f"{concept!r} is no {self.noun} ({hint})")
        return concept

    def label(self, concept: str) -> str:
        """Return the preferred English label.

        >>> ORGANIZATION_TYPES.label("cdmo")
        'Contract development and manufacturing organization'
        """
        return self.synonyms(concept)[0]

    def definition(self, concept: str) -> str:
        """Return what the concept means, in a sentence or two."""
        return self._one(concept, "definition")

    def synonyms(self, concept: str) -> tuple[str, ...]:
        """Return the preferred label and then every alternative one, to be matched in text without regard to case.

        >>> THERAPY_TYPES.synonyms("mrna-vaccine")[:2]
        ('mRNA vaccine', 'mRNA vaccines')
        """
        return self._synonyms[self.check(concept)]

    def abbreviations(self, concept: str) -> tuple[str, ...]:
        """Return the labels that mean the concept only in exactly this spelling, to be matched with regard to case.

        They are the scheme's ``skos:hiddenLabel``.

        >>> "TIL" in THERAPY_TYPES.abbreviations("til")
        True
        """
        return tuple(str(label) for label in self._objects(concept, "hiddenLabel"))

    def broader(self, concept: str) -> str | None:
        """Return the id of the next broader concept, or None at the top."""
        return next((self.id(one) for one in self._objects(concept, "broader")), None)

    def narrower(self, concept: str) -> tuple[str, ...]:
        """Return the ids of the concepts directly below this one, in the order of the Turtle file."""
        below = {self.id(one) for one in self._objects(concept, "narrower")}
        return tuple(one for one in self if one in below)

    def ancestors(self, concept: str) -> tuple[str, ...]:
        """Return the ids of all broader concepts, the nearest first.

        >>> THERAPY_TYPES.ancestors("msc-therapy")
        ('stem-cell-therapy', 'cell-therapy', 'advanced-therapy')
        """
        found: list[str] = []
        above = self.broader(concept)
        while above is not None:
            found.append(above)
            above = self.broader(above)
        return tuple(found)

    def iri(self, concept: str) -> URIRef:
        """Return the IRI of the concept.

        >>> str(ROLES.iri("licensee"))
        'https://w3id.org/biotech-partnerships/role/licensee'
        """
        return self._iri(self.check(concept))

    def id(self, iri: object) -> str:
        """Return the id of the concept with this IRI; raise :class:`VocabularyError` for any other IRI.

        >>> ROLES.id("https://w3id.org/biotech-partnerships/role/licensee")
        'licensee'
        """
        text = str(iri)
        if not text.startswith(self.namespace):
            raise VocabularyError(f"<{text}> is no {self.noun} (expected {self.namespace}...)")
        return self.check(text.removeprefix(self.namespace))

    @cached_property
    def graph(self) -> Graph:
        """The SKOS scheme as an rdflib graph, parsed once; treat it as read-only."""
        from rdflib import Graph

        return Graph().parse(self.path, format="turtle")

    @cached_property
    def _synonyms(self) -> dict[str, tuple[str, ...]]:
        from rdflib import SKOS, URIRef

        graph = self.graph
        return {
            str(graph.value(concept, SKOS.notation)): tuple(
                str(label) for kind in (SKOS.prefLabel, SKOS.altLabel) for label in graph.objects(concept, kind)
            )
            for concept in graph.subjects(SKOS.inScheme, URIRef(self.scheme))
        }

    def _near(self, concept: str) -> list[str]:
        named = [one for one in self if concept.casefold() in {form.casefold() for form in self._forms(one)}]
        return named or get_close_matches(concept, self.ids, n=3, cutoff=0.75)

    def _forms(self, concept: str) -> tuple[str, ...]:
        return self.synonyms(concept) + self.abbreviations(concept)

    def _iri(self, concept: str) -> URIRef:
        from rdflib import URIRef

        return URIRef(self.namespace + concept)

    def _objects(self, concept: str, name: str, namespace: str | None = None) -> Iterator[Node]:
        from rdflib import SKOS, URIRef

        return self.graph.objects(self.iri(concept), URIRef((namespace or str(SKOS)) + name))

    def _one(self, concept: str, name: str, namespace: str | None = None) -> str:
        return str(next(self._objects(concept, name, namespace)))


class DealTypes(Vocabulary):
    """The deal types, each with the roles of its parties."""

    def roles(self, deal_type: str) -> tuple[str, str]:
        """Return the roles of the two sides; they are equal when the deal is symmetric."""
        left, right = (ROLES.id(self._one(deal_type, name, BASE + "ns#")) for name in ("leftRole", "rightRole"))
        return left, right

    def other_roles(self, deal_type: str) -> tuple[str, ...]:
        """Return the roles that a third party may have beside the two sides.

        >>> DEAL_TYPES.other_roles("acquisition")
        ('seller',)
        """
        return tuple(ROLES.id(one) for one in self._objects(deal_type, "otherRole", BASE + "ns#"))

    def is_directed(self, deal_type: str) -> bool:
        """Return whether the two sides have different roles.

        >>> DEAL_TYPES.is_directed("license"), DEAL_TYPES.is_directed("joint-venture")
        (True, False)
        """
        return self._one(deal_type, "directed", BASE + "ns#") == "true"


THERAPY_TYPES = Vocabulary("therapies.ttl", "therapy", "therapy type")
DEAL_TYPES = DealTypes("deals.ttl", "deal-type", "deal type")
ROLES = Vocabulary("roles.ttl", "role", "role")
ORGANIZATION_TYPES = Vocabulary("organizations.ttl", "organization-type", "organization type")
AMOUNT_KINDS = Vocabulary("amounts.ttl", "amount-kind", "amount kind")
STATUSES = Vocabulary("statuses.ttl", "status", "status")

VOCABULARIES = {
    one.prefix: one for one in (THERAPY_TYPES, DEAL_TYPES, ORGANIZATION_TYPES, ROLES, STATUSES, AMOUNT_KINDS)
}
"""All of them by the prefix of their concepts, as in ``deal-type:license``."""
