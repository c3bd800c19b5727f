"""Every named query with parameters over a large store, and against rdflib's memory store over a smaller one.

    python tests/benchmarks/questions.py demo.db           # demo.db is what `kg demo` makes
"""

from __future__ import annotations

import argparse
import random
import shlex
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import enlarged

from kg.ask import filled
from kg.queries import named, names
from kg.store import Store
from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ORGANIZATION_TYPES, THERAPY_TYPES

_CONCEPTS = {
    "therapy": THERAPY_TYPES,
    "deal_type": DEAL_TYPES,
    "organization_type": ORGANIZATION_TYPES,
    "amount_kind": AMOUNT_KINDS,
}
_OF_ALL = 30


def main() -> None:
    """Print a Markdown table: p50, p95 and rows at the large size; both stores and their ratio at the small one."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("template", type=Path)
    wanted.add_argument("--quads", type=int, default=1_000_000)
    wanted.add_argument("--small", type=int, default=100_000, help="0 leaves rdflib out")
    wanted.add_argument("--runs", type=int, default=20)
    wanted.add_argument("--only", nargs="*")
    wanted.add_argument("--keep", type=Path, help="make the large store here, or use the one that is here")
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = given.keep or Path(folder) / "large.db"
        if not large.exists():
            enlarged(given.template, large, given.quads)
        memory = _memory(given.template, Path(folder) / "small.db", given.small) if given.small else None
        print("| query | parameters | rows | p50 ms | p95 ms | at 100,000: ms | rdflib ms | ratio |")
        print("|---|---|---|---|---|---|---|---|")
        with Store(large, read_only=True) as store:
            chosen = _Values(store)
            for name in given.only or names():
                _row(store, chosen, name, given.runs, memory)


class _Values:
    """Values for parameters, drawn from a store."""

    def __init__(self, store: Store) -> None:
        self._chance = random.Random(0)
        self._things = {
            kind: [str(one) for (one,) in store.sparql(f"SELECT ?x {{ ?x a bp:{kind.capitalize()} }} ORDER BY ?x LIMIT 3000")]
            for kind in ("organization", "deal", "product", "indication", "person", "facility", "document")
        }

    def draw(self, name: str, parameter: str, example: dict[str, str]) -> str:
        """Return a value for a parameter of a query."""
        kind = "organization" if parameter == "partner" else parameter
        if self._things.get(kind):
            return self._chance.choice(self._things[kind])
        if parameter in _CONCEPTS:
            return self._chance.choice(_CONCEPTS[parameter].ids)
        return example.get(parameter, {"since": "2021", "until": "2022", "location": "Switzerland", "cluster": "0", "status": "completed"}[parameter])


def _row(store: Store, values: _Values, name: str, runs: int, memory: object) -> None:
    words = shlex.split(named(name).example)
    example = {one[2:].replace("-", "_"): value for one, value in zip(words[3::2], words[4::2], strict=True)}
    # One parameter a query, that of its example or its first; both where the question needs both.
    asked = list(example) or list(named(name).parameters[:1])
    times, rows, text = [], 0, ""
    for _ in range(runs):
        text, _read = filled(store, name, {one: values.draw(name, one, example) for one in asked})
        started = time.perf_counter()
        rows += len(store.sparql(text))
        times.append((time.perf_counter() - started) * 1000)
        if sum(times) > 20_000:
            break
    times.sort()
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    compared = _compared(memory, name, asked, values, example)
    print(f"| `{name}` | {', '.join(asked)} | {rows // len(times)} | {statistics.median(times):.0f} | {p95:.0f} | {compared} |", flush=True)


def _memory(template: Path, path: Path, quads: int) -> tuple[Store, object]:
    from rdflib import Dataset

    enlarged(template, path, quads)
    store = Store(path, read_only=True)
    text = path.with_suffix(".nq")
    from kg.exports import export

    export(store, text, "nquads")
    dataset = Dataset()
    dataset.parse(str(text), format="nquads")
    return store, dataset


def _compared(memory: object, name: str, asked: list[str], values: _Values, example: dict[str, str]) -> str:
    if memory is None:
        return "| |"
    store, dataset = memory  # type: ignore[misc]
    small = _Values(store)
    text, _ = filled(store, name, {one: small.draw(name, one, example) for one in asked})
    started = time.perf_counter()
    store.sparql(text)
    ours = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    list(dataset.query(text))
    theirs = (time.perf_counter() - started) * 1000
    return f"{ours:.1f} | {theirs:.0f} | {theirs / ours:.0f}"


if __name__ == "__main__":
    main()
