"""The sheets and columns of a directory workbook, shared by reading and writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from config.slug import slug
from config.wording import in_every_language, say_or_none
from models.directory import LEVELS, ContactRole
from models.directory_reader import LANGUAGES, kinds
from models.functions import function_names


@dataclass(frozen=True)
class Column:
    """A column: its key, its width in characters, whether a sheet without it is refused, where values come from.

    ``choices`` names a list of codes ("kind"); ``shown`` columns are written for people and not read.
    """

    key: str
    width: int
    needed: bool = False
    choices: str | None = None
    day: bool = False
    many: bool = False
    shown: bool = False


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "agencies": (
        Column("key", 18, needed=True),
        Column("name", 46, needed=True),
        Column("kind", 18, needed=True, choices="kind"),
        Column("level", 12, needed=True, choices="level"),
        Column("province", 18),
        Column("parent", 16),
        Column("sign", 12),
        Column("code", 14),
        Column("requested", 12, choices="requested"),
        Column("functions", 26, many=True),
        Column("aliases", 40, many=True),
        Column("valid_from", 13, day=True),
        Column("valid_to", 13, day=True),
        Column("sample", 12),
    ),
    "contacts": (
        Column("agency", 18, needed=True),
        Column("agency_name", 36, shown=True),
        Column("role", 18, needed=True, choices="role"),
        Column("name", 28, needed=True),
        Column("email", 34, needed=True),
        Column("phone", 16, needed=True),
        Column("language", 11, choices="language"),
        Column("since", 15, day=True),
        Column("until", 13, day=True),
        Column("letter", 18),
        Column("verified", 14, shown=True),
    ),
    "successions": (
        Column("old", 20, needed=True),
        Column("new", 20, needed=True),
        Column("from", 13, needed=True, day=True),
        Column("function", 22, needed=True),
        Column("source", 60, needed=True),
    ),
}


def codes(choices: str) -> tuple[str, ...]:
    """The codes of a list of choices."""
    return {
        "kind": kinds(),
        "level": LEVELS,
        "role": tuple(str(each) for each in ContactRole),
        "requested": ("yes", "no"),
        "language": LANGUAGES,
    }[choices]


def label(choices: str, code: str) -> str:
    """What the reader sees for a code."""
    return say_or_none(f"directory.{choices}.{code}") or code


@cache
def spellings(choices: str) -> Mapping[str, str]:
    """Every way of writing a choice, as a slug -> its code."""
    return {
        slug(text): code
        for code in codes(choices)
        for text in (code, *in_every_language(f"directory.{choices}.{code}"))
    } | ({"true": "yes", "x": "yes", "1": "yes", "false": "no", "0": "no"} if choices == "requested" else {})


@cache
def headings(sheet: str) -> Mapping[str, Column]:
    """Every way of writing a heading of a sheet, as a slug -> its column."""
    return {
        slug(text): column
        for column in COLUMNS[sheet]
        for text in (
            column.key.replace("_", " "),
            *in_every_language(f"directory.column.{column.key}"),
            *(each for said in in_every_language(f"directory.also.{sheet}.{column.key}") for each in said.split(";")),
        )
    }


@cache
def sheet_names(sheet: str) -> frozenset[str]:
    """Every way of writing a sheet's name, as slugs."""
    return frozenset(slug(text) for text in (sheet, *in_every_language(f"directory.sheet.{sheet}")))


@cache
def functions_by_name() -> Mapping[str, str]:
    """A function by its key or by its whole name, as a slug -> its key."""
    return {slug(text): key for key, name in function_names().items() for text in (name, key)}
