"""Measures the extraction on every annotated set and rewrites ``tests/data/floors.json``.

usage: python tests/benchmarks/floors.py [--show]

The tests hold the figures to these floors, so run it when the extraction got better and commit the file with what made
it better. With ``--show`` the figures are printed beside the floors and nothing is written. The annotated documents
are looked for in PARTNERSHIPS_SHARED, else in ``shared`` beside the checkout.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from measuring import FLOORS, SETS, figures, floors  # noqa: E402


def main() -> int:
    measured = {name: figures(name) for name in SETS}
    old = floors() if FLOORS.exists() else {}
    for name, found in measured.items():
        print(f"{name:20} {'now':>7} {'floor':>7}")
        for measure, value in found.items():
            before = old.get(name, {}).get(measure)
            print(f"  {measure:18} {value:7.3f} {'' if before is None else f'{before:7.3f}'}")
    if "--show" not in sys.argv[1:]:
        FLOORS.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
        print(f"written to {FLOORS.relative_to(TESTS.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
