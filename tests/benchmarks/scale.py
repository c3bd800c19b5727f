"""Measures resolution and one more document on a large store.

usage: python tests/benchmarks/scale.py [--documents N] [--more N] [--seed N] [--folder FOLDER]

Makes a seeded corpus (corpora.py), loads what its documents say into a store on disk, derives all facts, then adds
single documents. Prints seconds, memory at its highest, and how well the organizations agree with those behind them.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from corpora import corpus  # noqa: E402
from pyoxigraph import Quad  # noqa: E402

from kg import ids, rdf, terms  # noqa: E402
from kg.store import Store  # noqa: E402

TRUTH: dict[str, int] = {}


def quads(count: int, seed: int) -> Iterator[Quad]:
    """What the documents of a corpus say."""
    for reading, behind in corpus(count, seed):
        document = ids.document(reading.document.doc)
        TRUTH.update((ids.local(document, f"org-{place}"), one) for place, one in enumerate(behind, 1))
        yield from rdf.quads(reading, "1")


def highest() -> float:
    """GiB of memory at its highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def agreement(store: Store) -> tuple[float, float, int]:
    """Precision and recall over pairs of mentions, and the number of organizations."""
    homes: dict[str, Counter[int]] = {}
    for quad in store.quads.quads_for_pattern(None, terms.PROFILE, None, terms.INDEX_GRAPH):
        node = str(quad.subject).strip("<>")
        if node in TRUTH:
            organization = next(store.quads.quads_for_pattern(quad.object, terms.PLACED, None, terms.INDEX_GRAPH)).object
            homes.setdefault(str(organization), Counter())[TRUTH[node]] += 1

    def pairs(numbers: Iterator[int]) -> int:
        return sum(n * (n - 1) // 2 for n in numbers)

    right = pairs(n for counted in homes.values() for n in counted.values())
    joined, wanted = pairs(sum(counted.values()) for counted in homes.values()), pairs(iter(Counter(TRUTH.values()).values()))
    return right / joined, right / wanted, len(homes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where the store is made (default: a temporary folder)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, Store(Path(folder) / "scale.db") as store:
        begin = time.perf_counter()
        store.quads.bulk_extend(quads(given.documents, given.seed))
        print(f"loaded {given.documents} documents, {len(store.quads)} quads: {time.perf_counter() - begin:.0f} s", flush=True)
        begin, busy = time.perf_counter(), time.process_time()
        store.rebuild()
        print(
            f"derived all: {time.perf_counter() - begin:.0f} s ({time.process_time() - busy:.0f} s of processor), "
            f"memory {highest():.2f} GiB",
            flush=True,
        )
        precision, recall, count = agreement(store)
        print(f"{count} organizations; pairs of mentions: precision {precision:.4f}, recall {recall:.4f}", flush=True)
        taken, busy = [], time.process_time()
        for reading, _ in corpus(given.more, given.seed + 1):
            begin = time.perf_counter()
            store.ingest([reading])
            taken.append((time.perf_counter() - begin) * 1000)
        high = statistics.quantiles(taken, n=20)[-1]
        print(f"one more document: median {statistics.median(taken):.0f} ms, 95 % {high:.0f} ms, highest {max(taken):.0f} ms")
        print(f"{(time.process_time() - busy) * 1000 / len(taken):.0f} ms of processor each, on average")
        print(f"memory at its highest {highest():.2f} GiB")


if __name__ == "__main__":
    main()
