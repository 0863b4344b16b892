"""The directory as a file that an office edits: reading it with every fault named by its place.

A YAML file, or a workbook (models/directory_xlsx) with the same keys as columns:

province: Nam Định
agencies:
  - key: snv
    name: Sở Nội vụ
    kind: department
    level: province
    contacts:
      - {role: focal, name: ..., email: ..., phone: ..., since: ..., letter: 12/SNV-VP}
successions:
  - {old: stttt, new: svhttdl, from: 2025-03-01, function: press, source: ...}

An agency may name another ``province`` than the file's; an empty one is none (a central body).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath

from models.directory_reader import Reader
from models.directory_rows import (
    AgencyRow,
    ContactRow,
    DirectoryFault,
    DirectoryFile,
    DirectoryRefused,
    Raw,
    Spot,
    SuccessionRow,
)

__all__ = [
    "MAX_BYTES", "AgencyRow", "ContactRow", "DirectoryFault", "DirectoryFile", "DirectoryRefused", "SuccessionRow",
    "read_directory",
]  # fmt: skip
MAX_BYTES = 8_000_000
"""A directory of 34 provinces with all 3,321 communes is about 2 MB."""
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".xlam", ".ods")
"""What a spreadsheet program saves; all but the first are refused by name."""
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a zip (.xlsx) and an OLE file (.xls, or an .xlsx under a password) begin."""


def read_directory(content: bytes, place: str) -> DirectoryFile:
    """Read a directory file, YAML or workbook by its content.

    Raises DirectoryRefused where it is neither; the faults of single rows are collected.
    """
    if len(content) > MAX_BYTES:
        raise DirectoryRefused.of("directory.too_large", place=place, limit=MAX_BYTES // 1_000_000)
    if content.startswith(MAGIC) or PurePath(place).suffix.lower() in WORKBOOKS:
        from models.directory_xlsx import read_workbook  # openpyxl takes 150 ms to load

        return read_workbook(content, place)
    return _read_yaml(content, place)


def _read_yaml(content: bytes, place: str) -> DirectoryFile:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        head = _head(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise DirectoryRefused.of("directory.not_utf8", place=place) from fault
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"{place}:{mark.line + 1}" if mark else place
        raise DirectoryRefused.of("directory.not_yaml", place=where, detail=fault.problem or "") from fault
    except (YAMLError, RecursionError, ValueError) as fault:
        raise DirectoryRefused.of("directory.not_yaml", place=place, detail=str(fault).split("\n")[0]) from fault
    if head is None:
        raise DirectoryRefused.of("directory.not_a_directory", place=place)
    return Reader(DirectoryFile(place)).read(head)


@lru_cache(maxsize=4)
def _head(text: str) -> Raw | None:
    """The file's tree, which nobody changes; None where it is no directory.

    What was looked at is what is imported next, and ruamel's YAML reads 40 kB in a second.
    """
    from ruamel.yaml import YAML

    raw = YAML().load(text)
    return _raw(raw, 1) if isinstance(raw, dict) and "agencies" in raw else None


def _raw(row: object, line: int) -> Raw:
    """A mapping of the YAML tree with the lines of its keys; lists of rows (agencies, contacts) likewise."""
    if not isinstance(row, dict):
        return Raw(row, Spot(line))  # type: ignore[arg-type]  # the reader says that it is no row
    position: Callable[[object], tuple[int, int]] | None = getattr(getattr(row, "lc", None), "key", None)
    cells = {key: Spot(int(position(key)[0]) + 1) for key in row} if position else {}
    values = dict(row)
    for key in ("agencies", "successions", "contacts"):
        rows = row.get(key)
        if isinstance(rows, list):
            lines = [int(rows.lc.item(at)[0]) + 1 if hasattr(rows, "lc") else line for at in range(len(rows))]
            values[key] = [_raw(each, at) for each, at in zip(rows, lines, strict=True)]
    return Raw(values, Spot(line), cells)
