"""Entities that another spaCy pipeline names: one more voice about what is an organization; none by default."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract import ner
from extract.components.glue import without_stray_letters
from extract.drafts import EntityDraft
from extract.spans import cover, text_of

# What a statistical component takes along at the ends of a name: "the ", "'s", brackets, line ends.
_LEADING = re.compile(r"(?:the\b|[\W_])+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:['’]s?|[^\w.®™)])+$")
_PARAGRAPH = re.compile(r"\n\s*\n")


def bounds(text: str) -> tuple[int, int]:
    """Return where the name begins and ends in what was named; the same place twice if nothing is left.

    >>> bounds("the Acme Bio's"), bounds("Acme Inc.")
    ((4, 12), (0, 9))
    """
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    trailing = _TRAILING.search(text, start)
    return start, trailing.start() if trailing else len(text)


@Language.factory("kg_entities", assigns=["doc._.entities"], default_config={"pipeline": None})
class Entities:
    """Asks another spaCy pipeline, which reads the same text in its own way; without one it is silent."""

    def __init__(self, nlp: Language, name: str, pipeline: str | None) -> None:
        self.name = name
        self.lender = None if pipeline is None else ner.load(pipeline)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.entities``, if there is a pipeline to ask."""
        if self.lender is None:
            return doc
        found = []
        for entity in self.lender(without_stray_letters(text_of(doc))).ents:
            kind = ner.kind_of(entity.label_)
            start, end = bounds(entity.text)
            if kind is not None and start < end and not _PARAGRAPH.search(entity.text):
                # Its tokens are its own: only characters are common to both.
                span = cover(doc, entity.start_char + start, entity.start_char + end)
                found.append(EntityDraft(kind, span))
        doc._.entities = found
        return doc
