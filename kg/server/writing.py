"""The server's side of writing: one process that writes, one request at a time, and an end to what takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from pathlib import Path

from kg.server.pool import Limits
from kg.server.processes import Answer, Process
from kg.server.protocol import Write

_IDLE = 1.0
"""Seconds after a write for which the store is held for the next one."""
_PATIENCE = 10.0


class Writing:
    """Writes to a store through a process, which is started by the first write; ``holds``, it has the store open.

    ``released`` is called when it has let go of it.
    """

    def __init__(
        self, store: Path, limits: Limits, released: Callable[[], None], *, other: bool, service: bool
    ) -> None:
        self._store = store
        self._limits = limits
        self._allowed = {"other": other, "service": service}
        self._lock = asyncio.Lock()
        self._process: Process | None = None
        self._writers = 0
        self._released = released
        self.holds = False
        self._idle: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether something is being written; letting go of the store and publishing do not count: they are short."""
        return self._writers > 0

    async def write(self, wanted: Write) -> Answer:
        """Return what came of a write; 503 when others write for too long, 504 when it takes too long itself."""
        self._writers += 1
        try:
            try:
                await asyncio.wait_for(self._lock.acquire(), self._limits.seconds)
            except TimeoutError:
                return Answer(503, "text/plain", b"the server is busy writing: try again\n")
            try:
                self.holds = True
                answer = await self._asked(asdict(wanted))
            finally:
                self._lock.release()
        finally:
            self._writers -= 1
        if answer.status == 503:
            self.holds = False  # another process has it, and leaves snapshots of its own
            return answer
        if answer.status in (500, 504):
            self._later(self._mend())
        self._release_when_idle()
        if answer.status == 201 and wanted.operation == "post":
            return Answer(201, answer.media, answer.body, wanted.graph)
        return answer

    async def publish(self) -> None:
        """Have a snapshot made of all that was written."""
        async with self._lock:
            if self.holds:
                await self._asked({"operation": "publish"})

    async def release(self) -> None:
        """Let other processes write to the store; its newest snapshot then holds all that was written."""
        async with self._lock:
            if self.holds:
                await self._asked({"operation": "release"})
                self._released()
                self.holds = False

    async def close(self) -> None:
        """Let the process come to its end."""
        if self._idle is not None:
            self._idle.cancel()
        for task in self._tasks:
            task.cancel()
        async with self._lock:
            if self._process is not None:
                await self._process.end(_PATIENCE)

    async def _mend(self) -> None:
        """Open the store once: if facts were interrupted they are derived, which may take its time.

        ``released`` is not called: what was killed may have left its last transaction without a snapshot.
        """
        self._writers += 1
        try:
            async with self._lock:
                self.holds = True
                await self._asked({"operation": "mend"}, limited=False)
                self.holds = False
        finally:
            self._writers -= 1

    async def _asked(self, request: dict[str, object], *, limited: bool = True) -> Answer:
        try:
            if self._process is None or self._process.ended:
                arguments = (str(self._store), str(self._limits.memory))
                self._process = await Process.started("kg.server.writer", *arguments, first=self._allowed)
            return await asyncio.wait_for(self._process.ask(request), self._limits.seconds if limited else None)
        except TimeoutError:
            await self._kill()
            told = f"stopped after {self._limits.seconds:g} seconds: all its documents were written, or none\n"
            return Answer(504, "text/plain", told.encode())
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._kill()
            return Answer(500, "text/plain", b"what was to be written needs too much memory or is nested too deep\n")
        except BaseException:
            await self._kill()  # the client went away in the middle of an answer that nobody will read
            raise

    async def _kill(self) -> None:
        """End the process: a document is one transaction, and what is interrupted else is mended when next opened."""
        if self._process is not None:
            self._process.kill()
            await self._process.process.wait()
            self._process = None
            self.holds = False

    def _release_when_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(_IDLE, lambda: self._later(self.release()))

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
