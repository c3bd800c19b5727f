"""``kg stats``: how much the store holds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import options
from kg.commands.output import show


@click.command()
@options.store
@options.form
def stats(store_path: Path, form: str) -> None:
    """Print how much the store holds."""
    with options.open_store(store_path) as store:
        show(("what", "count"), list(store.stats().items()), form)
