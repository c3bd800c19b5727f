"""Training of the model for types of organizations, also without a part of the documents each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.components.profiles import find_parents
from extract.examples import Example, Rows, matched, others
from extract.linear import LinearModel
from extract.type_features import type_features

STRENGTH = 0.3


def train_types(examples: Sequence[Example], folds: Sequence[Sequence[int]]) -> tuple[LinearModel, list[LinearModel]]:
    """Return the model that has learnt from all ``examples``, and for each fold the one that has not learnt from it.

    Organizations were found in the documents before.
    """
    rows = [_rows(example) for example in examples]

    def fitted(indices: Iterable[int]) -> LinearModel:
        some = Rows()
        for index in indices:
            some.extend(rows[index])
        return some.train(STRENGTH)

    return fitted(range(len(examples))), [fitted(others(fold, len(examples))) for fold in folds]


def _rows(example: Example) -> Rows:
    rows = Rows()
    find_parents(example.doc)
    drafts = matched(example)
    for organization in example.gold.organizations:
        if organization.type and organization.name in drafts:
            features = type_features(example.doc, drafts[organization.name])
            rows.add(features, organization.type, example.weight)
    return rows
