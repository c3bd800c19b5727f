"""Reads a whole archive of real press releases and tells what came of it: failures, speed, deals.

usage: python tests/benchmarks/archive.py ARCHIVE.jsonl.xz [-n DOCUMENTS] [--sample FILE]

Prints a table; exit status 1 when a document could not be read. With ``--sample`` the deals of every hundredth
document are written to FILE, to be read by somebody.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path

from extract.corpus import texts
from extract.pipeline import extract, load_pipeline
from ontology.records import Document, Record

SAMPLED = 100


def told(record: Record, text: str) -> str:
    """What a record says of deals, with the sentences, for a reader."""
    lines = [f"== {text[:100]!r}"]
    for deal in record.deals:
        parties = " + ".join(f"{party.organization} ({party.role})" for party in deal.parties)
        lines.append(f"{deal.status} {'/'.join(deal.types)} {deal.confidence:.2f}: {parties}")
        lines += [f"    {text[span.start : span.end]!r}" for span in deal.evidence[:1]]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("archive", type=Path)
    parser.add_argument("-n", type=int, default=None, metavar="DOCUMENTS")
    parser.add_argument("--sample", type=Path, default=None, metavar="FILE")
    options = parser.parse_args()
    pipeline = load_pipeline()
    documents = words = with_deals = deals = 0
    failed: list[str] = []
    sampled: list[str] = []
    begun = time.perf_counter()
    for number, text in enumerate(itertools.islice(texts(options.archive), options.n)):
        documents += 1
        words += len(text.split())
        try:
            record = extract(Document(doc=f"archive-{number}", text=text), pipeline)
        except Exception as error:  # any failure at all is what is looked for
            failed.append(f"{number}: {type(error).__name__}: {error}")
            continue
        with_deals += bool(record.deals)
        deals += len(record.deals)
        if number % SAMPLED == 0:
            sampled.append(told(record, text))
    seconds = time.perf_counter() - begun
    print(f"documents {documents:>12,}\nfailed    {len(failed):>12,}\nwords     {words:>12,}\nwords/s   {words / seconds:>12,.0f}")
    print(f"with deal {with_deals:>12,}\ndeals     {deals:>12,}")
    if options.sample is not None:
        options.sample.write_text("\n".join(sampled), encoding="utf-8")
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
