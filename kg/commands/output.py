"""Rows on standard output: a table that fits the terminal, or one of the plain formats."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")

Row = Sequence[object]

_WIDEST = 100_000
_READABLE = 16
"""Columns narrower than this, and than their longest word, break words in two."""
_GAP = 3


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
    from rich.console import Console

    if not rows:
        click.echo("no rows")
        return
    cells = [[_on_one_line(printable(cell)) for cell in row] for row in rows]
    numbers = [all(isinstance(row[place], int | float) for row in rows) for place in range(len(columns))]
    if not sys.stdout.isatty():
        # Into a file or a pipe nothing is folded: a name must be found in one piece.
        whole = io.StringIO()
        Console(file=whole, width=_WIDEST).print(_grid(columns, cells, numbers, [0] * len(columns)))
        click.echo("\n".join(line.rstrip() for line in whole.getvalue().splitlines()))
        return
    console = Console()
    narrowest = [
        min(_READABLE, max(len(word) for line in (columns, *cells) for word in (line[place].split() or [""])))
        for place in range(len(columns))
    ]
    if sum(narrowest) + _GAP * (len(columns) - 1) <= console.width:
        console.print(_grid(columns, cells, numbers, narrowest))
    else:
        for line in cells:
            console.print(_block(columns, line))
            console.print()


def _grid(columns: Sequence[str], cells: list[list[str]], numbers: list[bool], narrowest: list[int]) -> Table:
    """Return a table with one line or more a row; columns are never narrower than told."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column, number, width in zip(columns, numbers, narrowest, strict=True):
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold", min_width=width)
    for line in cells:
        table.add_row(*map(Text, line))
    return table


def _block(columns: Sequence[str], line: list[str]) -> Table:
    """Return one row as a block with a line for each filled cell: for many columns on a narrow terminal."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", min_width=max(map(len, columns)))
    table.add_column(overflow="fold")
    for column, cell in zip(columns, line, strict=True):
        if cell:
            table.add_row(Text(column), Text(cell))
    return table
