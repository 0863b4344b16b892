"""The directory as a file that an office edits: reading it with every fault named by line.

province: Nam Định
agencies:
  - key: snv
    name: Sở Nội vụ
    kind: department
    level: province
    contacts:
      - {role: focal, name: ..., email: ..., phone: ...}
successions:
  - {old: stttt, new: svhttdl, from: 2025-03-01, function: press, source: ...}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from config.errors import DondocError
from config.wording import say
from models.directory import LEVELS, ContactRole
from models.groups import vocabulary

MAX_BYTES = 8_000_000
"""A directory of 34 provinces with all 3,321 communes is about 2 MB."""
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"0\d{8,10}")
HEAD_KEYS = ("province", "agencies", "successions")
AGENCY_KEYS = (
    "key", "name", "kind", "level", "parent", "sign", "code", "requested", "functions", "aliases",
    "valid_from", "valid_to", "sample", "contacts",
)  # fmt: skip
CONTACT_KEYS = ("role", "name", "email", "phone", "language")
SUCCESSION_KEYS = ("old", "new", "from", "function", "source")


class DirectoryFault(DondocError):
    """One thing that is wrong in a directory file, at file:line."""


class DirectoryRefused(DondocError):
    """A directory file with faults; nothing was written. ``findings`` are all of them, in the file's order."""

    findings: tuple[DirectoryFault, ...] = ()


@dataclass(frozen=True)
class ContactRow:
    """A contact as the file gives it; e-mail or telephone is there."""

    line: int
    role: str
    name: str
    email: str | None
    phone: str | None
    language: str


@dataclass(frozen=True)
class AgencyRow:
    """An agency as the file gives it. ``blank_contacts`` are slots that nobody has filled in yet."""

    line: int
    key: str
    name: str
    kind: str
    level: str
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

    line: int
    old: str
    new: str | None
    valid_from: date
    function: str | None
    source: str


@dataclass
class DirectoryFile:
    """What a file says, with the faults that its rows have each for themselves."""

    place: str
    province: str = ""
    agencies: list[AgencyRow] = field(default_factory=list)
    successions: list[SuccessionRow] = field(default_factory=list)
    faults: list[DirectoryFault] = field(default_factory=list)

    def fault(self, line: int, what: str, /, **facts: object) -> None:
        """Note what is wrong at a line (1-based)."""
        self.faults.append(DirectoryFault.of(f"directory.{what}", place=f"{self.place}:{line}", **facts))


def read_directory(content: bytes, place: str) -> DirectoryFile:
    """Read a directory file. Raises DirectoryRefused where it is no YAML at all; rows' faults are collected."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(content) > MAX_BYTES:
        raise DirectoryRefused.of("directory.too_large", place=place, limit=MAX_BYTES // 1_000_000)
    try:
        raw = YAML().load(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise DirectoryRefused.of("directory.not_utf8", place=place) from fault
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"{place}:{mark.line + 1}" if mark else place
        raise DirectoryRefused.of("directory.not_yaml", place=where, detail=fault.problem or "") from fault
    except (YAMLError, RecursionError, ValueError) as fault:
        raise DirectoryRefused.of("directory.not_yaml", place=place, detail=str(fault).split("\n")[0]) from fault
    if not isinstance(raw, dict) or "agencies" not in raw:
        raise DirectoryRefused.of("directory.not_a_directory", place=place)
    return _Reader(DirectoryFile(place)).read(raw)


class _Reader:
    def __init__(self, made: DirectoryFile) -> None:
        self.made = made
        self.kinds = sorted({kind for each in vocabulary().classes.values() for kind in each.kinds} | {"front", "unit"})

    def read(self, raw: Any) -> DirectoryFile:
        self._known(raw, HEAD_KEYS)
        self.made.province = self._text(raw, "province") or ""
        if not self.made.province:
            self.made.fault(1, "no_province")
        for row, line in self._rows(raw, "agencies"):
            if agency := self._agency(row, line):
                self.made.agencies.append(agency)
        for row, line in self._rows(raw, "successions"):
            if heir := self._succession(row, line):
                self.made.successions.append(heir)
        return self.made

    def _agency(self, row: Any, line: int) -> AgencyRow | None:
        faults = len(self.made.faults)
        self._known(row, AGENCY_KEYS)
        key, name = self._text(row, "key"), self._text(row, "name")
        if not key or not KEY.fullmatch(key):
            self.made.fault(_line(row, "key", line), "bad_key", key=key or "")
        if not name:
            self.made.fault(_line(row, "name", line), "no_name", key=key or "?")
        if row.get("sample"):
            self.made.fault(_line(row, "sample", line), "sample", name=name or key)
        kind = self._choice(row, "kind", self.kinds, line)
        level = self._choice(row, "level", LEVELS, line)
        since, until = self._day(row, "valid_from", line), self._day(row, "valid_to", line)
        if since and until and until < since:
            self.made.fault(_line(row, "valid_to", line), "backwards", since=_show(since), until=_show(until))
        requested = row.get("requested", False)
        if not isinstance(requested, bool):
            self.made.fault(_line(row, "requested", line), "not_yes_or_no", value=requested)
        contacts, blank = self._contacts(row, name or "")
        if len(self.made.faults) > faults or not (key and name and kind and level):
            return None
        return AgencyRow(
            line=line,
            key=key,
            name=name,
            kind=kind,
            level=level,
            parent=self._text(row, "parent"),
            sign=self._text(row, "sign"),
            code=self._text(row, "code"),
            requested=requested,
            functions=self._texts(row, "functions", line),
            aliases=self._texts(row, "aliases", line),
            valid_from=since,
            valid_to=until,
            contacts=contacts,
            blank_contacts=blank,
        )

    def _contacts(self, row: Any, agency: str) -> tuple[tuple[ContactRow, ...], int]:
        found, blank = [], 0
        for contact, line in self._rows(row, "contacts"):
            self._known(contact, CONTACT_KEYS)
            role = self._choice(contact, "role", [str(each) for each in ContactRole], line)
            name, email, phone = self._text(contact, "name"), self._text(contact, "email"), self._phone(contact, line)
            language = self._text(contact, "language") or "vi"
            if not (name or email or phone):
                blank += 1
                continue
            if not email and not phone and not contact.get("phone"):
                self.made.fault(line, "no_channel", name=name, agency=agency)
            if email and (not EMAIL.fullmatch(email) or len(email) > 254):
                self.made.fault(_line(contact, "email", line), "bad_email", email=email)
            if language not in ("vi", "en"):
                self.made.fault(
                    _line(contact, "language", line), "bad_choice", key="language", value=language, allowed="vi, en"
                )
            if role:
                found.append(ContactRow(line, role, name or agency, email, phone, language))
        return tuple(found), blank

    def _succession(self, row: Any, line: int) -> SuccessionRow | None:
        faults = len(self.made.faults)
        self._known(row, SUCCESSION_KEYS)
        old, since, source = self._text(row, "old"), self._day(row, "from", line), self._text(row, "source")
        for key, value in (("old", old), ("from", since), ("source", source)):
            if not value and not row.get(key):
                self.made.fault(line, "succession_needs", key=key)
        if len(self.made.faults) > faults or not (old and since and source):
            return None
        return SuccessionRow(line, old, self._text(row, "new"), since, self._text(row, "function"), source)

    def _rows(self, raw: Any, key: str) -> Iterable[tuple[Any, int]]:
        rows = raw.get(key)
        if rows is None:
            return
        if not isinstance(rows, list):
            self.made.fault(_line(raw, key, 1), "not_a_list", key=key)
            return
        for index, row in enumerate(rows):
            line = int(rows.lc.item(index)[0]) + 1 if hasattr(rows, "lc") else 1
            if isinstance(row, dict):
                yield row, line
            else:
                self.made.fault(line, "not_a_row", key=key)

    def _known(self, row: Any, allowed: Iterable[str]) -> None:
        for key in row:
            if key not in allowed:
                near = get_close_matches(str(key), list(allowed), n=1)
                hint = say("directory.unknown_key.near", key=near[0]) if near else ", ".join(allowed)
                self.made.fault(_line(row, key, 1), "unknown_key", key=key, hint=hint)

    def _text(self, row: Any, key: str) -> str | None:
        value = row.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, dict | list):
            self.made.fault(_line(row, key, 1), "not_a_text", key=key)
            return None
        return " ".join(str(value).split()) or None

    def _texts(self, row: Any, key: str, line: int) -> tuple[str, ...]:
        value = row.get(key) or ()
        if not isinstance(value, list | tuple) or any(isinstance(each, dict | list) for each in value):
            self.made.fault(_line(row, key, line), "not_a_list", key=key)
            return ()
        return tuple(dict.fromkeys(" ".join(str(each).split()) for each in value if str(each).strip()))

    def _choice(self, row: Any, key: str, allowed: Sequence[str], line: int) -> str | None:
        value = self._text(row, key)
        if value not in allowed:
            self.made.fault(_line(row, key, line), "bad_choice", key=key, value=value or "", allowed=", ".join(allowed))
            return None
        return value

    def _day(self, row: Any, key: str, line: int) -> date | None:
        value = row.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.made.fault(_line(row, key, line), "bad_day", key=key, value=value)
        return None

    def _phone(self, row: Any, line: int) -> str | None:
        value = row.get("phone")
        if value is None or value == "":
            return None
        # an unquoted 0912345678 is a number to YAML; its width keeps the leading zero
        text = str(value).zfill(getattr(value, "_width", None) or 0) if isinstance(value, int) else str(value)
        digits = re.sub(r"[\s.()-]", "", text)
        digits = re.sub(r"^(?:\+84|84(?=\d{9}$))", "0", digits)
        if not PHONE.fullmatch(digits):
            self.made.fault(_line(row, "phone", line), "bad_phone", phone=value)
            return None
        return digits


def _line(row: Any, key: Any, otherwise: int) -> int:
    position: Callable[[Any], tuple[int, int]] | None = getattr(getattr(row, "lc", None), "key", None)
    if position is None or key not in row:
        return otherwise
    return int(position(key)[0]) + 1


def _show(day: date) -> str:
    return day.strftime("%d/%m/%Y")
