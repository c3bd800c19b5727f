"""The record that extraction delivers for one document, as frozen models.

One :class:`Record` per :class:`Document`. All offsets count characters of ``Document.text``, the text as it was
read; ends are exclusive, so ``text[span.start:span.end]`` is the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ORGANIZATION_TYPES, ROLES, THERAPY_TYPES, Vocabulary

Status = Literal["announced", "expanded", "completed", "terminated", "prior"]
MarkKind = Literal["therapy", "product", "indication"]

_DATE = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d))", re.ASCII)
_LEAP_YEAR = 2000
"""A day without its year may be any of a leap year."""


def _one_of(vocabulary: Vocabulary, value: str) -> str:
    vocabulary.check(value)
    return value


def calendar_date(value: str) -> str:
    """Return ``value`` if it is a date as the contract writes it; raise :class:`ValueError` for any other."""
    shaped = _DATE.fullmatch(value)
    if shaped is None:
        raise ValueError(f"date {value!r} is not YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD")
    year, month, day, month_alone, day_alone = shaped.groups()
    try:
        date(int(year or _LEAP_YEAR), int(month or month_alone or 1), int(day or day_alone or 1))
    except ValueError:
        raise ValueError(f"date {value!r} is not in the calendar") from None
    return value


def _date(value: str | None) -> str | None:
    return None if value is None else calendar_date(value)


class Model(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """Characters ``start`` to ``end`` (exclusive) of a document's text."""

    start: Annotated[int, Field(ge=0)]
    end: int

    @model_validator(mode="after")
    def _not_empty(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"span {self.start}..{self.end} is empty")
        return self

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers.

        >>> Span(start=0, end=7).of("Servier appoints MaSTherCell")
        'Servier'
        """
        return text[self.start : self.end]


class Document(Model):
    """One press release as it was read: its id, its text and what the source says about it."""

    doc: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    media_type: str = "text/plain"


class Organization(Model):
    """One real organization of a document, under its fullest form."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str | None = None
    parent: str | None = None
    location: str | None = None
    mentions: tuple[Span, ...] = ()
    confidence: Annotated[float | None, Field(ge=0, le=1)] = None

    @field_validator("type")
    @classmethod
    def _type(cls, value: str | None) -> str | None:
        return None if value is None else _one_of(ORGANIZATION_TYPES, value)


class Person(Model):
    """A named person with title and organization as the document says."""

    name: str
    title: str | None = None
    organization: str | None = None
    mentions: tuple[Span, ...] = ()


class Program(Model):
    """A named initiative or programme."""

    name: str
    organization: str | None = None


class Facility(Model):
    """A named or located site of an organization."""

    name: str
    organization: str | None = None
    location: str | None = None


class Party(Model):
    """An organization in its role in one deal."""

    organization: str
    role: str

    @field_validator("role")
    @classmethod
    def _role(cls, value: str) -> str:
        return _one_of(ROLES, value)


class Amount(Model):
    """A sum in units of ``currency`` (ISO 4217), or a royalty rate in percent with currency ``None``."""

    kind: str
    value: Annotated[float | int, Field(allow_inf_nan=False)]
    currency: str | None = None
    evidence: tuple[Span, ...] = ()

    @field_validator("kind")
    @classmethod
    def _kind(cls, value: str) -> str:
        return _one_of(AMOUNT_KINDS, value)

    @field_validator("value")
    @classmethod
    def _whole(cls, value: float | int) -> float | int:
        return int(value) if float(value).is_integer() else value


class Deal(Model):
    """Something that two or more named organizations do, did or will do together."""

    types: Annotated[tuple[str, ...], Field(min_length=1)]
    status: Status = "announced"
    parties: Annotated[tuple[Party, ...], Field(min_length=2)]
    therapies: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    date: str | None = None
    evidence: tuple[Span, ...] = ()
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0

    @field_validator("parties")
    @classmethod
    def _parties(cls, value: tuple[Party, ...]) -> tuple[Party, ...]:
        for place, party in enumerate(value):
            if party in value[:place]:
                raise ValueError(f"{party.organization!r} is {party.role} twice in one deal")
        return value

    @field_validator("types")
    @classmethod
    def _types(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_of(DEAL_TYPES, one) for one in value)

    @field_validator("therapies")
    @classmethod
    def _therapies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_of(THERAPY_TYPES, one) for one in value)

    _check_date = field_validator("date")(_date)


class Mark(Model):
    """Where the text speaks of a therapy type (``value`` is its id), a product or an indication (its name)."""

    kind: MarkKind
    value: str
    start: int
    end: int


class Record(Model):
    """What one document says, every fact with its characters.

    ``marks`` are the evidence for ``therapies``, ``products`` and ``indications``.
    """

    doc: str
    title: str | None = None
    date: str | None = None
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    programs: tuple[Program, ...] = ()
    facilities: tuple[Facility, ...] = ()
    therapies: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    deals: tuple[Deal, ...] = ()
    marks: tuple[Mark, ...] = ()

    _check_date = field_validator("date")(_date)

    @field_validator("therapies")
    @classmethod
    def _therapies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_of(THERAPY_TYPES, one) for one in value)

    @model_validator(mode="after")
    def _references(self) -> Record:
        names = {one.name for one in self.organizations}
        if len(names) != len(self.organizations):
            raise ValueError(f"{self.doc}: an organization is listed twice")
        for name in self._named():
            if name is not None and name not in names:
                raise ValueError(f"{self.doc}: organization {name!r} is referred to but not listed")
        return self

    def _named(self) -> Iterator[str | None]:
        yield from (one.parent for one in self.organizations)
        yield from (person.organization for person in self.people)
        yield from (program.organization for program in self.programs)
        yield from (facility.organization for facility in self.facilities)
        yield from (party.organization for deal in self.deals for party in deal.parties)

    def spans(self) -> Iterator[Span]:
        """Every span of the record, in no special order."""
        for organization in self.organizations:
            yield from organization.mentions
        for person in self.people:
            yield from person.mentions
        for deal in self.deals:
            yield from deal.evidence
            for amount in deal.amounts:
                yield from amount.evidence
        for mark in self.marks:
            yield Span(start=mark.start, end=mark.end)

    def to_json(self) -> str:
        """One line of JSON in the contract's key order."""
        return self.model_dump_json()


class Reading(Model):
    """A document together with the record that was read out of it."""

    document: Document
    record: Record


class ReadFailure(Model):
    """A source that could not be read, and why: it is reported and does not stop the others."""

    source: str
    reason: str
