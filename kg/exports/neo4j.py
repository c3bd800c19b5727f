"""The facts as CSV files for ``neo4j-admin database import``: labelled nodes and typed relations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.output import render

if TYPE_CHECKING:
    from kg.store import Store

_NODES = {
    "organizations": (
        ("iri:ID", "name", "type", "location", ":LABEL"),
        'SELECT ?iri ?name ?type ?location ("Organization" AS ?label) { ?iri a bp:Organization ; rdfs:label ?name'
        " OPTIONAL { ?iri bp:organizationType/skos:notation ?type } OPTIONAL { ?iri bp:location ?location } } ORDER BY ?iri",
    ),
    "deals": (
        ("iri:ID", "name", "type", "status", "announced", "confidence:double", ":LABEL"),
        'SELECT ?iri ?name ?type ?status ?announced ?confidence ("Deal" AS ?label) { ?iri a bp:Deal ; rdfs:label ?name ;'
        " bp:primaryType/skos:notation ?type ; bp:status/skos:notation ?status ; bp:confidence ?confidence"
        " OPTIONAL { ?iri bp:announced ?announced } } ORDER BY ?iri",
    ),
    "documents": (
        ("iri:ID", "id", "title", "date", "url", ":LABEL"),
        'SELECT ?iri ?id ?title ?date ?url ("Document" AS ?label) { ?iri a bp:Document ; dcterms:identifier ?id'
        " OPTIONAL { ?iri dcterms:title ?title } OPTIONAL { ?iri dcterms:issued ?date } OPTIONAL { ?iri schema:url ?url } }"
        " ORDER BY ?iri",
    ),
    "things": (
        ("iri:ID", "name", ":LABEL"),
        "SELECT DISTINCT ?iri ?name ?label { { VALUES (?kind ?label) { (bp:Product \"Product\") (bp:Indication \"Indication\")"
        ' (bp:Person "Person") (bp:Facility "Facility") (bp:Program "Program") } ?iri a ?kind ; rdfs:label ?name }'
        ' UNION { ?any bp:therapy ?iri . ?iri skos:prefLabel ?name BIND("Therapy" AS ?label) } } ORDER BY ?iri',
    ),
}
_RELATIONS = {
    "parties": (
        (":START_ID", ":END_ID", "role", ":TYPE"),
        'SELECT ?from ?to ?role ("PARTY_OF" AS ?type) { ?to a bp:Deal ; bp:party ?party . ?party bp:organization ?from ;'
        " bp:role/skos:notation ?role } ORDER BY ?from ?to ?role",
    ),
    "relations": (
        (":START_ID", ":END_ID", ":TYPE"),
        """SELECT DISTINCT ?from ?to ?type {
  { VALUES (?property ?type) { (bp:therapy "ABOUT") (bp:product "ABOUT") (bp:indication "ABOUT") } ?from a bp:Deal ; ?property ?to }
  UNION { VALUES (?property ?type) { (bp:parent "UNIT_OF") (bp:worksFor "WORKS_FOR") (bp:operatedBy "OPERATED_BY") } ?from ?property ?to }
  UNION { VALUES ?kind { bp:Deal bp:Organization } ?from a ?kind ; bp:source ?to BIND("TOLD_BY" AS ?type) }
} ORDER BY ?from ?type ?to""",
    ),
}


def folder(store: Store, target: Path) -> str:
    """Write a CSV file for each kind of node and relation, and ``import.sh`` with the command that reads them."""
    target.mkdir(parents=True, exist_ok=True)
    counted = []
    for name, (header, query) in {**_NODES, **_RELATIONS}.items():
        table = store.sparql(query)
        (target / f"{name}.csv").write_text(render(header, table.rows, "csv"), encoding="utf-8", newline="")
        counted.append(f"{len(table)} {name}")
    options = [f"--nodes={name}.csv" for name in _NODES] + [f"--relationships={name}.csv" for name in _RELATIONS]
    command = " \\\n  ".join(["neo4j-admin database import full", *options, '--multiline-fields=true "${1:-neo4j}"'])
    (target / "import.sh").write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    return ", ".join(counted)
