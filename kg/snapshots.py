"""Snapshots of a store on disk, for those who read while another process writes.

::

    partners.db/
        snapshots/
            serving     locked by whoever serves the store: without him nobody makes snapshots
            1/ 2/ ...   whole Oxigraph databases, made of hard links; the highest number is the newest

Whoever writes makes them, soon after each change; when nobody writes, whoever serves makes them.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from pyoxigraph import Store as Quads

from ontology.errors import StoreError

try:
    import fcntl
except ImportError:  # without such locks nobody can tell whether a store is served
    fcntl = None  # type: ignore[assignment]

FOLDER = "snapshots"
SERVING = "serving"
_EVERY = 1.0
"""Seconds from one snapshot of whoever writes to the next, at least."""
_KEPT = 2


def newest(store: Path) -> Path | None:
    """Return the newest snapshot of the store in a folder; None when there is none."""
    return max(_all(store), key=lambda one: int(one.name), default=None)


def take(store: Path, quads: Quads) -> Path:
    """Make a snapshot of what is open to write and return its folder; older ones but the last are removed."""
    return _made(store, lambda unfinished: quads.backup(str(unfinished)))


def copy_of(store: Path, quads: Quads) -> Path:
    """Make a snapshot of what is open to read, quad by quad: hard links would leave out what stands in a log."""

    def copied(unfinished: Path) -> None:
        copy = Quads(str(unfinished))
        copy.bulk_extend(quads)
        copy.flush()

    return _made(store, copied)


def _made(store: Path, write: Callable[[Path], None]) -> Path:
    folder = store / FOLDER
    number = max((int(one.name) for one in _all(store)), default=0) + 1
    unfinished = folder / f"unfinished-{number}"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        write(unfinished)
        unfinished.rename(folder / str(number))
    except OSError as error:
        raise StoreError(f"{folder}: no snapshot can be made ({' '.join(str(error).split())})") from None
    for old in sorted(_all(store), key=lambda one: int(one.name))[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return folder / str(number)


def is_served(store: Path) -> bool:
    """Return whether a process serves the store in a folder."""
    if fcntl is None:
        return False
    try:
        with (store / FOLDER / SERVING).open("r+b") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False


@contextlib.contextmanager
def serving(store: Path) -> Iterator[IO[bytes]]:
    """Say that the store is served, until the end of the block; several processes may serve one store."""
    try:
        (store / FOLDER).mkdir(exist_ok=True)
        with (store / FOLDER / SERVING).open("ab") as opened:
            if fcntl is not None:
                fcntl.flock(opened, fcntl.LOCK_SH)
            yield opened
    except OSError as error:
        raise StoreError(f"{store}: cannot be served ({(error.strerror or str(error)).lower()})") from None


class Publisher:
    """Makes snapshots for whoever writes: soon after a change, and not all the time."""

    def __init__(self, store: Path, quads: Quads) -> None:
        self._store = store
        self._quads = quads
        self._lock = threading.Lock()
        self._last = 0.0
        self._waiting: threading.Timer | None = None

    def changed(self) -> None:
        """Take note of a change: if the store is served, a snapshot holds it within about a second."""
        if not is_served(self._store):
            return
        with self._lock:
            if self._waiting is None:
                delay = max(0.0, self._last + _EVERY - time.monotonic())
                self._waiting = threading.Timer(delay, self._publish)
                self._waiting.daemon = True
                self._waiting.start()

    def publish(self) -> None:
        """Make the snapshot that is due, if one is, at once."""
        with self._lock:
            waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.cancel()
            waiting.join()
            with contextlib.suppress(StoreError):
                take(self._store, self._quads)

    def _publish(self) -> None:
        with self._lock:
            if self._waiting is None:
                return
            self._waiting = None
            self._last = time.monotonic()
            # A snapshot that fails is not the writer's trouble; the next change makes another.
            with contextlib.suppress(StoreError):
                take(self._store, self._quads)


def _all(store: Path) -> list[Path]:
    folder = store / FOLDER
    return [one for one in folder.iterdir() if one.name.isdecimal()] if folder.is_dir() else []
