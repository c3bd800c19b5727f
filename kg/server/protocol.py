"""From an HTTP request to what is asked, after the SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from kg.server.pool import Asked, Limits

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_FIELDS = ("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_MOST_PARAMETERS = 1_000


class BadRequestError(Exception):
    """A request that is none of ours: its HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass(frozen=True)
class Write:
    """What is to be written: an update, or what a graph is to hold (``put``), to hold besides (``post``), or not at all.

    ``parts`` are media types with texts; ``base`` is the IRI against which relative ones are resolved. An update has
    ``using`` and ``using_named``, the graphs that the request says it is about.
    """

    operation: Literal["put", "post", "delete", "update"]
    graph: str
    parts: tuple[tuple[str, str], ...]
    base: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Came:
    """A request as it came: method, what stands after the ``?`` of its address, headers, body, and the address before."""

    method: str
    parameters: bytes
    headers: Mapping[str, str]
    body: bytes
    address: str


def asked(came: Came, limits: Limits) -> Asked | Write | None:
    """Return the query or update of a request; None for a GET without one, which asks for the service description.

    Raises :class:`BadRequestError`.
    """
    pairs = pairs_of(came.parameters, "the address")
    if came.method == "POST":
        media, charset = content_type(came.headers)
        if charset not in ("", "utf-8", "utf8"):
            raise BadRequestError(415, f"charset {charset[:80]!r}: expected utf-8")
        if media == FORM:
            pairs += pairs_of(came.body, "the form")
        elif media in (QUERY, UPDATE):
            name = "query" if media == QUERY else "update"
            pairs.append((name, text_of(came.body, f"the {name}")))
        else:
            raise BadRequestError(415, f"Content-Type {media[:80]!r}: expected {QUERY}, {UPDATE} or {FORM}")
    given: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for name, value in pairs:
        if name in given:
            given[name].append(value)
    for one in (one for name in _FIELDS[2:] for one in given[name]):
        if not is_iri(one):
            raise BadRequestError(400, f"graph {one[:80]!r}: expected an absolute IRI")
    if given["update"] or given["using-graph-uri"] or given["using-named-graph-uri"]:
        return _update(came, given, limits.written)
    if not given["query"] and came.method == "GET" and not came.parameters:
        return None
    if len(given["query"]) != 1:
        raise BadRequestError(400, f"{len(given['query'])} queries in one request: expected one, as parameter query")
    [query] = given["query"]
    if len(query.encode()) > limits.query:
        raise BadRequestError(413, f"the query is too long: expected at most {limits.query} bytes")
    default, named = tuple(given["default-graph-uri"]), tuple(given["named-graph-uri"])
    return Asked(query, default, named, accepted(came.headers.get("accept", "")), came.address)


def _update(came: Came, given: Mapping[str, list[str]], longest: int) -> Write:
    if came.method != "POST":
        raise BadRequestError(400, "an update by GET: expected POST")
    if given["query"] or given["default-graph-uri"] or given["named-graph-uri"]:
        raise BadRequestError(400, "a query and an update in one request: expected one of them")
    if len(given["update"]) != 1:
        raise BadRequestError(400, f"{len(given['update'])} updates in one request: expected one, as parameter update")
    if len(given["update"][0].encode()) > longest:
        raise BadRequestError(413, f"the update is too long: expected at most {longest} bytes")
    using, using_named = tuple(given["using-graph-uri"]), tuple(given["using-named-graph-uri"])
    return Write("update", "", ((UPDATE, given["update"][0]),), came.address, using, using_named)


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


def content_type(headers: Mapping[str, str]) -> tuple[str, str]:
    """Return media type and charset of what a request holds; "" for what is not said.

    >>> content_type({"content-type": 'Text/Turtle; charset="UTF-8"'})
    ('text/turtle', 'utf-8')
    """
    media, *parameters = (one.strip().casefold() for one in headers.get("content-type", "").split(";"))
    named = (one.partition("=") for one in parameters)
    return media, next((value.strip('"') for name, _, value in named if name == "charset"), "")


def pairs_of(text: bytes, of: str) -> list[tuple[str, str]]:
    """Return the parameters of an address or a form; raise :class:`BadRequestError`."""
    try:
        return parse_qsl(
            text_of(text, of), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, encoding="utf-8", errors="strict"
        )
    except UnicodeDecodeError:
        raise BadRequestError(400, f"{of} is no UTF-8") from None
    except ValueError:
        raise BadRequestError(400, f"{of} has more than {_MOST_PARAMETERS} parameters") from None


def text_of(body: bytes, of: str) -> str:
    """Return what UTF-8 says; raise :class:`BadRequestError` for what is none."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError(400, f"{of} is no UTF-8") from None


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI.

    >>> is_iri("https://w3id.org/a"), is_iri("a b:c"), is_iri("here")
    (True, False, False)
    """
    try:
        return bool(urlsplit(text).scheme) and not any(one in text for one in ' <>"{}|\\^`\n\r\t')
    except ValueError:
        return False
