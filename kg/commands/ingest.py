"""``kg ingest``: documents into the store."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.commands import options


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@options.store
@options.processes
@options.ner
@options.min_confidence
@click.option("--again", is_flag=True, help="Extract anew what the store already holds unchanged.")
def ingest(
    sources: tuple[Path, ...], store_path: Path, processes: int, ner: str | None, min_confidence: float, again: bool
) -> int:
    """Read press releases into the store.

    Text, HTML and JSON Lines files, and folders of them.
    What the store already holds unchanged is skipped, unless it was extracted with other options. A document that cannot be read is reported and does not stop
    the others; the exit status is then 1.
    """
    from extract.sources import count, documents
    from kg.commands.progress import report_failures, track
    from kg.intake import take_in

    found, total, new = documents(sources), count(sources), not store_path.exists()
    options.check_ner(ner)
    with options.open_store(store_path, write=True, create=True) as store:
        report = take_in(
            store,
            track(found, "reading", total),
            processes=processes,
            again=again,
            ner=ner,
            min_confidence=min_confidence,
        )
    succeeded = report.added + report.unchanged + report.replaced
    if succeeded:
        click.echo(
            f"{store_path}: {report.added} added, {report.unchanged} unchanged, {report.replaced} replaced, "
            f"{len(report.failed)} failed"
        )
    elif new:
        # What was made for nothing is taken away again: an empty store would look like an answer.
        shutil.rmtree(store_path)
    return report_failures(report.failed, succeeded=succeeded)
