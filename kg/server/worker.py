"""A process that answers SPARQL queries over one snapshot: whoever started it may kill it at any moment.

Requests and answers are frames (:mod:`kg.server.frames`). Nothing here imports rdflib or the rest of the project's heavy parts: a worker must start in a blink.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.server.frames import LENGTH, frame_from, run, tell
from kg.sparql_text import depth, form, may_use

if TYPE_CHECKING:
    from typing_extensions import Buffer

SOLUTIONS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}
"""Media types that clients ask with for one of those above."""

_ROWS = {
    QueryResultsFormat.JSON: (b'}},{"', 1),
    QueryResultsFormat.XML: (b"<result>", 0),
    QueryResultsFormat.CSV: (b"\r\n", -1),
    QueryResultsFormat.TSV: (b"\n", -1),
}
"""What stands once for every row but so many, and nowhere else: values have quotation marks and brackets escaped."""
_DEEPEST = 60


class RefusedError(Exception):
    """An answer that is no answer: an HTTP status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


class Limited(io.BytesIO):
    """A file that counts what is written and refuses too much."""

    def __init__(self, row: bytes, seen: int, rows: int, length: int) -> None:
        super().__init__()
        self._row, self._seen, self._rows, self._length = row, seen, rows, length
        self._tail = b""

    def write(self, data: Buffer) -> int:
        """Keep ``data``; raise :class:`RefusedError` when the answer has grown too long."""
        part = bytes(data)
        self._length -= len(part)
        joined = self._tail + part
        self._seen += joined.count(self._row)
        self._tail = joined[-(len(self._row) - 1) :] if len(self._row) > 1 else b""
        if self._seen > self._rows:
            raise RefusedError(400, f"the answer has more than {self._rows} rows: expected LIMIT in the query, and pages")
        if self._length < 0:
            raise RefusedError(400, "the answer is too long: expected LIMIT in the query, and pages")
        return super().write(part)


def answer(store: Store, asked: dict[str, Any], prefixes: dict[str, str]) -> tuple[int, str, bytes]:
    """Return HTTP status, media type and body for a query; ``asked`` is what :mod:`kg.server.pool` sends."""
    try:
        return _answer(store, asked, prefixes)
    except RefusedError as error:
        return error.status, "text/plain", f"{error}\n".encode()
    except (SyntaxError, ValueError) as error:
        from kg.malformed import explained

        told = explained(asked["query"], str(error))
        return 400, "text/plain", f"{told}\n{told.excerpt}\n".encode()
    except (OSError, RuntimeError) as error:
        return 500, "text/plain", f"the query failed: {' '.join(str(error).split())[:300]}\n".encode()


def _answer(store: Store, asked: dict[str, Any], prefixes: dict[str, str]) -> tuple[int, str, bytes]:
    if asked["graph"] is not None:
        return _graph(store, asked, prefixes)
    text = asked["query"]
    if form(text) == "UPDATE":
        raise RefusedError(400, "a SPARQL update: expected a query")
    if not asked["service"] and may_use(text, "SERVICE"):
        raise RefusedError(403, "SERVICE is not allowed here: expected a query of this store alone")
    if depth(text) > _DEEPEST:
        raise RefusedError(400, f"brackets are nested more than {_DEEPEST} deep: expected a simpler query")
    found = store.query(
        text,
        base_iri=asked["base"] or None,
        prefixes=prefixes,
        **_dataset(asked),
    )
    if isinstance(found, QueryTriples):
        return _triples(found, asked, prefixes)
    media = _chosen(asked["accept"], SOLUTIONS)
    if isinstance(found, QueryBoolean | QuerySolutions):
        limited = Limited(*_ROWS[SOLUTIONS[media]], asked["rows"], asked["length"])
        found.serialize(limited, SOLUTIONS[media])
    return 200, media, limited.getvalue()


def _dataset(asked: dict[str, Any]) -> dict[str, Any]:
    """What a query is asked of: if the request names any graph, just the graphs that it names."""
    if not asked["named_graphs"] and not asked["default_graphs"]:
        return {}
    return {
        "default_graph": [NamedNode(one) for one in asked["default_graphs"]],
        "named_graphs": [NamedNode(one) for one in asked["named_graphs"]],
    }


def _graph(store: Store, asked: dict[str, Any], prefixes: dict[str, str]) -> tuple[int, str, bytes]:
    graph = NamedNode(asked["graph"]) if asked["graph"] else DefaultGraph()
    if asked["graph"] and not any(store.quads_for_pattern(None, None, None, graph)):
        raise RefusedError(404, f"no graph {graph} is here")
    if asked["head"]:
        return 200, _chosen(asked["accept"], TRIPLES), b""
    return _triples((quad.triple for quad in store.quads_for_pattern(None, None, None, graph)), asked, prefixes)


def _triples(found: Iterable[Triple], asked: dict[str, Any], prefixes: dict[str, str]) -> tuple[int, str, bytes]:
    media = _chosen(asked["accept"], TRIPLES)
    limited = Limited(b"\n", 0, asked["rows"], asked["length"])
    serialize(found, limited, TRIPLES[media], prefixes=prefixes if media == "text/turtle" else None)
    return 200, media, limited.getvalue()


def _chosen(accepted: list[str], known: dict[str, Any]) -> str:
    """The first media type of ``known`` that is accepted; ``accepted`` is in order of preference."""
    for one in accepted:
        named = ALIASES.get(one, one)
        if named in known:
            return named
        start = one.removesuffix("*")
        fitting = [media for media in known if one in ("*/*", "*") or (one.endswith("/*") and media.startswith(start))]
        if fitting:
            return fitting[0]
    raise RefusedError(406, f"no such format: expected Accept: {', '.join(known)}")


def serve(snapshot: str, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer until the input ends. The first frame holds the prefixes that need not be declared."""
    store = Store.read_only(snapshot)
    first = frame_from(source)
    prefixes: dict[str, str] = {} if first is None else json.loads(first)
    target.write(LENGTH.pack(0))  # ready
    target.flush()
    while (frame := frame_from(source)) is not None:
        asked = json.loads(frame)
        try:
            if "snapshot" in asked:
                snapshot = asked["snapshot"]
                store = Store.read_only(snapshot)
                status, media, body = 204, "text/plain", b""
            else:
                status, media, body = answer(store, asked, prefixes)
        except Exception as error:  # one odd query must not end the worker
            status, media, body = 500, "text/plain", f"the query failed: {type(error).__name__}\n".encode()
        if status == 500:
            body = body.replace(snapshot.encode(), b"the store")  # where it lies is nobody's business
        tell(target, status, media, body)


if __name__ == "__main__":
    run(serve)
