"""Training of the model "amounts": what a sum of money pays for, and whether it belongs to a deal at all."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from extract.amount_features import NO_DEAL, amount_features, outlook
from extract.components.amounts import money
from extract.linear import LinearModel, train
from extract.spans import SectionMap
from ontology.records import Record

STRENGTH = 0.3


def train_amounts(documents: Iterable[tuple[Doc, Record]]) -> LinearModel:
    """Return the model that tells what the sums in ``documents`` pay for.

    Each document is a Doc on which "kg_sections" ran, with its gold record. A sum is an example of the kind that a
    deal of the record gives to the same value and currency; any other sum belongs to no deal.
    """
    features: list[set[str]] = []
    labels: list[str] = []
    for doc, gold in documents:
        text, sections = doc.text, SectionMap(doc)
        about = outlook(text)
        kinds: dict[tuple[float, str | None], set[str]] = {}
        for deal in gold.deals:
            for amount in deal.amounts:
                kinds.setdefault((float(amount.value), amount.currency), set()).add(amount.kind)
        for start, end, value, currency in money(text):
            features.append(amount_features(text, start, end, sections.label(start), about))
            labels.append(min(kinds.get((value, currency), {NO_DEAL})))
    return train(features, labels, strength=STRENGTH)
