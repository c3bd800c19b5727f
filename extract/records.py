"""From the components' drafts on a ``Doc`` to the frozen record of the contract."""

from __future__ import annotations

import math
from collections.abc import Iterable

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from extract.components.dates import document_date
from extract.drafts import AmountDraft, ConceptMention, DealDraft, NamedDraft, OrganizationDraft, PersonDraft
from ontology.records import (
    Amount,
    Deal,
    Document,
    Facility,
    Mark,
    MarkKind,
    Organization,
    Party,
    Person,
    Program,
    Record,
    Span,
)


def to_record(document: Document, doc: Doc) -> Record:
    """Return what the pipeline found in ``doc``, which is ``document`` after the pipeline."""
    drafts: list[OrganizationDraft] = doc._.organizations
    return Record(
        doc=document.doc,
        title=doc._.title,
        date=document_date(doc),
        organizations=tuple(_organization(draft) for draft in drafts),
        people=tuple(_person(person, drafts) for person in doc._.people),
        programs=tuple(_program(one, drafts) for one in _once(doc._.programs)),
        facilities=tuple(_facility(one, drafts) for one in _once(doc._.facilities)),
        therapies=_active(doc._.therapies),
        products=_active(doc._.products),
        indications=_active(doc._.indications),
        deals=tuple(_deal(deal) for deal in doc._.deals),
        marks=tuple(
            _mark(kind, mention) for kind, mentions in _concepts(doc) for mention in mentions if mention.active
        ),
    )


def _concepts(doc: Doc) -> Iterable[tuple[MarkKind, list[ConceptMention]]]:
    yield "therapy", doc._.therapies
    yield "product", doc._.products
    yield "indication", doc._.indications


def _span(tokens: Tokens) -> Span:
    return Span(start=tokens.start_char, end=tokens.end_char)


def _spans(found: Iterable[Tokens]) -> tuple[Span, ...]:
    return tuple(_span(one) for one in found)


def _active(mentions: list[ConceptMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.concept for mention in mentions if mention.active))


def _mark(kind: MarkKind, mention: ConceptMention) -> Mark:
    return Mark(kind=kind, value=mention.concept, start=mention.span.start_char, end=mention.span.end_char)


def _name(draft: OrganizationDraft | None, drafts: list[OrganizationDraft]) -> str | None:
    # A component may still hold an organization that a later one dropped.
    return draft.name if draft is not None and any(draft is one for one in drafts) else None


def _once(drafts: list[NamedDraft]) -> list[NamedDraft]:
    return list({draft.name: draft for draft in reversed(drafts)}.values())[::-1]


def _organization(draft: OrganizationDraft) -> Organization:
    return Organization(
        name=draft.name,
        aliases=tuple(alias for alias in dict.fromkeys(draft.aliases) if alias != draft.name),
        type=draft.type,
        parent=draft.parent.name if draft.parent else None,
        location=draft.location,
        mentions=_spans(draft.mentions),
        confidence=round(1 / (1 + math.exp(-draft.score)), 3),
    )


def _person(draft: PersonDraft, drafts: list[OrganizationDraft]) -> Person:
    return Person(
        name=draft.name,
        title=draft.title,
        organization=_name(draft.organization, drafts),
        mentions=_spans(draft.mentions),
    )


def _program(draft: NamedDraft, drafts: list[OrganizationDraft]) -> Program:
    return Program(name=draft.name, organization=_name(draft.organization, drafts))


def _facility(draft: NamedDraft, drafts: list[OrganizationDraft]) -> Facility:
    return Facility(name=draft.name, organization=_name(draft.organization, drafts), location=draft.location)


def _amount(draft: AmountDraft) -> Amount:
    return Amount(kind=draft.kind, value=draft.value, currency=draft.currency, evidence=(_span(draft.span),))


def _deal(draft: DealDraft) -> Deal:
    return Deal.model_validate(
        {
            "types": tuple(draft.types),
            "status": draft.status,
            "parties": tuple(Party(organization=party.name, role=role) for party, role in draft.parties),
            "therapies": tuple(draft.therapies),
            "products": tuple(draft.products),
            "indications": tuple(draft.indications),
            "amounts": tuple(_amount(amount) for amount in draft.amounts),
            "date": draft.date,
            "evidence": _spans(draft.evidence),
            "confidence": round(draft.confidence, 3),
        }
    )
