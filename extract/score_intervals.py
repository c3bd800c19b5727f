"""How far a figure may be off: bootstrap intervals over documents.

The percentile bootstrap (Efron 1979): the same number of documents is drawn again and again, with repeats, and every
figure computed anew. Documents are drawn, not organizations or deals, because errors within one document hang together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.score_counts import Count, FalseDeals, Figure, Share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extract.score import Score

LEVEL = 0.95
SAMPLES = 2000


class Interval(NamedTuple):
    """The bounds between which a figure lies with the level asked for."""

    low: float
    high: float


def intervals(scored: Score, *, samples: int = SAMPLES, level: float = LEVEL, seed: int = 0) -> dict[str, Interval]:
    """Return measure -> the interval of its F1, share or rate; measures of which there is nothing are left out.

    The same score and seed give the same intervals.
    """
    return _intervals([document.figures for document in scored.documents], samples, level, seed)


def type_intervals(
    scored: Score, *, samples: int = SAMPLES, level: float = LEVEL, seed: int = 0
) -> dict[str, Interval]:
    """Return deal type -> the interval of the F1 of its pairs."""
    return _intervals([document.by_type for document in scored.documents], samples, level, seed)


def _intervals(documents: Sequence[Mapping[str, Figure]], samples: int, level: float, seed: int) -> dict[str, Interval]:
    """Return name -> interval for what the documents add up to.

    How often each document is drawn is a row of a matrix, samples by documents; its product with the counts, documents
    by three, gives all sums at once.
    """
    size = len(documents)
    if size == 0:
        return {}
    drawn = np.random.default_rng(seed).multinomial(size, [1 / size] * size, size=samples).astype(float)
    found = {}
    for name in dict.fromkeys(name for figures in documents for name in figures):
        own = [figures.get(name) for figures in documents]
        counts = np.array([_counts(figure) for figure in own], dtype=float)
        if counts.any():
            rates = _rates(drawn @ counts, next(figure for figure in own if figure is not None))
            if rates.size:
                low, high = np.quantile(rates, [(1 - level) / 2, (1 + level) / 2])
                found[name] = Interval(float(low), float(high))
    return found


def _counts(figure: Figure | None) -> tuple[int, int, int]:
    match figure:
        case Count():
            return figure.right, figure.spurious, figure.missed
        case Share():
            return figure.right, figure.of, 0
        case FalseDeals():
            return figure.found, figure.documents, 0
    return 0, 0, 0


def _rates(sums: NDArray[np.float64], figure: Figure) -> NDArray[np.float64]:
    """Return the figure of each sample in which there is something to count; ``figure`` tells of which kind it is."""
    one, two, three = sums.T
    if isinstance(figure, Count):
        # 2PR / (P + R), written without the divisions that may be by nothing.
        top, bottom = 2 * one, 2 * one + two + three
    else:
        top, bottom = (100 if isinstance(figure, FalseDeals) else 1) * one, two
    return np.asarray(top[bottom > 0] / bottom[bottom > 0])
