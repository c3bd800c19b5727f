"""Training of the two looks at names of organizations, also without a part of the documents each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.components.organizations import log_odds
from extract.examples import Example, Rows, others
from extract.linear import LinearModel
from extract.name_features import units
from extract.name_forms import normal
from extract.name_relations import second_features
from extract.organization_names import candidates
from ontology.records import Record

STRENGTH = 0.3


@dataclass(frozen=True)
class NameModels:
    """The first look at a candidate and the second, which knows what the first says of all others."""

    first: LinearModel
    second: LinearModel

    def write(self, folder: Path) -> None:
        """Write both into ``folder`` under the names by which the pipeline reads them."""
        self.first.write(folder / "names-first.npz")
        self.second.write(folder / "names-second.npz")


def train_names(examples: Sequence[Example], folds: Sequence[Sequence[int]]) -> tuple[NameModels, list[NameModels]]:
    """Return the models that have learnt from all ``examples``, and for each fold those that have not learnt from it.

    The second look learns from scores that a first look gave to documents it had not seen.
    """
    found = [units(example.doc, candidates(example.doc)) for example in examples]
    gold = [_gold_forms(example.gold) for example in examples]
    everything = [index for fold in folds for index in fold]

    def first_look(indices: Iterable[int]) -> LinearModel:
        rows = Rows()
        for index in indices:
            for unit in found[index]:
                rows.add(unit.features, _yes(unit.key in gold[index]), examples[index].weight)
        return rows.train(STRENGTH)

    rests = [others(fold, len(examples)) for fold in folds]
    firsts = [first_look(rest) for rest in rests]
    second: list[Rows] = [Rows() for _ in examples]
    for first, fold in zip(firsts, folds, strict=True):
        for index in fold:
            scores = {unit.key: log_odds(first, unit.features) for unit in found[index]}
            looked = second_features(examples[index].doc, found[index], scores)
            for unit, features in zip(found[index], looked, strict=True):
                second[index].add(features, _yes(unit.key in gold[index]), examples[index].weight)

    def second_look(indices: Iterable[int]) -> LinearModel:
        rows = Rows()
        for index in indices:
            rows.extend(second[index])
        return rows.train(STRENGTH)

    whole = NameModels(first_look(everything), second_look(everything))
    return whole, [NameModels(first, second_look(rest)) for first, rest in zip(firsts, rests, strict=True)]


def _gold_forms(gold: Record) -> set[str]:
    return {normal(form) for one in gold.organizations for form in (one.name, *one.aliases)}


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
