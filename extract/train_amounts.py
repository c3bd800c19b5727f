"""Training of the model "amounts": what a sum of money pays for, and whether it belongs to a deal at all."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from extract.amount_features import NO_DEAL, amount_features, deal_feature, outlook
from extract.linear import LinearModel, train
from extract.money import money
from extract.spans import SectionMap
from ontology.records import Record

STRENGTH = 0.3


def train_amounts(documents: Iterable[tuple[Doc, Record]]) -> LinearModel:
    """Return the model that tells what the sums in ``documents`` pay for.

    Each document is a Doc on which "kg_sections" ran, with its gold record. A sum is an example of the kind that a
    deal of the record gives to the same value and currency; any other sum belongs to no deal. The model is asked with
    the type of the deal and without, so that sums of deals are examples of both.
    """
    features: list[set[str]] = []
    labels: list[str] = []
    for doc, gold in documents:
        text, sections = doc.text, SectionMap(doc)
        about = outlook(text)
        kinds: dict[tuple[float, str | None], set[tuple[str, str]]] = {}
        for deal in gold.deals:
            for amount in deal.amounts:
                kinds.setdefault((float(amount.value), amount.currency), set()).add((amount.kind, deal.types[0]))
        for start, end, value, currency in money(text):
            held = amount_features(text, start, end, sections.label(start), about)
            kind, deal_type = min(kinds.get((value, currency), {(NO_DEAL, "")}))
            features.append(held)
            labels.append(kind)
            if deal_type:
                features.append(held | {deal_feature(deal_type)})
                labels.append(kind)
    return train(features, labels, strength=STRENGTH)
