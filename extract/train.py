"""Training of the shipped models from annotated documents: seeded, repeatable, minutes on a laptop.

Each stage sees the documents as the stages before it leave documents that they have not seen. Names of the gold records
are projected onto the text: a candidate is positive when its normal form is a form of a gold organization.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.components.organizations import find_organizations
from extract.components.profiles import fill_profiles
from extract.components.therapies import concept_features
from extract.corpus import Annotated, hard, sided
from extract.drafts import register
from extract.examples import Example, Rows, dealt
from extract.linear import LinearModel
from extract.pipeline import start
from extract.therapy_names import TherapyMatcher
from extract.train_amounts import train_amounts
from extract.train_deals import lessons, train_deals
from extract.train_names import train_names
from extract.train_types import train_types
from ontology.records import Document

STRUCTURE = ("kg_glue", "kg_sentences", "kg_sections", "kg_dates", "kg_people")
# Real documents count more than written ones, and those of the gold sets, which two annotators read, the most.
REAL_WEIGHT, ARCHIVE_WEIGHT = 5.0, 1.5
THERAPIES_STRENGTH = 0.7


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
        corpus: documents written for the project; those of :func:`~extract.corpus.hard` and :func:`~extract.corpus.sided`
            teach nothing of organizations.
        folder: where the models go.
        real: documents of real issuers, which count :data:`REAL_WEIGHT` times as much.
        archive: annotated documents of an archive, which count :data:`ARCHIVE_WEIGHT` times as much; of deals nothing
            is learnt from those that are :func:`~extract.corpus.unsure`.
        seed: decides how documents are dealt into the parts that some models have not seen.
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
    unusual = hard() | sided()
    usual = [one for one in own if one.gold.doc not in unusual]
    train_amounts((example.doc, example.gold) for example in examples).write(folder / "amounts.npz")
    report("amounts")
    plain = usual + real_ones + archived
    folds = dealt(len(plain), seed)
    names, unseen_names = train_names(plain, folds)
    names.write(folder)
    report(f"names: {len(plain)} documents")
    # What follows learns from the names and types that are found in real documents when they are new, not from those that
    # the models know by heart; of written documents, whose names are odd, from the best there is.
    for one in own:
        find_organizations(one.doc, names.first, names.second)
    held = [[plain[index] for index in fold if plain[index].weight > 1] for fold in folds]
    for some, models in zip(held, unseen_names, strict=True):
        for one in some:
            find_organizations(one.doc, models.first, models.second)
    types, unseen_types = train_types(plain, folds)
    types.write(folder / "types.npz")
    report("types")
    for one in own:
        fill_profiles(one.doc, types)
    for some, model in zip(held, unseen_types, strict=True):
        for one in some:
            fill_profiles(one.doc, model)
    train_therapies(nlp, examples).write(folder / "therapies.npz")
    report("therapies")
    for name, model in train_deals(lessons(own, real_ones, archived)).items():
        model.write(folder / f"deal-{name}.npz")
    report("deals")


def _read(nlp: Language, document: Document) -> Doc:
    doc = start(document, nlp)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def train_therapies(nlp: Language, examples: list[Example]) -> LinearModel:
    """Return the model that tells the parties' own therapy types from those merely named."""
    matcher = TherapyMatcher(nlp)
    rows = Rows()
    for example in examples:
        mentions: dict[str, list[Span]] = {}
        for concept, span in matcher(example.doc):
            mentions.setdefault(concept, []).append(span)
        for concept, features in concept_features(example.doc, mentions).items():
            rows.add(features, "yes" if concept in example.gold.therapies else "no", example.weight)
    return rows.train(THERAPIES_STRENGTH)
