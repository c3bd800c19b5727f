"""Rows on standard output: a table that fits the terminal, or one of the plain formats."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

import click

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")

Row = Sequence[object]

_WIDEST = 100_000


def show(columns: Sequence[str], rows: Iterable[Row], form: str = "table") -> None:
    """Write ``rows`` under ``columns`` to standard output in the format ``form``; None is an empty cell."""
    if form == "table":
        _show_table(columns, list(rows))
    else:
        click.echo(render(columns, rows, form), nl=False)


def render(columns: Sequence[str], rows: Iterable[Row], form: str) -> str:
    """Return ``rows`` as text in one of the plain formats.

    >>> print(render(["name", "deals"], [["Société X", 2]], "jsonl"), end="")
    {"name": "Société X", "deals": 2}
    """
    if form == "csv":
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(columns)
        # The csv module leaves a carriage return unquoted, and would read it as the end of the row.
        writer.writerows([["" if cell is None else str(cell).replace("\r", "\n") for cell in row] for row in rows])
        return target.getvalue()
    if form in ("json", "jsonl"):
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        if form == "jsonl":
            return "".join(json.dumps(one, ensure_ascii=False, default=str) + "\n" for one in objects)
        return json.dumps(objects, ensure_ascii=False, indent=2, default=str) + "\n"
    if form == "tsv":
        lines = [columns, *rows]
        return "".join("\t".join(_on_one_line(cell) for cell in line) + "\n" for line in lines)
    if form == "md":
        lines = [columns, ["---"] * len(columns), *rows]
        cells = ([_on_one_line(cell).replace("|", "\\|") for cell in line] for line in lines)
        return "".join(f"| {' | '.join(line)} |\n" for line in cells)
    raise ValueError(f"format {form!r}: expected one of {', '.join(FORMATS)}")


def printable(value: object) -> str:
    """Return the text of ``value`` without characters that steer a terminal: names come from strangers' documents.

    >>> printable("Orvane\\x1b[2J Bio")
    'Orvane�[2J Bio'
    """
    text = "" if value is None else str(value)
    return "".join("\ufffd" if unicodedata.category(one) in ("Cc", "Cf") and one not in "\n\t" else one for one in text)


def _on_one_line(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _show_table(columns: Sequence[str], rows: list[Row]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        click.echo("no rows")
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for position, column in enumerate(columns):
        numbers = all(isinstance(row[position], int | float) for row in rows)
        table.add_column(Text(column), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_on_one_line(printable(cell))) for cell in row))
    if sys.stdout.isatty():
        Console().print(table)
        return
    # Into a file or a pipe nothing is folded: a name must be found in one piece.
    whole = io.StringIO()
    Console(file=whole, width=_WIDEST).print(table)
    click.echo("\n".join(line.rstrip() for line in whole.getvalue().splitlines()))
