"""Training of the shipped models from annotated documents: seeded, repeatable, minutes on a laptop.

Each stage sees the documents as the stages before it leave them. Names of the gold records are projected onto the
text: a candidate is positive when its normal form is a form of a gold organization.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.components.organizations import log_odds
from extract.components.therapies import concept_features
from extract.corpus import Annotated
from extract.drafts import OrganizationDraft, register
from extract.kind_features import kind_features
from extract.linear import LinearModel, train
from extract.name_features import units
from extract.name_relations import second_features
from extract.organization_names import candidates, normal
from extract.pair_features import deal_features, mask, role_features
from extract.pairs import pairs
from extract.pipeline import start
from extract.therapy_names import TherapyMatcher
from extract.time_features import News, time_features
from extract.train_amounts import train_amounts
from extract.type_features import type_features
from ontology.records import Document, Record
from ontology.vocabularies import DEAL_TYPES

STRUCTURE = ("kg_glue", "kg_sentences", "kg_sections", "kg_dates", "kg_people")
FOLDS = 5
# Real documents count more than written ones, and those of the gold sets, which two annotators read, the most.
REAL_WEIGHT, ARCHIVE_WEIGHT = 5.0, 3.0
# What counts as a deal was drawn wider in the archive (memberships, sponsors, portfolios): deals are learnt without it.
DEALS_REAL_WEIGHT = 3.0
NAMES_STRENGTH = 0.3
_SIDES = {"seller": "right", "venture": "right"}


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

    def train(self, strength: float, *, loud: str | None = None) -> LinearModel:
        """Return the model for these rows; ``strength`` is the inverse of the penalty, see :func:`extract.linear.train`."""
        return train(self.features, self.labels, self.weights, strength=strength, loud=loud)


def train_models(
    corpus: Annotated,
    folder: Path,
    *,
    real: Annotated = (),
    archive: Annotated = (),
    seed: int = 0,
    report: Callable[[str], None] | None = None,
) -> None:
    """Train every model and write it into ``folder``; the same input gives the same files.

    Args:
        corpus: documents written for the project.
        folder: where the models go.
        real: documents of real issuers, which count :data:`REAL_WEIGHT` times as much.
        archive: annotated documents of an archive, which count :data:`ARCHIVE_WEIGHT` times as much; names, types
            of organizations, therapies and amounts are learnt from them.
        seed: decides how documents are dealt to the folds of the second look at names.
        report: called with one line after each stage.
    """
    report = report or (lambda line: None)
    folder.mkdir(parents=True, exist_ok=True)
    register()
    nlp = spacy.blank("en")
    for factory in STRUCTURE:
        nlp.add_pipe(factory)
    own = [Example(_read(nlp, document), gold) for document, gold in corpus]
    real_ones = [Example(_read(nlp, document), gold, REAL_WEIGHT) for document, gold in real]
    archived = [Example(_read(nlp, document), gold, ARCHIVE_WEIGHT) for document, gold in archive]
    examples = own + real_ones + archived
    train_amounts((example.doc, example.gold) for example in examples).write(folder / "amounts.npz")
    report("amounts")
    first, second = train_names(examples, seed)
    first.write(folder / "names-first.npz")
    second.write(folder / "names-second.npz")
    report(f"names: {len(examples)} documents")
    _run(nlp, "kg_organizations", folder, examples)
    train_types(examples).write(folder / "types.npz")
    report("types")
    _run(nlp, "kg_profiles", folder, examples)
    train_therapies(nlp, examples).write(folder / "therapies.npz")
    report("therapies")
    told = own + [Example(one.doc, one.gold, DEALS_REAL_WEIGHT) for one in real_ones]
    for name, model in train_deals(told).items():
        model.write(folder / f"deal-{name}.npz")
    report("deals")


def _read(nlp: Language, document: Document) -> Doc:
    doc = start(document, nlp)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _run(nlp: Language, factory: str, folder: Path, examples: list[Example]) -> None:
    component = nlp.add_pipe(factory, config={"model": str(folder)})
    for example in examples:
        component(example.doc)


def train_names(examples: list[Example], seed: int) -> tuple[LinearModel, LinearModel]:
    """Return the two models for names; the second learns from scores that the first gave to documents it had not seen."""
    found = [units(example.doc, candidates(example.doc)) for example in examples]
    gold = [_gold_forms(example.gold) for example in examples]
    order = list(range(len(examples)))
    random.Random(seed).shuffle(order)

    def first_look(indices: Iterable[int]) -> LinearModel:
        rows = Rows()
        for index in indices:
            for unit in found[index]:
                rows.add(unit.features, _yes(unit.key in gold[index]), examples[index].weight)
        return rows.train(NAMES_STRENGTH)

    second = Rows()
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        model = first_look(sorted(set(order) - set(held)))
        for index in held:
            scores = {unit.key: log_odds(model, unit.features) for unit in found[index]}
            for unit, features in zip(
                found[index], second_features(examples[index].doc, found[index], scores), strict=True
            ):
                second.add(features, _yes(unit.key in gold[index]), examples[index].weight)
    return first_look(order), second.train(NAMES_STRENGTH)


def _gold_forms(gold: Record) -> set[str]:
    return {normal(form) for one in gold.organizations for form in (one.name, *one.aliases)}


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


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


def train_types(examples: list[Example]) -> LinearModel:
    """Return the model for organization types."""
    rows = Rows()
    for example in examples:
        drafts = matched(example)
        for organization in example.gold.organizations:
            if organization.type and organization.name in drafts:
                features = type_features(example.doc, drafts[organization.name])
                rows.add(features, organization.type, example.weight)
    return rows.train(0.3)


def train_therapies(nlp: Language, examples: list[Example]) -> LinearModel:
    """Return the model that tells the parties' own therapy types from those merely named."""
    matcher = TherapyMatcher(nlp)
    rows = Rows()
    for example in examples:
        mentions: dict[str, list[Span]] = {}
        for concept, span in matcher(example.doc):
            mentions.setdefault(concept, []).append(span)
        for concept, features in concept_features(example.doc, mentions).items():
            rows.add(features, _yes(concept in example.gold.therapies), example.weight)
    return rows.train(0.3)


def train_deals(examples: list[Example]) -> dict[str, LinearModel]:
    """Return the models for pairs: whether there is a deal, whether it is news, of which type, and who has which role."""
    exists, times, types, roles = Rows(), Rows(), Rows(), Rows()
    for example in examples:
        named, news, weight = mask(example.doc), News(example.doc), example.weight
        truth = gold_pairs(example)
        for pair in pairs(example.doc):
            features = deal_features(example.doc, pair, named)
            deals = truth.get(frozenset((id(pair.first), id(pair.second))), [])
            status = "none" if not deals else "prior" if all(deal.prior for deal in deals) else "current"
            exists.add(features, status, weight)
            if deals:
                times.add(time_features(pair, news), status, weight)
            for deal in deals:
                for kind in deal.types[:2]:
                    types.add(kind_features(pair, news, features), kind, weight)
                directed = next((kind for kind in deal.types if DEAL_TYPES.is_directed(kind)), None)
                if directed and deal.sides:
                    for swapped in (False, True):
                        label = "left" if (deal.sides[id(pair.first)] == "left") != swapped else "right"
                        roles.add(role_features(example.doc, pair, named, directed, swapped=swapped), label, weight)
    return {
        # Frames are few and sure, words are many: with one penalty for all the words would outvote them.
        "exists": exists.train(0.02, loud="F"),
        "times": times.train(0.1),
        "types": types.train(0.5),
        "roles": roles.train(0.1),
    }


@dataclass(frozen=True)
class Told:
    """What gold says of a pair: the deal's types, the side of each draft (by id) and whether it is an older deal."""

    types: tuple[str, ...]
    sides: dict[int, str]
    prior: bool


def gold_pairs(example: Example) -> dict[frozenset[int], list[Told]]:
    """Return for each pair of drafts (by id) its gold deals: their types and which draft has the left role.

    Two parties on the same side of a deal are no pair.
    """
    drafts = matched(example)
    found: dict[frozenset[int], list[Told]] = {}
    for deal in example.gold.deals:
        parties = [(drafts[one.organization], one.role) for one in deal.parties if one.organization in drafts]
        for index, (draft, role) in enumerate(parties):
            for other, other_role in parties[index + 1 :]:
                if draft is other or (role == other_role and role != "partner"):
                    continue
                sides = dict(_sides(deal.types, id(draft), role, id(other), other_role))
                told = Told(deal.types, sides, deal.status == "prior")
                found.setdefault(frozenset((id(draft), id(other))), []).append(told)
    return found


def _sides(kinds: tuple[str, ...], one: int, role: str, other: int, other_role: str) -> Iterator[tuple[int, str]]:
    for kind in kinds:
        if DEAL_TYPES.is_directed(kind):
            left, right = DEAL_TYPES.roles(kind)
            if (role, other_role) == (left, right) or (role == left and other_role in _SIDES):
                yield from ((one, "left"), (other, "right"))
                return
            if (role, other_role) == (right, left) or (other_role == left and role in _SIDES):
                yield from ((one, "right"), (other, "left"))
                return
