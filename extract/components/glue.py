"""Splits what is stuck together without a blank: "IAnna Berger", "(BUSINESS WIRE)--Acme", "Acme Bio, Inc.(“Acme”)".

Runs first, so that every later component can point at the name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from extract.names import is_given
from extract.spans import text_of

_AT_LINE_START = re.compile(r"^I(?=[A-ZÀ-Þ][a-zß-ÿ]{2,}[\s-]|Dr\b)", re.MULTILINE)
# Any capital may stick to a name that stands elsewhere in the text without it: "OOrsolini ... Orsolini".
_DOUBLED = re.compile(r"^[A-ZÀ-Þ]([A-ZÀ-Þ][a-zß-ÿ]{3,})\b", re.MULTILINE)
_BEFORE_NAME = re.compile(r"(?<=[ \t(“\"])I(?=([A-ZÀ-Þ][a-zß-ÿ]{2,})(?:-[A-Z][a-z]+)? [A-ZÀ-Þ])")
# A dash, bracket or quotation mark between two words; "(R)" and "(TM)" belong to the word before them.
_STUCK = re.compile(
    r"[\w.,)/]--+[(“\"A-ZÀ-Þ]|\.\([“\"A-ZÀ-Þ]|\w\([“\"]|(?:^|[.,!?])[“\"](?=[A-ZÀ-Þ]\w)|[\w.][”\"]?\)(?=[A-ZÀ-Þ][a-z]|and\b)"
)
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"--+|[()“”\"]|(?:(?!--)[^()“”\"])+")
_ADDRESS = re.compile(r"://|^www\.|@")


def pieces(word: str) -> list[str]:
    """Return the parts of a word that are stuck together; the word alone where none are.

    >>> pieces("WIRE)--Acme"), pieces("Inc.(“Acme"), pieces("state-of-the-art")
    (['WIRE', ')', '--', 'Acme'], ['Inc.', '(', '“', 'Acme'], ['state-of-the-art'])
    """
    if word.isalnum() or not _STUCK.search(word) or _ADDRESS.search(word):
        return [word]
    return _PIECE.findall(word)


def stray_letters(text: str) -> Iterator[int]:
    """Yield the offset of every letter that sticks to the start of a capitalised word.

    >>> list(stray_letters("IThis goes on.\\nIts officer IAnna Berger said"))
    [0, 27]
    >>> list(stray_letters("OOrsolini chose Acme. Orsolini said"))
    [0]
    """
    for match in _AT_LINE_START.finditer(text):
        yield match.start()
    words: set[str] | None = None
    for match in _DOUBLED.finditer(text):
        words = words if words is not None else set(_WORD.findall(text))
        if match[0][0] != "I" and match[1] in words:
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
        """Return ``doc`` with every stray letter, and every part of what is stuck together, as a token of its own."""
        spans = [doc.char_span(offset, offset + 1, alignment_mode="expand") for offset in stray_letters(text_of(doc))]
        parts = {token.i: found for token in doc if len(found := pieces(token.text)) > 1}
        for span in spans:
            if span is not None and span[0].text[0].isupper() and len(span[0]) > 1:
                parts.setdefault(span[0].i, [span[0].text[0], span[0].text[1:]])
        if parts:
            with doc.retokenize() as retokenizer:
                for index, orths in parts.items():
                    heads: list[Token | tuple[Token, int]] = [(doc[index], place) for place in range(len(orths))]
                    retokenizer.split(doc[index], orths, heads=heads)
        return doc
