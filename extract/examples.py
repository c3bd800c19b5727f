"""What training learns from: documents as far as they are read, beside their gold records, and the rows made of them."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.drafts import OrganizationDraft
from extract.linear import LinearModel, train
from extract.name_forms import normal
from ontology.records import Record

FOLDS = 5


@dataclass
class Example:
    """A document as far as the pipeline has read it, with its gold record."""

    doc: Doc
    gold: Record
    weight: float = 1.0


class Rows:
    """The rows of one model's training: features, label and weight of each example."""

    def __init__(self) -> None:
        self.features: list[set[str]] = []
        self.labels: list[str] = []
        self.weights: list[float] = []

    def add(self, features: set[str], label: str, weight: float) -> None:
        """Add one example."""
        self.features.append(features)
        self.labels.append(label)
        self.weights.append(weight)

    def extend(self, other: Rows) -> None:
        """Add the examples of ``other``."""
        self.features += other.features
        self.labels += other.labels
        self.weights += other.weights

    def train(self, strength: float, *, loud: str | None = None) -> LinearModel:
        """Return the model for these rows; ``strength`` is the inverse of the penalty, see :func:`extract.linear.train`."""
        return train(self.features, self.labels, self.weights, strength=strength, loud=loud)


def matched(example: Example) -> dict[str, OrganizationDraft]:
    """Return gold organization name -> the draft that has a form in common with it."""
    by_form = {normal(form): draft for draft in example.doc._.organizations for form in draft.forms()}
    found = {}
    for organization in example.gold.organizations:
        forms = map(normal, (organization.name, *organization.aliases))
        draft = next((by_form[form] for form in forms if form in by_form), None)
        if draft is not None:
            found[organization.name] = draft
    return found


def dealt(count: int, seed: int) -> list[list[int]]:
    """Return the numbers below ``count`` dealt at random into :data:`FOLDS` parts.

    >>> sorted(len(part) for part in dealt(12, seed=0))
    [2, 2, 2, 3, 3]
    """
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [order[fold::FOLDS] for fold in range(FOLDS)]


def others(fold: Collection[int], count: int) -> list[int]:
    """Return the numbers below ``count`` that are not in ``fold``.

    >>> others([3, 0], 5)
    [1, 2, 4]
    """
    return sorted(set(range(count)) - set(fold))
