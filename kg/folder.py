"""The folder of a store on disk: ours or not, and who has it open.

::

    partners.db/
        store.json    says what this folder is; whoever has the store open holds a lock on it
        quads/        the Oxigraph database
        snapshots/    for those who read while it is written (see kg/snapshots.py)

Many processes may read at once, or one may write. Oxigraph itself keeps out a second writer but not a writer among
readers, whose answers would then be undefined; the lock on ``store.json`` does.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import IO, Any

from pyoxigraph import Store as Quads

from kg.snapshots import Publisher, is_served
from ontology.errors import StoreError, StoreLockedError

try:
    import fcntl
except ImportError:  # no such locks on this system: the one of Oxigraph against a second writer remains
    fcntl = None  # type: ignore[assignment]

MARKER = "store.json"
FORMAT = 1
_MARKER_LENGTH = 255
_PATIENCE = 2.0
"""Seconds to wait for a server that looks into the store, which takes it some milliseconds."""


class Folder:
    """An open folder; ``quads`` is the Oxigraph store in it, ``derivation`` how its default graph was derived."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self._marker = path / MARKER
        if not read_only:
            self._create()
        elif not path.exists():
            raise StoreError(f"{path}: no store is here; expected one that `kg ingest` made")
        self._verify()
        self._lock = self._locked(exclusive=not read_only)
        try:
            self.derivation = self._read()
            self.quads = self._open(read_only)
            self.publisher = None if read_only else Publisher(path, self.quads)
        except BaseException:
            self._lock.close()
            raise

    def close(self) -> None:
        """Let others open the folder."""
        if self.publisher is not None:
            self.publisher.publish()
            self.publisher = None
            self.quads.flush()  # else the last changes stand in a log that snapshots leave out
        del self.quads
        self._lock.close()

    def note(self, derivation: str) -> None:
        """Write down how the default graph is derived."""
        self.derivation = derivation
        self._lock.seek(0)
        self._lock.write(_marker(derivation))
        self._lock.flush()

    def _create(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not any(self.path.iterdir()):
                with self._marker.open("x", encoding="utf-8") as new:
                    new.write(_marker(""))
        except FileExistsError:
            return  # a file that is no folder, or another process was faster; what is there now is looked at next
        except OSError as error:
            raise StoreError(f"{self.path}: cannot make a store here ({_reason(error)})") from None

    def _verify(self) -> None:
        if not self.path.is_dir():
            raise StoreError(f"{self.path}: a file, not a store; expected a folder that `kg ingest` made")
        if not self._marker.is_file():
            raise StoreError(f"{self.path}: a folder that is not a store; expected a new or empty one, or a store")

    def _locked(self, *, exclusive: bool) -> IO[str]:
        try:
            opened = self._marker.open("r+" if exclusive else "r", encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{self.path}: cannot open the store ({_reason(error)})") from None
        until = time.monotonic() + (_PATIENCE if is_served(self.path) else 0)
        while fcntl is not None:
            try:
                fcntl.flock(opened, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() < until:
                    time.sleep(0.02)
                    continue
                opened.close()
                busy = "has it open" if exclusive else "writes to it"
                raise StoreLockedError(f"{self.path}: another process {busy}; try again when it is done") from None
        return opened

    def _read(self) -> str:
        try:
            content: dict[str, Any] = json.load(self._lock)
            form, derivation = int(content["format"]), str(content["derivation"])
        except (ValueError, KeyError, TypeError):
            raise StoreError(f"{self.path}: {MARKER} is damaged; expected the one that `kg ingest` made") from None
        if form != FORMAT:
            raise StoreError(f"{self.path}: a store of format {form}; this version reads format {FORMAT}")
        return derivation

    def _open(self, read_only: bool) -> Quads:
        location = self.path / "quads"
        if read_only and not location.exists():
            return Quads()
        try:
            return Quads.read_only(str(location)) if read_only else Quads(str(location))
        except (OSError, ValueError, RuntimeError) as error:
            if "lock" in str(error).casefold():
                raise StoreLockedError(
                    f"{self.path}: another process writes to it; try again when it is done"
                ) from None
            raise StoreError(f"{self.path}: the store is damaged ({_reason(error)})") from None


def _marker(derivation: str) -> str:
    """The content of the marker, always of one length: it is overwritten in one go and never half there."""
    return json.dumps({"format": FORMAT, "derivation": derivation}).ljust(_MARKER_LENGTH) + "\n"


def _reason(error: Exception) -> str:
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return " ".join(reason.split())[:200]
