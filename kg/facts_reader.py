"""Reads the :class:`~kg.facts.Facts` out of a store: a few whole-store queries, never one a thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions

from extract.confidence import checked
from kg import ids, terms
from kg.facts import AmountFacts, DealFacts, EvidenceFacts, Facts, OrganizationFacts, PartyFacts
from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ORGANIZATION_TYPES, ROLES, STATUSES, THERAPY_TYPES

if TYPE_CHECKING:
    from kg.store import Store

_EVIDENCE = f"""
SELECT ?deal ?document ?start ?end ?quote WHERE {{
  ?deal {terms.EVIDENCE} ?mention .
  GRAPH ?document {{
    ?mention {terms.ANNOTATION_TARGET} ?target .
    ?target {terms.TARGET_SELECTOR} ?position, ?exact .
    ?position {terms.START} ?start ; {terms.END} ?end .
    ?exact {terms.EXACT} ?quote .
  }}
}}
"""

Values = dict[str, dict[str, list[str]]]
"""Of every subject the values of every predicate, sorted: IRIs, and literals as they are written."""


def facts(store: Store, min_confidence: float = 0.0) -> Facts:
    """Return what ``store`` holds about organizations and deals, by eight queries whatever its size.

    Deals with a confidence below ``min_confidence``, a number from 0 to 1, are left out; organizations stay. The
    confidence of a deal is the greatest that any of its documents gives.
    """
    least = checked(min_confidence)
    deals, organizations = _described(store, terms.DEAL), _described(store, terms.ORGANIZATION)
    parties, amounts = _described(store, terms.PARTY), _described(store, terms.AMOUNT)
    names = {iri: _one(values, terms.LABEL) for iri, values in organizations.items()}
    things = {**_described(store, terms.PRODUCT), **_described(store, terms.INDICATION)}
    labels = {iri: _one(values, terms.LABEL) for iri, values in things.items()}
    evidence = _evidence(store)
    found = {
        iri: _deal(values, parties, amounts, names, labels, evidence.get(iri, []))
        for iri, values in deals.items()
        if float(_one(values, terms.CONFIDENCE)) >= least
    }
    worked: dict[str, Counter[str]] = {}
    for deal in found.values():
        for party in deal["parties"]:
            worked.setdefault(party["organization"], Counter()).update(deal["therapies"])
    return Facts(
        organizations={iri: _organization(values, worked.get(iri, Counter())) for iri, values in organizations.items()},
        deals=found,
        therapies={str(THERAPY_TYPES.iri(one)): one for deal in found.values() for one in deal["therapies"]},
    )


def _described(store: Store, kind: NamedNode) -> Values:
    """The canonical things of a class with all that is said of them."""
    subjects: Values = {}
    for row in _rows(store, f"SELECT ?thing ?predicate ?value {{ ?thing {terms.TYPE} {kind} ; ?predicate ?value }}"):
        subject, predicate, value = (one.value for one in row)
        subjects.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for predicates in subjects.values():
        for values in predicates.values():
            values.sort()
    return dict(sorted(subjects.items()))


def _rows(store: Store, query: str) -> Iterator[tuple[NamedNode | Literal, ...]]:
    for solution in cast(QuerySolutions, store.quads.query(query)):
        yield tuple(cast("NamedNode | Literal", value) for value in solution)


def _evidence(store: Store) -> dict[str, list[EvidenceFacts]]:
    """The quotes of every deal, in the order of documents and text."""
    documents = _described(store, terms.DOCUMENT)
    found: dict[str, list[EvidenceFacts]] = {}
    for row in _rows(store, _EVIDENCE):
        deal, document, start, end, quote = (one.value for one in row)
        about = documents[document]
        found.setdefault(deal, []).append(
            EvidenceFacts(
                document=_one(about, terms.IDENTIFIER),
                title=_maybe(about, terms.TITLE),
                date=_maybe(about, terms.ISSUED),
                url=_maybe(about, terms.URL),
                quote=quote,
                start=int(start),
                end=int(end),
            )
        )
    for quotes in found.values():
        quotes.sort(key=lambda one: (one["document"], one["start"], one["end"]))
    return found


def _organization(values: dict[str, list[str]], therapies: Counter[str]) -> OrganizationFacts:
    kind = _maybe(values, terms.ORGANIZATION_TYPE)
    return OrganizationFacts(
        name=_one(values, terms.LABEL),
        type=None if kind is None else ORGANIZATION_TYPES.id(kind),
        location=_maybe(values, terms.LOCATION),
        documents=[ids.document_id(one) for one in values.get(terms.SOURCE.value, [])],
        therapies=sorted(therapies, key=lambda one: (-therapies[one], one)),
    )


def _deal(
    values: dict[str, list[str]],
    parties: Values,
    amounts: Values,
    names: dict[str, str],
    labels: dict[str, str],
    evidence: list[EvidenceFacts],
) -> DealFacts:
    primary = DEAL_TYPES.id(_one(values, terms.PRIMARY_TYPE))
    types = [DEAL_TYPES.id(one) for one in values[terms.DEAL_TYPE.value]]
    return DealFacts(
        types=[primary, *(one for one in types if one != primary)],
        status=STATUSES.id(_one(values, terms.STATUS)),
        date=_maybe(values, terms.ANNOUNCED),
        parties=[_party(parties[one], names) for one in values[terms.HAS_PARTY.value]],
        therapies=[THERAPY_TYPES.id(one) for one in values.get(terms.HAS_THERAPY.value, [])],
        products=sorted(labels[one] for one in values.get(terms.HAS_PRODUCT.value, [])),
        indications=sorted(labels[one] for one in values.get(terms.HAS_INDICATION.value, [])),
        amounts=[_amount(amounts[one]) for one in values.get(terms.HAS_AMOUNT.value, [])],
        confidence=float(_one(values, terms.CONFIDENCE)),
        evidence=evidence,
    )


def _party(values: dict[str, list[str]], names: dict[str, str]) -> PartyFacts:
    organization = _one(values, terms.HAS_ORGANIZATION)
    return PartyFacts(organization=organization, name=names[organization], role=ROLES.id(_one(values, terms.ROLE)))


def _amount(values: dict[str, list[str]]) -> AmountFacts:
    return AmountFacts(
        kind=AMOUNT_KINDS.id(_one(values, terms.AMOUNT_KIND)),
        value=float(_one(values, terms.VALUE)),
        currency=_maybe(values, terms.CURRENCY),
    )


def _one(values: dict[str, list[str]], predicate: NamedNode) -> str:
    return values[predicate.value][0]


def _maybe(values: dict[str, list[str]], predicate: NamedNode) -> str | None:
    return next(iter(values.get(predicate.value, ())), None)
