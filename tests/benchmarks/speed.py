"""Measures how fast the extraction is on one core: each component, the whole pipeline, loading and memory.

usage: python tests/benchmarks/speed.py [--profile N] [FILE ...]

Reads the documents of FILE (those that ship with the package if none is named) once to warm up and three times for
the figures; the best of the three counts. With ``--profile N`` the N functions that cost most are listed as well.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

LOAD = """
import sys, time
sys.path.insert(0, {root!r})
begin = time.perf_counter()
from extract.pipeline import extract, load_pipeline
from ontology.records import Document
middle = time.perf_counter()
load_pipeline()
end = time.perf_counter()
extract(Document(doc="one", text="Acme Bio, Inc. signs with Beta AG."))
print(middle - begin, end - middle, time.perf_counter() - end)
"""
ROUNDS = 3


def loading() -> list[float]:
    """Seconds of a new process for the imports, the models and the first document."""
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-c", LOAD.format(root=str(ROOT))], capture_output=True, text=True, check=True
        )
        runs.append([float(part) for part in done.stdout.split()])
    return min(runs, key=sum)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--profile", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    imports, models, first = loading()

    from extract.pipeline import load_pipeline
    from extract.records import to_record
    from extract.sources import documents
    from ontology.records import Document

    nlp = load_pipeline()
    files = arguments.files or sorted((ROOT / "extract" / "corpus").glob("*_texts.jsonl"))
    found = [one for one in documents(files) if isinstance(one, Document)]
    words = sum(len(one.text.split()) for one in found)

    def once() -> dict[str, float]:
        spent: dict[str, float] = defaultdict(float)
        for document in found:
            before = time.process_time()
            doc = nlp.make_doc(document.text)
            doc._.title, doc._.published = document.title, document.published
            now = time.process_time()
            spent["tokens"] += now - before
            for name, component in nlp.pipeline:
                before, doc = now, component(doc)
                now = time.process_time()
                spent[name] += now - before
            to_record(document, doc).to_json()
            spent["record"] += time.process_time() - now
        return spent

    once()
    best = min((once() for _ in range(ROUNDS)), key=lambda spent: sum(spent.values()))
    whole = sum(best.values())
    print(f"{len(found)} documents, {words} words, one core\n")
    print(f"{'part':16} {'words/s':>10} {'share':>7}")
    for name, seconds in sorted(best.items(), key=lambda item: -item[1]):
        print(f"{name:16} {words / max(seconds, 1e-9):10.0f} {seconds / whole:7.1%}")
    print(f"{'whole':16} {words / whole:10.0f} {1:7.1%}\n")
    print(f"imports {imports:.2f} s, models {models:.2f} s, first document {first:.2f} s")
    # Kilobytes on Linux.
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if arguments.profile:
        profile = cProfile.Profile()
        profile.runcall(once)
        pstats.Stats(profile).sort_stats("tottime").print_stats(arguments.profile)
    return 0


if __name__ == "__main__":
    sys.exit(main())
