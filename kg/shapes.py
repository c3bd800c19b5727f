"""The shapes of the ontology, held against a whole store by its own engine.

A general SHACL engine first copies every graph into Python, and takes minutes where Oxigraph takes a second. So each
constraint of ``ontology/shapes.ttl`` becomes two SPARQL queries for what violates it, one over the graphs of all
documents and one over the facts. The part of SHACL that those shapes use is understood, anything else is refused; a
test holds the outcome against pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pyoxigraph
from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.term import Node

import ontology
from ontology.terms import RDF, SH

SHAPES = Path(ontology.__file__).with_name("shapes.ttl")
_STRUCTURE = {RDF.type, SH.targetClass, SH.message, SH.path, SH.property, SH.sparql, SH.minCount, SH.maxCount}
_SELECT = re.compile(r"SELECT \$this \?value WHERE \{(.*)\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold: ``message`` says it; ``pattern`` with ``having`` finds each ``?this`` that breaks it.

    ``pattern`` gives the ``?value`` that is wrong, unless ``having`` counts the values.
    """

    message: str
    pattern: str
    having: str = ""

    def query(self, *, documents: bool) -> str:
        """Return the query for the violations in the graphs of documents, or else in the default graph."""
        where = f"GRAPH ?graph {{ {self.pattern} }}" if documents else self.pattern
        if self.having:
            return f"SELECT ?this WHERE {{ {where} }} GROUP BY {'?graph ' * documents}?this HAVING({self.having})"
        return f"SELECT DISTINCT ?this ?value WHERE {{ {where} }}"


@cache
def shipped() -> tuple[Constraint, ...]:
    """Return the constraints of the shapes that ship with the ontology."""
    return tuple(constraints(Graph().parse(SHAPES, format="turtle")))


def violations(store: pyoxigraph.Store, *, facts: bool = True) -> Iterator[tuple[str, str, str | None]]:
    """Return every violation: the thing, the message of the constraint, and the wrong value where one is to blame.

    Without ``facts`` only the graphs of documents are looked at.
    """
    for constraint in shipped():
        for documents in (True, False) if facts else (True,):
            found = cast(pyoxigraph.QuerySolutions, store.query(constraint.query(documents=documents)))
            for solution in found:
                value = None if constraint.having else solution["value"]
                yield _text(solution["this"]), constraint.message, None if value is None else _text(value)


def constraints(shapes: Graph) -> Iterator[Constraint]:
    """Return all constraints of the shapes; raise :class:`ValueError` for a part of SHACL that is not understood."""
    for shape, target in sorted(shapes.subject_objects(SH.targetClass)):
        member = f"?this a {target.n3()} . "
        wrong = _wrong(shapes, shape)
        if wrong:
            yield Constraint(_message(shapes, shape), f"{member}BIND(?this AS ?value) FILTER({wrong})")
        for part in shapes.objects(shape, SH.property):
            yield from _of_property(shapes, part, member)
        for part in shapes.objects(shape, SH.sparql):
            select = _SELECT.search(str(shapes.value(part, SH.select)))
            if select is None:
                raise ValueError(f"{shape}: expected SELECT $this ?value WHERE {{...}} in its sh:sparql")
            yield Constraint(_message(shapes, part), member + select[1].replace("$this", "?this"))


def _of_property(shapes: Graph, part: Node, member: str) -> Iterator[Constraint]:
    message, path = _message(shapes, part), _path(shapes, next(shapes.objects(part, SH.path)))
    least, most = shapes.value(part, SH.minCount), shapes.value(part, SH.maxCount)
    counts = [f"COUNT(DISTINCT ?value) < {least}"] if least is not None else []
    counts += [f"COUNT(DISTINCT ?value) > {most}"] if most is not None else []
    if counts:
        yield Constraint(message, f"{member}OPTIONAL {{ ?this {path} ?value }}", " || ".join(counts))
    wrong = _wrong(shapes, part)
    if wrong:
        yield Constraint(message, f"{member}?this {path} ?value . FILTER({wrong})")


def _wrong(shapes: Graph, shape: Node) -> str:
    """The condition under which ``?value`` breaks the shape: "" if nothing is asked of it, true where it cannot be compared."""
    right = _right(shapes, shape)
    return f"!COALESCE({right}, false)" if right else ""


def _right(shapes: Graph, shape: Node) -> str:
    asked = []
    for predicate, value in sorted(shapes.predicate_objects(shape)):
        if predicate not in _STRUCTURE:
            if predicate not in _CONDITIONS:
                raise ValueError(f"{SHAPES.name}: {predicate} is not understood here; expected what kg/shapes.py knows")
            asked.append(_CONDITIONS[predicate](shapes, value))
    return " && ".join(f"({one})" for one in asked)


def _any(shapes: Graph, head: Node) -> str:
    return " || ".join(f"({_right(shapes, one)})" for one in Collection(shapes, head))


def _of_datatype(shapes: Graph, kind: Node) -> str:
    # Any characters may carry a datatype; that they are a value of it shows when they are cast to it.
    return f"DATATYPE(?value) = {kind.n3()} && BOUND(?value) && STRLEN(STR({kind.n3()}(STR(?value)))) > 0"


def _before(shapes: Graph, other: Node) -> str:
    return f"NOT EXISTS {{ ?this {other.n3()} ?other . FILTER(!COALESCE(?value < ?other, false)) }}"


def _listed(shapes: Graph, head: Node) -> str:
    return f"?value IN ({', '.join(one.n3() for one in Collection(shapes, head))})"


_CONDITIONS: dict[Node, Callable[[Graph, Node], str]] = {
    SH["in"]: _listed,
    SH["or"]: _any,
    SH.node: _right,
    SH["class"]: lambda shapes, one: f"EXISTS {{ ?value a {one.n3()} }}",
    SH.datatype: _of_datatype,
    SH.lessThan: _before,
    SH.maxInclusive: lambda shapes, one: f"?value <= {one.n3()}",
    SH.minInclusive: lambda shapes, one: f"?value >= {one.n3()}",
    SH.minLength: lambda shapes, one: f"STRLEN(STR(?value)) >= {one.n3()}",
    SH.nodeKind: lambda shapes, one: f"is{str(one).removeprefix(str(SH))}(?value)",
    SH.pattern: lambda shapes, one: f"REGEX(STR(?value), {one.n3()})",
}


def _path(shapes: Graph, path: Node) -> str:
    """A property path of SHACL as SPARQL writes it."""
    if (path, RDF.first, None) in shapes:
        return "/".join(_path(shapes, one) for one in Collection(shapes, path))
    either, inverse = shapes.value(path, SH.alternativePath), shapes.value(path, SH.inversePath)
    if either is not None:
        return f"({'|'.join(_path(shapes, one) for one in Collection(shapes, either))})"
    if inverse is not None:
        return f"^{_path(shapes, inverse)}"
    return str(path.n3())


def _message(shapes: Graph, part: Node) -> str:
    return str(shapes.value(part, SH.message, default=Literal("")))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
