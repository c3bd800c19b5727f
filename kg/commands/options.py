"""Options that several commands share, and the store they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.output import FORMATS

if TYPE_CHECKING:
    from kg.store import Store

store = click.option(
    "--store",
    "store_path",
    default="partners.db",
    show_default=True,
    envvar="KG_STORE",
    show_envvar=True,
    type=click.Path(path_type=Path),
    help="The store, a folder.",
)
form = click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(FORMATS), help="How rows are written."
)
processes = click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 256), help="Extract in so many processes."
)
page = click.option(
    "-o",
    "--output",
    default="partners.html",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page, one file that needs no network.",
)
kind = click.option(
    "--kind",
    default="organizations",
    show_default=True,
    type=click.Choice(["organizations", "therapies", "roles"]),
    help="Organizations among each other; organizations and therapy types; institutions, CDMOs and therapy types.",
)
seed = click.option("--seed", default=0, show_default=True, type=int, help="Seed of the clustering.")
resolution = click.option(
    "--resolution",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Higher gives more and smaller clusters.",
)


def open_store(path: Path, *, write: bool = False, create: bool = False) -> Store:
    """Return the store at ``path``, open to read unless ``write``; only ``create`` makes a new one.

    Raises :class:`~ontology.errors.StoreError` if it cannot be opened.
    """
    from kg.store import Store
    from ontology.errors import StoreError

    if not create and not path.exists():
        raise StoreError(f"{path}: no store is here; make one with `kg ingest` or name another with --store")
    return Store(path, read_only=not write)
