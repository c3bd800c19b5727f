from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.commands.output import FORMATS, printable, render, show


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


COLUMNS = ("name", "deals")
cells = st.one_of(st.none(), st.integers(), st.text(max_size=20))
tables = st.lists(st.tuples(cells, cells), max_size=5)


@given(tables)
def test_json_comes_back_whole(rows: list[tuple[object, object]]) -> None:
    expected = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert json.loads(render(COLUMNS, rows, "json")) == expected
    assert [json.loads(line) for line in render(COLUMNS, rows, "jsonl").split("\n")[:-1]] == expected


def plain(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\r", "\n")


@given(tables)
def test_csv_comes_back_whole(rows: list[tuple[object, object]]) -> None:
    read = list(csv.reader(io.StringIO(render(COLUMNS, rows, "csv"), newline="")))
    assert read == [list(COLUMNS), *([plain(cell) for cell in row] for row in rows)]


@given(tables)
def test_tsv_and_markdown_have_one_line_a_row(rows: list[tuple[object, object]]) -> None:
    tsv = render(COLUMNS, rows, "tsv").split("\n")
    assert len(tsv) == len(rows) + 2
    assert all(line.count("\t") == 1 for line in tsv[:-1])
    assert len(render(COLUMNS, rows, "md").split("\n")) == len(rows) + 3


def test_markdown_escapes_what_would_end_a_cell() -> None:
    assert render(COLUMNS, [("A | B", 1)], "md") == "| name | deals |\n| --- | --- |\n| A \\| B | 1 |\n"


@given(st.text())
def test_nothing_printed_steers_the_terminal(text: str) -> None:
    assert not any(character in printable(text) for character in "\x1b\x9b\x07\x08\u202e\r")


def test_a_table_in_a_pipe_folds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    name = "National Institute of " + "Very Long Names and " * 10 + "[bold]Markup[/bold]"
    show(COLUMNS, [(name, 3), (None, None)])
    printed = capsys.readouterr().out
    assert name in printed
    assert all(line == line.rstrip() for line in printed.splitlines())


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_without_rows_too(capsys: pytest.CaptureFixture[str], form: str) -> None:
    show(COLUMNS, [], form)
    assert (capsys.readouterr().out == "") == (form == "jsonl")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of table, csv"):
        render(COLUMNS, [], "xml")


@given(
    st.lists(st.tuples(*[st.text(max_size=90)] * 4), min_size=1, max_size=4),
    st.sampled_from([60, 80, 120, 200]),
)
def test_a_table_on_a_terminal_fits_and_loses_no_character(rows: list[tuple[str, ...]], width: int) -> None:
    columns = ("organization", "role", "quote", "deal")
    stream = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        patch.setenv("COLUMNS", str(width))
        show(columns, rows)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).split("\n")
    assert max(cell_len(line) for line in lines) <= width
    shown = Counter("".join(lines))
    wanted = Counter("".join(printable(cell) for row in rows for cell in row))
    assert all(shown[one] >= wanted[one] for one in wanted if not one.isspace())


def test_long_numbers_have_separators_in_tables_only(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, [("Catalent", 16_500_000_000), ("year", 2024)])
    assert "16,500,000,000" in capsys.readouterr().out
    assert "16500000000" in render(COLUMNS, [("Catalent", 16_500_000_000)], "csv")
