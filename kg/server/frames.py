"""Requests and answers over standard input and output: four bytes of length, then JSON or the body of an answer."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO

LENGTH = struct.Struct(">I")


def tell(target: IO[bytes], status: int, media: str, body: bytes) -> None:
    """Write an answer."""
    head = json.dumps([status, media]).encode()
    target.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(body)) + body)
    target.flush()


def frame_from(source: IO[bytes]) -> bytes | None:
    """Return the next frame; None at the end of the input."""
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def run(answering: Callable[[str, IO[bytes], IO[bytes]], None]) -> None:
    """Run ``answering`` over what the first argument names, with as much memory as the second one allows (MiB)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = int(sys.argv[2]) * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may write into the answers
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        answering(sys.argv[1], sys.stdin.buffer, answers)
