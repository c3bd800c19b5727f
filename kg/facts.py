"""What a store holds about organizations and deals, as plain dictionaries.

The projections and the page read a store once (:func:`kg.facts_reader.facts`) and work on the :class:`Facts` from
there on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict


class PartyFacts(TypedDict):
    """An organization (IRI and name) in its role in a deal."""

    organization: str
    name: str
    role: str


class AmountFacts(TypedDict):
    """A sum in units of ``currency`` (ISO 4217), or a royalty rate in percent with currency None."""

    kind: str
    value: float
    currency: str | None


class EvidenceFacts(TypedDict):
    """A quoted sentence: characters ``start`` to ``end`` (exclusive) of the text of ``document`` (its id)."""

    document: str
    title: str | None
    date: str | None
    url: str | None
    quote: str
    start: int
    end: int


class DealFacts(TypedDict):
    """A canonical deal. ``types`` and ``therapies`` hold ids, the most characteristic type first."""

    types: list[str]
    status: str
    date: str | None
    parties: list[PartyFacts]
    therapies: list[str]
    products: list[str]
    indications: list[str]
    amounts: list[AmountFacts]
    confidence: float
    evidence: list[EvidenceFacts]


class OrganizationFacts(TypedDict):
    """A canonical organization; ``documents`` are the ids of the documents that name it."""

    name: str
    type: str | None
    location: str | None
    documents: list[str]
    therapies: list[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Organizations and deals by IRI, and the id of every therapy type that a deal has, by its IRI."""

    organizations: dict[str, OrganizationFacts] = field(default_factory=dict)
    deals: dict[str, DealFacts] = field(default_factory=dict)
    therapies: dict[str, str] = field(default_factory=dict)
