"""Worker processes: as many queries at once as there are workers, and an end to every query that takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.server.worker import LENGTH
from kg.terms import PREFIXES


@dataclass(frozen=True)
class Limits:
    """What a query may cost: seconds, rows, bytes of its answer, bytes of its text, and MiB of memory."""

    seconds: float = 30.0
    rows: int = 100_000
    length: int = 64 * 2**20
    query: int = 256 * 2**10
    memory: int = 2_048


@dataclass(frozen=True)
class Asked:
    """A query as it came: its text, its dataset, and the media types that are accepted, the best first."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    accept: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """HTTP status, media type and body."""

    status: int
    media: str
    body: bytes


class _Worker:
    """One process over one snapshot."""

    def __init__(self, process: asyncio.subprocess.Process, snapshot: Path) -> None:
        self.process = process
        self.snapshot = snapshot

    async def ask(self, frame: bytes) -> Answer:
        """Send a request and return the answer; :class:`asyncio.IncompleteReadError` when the process died."""
        source, target = self.process.stdout, self.process.stdin
        assert source is not None
        assert target is not None
        target.write(frame)
        status, media = json.loads(await source.readexactly(LENGTH.unpack(await source.readexactly(4))[0]))
        body = await source.readexactly(LENGTH.unpack(await source.readexactly(4))[0])
        return Answer(status, media, body)

    def kill(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


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
        """Answer over this snapshot from now on; workers over another finish what they do and end."""
        self.snapshot = snapshot
        fresh = await asyncio.gather(*(self._started(snapshot) for _ in range(self._size)))
        while not self._idle.empty():
            self._end(self._idle.get_nowait())
        for worker in fresh:
            self._idle.put_nowait(worker)

    async def ask(self, asked: Asked) -> Answer:
        """Return the answer to a query; 503 when all workers are busy for too long, 504 when it takes too long."""
        request = {**asdict(asked), "rows": self.limits.rows, "length": self.limits.length, "service": self._service}
        body = json.dumps(request).encode()
        try:
            worker = await self._free()
        except TimeoutError:
            return Answer(503, "text/plain", b"the server is busy: try again\n")
        try:
            answer = await asyncio.wait_for(worker.ask(LENGTH.pack(len(body)) + body), self.limits.seconds)
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
            self._end(worker)
        return answer

    async def close(self) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        for worker in list(self._workers):
            self._end(worker)
        await asyncio.gather(*(worker.process.wait() for worker in list(self._workers)), return_exceptions=True)

    async def _free(self) -> _Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except asyncio.QueueEmpty:
                worker = await asyncio.wait_for(self._idle.get(), self.limits.seconds)
            if worker.process.returncode is None:
                return worker
            self._replace(worker)

    async def _started(self, snapshot: Path) -> _Worker:
        command: Sequence[str] = (sys.executable, "-m", "kg.server.worker", str(snapshot), str(self.limits.memory))
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**20
        )
        worker = _Worker(process, snapshot)
        self._workers.add(worker)
        prefixes = json.dumps(PREFIXES).encode()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(LENGTH.pack(len(prefixes)) + prefixes)
        await process.stdout.readexactly(LENGTH.size)
        return worker

    def _replace(self, worker: _Worker) -> None:
        self._end(worker)
        task = asyncio.get_running_loop().create_task(self._another())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _another(self) -> None:
        snapshot = self.snapshot
        if snapshot is None:
            return
        worker = await self._started(snapshot)
        if worker.snapshot == self.snapshot:
            self._idle.put_nowait(worker)
        else:
            self._end(worker)

    def _end(self, worker: _Worker) -> None:
        worker.kill()
        self._workers.discard(worker)
