"""The W3C tests of the SPARQL 1.1 Protocol and of the Graph Store HTTP Protocol: requests, and what must come back.

The suite is the repository w3c/rdf-tests, whose manifests say every request; :mod:`protocol_cases` writes the same ones
out, for where the suite is not.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
STATUSES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        *("application/sparql-results+json", "application/sparql-results+xml"),
        *("text/csv", "text/tab-separated-values"),
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
MANIFESTS = ("protocol/manifest.ttl", "graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")


@dataclass(frozen=True)
class Expected:
    """What must come back: one of some statuses (``4xx`` is all of them), and what else is said of the answer."""

    statuses: frozenset[str]
    boolean: bool | None = None
    form: str = ""
    media: str = ""
    turtle: str = ""
    location: str = ""


@dataclass(frozen=True)
class Request:
    """A request as it is sent; ``path`` begins with ``/sparql/`` or ``/gsp``."""

    method: str
    path: str
    expected: Expected
    body: str = ""
    media: str = ""
    accept: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Case:
    """Requests in their order, over some graphs of one triple each, which tells that the graph is a foaf:Document."""

    name: str
    requests: tuple[Request, ...]
    graphs: tuple[str, ...] = ()


def cases(suite: Path) -> Iterator[Case]:
    """Yield the tests of the suite."""
    for name in MANIFESTS:
        path = suite / "sparql" / "sparql11" / name
        manifest = Graph().parse(path, format="turtle", publicID=path.as_uri())
        for head in manifest.objects(None, MF.entries):
            for node in Collection(manifest, head):
                yield _case(manifest, node)


def plain(case: Case) -> object:
    """What two cases have in common that ask the same: texts without layout, addresses without escapes."""
    return case.name, sorted(case.graphs), [
        (
            one.method, urlsplit(one.path).path, sorted(parse_qsl(urlsplit(one.path).query)), one.media, one.accept,
            parse_qsl(one.body) if one.media.endswith("urlencoded") else "".join(one.body.split()), one.encoding.casefold(),
            one.expected.statuses, one.expected.boolean, one.expected.form, one.expected.media,
            "".join(one.expected.turtle.split()), one.expected.location,
        )
        for one in case.requests
    ]  # fmt: skip


def failure(case: Case, root: str) -> str:
    """Return which request of a case was not answered as expected, and how; "" when all were."""
    for graph in _graphs(case, root):
        _sent(root, Request("DELETE", f"/gsp?graph={quote(graph, safe='')}", Expected(frozenset())))
    for graph in case.graphs:
        triple = f"<{graph}> a <http://xmlns.com/foaf/0.1/Document> ."
        _sent(root, Request("PUT", f"/gsp?graph={quote(graph, safe='')}", Expected(frozenset()), triple, "text/turtle"))
    known: dict[str, str] = {}
    for number, request in enumerate(case.requests, 1):
        status, headers, body = _sent(root, request, known)
        told = _difference(request.expected, status, headers, body)
        if told:
            return f"request {number} of {case.name}: {told}"
        if request.expected.location:
            known[request.expected.location] = headers["location"]
    return ""


def _difference(expected: Expected, status: int, headers: Mapping[str, str], body: bytes) -> str:
    media = headers.get("content-type", "")
    kind = media.partition(";")[0]
    if not {str(status), f"{status // 100}xx"} & expected.statuses:
        return f"status {status}, expected {sorted(expected.statuses)} ({body[:200]!r})"
    if expected.form and kind not in FORMATS[expected.form]:
        return f"{kind} is not {expected.form}"
    if expected.boolean is not None and (b"true" in body) is not expected.boolean:
        return f"expected {expected.boolean}, found {body!r}"
    if expected.media and media.replace(" ", "").casefold() != expected.media.replace(" ", "").casefold():
        return f"{media}, expected {expected.media}"
    if expected.turtle and not isomorphic(_parsed(body.decode()), _parsed(expected.turtle)):
        return f"another graph: {body.decode()[-300:]}"
    if expected.location and "location" not in headers:
        return "no Location"
    return ""


def _parsed(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def _graphs(case: Case, root: str) -> set[str]:
    """The graphs that requests of a case name: no other case must have left anything there."""
    found = set()
    for request in case.requests:
        parts = urlsplit(request.path)
        found |= {value for name, value in parse_qsl(parts.query) if name == "graph" and "$" not in value}
        if parts.path.startswith("/gsp/"):
            found.add(root + unquote(parts.path).replace("/gsp", "/store", 1))
    return found


def _sent(root: str, request: Request, known: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    path = request.path
    for variable, value in (known or {}).items():
        path = path.replace(variable, value)
    path = path.replace("/sparql/", "/sparql", 1) if path.startswith("/sparql/") else path.replace("/gsp", "/store", 1)
    headers = {name: value for name, value in (("Content-Type", request.media), ("Accept", request.accept)) if value}
    connection = http.client.HTTPConnection(urlsplit(root).netloc, timeout=60)
    try:
        connection.request(request.method, path, request.body.encode(request.encoding) or None, headers)
        response = connection.getresponse()
        return response.status, {name.casefold(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def _case(manifest: Graph, node: Node) -> Case:
    graphs = tuple(str(manifest.value(one, RDFS.label)) for one in manifest.objects(node, UT.graphData))
    [action] = manifest.objects(node, MF.action)
    requests = Collection(manifest, manifest.value(action, HT.requests))
    assert (node, RDF.type, None) in manifest
    return Case(str(node).rpartition("#")[2], tuple(_request(manifest, one) for one in requests), graphs)


def _request(manifest: Graph, node: Node) -> Request:
    headers, response = _headers(manifest, node), manifest.value(node, HT.resp)
    body, answered = manifest.value(node, HT.body), manifest.value(response, HT.body)
    boolean = manifest.value(response, MF.expectedBoolean)
    expected = Expected(
        statuses=frozenset(_status(one) for one in manifest.objects(response, MF.expectedStatus)),
        boolean=None if boolean is None else str(boolean) == "true",
        form=_text(manifest, response, MF.expectedFormat),
        media=_headers(manifest, response).get("content-type", ""),
        turtle=_text(manifest, answered, CNT.chars),
        location=_text(manifest, response, MF.expectedLocation),
    )
    return Request(
        method=_text(manifest, node, HT.methodName),
        path=_text(manifest, node, HT.absolutePath),
        expected=expected,
        body=_text(manifest, body, CNT.chars),
        media=headers.get("content-type", ""),
        accept=headers.get("accept", ""),
        encoding=_text(manifest, body, CNT.characterEncoding) or "utf-8",
    )


def _headers(manifest: Graph, node: Node | None) -> dict[str, str]:
    head = None if node is None else manifest.value(node, HT.headers)
    listed = [] if head is None else list(Collection(manifest, head))
    return {_text(manifest, one, HT.fieldName).casefold(): _text(manifest, one, HT.fieldValue) for one in listed}


def _text(manifest: Graph, node: Node | None, predicate: URIRef) -> str:
    value = None if node is None else manifest.value(node, predicate)
    return "" if value is None else str(value)


def _status(node: Node) -> str:
    name = str(node).rpartition("#")[2]
    return STATUSES.get(name) or name.removeprefix("StatusCode")
