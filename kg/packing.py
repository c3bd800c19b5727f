"""Boxes on a plane without overlap: pushed apart where they are, or packed on shelves.

Boxes are given by their centres, an array of shape (n, 2), and their widths and heights, another one; both in pixels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_ROUNDS = 150
_DRAWS = 30
_SLACK = 1e-6


def overlaps(centres: Points, sizes: Points) -> NDArray[np.bool_]:
    """Return which pairs of boxes overlap, shape (n, n); a box does not overlap itself.

    >>> overlaps(np.array([[0.0, 0.0], [5.0, 0.0]]), np.array([[8.0, 4.0], [8.0, 4.0]])).tolist()
    [[False, True], [True, False]]
    """
    return _clash(_depth(centres, sizes))


def separate(centres: Points, sizes: Points, seed: int = 0) -> Points:
    """Return centres near the given ones at which no two boxes overlap.

    Every overlapping pair moves apart along the axis that needs less, repeatedly; what is still tangled after that is
    pulled apart by widening the whole. Each round takes time and memory in the square of the number of boxes.
    """
    moved = np.array(centres, dtype=float)
    if len(moved) < 2:
        return moved
    moved += np.random.default_rng(seed).normal(scale=1e-3, size=moved.shape)  # boxes on one spot need a direction
    for attempt in range(1, 1000):
        for _ in range(_ROUNDS):
            push = _push(moved, sizes)
            if push is None:
                return moved
            moved += push
        moved = moved.mean(axis=0) + (moved - moved.mean(axis=0)) * (1 + 0.05 * attempt)
    return moved


def tightened(centres: Points, sizes: Points) -> Points:
    """Return centres drawn towards the middle of all boxes as far as they go without overlap.

    The boxes nearest to the middle move first; along the straight way there, then along each axis.
    """
    moved = np.array(centres, dtype=float)
    if len(moved) < 2:
        return moved
    for _ in range(_DRAWS):
        middle = np.average(moved, axis=0, weights=sizes.prod(axis=1))
        for one in np.argsort(np.linalg.norm(moved - middle, axis=1), kind="stable"):
            others = np.arange(len(moved)) != one
            for way in ((1.0, 1.0), (1.0, 0.0), (0.0, 1.0)):
                goal = moved[one] + (middle - moved[one]) * way
                steps = moved[one] + np.linspace(0.5, 0.0, 12)[:, None] * (goal - moved[one])
                apart = np.abs(steps[:, None, :] - moved[others][None])
                free = ((apart - (sizes[one] + sizes[others]) / 2) >= -_SLACK).any(axis=2).all(axis=1)
                moved[one] = steps[int(np.argmax(free))] if free.any() else moved[one]
    return moved


def shelves(sizes: Points, aspect: float, gap: float) -> Points:
    """Return centres that pack boxes into an area about ``aspect`` times as wide as high, ``gap`` apart.

    Boxes are placed in the given order, each where the skyline of those before is lowest; give the largest first.
    """
    if not len(sizes):
        return np.zeros((0, 2))
    padded = np.asarray(sizes, dtype=float) + gap
    width = max(float(padded[:, 0].max()), float(np.sqrt(padded.prod(axis=1).sum() * aspect)) * 1.05)
    skyline: list[tuple[float, float, float]] = [(0.0, width, 0.0)]  # left, right, height
    centres = np.zeros_like(padded)
    for number, (wide, high) in enumerate(padded):
        left, top = _lowest(skyline, wide, width)
        centres[number] = left + wide / 2, top + high / 2
        skyline = _raised(skyline, left, left + wide, top + high)
    return centres


def _depth(centres: Points, sizes: Points) -> Points:
    apart = np.abs(centres[:, None, :] - centres[None, :, :])
    deep: Points = (sizes[:, None, :] + sizes[None, :, :]) / 2 - apart
    return deep


def _clash(deep: Points) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.logical_and(deep[:, :, 0] > _SLACK, deep[:, :, 1] > _SLACK)
    np.fill_diagonal(found, False)
    return found


def _push(centres: Points, sizes: Points) -> Points | None:
    deep = _depth(centres, sizes)
    clash = _clash(deep)
    if not clash.any():
        return None
    sideways = deep[:, :, 0] <= deep[:, :, 1]
    away = np.sign(centres[:, None, :] - centres[None, :, :])
    steps = np.zeros_like(centres)
    for axis, chosen in ((0, sideways), (1, ~sideways)):
        steps[:, axis] = np.where(clash & chosen, away[:, :, axis] * (deep[:, :, axis] / 2 + 0.05), 0.0).sum(axis=1)
    # a box that is pushed from many sides would overshoot if it followed all of them
    crowd: Points = np.maximum(1.0, np.sqrt(clash.sum(axis=1, keepdims=True)))
    pushed: Points = steps / crowd
    return pushed


def _lowest(skyline: list[tuple[float, float, float]], wide: float, width: float) -> tuple[float, float]:
    best = (float("inf"), 0.0)
    for left, _, _ in skyline:
        if left + wide <= width + _SLACK:
            top = max(high for start, end, high in skyline if start < left + wide - _SLACK and end > left + _SLACK)
            best = min(best, (top, left))
    return best[1], best[0]


def _raised(
    skyline: list[tuple[float, float, float]], left: float, right: float, height: float
) -> list[tuple[float, float, float]]:
    kept = [(left, right, height)]
    for start, end, high in skyline:
        if start < left:
            kept.append((start, min(end, left), high))
        if end > right:
            kept.append((max(start, right), end, high))
    return sorted(kept)
