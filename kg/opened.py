"""What is open: a store on disk, behind an endpoint, or in memory, and the ways to its quads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from pyoxigraph import Store as Quads
from rdflib import Dataset

from kg import terms
from kg.addresses import endpoints, is_address
from kg.connection import credentials
from kg.folder import Folder
from kg.remote import RemoteQuads
from ontology.errors import StoreError

if TYPE_CHECKING:
    from types import TracebackType


class Opened:
    """A store on disk at ``path``, behind an endpoint, or in memory without one; see :class:`kg.store.Store`."""

    def __init__(self, path: str | Path | None = None, *, read_only: bool = False) -> None:
        if path is None and read_only:
            raise StoreError("a store in memory starts empty and must be writable")
        remote = path is not None and is_address(path)
        self._folder = None if path is None or remote else Folder(Path(path), read_only=read_only)
        self._far = RemoteQuads(str(path)) if remote else None
        self._opened: Quads | None
        if self._far is not None:
            self._opened = cast(Quads, self._far)  # it answers to the calls that are made here
        else:
            self._opened = Quads() if self._folder is None else self._folder.quads
        self.path: Path | str | None = str(path) if remote else None if path is None else Path(path)
        self.read_only = read_only
        self._dataset: Dataset | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; closing it again changes nothing."""
        self._opened = self._dataset = None
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    @property
    def quads(self) -> Quads:
        """The pyoxigraph store beneath."""
        if self._opened is None:
            raise StoreError(f"{self.path or 'the store'}: it is closed")
        return self._opened

    @property
    def dataset(self) -> Dataset:
        """The store as an rdflib dataset, all prefixes bound; writing to it goes around the derivation."""
        if self._dataset is None:
            if self._far is not None:
                from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

                beyond = SPARQLUpdateStore(*endpoints(str(self.path)), headers=credentials())
                # Of a union rdflib asks the server's own default graph; else it would ask for one with a name of its own.
                self._dataset = Dataset(store=beyond, default_union=True)
            else:
                from oxrdflib import OxigraphStore

                self._dataset = Dataset(store=OxigraphStore(store=self.quads))
            for prefix, namespace in terms.PREFIXES.items():
                self._dataset.bind(prefix, namespace, override=True, replace=True)
        return self._dataset

    def publish(self) -> None:
        """Let those who serve the store see at once what changed; else they see it within about a second."""
        if self._folder is not None and self._folder.publisher is not None:
            self._folder.publisher.publish()

    def _changed(self) -> None:
        """Let those who serve the store see the change."""
        if self._folder is not None and self._folder.publisher is not None:
            self._folder.publisher.changed()

    def _writable(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.path}: the store is open to read only")
