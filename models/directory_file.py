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

from collections.abc import Hashable
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from config.plain_yaml import plain_yaml
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

if TYPE_CHECKING:
    from ruamel.yaml.constructor import SafeConstructor

__all__ = [
    "MAX_BYTES", "AgencyRow", "ContactRow", "DirectoryFault", "DirectoryFile", "DirectoryRefused", "SuccessionRow",
    "read_directory",
]  # fmt: skip
MAX_BYTES = 8_000_000
"""A directory of 34 provinces with all 3,321 communes is about 2 MB."""
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".xlam", ".ods")
"""What a spreadsheet program saves; all but the first are refused by name."""
ROWS = ("agencies", "successions", "contacts")
"""Keys under which rows stand."""
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
    try:
        head = _parsed(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise DirectoryRefused.of("directory.not_utf8", place=place) from fault
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"{place}:{mark.line + 1}" if mark else place
        raise DirectoryRefused.of("directory.not_yaml", place=where, detail=fault.problem or "") from fault
    except (YAMLError, RecursionError, ValueError) as fault:
        raise DirectoryRefused.of("directory.not_yaml", place=place, detail=str(fault).split("\n")[0]) from fault
    if "agencies" not in head.values:
        raise DirectoryRefused.of("directory.not_a_directory", place=place)
    return Reader(DirectoryFile(place)).read(head)


@lru_cache(maxsize=4)
def _parsed(text: str) -> Raw:
    """The file as rows, which nobody changes: what was looked at is what is imported next. Raises YAMLError.

    What libyaml cannot read is read again by the parser that names places well; libyaml is twelve times as fast
    (0.09 s for a directory of 150 agencies).
    """
    try:
        return _tree(plain_yaml(), text)
    except YAMLError:
        return _tree(YAML(typ="safe", pure=True), text)


def _tree(yaml: YAML, text: str) -> Raw:
    root = yaml.compose(text)
    return _raw(root, 1, yaml.constructor) if isinstance(root, MappingNode) else Raw({}, Spot(1))


def _raw(node: Node, line: int, constructor: SafeConstructor) -> Raw:
    """A mapping of the YAML tree with the lines of its keys; lists of rows (agencies, contacts) likewise.

    Raises MarkedYAMLError for a key that stands twice, or is no plain value.
    """
    if not isinstance(node, MappingNode):
        return Raw(constructor.construct_object(node, deep=True), Spot(line))  # the reader says that it is no row
    constructor.flatten_mapping(node)
    values: dict[Any, Any] = {}
    cells: dict[str, Spot] = {}
    for name, value in node.value:
        key = constructor.construct_object(name, deep=True)
        if not isinstance(key, Hashable):
            raise MarkedYAMLError(problem="a key is no plain value", problem_mark=name.start_mark)
        constructor.check_mapping_key(node, name, values, key, value)
        cells[str(key)] = Spot(name.start_mark.line + 1)
        if key in ROWS and isinstance(value, SequenceNode):
            values[key] = [_raw(each, each.start_mark.line + 1, constructor) for each in value.value]
        else:
            values[key] = _value(value, constructor)
    return Raw(values, Spot(line), cells)


def _value(node: Node, constructor: SafeConstructor) -> object:
    """What a key holds; a day that no calendar has (2025-02-30) stays text, which the reader refuses by its line."""
    try:
        return constructor.construct_object(node, deep=True)
    except ValueError:
        if not isinstance(node, ScalarNode):
            raise
        return node.value
