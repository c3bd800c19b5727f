"""Sums of money and royalty rates, in units of their currency, with the kind of payment that the text names.

Sums that cannot belong to a deal (market sizes, sales, cash, losses, prices of goods) are left out. What a sum pays
for depends on the deal too: each draft says it for deals of every type, and the component "deals" chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.amount_features import NO_DEAL, amount_features, deal_feature, outlook
from extract.drafts import AmountDraft
from extract.linear import read_model
from extract.money import money
from extract.spans import SectionMap, cover, text_of
from ontology.vocabularies import DEAL_TYPES

# Below this chance to belong to a deal a sum is not offered to any.
_LEAST_CHANCE = 0.15
_UP_TO = re.compile(r"(?:up to|as much as|maximum of|at most|not exceed(?:ing)?|upwards of|"
                    r"bis zu)\s(?:an? (?:\w+ ){0,3}|approximately )?$",
                    re.IGNORECASE)  # fmt: skip
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d+)?)(?:\s?(?:%|percent|per cent))?(?:\s?(?:-|–|to|"
                      r"and)\s?(\d{1,2}(?:\.\d+)?))?\s?(?:%|percent\b|per cent\b)",
                      re.IGNORECASE)  # fmt: skip
_ROYALTY = re.compile(r"\broyalt(?:y|ies)\b", re.IGNORECASE)
_NOT_RATE = re.compile(r"\s?(?:of (?:the |its )?(?:shares|stake|equity|outstanding|proceeds|workforce|patients)|"
                       r"stake|interest in|"
                       r"owned|ownership|increase|growth|discount)", re.IGNORECASE)  # fmt: skip
_CLAUSE_END = re.compile(r"[.!?;](?=\s)|\n")


def royalties(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, percent) of the highest rate in every clause that speaks of royalties.

    >>> [rate for _, _, rate in royalties("It pays tiered royalties of 5% to 13% on sales.")]
    [13.0]
    """
    done = -1
    for match in _ROYALTY.finditer(text):
        if match.start() < done:
            continue
        starts = [end.end() for end in _CLAUSE_END.finditer(text, max(0, match.start() - 160), match.start())]
        begin = starts[-1] if starts else max(0, match.start() - 160)
        stop = _CLAUSE_END.search(text, match.end(), match.end() + 200)
        done = stop.start() if stop else min(len(text), match.end() + 200)
        rates = [
            (float(rate[2] or rate[1]), rate.start(), rate.end())
            for rate in _PERCENT.finditer(text, begin, done)
            if not _NOT_RATE.match(text, rate.end())
        ]
        if rates:
            value, start, end = max(rates)
            yield start, end, value


@Language.factory("kg_amounts", assigns=["doc._.amounts"], requires=["doc._.sections"], default_config={"model": None})
class Amounts:
    """Finds sums of money and royalty rates, and says what they pay for.

    Args:
        model: folder of the trained model "amounts", the one that ships with the package if None.
    """

    def __init__(self, nlp: Language, name: str, model: str | None = None) -> None:
        self.name = name
        self._model = read_model("amounts", model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.amounts`` in the order of the text."""
        text = text_of(doc)
        about, sections = outlook(text), SectionMap(doc)
        drafts = []
        for start, end, value, currency in money(text):
            draft = AmountDraft(value, currency, cover(doc, start, end), up_to=_up_to(text, start))
            self._judge(draft, amount_features(text, start, end, sections.label(start), about))
            if draft.chance >= _LEAST_CHANCE:
                drafts.append(draft)
        for start, end, rate in royalties(text):
            drafts.append(AmountDraft(rate, None, cover(doc, start, end), "royalty", _up_to(text, start)))
        doc._.amounts = sorted(drafts, key=lambda draft: draft.span.start)
        return doc

    def _judge(self, draft: AmountDraft, features: set[str]) -> None:
        """Fill in whether the sum belongs to a deal, and what it pays for in deals of each type."""
        chances = self._model.probabilities(features)
        draft.chance = 1 - chances.pop(NO_DEAL)
        if draft.chance < _LEAST_CHANCE:
            return
        draft.kind = max(chances, key=lambda kind: chances[kind])
        for deal_type in DEAL_TYPES:
            draft.kinds[deal_type] = self._model.probabilities(features | {deal_feature(deal_type)})
            del draft.kinds[deal_type][NO_DEAL]


def _up_to(text: str, start: int) -> bool:
    return _UP_TO.search(text, max(0, start - 45), start) is not None
