"""``kg clusters``: groups of organizations that work with each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import options
from kg.commands.output import printable, show

if TYPE_CHECKING:
    from kg.analysis import Clusters


@click.command()
@options.store
@options.kind
@options.seed
@options.resolution
@options.min_confidence
@click.option("--save/--no-save", default=True, show_default=True, help="Keep them for organizations-of-cluster.")
@options.form
@options.on_a_day
def clusters(
    store_path: Path,
    kind: str,
    seed: int,
    resolution: float,
    min_confidence: float,
    save: bool,
    form: str,
    as_of: str | None,
    valid_on: str | None,
) -> None:
    """Print who works with whom, on what, and who connects them.

    The clusters of organizations are kept in the store for the query organizations-of-cluster; those of another day
    are not.
    """
    from kg.analysis import brokers
    from kg.analysis import clusters as find
    from kg.projection import network

    save = save and kind == "organizations" and as_of is None and valid_on is None
    with options.open_store(store_path, write=save, as_of=as_of, valid_on=valid_on) as store:
        graph = network(store, kind, min_confidence=min_confidence)
        found = find(graph, seed=seed, resolution=resolution)
        if save:
            store.save_clusters(found)
    show_clusters(found, form)
    between = brokers(graph, limit=5, seed=seed) if form == "table" else ()
    if between:
        click.echo(f"\nMost shortest paths lead through {', '.join(f'{printable(one.name)} ({one.score:.1%})' for one in between)}")


def show_clusters(found: Clusters, form: str = "table") -> None:
    """Write one row a cluster, the largest first; a table leaves out the label, which its columns say anyway."""
    columns = ("cluster", "label", "size", "therapies", "organizations")
    rows = [
        (
            cluster.id,
            cluster.label,
            len(cluster.members),
            ", ".join(f"{therapy} ({deals})" for therapy, deals in cluster.therapies[:3]),
            ", ".join(cluster.organizations[:4]),
        )
        for cluster in found
    ]
    shown = [place for place, column in enumerate(columns) if form != "table" or column != "label"]
    show([columns[place] for place in shown], [[row[place] for place in shown] for row in rows], form)
