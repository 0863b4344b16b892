"""A directory as a file gives it, YAML or workbook: rows with the places that faults are named by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from config.errors import DondocError
from config.wording import say, say_or_none

AGENCY_KEYS = (
    "key", "name", "kind", "level", "province", "parent", "sign", "code", "requested", "functions", "aliases",
    "valid_from", "valid_to", "sample", "contacts",
)  # fmt: skip
CONTACT_KEYS = ("role", "name", "email", "phone", "language", "since", "until", "letter", "verified")
"""``verified`` is written out for people to see; reading it changes nothing."""
SUCCESSION_KEYS = ("old", "new", "from", "function", "source")
HEAD_KEYS = ("province", "agencies", "successions")
SHEETS = ("agencies", "contacts", "successions")
"""The sheets of a workbook in their order; a Spot counts them from 0."""


class DirectoryFault(DondocError):
    """One thing that is wrong, or a warning, in a directory file: at file:line, or sheet, row and column."""

    spot: Spot


class DirectoryRefused(DondocError):
    """A directory file with faults; nothing was written. ``findings`` are all of them, in the file's order."""

    findings: tuple[DirectoryFault, ...] = ()
    warnings: tuple[DirectoryFault, ...] = ()


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a file: the line of a YAML file, or a workbook's sheet (from 0), row and column (from 1, 0: none)."""

    row: int
    sheet: int = 0
    column: int = 0


@dataclass(frozen=True)
class Raw:
    """A row before it is judged: values by key, where the row stands and where each value stands."""

    values: Mapping[str, object]
    spot: Spot
    cells: Mapping[str, Spot] = field(default_factory=dict)

    def at(self, key: str) -> Spot:
        """Where a value stands; the row where it has no place of its own."""
        return self.cells.get(key, self.spot)


@dataclass(frozen=True)
class ContactRow:
    """A contact as the file gives it; e-mail or telephone is there. ``since`` and ``until`` are inclusive."""

    at: Raw
    role: str
    name: str
    email: str | None
    phone: str | None
    language: str
    since: date | None = None
    until: date | None = None
    letter: str | None = None


@dataclass(frozen=True)
class AgencyRow:
    """An agency as the file gives it. ``blank_contacts`` are slots that nobody has filled in yet."""

    at: Raw
    key: str
    name: str
    kind: str
    level: str
    province: str
    parent: str | None
    sign: str | None
    code: str | None
    requested: bool
    functions: tuple[str, ...]
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    contacts: tuple[ContactRow, ...]
    blank_contacts: int


@dataclass(frozen=True)
class SuccessionRow:
    """A succession as the file gives it; ``new`` None: abolished without an heir."""

    at: Raw
    old: str
    new: str | None
    valid_from: date
    function: str | None
    source: str


@dataclass
class DirectoryFile:
    """What a file says, with the faults that its rows have each for themselves.

    ``sheets`` are the names of a workbook's sheets in the order of SHEETS; empty: a YAML file. ``silent`` are
    keys ("code", "contacts.since") of columns that the workbook does not have: what is kept stays as it is. ``unread``
    are keys of agencies whose row has a fault of its own: they are there, though nothing is known of them.
    """

    place: str
    sheets: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    province: str = ""
    agencies: list[AgencyRow] = field(default_factory=list)
    successions: list[SuccessionRow] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    faults: list[DirectoryFault] = field(default_factory=list)
    warnings: list[DirectoryFault] = field(default_factory=list)

    def fault(self, spot: Spot, what: str, /, **facts: object) -> None:
        """Note what is wrong at a place."""
        self.faults.append(self._finding(spot, what, facts))

    def warn(self, spot: Spot, what: str, /, **facts: object) -> None:
        """Note what a person should look at; it does not stop the import."""
        self.warnings.append(self._finding(spot, what, facts))

    def show(self, spot: Spot) -> str:
        """``danh-ba.yaml:12``, or “danhba.xlsx, trang “Cơ quan”, hàng 12, cột F”."""
        if not self.sheets:
            return f"{self.place}:{spot.row}" if spot.row else self.place
        facts: dict[str, object] = {"file": self.place, "sheet": self.sheets[spot.sheet], "row": spot.row}
        if not spot.row:
            return say("directory.spot.sheet", **facts)
        if not spot.column:
            return say("directory.spot.row", **facts)
        return say("directory.spot.cell", **facts, column=column_letter(spot.column))

    def near(self, spot: Spot) -> str:
        """The same without the file: “dòng 12”, “hàng 12, trang …”."""
        return say("directory.near.row" if self.sheets else "directory.near.line", row=spot.row)

    def word(self, key: str) -> str:
        """How this file calls a key: the key itself in YAML, the heading in a workbook."""
        return f"“{say(f'directory.column.{key}')}”" if self.sheets else key

    def label(self, key: str, code: str) -> str:
        """How this file writes a choice: the code in YAML, the reader's word in a workbook."""
        return say_or_none(f"directory.{key}.{code}") or code if self.sheets else code

    def refuse(self) -> None:
        """Raise DirectoryRefused with all faults in the file's order, where there is one."""
        if not self.faults:
            return
        faults = sorted(self.faults, key=lambda fault: (fault.spot.sheet, fault.spot))
        refused = DirectoryRefused.of("directory.refused", place=self.place, count=len(faults))
        refused.findings, refused.warnings = tuple(faults), tuple(self.warnings)
        raise refused

    def _finding(self, spot: Spot, what: str, facts: Mapping[str, object]) -> DirectoryFault:
        made = DirectoryFault.of(f"directory.{what}", place=self.show(spot), word=_Words(self), **facts)
        made.spot = spot
        return made


class _Words(dict[str, str]):
    """The file's words for its keys, for sentences that say {word[valid_to]}."""

    def __init__(self, file: DirectoryFile) -> None:
        super().__init__()
        self.file = file

    def __missing__(self, key: str) -> str:
        return self.file.word(key)


@cache
def column_letter(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
