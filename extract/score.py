"""Scores of records against gold records: the measures of the extraction contract.

:func:`score` compares document by document and adds up. Siblings: :mod:`extract.score_intervals` (how far a figure may
be off), :mod:`extract.score_curve` (precision against recall), :mod:`extract.calibration` (what a confidence is worth),
:mod:`extract.score_deals` (which deal of the one record is which of the other).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.score_counts import Count, Difference, FalseDeals, Figure, Share
from extract.score_facts import FactScore
from extract.score_names import Alignment
from extract.score_pairs import PairScore
from ontology.records import Record

COUNTED = (
    "pairs", "typed_pairs", "organizations", "therapies", "products", "indications", "amounts", "amounts_value",
    "people", "people_org", "prior_pairs",
)  # fmt: skip
"""Measures with precision, recall and F1."""
SHARED = ("organization_types", "roles")
"""Measures that say which share of what was found has the right label."""
FALSE_DEALS = "false_deals"
"""Deals found in documents that tell of none, per 100 of these."""
MEASURES = (*COUNTED, *SHARED, FALSE_DEALS)


@dataclass(frozen=True)
class DocumentScore:
    """The figures of one document, and what differs in it."""

    doc: str
    figures: Mapping[str, Figure]
    by_type: Mapping[str, Count]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Score:
    """The figures of a set of documents.

    ``predicted`` is how many of them have a predicted record; the others count as read empty.
    """

    documents: tuple[DocumentScore, ...]
    predicted: int

    def figures(self) -> dict[str, Figure]:
        """Return measure -> its figure over all documents."""
        total = _nothing()
        for document in self.documents:
            for measure, figure in document.figures.items():
                total[measure] = total[measure] + figure  # type: ignore[operator]
        return total

    def by_type(self) -> dict[str, Count]:
        """Return deal type -> how the pairs of that type were found, the most frequent first."""
        counts: dict[str, Count] = defaultdict(Count)
        for document in self.documents:
            for kind, count in document.by_type.items():
                counts[kind] += count
        return dict(sorted(counts.items(), key=lambda item: (-item[1].gold, -item[1].predicted, item[0])))

    def differences(self) -> Iterator[Difference]:
        """Yield what differs, document by document."""
        for document in self.documents:
            yield from document.differences

    def table(self) -> dict[str, dict[str, float | int]]:
        """Return the figures in the names and the order of the contract's scorer."""
        rows = {measure: figure.row() for measure, figure in self.figures().items()}
        return rows | {"documents": {"gold": len(self.documents), "predicted": self.predicted}}


def score(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> Score:
    """Return how ``predicted`` compares with ``gold``; both are by document id.

    A document without a predicted record counts as read empty; predicted records of other documents are left out.

    >>> from ontology.records import Organization
    >>> gold = Record(doc="a", organizations=(Organization(name="Servier"), Organization(name="Lonza AG")))
    >>> found = Record(doc="a", organizations=(Organization(name="Lonza"),))
    >>> score({"a": gold}, {"a": found}).figures()["organizations"]
    Count(right=1, spurious=0, missed=1)
    """
    return Score(
        tuple(score_document(record, predicted.get(doc) or Record(doc=doc)) for doc, record in gold.items()),
        sum(doc in predicted for doc in gold),
    )


def score_document(gold: Record, predicted: Record) -> DocumentScore:
    """Return the figures of one document, and what differs in it."""
    alignment = Alignment(gold, predicted)
    told = PairScore(gold, predicted, alignment)
    facts = FactScore(gold, predicted, alignment)
    figures = _nothing() | facts.figures()
    figures |= {
        "pairs": told.pairs,
        "typed_pairs": told.typed_pairs,
        "prior_pairs": told.prior_pairs,
        "roles": told.roles,
    }
    if not gold.deals:
        figures[FALSE_DEALS] = FalseDeals(len(predicted.deals), 1)
    differences = (*told.differences(), *facts.differences())
    return DocumentScore(gold.doc, figures, told.by_type(), differences)


def most_frequent(differences: Iterator[Difference]) -> list[tuple[str, int]]:
    """Return the kinds of errors with how often each occurs, the most frequent first."""
    counts = Counter(one.kind for one in differences)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _nothing() -> dict[str, Figure]:
    return {
        **{measure: Count() for measure in COUNTED},
        **{measure: Share() for measure in SHARED},
        FALSE_DEALS: FalseDeals(),
    }
