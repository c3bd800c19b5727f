"""A process that answers framed requests, and may be killed at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import dataclass

from kg.server.frames import LENGTH


@dataclass(frozen=True)
class Answer:
    """HTTP status, media type and body; ``location`` is where what was made is found."""

    status: int
    media: str
    body: bytes
    location: str = ""


class Process:
    """A Python module that runs in a process of its own; its frames are those of :mod:`kg.server.frames`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def started(cls, module: str, *arguments: str, first: object) -> Process:
        """Return a process that is ready to answer; ``first`` is told to it before anything else."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *arguments,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**20,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_frame(first))
        started = cls(process)
        try:
            await process.stdout.readexactly(LENGTH.size)
        except BaseException:
            started.kill()  # nobody would end it
            raise
        return started

    @property
    def ended(self) -> bool:
        """Whether the process has come to its end."""
        return self.process.returncode is not None

    async def ask(self, request: object) -> Answer:
        """Send a request and return the answer; :class:`asyncio.IncompleteReadError` when the process died."""
        source, target = self.process.stdout, self.process.stdin
        assert source is not None
        assert target is not None
        target.write(_frame(request))
        status, media = json.loads(await source.readexactly(LENGTH.unpack(await source.readexactly(4))[0]))
        body = await source.readexactly(LENGTH.unpack(await source.readexactly(4))[0])
        return Answer(status, media, body)

    def kill(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    async def end(self, patience: float) -> None:
        """Let the process end by itself for so many seconds, then kill it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), patience)
        except TimeoutError:
            self.kill()
            await self.process.wait()


def _frame(content: object) -> bytes:
    body = json.dumps(content).encode()
    return LENGTH.pack(len(body)) + body
