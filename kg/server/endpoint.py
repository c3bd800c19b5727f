"""A store that is served: queries go to workers over its newest snapshot, writes to the process that writes."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import Scope

from kg.server.pool import Answer, Asked, Limits, Pool
from kg.server.protocol import Write
from kg.server.watch import Watch
from kg.server.writing import Writing
from kg.snapshots import serving
from ontology.errors import StoreError

_LOOK_EVERY = 1.0
_CACHED = 32 * 2**20
_CACHED_AT_MOST = 2**18
_REQUESTS = 4_096


@dataclass(frozen=True)
class Settings:
    """How a store is served: ``writable``, documents and decisions may be written; with ``other`` other graphs too."""

    store: Path
    limits: Limits = field(default_factory=Limits)
    workers: int = 3
    service: bool = False
    writable: bool = False
    other: bool = False


class Endpoint:
    """Answers queries of one store, of which the newest snapshot is looked for all the time, and writes to it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings.workers, settings.limits, service=settings.service)
        self._watch = Watch(settings.store)
        self._writing = Writing(
            settings.store, settings.limits, self._watch.taken, other=settings.other, service=settings.service
        )
        self._cache: OrderedDict[Asked, Answer] = OrderedDict()
        self._cached = 0
        self._requests: dict[tuple[object, ...], Answer] = {}
        self._catching_up, self._looking = asyncio.Lock(), asyncio.Lock()
        self._writes = self._seen = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve until the end of the block."""
        with serving(self.settings.store):
            await self._look()
            following = asyncio.create_task(self._follow())
            try:
                yield
            finally:
                following.cancel()
                await self._writing.close()
                await self.pool.close()

    def kept(self, scope: Scope) -> Answer | None:
        """Return the answer to a GET that was answered before just so, without looking into it again."""
        return self._requests.get(request_key(scope)) if scope["method"] == "GET" else None

    async def ask(self, wanted: Asked, scope: Scope) -> Answer:
        """Return the answer; short ones are kept until the facts change."""
        await self._catch_up()
        if (answer := self._cache.get(wanted)) is not None:
            self._cache.move_to_end(wanted)
        else:
            snapshot = self.pool.snapshot
            if snapshot is None:
                return Answer(503, "text/plain", b"the store is being written for the first time: try again\n")
            answer = await self.pool.ask(wanted)
            if answer.status != 200 or len(answer.body) > _CACHED_AT_MOST:
                return answer
            if snapshot != self.pool.snapshot or self._writes != self._seen:
                return answer  # it may be of before a write
            self._keep(wanted, answer)
        if scope["method"] == "GET":
            if len(self._requests) >= _REQUESTS:
                self._requests.clear()
            self._requests[request_key(scope)] = answer
        return answer

    async def write(self, wanted: Write) -> Answer:
        """Return what came of a write; whoever asks afterwards sees it."""
        try:
            answer = await self._writing.write(wanted)
        finally:
            self._writes += 1
            self._forget()
        return answer

    async def _catch_up(self) -> None:
        """Go over to a snapshot that holds what was written; while something else is written that comes by itself."""
        if self._seen == self._writes or self._writing.busy:
            return
        async with self._catching_up:
            writes = self._writes
            if self._seen == writes:
                return
            await self._writing.publish()
            await self._look()
            self._seen = writes

    def _keep(self, wanted: Asked, answer: Answer) -> None:
        self._cache[wanted] = answer
        self._cached += len(answer.body)
        while self._cached > _CACHED:
            self._cached -= len(self._cache.popitem(last=False)[1].body)
            self._requests.clear()

    def _forget(self) -> None:
        self._cache.clear()
        self._requests.clear()
        self._cached = 0

    async def _look(self) -> None:
        """Go over to the newest snapshot, if there is a newer one."""
        async with self._looking:  # else a look that began earlier could end later, and go back
            found = await asyncio.to_thread(self._watch.look, ours=self._writing.holds)
            if found is not None and found != self.pool.snapshot:
                await self.pool.open(found)
                self._forget()

    async def _follow(self) -> None:
        """Look for a newer snapshot again and again; a failure is told on standard error, and the old one serves on."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            try:
                await self._catch_up()
                await self._look()
            except (StoreError, OSError, asyncio.IncompleteReadError) as error:
                sys.stderr.write(f"kg serve: {error}\n")


def request_key(scope: Scope) -> tuple[object, ...]:
    """Return what the answer to a GET depends on beside the store: address and accepted formats."""
    host = accept = b""
    for name, value in scope["headers"]:
        if name == b"accept":
            accept = accept or value  # the first of several counts
        elif name == b"host":
            host = value
    return host, scope["path"], scope["query_string"], accept
