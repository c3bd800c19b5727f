"""Small bridges between characters of a text and spans of a spaCy ``Doc``."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Span

from extract.drafts import Section

# Parts of a release that say nothing about the parties' own work.
QUIET = frozenset({"boilerplate", "contact", "debris"})

_TEXT = "partnership text"


def cover(doc: Doc, start: int, end: int) -> Span:
    """Return the shortest span of ``doc`` that holds the characters ``start`` to ``end`` (end exclusive).

    >>> import spacy
    >>> cover(spacy.blank("en")("Acme wins"), 6, 8).text
    'wins'
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None, f"characters {start} to {end} lie outside the document of {len(doc.text)} characters"
    return span


def text_of(doc: Doc) -> str:
    """Return the text of ``doc``, put together once: spaCy does so again at every ``doc.text``.

    >>> import spacy
    >>> text_of(spacy.blank("en")("Acme wins"))
    'Acme wins'
    """
    text = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return str(text)


class SectionMap:
    """Tells which section a character offset lies in; built once for a document."""

    def __init__(self, doc: Doc) -> None:
        self._sections: list[Section] = list(doc._.sections)
        self._starts = [section.span.start_char for section in self._sections]

    def section(self, offset: int) -> Section | None:
        """Return the section at a character offset; None where none was found."""
        place = bisect_right(self._starts, offset) - 1
        return self._sections[place] if place >= 0 else None

    def label(self, offset: int) -> str:
        """Return the section label at a character offset; ``"body"`` where no section was found."""
        section = self.section(offset)
        return section.label if section is not None else "body"

    def quiet(self, offset: int) -> bool:
        """Whether the character lies in boilerplate, a contact block or page debris."""
        return self.label(offset) in QUIET
