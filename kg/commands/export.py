"""``kg export`` and ``kg import``: a store as files for other programs, and back."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import options
from kg.exports import FORMATS, WHOLE, form_of


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(list(FORMATS)), help="The format; else the ending of TARGET says it.")
@options.store
@options.on_a_day
def export(target: Path, form: str | None, store_path: Path, as_of: str | None, valid_on: str | None) -> None:
    """Write the store to TARGET, a file or a folder.

    \b
    kg export partners.trig                 everything, as RDF
    kg export tables --as csv               tables with a data dictionary
    kg export tables.xlsx                   the same as a workbook
    kg export network.graphml               for Gephi and Cytoscape
    kg export network.graphml --as-of 2021  the same as known at the end of 2021
    """
    from kg.exports import export as write

    chosen = form or form_of(target)
    if chosen is None:
        raise click.UsageError(f"{target}: its ending says no format; expected --as {'|'.join(FORMATS)}")
    if valid_on is not None and chosen in WHOLE:
        # What was not in force would come back: it is derived from the documents, which the file holds.
        facts = "|".join(one for one in FORMATS if one not in WHOLE)
        raise click.UsageError(f"{target}: --valid-on keeps facts, and {chosen} holds documents; expected --as {facts}")
    with options.open_store(store_path, as_of=as_of, valid_on=valid_on) as store:
        click.echo(f"{target}: {write(store, target, chosen)}")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@options.store
def import_(files: tuple[Path, ...], store_path: Path) -> None:
    """Take in what `kg export` wrote as TriG, N-Quads or JSON-LD; documents of the same id are replaced."""
    from kg.importing import import_file

    with options.open_store(store_path, write=True, create=True) as store:
        for path in files:
            report = import_file(store, path)
            left_out = f", {report.left_out} facts left out that follow from no document" if report.left_out else ""
            click.echo(f"{path}: {report.documents} documents, {report.decisions} decisions{left_out}")
