"""A workbook opened without trust: what it is and how large, before anything is unpacked; then its cells.

Office Open XML, ECMA-376 part 1: a zip of XML parts. openpyxl reads the values; merged cells and hidden rows,
which its streaming reader leaves out, are read from the parts of the sheets.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from models.directory_rows import DirectoryRefused, column_letter

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_UNPACKED = 80 * 2**20
"""Bytes of all parts. 3,355 agencies with three contacts each are 7 MB; 100,000 rows of 15 cells about 60."""
MAX_PARTS = 2_000
MAX_ROWS = 30_000
"""Rows of one sheet. All 3,321 communes with three contacts each are 10,000."""
MAX_COLUMNS = 60
LAST_ROW = 1_048_576
"""The last row that Excel knows; a file that speaks of a later one was made to exhaust its reader."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MACRO = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|activeX/)", re.IGNORECASE)
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, OverflowError, KeyError,
    IndexError, OSError, RuntimeError, AttributeError, TypeError, SyntaxError,
)  # fmt: skip
"""What zipfile, ElementTree and openpyxl raise on bytes that are no workbook (measured with mutated files)."""


@dataclass(frozen=True)
class Cell:
    """A cell with something in it; ``column`` from 1. ``kind`` is "value", "formula" or "error"."""

    column: int
    value: Any
    kind: str = "value"


@dataclass
class Sheet:
    """A sheet's cells by row number, blank rows left out, and what a person does not see or should not do."""

    name: str
    hidden: bool
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    too_long: bool = False
    too_wide: bool = False


def open_workbook(content: bytes, place: str) -> list[Sheet]:
    """All sheets of an .xlsx file. Raises DirectoryRefused for anything else, for macros, passwords and bombs.

    A sheet over MAX_ROWS is read no further and marked ``too_long``; columns after MAX_COLUMNS are left out and
    it is marked ``too_wide``.
    """
    from openpyxl import load_workbook

    _check_kind(content, place)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_package(package, place)
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return [_sheet(book, name, content) for name in book.sheetnames]
        finally:
            book.close()
    except _BROKEN as fault:
        raise DirectoryRefused.of("directory.xlsx.damaged", place=place) from fault


def _check_kind(content: bytes, place: str) -> None:
    suffix = PurePath(place).suffix.lower()
    if content.startswith(_OLE):
        locked = _LOCKED in content
        raise DirectoryRefused.of("directory.xlsx.locked" if locked else "directory.xlsx.old", place=place)
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise DirectoryRefused.of("directory.xlsx.macro", place=place)
    if suffix in (".xls", ".xlt"):
        raise DirectoryRefused.of("directory.xlsx.old", place=place)
    if suffix in (".xlsb", ".ods"):
        raise DirectoryRefused.of("directory.xlsx.kind", place=place, suffix=suffix)


def _check_package(package: zipfile.ZipFile, place: str) -> None:
    """Sizes first: zipfile stops at the declared size of a part, so a lie there becomes a damaged part."""
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or len(entries) > MAX_PARTS:
        raise DirectoryRefused.of(
            "directory.xlsx.bomb", place=place, mb=-(-unpacked // 2**20), limit=MAX_UNPACKED // 2**20
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise DirectoryRefused.of("directory.xlsx.locked", place=place)
    names = {entry.filename for entry in entries}
    if any(_MACRO.search(name) for name in names) or b"macroEnabled" in package.read("[Content_Types].xml"):
        raise DirectoryRefused.of("directory.xlsx.macro", place=place)
    if "xl/workbook.xml" not in names:
        raise DirectoryRefused.of("directory.xlsx.damaged", place=place)
    for name in names:
        if name.endswith((".xml", ".rels")):
            part = package.read(name)
            if any(mark in part for mark in _DOCTYPES):
                raise DirectoryRefused.of("directory.xlsx.doctype", place=place)


def _sheet(book: Workbook, name: str, content: bytes) -> Sheet:
    shown: Any = book[name]
    made = Sheet(name, shown.sheet_state != "visible")
    if not hasattr(shown, "reset_dimensions"):  # a sheet of a chart
        return made
    shown.reset_dimensions()
    with zipfile.ZipFile(BytesIO(content)) as package:
        _structure(made, package, shown._worksheet_path)
    if made.too_long:
        return made
    for number, row in enumerate(shown.iter_rows(max_col=MAX_COLUMNS), start=1):
        cells = [Cell(cell.column, cell.value, _kind(cell)) for cell in row if _filled(cell.value)]
        if cells:
            made.rows[number] = cells
    return made


def _structure(made: Sheet, package: zipfile.ZipFile, path: str) -> None:
    """Merged cells, hidden rows and columns, and how many rows hold a value."""
    from lxml import etree  # type: ignore[import-untyped]

    filled = number = 0
    with package.open(path) as part:
        for tag, element in _elements(etree.iterparse(part, events=("end",), resolve_entities=False)):
            if tag == "row":
                number = int(element.get("r") or number + 1)
                if number > LAST_ROW:
                    raise ValueError(number)
                full = [cell for cell in element if len(cell)]
                filled += bool(full)
                if full and element.get("hidden") in ("1", "true"):
                    made.hidden_rows.append(number)
                made.too_wide |= bool(full) and _column(full[-1].get("r") or "") > MAX_COLUMNS
            elif tag == "mergeCell":
                made.merged.append(str(element.get("ref")))
            elif tag == "col" and element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min") or 0), int(element.get("max") or 0)
                made.hidden_columns.extend(range(first, min(last, first + 50) + 1))
            if tag in ("row", "mergeCell"):
                element.clear()
            if filled > MAX_ROWS:
                made.too_long = True
                return


def _elements(events: Any) -> Iterator[tuple[str, Any]]:
    for _, element in events:
        if isinstance(element.tag, str):
            yield element.tag.rpartition("}")[2], element


def _column(reference: str) -> int:
    """B12 -> 2."""
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number


def _filled(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _kind(cell: Any) -> str:
    return {"f": "formula", "e": "error"}.get(cell.data_type, "value")


def letters(columns: list[int]) -> str:
    """[1, 6] -> "A, F"."""
    return ", ".join(column_letter(column) for column in columns)
