"""Every named query over a large store, and against rdflib's memory store over a smaller one, as a table in Markdown.

    python tests/benchmarks/questions.py demo.db           # demo.db is what `kg demo` makes

A query is asked with the parameters of its example (or its first one, or, where it means nothing without two, both),
with values drawn from the store. Its bound is 200 ms at the 95th percentile; that of a query whose file says that it
counts over the whole graph is 3 s. Times are of the processor: each query runs in one thread, and other work on the
machine does not count. rdflib is asked once, and stopped after ``--cap`` seconds.
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
_KINDS = ("organization", "deal", "product", "indication", "person", "facility", "document")


def main() -> None:
    """Print the table, row by row as it is measured, and how many queries are within their bounds."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("template", type=Path)
    wanted.add_argument("--quads", type=int, default=1_000_000)
    wanted.add_argument("--small", type=int, default=100_000, help="0 leaves rdflib out")
    wanted.add_argument("--runs", type=int, default=20)
    wanted.add_argument("--cap", type=float, default=60, help="seconds after which rdflib is stopped")
    wanted.add_argument("--only", nargs="*")
    wanted.add_argument("--keep", type=Path, help="make the large store here, or use the one that is here")
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = given.keep or Path(folder) / "large.db"
        if not large.exists():
            enlarged(given.template, large, given.quads)
        memory = Memory(given.template, Path(folder) / "small.db", given.small, given.cap) if given.small else None
        print("| query | parameters | rows | p50 ms | p95 ms | bound | | at 100,000: ms | rdflib ms | ratio |")
        print("|---|---|---:|---:|---:|---:|---|---:|---:|---:|")
        within = 0
        with Store(large, read_only=True) as store:
            chosen = Values(store)
            listed = given.only or names()
            for name in listed:
                within += _row(store, chosen, name, given.runs, memory)
        print(f"\n{within} of {len(listed)} queries are within their bounds.")


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
        """Return how long rdflib takes for a query; None when it is stopped."""
        here, there = multiprocessing.Pipe()
        asking = multiprocessing.get_context("fork").Process(target=self._ask, args=(there, text), daemon=True)
        asking.start()
        taken = float(here.recv()) if here.poll(self._cap) else None
        asking.kill()
        asking.join()
        return taken

    def _ask(self, there: Connection, text: str) -> None:
        started = time.process_time()
        list(self._dataset.query(text))
        there.send(time.process_time() - started)

    def compared(self, name: str, asked: list[str], example: dict[str, str]) -> str:
        """Return the cells of a row: milliseconds of ours, of rdflib, and the ratio."""
        text, _ = filled(self.store, name, {one: self.values.draw(one, example) for one in asked})
        self.store.sparql(text)  # the first time reads from the disk
        started = time.process_time()
        self.store.sparql(text)
        ours = time.process_time() - started
        theirs = self.seconds(text)
        if theirs is None:
            return f"{ours * 1000:.1f} | > {self._cap * 1000:.0f} | > {self._cap / ours:.0f}"
        return f"{ours * 1000:.1f} | {theirs * 1000:.0f} | {theirs / ours:.1f}"


def _asked(query: NamedQuery) -> tuple[list[str], dict[str, str]]:
    """The parameters with which a query is measured, and the values of its example."""
    words = shlex.split(query.example)
    example = {one[2:].replace("-", "_"): value for one, value in zip(words[3::2], words[4::2], strict=True)}
    return list(example) or list(query.parameters[:1]), example


def _row(store: Store, values: Values, name: str, runs: int, memory: Memory | None) -> bool:
    """Print the row of a query and return whether it is within its bound."""
    query = named(name)
    asked, example = _asked(query)
    times, rows = [], 0
    for _ in range(runs):
        text, _read = filled(store, name, {one: values.draw(one, example) for one in asked})
        started = time.process_time()
        rows = max(rows, len(store.sparql(text)))
        times.append((time.process_time() - started) * 1000)
    times.sort()
    p95 = times[math.ceil(0.95 * len(times)) - 1]
    bound = WHOLE if query.whole else BOUND
    verdict = "yes" if p95 <= bound else "**no**"
    compared = memory.compared(name, asked, example) if memory is not None else "| |"
    cells = (f"`{name}`", ", ".join(asked), rows, f"{statistics.median(times):.1f}", f"{p95:.1f}", bound, verdict, compared)
    print(f"| {' | '.join(map(str, cells))} |", flush=True)
    return p95 <= bound


if __name__ == "__main__":
    main()
