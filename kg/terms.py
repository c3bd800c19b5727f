"""The terms that the graph is written in, as pyoxigraph nodes: the hot path never goes through rdflib.

A test holds every ``bp:`` term here against ``ontology/partnerships.ttl``.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ontology import terms

PREFIXES = {
    **terms.PREFIXES,
    **{name: f"{terms.BASE}{name}/" for name in ("cluster", "graph", "decision", "index", "profile", "release")},
}
"""Bound at every opening of a store and known to every query."""


def term(prefixed: str) -> NamedNode:
    """Return the node of a prefixed name.

    >>> term("skos:prefLabel").value
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, _, name = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


TYPE = term("rdf:type")
SEQUENCE = term("rdf:Seq")
LABEL = term("rdfs:label")
ALTERNATIVE = term("skos:altLabel")
HIDDEN = term("skos:hiddenLabel")
MEMBER = term("skos:member")
COLLECTION = term("skos:Collection")
IDENTIFIER = term("dcterms:identifier")
TITLE = term("dcterms:title")
ISSUED = term("dcterms:issued")
NAME = term("schema:name")
PUBLISHED = term("schema:datePublished")
URL = term("schema:url")
FORMAT = term("schema:encodingFormat")
TEXT = term("schema:text")
SHA256 = term("schema:sha256")
JOB_TITLE = term("schema:jobTitle")
VALUE = term("schema:value")
CURRENCY = term("schema:currency")
VERSION = term("schema:softwareVersion")
GENERATED = term("prov:wasGeneratedBy")
DERIVED = term("prov:wasDerivedFrom")
SAME = term("owl:sameAs")
EXACT_MATCH = term("skos:exactMatch")
TICKER = term("schema:tickerSymbol")
LEI = term("schema:leiCode")
CREATOR = term("dcterms:creator")
CREATED = term("dcterms:created")
COMMENT = term("rdfs:comment")

DOCUMENT = term("bp:Document")
ORGANIZATION = term("bp:Organization")
PERSON = term("bp:Person")
PROGRAM = term("bp:Program")
FACILITY = term("bp:Facility")
PRODUCT = term("bp:Product")
INDICATION = term("bp:Indication")
DEAL = term("bp:Deal")
PARTY = term("bp:Party")
AMOUNT = term("bp:Amount")
MENTION = term("bp:Mention")
EXTRACTION = term("bp:Extraction")
EVENT = term("bp:Event")
RELEASE_CLASS = term("bp:Release")
DECISION = term("bp:Decision")
DERIVES_FACTS = term("bp:derivesFacts")

ORGANIZATION_TYPE = term("bp:organizationType")
PARENT = term("bp:parent")
LOCATION = term("bp:location")
WORKS_FOR = term("bp:worksFor")
OPERATED_BY = term("bp:operatedBy")
HAS_THERAPY = term("bp:therapy")
HAS_PRODUCT = term("bp:product")
HAS_INDICATION = term("bp:indication")
DEAL_TYPE = term("bp:dealType")
PRIMARY_TYPE = term("bp:primaryType")
TYPE_ORDER = term("bp:typeOrder")
ALIAS_ORDER = term("bp:aliasOrder")
THERAPY_ORDER = term("bp:therapyOrder")
STATUS = term("bp:status")
HAS_PARTY = term("bp:party")
HAS_ORGANIZATION = term("bp:organization")
ROLE = term("bp:role")
HAS_AMOUNT = term("bp:amount")
AMOUNT_KIND = term("bp:amountKind")
DATE = term("bp:date")
ANNOUNCED = term("bp:announced")
EFFECTIVE = term("bp:effective")
COMPLETED = term("bp:completed")
EXPANDED = term("bp:expanded")
TERMINATED = term("bp:terminated")
RECORDED = term("bp:recorded")
STAGE = term("bp:stage")
SCALE = term("bp:scale")
DISCLOSURE = term("bp:disclosure")
HAS_EVENT = term("bp:event")
RELEASE = term("bp:release")
CONFIDENCE = term("bp:confidence")
EVIDENCE = term("bp:evidence")
SOURCE = term("bp:source")

ANNOTATION_BODY = term("oa:hasBody")
ANNOTATION_TARGET = term("oa:hasTarget")
TARGET_SOURCE = term("oa:hasSource")
TARGET_SELECTOR = term("oa:hasSelector")
POSITION_SELECTOR = term("oa:TextPositionSelector")
QUOTE_SELECTOR = term("oa:TextQuoteSelector")
START = term("oa:start")
END = term("oa:end")
EXACT = term("oa:exact")

ACTION = term("bp:action")
ABOUT_NAME = term("bp:aboutName")
ABOUT_OTHER = term("bp:aboutOther")
ABOUT_TELLING = term("bp:aboutTelling")
SETS = term("bp:sets")

# What the derivation remembers, so that one more document touches little; no facts, and not in the ontology.
PROFILE = term("index:profile")
CLAIM = term("index:claim")
SUPPORT = term("index:support")
MEETING_KEY = term("index:key")
PLACED = term("index:organization")
OWNER = term("index:parent")
SPELLING = term("index:spelling")
BAND = term("index:band")
BETWEEN = term("index:between")
REJECTED = term("index:rejected")
INDEX_GRAPH = term("graph:index")
CURATION_GRAPH = term("graph:curation")
