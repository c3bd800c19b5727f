"""From documents to a store: extracted and taken in one by one, but for what the store holds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from extract.reading import read_documents
from kg.holdings import IngestReport
from kg.store import Store
from ontology.records import Document, ReadFailure


def take_in(
    store: Store,
    found: Iterable[Document | ReadFailure],
    *,
    processes: int = 1,
    again: bool = False,
    ner: str | Path | None = None,
    min_confidence: float = 0.0,
) -> IngestReport:
    """Extract and ingest ``found`` and return the report; what the store holds unchanged is extracted only ``again``.

    A document that cannot be read stands in the report and stops nothing. ``processes`` is how many extract at once;
    ``ner`` and ``min_confidence`` are those of :func:`extract.reading.read`. A document that was extracted with others
    is extracted anew.
    """
    held: list[str] = []
    extractor = _extractor(ner, min_confidence)
    fresh = found if again else _fresh(store, found, held, extractor)
    readings = read_documents(fresh, processes=processes, ner=ner, min_confidence=min_confidence)
    report = store.ingest(readings, extractor=extractor)
    return replace(report, unchanged=report.unchanged + len(held))


def _extractor(ner: str | Path | None, min_confidence: float) -> str:
    """Return the version that stands in the store for who extracted: with what made it differ from the usual."""
    parts = [version("biotech-partnership-graph")]
    if ner is not None:
        from extract.ner import described

        parts.append(f"with {described(ner)}")
    if min_confidence:
        parts.append(f"from confidence {min_confidence:g}")
    return " ".join(parts)


def _fresh(
    store: Store, found: Iterable[Document | ReadFailure], held: list[str], extractor: str
) -> Iterator[Document | ReadFailure]:
    """Yield what the store does not hold just so; the ids of the rest are appended to ``held``."""
    for part in found:
        if isinstance(part, Document) and store.holds(part, extractor):
            held.append(part.doc)
        else:
            yield part
