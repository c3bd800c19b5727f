"""What a confidence is worth: of all that is said with a confidence of 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.score_deals import right_deals
from extract.score_names import Alignment
from ontology.records import Record

BINS = 10


class Judged(NamedTuple):
    """Something that was found with a confidence, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Things with a confidence from ``low`` to ``high``: how many, their mean confidence and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected calibration error of some things and the bins that it is made of; empty bins are left out."""

    error: float
    count: int
    bins: tuple[Bin, ...]


def judged(
    gold: Mapping[str, Record], predicted: Mapping[str, Record]
) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """Return the predicted deals and the predicted organizations, each with its confidence and whether it is right.

    A deal is right as :func:`~extract.score_deals.right_deals` says, an organization if gold has it. Organizations
    without a confidence are left out.
    """
    deals: list[Judged] = []
    organizations: list[Judged] = []
    for doc, record in gold.items():
        found = predicted.get(doc)
        if found is None:
            continue
        alignment = Alignment(record, found)
        for deal, right in zip(found.deals, right_deals(record, found, alignment), strict=True):
            deals.append(Judged(deal.confidence, right))
        for place, organization in enumerate(found.organizations):
            if organization.confidence is not None:
                organizations.append(Judged(organization.confidence, place in alignment.matches))
    return tuple(deals), tuple(organizations)


def calibrate(some: Iterable[Judged], bins: int = BINS) -> Calibration:
    """Return the expected calibration error over ``bins`` bins of equal width (Naeini and others 2015).

    The error is the mean distance between confidence and share that is right, each bin weighted by what it holds.

    >>> calibrate([Judged(0.9, True), Judged(0.9, False), Judged(0.1, False)]).error
    0.3
    """
    if bins < 1:
        raise ValueError(f"{bins} bins; expected 1 or more")
    held: list[list[Judged]] = [[] for _ in range(bins)]
    for one in some:
        held[min(int(one.confidence * bins), bins - 1)].append(one)
    found = tuple(_bin(place / bins, (place + 1) / bins, own) for place, own in enumerate(held) if own)
    count = sum(one.count for one in found)
    error = sum(one.count * abs(one.accuracy - one.confidence) for one in found) / count if count else 0.0
    return Calibration(round(error, 12), count, found)


def _bin(low: float, high: float, own: Sequence[Judged]) -> Bin:
    size = len(own)
    return Bin(low, high, size, sum(one.confidence for one in own) / size, sum(one.right for one in own) / size)
