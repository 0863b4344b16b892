"""Judging the rows of a directory one by one, wherever they come from: each value, with every fault kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache

from config.wording import say
from models.directory import LEVELS, ContactRole
from models.directory_rows import (
    AGENCY_KEYS,
    CONTACT_KEYS,
    HEAD_KEYS,
    SUCCESSION_KEYS,
    AgencyRow,
    ContactRow,
    DirectoryFile,
    Raw,
    Spot,
    SuccessionRow,
)
from models.functions import function_names
from models.groups import vocabulary
from models.phone import read_phone, renumbered

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LANGUAGES = ("vi", "en")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?")


@cache
def kinds() -> tuple[str, ...]:
    """All kinds of agency (config/directory/groups.yaml)."""
    return tuple(sorted({kind for each in vocabulary().classes.values() for kind in each.kinds} | {"front", "unit"}))


class Reader:
    """Judges raw rows into a DirectoryFile. Faults are collected; nothing is raised."""

    def __init__(self, made: DirectoryFile) -> None:
        self.made = made

    def read(self, head: Raw) -> DirectoryFile:
        """``head`` holds "province", "agencies" and "successions", the latter two as lists of Raw."""
        self._known(head, HEAD_KEYS)
        self.made.province = self._text(head, "province") or ""
        if not self.made.province:
            self.made.fault(head.at("province"), "no_province")
        for row in self._rows(head, "agencies"):
            if agency := self._agency(row):
                self.made.agencies.append(agency)
        for row in self._rows(head, "successions"):
            if heir := self._succession(row):
                self.made.successions.append(heir)
        return self.made

    def _agency(self, row: Raw) -> AgencyRow | None:
        faults = len(self.made.faults)
        self._known(row, AGENCY_KEYS)
        key, name = self._text(row, "key"), self._text(row, "name")
        if not key or not KEY.fullmatch(key):
            self.made.fault(row.at("key"), "bad_key", key=key or "")
        if not name:
            self.made.fault(row.at("name"), "no_name", key=key or "?")
        if row.values.get("sample"):
            self.made.fault(row.at("sample"), "sample", name=name or key)
        kind, level = self._choice(row, "kind", kinds()), self._choice(row, "level", LEVELS)
        since, until = self._span(row, "valid_from", "valid_to")
        requested = row.values.get("requested", False)
        if not isinstance(requested, bool):
            self.made.fault(row.at("requested"), "not_yes_or_no", value=requested)
        functions = self._functions(row)
        aliases = self._texts(row, "aliases")
        contacts, blank = self._contacts(row, name or "")
        if len(self.made.faults) > faults or not (key and name and kind and level):
            self.made.unread |= {key} if key and KEY.fullmatch(key) else set()
            return None
        return AgencyRow(
            at=row,
            key=key,
            name=name,
            kind=kind,
            level=level,
            province=(self._text(row, "province") or "") if "province" in row.values else self.made.province,
            parent=self._text(row, "parent"),
            sign=self._text(row, "sign"),
            code=self._text(row, "code"),
            requested=bool(requested),
            functions=functions,
            aliases=aliases,
            valid_from=since,
            valid_to=until,
            contacts=contacts,
            blank_contacts=blank,
        )

    def _contacts(self, agency: Raw, name: str) -> tuple[tuple[ContactRow, ...], int]:
        found, blank = [], 0
        for row in self._rows(agency, "contacts"):
            contact = self._contact(row, name)
            if contact is None:
                blank += 1
            elif contact.role:
                found.append(contact)
        return tuple(found), blank

    def _contact(self, row: Raw, agency: str) -> ContactRow | None:
        """None where nobody has filled it in."""
        self._known(row, CONTACT_KEYS)
        role = self._choice(row, "role", [str(each) for each in ContactRole])
        name, email, phone = self._text(row, "name"), self._text(row, "email"), self._phone(row)
        language = self._choice(row, "language", LANGUAGES) if row.values.get("language") else "vi"
        since, until = self._span(row, "since", "until")
        if not (name or email or row.values.get("phone")):
            return None
        if not email and not phone and not row.values.get("phone"):
            self.made.fault(row.at("email"), "no_channel", name=name, agency=agency)
        if email and (not EMAIL.fullmatch(email) or len(email) > 254):
            self.made.fault(row.at("email"), "bad_email", email=email)
        return ContactRow(
            row, role or "", name or agency, email, phone, language or "vi", since, until, self._text(row, "letter")
        )

    def _succession(self, row: Raw) -> SuccessionRow | None:
        faults = len(self.made.faults)
        self._known(row, SUCCESSION_KEYS)
        old, since, source = self._text(row, "old"), self._day(row, "from"), self._text(row, "source")
        for key, value in (("old", old), ("from", since), ("source", source)):
            if not value and not row.values.get(key):
                self.made.fault(row.at(key), "succession_needs", key=self.made.word(key))
        function = self._text(row, "function")
        if function is not None and function not in function_names():
            self._unknown_function(row, "function", function)
        if len(self.made.faults) > faults or not (old and since and source):
            return None
        return SuccessionRow(row, old, self._text(row, "new"), since, function, source)

    def _functions(self, row: Raw) -> tuple[str, ...]:
        found = self._texts(row, "functions")
        for each in found:
            if each not in function_names():
                self._unknown_function(row, "functions", each)
        return found

    def _unknown_function(self, row: Raw, key: str, function: str) -> None:
        near = get_close_matches(function, list(function_names()), n=1)
        hint = say("directory.unknown_key.near", key=near[0]) if near else ", ".join(function_names())
        self.made.fault(row.at(key), "unknown_function", function=function, hint=hint)

    def _rows(self, row: Raw, key: str) -> Iterable[Raw]:
        rows = row.values.get(key)
        if rows is None:
            return
        if not isinstance(rows, list):
            self.made.fault(row.at(key), "not_a_list", key=self.made.word(key))
            return
        for each in rows:
            if isinstance(each.values, Mapping):
                yield each
            else:
                self.made.fault(each.spot, "not_a_row", key=self.made.word(key))

    def _known(self, row: Raw, allowed: Iterable[str]) -> None:
        for key in row.values:
            if key not in allowed:
                near = get_close_matches(str(key), list(allowed), n=1)
                hint = say("directory.unknown_key.near", key=near[0]) if near else ", ".join(allowed)
                self.made.fault(row.at(key), "unknown_key", key=key, hint=hint)

    def _text(self, row: Raw, key: str) -> str | None:
        value = row.values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, dict | list):
            self.made.fault(row.at(key), "not_a_text", key=self.made.word(key))
            return None
        if isinstance(value, date) and self.made.sheets:  # "12/3" typed into a cell becomes a day
            self.made.fault(row.at(key), "day_for_text", value=shown_day(value))
            return None
        return clean(str(value)) or None

    def _texts(self, row: Raw, key: str) -> tuple[str, ...]:
        value = row.values.get(key) or ()
        if not isinstance(value, list | tuple) or any(isinstance(each, dict | list) for each in value):
            self.made.fault(row.at(key), "not_a_list", key=self.made.word(key))
            return ()
        found = tuple(dict.fromkeys(text for each in value if (text := clean(str(each)))))
        for each in found:
            if ";" in each:
                self.made.fault(row.at(key), "semicolon", value=each)
        return found

    def _choice(self, row: Raw, key: str, allowed: Sequence[str]) -> str | None:
        value = self._text(row, key)
        if value in allowed:
            return value
        words = [self.made.label(key, each) for each in allowed]
        self.made.fault(row.at(key), "bad_choice", key=self.made.word(key), value=value or "", allowed=", ".join(words))
        return None

    def _span(self, row: Raw, first: str, last: str) -> tuple[date | None, date | None]:
        since, until = self._day(row, first), self._day(row, last)
        if since and until and until < since:
            self.made.fault(
                row.at(last), "backwards", since=shown_day(since), until=shown_day(until),
                first=self.made.word(first), last=self.made.word(last),
            )  # fmt: skip
        return since, until

    def _day(self, row: Raw, key: str) -> date | None:
        value = row.values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            if (value.hour, value.minute) == (0, 0):
                return value.date()
        elif isinstance(value, date):
            return value
        elif isinstance(value, str):
            text = clean(value)
            if not text:
                return None
            if found := day_in(text):
                return found
        self.made.fault(row.at(key), "bad_day", key=self.made.word(key), value=value)
        return None

    def _phone(self, row: Raw) -> str | None:
        value = row.values.get("phone")
        if value is None or value == "":
            return None
        # an unquoted 0912345678 is a number to YAML; its width keeps the leading zero
        text = str(value).zfill(getattr(value, "_width", None) or 0) if isinstance(value, int) else clean(str(value))
        found = read_phone(text)
        if found is None:
            meant = renumbered(text)
            if meant:
                self.made.fault(row.at("phone"), "old_phone", phone=text, meant=meant)
            elif text:
                self.made.fault(row.at("phone"), "bad_phone", phone=value)
            return None
        if found.zero_added:
            self.made.warn(row.at("phone"), "zero_added", phone=text, now=found.number)
        return found.number


def clean(text: str) -> str:
    """NFC, without marks that nobody sees, spaces joined."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def day_in(text: str) -> date | None:
    """The day that "01/03/2025", "1.3.2025" or "2025-03-01" names; None for anything else."""
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shown_day(day: date) -> str:
    """dd/mm/yyyy."""
    return day.strftime("%d/%m/%Y")


def at_line(line: int) -> Spot:
    """The place of a line of a YAML file."""
    return Spot(line)
