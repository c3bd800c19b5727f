"""From what a user writes for a parameter of a named query to the terms that it means in a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg import ids, terms
from kg.resolve import normal
from kg.said import Canonical
from kg.triples import integer, lexical
from ontology.errors import QueryError
from ontology.vocabularies import (
    AMOUNT_KINDS,
    BASE,
    DEAL_TYPES,
    ORGANIZATION_TYPES,
    ROLES,
    STATUSES,
    THERAPY_TYPES,
    Vocabulary,
)

if TYPE_CHECKING:
    from kg.store import Store

Term = NamedNode | Literal

_CONCEPTS = {
    "therapy": THERAPY_TYPES,
    "deal_type": DEAL_TYPES,
    "organization_type": ORGANIZATION_TYPES,
    "role": ROLES,
    "status": STATUSES,
    "amount_kind": AMOUNT_KINDS,
}
_NAMED = {"person": terms.PERSON, "product": terms.PRODUCT, "indication": terms.INDICATION}


def resolve(store: Store, parameter: str, value: object) -> list[Term]:
    """Return the terms for one value or a list of values; raise :class:`QueryError` for a value that means nothing."""
    values = value if isinstance(value, list | tuple) else [value]
    found = [term for one in values for term in _resolve(store, parameter, str(one).strip())]
    if not found:
        raise QueryError(f"{parameter}: expected at least one value")
    return list(dict.fromkeys(found))


def _resolve(store: Store, parameter: str, value: str) -> list[Term]:
    if not value:
        raise QueryError(f"{parameter}: expected a value, got an empty one")
    value = _expanded(value)
    if parameter in _CONCEPTS:
        return [_concept(_CONCEPTS[parameter], value)]
    if parameter in _OTHERS:
        return _OTHERS[parameter](store, parameter, value)
    return list(_named(store, parameter, value, _NAMED[parameter]))


def _expanded(value: str) -> str:
    """A prefixed name, as tables show it, as IRI; anything else as it is."""
    prefix, colon, rest = value.partition(":")
    return f"{terms.PREFIXES[prefix]}{rest}" if colon and prefix in terms.PREFIXES else value


def _concept(vocabulary: Vocabulary, value: str) -> NamedNode:
    folded = value.removeprefix(vocabulary.namespace).casefold()
    for concept in vocabulary:
        forms = (concept, *vocabulary.synonyms(concept), *vocabulary.abbreviations(concept))
        if folded in (form.casefold() for form in forms):
            return NamedNode(vocabulary.namespace + concept)
    near = get_close_matches(folded, vocabulary.ids, n=3, cutoff=0.5)
    expected = f"did you mean {' or '.join(near)}?" if near else f"expected one of {', '.join(vocabulary.ids)}"
    raise QueryError(f"{value!r} is no {vocabulary.noun} ({expected})")


def _organizations(store: Store, parameter: str, value: str) -> Iterable[NamedNode]:
    if value.startswith(ids.ORGANIZATIONS):
        return [_existing(store, parameter, value, terms.ORGANIZATION)]
    found = sorted(Canonical(store.quads).with_key(normal(value)), key=lambda node: node.value)
    return found or _named(store, parameter, value, terms.ORGANIZATION)


def _named(store: Store, parameter: str, value: str, kind: NamedNode) -> Iterable[NamedNode]:
    """The things of a class with this name; the error proposes those with a name like it."""
    if value.startswith(BASE):
        return [_existing(store, parameter, value, kind)]
    labels: dict[str, list[tuple[str, NamedNode]]] = {}
    for quad in store.quads.quads_for_pattern(None, terms.TYPE, kind, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            for label in store.quads.quads_for_pattern(quad.subject, terms.LABEL, None, DefaultGraph()):
                name = lexical(label.object)
                labels.setdefault(normal(name), []).append((name, quad.subject))
    key = normal(value)
    if key in labels:
        return sorted((node for _, node in labels[key]), key=lambda node: node.value)
    within = sorted((one for one in labels if f" {key} " in f" {one} "), key=len)[:3]
    near = within or get_close_matches(key, labels, n=3, cutoff=0.6)
    names = " or ".join(labels[one][0][0] for one in near)
    hint = f"did you mean {names}?" if near else "the store holds nothing like it"
    raise QueryError(f"no {parameter} {value!r} ({hint})")


def _existing(store: Store, parameter: str, iri: str, kind: NamedNode) -> NamedNode:
    try:
        node = NamedNode(iri)
    except ValueError:
        raise QueryError(f"{parameter} {iri!r} is no IRI") from None
    if not any(store.quads.quads_for_pattern(node, terms.TYPE, kind, DefaultGraph())):
        raise QueryError(f"no {parameter} <{iri}> in the store")
    return node


def _deals(store: Store, parameter: str, value: str) -> list[Term]:
    iri = value if value.startswith(BASE) else f"{BASE}deal/{value}"
    return [_existing(store, parameter, iri, terms.DEAL)]


def _documents(store: Store, parameter: str, value: str) -> list[Term]:
    doc = ids.document_id(value) if value.startswith(terms.PREFIXES["document"]) else value
    if doc not in store:
        known = [one.doc for one in store.documents()]
        near = [one for one in known if doc in one][:3] or get_close_matches(doc, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "the query documents lists them"
        raise QueryError(f"no document {value!r} ({hint})")
    return [NamedNode(ids.document(doc))]


def _number(store: Store, parameter: str, value: str) -> list[Term]:
    if not value.isdecimal():
        raise QueryError(f"{parameter} {value!r}: expected a whole number")
    return [integer(int(value))]


def _day(store: Store, parameter: str, value: str) -> list[Term]:
    digits = value.split("-")
    if not (1 <= len(digits) <= 3 and len(digits[0]) == 4 and all(part.isdecimal() for part in digits)):
        raise QueryError(f"{parameter} {value!r}: expected YYYY, YYYY-MM or YYYY-MM-DD")
    return [Literal(value)]


_OTHERS: dict[str, Callable[[Store, str, str], list[Term]]] = {
    "organization": lambda store, parameter, value: list(_organizations(store, parameter, value)),
    "deal": _deals,
    "document": _documents,
    "cluster": _number,
    "since": _day,
    "until": _day,
}

PARAMETERS = (*_CONCEPTS, *_NAMED, *_OTHERS)
"""Every parameter that a named query may have."""
