"""Precision against recall: what is gained and lost by trusting only what is said with some confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.calibration import Judged, judged
from extract.score_counts import Count
from extract.score_names import Alignment
from extract.score_pairs import PairScore
from ontology.records import Record


@dataclass(frozen=True, slots=True)
class Point:
    """What is found with a confidence of ``confidence`` or more."""

    confidence: float
    count: Count


def pair_curve(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> tuple[Point, ...]:
    """Return the pairs found at every confidence that occurs, the highest first.

    A pair is as sure as the surest deal between the two. Each point is what :func:`extract.score.score` counts when
    deals below its confidence are left out.
    """
    found: list[Judged] = []
    total = 0
    for doc, record in gold.items():
        other = predicted.get(doc) or Record(doc=doc)
        told = PairScore(record, other, Alignment(record, other))
        total += len(told.gold)
        for pair, deals in told.found.items():
            found.append(Judged(max(deal.confidence for deal in deals), pair in told.gold))
    return _curve(found, total)


def organization_curve(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> tuple[Point, ...]:
    """Return the organizations found at every confidence that occurs, the highest first.

    Who is who is settled once, with all organizations; those without a confidence are left out.
    """
    return _curve(list(judged(gold, predicted)[1]), sum(len(record.organizations) for record in gold.values()))


def _curve(found: list[Judged], total: int) -> tuple[Point, ...]:
    points: dict[float, Point] = {}
    right = 0
    for count, one in enumerate(sorted(found, key=lambda one: -one.confidence), 1):
        right += one.right
        points[one.confidence] = Point(one.confidence, Count(right, count - right, total - right))
    return tuple(points.values())
