"""The process that writes to a store for the endpoint, one request after the other.

It opens the store for the first request and holds it until it is told to release it, so that others may write when
nothing comes. Requests and answers are framed like those of :mod:`kg.server.frames`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pyoxigraph import NamedNode, Quad, parse

from kg.graph_store import UNCHANGED
from kg.graph_writes import DERIVED, Written, put_graphs, update
from kg.holdings import as_stored
from kg.server.frames import LENGTH, frame_from, run, tell
from kg.server.using import DatasetError, with_dataset
from kg.server.worker import TRIPLES
from kg.sparql_text import depth, may_use
from kg.store import Store
from ontology.errors import GraphError, RecordError, StoreError, StoreLockedError

_DEEPEST = 60
Answered = tuple[int, str]
"""HTTP status and one sentence."""


class Desk:
    """A store that is written to as requests ask; it is open from the first of them to :meth:`release`."""

    def __init__(self, path: Path, *, other: bool, service: bool) -> None:
        self._path = path.resolve()
        self._draft = self._path / "snapshots" / "draft"
        self._other = other
        self._service = service
        self._store: Store | None = None

    def answer(self, asked: dict[str, Any]) -> Answered:
        """Do what is asked, and return what came of it."""
        if asked["operation"] == "release":
            self.release()
            return 204, ""
        if asked["operation"] == "publish":
            if self._store is not None:
                self._store.publish()
            return 204, ""
        try:
            return self._done(asked)
        except StoreLockedError:
            return 503, "another process has the store open: try again when it is done"
        except GraphError as error:
            return 403, str(error)
        except RecordError as error:
            return 422, str(error)
        except (DatasetError, SyntaxError, ValueError) as error:
            return 400, f"malformed: {' '.join(str(error).split())[:300]}"
        except (StoreError, OSError, RuntimeError, MemoryError) as error:
            self.release()
            reason = " ".join(str(error).split()).replace(str(self._path), "the store")[:300]
            return 500, f"it failed: all its documents were written, or none ({reason})"

    def release(self) -> None:
        """Let others write; a snapshot for readers is made of the last changes."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _done(self, asked: dict[str, Any]) -> Answered:
        if self._store is None:
            self._store = Store(self._path)
            shutil.rmtree(self._draft, ignore_errors=True)  # of an update that was stopped
        if asked["operation"] == "mend":
            self.release()  # opening it has derived what was interrupted
            return 204, ""
        doing: Callable[[Store, dict[str, Any]], Answered] = self._update if asked["operation"] == "update" else self._graph
        return doing(self._store, asked)

    def _update(self, store: Store, asked: dict[str, Any]) -> Answered:
        [(_, text)] = asked["parts"]
        for word, allowed in (("LOAD", False), ("SERVICE", self._service)):
            if not allowed and may_use(text, word):
                return 403, f"{word} is not allowed here: expected an update of this store alone"
        if depth(text) > _DEEPEST:
            return 400, f"brackets are nested more than {_DEEPEST} deep: expected a simpler update"
        text = with_dataset(text, asked["using"], asked["using_named"])
        return 200, _told(update(store, text, self._draft, base=asked["base"], other=self._other))

    def _graph(self, store: Store, asked: dict[str, Any]) -> Answered:
        if not asked["graph"]:
            raise GraphError(f"the default graph is not written: its {DERIVED}")
        graph, operation = NamedNode(asked["graph"]), asked["operation"]
        old = set(store.quads.quads_for_pattern(None, None, None, graph))
        if operation == "delete" and not old:
            return 404, f"no graph {graph} is here"
        new = {quad for media, text in asked["parts"] for quad in _quads(graph, media, text, asked["base"])}
        if operation == "put" and as_stored(new) == old:
            return 200, UNCHANGED
        put_graphs(store, {graph: new | old if operation == "post" else new}, other=self._other)
        return (204, "") if old else (201, f"{graph} is there now")


def _quads(graph: NamedNode, media: str, text: str, base: str) -> set[Quad]:
    # One blank node of one text is none of another: they get new names.
    parsed = parse(text, format=TRIPLES[media], base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
    return {Quad(one.subject, one.predicate, one.object, graph) for one in parsed}


def _told(written: Written) -> str:
    left_out = f"; quads left out that follow from no document: {written.left_out}" if written.left_out else ""
    return f"documents written: {written.documents}, other graphs: {written.others}{left_out}"


def serve(path: str, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer until the input ends. The first frame says what is allowed."""
    first = frame_from(source)
    desk = Desk(Path(path), **({"other": False, "service": False} if first is None else json.loads(first)))
    target.write(LENGTH.pack(0))  # ready
    target.flush()
    try:
        while (frame := frame_from(source)) is not None:
            status, sentence = desk.answer(json.loads(frame))
            tell(target, status, "text/plain", f"{sentence}\n".encode() if sentence else b"")
    finally:
        desk.release()


if __name__ == "__main__":
    run(serve)
