"""Boxes on a plane without overlap: pushed apart, gathered by what belongs together, or packed on shelves.

Boxes are given by their centres, an array of shape (n, 2), and their widths and heights, another one; both in pixels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_ROUNDS = 150
_SLACK = 1e-6


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


def gathered(sizes: Points, pull: Points, aspect: float) -> Points:
    """Return centres that put boxes side by side, close to those that pull them and close to the middle.

    ``pull``, shape (n, n), says how much each pair belongs together. The box that is pulled most is placed first, then
    always the one that those placed pull most: at the free side of one of them where it is nearest to its friends and
    to the middle of all, which counts for less sideways, so that the whole is about ``aspect`` times as wide as high.
    """
    count = len(sizes)
    centres, areas = np.zeros((count, 2)), sizes.prod(axis=1)
    placed: list[int] = []
    while len(placed) < count:
        strength = pull[:, placed].sum(axis=1) if placed else pull.sum(axis=1)
        one = max((box for box in range(count) if box not in placed), key=lambda box: (strength[box], areas[box], -box))
        if placed:
            spots = _sides(centres[placed], sizes[placed], sizes[one])
            middle = np.average(centres[placed], axis=0, weights=areas[placed])
            inwards = np.hypot((spots[:, 0] - middle[0]) / aspect, spots[:, 1] - middle[1])
            ways = np.linalg.norm(spots[:, None] - centres[placed][None], axis=2)
            cost = inwards + ways @ pull[one, placed] / max(strength[one], 1.0)
            centres[one] = spots[int(np.argmin(np.round(cost, 6)))]
        placed.append(one)
    return centres - (centres.min(axis=0) + centres.max(axis=0)) / 2 if count else centres


def shelves(sizes: Points, aspect: float, gap: float) -> Points:
    """Return centres that pack boxes into an area about ``aspect`` times as wide as high, ``gap`` apart.

    Boxes are placed in the given order, each where the skyline of those before is lowest; give the largest first. Of
    several widths the one is taken with which the whole can be shown largest.
    """
    if not len(sizes):
        return np.zeros((0, 2))
    padded = np.asarray(sizes, dtype=float) + gap
    least = max(float(padded[:, 0].max()), 0.7 * float(np.sqrt(padded.prod(axis=1).sum() * aspect)))
    packed = [_shelved(padded, least * wider) for wider in np.linspace(1.0, 2.2, 25)]
    extents = [(centres + padded / 2).max(axis=0) for centres in packed]
    return packed[int(np.argmin([round(max(width / aspect, height), 6) for width, height in extents]))]


def _shelved(sizes: Points, width: float) -> Points:
    skyline: list[tuple[float, float, float]] = [(0.0, width, 0.0)]  # left, right, height
    centres = np.zeros_like(sizes)
    for number, (wide, high) in enumerate(sizes):
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


def _sides(centres: Points, sizes: Points, size: Points) -> Points:
    """Where a box may stand beside one of the others without touching any."""
    reach = (sizes + size) / 2 + 0.01
    along = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    offsets = [(side, step) for side in (-1.0, 1.0) for step in along]
    offsets += [(step, side) for step in along[1:-1] for side in (-1.0, 1.0)]
    spots: Points = (centres[:, None] + reach[:, None] * np.array(offsets)[None]).reshape(-1, 2)
    clear = np.abs(spots[:, None] - centres[None]) >= reach[None] - _SLACK
    free = np.logical_or(clear[:, :, 0], clear[:, :, 1]).all(axis=1)
    found: Points = spots[free]
    return found


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
