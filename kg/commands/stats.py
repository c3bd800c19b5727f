"""``kg stats``: how much the store holds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import options
from kg.commands.output import show


@click.command()
@options.store
@options.form
@options.on_a_day
def stats(store_path: Path, form: str, as_of: str | None, valid_on: str | None) -> None:
    """Print how much the store holds."""
    with options.open_store(store_path, as_of=as_of, valid_on=valid_on) as store:
        show(("what", "count"), list(store.stats().items()), form)
