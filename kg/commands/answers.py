"""Running a query for the command line: how its rows are cut, explained, written and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.options import days
from kg.commands.output import ANSWER_FORMATS, save, show

if TYPE_CHECKING:
    from kg.store import Store
    from kg.table import Table


@dataclass(frozen=True)
class Wanted:
    """How an answer is wanted: ``form`` None means a table, or what the ending of the file ``save`` says."""

    form: str | None = None
    save: Path | None = None
    explain: bool = False
    limit: int | None = None
    offset: int = 0
    as_of: str | None = None
    valid_on: str | None = None


def options() -> list[click.Option]:
    """Return the options that say how an answer is wanted; what is not given is None."""
    return [
        click.Option(["--format", "form"], type=click.Choice(ANSWER_FORMATS), help="How rows are written [table]."),
        click.Option(
            ["--save"],
            type=click.Path(path_type=Path, dir_okay=False),
            help="Write into this file; its ending says the format.",
        ),
        click.Option(["--explain"], is_flag=True, default=None, help="Add document and sentence to every row."),
        click.Option(["--limit"], type=click.IntRange(0), metavar="N", help="At most so many rows."),
        click.Option(["--offset"], type=click.IntRange(0), metavar="N", help="Leave out the first so many rows."),
        *days(),
    ]


def wanted(inner: Mapping[str, Any], outer: Mapping[str, Any]) -> Wanted:
    """Return what is wanted: what is not said behind the name of a query may have been said before it."""
    given = {name: value for params in (outer, inner) for name, value in params.items() if value is not None}
    return Wanted(**{name: given[name] for name in Wanted.__dataclass_fields__ if name in given})


def answer(store: Store, asked: str, parameters: Mapping[str, Sequence[str]], how: Wanted, empty: str = "") -> None:
    """Ask and write the answer as it is wanted; names that were written in part are told on standard error."""
    from kg.queries import named

    given: dict[str, object] = {name: list(some) for name, some in parameters.items()}
    own = None if re.search(r"[\s{]", asked) else named(asked).limit
    if own is not None:
        given["limit"] = how.offset + (own if how.limit is None else how.limit)
    table = store.query(asked, **given).part(how.offset, how.limit)
    if own is not None and how.limit is None and len(table) == own:
        click.echo(f"the first {own} rows; --limit and --offset give others", err=True)
    for written, name in table.read_as:
        click.echo(f"{written}: {name}", err=True)
    if how.explain:
        from kg.explain import explained

        table = explained(store, table)
    write(table, how, empty)


def write(table: Table, how: Wanted, empty: str = "") -> None:
    """Write a table to standard output or into a file."""
    readable = how.form == "table" or (how.form is None and (how.save is None or how.save.suffix == ".txt"))
    rows: Sequence[Sequence[object]] = [[_short(cell) for cell in row] for row in table.rows] if readable else table.rows
    if how.save is None:
        show(table.columns, rows, how.form or "table", empty=empty)
    else:
        save(table.columns, rows, how.save, how.form)
        click.echo(f"{len(table)} rows in {how.save}", err=True)


def _short(cell: object) -> object:
    """Return an IRI in the short form that queries and options take, too."""
    from kg.terms import PREFIXES

    if not isinstance(cell, str) or not cell.startswith("http"):
        return cell
    short = (f"{name}:{cell.removeprefix(start)}" for name, start in PREFIXES.items() if cell.startswith(start))
    return next(short, cell)
