"""Items among the tasks of a record that name a body of their own: the record's lead is not theirs."""

from __future__ import annotations

import re

from compiler.duties.charges import ordered_amid
from compiler.duties.labels import labels_of
from compiler.names.acts import opens_with_act
from compiler.names.holders import body_end, clean_holder, is_group, starts_body
from compiler.names.subject_words import BRACKETED
from compiler.names.subjects import subject_of
from compiler.text.blocks import Block

SHORTEST = 15
"""Letters of what a body is told behind the colon of its name."""


def told_to_another(item: Block) -> bool:
    """ "Thành phần Ban Chỉ đạo do Bộ X hướng dẫn thực hiện.": a paragraph among a record's tasks that names its own holder."""
    if item.sort != "para" or opens_with_act(item.key) or labels_of(item) or not re.search(r"\sdo\s", item.key):
        return False
    subject = subject_of(item.key, anywhere=True)
    return subject is not None and subject.acts and not subject.persons


def own_body(item: Block, lead: str) -> tuple[str, int] | None:
    """The body that an item of a record opens with and tells to act, and where its act begins: "- Sở Y tế rà soát …",
    "- Giao Sở Tư pháp kiểm tra …", "a) Sở Y tế: Rà soát …", "1. Rà soát …, giao Sở Y tế chủ trì", "2. … (Sở Y tế thực hiện)". The field of the lead, behind all items, is not for it.

    None where it names nobody, persons, a class of bodies (it says for whom the lead does it), or the `lead` itself.
    """
    if item.sort == "para" or item.children or labels_of(item):
        return None
    subject = subject_of(item.key)
    if subject is not None and not subject.persons and (subject.ordered or (subject.acts and starts_body(item.key))):
        return None if subject.holder in lead or is_group(subject.holder) else (subject.holder, 0)
    if (amid := ordered_amid(item.key)) is not None:
        return None if amid[1].holder in lead else (amid[1].holder, 0)
    if subject is not None and subject.acts and not subject.persons and BRACKETED.search(item.key):
        return None if subject.holder in lead or is_group(subject.holder) else (subject.holder, 0)
    end = body_end(item.key, 0) if starts_body(item.key) else 0
    colon = re.match(r"\s*:\s*", item.key[end:]) if end else None
    said = item.key[end + colon.end() :] if colon is not None else ""
    if colon is None or len(said) < SHORTEST or starts_body(said):
        return None
    holder = clean_holder(item.text[:end])
    return None if holder in lead or is_group(holder) else (holder, end + colon.end())
