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
@click.option("--title", help="Heading of the page (default: Biotech partnerships, and the day that is asked for).")
@options.on_a_day
def view(
    store_path: Path,
    output: Path,
    kind: str,
    seed: int,
    resolution: float,
    min_confidence: float,
    title: str | None,
    as_of: str | None,
    valid_on: str | None,
) -> None:
    """Write the network as a page for the browser.

    Search, filter, and click for the deals and the sentences that say so."""
    import kg

    with options.open_store(store_path, as_of=as_of, valid_on=valid_on) as store:
        graph = kg.network(store, kind, min_confidence=min_confidence)
    found = kg.clusters(graph, seed=seed, resolution=resolution)
    heading = _heading(as_of, valid_on) if title is None else title
    kg.page(graph, clusters=found, title=heading, seed=seed).write(output)
    click.echo(f"{output}: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


def _heading(as_of: str | None, valid_on: str | None) -> str:
    """A page of the past says so."""
    known = "" if as_of is None else f", as known on {as_of}"
    return f"Biotech partnerships{known}" + ("" if valid_on is None else f", in force on {valid_on}")
