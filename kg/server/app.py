"""The web application: ``/sparql`` and its other names, the graph store, and a page that says where they are."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.server.description import described
from kg.server.endpoint import Endpoint, Settings
from kg.server.graphs import graph_asked
from kg.server.guard import Guard
from kg.server.pool import Answer
from kg.server.protocol import FORM, UPDATE, BadRequestError, Came, Write, accepted, asked, content_type

__all__ = ["Settings", "application"]

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}
_RAW_HEADERS = [(name.casefold().encode(), value.encode()) for name, value in _HEADERS.items()]
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}

Answering = Callable[[Request], Awaitable[Answer]]


class Responses:
    """From a request to its response."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._limits = endpoint.settings.limits
        self._guard = Guard(writable=endpoint.settings.writable)

    async def sparql(self, request: Request) -> Response:
        """Return the response to a request of the SPARQL 1.1 Protocol."""
        return await self._response(request, self._sparql)

    async def graphs(self, request: Request) -> Response:
        """Return the response to a request of the SPARQL 1.1 Graph Store HTTP Protocol."""
        return await self._response(request, self._graphs)

    async def _response(self, request: Request, answering: Answering) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**_HEADERS, **_PREFLIGHT})
        try:
            answer = await answering(request)
        except BadRequestError as error:
            answer = Answer(error.status, "text/plain", f"{error}\n".encode())
        except ClientDisconnect:
            return Response(status_code=499)
        headers = dict(_HEADERS)
        if answer.status == 503:
            headers["Retry-After"] = "1"
        if answer.status == 401:
            headers["WWW-Authenticate"] = self._guard.challenge()
        if answer.location:
            headers["Location"] = answer.location
        if answer.status == 204:
            return Response(status_code=204, headers=headers)
        response = Response(answer.body, answer.status, headers, media_type=_content_type(answer))
        if request.method == "HEAD" and not answer.body:
            del response.headers["content-length"]  # what GET would answer was not made
        return response

    async def _sparql(self, request: Request) -> Answer:
        method = "GET" if request.method == "HEAD" else request.method
        longest = self._limits.query
        if method == "POST" and content_type(request.headers)[0] in (UPDATE, FORM):
            longest = self._limits.written if self._may_write(request) else longest
        wanted = asked(await self._came(request, method, longest), self._limits)
        if wanted is None:
            accept = accepted(request.headers.get("accept", ""))
            return described(_address(request), accept, writable=self._endpoint.settings.writable)
        if isinstance(wanted, Write):
            return await self._written(request, wanted)
        return await self._endpoint.ask(wanted, request.scope)

    async def _graphs(self, request: Request) -> Answer:
        writes = request.method not in ("GET", "HEAD")
        if writes:
            self._guard.look_at(request.headers)  # before anything is read
        came = await self._came(request, request.method, self._limits.written)
        # In a thread: parting a long form takes seconds, in which others want answers.
        wanted = await asyncio.to_thread(graph_asked, came, request.path_params.get("rest", ""))
        if isinstance(wanted, Write):
            return await self._written(request, wanted)
        return await self._endpoint.ask(wanted, request.scope)

    async def _written(self, request: Request, wanted: Write) -> Answer:
        self._guard.look_at(request.headers)
        return await self._endpoint.write(wanted)

    def _may_write(self, request: Request) -> bool:
        try:
            self._guard.look_at(request.headers)
        except BadRequestError:
            return False
        return True

    async def _came(self, request: Request, method: str, longest: int) -> Came:
        body = await _body(request, longest) if method in ("POST", "PUT") else b""
        return Came(method, request.scope["query_string"], request.headers, body, _address(request))


class Quick:
    """Answers what was answered before, without the machinery of the application, which it wraps."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        kept = self._endpoint.kept(scope) if scope["type"] == "http" else None
        if kept is None:
            await self._app(scope, receive, send)
            return
        length = str(len(kept.body)).encode()
        headers = [(b"content-length", length), (b"content-type", _content_type(kept).encode()), *_RAW_HEADERS]
        await send({"type": "http.response.start", "status": kept.status, "headers": headers})
        await send({"type": "http.response.body", "body": kept.body})


def application(settings: Settings) -> Starlette:
    """Return the web application that serves a store."""
    endpoint = Endpoint(settings)
    responses = Responses(endpoint)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with endpoint.running():
            yield

    async def home(request: Request) -> Response:
        address = request.url_for("sparql")
        return PlainTextResponse(f"A graph of biotech partnerships. Ask in SPARQL: {address}\n", headers=_HEADERS)

    sparql = ["GET", "HEAD", "POST", "OPTIONS"]
    graphs = [*sparql, "PUT", "DELETE"]
    app = Starlette(
        routes=[
            Route("/sparql", responses.sparql, methods=sparql, name="sparql"),
            *(Route(path, responses.sparql, methods=sparql) for path in ("/query", "/update")),
            *(Route(path, responses.graphs, methods=graphs) for path in ("/store", "/store/{rest:path}")),
            Route("/", home, methods=["GET"]),
        ],
        lifespan=lifespan,
        middleware=[Middleware(Quick, endpoint)],
    )
    app.router.redirect_slashes = False  # there is one address, and nothing else
    return app


async def _body(request: Request, longest: int) -> bytes:
    escaped = content_type(request.headers)[0] == FORM  # a form may escape every character
    parts, left = [], (3 if escaped else 1) * longest + 2**14
    async for part in request.stream():
        parts.append(part)
        left -= len(part)
        if left < 0:
            raise BadRequestError(413, f"the request is too long: expected at most {longest} bytes")
    return b"".join(parts)


def _address(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


def _content_type(answer: Answer) -> str:
    return f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media
