"""Training of the shipped models from annotated documents: seeded, repeatable, minutes on a laptop.

Each stage sees the documents as the stages before it leave them. Names of the gold records are projected onto the
text: a candidate is positive when its normal form is a form of a gold organization.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.components.organizations import log_odds
from extract.components.profiles import find_parents
from extract.components.therapies import concept_features
from extract.corpus import Annotated, hard, unsure
from extract.drafts import register
from extract.examples import Example, Rows, matched
from extract.linear import LinearModel
from extract.name_features import units
from extract.name_forms import normal
from extract.name_relations import second_features
from extract.organization_names import candidates
from extract.pipeline import start
from extract.therapy_names import TherapyMatcher
from extract.train_amounts import train_amounts
from extract.train_deals import train_deals
from extract.type_features import type_features
from ontology.records import Document, Record

STRUCTURE = ("kg_glue", "kg_sentences", "kg_sections", "kg_dates", "kg_people")
FOLDS = 5
# Real documents count more than written ones, and those of the gold sets, which two annotators read, the most.
REAL_WEIGHT, ARCHIVE_WEIGHT = 5.0, 3.0
DEALS_REAL_WEIGHT, DEALS_ARCHIVE_WEIGHT = 3.0, 2.0
NAMES_STRENGTH = 0.3


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
        corpus: documents written for the project; those of :func:`~extract.corpus.hard` teach nothing of names and deals.
        folder: where the models go.
        real: documents of real issuers, which count :data:`REAL_WEIGHT` times as much.
        archive: annotated documents of an archive, which count :data:`ARCHIVE_WEIGHT` times as much; whether there is
            a deal is not learnt from those that are :func:`~extract.corpus.unsure`.
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
    unusual = hard()
    usual = [one for one in own if one.gold.doc not in unusual]
    train_amounts((example.doc, example.gold) for example in examples).write(folder / "amounts.npz")
    report("amounts")
    plain = usual + real_ones + archived
    first, second = train_names(plain, seed)
    first.write(folder / "names-first.npz")
    second.write(folder / "names-second.npz")
    report(f"names: {len(plain)} documents")
    _run(nlp, "kg_organizations", folder, examples)
    train_types(examples).write(folder / "types.npz")
    report("types")
    _run(nlp, "kg_profiles", folder, examples)
    train_therapies(nlp, examples).write(folder / "therapies.npz")
    report("therapies")
    doubtful = unsure()
    told = [
        Example(one.doc, one.gold, weight)
        for some, weight in ((real_ones, DEALS_REAL_WEIGHT), (archived, DEALS_ARCHIVE_WEIGHT))
        for one in some
    ]
    sure = [one for one in told if one.gold.doc not in doubtful]
    for name, model in train_deals(usual, sure, [one for one in told if one.gold.doc in doubtful]).items():
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


def train_types(examples: list[Example]) -> LinearModel:
    """Return the model for organization types."""
    rows = Rows()
    for example in examples:
        find_parents(example.doc)
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
