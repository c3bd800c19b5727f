"""``kg check``, ``kg remove`` and ``kg rebuild``: keeping a store in order."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import options
from kg.commands.output import show


@click.command()
@options.store
@options.form
def check(store_path: Path, form: str) -> int:
    """Verify quotes and shapes of everything held.

    Every quote must stand in its document at its place, and every fact must have its shape.

    The exit status is 1 if anything is violated.
    """
    with options.open_store(store_path) as store:
        documents, found = len(store.documents()), store.check()
    if found:
        show(("document", "problem"), [(violation.where, violation.problem) for violation in found], form)
    click.echo(f"{store_path}: {len(found)} violations in {documents} documents", err=bool(found))
    return 1 if found else 0


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@options.store
def remove(documents: tuple[str, ...], store_path: Path) -> None:
    """Remove documents and what only they support."""
    with options.open_store(store_path, write=True) as store:
        for document in documents:
            store.remove(document)
    click.echo(f"{store_path}: {len(documents)} removed")


@click.command()
@options.store
def rebuild(store_path: Path) -> None:
    """Derive the facts anew from what each document said.

    Says whether anything differed: it should not.
    """
    with options.open_store(store_path, write=True) as store:
        differed = store.rebuild() or store.derived_anew
    click.echo(f"{store_path}: rebuilt, {'the facts differed' if differed else 'nothing differed'}")
