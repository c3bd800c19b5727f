"""Classes of words that stand in the same places, learnt from unannotated press releases: two words of one class are
used alike, so what was learnt from the one holds for the other, though no annotated document has it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "lexicon" / "words.npz"


@cache
def _classes() -> dict[str, tuple[int, int]]:
    with np.load(FILE, allow_pickle=False) as data:
        words = data["words"].tobytes().decode("utf-8").split("\n")
        return dict(zip(words, zip(data["coarse"].tolist(), data["fine"].tolist(), strict=True), strict=True))


def coarse(word: str) -> int:
    """Return the coarse class of a lower-cased word, -1 for an unknown one."""
    return _classes().get(word, (-1, -1))[0]


def fine(word: str) -> int:
    """Return the fine class of a lower-cased word, -1 for an unknown one."""
    return _classes().get(word, (-1, -1))[1]
