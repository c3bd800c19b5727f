"""A reading as quads and back, without loss.

One graph a document, named by the document's IRI. Things are numbered by their place in the record (``#org-3``,
``#deal-1-party-2``), which keeps their order; the order of plain values is kept by :meth:`~kg.triples.Writer.ordered`.
The document node has what the record says (``dcterms:title``, ``dcterms:issued``) apart from what the source itself
stated (``schema:name``, ``schema:datePublished``).
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.rdf_reader import ReadingReader
from kg.rdf_writer import ReadingWriter
from kg.triples import Subjects
from ontology.errors import RecordError
from ontology.records import Reading


def quads(reading: Reading, extractor: str) -> list[Quad]:
    """Return the quads of one document's graph; ``extractor`` is the version of what extracted the record.

    Raises :class:`RecordError` when document and record have different ids or a string is not Unicode text.
    """
    document, record = reading.document, reading.record
    if document.doc != record.doc:
        raise RecordError(f"document {document.doc!r} came with the record of {record.doc!r}")
    return ReadingWriter(document, record).write(extractor)


def reading(quads_of_graph: Iterable[Quad]) -> Reading:
    """Return the reading whose graph has these quads.

    Raises :class:`RecordError` when something is missing, :class:`ValueError` when they make no valid record.
    """
    listed = list(quads_of_graph)
    graph = listed[0].graph_name if listed else None
    if not isinstance(graph, NamedNode):
        raise RecordError("expected the quads of a document's graph")
    return ReadingReader(graph.value, Subjects(listed)).read()
