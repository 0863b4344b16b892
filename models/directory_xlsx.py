"""A directory as a workbook of three sheets: its rows handed to the reader, every fault by sheet, row and column.

What offices do is taken: columns in another order, columns of their own, titles above, blank rows, numbers for
telephones, days as text. What would be guessed is refused: merged cells, formulas, a missing sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.slug import slug
from config.wording import say
from models.directory_reader import Reader, clean
from models.directory_rows import SHEETS, DirectoryFile, Raw, Spot, column_letter
from models.directory_sheets import COLUMNS, Column, functions_by_name, headings, sheet_names, spellings
from models.naming import fold
from models.xlsx import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, letters, open_workbook

HEADER_WITHIN = 15
"""A heading row is looked for in the first rows; above it stand titles."""
NAMED = 20
"""So many merged ranges, hidden rows are named one by one."""
NO_PROVINCE = "-"


def read_workbook(content: bytes, place: str) -> DirectoryFile:
    """Read a workbook. Raises DirectoryRefused where it cannot be read at all or a sheet is missing.

    What is wrong in single rows and cells is collected in the file's faults.
    """
    sheets = open_workbook(content, place)
    made = DirectoryFile(place, tuple(say(f"directory.sheet.{sheet}") for sheet in SHEETS))
    chosen = _choose(made, sheets)
    made.refuse()
    made.sheets = tuple(clean(sheet.name) for sheet in chosen)
    tables = [_Table(made, number, sheet).read() for number, sheet in enumerate(chosen)]
    made.refuse()
    made.silent = frozenset(key for table in tables for key in table.silent)
    agencies, contacts, successions = (list(table.rows()) for table in tables)
    province = _provinces(agencies)
    _attach(made, agencies, contacts)
    head = Raw(
        {"province": province, "agencies": _raws(agencies), "successions": _raws(successions)},
        Spot(tables[0].header, 0),
    )
    return Reader(made).read(head)


Line = tuple[dict[str, Any], Spot, dict[str, Spot]]
"""A row's values, where it stands, where each value stands."""


def _choose(made: DirectoryFile, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The three sheets by name; the rest is named."""
    chosen = []
    found = ", ".join(f"“{sheet.name}”" for sheet in sheets)
    for number, wanted in enumerate(SHEETS):
        like = [sheet for sheet in sheets if slug(clean(sheet.name)) in sheet_names(wanted)]
        name = say(f"directory.sheet.{wanted}")
        if not like:
            made.fault(Spot(0, number), "xlsx.no_sheet", sheet=name, found=found)
        elif len(like) > 1:
            made.fault(
                Spot(0, number), "xlsx.two_sheets", sheet=name, found=", ".join(f"“{each.name}”" for each in like)
            )
        chosen.extend(like[:1])
        if like and like[0].hidden:
            made.warn(Spot(0, number), "xlsx.hidden_sheet", sheet=like[0].name)
    ours = sheet_names("help") | sheet_names("optional")
    for sheet in sheets:
        if sheet not in chosen and slug(clean(sheet.name)) not in ours and (sheet.rows or sheet.too_long):
            names = ", ".join(say(f"directory.sheet.{each}") for each in SHEETS)
            made.warn(Spot(0), "xlsx.extra_sheet", sheet=sheet.name, wanted=names)
    return chosen


@dataclass
class _Table:
    """One sheet: its heading row and the columns that are read."""

    made: DirectoryFile
    number: int
    sheet: Sheet
    header: int = 0
    columns: dict[int, Column] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return SHEETS[self.number]

    def read(self) -> _Table:
        """Find the headings and judge the sheet's shape."""
        if self.sheet.merged:
            cells = self.sheet.merged[:NAMED] + (["…"] if len(self.sheet.merged) > NAMED else [])
            self.made.fault(self._spot(0), "xlsx.merged", cells=", ".join(cells))
        if self.sheet.too_long:
            self.made.fault(self._spot(0), "xlsx.rows", limit=f"{MAX_ROWS:,}".replace(",", "."))
            return self
        self._find_header()
        if self.header:
            self._choose_columns()
            self._hidden()
        return self

    def rows(self) -> Iterator[Line]:
        """The rows below the headings, blank ones left out."""
        for number, cells in self.sheet.rows.items():
            if number <= self.header:
                continue
            values: dict[str, Any] = {}
            spots = {column.key: self._spot(number, at) for at, column in self.columns.items()}
            for cell in cells:
                column = self.columns.get(cell.column)
                if column is not None and not column.shown:
                    value = self._value(column, cell, spots[column.key])
                    if value is not None:
                        values[column.key] = value
            if values:
                yield values, self._spot(number), spots

    def _find_header(self) -> None:
        known, needed = headings(self.name), [column for column in COLUMNS[self.name] if column.needed]
        above = False
        for number in sorted(self.sheet.rows)[:HEADER_WITHIN]:
            found = {known[key].key for cell in self.sheet.rows[number] if (key := _heading(cell)) in known}
            if len(found & {column.key for column in needed}) * 2 >= len(needed):
                self.header = number
                if above:
                    self.made.warn(self._spot(number), "xlsx.above", row=number)
                return
            above = True
        names = ", ".join(say(f"directory.column.{column.key}") for column in needed)
        self.made.fault(self._spot(0), "xlsx.no_header", rows=HEADER_WITHIN, columns=names)

    def _choose_columns(self) -> None:
        known = headings(self.name)
        seen: dict[str, str] = {}
        for cell in self.sheet.rows[self.header]:
            column, letter = known.get(_heading(cell)), column_letter(cell.column)
            if column is None:
                title = clean(str(cell.value))
                self.made.warn(self._spot(self.header, cell.column), "xlsx.extra_column", letter=letter, column=title)
            elif column.key in seen:
                self.made.fault(
                    self._spot(self.header, cell.column), "xlsx.two_columns", first=seen[column.key], second=letter,
                    column=say(f"directory.column.{column.key}"),
                )  # fmt: skip
            else:
                seen[column.key] = letter
                self.columns[cell.column] = column
        for column in COLUMNS[self.name]:
            if column.key in seen or column.shown or column.key == "sample":
                continue
            what = "xlsx.no_column" if column.needed else "xlsx.left_column"
            note = self.made.fault if column.needed else self.made.warn
            note(self._spot(self.header), what, column=say(f"directory.column.{column.key}"))
            self.silent.append(column.key if self.name == "agencies" else f"{self.name}.{column.key}")
        self._untitled()

    def _untitled(self) -> None:
        """Columns with values and no heading are not read; they are named once each."""
        titled = {cell.column for cell in self.sheet.rows[self.header]}
        stray = {
            cell.column for number, row in self.sheet.rows.items() if number > self.header for cell in row
        } - titled  # fmt: skip
        for at in sorted(stray):
            self.made.warn(self._spot(self.header, at), "xlsx.extra_column", letter=column_letter(at), column="")
        if self.sheet.too_wide:
            letter = f"> {column_letter(MAX_COLUMNS)}"
            self.made.warn(self._spot(self.header), "xlsx.extra_column", letter=letter, column="…")

    def _hidden(self) -> None:
        rows = [row for row in self.sheet.hidden_rows if row > self.header]
        if rows:
            named = ", ".join(map(str, rows[:NAMED])) + (", …" if len(rows) > NAMED else "")
            self.made.warn(self._spot(0), "xlsx.hidden_rows", rows=named)
        columns = [at for at in self.sheet.hidden_columns if at in self.columns]
        if columns:
            self.made.warn(self._spot(0), "xlsx.hidden_columns", columns=letters(columns))

    def _value(self, column: Column, cell: Cell, spot: Spot) -> object:
        if cell.kind != "value":
            what = {"formula": str(cell.value), "value": str(cell.value)}
            self.made.fault(spot, f"xlsx.{cell.kind}", **what)
            return None
        value = cell.value
        if isinstance(value, bool):
            value = "true" if value else "false"
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int | float) and not column.day:
            if column.key == "code":
                self.made.warn(spot, "number_code", value=value)
            value = str(value)
        return self._meant(column, value) if isinstance(value, str) else value

    def _meant(self, column: Column, text: str) -> object:
        """Words for codes, items of a list, and the dash that means no province."""
        text = text.strip()
        if column.many:
            parts = [clean(part) for part in text.replace("\n", ";").split(";")]
            found = [part for part in parts if part]
            return [functions_by_name().get(slug(part), part) for part in found] if column.key == "functions" else found
        if column.key == "function":
            return functions_by_name().get(slug(text), text)
        if column.key == "province" and text in (NO_PROVINCE, "–", "—"):
            return ""
        if column.choices:
            code = spellings(column.choices).get(slug(text), text)
            return {"yes": True, "no": False}.get(code, code) if column.choices == "requested" else code
        return text

    def _spot(self, row: int, column: int = 0) -> Spot:
        return Spot(row, self.number, column)


def _heading(cell: Cell) -> str:
    return slug(clean(str(cell.value)))


def _provinces(agencies: Sequence[Line]) -> str:
    """The workbook's province is the first one named; a row that names none belongs to it."""
    named = [str(values["province"]) for values, _, _ in agencies if values.get("province")]
    first = named[0] if named else ""
    for values, _, _ in agencies:
        if values.get("province") == first:
            del values["province"]
    return first


def _attach(made: DirectoryFile, agencies: Sequence[Line], contacts: Sequence[Line]) -> None:
    """Hand each contact to its agency, by key or by a name that only one bears."""
    owners = {str(values.get("key")): values for values, _, _ in agencies}
    names: dict[str, set[str]] = {}
    for key, values in owners.items():
        names.setdefault(fold(str(values.get("name", ""))), set()).add(key)
    sheet = made.sheets[SHEETS.index("agencies")]
    for values, spot, spots in contacts:
        said = values.pop("agency", None)
        if said is None:
            made.fault(spots.get("agency", spot), "xlsx.whose", sheet=sheet)
            continue
        key = clean(str(said))
        bearers = names.get(fold(key), set())
        if key not in owners and len(bearers) == 1:
            key = next(iter(bearers))
        if key not in owners:
            made.fault(spots.get("agency", spot), "xlsx.orphan", key=key, sheet=sheet)
            continue
        owners[key].setdefault("contacts", []).append(Raw(values, spot, spots))


def _raws(lines: Sequence[Line]) -> list[Raw]:
    return [Raw(*line) for line in lines]
