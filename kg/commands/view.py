"""``kg view``: the network as a page."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import options


@click.command()
@options.store
@options.page
@options.kind
@options.seed
@options.resolution
@options.min_confidence
@click.option("--title", default="Biotech partnerships", show_default=True, help="Heading of the page.")
def view(
    store_path: Path, output: Path, kind: str, seed: int, resolution: float, min_confidence: float, title: str
) -> None:
    """Write the network as a page for the browser.

    Search, filter, and click for the deals and the sentences that say so."""
    import kg

    with options.open_store(store_path) as store:
        graph = kg.network(store, kind, min_confidence=min_confidence)
    found = kg.clusters(graph, seed=seed, resolution=resolution)
    kg.page(graph, clusters=found, title=title, seed=seed).write(output)
    click.echo(f"{output}: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
