"""From documents to a store, with progress: what ``kg ingest`` and ``kg demo`` share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from extract.reading import read_documents
from kg.commands.progress import track
from ontology.records import Document, ReadFailure

if TYPE_CHECKING:
    from kg.holdings import IngestReport
    from kg.store import Store


def feed(
    store: Store, found: Iterable[Document | ReadFailure], total: int, *, processes: int = 1, again: bool = False
) -> IngestReport:
    """Ingest ``found`` and return the report; what the store holds unchanged is extracted only ``again``."""
    held: list[str] = []
    fresh = found if again else _fresh(store, found, held)
    watched = track(fresh, "reading", total)
    report = store.ingest(read_documents(watched, processes=processes))
    return replace(report, unchanged=report.unchanged + len(held))


def report_failures(failed: Iterable[tuple[str, str]], *, succeeded: int) -> int:
    """Write each failure as one line on standard error and return the exit status."""
    failures = list(failed)
    for source, reason in failures:
        click.echo(f"kg: {source}: {reason}", err=True)
    if not failures:
        return 0
    return 1 if succeeded else 2


def _fresh(
    store: Store, found: Iterable[Document | ReadFailure], held: list[str]
) -> Iterator[Document | ReadFailure]:
    """Yield what the store does not hold just so; the ids of the rest are appended to ``held``."""
    for part in found:
        if isinstance(part, Document) and store.holds(part):
            held.append(part.doc)
        else:
            yield part
