"""From an HTTP request to a graph that is read or written, after the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP

from kg.server.pool import Asked
from kg.server.protocol import BadRequestError, Came, Write, accepted, content_type, is_iri, pairs_of, text_of
from kg.server.worker import TRIPLES

_MULTIPART = "multipart/form-data"
_MOST_PARTS = 1_000


def graph_asked(came: Came, rest: str) -> Asked | Write:
    """Return what a request asks of a graph: named by ``?graph=IRI`` or ``?default``, or by the address itself.

    ``rest`` is what of the path follows the address of the graph store. A POST that names no graph makes a new one.
    Raises :class:`BadRequestError`.
    """
    graph = _named(came, rest)
    if came.method in ("GET", "HEAD"):
        if graph is None:
            raise BadRequestError(400, "no graph is named: expected ?default or ?graph=IRI")
        return Asked("", (), (), accepted(came.headers.get("accept", "")), graph=graph, head=came.method == "HEAD")
    if came.method == "DELETE":
        if graph is None:
            raise BadRequestError(400, "no graph is named: expected ?graph=IRI")
        return Write("delete", graph, (), came.address)
    if graph is None:
        if came.method == "PUT":
            raise BadRequestError(400, "no graph is named: expected ?graph=IRI")
        graph = f"{came.address}/{uuid.uuid4().hex}"
    return Write("put" if came.method == "PUT" else "post", graph, tuple(_parts(came)), graph or came.address)


def _named(came: Came, rest: str) -> str | None:
    """The graph: its IRI, "" for the default graph, None if none is named."""
    pairs = pairs_of(came.parameters, "the address")
    if rest:
        if pairs:
            raise BadRequestError(400, "the address names a graph, and so does what follows it: expected one of them")
        return came.address
    graphs = [value for name, value in pairs if name == "graph"]
    defaults = [value for name, value in pairs if name == "default"]
    if not pairs:
        return None
    if len(graphs) + len(defaults) != 1 or len(pairs) != 1:
        raise BadRequestError(400, "expected ?default or ?graph=IRI and nothing else")
    if graphs and not is_iri(graphs[0]):
        raise BadRequestError(400, f"graph {graphs[0][:80]!r}: expected an absolute IRI")
    return graphs[0] if graphs else ""


def _parts(came: Came) -> Iterator[tuple[str, str]]:
    """Media type and text of what is sent: one, or those of a form."""
    media, charset = content_type(came.headers)
    if media == _MULTIPART:
        head = f"Content-Type: {came.headers['content-type']}\r\n\r\n".encode("latin-1", "replace")
        try:
            form = BytesParser(policy=HTTP).parsebytes(head + came.body)
            parts = [one for one in form.walk() if not one.is_multipart()]
        except RecursionError:
            raise BadRequestError(400, f"{_MULTIPART}: its parts are nested too deep") from None
        if not form.is_multipart() or len(parts) > _MOST_PARTS:
            raise BadRequestError(400, f"{_MULTIPART}: expected up to {_MOST_PARTS} parts, and their boundary in the header")
        for part in parts:
            payload = part.get_payload(decode=True)
            yield _part({"content-type": str(part.get("content-type", ""))}, payload if isinstance(payload, bytes) else b"")
    else:
        yield _part({"content-type": f"{media}; charset={charset}"}, came.body)


def _part(headers: dict[str, str], body: bytes) -> tuple[str, str]:
    media, charset = content_type(headers)
    if media not in TRIPLES:
        raise BadRequestError(415, f"Content-Type {media[:80]!r}: expected one of {', '.join(TRIPLES)}")
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise BadRequestError(415, f"charset {charset[:80]!r}: expected utf-8")
    return media, text_of(body, "what is sent")
