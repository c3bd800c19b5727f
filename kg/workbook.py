"""Tables as sheets of an Excel workbook: text stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Sheet = tuple[Sequence[str], Iterable[Sequence[object]]]

_LONGEST_CELL = 32_767
_LOOKED_AT = 200
_WIDEST = 60
_LARGEST_WHOLE = 10**15
"""Larger numbers lose digits in a spreadsheet: they are written as text."""


def write_workbook(target: Path | IO[bytes], sheets: Mapping[str, Sheet]) -> None:
    """Write a workbook with one sheet for each of ``sheets``, its columns as a header that stays in view.

    A string is never taken for a formula; characters that a workbook cannot hold are left out.
    """
    book = Workbook(write_only=True)
    for name, (columns, rows) in sheets.items():
        listed = [list(row) for row in rows]
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for place in range(len(columns)):
            longest = max(len(str(row[place] or "")) for row in [columns, *listed[:_LOOKED_AT]])
            sheet.column_dimensions[get_column_letter(place + 1)].width = min(_WIDEST, longest + 2)
        header = [_cell(sheet, column) for column in columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in listed:
            sheet.append([_cell(sheet, value) for value in row])
        if columns:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(listed) + 1}"
    book.save(target)


def _cell(sheet: object, value: object) -> WriteOnlyCell:
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < _LARGEST_WHOLE):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST_CELL]
    cell.data_type = "s"
    return cell
