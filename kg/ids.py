"""IRIs of everything in the graph, readable and the same on every machine.

A document's IRI is also the name of its graph; what one document says lives under it (``<document>#org-3``).
Canonical things have IRIs of their own, made of normalised names. No blank node is used anywhere, so that two
stores are equal exactly when their sorted N-Quads are.

>>> document("acme 2024/01")
'https://w3id.org/biotech-partnerships/document/acme%202024%2F01'
>>> document_id(document("acme 2024/01"))
'acme 2024/01'
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

from ontology import terms
from ontology.errors import RecordError, VocabularyError
from ontology.vocabularies import BASE

ORGANIZATIONS = f"{BASE}organization/"
CLUSTERS_GRAPH = f"{BASE}graph/clusters"
"""The graph of the clusters that were saved last; it holds no facts and does not count in the store's hash."""

_LONGEST = 120


def document(doc: str) -> str:
    """Return the IRI of the document with the id ``doc``.

    Raises :class:`RecordError` for an empty id and for one with half a surrogate pair.
    """
    try:
        return str(terms.document(doc))
    except (VocabularyError, UnicodeEncodeError):
        raise RecordError(f"document id {doc!r}: expected at least one character and no half surrogate pairs") from None


def document_id(iri: str) -> str:
    """Return the id of the document with this IRI, or that says the thing with this IRI."""
    return terms.document_id(iri)


def local(document_iri: str, name: str) -> str:
    """Return the IRI of something that one document says.

    >>> local(document("a"), "org-3")
    'https://w3id.org/biotech-partnerships/document/a#org-3'
    """
    return f"{document_iri}#{name}"


def document_of(iri: str) -> str:
    """Return the IRI of the document that says the thing with this IRI."""
    return iri.partition("#")[0]


def slug(key: str) -> str:
    """Return a normalised name as the last part of an IRI; different keys give different parts.

    >>> slug("mayo clinic center")
    'mayo-clinic-center'
    """
    return quote(key.replace(" ", "-"), safe="")


def organization(key: str) -> str:
    """Return the IRI of the canonical organization with this key."""
    return ORGANIZATIONS + slug(key)


def keyed(kind: str, key: str, organization_iri: str | None = None) -> str:
    """Return the IRI of a canonical person, programme, facility, product or indication.

    One name at two organizations is two things.

    >>> keyed("person", "denis bedoret", organization("mastercell"))
    'https://w3id.org/biotech-partnerships/person/denis-bedoret--mastercell'
    """
    suffix = "" if organization_iri is None else "--" + organization_iri.removeprefix(ORGANIZATIONS)
    return f"{BASE}{kind}/{slug(key)}{suffix}"


def deal(organization_iris: Iterable[str], deal_type: str) -> str:
    """Return the IRI of the canonical deal of these organizations and this primary type, in any order.

    >>> deal([organization("servier"), organization("mastercell")], "manufacturing")
    'https://w3id.org/biotech-partnerships/deal/mastercell--servier--manufacturing'
    """
    names = sorted({iri.removeprefix(ORGANIZATIONS) for iri in organization_iris})
    joined = "--".join(names)
    if len(joined) > _LONGEST:
        joined = f"{names[0][:_LONGEST]}--and-{len(names) - 1}-more-{sha256(joined.encode()).hexdigest()[:12]}"
    return f"{BASE}deal/{joined}--{deal_type}"


def cluster(number: int) -> str:
    """Return the IRI of the saved cluster with this number."""
    return f"{BASE}cluster/{number}"
