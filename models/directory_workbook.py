"""Writing a directory as a workbook that an office edits; it reads back to the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from config.wording import say
from models.bodies import Draft
from models.directory_rows import SHEETS
from models.directory_sheets import COLUMNS, Column, codes, label
from models.directory_xlsx import NO_PROVINCE
from models.functions import function_names

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TYPED_ROWS = 2_000
"""So many rows below the last one have their lists and formats ready for typing."""
DAY = "dd/mm/yyyy"
TEXT = "@"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def directory_workbook(draft: Draft) -> bytes:
    """The .xlsx file of a draft or an export: three sheets, the bodies of some provinces apart, and help."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    rows = {
        "agencies": [{"province": draft.province, **agency} for agency in draft.agencies],
        "contacts": [
            {"agency": agency["key"], "agency_name": agency["name"], **contact}
            for agency in draft.agencies
            for contact in agency.get("contacts", ())
        ],
        "successions": draft.successions,
    }
    for sheet in SHEETS:
        columns = _columns(sheet, rows[sheet])
        _write(book.create_sheet(say(f"directory.sheet.{sheet}")), columns, rows[sheet])
    if draft.optional:
        optional = book.create_sheet(say("directory.sheet.optional"))
        _write(optional, _columns("agencies", draft.optional), draft.optional)
    _help(book, draft.province)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(sheet: str, rows: Iterable[Mapping[str, Any]]) -> list[Column]:
    """All columns; the mark of sample rows only where there are some."""
    samples = any(row.get("sample") for row in rows)
    return [column for column in COLUMNS[sheet] if column.key != "sample" or samples]


def _write(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    bold, fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
    grey, wrap = PatternFill("solid", fgColor="EEEEEE"), Alignment(wrap_text=True, vertical="top")
    for at, column in enumerate(columns, start=1):
        top: Any = sheet.cell(1, at, say(f"directory.column.{column.key}"))
        top.font, top.fill, top.alignment = bold, grey if column.shown else fill, wrap
        top.comment = Comment(say(f"directory.note.{column.key}"), "Dondoc", width=320, height=110)
        shape = sheet.column_dimensions[get_column_letter(at)]
        shape.width, shape.number_format = column.width, DAY if column.day else TEXT
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(columns, start=1):
            value = _value(column, row)
            if value is None:
                continue
            cell: Any = sheet.cell(number, at)
            if isinstance(value, date):
                cell.value, cell.number_format = value, DAY
                continue
            cell.value, cell.number_format = value, TEXT
            if value.startswith(("=", "+", "-", "@")):
                cell.data_type, cell.quotePrefix = "s", True  # text stays text, whatever it begins with
    _lists(sheet, columns, len(rows) + 1 + TYPED_ROWS)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"


def _lists(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Drop-down lists for columns of choices. A value that is no choice is warned of, not forbidden."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for at, column in enumerate(columns, start=1):
        if column.choices is None:
            continue
        letter = get_column_letter(at)
        chosen = DataValidation("list", formula1=_range(column.choices), allow_blank=True, errorStyle="warning")
        chosen.prompt = say(f"directory.note.{column.key}")
        chosen.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(chosen)


def _value(column: Column, row: Mapping[str, Any]) -> str | date | None:
    value = row.get(column.key)
    if column.key == "province" and value == "":
        return NO_PROVINCE
    if value is None or value is False or value == "":
        return None
    if value is True:
        return label("requested", "yes")
    if isinstance(value, list | tuple):
        return _CONTROL.sub("", "; ".join(map(str, value))) or None
    if column.choices:
        return label(column.choices, str(value))
    return value if isinstance(value, date) else _CONTROL.sub("", str(value))


LISTS = ("kind", "level", "requested", "role", "language")
LIST_ROW = 10
"""Where the lists of the help sheet begin, one column each, functions after them."""


def _range(choices: str) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(LISTS.index(choices) + 1)
    return f"'{say('directory.sheet.help')}'!${letter}${LIST_ROW + 1}:${letter}${LIST_ROW + len(codes(choices))}"


def _help(book: Workbook, province: str) -> None:
    from openpyxl.styles import Font

    sheet = book.create_sheet(say("directory.sheet.help"))
    bold = Font(bold=True)
    sheet.cell(1, 1, say("directory.help.title", province=province)).font = Font(bold=True, size=14)
    for number, line in enumerate(say("directory.help.lines").splitlines(), start=3):
        sheet.cell(number, 1, line)
    for at, choices in enumerate(LISTS, start=1):
        sheet.cell(LIST_ROW, at, say(f"directory.column.{choices}")).font = bold
        for number, code in enumerate(codes(choices), start=LIST_ROW + 1):
            sheet.cell(number, at, label(choices, code))
        sheet.column_dimensions[chr(64 + at)].width = 24
    at = len(LISTS) + 1
    sheet.cell(LIST_ROW, at, say("directory.column.functions")).font = bold
    for number, (key, name) in enumerate(function_names().items(), start=LIST_ROW + 1):
        sheet.cell(number, at, key)
        sheet.cell(number, at + 1, name)
    sheet.column_dimensions[chr(64 + at)].width, sheet.column_dimensions[chr(65 + at)].width = 22, 60
