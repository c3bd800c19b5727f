# ruff: noqa: N815 - RDF properties are written in mixed case
"""Names for everything in the graph: namespaces in which a typo raises, and the IRIs of things and documents.

The terms of :class:`BP` are those of ``partnerships.ttl``; concepts (therapy types, roles, ...) get their IRIs from
:mod:`ontology.vocabularies`.

>>> BP.Deal
rdflib.term.URIRef('https://w3id.org/biotech-partnerships/ns#Deal')
>>> BP.Deel
Traceback (most recent call last):
    ...
AttributeError: term 'Deel' not in namespace 'https://w3id.org/biotech-partnerships/ns#'
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.namespace import DefinedNamespace, NamespaceManager

from ontology.errors import VocabularyError
from ontology.vocabularies import BASE

__all__ = [
    "BASE", "BP", "DCTERMS", "KINDS", "OA", "ORG", "OWL", "PREFIXES", "PROV", "RDF", "RDFS", "SCHEMA", "SH", "SKOS",
    "XSD", "bind", "document", "document_id", "part", "resource",
]  # fmt: skip

SCHEMA = SDO


class BP(DefinedNamespace):
    """The terms of ``partnerships.ttl``: its classes and properties, and what an endpoint says of itself."""

    _fail = True
    _NS = Namespace(f"{BASE}ns#")

    Amount: URIRef
    Deal: URIRef
    Decision: URIRef
    Document: URIRef
    Event: URIRef
    Extraction: URIRef
    Facility: URIRef
    Indication: URIRef
    Mention: URIRef
    Organization: URIRef
    Party: URIRef
    Person: URIRef
    Product: URIRef
    Program: URIRef
    Release: URIRef

    aboutName: URIRef
    aboutOther: URIRef
    aboutTelling: URIRef
    action: URIRef
    aliasOrder: URIRef
    amount: URIRef
    amountKind: URIRef
    announced: URIRef
    completed: URIRef
    confidence: URIRef
    date: URIRef
    dealType: URIRef
    derivesFacts: URIRef
    directed: URIRef
    disclosure: URIRef
    effective: URIRef
    event: URIRef
    evidence: URIRef
    expanded: URIRef
    indication: URIRef
    leftRole: URIRef
    location: URIRef
    operatedBy: URIRef
    organization: URIRef
    organizationType: URIRef
    otherRole: URIRef
    parent: URIRef
    party: URIRef
    primaryType: URIRef
    product: URIRef
    recorded: URIRef
    release: URIRef
    rightRole: URIRef
    role: URIRef
    scale: URIRef
    sets: URIRef
    source: URIRef
    stage: URIRef
    status: URIRef
    terminated: URIRef
    therapy: URIRef
    therapyOrder: URIRef
    typeOrder: URIRef
    worksFor: URIRef


class OA(DefinedNamespace):
    """The terms of the W3C Web Annotation vocabulary that evidence is written with."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    Annotation: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef

    end: URIRef
    exact: URIRef
    hasBody: URIRef
    hasSelector: URIRef
    hasSource: URIRef
    hasTarget: URIRef
    start: URIRef


KINDS = ("organization", "deal", "person", "product", "indication", "program", "facility")
"""The kinds of things that have a canonical IRI, one path segment each."""

PREFIXES: dict[str, str] = {
    "bp": str(BP),
    "therapy": f"{BASE}therapy/",
    "deal-type": f"{BASE}deal-type/",
    "role": f"{BASE}role/",
    "organization-type": f"{BASE}organization-type/",
    "amount-kind": f"{BASE}amount-kind/",
    "status": f"{BASE}status/",
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "document": f"{BASE}document/",
    "dcterms": str(DCTERMS),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sh": str(SH),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""Every prefix of the project and its namespace; ``prefixes.ttl`` holds the same for other tools."""


def bind(graph: Graph | NamespaceManager) -> None:
    """Bind every prefix of the project in ``graph``, in place of what was bound to the same prefix or namespace.

    >>> graph = Graph()
    >>> bind(graph)
    >>> graph.qname(BP.Deal)
    'bp:Deal'
    """
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)


def resource(kind: str, slug: str) -> URIRef:
    """Return the canonical IRI of the thing of this kind that ``slug`` names.

    >>> str(resource("organization", "acme-bio"))
    'https://w3id.org/biotech-partnerships/organization/acme-bio'
    """
    if kind not in KINDS:
        raise VocabularyError(f"{kind!r} is no kind of thing (expected one of {', '.join(KINDS)})")
    if not slug:
        raise VocabularyError(f"the {kind} has an empty name (expected at least one character)")
    return URIRef(f"{BASE}{kind}/{quote(slug, safe='')}")


def document(identifier: str) -> URIRef:
    """Return the IRI of the document with this id, which is the name of its graph too.

    >>> str(document("news/2017 09"))
    'https://w3id.org/biotech-partnerships/document/news%2F2017%2009'
    """
    if not identifier:
        raise VocabularyError("the document has an empty id (expected at least one character)")
    return URIRef(f"{PREFIXES['document']}{quote(identifier, safe='')}")


def document_id(iri: object) -> str:
    """Return the id of the document that ``iri`` names or is a part of; :class:`VocabularyError` for any other IRI.

    >>> document_id(part(document("news/2017 09"), "deal", 0, "party", 1))
    'news/2017 09'
    """
    text = str(iri)
    if not text.startswith(PREFIXES["document"]):
        raise VocabularyError(f"<{text}> is no document (expected {PREFIXES['document']}...)")
    return unquote(text.removeprefix(PREFIXES["document"]).partition("#")[0])


def part(document: URIRef, *path: str | int) -> URIRef:
    """Return the IRI of a part of a document: names and places in the record, joined by hyphens.

    >>> str(part(document("servier"), "deal", 1, "party", 2))
    'https://w3id.org/biotech-partnerships/document/servier#deal-1-party-2'
    """
    return URIRef(f"{document}#{'-'.join(map(str, path))}")
