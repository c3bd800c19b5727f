"""Every named query over a large store, and against rdflib's memory store over a smaller one, as a table in Markdown.

    python tests/benchmarks/questions.py demo.db --into table.md           # demo.db is what `kg demo` makes

A query is asked with the parameters of its example (or its first one, or, where it means nothing without two, both),
with values drawn from the store. Its bound is 200 ms at the 95th percentile; that of a query whose file says that it
counts over the whole graph is 3 s. Bounds are of the clock, which wants an idle machine; the time of the processor, which
other work lengthens less, stands beside. rdflib is asked once, after all of ours, two questions at a time, and stopped
after ``--cap`` seconds.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import shlex
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from rdflib import Dataset
from synthetic import enlarged

from kg.ask import filled
from kg.exports import export
from kg.queries import NamedQuery, named, names
from kg.store import Store
from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ORGANIZATION_TYPES, STATUSES, THERAPY_TYPES

BOUND, WHOLE = 200, 3000
"""Milliseconds at the 95th percentile, and for what counts over the whole graph."""

_CONCEPTS = {
    "therapy": THERAPY_TYPES,
    "deal_type": DEAL_TYPES,
    "organization_type": ORGANIZATION_TYPES,
    "amount_kind": AMOUNT_KINDS,
    "status": STATUSES,
}
_OTHERS = {"since": "2021", "until": "2022", "location": "Switzerland", "cluster": "0", "min_confidence": "0.8"}
_ABREAST = 2
"""Questions that rdflib is asked at a time, each in a process of its own."""

_KINDS = ("organization", "deal", "product", "indication", "person", "facility", "document")


def main() -> None:
    """Print the table, row by row as it is measured, with how many queries are within their bounds, and write it."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("template", type=Path)
    wanted.add_argument("--quads", type=int, default=1_000_000)
    wanted.add_argument("--small", type=int, default=100_000, help="0 leaves rdflib out")
    wanted.add_argument("--runs", type=int, default=20)
    wanted.add_argument("--cap", type=float, default=20, help="seconds after which rdflib is stopped")
    wanted.add_argument("--into", type=Path, help="write the table here too")
    wanted.add_argument("--only", nargs="*")
    wanted.add_argument("--keep", type=Path, help="make the large store here, or use the one that is here")
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = given.keep or Path(folder) / "large.db"
        if not large.exists():
            enlarged(given.template, large, given.quads)
        memory = Memory(given.template, Path(folder) / "small.db", given.small, given.cap) if given.small else None
        lines = [
            "| query | parameters | rows | p50 ms | p95 ms | processor p95 ms | bound | | at 100,000: ms | rdflib ms | ratio |",
            "|---|---|---:|---:|---:|---:|---:|---|---:|---:|---:|",
        ]
        print(*lines, sep="\n")
        within = 0
        with Store(large, read_only=True) as store:
            chosen = Values(store)
            listed = given.only or names()
            measured = [_cells(store, chosen, name, given.runs) for name in listed]
        # what we are measured against comes last, for its processes would take time from ours
        theirs = memory.compared(listed) if memory is not None else iter(["| |"] * len(listed))
        for (within_bound, cells), compared in zip(measured, theirs, strict=True):
            within += within_bound
            lines.append(f"| {cells} | {compared} |")
            print(lines[-1], flush=True)
        lines += ["", f"{within} of {len(listed)} queries are within their bounds."]
        print(*lines[-2:], sep="\n")
        if given.into is not None:
            given.into.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Values:
    """Values for parameters, drawn from a store with a seed."""

    def __init__(self, store: Store) -> None:
        self._chance = random.Random(0)
        asked = "SELECT ?x { ?x a bp:%s } ORDER BY ?x"
        self._things = {kind: [str(one) for (one,) in store.sparql(asked % kind.capitalize())] for kind in _KINDS}

    def draw(self, parameter: str, example: dict[str, str]) -> str:
        """Return a value for a parameter of a query."""
        kind = "organization" if parameter == "partner" else parameter
        if self._things.get(kind):
            return self._chance.choice(self._things[kind])
        if parameter in _CONCEPTS:
            return self._chance.choice(_CONCEPTS[parameter].ids)
        return example.get(parameter) or _OTHERS[parameter]


class Memory:
    """The same facts in a smaller store of ours and in rdflib's own memory store, asked in processes that can be stopped."""

    def __init__(self, template: Path, path: Path, quads: int, cap: float) -> None:
        enlarged(template, path, quads)
        self.store = Store(path, read_only=True)
        self.values = Values(self.store)
        text = path.with_suffix(".nq")
        export(self.store, text, "nquads")
        self._dataset = Dataset()
        self._dataset.parse(str(text), format="nquads")
        self._cap = cap

    def seconds(self, text: str) -> float | None:
        """Return how long rdflib takes for a query; None when it is stopped, not a number when it fails."""
        here, there = multiprocessing.Pipe()
        asking = multiprocessing.get_context("fork").Process(target=self._ask, args=(there, text), daemon=True)
        asking.start()
        taken = float(here.recv()) if here.poll(self._cap) else None
        asking.kill()
        asking.join()
        return taken

    def _ask(self, there: Connection, text: str) -> None:
        started = time.perf_counter()
        try:
            list(self._dataset.query(text))
            there.send(time.perf_counter() - started)
        except Exception:  # whatever it stumbles over: the table says that it does
            there.send(math.nan)

    def compared(self, listed: Sequence[str]) -> Iterator[str]:
        """Yield the last cells of the queries' rows: milliseconds of ours, of rdflib, and the ratio."""
        asked = [self._ours(name) for name in listed]
        with ThreadPoolExecutor(_ABREAST) as asking:
            theirs = asking.map(self.seconds, [text for text, _ in asked])
            for (_, ours), taken in zip(asked, theirs, strict=True):
                if taken is None:
                    yield f"{ours * 1000:.1f} | > {self._cap * 1000:.0f} | > {self._cap / ours:.0f}"
                elif math.isnan(taken):
                    yield f"{ours * 1000:.1f} | fails | "
                else:
                    yield f"{ours * 1000:.1f} | {taken * 1000:.0f} | {taken / ours:.1f}"

    def _ours(self, name: str) -> tuple[str, float]:
        """A query with values for its parameters, and the seconds that ours takes."""
        asked, example = _asked(named(name))
        text, _ = filled(self.store, name, {one: self.values.draw(one, example) for one in asked})
        self.store.sparql(text)  # the first time reads from the disk
        started = time.perf_counter()
        self.store.sparql(text)
        return text, time.perf_counter() - started


def _asked(query: NamedQuery) -> tuple[list[str], dict[str, str]]:
    """The parameters with which a query is measured, and the values of its example."""
    words = shlex.split(query.example)
    example = {one[2:].replace("-", "_"): value for one, value in zip(words[3::2], words[4::2], strict=True)}
    return list(example) or list(query.parameters[:1]), example


def _cells(store: Store, values: Values, name: str, runs: int) -> tuple[bool, str]:
    """Whether a query is within its bound, and the first cells of its row."""
    query = named(name)
    asked, example = _asked(query)
    clock, processor, rows = [], [], 0
    for _ in range(runs):
        text, _read = filled(store, name, {one: values.draw(one, example) for one in asked})
        started, worked = time.perf_counter(), time.process_time()
        rows = max(rows, len(store.sparql(text)))
        clock.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    p95 = _p95(clock)
    bound = WHOLE if query.whole else BOUND
    within = p95 <= bound
    times = f"{statistics.median(clock):.1f} | {p95:.1f} | {_p95(processor):.1f}"
    return within, f"`{name}` | {', '.join(asked)} | {rows} | {times} | {bound} | {'yes' if within else '**no**'}"


def _p95(times: list[float]) -> float:
    """The 95th percentile: what at least so many of the times do not pass."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


if __name__ == "__main__":
    main()
