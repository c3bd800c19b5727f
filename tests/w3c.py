"""The W3C SPARQL 1.1 evaluation tests, run by whatever answers queries and updates.

The suite is the repository w3c/rdf-tests; ``W3C_RDF_TESTS`` names a checkout of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    parse,
    parse_query_results,
)
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
_NUMBERS = ("integer", "decimal", "double", "float")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_FOLDERS = {
    "query": (
        *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
        *("project-expression", "property-path", "subquery", "json-res"),
    ),
    "update": (
        *("add", "basic-update", "clear", "copy", "delete-data", "delete-insert", "delete-where", "delete", "drop"),
        *("move", "update-silent"),
    ),
}

Rows = Sequence[Sequence[str | None]]
Answerer = Callable[[pyoxigraph.Store, str], tuple[Sequence[str], Rows] | bool]
"""Answers a query over a store: columns and rows of N-Triples terms, or true or false."""


@dataclass(frozen=True)
class Case:
    """A test with its folder and name; ``node`` stands for it in its manifest."""

    group: str
    folder: str
    name: str
    manifest: Graph
    node: URIRef


def cases(suite: Path) -> Iterator[Case]:
    """Yield every evaluation test of queries and updates."""
    kinds = {"query": MF.QueryEvaluationTest, "update": MF.UpdateEvaluationTest}
    for group, folders in _FOLDERS.items():
        for folder in folders:
            path = suite / "sparql" / "sparql11" / folder / "manifest.ttl"
            manifest = Graph().parse(path, format="turtle", publicID=path.as_uri())
            for head in manifest.objects(None, MF.entries):
                for node in Collection(manifest, head):
                    if (node, RDF.type, kinds[group]) in manifest and isinstance(node, URIRef):
                        yield Case(group, folder, str(node).rpartition("#")[2], manifest, node)


def passes(case: Case, empty: Callable[[], pyoxigraph.Store], answer: Answerer) -> bool:
    """Return whether what is asked gives what is expected; an error is a failure."""
    try:
        return _query(case, empty(), answer) if case.group == "query" else _update(case, empty())
    except (SyntaxError, ValueError, OSError, RuntimeError, KeyError) as error:
        del error
        return False
    except Exception as error:
        if type(error).__module__.startswith("ontology"):
            return False
        raise


def _query(case: Case, store: pyoxigraph.Store, answer: Answerer) -> bool:
    action = case.manifest.value(case.node, MF.action)
    for one in case.manifest.objects(action, QT.data):
        _load(store, str(one), DefaultGraph())
    for one in case.manifest.objects(action, QT.graphData):
        _load(store, str(one), NamedNode(str(one)))
    query = str(case.manifest.value(action, QT.query))
    text = f"BASE <{query}> {_path(query).read_text(encoding='utf-8')}"
    given = answer(store, text)
    result = _path(str(case.manifest.value(case.node, MF.result)))
    if result.suffix in (".ttl", ".rdf"):
        form = RdfFormat.TURTLE if result.suffix == ".ttl" else RdfFormat.RDF_XML
        expected = [quad.triple for quad in parse(path=str(result), format=form, base_iri=result.as_uri())]
        assert not isinstance(given, bool)
        text = "".join(f"{' '.join(str(one) for one in row)} .\n" for row in given[1])
        found = [quad.triple for quad in parse(input=text, format=RdfFormat.N_TRIPLES)]
        return _canonical(Quad(*one) for one in found) == _canonical(Quad(*one) for one in expected)
    kind = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}[result.suffix]
    wanted = parse_query_results(path=str(result), format=kind)
    if isinstance(wanted, pyoxigraph.QueryBoolean):
        return given is bool(wanted)
    assert not isinstance(given, bool)
    columns = [variable.value for variable in wanted.variables]
    rows = [[None if row[column] is None else str(row[column]) for column in columns] for row in wanted]
    return set(columns) == set(given[0]) and _table(columns, rows) == _table(*given)


def _update(case: Case, store: pyoxigraph.Store) -> bool:
    action, result = (case.manifest.value(case.node, one) for one in (MF.action, MF.result))
    expected = pyoxigraph.Store()
    for filled, node in ((store, action), (expected, result)):
        for one in case.manifest.objects(node, UT.data):
            _load(filled, str(one), DefaultGraph())
        for one in case.manifest.objects(node, UT.graphData):
            name = NamedNode(str(case.manifest.value(one, LABEL)))
            _load(filled, str(case.manifest.value(one, UT.graph)), name)
    request = str(case.manifest.value(action, UT.request))
    store.update(_path(request).read_text(encoding="utf-8"), base_iri=request)
    return _canonical(store) == _canonical(expected)


def _load(store: pyoxigraph.Store, address: str, graph: NamedNode | DefaultGraph) -> None:
    path = _path(address)
    form = {".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}.get(path.suffix, RdfFormat.TURTLE)
    store.load(path=str(path), format=form, base_iri=address, to_graph=graph)


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def _table(columns: Sequence[str], rows: Rows) -> object:
    """Rows in a form in which equal answers are equal, whatever their order and the names of blank nodes."""
    quads = []
    for number, row in enumerate(rows):
        node = BlankNode(f"row{number}")
        quads.append(Quad(node, NamedNode("row:of"), NamedNode("row:table")))
        for column, value in zip(columns, row, strict=True):
            if value is not None:
                [quad] = parse(input=f"_:x <row:x> {value} .", format=RdfFormat.N_TRIPLES, rename_blank_nodes=False)
                quads.append(Quad(node, NamedNode(f"column:{column}"), quad.object))
    return _canonical(quads)


def _canonical(quads: Iterable[Quad]) -> object:
    dataset = Dataset(Quad(one.subject, one.predicate, _valued(one.object), one.graph_name) for one in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, dataset))


def _valued(term: object) -> object:
    """A number in one form of its value: engines write 2.0 and 2.00 each in their way."""
    if isinstance(term, Literal) and term.datatype.value.removeprefix(_XSD) in _NUMBERS:
        try:
            number = Decimal(term.value).normalize()
        except InvalidOperation:
            return term
        return Literal(f"{number:.10g}", datatype=term.datatype)
    return term
