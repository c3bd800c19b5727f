"""Where a text names therapy types: by the labels of the SKOS scheme, and by patterns for what no list can hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extract.spans import cover, text_of
from extract.words import pattern_rows
from ontology.vocabularies import THERAPY_TYPES

OTHER_SOURCE = {
    "autologous-cell-therapy": "allogeneic-cell-therapy",
    "allogeneic-cell-therapy": "autologous-cell-therapy",
}
"""Whose cells are used: the concept -> the one with which a text contrasts it."""


@cache
def _patterns() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return label -> concepts, once for labels in any case and once for abbreviations as written."""
    any_case: dict[str, list[str]] = defaultdict(list)
    exact: dict[str, list[str]] = defaultdict(list)
    for concept in THERAPY_TYPES:
        for label in THERAPY_TYPES.synonyms(concept):
            any_case[label.lower()].append(concept)
        for label in THERAPY_TYPES.abbreviations(concept):
            exact[label].append(concept)
    return any_case, exact


@cache
def _open_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (concept, pattern) for what no list of labels can hold: "cells, genes", "gene-directed prodrug therapy"."""
    rows = pattern_rows("therapy_patterns", 2)
    return tuple((concept, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for concept, pattern in rows)


class TherapyMatcher:
    """Finds where the text names therapy types; of names that overlap the longest counts.

    Whose cells they are stands beside what they are: "allogeneic CAR-T cells" are both.
    """

    def __init__(self, nlp: Language) -> None:
        any_case, exact = _patterns()
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._concepts: dict[str, list[str]] = {}
        for matcher, labels in ((self._any_case, any_case), (self._exact, exact)):
            for number, (label, concepts) in enumerate(labels.items()):
                key = f"{'a' if matcher is self._any_case else 'x'}{number}"
                self._concepts[key] = concepts
                matcher.add(key, [nlp.make_doc(label)])

    def __call__(self, doc: Doc) -> list[tuple[str, Span]]:
        """Return (concept, span) in order of the text."""
        concepts: dict[tuple[bool, int, int], set[str]] = defaultdict(set)
        for concept, span in self._named(doc):
            concepts[concept in OTHER_SOURCE, span.start, span.end].add(concept)
        found = [
            (concept, span)
            for of_source in (False, True)
            for span in filter_spans([doc[start:end] for source, start, end in concepts if source is of_source])
            for concept in concepts[of_source, span.start, span.end]
        ]
        return sorted(found, key=lambda pair: (pair[1].start, pair[1].end, pair[0]))

    def _named(self, doc: Doc) -> Iterator[tuple[str, Span]]:
        """Yield every (concept, span), overlaps included."""
        for matcher in (self._any_case, self._exact):
            for span in matcher(doc, as_spans=True):
                for concept in self._concepts[span.label_]:
                    yield concept, span
        text = text_of(doc)
        for concept, pattern in _open_patterns():
            for match in pattern.finditer(text):
                yield concept, cover(doc, match.start(), match.end())
