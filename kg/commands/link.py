"""``kg link``: identifiers of the registers for the organizations of a store."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from kg.commands import options
from kg.commands.output import show

_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--ror", type=_file, help="A data dump of ROR, schema 2 (JSON, or the zip it comes in).")
@click.option("--lei", type=_file, help="A golden copy of GLEIF (CSV, or the zip it comes in).")
@click.option("--who", envvar="KG_WHO", show_envvar=True, help="Who decides (default: your login name).")
@options.store
@options.form
def link(ror: Path | None, lei: Path | None, who: str | None, store_path: Path, form: str) -> None:
    """Link organizations with ROR and LEI.

    The official files are read as they are published. Each link is a decision: kg decisions lists them, kg undo takes
    one back.
    """
    from kg import registers
    from kg.commands.progress import track
    from kg.outside import link as link_records

    if ror is None and lei is None:
        raise click.UsageError("nothing to link with; expected --ror FILE or --lei FILE")
    with options.open_store(store_path, write=True) as store:
        for path, read in ((ror, registers.ror), (lei, registers.lei)):
            if path is not None:
                records = track(read(path), f"reading {path.name}")
                report = link_records(store, records, who or getpass.getuser(), datetime.now(UTC), f"listed in {path.name}")
                show(("organization", "identifiers"), report.linked, form, empty="no organization is listed there")
                for name in report.ambiguous:
                    click.echo(f"kg: {name}: several records fit, none is linked", err=True)
                click.echo(f"{path}: {report.read} records, {len(report.linked)} linked", err=True)
