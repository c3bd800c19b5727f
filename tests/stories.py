"""Small readings with invented names, written out of deals: the text, its sentences and their offsets agree."""

from __future__ import annotations

import random
from collections.abc import Iterable

from kg.facts import DealFacts, Facts, OrganizationFacts, PartyFacts
from ontology.records import Deal, Document, Organization, Party, Reading, Record, Span
from ontology.vocabularies import DEAL_TYPES, ORGANIZATION_TYPES, THERAPY_TYPES

KINDS = {
    "Alder Hospital": "hospital",
    "Birch University": "university",
    "Cedar Biologics": "cdmo",
    "Dogwood Pharma": "pharma",
    "Elm Therapeutics": "biotech",
    "Fir Ventures": "investor",
    "Ginkgo Capital": "investor",
}


def deal(kind: str, *parties: tuple[str, str], therapies: Iterable[str] = (), **more: object) -> Deal:
    """A deal of (organization, role) pairs, without evidence yet."""
    named = tuple(Party(organization=name, role=role) for name, role in parties)
    return Deal.model_validate({"types": (kind,), "parties": named, "therapies": tuple(therapies), **more})


def story(doc: str, *deals: Deal, url: str | None = None, sentence: str = "{parties} agree on {kind}.") -> Reading:
    """One document that says these deals, a sentence each."""
    title = f"News of {doc}"
    text, told = title + "\n\n", []
    for one in deals:
        said = sentence.format(
            parties=" and ".join(party.organization for party in one.parties), kind=DEAL_TYPES.label(one.types[0])
        )
        told.append(one.model_copy(update={"evidence": (Span(start=len(text), end=len(text) + len(said)),)}))
        text += said + " "
    names = dict.fromkeys(party.organization for one in deals for party in one.parties)
    organizations = tuple(Organization(name=name, type=KINDS.get(name)) for name in names)
    record = Record(doc=doc, title=title, date="2024-05-01", organizations=organizations, deals=tuple(told))
    return Reading(document=Document(doc=doc, text=text, title=title, url=url), record=record)


STORIES = (
    story(
        "one",
        deal(
            "manufacturing", ("Cedar Biologics", "provider"), ("Alder Hospital", "client"), therapies=["car-t", "mrna"]
        ),
        deal("license", ("Birch University", "licensor"), ("Elm Therapeutics", "licensee"), therapies=["gene-editing"]),
        url="https://example.org/one",
    ),
    story(
        "two",
        deal("manufacturing", ("Alder Hospital", "client"), ("Cedar Biologics", "provider"), therapies=["car-t"]),
        deal("supply", ("Cedar Biologics", "supplier"), ("Alder Hospital", "customer"), therapies=["car-t"]),
    ),
    story(
        "three",
        deal(
            "investment",
            ("Fir Ventures", "investor"),
            ("Ginkgo Capital", "investor"),
            ("Elm Therapeutics", "investee"),
            amounts=({"kind": "milestone", "value": 380000000, "currency": "USD"},),
        ),
        deal("clinical-collaboration", ("Dogwood Pharma", "partner"), ("Elm Therapeutics", "partner")),
    ),
)
"""Three documents: a deal told twice, one with two parties on one side, and six organizations joined in two groups."""


def facts_of(organizations: int, deals: int, seed: int, groups: int = 1) -> Facts:
    """Facts of a given size, at random; with several groups most deals stay within one."""
    chance = random.Random(seed)
    names = [f"https://example.org/organization/{number:04d}" for number in range(organizations)]
    made: dict[str, DealFacts] = {}
    for number in range(deals if organizations > 1 else 0):
        first = chance.randrange(organizations)
        alike = [other for other in range(organizations) if other != first and other % groups == first % groups]
        second = chance.choice(alike) if alike and chance.random() < 0.95 else (first + 1) % organizations
        made[f"https://example.org/deal/{number:04d}"] = DealFacts(
            types=["manufacturing"],
            status="announced",
            date="2024-05-01",
            parties=[
                PartyFacts(organization=names[one], name=f"Organization {one}", role=role)
                for one, role in ((first, "provider"), (second, "client"))
            ],
            therapies=[THERAPY_TYPES.ids[(first % groups) % len(THERAPY_TYPES)]],
            products=[],
            indications=[],
            amounts=[],
            confidence=0.9,
            evidence=[],
        )
    kinds = ORGANIZATION_TYPES.ids
    return Facts(
        organizations={
            name: OrganizationFacts(
                name=f"Organization {number}",
                type=kinds[number % len(kinds)],
                location=None,
                documents=[],
                therapies=[],
            )
            for number, name in enumerate(names)
        },
        deals=made,
        therapies={str(THERAPY_TYPES.iri(one)): one for one in THERAPY_TYPES},
    )
