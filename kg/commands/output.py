"""Rows on standard output: a table that fits the terminal, or one of the plain formats."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")
ANSWER_FORMATS = (*FORMATS, "xlsx")
_ENDINGS = {f".{one}": one for one in ANSWER_FORMATS[1:]} | {".txt": "table", ".markdown": "md", ".ndjson": "jsonl"}

Row = Sequence[object]

_WIDEST = 100_000
_READABLE = (60, 45, 30, 24, 16)
"""A column is as wide as its longest word, if that is no longer than the first of these for which there is room."""
_TO_SHARE = 8
"""One part in so many of the terminal's width should be left to columns with more than a word in a cell."""
_GAP = 3
_LOOKED_AT = 40
_HIGH = 0.7
"""If the first rows are higher in a grid than this part of their height in blocks, all are shown in blocks."""
_LONG_NUMBER = 10_000
"""Numbers from here on are written with separators: 16,500,000,000."""


def show(columns: Sequence[str], rows: Iterable[Row], form: str = "table", empty: str = "") -> None:
    """Write ``rows`` under ``columns`` to standard output in the format ``form``; None is an empty cell.

    ``empty`` is what a table without rows says besides.
    """
    if form == "table":
        _show_table(columns, list(rows), empty)
    elif form == "xlsx":
        if sys.stdout.isatty():
            raise click.UsageError("a workbook is no text: expected --save FILE.xlsx, or a pipe")
        from kg.workbook import write_workbook

        write_workbook(sys.stdout.buffer, {"answer": (columns, rows)})
    else:
        click.echo(render(columns, rows, form), nl=False)


def save(columns: Sequence[str], rows: Iterable[Row], target: Path, form: str | None = None) -> None:
    """Write ``rows`` into a file, in the format that its ending says unless ``form`` is given.

    Raises :class:`click.UsageError` for an ending that says no format.
    """
    chosen = form or _ENDINGS.get(target.suffix.casefold())
    if chosen is None:
        raise click.UsageError(f"{target}: expected a name that ends in {', '.join(_ENDINGS)}, or --format")
    if chosen == "xlsx":
        from kg.workbook import write_workbook

        write_workbook(target, {"answer": (columns, rows)})
        return
    text = _whole(columns, list(rows)) if chosen == "table" else render(columns, rows, chosen)
    target.write_text(text, encoding="utf-8", newline="")


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


def _show_table(columns: Sequence[str], rows: list[Row], empty: str) -> None:
    from rich.console import Console

    if not rows:
        click.echo(f"no rows: {empty}" if empty else "no rows")
        return
    if not sys.stdout.isatty():
        # Into a file or a pipe nothing is folded: a name must be found in one piece.
        click.echo(_whole(columns, rows), nl=False)
        return
    console = Console()
    cells, numbers = _cells(columns, rows)
    widths = _widths(columns, cells, console.width)
    with console.capture() as captured:
        if widths and not _towers(console, _grid(columns, cells[:_LOOKED_AT], numbers, widths), columns, cells):
            console.print(_grid(columns, cells, numbers, widths))
        else:
            for line in cells:
                console.print(_block(columns, line))
                console.print()
    text = captured.get()
    if text.count("\n") >= console.height:
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)


def _whole(columns: Sequence[str], rows: list[Row]) -> str:
    """The table with every cell on one line, however wide."""
    from rich.console import Console

    if not rows:
        return "no rows\n"
    cells, numbers = _cells(columns, rows)
    whole = io.StringIO()
    Console(file=whole, width=_WIDEST).print(_grid(columns, cells, numbers, None))
    return "\n".join(line.rstrip() for line in whole.getvalue().splitlines()) + "\n"


def _cells(columns: Sequence[str], rows: list[Row]) -> tuple[list[list[str]], list[bool]]:
    """What stands in the cells, and which columns hold numbers only."""
    numbers = [all(isinstance(row[place], int | float) for row in rows) for place in range(len(columns))]
    return [[_shown(cell) for cell in row] for row in rows], numbers


def _shown(cell: object) -> str:
    if isinstance(cell, int | float) and abs(cell) >= _LONG_NUMBER:
        return f"{cell:,.0f}" if float(cell).is_integer() else f"{cell:,}"
    return _on_one_line(printable(cell))


def _widths(columns: Sequence[str], cells: list[list[str]], width: int) -> list[int]:
    """How wide each column gets, so that as few words as possible break; empty if there is no room for all columns.

    The room that is left over the longest words goes to the columns after what they lack.
    """
    from rich.cells import cell_len

    lines = [columns, *cells]
    words = [max(cell_len(word) for line in lines for word in line[place].split() or [""]) for place in range(len(columns))]
    whole = [max(cell_len(line[place]) for line in lines) for place in range(len(columns))]
    for most in _READABLE:
        narrowest = [min(most, word) for word in words]
        room = width - sum(narrowest) - _GAP * (len(columns) - 1)
        if room >= (0 if most == _READABLE[-1] else width // _TO_SHARE):
            lacking = [want - have for want, have in zip(whole, narrowest, strict=True)]
            share = min(1.0, room / max(1, sum(lacking)))
            return [have + int(lack * share) for have, lack in zip(narrowest, lacking, strict=True)]
    return []


def _towers(console: Console, grid: Table, columns: Sequence[str], cells: list[list[str]]) -> bool:
    """Whether the first rows take about as many lines in a grid, folded, as they take in blocks, which read better."""
    blocks = sum(len(console.render_lines(_block(columns, line))) + 1 for line in cells[:_LOOKED_AT])
    return len(console.render_lines(grid)) > _HIGH * blocks


def _grid(columns: Sequence[str], cells: list[list[str]], numbers: list[bool], widths: list[int] | None) -> Table:
    """Return a table with one line or more a row; without widths each column is as wide as its longest cell."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, (column, number) in enumerate(zip(columns, numbers, strict=True)):
        width = None if widths is None else widths[place]
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold", width=width)
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
