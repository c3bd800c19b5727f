"""Splits a stray letter from the word that it is stuck to ("IDenis" at the start of a line is "I" and "Denis").

Runs first, so that every later component can point at the name without the letter.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

_STRAY = re.compile(r"^I(?=[A-ZÀ-Þ][a-zß-ÿ]{2,}[\s-])", re.MULTILINE)


@Language.factory("kg_glue")
class Glue:
    """Splits glued tokens."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with every stray letter as a token of its own."""
        spans = [doc.char_span(match.end(), match.end() + 1, alignment_mode="expand") for match in _STRAY.finditer(doc.text)]
        tokens = [span[0] for span in spans if span is not None and span[0].text[0] == "I" and len(span[0]) > 1]
        if tokens:
            with doc.retokenize() as retokenizer:
                for token in tokens:
                    retokenizer.split(token, [token.text[0], token.text[1:]], heads=[(token, 0), (token, 1)])
        return doc
