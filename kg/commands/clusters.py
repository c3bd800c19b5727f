"""``kg clusters``: groups of organizations that work with each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import options
from kg.commands.output import Row, show

if TYPE_CHECKING:
    from kg.analysis import Clusters

COLUMNS = ("cluster", "label", "size", "therapies", "organizations")


@click.command()
@options.store
@options.kind
@options.seed
@options.resolution
@click.option("--save/--no-save", default=True, show_default=True, help="Keep them for organizations-of-cluster.")
@options.form
def clusters(store_path: Path, kind: str, seed: int, resolution: float, save: bool, form: str) -> None:
    """Print who works with whom: label, size, therapies, main names.

    The clusters of organizations are kept in the store for the query organizations-of-cluster.
    """
    from kg.analysis import clusters as find
    from kg.projection import network

    save = save and kind == "organizations"
    with options.open_store(store_path, write=save) as store:
        found = find(network(store, kind), seed=seed, resolution=resolution)
        if save:
            store.save_clusters(found)
    show(COLUMNS, rows(found), form)


def rows(found: Clusters) -> list[Row]:
    """Return one row a cluster under :data:`COLUMNS`, the largest first."""
    return [
        (
            cluster.id,
            cluster.label,
            len(cluster.members),
            ", ".join(f"{therapy} ({deals})" for therapy, deals in cluster.therapies[:3]),
            ", ".join(cluster.organizations[:4]),
        )
        for cluster in found
    ]
