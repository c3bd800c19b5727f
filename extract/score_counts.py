"""What scores are made of: counts of right, spurious and missed things, and shares that are right."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many things were found rightly, found wrongly, and missed; counts add up.

    >>> count = Count.of({"a", "b"}, {"b", "c"}) + Count(right=2)
    >>> count.precision, count.recall, round(count.f1, 3)
    (0.75, 0.75, 0.75)
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @classmethod
    def of(cls, gold: AbstractSet[object], predicted: AbstractSet[object]) -> Count:
        """Return the count for two sets of things."""
        return cls(len(gold & predicted), len(predicted - gold), len(gold - predicted))

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.right + self.missed

    @property
    def predicted(self) -> int:
        """How many were found, rightly or not."""
        return self.right + self.spurious

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 if nothing was found."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 0 if there is nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 if both are."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def row(self) -> dict[str, float | int]:
        """Return the figures as the contract's scorer names them."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "gold": self.gold,
            "predicted": self.predicted,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some things are right; shares add up."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def accuracy(self) -> float:
        """The share that is right; 0 of nothing."""
        return self.right / self.of if self.of else 0.0

    def row(self) -> dict[str, float | int]:
        """Return the figures as the contract's scorer names them."""
        return {"accuracy": self.accuracy, "of": self.of}


@dataclass(frozen=True, slots=True)
class FalseDeals:
    """Deals found in documents that tell of none; they add up."""

    found: int = 0
    documents: int = 0

    def __add__(self, other: FalseDeals) -> FalseDeals:
        return FalseDeals(self.found + other.found, self.documents + other.documents)

    @property
    def per_100_documents(self) -> float:
        """How many were found in 100 documents that tell of none."""
        return 100 * self.found / self.documents if self.documents else 0.0

    def row(self) -> dict[str, float | int]:
        """Return the figures as the contract's scorer names them."""
        return {"per_100_documents": self.per_100_documents, "of": self.documents}


Figure = Count | Share | FalseDeals
"""Whatever one measure adds up to."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a predicted record differs from gold.

    ``error`` is "missed", "spurious" or "wrong"; ``gold`` and ``found`` say what either side has where ``what``
    alone does not.
    """

    doc: str
    measure: str
    error: str
    what: str
    gold: str = ""
    found: str = ""

    @property
    def kind(self) -> str:
        """Measure and error in words: "organization types wrong"."""
        return f"{self.measure.replace('_', ' ')} {self.error}"
