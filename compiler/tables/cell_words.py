"""What one cell of a table says: the words of a task, the name of a lead, a list of partners."""

from __future__ import annotations

import re

from compiler.duties.any_verb import goes_on_with_words
from compiler.duties.executors import CHARGED
from compiler.duties.labels import labels_of
from compiler.names.acts import acts_clearly
from compiler.names.holders import body_end, clean_holder, split_bodies, starts_body, without_qualifiers
from compiler.names.unknown_names import is_agent, names_body_inside
from compiler.tables.bracketed import bracketed_parts, without_notes
from compiler.tables.flat_rows import is_time
from compiler.text.blocks import Block
from compiler.text.manuscript import same_tone

_BULLET = re.compile(r"[-–+•*]\s+(?=\S)")
_BULLETS = re.compile(r"(?:^|[;,.]?\s+)[-–+•*]\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{2,}")


def says_task(cell: Block) -> bool:
    """Whether a cell has the words of a task, not only figures, a mark or one word."""
    return len(_WORD.findall(cell.key)) > 1


def names_somebody(cell: Block) -> bool:
    """Whether a cell may name a holder: it has words, and does not say when."""
    return _WORD.search(cell.key) is not None and not is_time(cell.key)


def is_name(cell: str) -> bool:
    """Whether the words of a cell are nothing but the names of bodies."""
    plain = without_notes(without_qualifiers(cell))
    if goes_on_with_words(plain):
        return False
    known = starts_body(plain) and not plain[body_end(plain, 0) :].strip(" .;,")
    return known or (len(plain) < 120 and is_agent(plain) and names_body_inside(plain) and not acts_clearly(plain))


def partners_of_cell(cell: Block) -> list[str]:
    """The partners that a cell names, also as a list with bullets ("- Sở A; - Sở B và Sở C"), without parts in brackets
    and marks of notes."""
    said = without_notes(cell.text)
    parted = bracketed_parts(said)
    if parted is not None:
        leads = [item.text for item in split_bodies(parted[0])] if parted[0] else []
        return sorted({*leads, *parted[1]}, key=said.find)
    if not _BULLET.match(said):
        return [item.text for item in split_bodies(said)]
    return [item.text for piece in _BULLETS.split(said) for item in split_bodies(piece) if _WORD.search(item.text)]


def lead_of_cell(cell: Block) -> tuple[str, list[str], str]:
    """Holder of a lead cell, partners that it names with their part ("Sở X chủ trì …; các sở thực hiện …"), its charge."""
    labelled = labels_of(cell) if ":" in cell.key else []
    leads = [cell.text[one.start : one.end] for one in labelled if one.kind == "lead" and one.at == 0]
    if leads and starts_body(leads[0]):
        told = [cell.text[one.start : one.end] for one in labelled if one.kind == "coop"]
        return clean_holder(leads[0]), [item.text for said in told for item in split_bodies(said)], ""
    said = without_notes(cell.text)
    parted = bracketed_parts(said)
    if parted is not None:
        return *parted, ""
    plain = without_qualifiers(same_tone(said))
    if _BULLET.match(said):
        listed = [piece.strip(" ;,.") for piece in _BULLETS.split(said)]
        return "; ".join(clean_holder(piece) for piece in listed if piece), [], ""
    cut = body_end(plain, 0)
    rest = plain[cut:]
    if not rest.strip(" .;,"):
        return clean_holder(said), [], ""
    if not CHARGED.search(rest):
        return clean_holder(said), [], ""
    partners: list[str] = []
    for piece in re.split(r";\s+", rest)[1:]:
        end = body_end(piece, 0)
        partners.extend(item.text for item in split_bodies(piece, 0, end))
    return clean_holder(plain[:cut]) or clean_holder(said), partners, re.split(r";\s+", rest)[0]
