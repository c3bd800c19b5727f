"""Measures the component "sections" on the labelled documents, by characters, and prints two tables in Markdown.

usage: python tests/benchmarks/sections.py

The first table gives precision, recall and F1 of every label, the second the share of characters with the right label in
every set; then follows what is most often taken for what. ``tests/section_gold.py`` says how the documents were labelled.
"""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from section_gold import gold, measured  # noqa: E402

from extract.drafts import SECTION_LABELS  # noqa: E402
from extract.score_sections import SectionScore  # noqa: E402

SHOWN = 12


def main() -> int:
    whole = sum(map(measured, gold()), SectionScore())
    print("| label | characters | precision | recall | F1 |\n|---|---:|---:|---:|---:|")
    for label in SECTION_LABELS:
        count = whole.count(label)
        print(f"| {label} | {count.gold:,} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f} |")
    print("\n| set | documents | characters | right |\n|---|---:|---:|---:|")
    for name, documents in gold().items():
        share = measured(name).share
        print(f"| {name} | {len(documents)} | {share.of:,} | {share.accuracy:.3f} |")
    print(f"| all | {sum(map(len, gold().values()))} | {whole.share.of:,} | {whole.share.accuracy:.3f} |\n")
    for expected, found, count in whole.confusions()[:SHOWN]:
        print(f"{expected} taken for {found}: {count:,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
