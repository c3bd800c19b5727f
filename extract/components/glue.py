"""Splits a stray letter from the word that it is stuck to ("IAnna Berger" is "I" and "Anna Berger").

Runs first, so that every later component can point at the name without the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.names import is_given

_AT_LINE_START = re.compile(r"^I(?=[A-ZÀ-Þ][a-zß-ÿ]{2,}[\s-]|Dr\b)", re.MULTILINE)
_BEFORE_NAME = re.compile(r"(?<=[ \t(“\"])I(?=([A-ZÀ-Þ][a-zß-ÿ]{2,})(?:-[A-Z][a-z]+)? [A-ZÀ-Þ])")


def stray_letters(text: str) -> Iterator[int]:
    """Yield the offset of every letter that sticks to the start of a capitalised word.

    >>> list(stray_letters("IThis goes on.\\nIts officer IAnna Berger said"))
    [0, 27]
    """
    for match in _AT_LINE_START.finditer(text):
        yield match.start()
    for match in _BEFORE_NAME.finditer(text):
        if is_given(match.group(1)):
            yield match.start()


def without_stray_letters(text: str) -> str:
    """Return ``text`` with a space for every stray letter, so that all offsets stay.

    >>> without_stray_letters("IAnna Berger, CBO")
    ' Anna Berger, CBO'
    """
    for offset in stray_letters(text):
        text = f"{text[:offset]} {text[offset + 1 :]}"
    return text


@Language.factory("kg_glue")
class Glue:
    """Splits glued tokens."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with every stray letter as a token of its own."""
        spans = [doc.char_span(offset, offset + 1, alignment_mode="expand") for offset in stray_letters(doc.text)]
        tokens = {
            span[0].i: span[0] for span in spans if span is not None and span[0].text[0] == "I" and len(span[0]) > 1
        }
        if tokens:
            with doc.retokenize() as retokenizer:
                for token in tokens.values():
                    retokenizer.split(token, [token.text[0], token.text[1:]], heads=[(token, 0), (token, 1)])
        return doc
