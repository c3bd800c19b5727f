"""``kg demo``: from nothing to a graph and a page, with the stories that ship with the package."""

from __future__ import annotations

from pathlib import Path

import click

import extract
from kg.commands import options
from kg.commands.output import show

DOCUMENTS = Path(extract.__file__).parent / "corpus" / "demo_texts.jsonl"


@click.command()
@options.store
@options.page
@options.processes
@options.min_confidence
def demo(store_path: Path, output: Path, processes: int, min_confidence: float) -> int:
    """Build graph, clusters and page from 79 real stories.

    A second run changes nothing. A store that holds other documents is left alone.
    """
    from extract.sources import documents
    from kg.commands.clusters import show_clusters
    from kg.commands.progress import report_failures, track
    from kg.flow import flow
    from ontology.errors import StoreError
    from ontology.records import Document

    found = list(documents(DOCUMENTS))
    names = {document.doc for document in found if isinstance(document, Document)}
    with options.open_store(store_path, write=True, create=True) as store:
        if any(document.doc not in names for document in store.documents()):
            raise StoreError(f"{store_path}: it holds other documents; run the demo in another folder or with --store")
        stories = track(found, "reading", len(found))
        report, clusters = flow(stories, store, output, processes=processes, min_confidence=min_confidence)
        counts = store.stats()
    click.echo(f"{store_path}: {report.added} added, {report.unchanged} unchanged, {len(report.failed)} failed\n")
    show(("what", "count"), [(what, count) for what, count in counts.items() if ":" not in what])
    click.echo()
    show_clusters(clusters)
    click.echo(f"\n{output}: open it in a browser; ask on with: kg query deals-of --organization Lonza")
    return report_failures(report.failed, succeeded=report.added + report.unchanged)
