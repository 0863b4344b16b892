"""What stands behind a name in a table's cell: the mark of a note ("Sở Y tế (1)", "Sở Y tế*") and a part in brackets
("Sở A (chủ trì), Sở B (phối hợp)"). A mark is no part of the name; a part says who leads and who is a partner."""

from __future__ import annotations

import re

from compiler.names.holders import clean_holder, split_bodies
from compiler.tables.marks import Part, worded

_NOTE = re.compile(
    r"(?:\s*(?:[*†‡]+|[¹²³⁰⁴-⁹]+|\((?:\d{1,2}|\*{0,3})\)|\[\d{1,2}\])|(?<=[a-zà-ỹ])\d{1,2})+(?=\s*(?:[,;.]|$|\()|\s+và\s)"
)
_PART = re.compile(r"\s*\((?P<part>[^()]{2,40})\)")
_ASKED = re.compile(r"\s*\((?:đề nghị|được đề nghị|phối hợp đề nghị)\)", re.I)
_BETWEEN = " ,;.-–+"


def without_notes(said: str) -> str:
    """The words of a cell without the marks of notes behind its names, and without "(đề nghị)"."""
    return _ASKED.sub("", _NOTE.sub("", said)).strip()


def is_asked(said: str) -> bool:
    """Whether a cell says that its body is requested, not ordered: "Tòa án nhân dân tỉnh (đề nghị)"."""
    return _ASKED.search(said) is not None


def bracketed_parts(said: str) -> tuple[str, list[str]] | None:
    """Who leads and who cooperates where a cell gives parts in brackets; None where it gives none.

    A part holds for the names before it, back to the part before. Names behind the last part cooperate, if somebody
    leads. Where nobody is said to lead, those lead whom no part of their own makes a partner; "" if there are none.
    """
    leads: list[str] = []
    partners: list[str] = []
    at, named = 0, False
    for found in _PART.finditer(said):
        part = worded(found["part"].strip())
        if part is None:
            continue
        names = said[at : found.start()].strip(_BETWEEN)
        at, named = found.end(), True
        (partners if part is Part.COOPERATES else leads).append(names)
    if not named:
        return None
    rest = said[at:].strip(_BETWEEN).removeprefix("và ").strip()
    partners += [rest] if rest else []
    listed = [item.text for names in partners for item in split_bodies(names.removeprefix("và "))]
    if not leads and not rest and len(partners) == 1 and len(listed) > 1:
        return "; ".join(listed[:-1]), listed[-1:]
    return "; ".join(clean_holder(names.removeprefix("và ")) for names in leads if names), listed
