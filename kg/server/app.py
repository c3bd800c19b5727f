"""The web application: ``/sparql``, and a page that says where it is."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.server.description import described
from kg.server.pool import Answer, Asked, Limits, Pool
from kg.server.protocol import BadRequestError, accepted, asked
from kg.server.watch import Watch
from kg.snapshots import serving
from ontology.errors import StoreError

_LOOK_EVERY = 1.0
_CACHED = 32 * 2**20
_CACHED_AT_MOST = 2**18
_REQUESTS = 4_096
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


@dataclass(frozen=True)
class Settings:
    """How a store is served."""

    store: Path
    limits: Limits = field(default_factory=Limits)
    workers: int = 3
    service: bool = False


class Endpoint:
    """Answers queries of one store, of which the newest snapshot is looked for all the time."""

    def __init__(self, settings: Settings) -> None:
        self.pool = Pool(settings.workers, settings.limits, service=settings.service)
        self._settings = settings
        self._watch = Watch(settings.store)
        self._cache: OrderedDict[Asked, Answer] = OrderedDict()
        self._cached = 0
        self._requests: dict[tuple[bytes, bytes], Answer] = {}

    def kept(self, scope: Scope) -> Answer | None:
        """Return the answer to a GET that was answered before just so, without looking into it again."""
        return self._requests.get((scope["query_string"], _accept(scope))) if scope["method"] == "GET" else None

    async def look(self) -> None:
        """Go over to the newest snapshot, if there is a newer one."""
        found = await asyncio.to_thread(self._watch.look)
        if found is not None and found != self.pool.snapshot:
            await self.pool.open(found)
            self._cache.clear()
            self._requests.clear()
            self._cached = 0

    async def follow(self) -> None:
        """Look for a newer snapshot again and again; a failure is told on standard error, and the old one serves on."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            try:
                await self.look()
            except (StoreError, OSError, asyncio.IncompleteReadError) as error:
                sys.stderr.write(f"kg serve: {error}\n")

    async def ask(self, wanted: Asked) -> Answer:
        """Return the answer; short ones are kept until the facts change."""
        if (kept := self._cache.get(wanted)) is not None:
            self._cache.move_to_end(wanted)
            return kept
        snapshot = self.pool.snapshot
        if snapshot is None:
            return Answer(503, "text/plain", b"the store is being written for the first time: try again\n")
        answer = await self.pool.ask(wanted)
        if answer.status == 200 and len(answer.body) <= _CACHED_AT_MOST and snapshot == self.pool.snapshot:
            self._cache[wanted] = answer
            self._cached += len(answer.body)
            while self._cached > _CACHED:
                self._cached -= len(self._cache.popitem(last=False)[1].body)
                self._requests.clear()
        return answer

    async def respond(self, request: Request) -> Response:
        """Return the response to a request of the SPARQL Protocol."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**_HEADERS, **_PREFLIGHT})
        try:
            method = "GET" if request.method == "HEAD" else request.method
            body = await self._body(request) if method == "POST" else b""
            url_query = request.scope["query_string"]
            wanted = asked(method, url_query, request.headers, body, self._settings.limits.query)
            if wanted is None:
                accept = accepted(request.headers.get("accept", ""))
                answer = described(str(request.url.replace(query="", fragment="")), accept)
            else:
                answer = await self.ask(wanted)
                if method == "GET" and wanted in self._cache:
                    if len(self._requests) >= _REQUESTS:
                        self._requests.clear()
                    self._requests[url_query, _accept(request.scope)] = answer
        except BadRequestError as error:
            answer = Answer(error.status, "text/plain", f"{error}\n".encode())
        except ClientDisconnect:
            return Response(status_code=499)
        headers = {**_HEADERS, **({"Retry-After": "1"} if answer.status == 503 else {})}
        return Response(answer.body, answer.status, headers, media_type=_content_type(answer))

    async def _body(self, request: Request) -> bytes:
        parts, left = [], 3 * self._settings.limits.query + 2**14  # a form may escape every character
        async for part in request.stream():
            parts.append(part)
            left -= len(part)
            if left < 0:
                raise BadRequestError(413, f"the request is too long: expected at most {self._settings.limits.query} bytes")
        return b"".join(parts)


def _accept(scope: Scope) -> bytes:
    return next((value for name, value in scope["headers"] if name == b"accept"), b"")


class Quick:
    """Answers what was answered before, without the machinery of the application, which it wraps."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        kept = self._endpoint.kept(scope) if scope["type"] == "http" and scope["path"] == "/sparql" else None
        if kept is None:
            await self._app(scope, receive, send)
            return
        length = str(len(kept.body)).encode()
        headers = [(b"content-length", length), (b"content-type", _content_type(kept).encode()), *_RAW_HEADERS]
        await send({"type": "http.response.start", "status": kept.status, "headers": headers})
        await send({"type": "http.response.body", "body": kept.body})


def _content_type(answer: Answer) -> str:
    return f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media


def application(settings: Settings) -> Starlette:
    """Return the web application that serves a store."""
    endpoint = Endpoint(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with serving(settings.store):
            await endpoint.look()
            following = asyncio.create_task(endpoint.follow())
            try:
                yield
            finally:
                following.cancel()
                await endpoint.pool.close()

    async def home(request: Request) -> Response:
        address = request.url_for("sparql")
        return PlainTextResponse(f"A graph of biotech partnerships. Ask in SPARQL: {address}\n", headers=_HEADERS)

    methods = ["GET", "HEAD", "POST", "OPTIONS"]
    app = Starlette(
        routes=[Route("/sparql", endpoint.respond, methods=methods, name="sparql"), Route("/", home, methods=["GET"])],
        lifespan=lifespan,
        middleware=[Middleware(Quick, endpoint)],
    )
    app.router.redirect_slashes = False  # there is one address, and nothing else
    return app
