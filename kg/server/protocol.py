"""From an HTTP request to what is asked, after the SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from kg.server.pool import Asked

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_FIELDS = ("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_MOST_PARAMETERS = 1_000


class BadRequestError(Exception):
    """A request that is no query: its HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def asked(method: str, url_query: bytes, headers: Mapping[str, str], body: bytes, longest: int) -> Asked | None:
    """Return the query of a request; None for a GET without one, which asks for the description of the service.

    Raises :class:`BadRequestError`.
    """
    pairs = _pairs(url_query, "the address")
    if method == "POST":
        media = headers.get("content-type", "").partition(";")[0].strip().casefold()
        if media == FORM:
            pairs += _pairs(body, "the form")
        elif media == QUERY:
            pairs.append(("query", _text(body, "the query")))
        elif media == UPDATE:
            raise BadRequestError(403, "this endpoint is read-only: expected a query")
        else:
            raise BadRequestError(415, f"Content-Type {media[:80]!r}: expected {QUERY} or {FORM}")
    given: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for name, value in pairs:
        if name in given:
            given[name].append(value)
    if given["update"] or given["using-graph-uri"] or given["using-named-graph-uri"]:
        raise BadRequestError(403, "this endpoint is read-only: expected a query")
    if not given["query"] and method == "GET" and not url_query:
        return None
    if len(given["query"]) != 1:
        raise BadRequestError(400, f"{len(given['query'])} queries in one request: expected one, as parameter query")
    if len(given["query"][0].encode()) > longest:
        raise BadRequestError(413, f"the query is too long: expected at most {longest} bytes")
    graphs = given["default-graph-uri"] + given["named-graph-uri"]
    for one in graphs:
        if not _is_iri(one):
            raise BadRequestError(400, f"graph {one[:80]!r}: expected an absolute IRI")
    named = tuple(given["named-graph-uri"])
    return Asked(given["query"][0], tuple(given["default-graph-uri"]), named, accepted(headers.get("accept", "")))


def accepted(header: str) -> tuple[str, ...]:
    """Return the media types of an Accept header, the best first.

    >>> accepted("text/csv;q=0.5, application/sparql-results+json, text/html;q=0")
    ('application/sparql-results+json', 'text/csv')
    >>> accepted(""), accepted("text/csv;q=0")
    (('*/*',), ())
    """
    if not header.strip(" ,;"):
        return ("*/*",)
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:100]):
        media, *parameters = (one.strip().casefold() for one in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if media and weight > 0:
            weighed.append((-weight, place, media))
    return tuple(media for _, _, media in sorted(weighed))


def _pairs(text: bytes, of: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _text(text, of), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, encoding="utf-8", errors="strict"
        )
    except UnicodeDecodeError:
        raise BadRequestError(400, f"{of} is no UTF-8") from None
    except ValueError:
        raise BadRequestError(400, f"{of} has more than {_MOST_PARAMETERS} parameters") from None


def _text(body: bytes, of: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError(400, f"{of} is no UTF-8") from None


def _is_iri(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme) and not any(one in text for one in ' <>"{}|\\^`\n\r\t')
    except ValueError:
        return False
