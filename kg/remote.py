"""A store behind a SPARQL 1.1 endpoint, which answers to the calls that this project makes of a pyoxigraph store.

Reading goes over the Query protocol, writing over the Update protocol: one update is one request, and as atomic as the
server makes a request (Oxigraph, GraphDB and Fuseki with TDB2: all or nothing). Where the server has a graph store,
whole graphs are read from there and many quads at once go there. A server that derives the facts itself, as `kg serve`
does, gets whole graphs of documents and no updates. The server's default graph must be a graph of its own, not the
union of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import cast
from urllib.parse import urlsplit

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from pyoxigraph import Store as Quads

from kg.addresses import endpoints, graph_stores
from kg.connection import Answered, Requests
from kg.graph_store import GraphStore
from kg.sparql_text import form
from kg.terms import DERIVES_FACTS
from ontology.errors import StoreError

_ACCEPT = {
    "SELECT": "application/sparql-results+json",
    "ASK": "application/sparql-results+json",
    "CONSTRUCT": "application/n-triples",
    "DESCRIBE": "application/n-triples",
}
_AT_ONCE = 5_000
_FEATURE = NamedNode("http://www.w3.org/ns/sparql-service-description#feature")

Term = NamedNode | Literal


class RemoteTriples:
    """The triples that a query constructs."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = triples

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)


class RemoteQuads:
    """The quads of a remote store.

    Credentials come from ``KG_TOKEN`` (Bearer) or ``KG_USER`` and ``KG_PASSWORD`` (Basic), never from the address.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._query, self._update = endpoints(address)
        if urlsplit(address).username is not None:
            raise StoreError("the address of a store holds a user name: expected it in KG_USER and KG_PASSWORD")
        self._requests = Requests()

    @cached_property
    def derives(self) -> bool:
        """Whether the server derives the facts itself, as its service description says."""
        answered = self._requests.send("GET", self._query, accept="text/turtle")
        if answered.status in (401, 403):
            raise self._requests.refused(self._query, answered)
        if answered.status != 200 or answered.media != "text/turtle":
            return False
        try:
            described = parse(answered.body, format=RdfFormat.TURTLE, base_iri=self._query)
            return any(quad.predicate == _FEATURE and quad.object == DERIVES_FACTS for quad in described)
        except (SyntaxError, ValueError):
            return False

    @cached_property
    def graphs(self) -> GraphStore | None:
        """The graph store of the server; None when it has none."""
        found = (GraphStore(self._requests, address) for address in graph_stores(self._address))
        return next((one for one in found if one.is_there()), None)

    def put_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> str:
        """Put a graph in the place of the one with the same name, at a server that derives the facts.

        Returns "added", "unchanged", "replaced" or, without quads, "removed"; raises :class:`RecordError` for a graph
        that the server does not take for a document.
        """
        if self.graphs is None:
            raise StoreError(f"{self._address}: no graph store; expected one at {' or '.join(graph_stores(self._address))}")
        return self.graphs.put(graph, quads)

    def query(
        self, text: str, *, prefixes: Mapping[str, str] | None = None
    ) -> QuerySolutions | QueryBoolean | RemoteTriples:
        """Return the answer to a query; :class:`SyntaxError` for one that is malformed, with the place in ``text``."""
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (prefixes or {}).items())
        kind = form(text)
        accept = _ACCEPT.get(kind or "", "application/sparql-results+json")
        answered = self._sent(self._query, f"{head}{text}", "application/sparql-query", accept, again=True)
        if answered.status == 400:
            Quads().query(text, prefixes=dict(prefixes or {}))  # raises the error, if it is one of the query
            raise StoreError(f"{self._query}: refused the query ({answered.told})")
        body = answered.body
        if accept.startswith("application/n-triples"):
            return RemoteTriples(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
        return parse_query_results(body, format=QueryResultsFormat.JSON)

    def update(self, text: str) -> None:
        """Run an update."""
        # Never sent twice: it may have been taken.
        answered = self._sent(self._update, text, "application/sparql-update", "*/*", again=False)
        if answered.status == 400:
            raise self._requests.refused(self._update, answered)

    def quads_for_pattern(
        self, subject: Term | None, predicate: Term | None, object_: Term | None, graph: NamedNode | DefaultGraph | None = None
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern; None is anything."""
        if graph is not None and subject is predicate is object_ is None and self.graphs is not None:
            yield from self.graphs.get(graph)
            return
        parts = [f"?{name}" if one is None else str(one) for name, one in zip("spo", (subject, predicate, object_), strict=True)]
        triple = " ".join(parts)
        if isinstance(graph, DefaultGraph):
            where = triple
        elif graph is not None:
            where = f"GRAPH {graph} {{ {triple} }}"
        else:
            where = f"{{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} }}"
        variables = [one for one in parts if one.startswith("?")] + ([] if graph else ["?g"])
        if not variables:
            if bool(self.query(f"ASK {{ {where} }}")):
                yield Quad(subject, predicate, object_, graph)  # type: ignore[arg-type]
            return
        for row in self._rows(f"SELECT {' '.join(variables)} {{ {where} }}"):
            named = {one: row[one[1:]] for one in variables}
            s, p, o = (named.get(part, given) for part, given in zip(parts, (subject, predicate, object_), strict=True))
            yield Quad(s, p, o, named.get("?g", graph) or DefaultGraph())  # type: ignore[arg-type]

    def named_graphs(self) -> Iterator[NamedNode]:
        """Yield the names of all graphs."""
        for row in self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            yield row["g"]

    def contains_named_graph(self, graph: NamedNode) -> bool:
        """Return whether a graph has quads."""
        return bool(self.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    def extend(self, quads: Iterable[Quad]) -> None:
        """Put in quads, some thousands a request."""
        from kg.transaction import replace_quads

        if self.graphs is not None:
            self.graphs.add(quads)
            return
        rest = iter(quads)
        while batch := list(islice(rest, _AT_ONCE)):
            replace_quads(self, (), batch)  # type: ignore[arg-type]

    bulk_extend = extend

    def __contains__(self, quad: Quad) -> bool:
        return any(self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name))  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Quad]:
        return self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        [row] = self._rows("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        return int(row["n"].value)

    def _rows(self, text: str) -> Iterator[QuerySolution]:
        return iter(cast(QuerySolutions, self.query(text)))

    def _sent(self, address: str, text: str, media: str, accept: str, *, again: bool) -> Answered:
        answered = self._requests.send("POST", address, text.encode(), media, accept, again=again)
        if answered.status >= 300 and answered.status != 400:
            raise self._requests.refused(address, answered)
        return answered
