"""The facts in the tabular form of KGX: nodes and edges with Biolink categories and predicates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.output import render
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from kg.store import Store

SOURCE = "infores:biotech-partnership-graph"

_CATEGORIES = {
    "bp:Organization": "biolink:Agent",
    "bp:Person": "biolink:Agent",
    "bp:Deal": "biolink:Event",
    "bp:Product": "biolink:Drug",
    "bp:Indication": "biolink:Disease",
    "bp:Facility": "biolink:GeographicLocation",
    "bp:Program": "biolink:Activity",
    "bp:Document": "biolink:Publication",
}
_EDGES = (
    ("?subject a bp:Deal ; bp:party ?party . ?party bp:organization ?object ; bp:role/skos:notation ?qualifier", "has_participant", "bp:party"),
    ("?subject a bp:Deal ; bp:therapy ?object", "related_to", "bp:therapy"),
    ("?subject a bp:Deal ; bp:product ?object", "related_to", "bp:product"),
    ("?subject a bp:Deal ; bp:indication ?object", "related_to", "bp:indication"),
    ("?subject a bp:Organization ; bp:parent ?object", "part_of", "bp:parent"),
    ("?subject a bp:Person ; bp:worksFor ?object", "affiliated_with", "bp:worksFor"),
    ("?subject bp:operatedBy ?object", "related_to", "bp:operatedBy"),
    ("VALUES ?kind { bp:Deal bp:Organization } ?object a ?kind ; bp:source ?subject", "mentions", "bp:source"),
)
_NODE = ("id", "category", "name", "provided_by", "type")
_EDGE = (
    *("id", "subject", "predicate", "object", "relation", "qualifier"),
    *("primary_knowledge_source", "knowledge_level", "agent_type", "publications"),
)


def folder(store: Store, target: Path) -> str:
    """Write ``nodes.tsv`` and ``edges.tsv``; things are named by prefixed names (CURIEs)."""
    target.mkdir(parents=True, exist_ok=True)
    nodes, edges = _nodes(store), _edges(store)
    (target / "nodes.tsv").write_text(render(_NODE, nodes, "tsv"), encoding="utf-8", newline="")
    (target / "edges.tsv").write_text(render(_EDGE, edges, "tsv"), encoding="utf-8", newline="")
    return f"{len(nodes)} nodes, {len(edges)} edges"


def curie(iri: object) -> str:
    """Return the prefixed name of an IRI; an IRI outside of the project as it is.

    >>> curie("https://w3id.org/biotech-partnerships/organization/lonza")
    'organization:lonza'
    """
    text = str(iri)
    fitting = [(name, start) for name, start in PREFIXES.items() if text.startswith(start)]
    name, start = max(fitting, key=lambda pair: len(pair[1]), default=("", ""))
    return f"{name}:{text.removeprefix(start)}" if name else text


def _nodes(store: Store) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for kind, category in _CATEGORIES.items():
        name = "dcterms:title" if kind == "bp:Document" else "rdfs:label"
        table = store.sparql(
            f"SELECT ?node ?name ?type {{ ?node a {kind} OPTIONAL {{ ?node {name} ?name }}"
            " OPTIONAL { ?node bp:organizationType|bp:primaryType ?known . ?known skos:notation ?type } }"
        )
        rows += [(curie(node), category, name, SOURCE, known) for node, name, known in table]
    table = store.sparql("SELECT ?node ?name { ?any bp:therapy ?node . ?node skos:prefLabel ?name }")
    rows += [(curie(node), "biolink:Procedure", name, SOURCE, None) for node, name in dict.fromkeys(table)]
    return sorted(set(rows), key=lambda row: tuple(str(one or "") for one in row))


def _edges(store: Store) -> list[tuple[object, ...]]:
    documents: dict[str, list[str]] = {}
    for thing, source in store.sparql("SELECT ?thing ?source { ?thing a bp:Deal ; bp:source ?source }"):
        documents.setdefault(curie(thing), []).append(curie(source))
    rows: list[tuple[object, ...]] = []
    for pattern, predicate, relation in _EDGES:
        for subject, object_, qualifier in store.sparql(f"SELECT DISTINCT ?subject ?object ?qualifier {{ {pattern} }}"):
            one, other = curie(subject), curie(object_)
            sources = "|".join(sorted(documents.get(one, [])))
            name = "--".join(str(part) for part in (one, relation, other, qualifier) if part)
            known = (SOURCE, "knowledge_assertion", "text_mining_agent", sources)
            rows.append((name, one, f"biolink:{predicate}", other, relation, qualifier, *known))
    return sorted(rows, key=lambda row: str(row[0]))
