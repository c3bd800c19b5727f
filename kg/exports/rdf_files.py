"""A store as RDF: everything with its named graphs, or the facts alone, plain or annotated with their sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

import ontology
from kg import terms

if TYPE_CHECKING:
    from kg.store import Store

CONTEXT = Path(ontology.__file__).with_name("context.jsonld")

_REIFIES = terms.term("rdf:reifies")
_ANNOTATED = (terms.HAS_ORGANIZATION, terms.DEAL_TYPE, terms.STATUS, terms.HAS_THERAPY, terms.HAS_PRODUCT)
_HOW = (terms.SOURCE, terms.EVIDENCE, terms.CONFIDENCE)


def trig(store: Store, target: Path) -> str:
    """Write every quad as TriG, sorted."""
    return _write(_all(store), target, RdfFormat.TRIG)


def nquads(store: Store, target: Path) -> str:
    """Write every quad as N-Quads, sorted: equal stores give equal files."""
    return _write(_all(store), target, RdfFormat.N_QUADS)


def turtle(store: Store, target: Path) -> str:
    """Write the facts over all documents as Turtle."""
    return _write(_facts(store), target, RdfFormat.TURTLE)


def annotated(store: Store, target: Path) -> str:
    """Write the facts as Turtle 1.2: each fact of a deal has its sources, quotes and confidence as annotations."""
    facts = _facts(store)
    how: dict[NamedNode, list[Quad]] = {}
    for quad in facts:
        if quad.predicate in _HOW and isinstance(quad.subject, NamedNode):
            how.setdefault(quad.subject, []).append(quad)
    return _write([*facts, *_annotations(facts, how)], target, RdfFormat.TURTLE)


def jsonld(store: Store, target: Path) -> str:
    """Write every quad as JSON-LD, compacted with the project's context, which is in the file."""
    quads = _all(store)
    context = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    nodes: list[object] = []
    for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
        told = _nodes(inside, context)
        nodes += told if isinstance(graph, DefaultGraph) else [{"id": str(graph)[1:-1], "graph": told}]
    text = json.dumps({"@context": context, "graph": nodes}, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8")
    return f"{len(quads)} quads"


def _nodes(inside: Iterable[Quad], context: dict[str, object]) -> list[object]:
    """The things of one graph as JSON objects, in the words of the context."""
    from rdflib import Graph

    graph = Graph()
    graph.parse(data=serialize((one.triple for one in inside), format=RdfFormat.N_TRIPLES) or b"", format="nt")
    made = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    return list(made["graph"]) if "graph" in made else [{name: one for name, one in made.items() if name != "@context"}]


def _annotations(facts: Iterable[Quad], how: dict[NamedNode, list[Quad]]) -> Iterator[Quad]:
    for quad in facts:
        if quad.predicate in _ANNOTATED and isinstance(quad.subject, NamedNode) and quad.subject in how:
            name = sha256(str(quad.triple).encode()).hexdigest()[:16]
            statement = NamedNode(f"{quad.subject.value.partition('#')[0]}#statement-{name}")
            yield Quad(statement, _REIFIES, Triple(quad.subject, quad.predicate, quad.object), DefaultGraph())
            for one in how[quad.subject]:
                yield Quad(statement, one.predicate, one.object, DefaultGraph())


def _all(store: Store) -> list[Quad]:
    return sorted(store.quads, key=_order)


def _facts(store: Store) -> list[Quad]:
    return sorted(store.quads.quads_for_pattern(None, None, None, DefaultGraph()), key=_order)


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    # A subject's type comes first, as people write it.
    first = quad.predicate != terms.TYPE
    return str(quad.graph_name), str(quad.subject), first, str(quad.predicate), str(quad.object)


def _write(quads: list[Quad], target: Path, form: RdfFormat) -> str:
    prefixes = {} if form == RdfFormat.N_QUADS else terms.PREFIXES
    lines = (one.triple for one in quads) if form == RdfFormat.TURTLE else iter(quads)
    with target.open("wb") as opened:
        serialize(lines, opened, form, prefixes=prefixes)
    return f"{len(quads)} quads"
