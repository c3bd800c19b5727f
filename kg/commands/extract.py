"""``kg extract``: documents to records on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import options

if TYPE_CHECKING:
    from ontology.records import Document, ReadFailure


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write instead.")
@options.processes
@options.ner
@options.min_confidence
def extract(
    sources: tuple[Path, ...], output: Path | None, processes: int, ner: str | None, min_confidence: float
) -> int:
    """Print what press releases say as JSON Lines.

    One JSON object a document, every fact with its characters.

    A document that cannot be read is reported and does not stop the others; the exit status is then 1.
    """
    from extract.reading import read_documents
    from extract.sources import count, documents
    from kg.commands.progress import report_failures, track
    from ontology.records import Reading

    found: Iterable[Document | ReadFailure] = documents(sources)
    if output is not None or not sys.stdout.isatty():  # a bar would stand between the lines
        found = track(found, "extracting", count(sources))
    options.check_ner(ner)
    failed: list[tuple[str, str]] = []
    succeeded = 0
    with nullcontext(sys.stdout) if output is None else output.open("w", encoding="utf-8") as target:
        for reading in read_documents(found, processes=processes, ner=ner, min_confidence=min_confidence):
            if isinstance(reading, Reading):
                click.echo(reading.record.to_json(), file=target)
                succeeded += 1
            else:
                failed.append((reading.source, reading.reason))
    return report_failures(failed, succeeded=succeeded)
