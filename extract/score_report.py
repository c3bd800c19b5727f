"""A score with everything that is said about it: intervals, deal types, calibration and curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from extract.calibration import Calibration, calibrate, judged
from extract.score import Score, most_frequent, score
from extract.score_counts import Count, Difference, FalseDeals, Figure, Share
from extract.score_curve import Point, organization_curve, pair_curve
from extract.score_intervals import Interval, intervals, type_intervals
from ontology.records import Record


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a figure (F1, share or rate) with its interval and what it is made of.

    Shares and rates have no precision and no recall. ``gold`` is how many there are, ``found`` how many were found; of
    a share how many are right; of false deals the documents without a deal and the deals found there.
    """

    name: str
    figure: float
    interval: Interval | None
    precision: float | None
    recall: float | None
    gold: int
    found: int


class ScoreReport:
    """Predicted records held against gold records, both by document id.

    The same records and seed give the same report.
    """

    def __init__(self, gold: Mapping[str, Record], predicted: Mapping[str, Record], *, seed: int = 0) -> None:
        self._gold, self._predicted, self._seed = gold, predicted, seed
        self.score: Score = score(gold, predicted)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A line for each measure of which the documents hold something."""
        bounds = intervals(self.score, seed=self._seed)
        figures = self.score.figures()
        return tuple(_row(name, figure, bounds.get(name)) for name, figure in figures.items() if name in bounds)

    @cached_property
    def types(self) -> tuple[Row, ...]:
        """A line for the pairs of each deal type, the most frequent first."""
        bounds = type_intervals(self.score, seed=self._seed)
        return tuple(_row(name, count, bounds.get(name)) for name, count in self.score.by_type().items())

    @cached_property
    def calibration(self) -> dict[str, Calibration]:
        """What the confidence of "deals" and of "organizations" is worth; left out where nothing has a confidence."""
        found = zip(("deals", "organizations"), judged(self._gold, self._predicted), strict=True)
        return {name: calibrate(some) for name, some in found if some}

    @cached_property
    def curves(self) -> dict[str, tuple[Point, ...]]:
        """Precision against recall of "pairs" and of "organizations", from the surest to all."""
        curves = {
            "pairs": pair_curve(self._gold, self._predicted),
            "organizations": organization_curve(self._gold, self._predicted),
        }
        return {name: points for name, points in curves.items() if points}

    def errors(self, most: int) -> list[Difference]:
        """Return at most so many differences of each kind, the most frequent kind first."""
        kinds = most_frequent(self.score.differences())
        return [
            one
            for kind, _ in kinds
            for one in islice((one for one in self.score.differences() if one.kind == kind), most)
        ]

    def data(self, *, errors: int = 0) -> dict[str, Any]:
        """Return everything as values that JSON can hold."""
        return {
            "documents": self.score.table()["documents"],
            "measures": _by_name(self.rows, self.score.figures()),
            "types": _by_name(self.types, self.score.by_type()),
            "calibration": {name: asdict(found) for name, found in self.calibration.items()},
            "curves": {
                name: [
                    {"confidence": one.confidence, "precision": one.count.precision, "recall": one.count.recall}
                    for one in points
                ]
                for name, points in self.curves.items()
            },
            "errors": [asdict(one) for one in self.errors(errors)],
        }


def _by_name(rows: tuple[Row, ...], figures: Mapping[str, Figure]) -> dict[str, dict[str, Any]]:
    bounds = {row.name: row.interval for row in rows}
    return {name: {**figure.row(), "interval": bounds.get(name)} for name, figure in figures.items()}


def _row(name: str, figure: Figure, interval: Interval | None) -> Row:
    match figure:
        case Count():
            return Row(name, figure.f1, interval, figure.precision, figure.recall, figure.gold, figure.predicted)
        case Share():
            return Row(name, figure.accuracy, interval, None, None, figure.of, figure.right)
        case FalseDeals():
            return Row(name, figure.per_100_documents, interval, None, None, figure.documents, figure.found)
