"""Evidence as W3C Web Annotations: a thing, its characters in a document, and the quote.

::

    <doc>#org-3            bp:evidence      <doc>#org-3-mention-1
    <doc>#org-3-mention-1  oa:hasBody       <doc>#org-3
                           oa:hasTarget     <doc>#org-3-mention-1-target
    ...-target             oa:hasSource     <doc>
                           oa:hasSelector   ...-position (oa:start, oa:end), ...-quote (oa:exact)

Offsets count Unicode characters of the text as it was read; the end is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg import ids, terms
from kg.triples import Subjects, Writer, integer, string
from ontology.records import Span


def write(writer: Writer, mention: NamedNode, body: NamedNode, start: int, end: int, text: str) -> None:
    """Write one mention of ``body``: characters ``start`` to ``end`` of ``text``."""
    target, position = (NamedNode(f"{mention.value}-{part}") for part in ("target", "position"))
    quote = quote_of(mention)
    writer.add(mention, terms.TYPE, terms.MENTION)
    writer.add(mention, terms.ANNOTATION_BODY, body)
    writer.add(mention, terms.ANNOTATION_TARGET, target)
    writer.add(target, terms.TARGET_SOURCE, NamedNode(ids.document_of(mention.value)))
    writer.add(target, terms.TARGET_SELECTOR, position, quote)
    writer.add(position, terms.TYPE, terms.POSITION_SELECTOR)
    writer.add(position, terms.START, integer(start))
    writer.add(position, terms.END, integer(end))
    writer.add(quote, terms.TYPE, terms.QUOTE_SELECTOR)
    writer.add(quote, terms.EXACT, string(text[start:end]))


def quote_of(mention: NamedNode) -> NamedNode:
    """Return the node that has the words of a mention (``oa:exact``)."""
    return NamedNode(f"{mention.value}-quote")


def write_all(writer: Writer, body: NamedNode, spans: tuple[Span, ...], text: str) -> None:
    """Write the mentions of a thing that the document says, in order."""
    for number, span in enumerate(spans, 1):
        mention = NamedNode(f"{body.value}-mention-{number}")
        writer.add(body, terms.EVIDENCE, mention)
        write(writer, mention, body, span.start, span.end, text)


def read(subjects: Subjects, mention: str) -> tuple[int, int]:
    """Return start and end of a mention."""
    position = f"{mention}-position"
    return int(subjects.text(position, terms.START)), int(subjects.text(position, terms.END))


def read_all(subjects: Subjects, body: str) -> Iterator[Span]:
    """Return the spans of a thing that the document says, in the order they were written."""
    for mention in subjects.numbered(f"{body}-mention"):
        start, end = read(subjects, mention)
        yield Span(start=start, end=end)
