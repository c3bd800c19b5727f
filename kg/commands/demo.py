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
@click.option(
    "-o",
    "--output",
    default="partners.html",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page.",
)
@options.processes
def demo(store_path: Path, output: Path, processes: int) -> int:
    """Build graph, clusters and page from 79 real stories.

    A second run changes nothing. A store that holds other documents is left alone.
    """
    import kg
    from extract.sources import documents
    from kg.commands.clusters import COLUMNS, rows
    from kg.commands.feeding import feed, report_failures
    from ontology.errors import StoreError
    from ontology.records import Document

    found = list(documents(DOCUMENTS))
    names = {document.doc for document in found if isinstance(document, Document)}
    with options.open_store(store_path, write=True, create=True) as store:
        if any(document.doc not in names for document in store.documents()):
            raise StoreError(f"{store_path}: it holds other documents; run the demo in another folder or with --store")
        report = feed(store, found, len(found), processes=processes)
        graph = kg.network(store)
        clusters = kg.clusters(graph)
        store.save_clusters(clusters)
        counts = store.stats()
    kg.page(graph, clusters=clusters).write(output)
    click.echo(f"{store_path}: {report.added} added, {report.unchanged} unchanged, {len(report.failed)} failed\n")
    show(("what", "count"), [(what, count) for what, count in counts.items() if ":" not in what])
    click.echo()
    show(COLUMNS, rows(clusters))
    click.echo(f"\n{output}: open it in a browser; ask on with: kg query deals-of --organization Lonza")
    return report_failures(report.failed, succeeded=report.added + report.unchanged)
