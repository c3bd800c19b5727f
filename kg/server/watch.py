"""Which snapshot is the newest: those of whoever writes, or one's own while nobody writes."""

from __future__ import annotations

import contextlib
from pathlib import Path

from kg.folder import Folder
from kg.snapshots import copy_of, newest, take
from ontology.errors import StoreLockedError


class Watch:
    """Looks after the snapshots of one store."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._stamp: object = None
        self._stale = newest(store)  # of an earlier server: what happened since, nobody knows

    def look(self, *, ours: bool = False) -> Path | None:
        """Return the newest snapshot, made here if nobody writes and something changed; None while there is none.

        ``ours`` says that the process that writes for the server has the store open, and makes the snapshots. Raises
        :class:`~ontology.errors.StoreError` when the folder is no store.
        """
        if not ours and self._files() != self._stamp:
            try:
                with contextlib.closing(Folder(self._store, read_only=False)) as folder:
                    folder.quads.flush()
                    take(self._store, folder.quads)
            except StoreLockedError:
                self._copy_beside_readers()
            else:
                self._stamp = self._files()
        found = newest(self._store)
        return None if found == self._stale else found

    def taken(self) -> None:
        """Take note that whoever wrote last has left a snapshot of all that he wrote."""
        self._stamp = self._files()

    def _copy_beside_readers(self) -> None:
        """Copy the store while others read it; while one writes it he makes the snapshots."""
        with contextlib.suppress(StoreLockedError), contextlib.closing(Folder(self._store, read_only=True)) as folder:
            stamp = self._files()
            copy_of(self._store, folder.quads)
            self._stamp = stamp

    def _files(self) -> object:
        """What changes whenever the database does."""
        folder = self._store / "quads"
        found = sorted((one.name, one.stat()) for one in folder.iterdir()) if folder.is_dir() else []
        return [(name, status.st_size, status.st_mtime_ns) for name, status in found if name != "LOCK"]
