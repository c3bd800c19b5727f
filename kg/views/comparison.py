"""The page of a comparison: every document with what gold says and what was found side by side, and the figures.

Its data hold each text once, as paragraphs; marks are offsets into a paragraph in the units of JavaScript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from extract.score import most_frequent
from extract.score_counts import Difference
from extract.score_names import Alignment
from extract.score_report import Row, ScoreReport
from kg.views.cards import date_text
from kg.views.charts import precision_recall, reliability
from kg.views.compared_deals import deal_cards
from kg.views.offline import Layout, Page, units
from kg.views.standing import KINDS, Marked, marked, things
from ontology.records import Document, Record
from ontology.vocabularies import DEAL_TYPES

SCRIPTS = ("element.js", "compared-documents.js", "compared-text.js", "compared-overview.js", "comparison.js")
LAYOUT = Layout("comparison.html", ("page.css", "comparison.css"), (SCRIPTS,))


def comparison(
    report: ScoreReport,
    gold: Mapping[str, Record],
    predicted: Mapping[str, Record],
    documents: Mapping[str, Document],
    title: str = "Found against gold",
) -> Page:
    """Return the page for the documents of ``gold`` whose text is in ``documents``, all by document id."""
    differences: dict[str, list[Difference]] = {}
    for one in report.score.differences():
        differences.setdefault(one.doc, []).append(one)
    shown = [doc for doc in gold if doc in documents]
    data = {
        "documents": [
            _document(documents[doc], gold[doc], predicted.get(doc) or Record(doc=doc), differences.get(doc, []))
            for doc in shown
        ],
        "kinds": KINDS,
        "errors": most_frequent(one for doc in shown for one in differences.get(doc, ())),
        "measures": [_row(row) for row in report.rows],
        "types": [{**_row(row), "name": DEAL_TYPES.label(row.name)} for row in report.types],
        "calibration": [
            f"{found.count:,} {name}: expected calibration error {found.error:.3f}"
            for name, found in report.calibration.items()
        ],
    }
    charts = [precision_recall(report.curves)] if report.curves else []
    charts += [reliability(report.calibration)] if report.calibration else []
    return Page(title, data, LAYOUT, tuple(charts))


def _document(document: Document, gold: Record, predicted: Record, differences: Sequence[Difference]) -> dict[str, Any]:
    alignment = Alignment(gold, predicted)
    ours, theirs = (marked(document.text, some) for some in things(gold, predicted, alignment))
    return {
        "id": document.doc,
        "title": document.title or gold.title or document.doc,
        "date": date_text(document.published or gold.date),
        "paragraphs": paragraphs(document.text, ours, theirs),
        "deals": deal_cards(document.text, gold, predicted, alignment, ours),
        "differences": [
            {
                "kind": one.kind,
                "error": one.error,
                "measure": one.measure,
                "what": one.what,
                "gold": one.gold,
                "found": one.found,
            }
            for one in differences
        ],
        "errors": dict(Counter(one.error for one in differences)),
    }


def paragraphs(text: str, gold: Sequence[Marked], found: Sequence[Marked]) -> list[dict[str, Any]]:
    """Return the lines of ``text`` with the marks of both sides; a mark over several lines stands in each.

    ``line`` is the number of the line, counted from 0; empty lines are left out.
    """
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return [
        {"line": number, "text": line, "gold": _within(line, start, gold), "found": _within(line, start, found)}
        for number, (line, start) in enumerate(zip(lines, starts, strict=False))
        if line.strip()
    ]


def _within(line: str, start: int, marks: Sequence[Marked]) -> list[list[Any]]:
    """Return start, end, kind, state and label of the marks in one line."""
    found = []
    for mark in marks:
        first, last = max(mark.start - start, 0), min(mark.end - start, len(line))
        if first < last:
            found.append([units(line[:first]), units(line[:last]), mark.thing.kind, mark.thing.state, mark.thing.label])
    return found


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name.replace("_", " "),
        "figure": row.figure,
        "interval": row.interval,
        "precision": row.precision,
        "recall": row.recall,
        "gold": row.gold,
        "found": row.found,
    }
