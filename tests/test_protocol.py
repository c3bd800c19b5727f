"""The W3C tests of the SPARQL 1.1 Protocol, its Graph Store Protocol and Service Description, against ``kg serve``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from protocol_cases import GRAPH_STORE, PROTOCOL
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, Graph, Namespace, URIRef
from serving import endpoint, send
from w3c_protocol import Case, cases, failure, plain

from kg.store import Store
from kg.terms import TYPE

SUITE = os.environ.get("W3C_RDF_TESTS", "")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DERIVED = "put_get_default"
"""The one that cannot pass: nobody writes to the default graph, whose facts follow from what documents say."""
WRITING = {case.name for case in PROTOCOL if case.name.startswith("update_")}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("protocol") / "s.db"
    with endpoint(path, "--writable", "--other-graphs") as address:
        yield address.removesuffix("/sparql")


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("protocol") / "s.db"
    with Store(path) as store:
        for name in {name for case in PROTOCOL for name in case.graphs}:
            graph = NamedNode(name)
            store.put_aside(graph, {Quad(graph, TYPE, NamedNode("http://xmlns.com/foaf/0.1/Document"), graph)})
    with endpoint(path) as address:
        yield address.removesuffix("/sparql")


@pytest.mark.parametrize("case", [*PROTOCOL, *GRAPH_STORE], ids=lambda case: case.name)
def test_a_case_of_the_suite(root: str, case: Case) -> None:
    told = failure(case, root)
    if case.name == DERIVED:
        assert "status 403" in told
    else:
        assert told == ""


@pytest.mark.parametrize("case", [case for case in PROTOCOL if case.name not in WRITING], ids=lambda case: case.name)
def test_a_case_that_only_reads_where_nobody_writes(read_only: str, case: Case) -> None:
    assert failure(case, read_only) == ""


@pytest.mark.skipif(not SUITE, reason="W3C_RDF_TESTS names no checkout of w3c/rdf-tests")
def test_the_cases_are_those_of_the_suite() -> None:
    theirs = {case.name: plain(case) for case in cases(Path(SUITE))}
    ours = {case.name: plain(case) for case in (*PROTOCOL, *GRAPH_STORE)}
    assert sorted(ours) == sorted(theirs)
    for name, case in ours.items():
        assert case == theirs[name]


def description(root: str) -> tuple[str, Graph]:
    status, media, body = send(f"{root}/sparql")
    assert (status, media) == (200, "text/turtle")
    return f"{root}/sparql", Graph().parse(data=body, format="turtle")


def test_the_service_description_names_its_endpoint(root: str) -> None:
    """``returns-rdf`` and ``has-endpoint-triple``."""
    address, graph = description(root)
    assert (None, SD.endpoint, URIRef(address)) in graph


def test_the_service_description_keeps_to_its_vocabulary(root: str, read_only: str) -> None:
    """``conforms-to-schema``: terms that there are, with values of the kinds that they take."""
    kinds = {SD.defaultDataset: SD.Dataset, SD.defaultGraph: SD.Graph}
    languages = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
    known = {SD.endpoint, SD.supportedLanguage, SD.resultFormat, SD.feature, *kinds}
    for one, writable in ((root, True), (read_only, False)):
        address, graph = description(one)
        assert (URIRef(address), RDF.type, SD.Service) in graph
        assert {term for term in graph.predicates() if str(term).startswith(str(SD))} <= known
        assert {*graph.objects(None, SD.supportedLanguage)} <= languages
        assert ((None, SD.supportedLanguage, SD.SPARQL11Update) in graph) is writable
        for term, kind in kinds.items():
            assert all((value, RDF.type, kind) in graph for value in graph.objects(None, term))
