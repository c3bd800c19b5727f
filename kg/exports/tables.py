"""The facts as flat tables: what each table and column holds, and the query that fills it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store
    from kg.table import Table


@dataclass(frozen=True)
class Column:
    """A column: its name, its type (``string``, ``integer``, ``number``) and what it holds."""

    name: str
    type: str
    says: str
    of: str = ""


@dataclass(frozen=True)
class Flat:
    """A table: its name, what a row is, its columns, and the SPARQL that fills it. ``of`` names a foreign key."""

    name: str
    says: str
    columns: tuple[Column, ...]
    query: str
    key: tuple[str, ...] = ()


def _text(name: str, says: str, of: str = "") -> Column:
    return Column(name, "string", says, of)


_ORGANIZATION = _text("organization", "IRI of the organization", "organizations")
_DEAL = _text("deal", "IRI of the deal", "deals")
_DOCUMENT = _text("document", "id of the document", "documents")

TABLES = (
    Flat(
        "organizations",
        "One organization over all documents",
        (
            _text("organization", "IRI of the organization"),
            _text("name", "name that most documents give it"),
            _text("other_names", "other names, parted by '; '"),
            _text("type", "id of the organization type"),
            _text("location", "place, as documents say"),
            _text("parent", "IRI of an organization of which it is a unit or subsidiary"),
            Column("documents", "integer", "number of documents that name it"),
        ),
        """SELECT ?organization ?name (GROUP_CONCAT(DISTINCT ?other; separator="; ") AS ?other_names) ?type ?location
  (MIN(?above) AS ?parent) (COUNT(DISTINCT ?source) AS ?documents)
WHERE {
  ?organization a bp:Organization ; rdfs:label ?name ; bp:source ?source .
  OPTIONAL { ?organization skos:altLabel ?other }
  OPTIONAL { ?organization bp:organizationType/skos:notation ?type }
  OPTIONAL { ?organization bp:location ?location }
  OPTIONAL { ?organization bp:parent ?above }
} GROUP BY ?organization ?name ?type ?location ORDER BY ?organization""",
        ("organization",),
    ),
    Flat(
        "deals",
        "One deal over all documents",
        (
            _text("deal", "IRI of the deal"),
            _text("label", "parties and type in words"),
            _text("type", "id of the most characteristic deal type"),
            _text("types", "ids of all deal types, parted by '; '"),
            _text("status", "id of the status"),
            _text("announced", "day, month or year of the first announcement"),
            _text("therapies", "ids of therapy types, parted by '; '"),
            _text("products", "names of products, parted by '; '"),
            _text("indications", "names of diseases, parted by '; '"),
            Column("confidence", "number", "the models' estimate, from 0 to 1"),
            Column("documents", "integer", "number of documents that tell of it"),
        ),
        """SELECT ?deal ?label ?type (GROUP_CONCAT(DISTINCT ?kind; separator="; ") AS ?types) ?status ?announced
  (GROUP_CONCAT(DISTINCT ?about; separator="; ") AS ?therapies) (GROUP_CONCAT(DISTINCT ?what; separator="; ") AS ?products)
  (GROUP_CONCAT(DISTINCT ?disease; separator="; ") AS ?indications) ?confidence (COUNT(DISTINCT ?source) AS ?documents)
WHERE {
  ?deal a bp:Deal ; rdfs:label ?label ; bp:primaryType/skos:notation ?type ; bp:dealType/skos:notation ?kind ;
    bp:status/skos:notation ?status ; bp:confidence ?confidence ; bp:source ?source .
  OPTIONAL { ?deal bp:announced ?announced }
  OPTIONAL { ?deal bp:therapy/skos:notation ?about }
  OPTIONAL { ?deal bp:product/rdfs:label ?what }
  OPTIONAL { ?deal bp:indication/rdfs:label ?disease }
} GROUP BY ?deal ?label ?type ?status ?announced ?confidence ORDER BY ?deal""",
        ("deal",),
    ),
    Flat(
        "parties",
        "One organization in one role in one deal",
        (_DEAL, _ORGANIZATION, _text("role", "id of the role")),
        "SELECT ?deal ?organization ?role { ?deal a bp:Deal ; bp:party ?party . ?party bp:organization ?organization ;"
        " bp:role/skos:notation ?role } ORDER BY ?deal ?organization ?role",
        ("deal", "organization", "role"),
    ),
    Flat(
        "amounts",
        "One sum of a deal",
        (
            _DEAL,
            _text("kind", "id of what the sum pays for"),
            Column("value", "number", "in units of the currency; percent for a royalty without one"),
            _text("currency", "ISO 4217 code"),
        ),
        "SELECT ?deal ?kind ?value ?currency { ?deal a bp:Deal ; bp:amount ?amount . ?amount bp:amountKind/skos:notation"
        " ?kind ; schema:value ?value OPTIONAL { ?amount schema:currency ?currency } }"
        " ORDER BY ?deal ?kind ?value ?currency",
    ),
    Flat(
        "evidence",
        "One passage of a document that tells of a deal",
        (
            _DEAL,
            _DOCUMENT,
            Column("start", "integer", "first character of the passage in the document's text"),
            Column("end", "integer", "character after the passage"),
            _text("quote", "the passage"),
        ),
        """SELECT ?deal ?document ?start ?end ?quote
WHERE {
  ?deal a bp:Deal ; bp:evidence ?mention .
  GRAPH ?source {
    ?mention oa:hasTarget/oa:hasSelector ?place, ?words .
    ?place oa:start ?start ; oa:end ?end .
    ?words oa:exact ?quote .
  }
  ?source dcterms:identifier ?document .
} ORDER BY ?deal ?document ?start ?end""",
    ),
    Flat(
        "documents",
        "One document that was read",
        (
            _text("document", "id of the document"),
            _text("title", "headline"),
            _text("date", "day, month or year of publication"),
            _text("url", "address"),
        ),
        "SELECT ?document ?title ?date ?url { ?node a bp:Document ; dcterms:identifier ?document"
        " OPTIONAL { ?node dcterms:title ?title } OPTIONAL { ?node dcterms:issued ?date }"
        " OPTIONAL { ?node schema:url ?url } } ORDER BY ?document",
        ("document",),
    ),
)
"""Every table, those that are referred to among them."""


def filled(store: Store) -> Iterator[tuple[Flat, Table]]:
    """Yield every table with its rows."""
    for flat in TABLES:
        yield flat, store.sparql(flat.query)
