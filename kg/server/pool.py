"""Worker processes: as many queries at once as there are workers, and an end to every query that takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.server.processes import Answer, Process
from kg.terms import PREFIXES

__all__ = ["Answer", "Asked", "Limits", "Pool"]

_PATIENCE = 10.0
_AGAIN = 0.2


@dataclass(frozen=True)
class Limits:
    """What a request may cost: seconds, rows, bytes of its answer, of a query and of what is written, MiB of memory."""

    seconds: float = 30.0
    rows: int = 100_000
    length: int = 64 * 2**20
    query: int = 256 * 2**10
    written: int = 32 * 2**20
    memory: int = 2_048


@dataclass(frozen=True)
class Asked:
    """A query as it came: its text, its dataset, the media types that are accepted, the best first, and its base IRI.

    A ``graph`` is asked for instead of a query: its IRI, or "" for the default graph; with ``head`` just whether it is
    there.
    """

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    accept: tuple[str, ...]
    base: str = ""
    graph: str | None = None
    head: bool = False


class _Worker:
    """One process over one snapshot."""

    def __init__(self, process: Process, snapshot: Path) -> None:
        self.process = process
        self.snapshot = snapshot


class Pool:
    """So many workers over the newest snapshot."""

    def __init__(self, size: int, limits: Limits, *, service: bool = False) -> None:
        self.limits = limits
        self.snapshot: Path | None = None
        self._size = size
        self._service = service
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._workers: set[_Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def open(self, snapshot: Path) -> None:
        """Answer over this snapshot from now on; workers over another finish what they do and go over to it."""
        first = self.snapshot is None
        self.snapshot = snapshot
        if first:
            for worker in await asyncio.gather(*(self._started(snapshot) for _ in range(self._size))):
                self._idle.put_nowait(worker)
            return
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        await asyncio.gather(*(self._ready(worker) for worker in idle))

    async def ask(self, asked: Asked) -> Answer:
        """Return the answer to a query; 503 when all workers are busy for too long, 504 when it takes too long."""
        request = {**asdict(asked), "rows": self.limits.rows, "length": self.limits.length, "service": self._service}
        try:
            worker = await self._free()
        except TimeoutError:
            return Answer(503, "text/plain", b"the server is busy: try again\n")
        try:
            answer = await asyncio.wait_for(worker.process.ask(request), self.limits.seconds)
        except TimeoutError:
            self._replace(worker)
            return Answer(504, "text/plain", f"stopped after {self.limits.seconds:g} seconds\n".encode())
        except (asyncio.IncompleteReadError, ConnectionError):
            self._replace(worker)
            return Answer(500, "text/plain", b"the query needs too much memory or is nested too deep\n")
        except BaseException:
            self._replace(worker)  # the client went away: nobody waits for the answer
            raise
        if worker.snapshot == self.snapshot:
            self._idle.put_nowait(worker)
        else:
            self._later(self._ready(worker))
        return answer

    async def close(self) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        for worker in list(self._workers):
            self._end(worker)
        await asyncio.gather(*(worker.process.process.wait() for worker in list(self._workers)), return_exceptions=True)

    async def _free(self) -> _Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except asyncio.QueueEmpty:
                worker = await asyncio.wait_for(self._idle.get(), self.limits.seconds)
            if not worker.process.ended:
                return worker
            self._replace(worker)

    async def _started(self, snapshot: Path) -> _Worker:
        process = await Process.started("kg.server.worker", str(snapshot), str(self.limits.memory), first=PREFIXES)
        worker = _Worker(process, snapshot)
        self._workers.add(worker)
        return worker

    async def _ready(self, worker: _Worker) -> None:
        """Let a worker answer the next query, over the newest snapshot."""
        while (snapshot := self.snapshot) is not None and worker.snapshot != snapshot:
            try:
                answer = await asyncio.wait_for(worker.process.ask({"snapshot": str(snapshot)}), _PATIENCE)
            except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
                answer = Answer(500, "text/plain", b"")
            if answer.status != 204:
                self._replace(worker)
                return
            worker.snapshot = snapshot
        self._idle.put_nowait(worker)

    def _replace(self, worker: _Worker) -> None:
        self._end(worker)
        self._later(self._another())

    async def _another(self) -> None:
        while (snapshot := self.snapshot) is not None:
            try:
                await self._ready(await self._started(snapshot))
                return
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(_AGAIN)  # the snapshot is gone, and a newer one there soon

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _end(self, worker: _Worker) -> None:
        worker.process.kill()
        self._workers.discard(worker)
