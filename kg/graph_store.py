"""A client of the SPARQL 1.1 Graph Store Protocol: whole graphs of a server, where it offers them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from kg.connection import Answered, Requests
from ontology.errors import RecordError, StoreError

N_TRIPLES = "application/n-triples"
Graph = NamedNode | BlankNode | DefaultGraph
UNCHANGED = "unchanged"
"""What a server may answer to a PUT that changes nothing."""
_AT_ONCE = 50_000


class GraphStore:
    """The graphs of a server, by their names."""

    def __init__(self, requests: Requests, address: str) -> None:
        self._requests = requests
        self._address = address

    def is_there(self) -> bool:
        """Return whether the server has a graph store at this address."""
        return self._requests.send("HEAD", f"{self._address}?default", accept=N_TRIPLES).status in (200, 204)

    def get(self, graph: Graph) -> list[Quad]:
        """Return the quads of a graph; none for one that is not there."""
        address = self._of(graph)
        answered = self._requests.send("GET", address, accept=N_TRIPLES)
        if answered.status == 404:
            return []
        if answered.status != 200 or answered.media != N_TRIPLES:
            raise self._requests.refused(address, answered)
        try:
            return [Quad(one.subject, one.predicate, one.object, graph) for one in parse(answered.body, format=RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise StoreError(f"{address}: answered no N-Triples ({error})") from None

    def put(self, graph: NamedNode, quads: Iterable[Quad]) -> str:
        """Put a graph in the place of the one with the same name and return what came of it; see RemoteQuads."""
        listed = list(quads)
        if not listed:
            self._written("DELETE", graph, None)
            return "removed"
        answered = self._written("PUT", graph, listed)
        return "added" if answered.status == 201 else "unchanged" if answered.told == UNCHANGED else "replaced"

    def add(self, quads: Iterable[Quad]) -> None:
        """Put in quads, beside what the server holds, many a request."""
        for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
            while batch := list(islice(inside, _AT_ONCE)):
                self._written("POST", graph, batch)

    def _written(self, method: str, graph: Graph, quads: list[Quad] | None) -> Answered:
        address = self._of(graph)
        body = None if quads is None else serialize((one.triple for one in quads), format=RdfFormat.N_TRIPLES)
        answered = self._requests.send(method, address, body, "" if body is None else N_TRIPLES)
        gone = method == "DELETE" and answered.status == 404
        if answered.status in (413, 422):
            raise RecordError(answered.told)
        if answered.status >= 300 and not gone:
            raise self._requests.refused(address, answered)
        return answered

    def _of(self, graph: Graph) -> str:
        if isinstance(graph, DefaultGraph):
            return f"{self._address}?default"
        return f"{self._address}?graph={quote(graph.value, safe='')}"
