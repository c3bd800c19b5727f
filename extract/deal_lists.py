"""Lists of names beside a deal: what is told of all of them in one breath is as sure of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from extract.pairs import Pair


def evened(pairs: Sequence[Pair], certainties: Sequence[float]) -> list[float]:
    """Return how sure the deal of each pair is, at least as sure as the mean of those told in one list with it.

    "Led by Acme, with participation from Beta, Gamma and Delta" says the same of the four, however unusual one of the
    names or its type. ``certainties`` are from 0 to 1, one a pair.
    """
    place = {frozenset(pair.numbers): number for number, pair in enumerate(pairs)}
    raised = list(certainties)
    for told in {one for pair in pairs for one in _lists(pair)}:
        numbers = [place[two] for two in told if two in place]
        mean = fmean(certainties[number] for number in numbers) if numbers else 0.0
        for number in numbers:
            raised[number] = max(raised[number], mean)
    return raised


def _lists(pair: Pair) -> Iterator[frozenset[frozenset[int]]]:
    """Yield the pairs that a frame tells of, as one: each of the one side with all of the other."""
    for context in pair.contexts:
        for frame in context.frames:
            if frame.relation == "mutual":
                continue
            if len(frame.right) > 1:
                yield from (frozenset(frozenset((one, other)) for other in frame.right) for one in frame.left)
            if len(frame.left) > 1:
                yield from (frozenset(frozenset((one, other)) for one in frame.left) for other in frame.right)
