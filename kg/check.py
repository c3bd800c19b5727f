"""Checking a store: every quote stands in its text, every fact has its shape, the facts are what the documents say.

An integrity check is a file ``kg/checks/*.rq``: a SELECT of what is wrong (``?thing``, in ``?document``), with
``#+ problem:`` and ``#+ solution:``. The shapes are those of ``ontology/shapes.ttl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize
from rdflib import Graph

import ontology
from kg import ids, terms
from kg.derive import derive
from ontology.errors import StoreError
from ontology.terms import RDF, SH

if TYPE_CHECKING:
    from kg.store import Store

_CHECKS = Path(__file__).parent / "checks"
_SHAPES = Path(ontology.__file__).with_name("shapes.ttl")
_HEADER = re.compile(r"^#\+ (\w+): *(.*)$", re.MULTILINE)
_BATCH = 50
"""So many documents are held against the shapes at once: few enough for memory, enough to start the engine rarely."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something that is wrong: in which document (or which fact), with which thing, and what to do."""

    where: str
    problem: str
    thing: str = ""
    solution: str = ""


def check(store: Store) -> list[Violation]:
    """Return all violations, sorted; none for a sound store."""
    found = {*_integrity(store), *_derivation(store), *_shapes(store)}
    return sorted(found)


def _integrity(store: Store) -> Iterator[Violation]:
    for path in sorted(_CHECKS.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(text))
        for row in store.sparql(text).records():
            thing = str(row["thing"])
            yield Violation(_where(thing), header["problem"], thing, header["solution"])


def _derivation(store: Store) -> Iterator[Violation]:
    facts = set(store.quads.quads_for_pattern(None, None, None, DefaultGraph()))
    try:
        expected = derive(store.quads)
    except StoreError as error:
        yield Violation("facts", f"They cannot be derived: {error}")
        return
    for problem, quads in (
        ("A fact does not follow from the documents", facts - expected),
        ("A fact that follows from the documents is missing", expected - facts),
    ):
        for thing in {str(quad.subject).strip("<>") for quad in quads}:
            yield Violation(_where(thing), problem, thing, "run `kg rebuild`")


def _shapes(store: Store) -> Iterator[Violation]:
    shapes = Graph().parse(_SHAPES, format="turtle")
    documents = [NamedNode(ids.document(one.doc)) for one in store.documents()]
    for start in range(0, len(documents), _BATCH):
        batch = documents[start : start + _BATCH]
        yield from _against(shapes, (quad for one in batch for quad in _described(store, one)))
    yield from _against(shapes, store.quads.quads_for_pattern(None, None, None, DefaultGraph()))


def _described(store: Store, document: NamedNode) -> Iterator[Quad]:
    """A document's graph without its text, which no shape looks into."""
    for quad in store.quads.quads_for_pattern(None, None, None, document):
        if quad.predicate != terms.TEXT:
            yield quad


def _against(shapes: Graph, quads: Iterable[Quad]) -> Iterator[Violation]:
    from pyshacl import validate

    data = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    _, report, _ = validate(Graph().parse(data=data, format="nt"), shacl_graph=shapes)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        thing = str(report.value(result, SH.focusNode))
        message = str(report.value(result, SH.resultMessage))
        value = report.value(result, SH.value)
        found = "" if value is None else f" (found {str(value)[:80]!r})"
        yield Violation(_where(thing), f"{message.rstrip('.')}{found}", thing, "correct the record and ingest it again")


def _where(thing: str) -> str:
    """The id of the document that says the thing, or the thing itself when it is a canonical fact."""
    return ids.document_id(thing) if thing.startswith(terms.PREFIXES["document"]) else thing
