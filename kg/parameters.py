"""From what a user writes for a parameter of a named query to the terms that it means in a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from extract.confidence import checked
from kg import ids, terms
from kg.names import normal
from kg.near_names import nearest, suggestions
from kg.said import Canonical
from kg.triples import decimal, integer, lexical
from ontology.errors import QueryError
from ontology.vocabularies import BASE, VOCABULARIES, Vocabulary

if TYPE_CHECKING:
    from kg.store import Store

Term = NamedNode | Literal

_CONCEPTS = {prefix.replace("-", "_"): one for prefix, one in VOCABULARIES.items()}
_NAMED = {
    "person": terms.PERSON,
    "product": terms.PRODUCT,
    "indication": terms.INDICATION,
    "facility": terms.FACILITY,
}
_ORGANIZATIONS = ("organization", "partner")


def resolve(store: Store, parameter: str, value: object) -> list[Term]:
    """Return the terms that one value means; raise :class:`QueryError` for a value that means nothing."""
    return list(dict.fromkeys(_resolve(store, parameter, str(value).strip())))


def meant(store: Store, parameter: str, value: object, found: Iterable[Term]) -> list[str]:
    """Return the names that ``value`` was taken for, if it is not itself one of their names."""
    written = str(value).strip()
    if kind_of(parameter) is None or _expanded(written) != written or written.startswith(BASE):
        return []
    names_of = {node: _names_of(store, node) for node in found if isinstance(node, NamedNode)}
    return [all_names[0] for all_names in names_of.values() if all_names and normal(written) not in map(normal, all_names)]


def _names_of(store: Store, node: NamedNode) -> list[str]:
    predicates = (terms.LABEL, terms.ALTERNATIVE, terms.HIDDEN)
    found = (store.quads.quads_for_pattern(node, one, None, DefaultGraph()) for one in predicates)
    return [lexical(quad.object) for quads in found for quad in quads]


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


def kind_of(parameter: str) -> NamedNode | None:
    """Return the class of the things whose names the parameter takes; None when it takes no names."""
    return terms.ORGANIZATION if parameter in _ORGANIZATIONS else _NAMED.get(parameter)


def concepts_of(parameter: str) -> Vocabulary | None:
    """Return the vocabulary whose ids the parameter takes; None when it takes none."""
    return _CONCEPTS.get(parameter)


def names(store: Store, kind: NamedNode) -> dict[str, list[tuple[str, NamedNode]]]:
    """Return the things of a class by normalised name, each with a name as it is written."""
    predicates = (terms.LABEL, terms.ALTERNATIVE) if kind == terms.ORGANIZATION else (terms.LABEL,)
    found: dict[str, list[tuple[str, NamedNode]]] = {}
    for quad in store.quads.quads_for_pattern(None, terms.TYPE, kind, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            for predicate in predicates:
                for label in store.quads.quads_for_pattern(quad.subject, predicate, None, DefaultGraph()):
                    name = lexical(label.object)
                    found.setdefault(normal(name), []).append((name, quad.subject))
    return found


def _organizations(store: Store, parameter: str, value: str) -> Iterable[NamedNode]:
    if value.startswith(ids.ORGANIZATIONS):
        return [_existing(store, parameter, value, terms.ORGANIZATION)]
    found = sorted(Canonical(store.quads).with_key(normal(value)), key=lambda node: node.value)
    return found or _named(store, parameter, value, terms.ORGANIZATION)


def _named(store: Store, parameter: str, value: str, kind: NamedNode) -> Iterable[NamedNode]:
    """The things of a class with this name, or the one that it is short for; the error proposes names like it."""
    if value.startswith(BASE):
        return [_existing(store, parameter, value, kind)]
    known = names(store, kind)
    if (key := normal(value)) in known:
        return sorted({node for _, node in known[key]}, key=lambda node: node.value)
    short_for = nearest(key, ((one, node) for one, some in known.items() for _, node in some))
    if short_for is not None:
        return [short_for]
    near = suggestions(key, {one: some[0][0] for one, some in known.items()})
    hint = f"did you mean {' or '.join(near)}?" if near else "the store holds nothing like it"
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


def _share(store: Store, parameter: str, value: str) -> list[Term]:
    try:
        return [decimal(checked(float(value)))]
    except ValueError:
        raise QueryError(f"{parameter} {value!r}: expected a number from 0 to 1") from None


_OTHERS: dict[str, Callable[[Store, str, str], list[Term]]] = {
    **dict.fromkeys(_ORGANIZATIONS, lambda store, parameter, value: list(_organizations(store, parameter, value))),
    "location": lambda store, parameter, value: [Literal(value)],
    "deal": _deals,
    "document": _documents,
    "cluster": _number,
    "since": _day,
    "until": _day,
    "min_confidence": _share,
}

PARAMETERS = (*_CONCEPTS, *_NAMED, *_OTHERS)
"""Every parameter that a named query may have."""
