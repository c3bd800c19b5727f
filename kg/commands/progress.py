"""What standard error tells: progress, where somebody watches it, and failures."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

Item = TypeVar("Item")


def track(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Yield ``items`` and show how many have passed; silent where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total, description=what)


def report_failures(failed: Iterable[tuple[str, str]], *, succeeded: int) -> int:
    """Write each failure as one line and return the exit status."""
    failures = list(failed)
    for source, reason in failures:
        click.echo(f"kg: {source}: {reason}", err=True)
    if not failures:
        return 0
    return 1 if succeeded else 2
