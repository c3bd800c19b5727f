"""From documents to a store: extracted and taken in one by one, but for what the store holds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.reading import read_documents
from kg.holdings import IngestReport
from kg.store import Store
from ontology.records import Document, ReadFailure


def take_in(
    store: Store, found: Iterable[Document | ReadFailure], *, processes: int = 1, again: bool = False
) -> IngestReport:
    """Extract and ingest ``found`` and return the report; what the store holds unchanged is extracted only ``again``.

    A document that cannot be read stands in the report and stops nothing. ``processes`` is how many extract at once.
    """
    held: list[str] = []
    fresh = found if again else _fresh(store, found, held)
    report = store.ingest(read_documents(fresh, processes=processes))
    return replace(report, unchanged=report.unchanged + len(held))


def _fresh(
    store: Store, found: Iterable[Document | ReadFailure], held: list[str]
) -> Iterator[Document | ReadFailure]:
    """Yield what the store does not hold just so; the ids of the rest are appended to ``held``."""
    for part in found:
        if isinstance(part, Document) and store.holds(part):
            held.append(part.doc)
        else:
            yield part
