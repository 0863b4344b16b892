"""Where inside a paragraph or beside an item somebody is told: what stands behind a name, later orders, introductions."""

from __future__ import annotations

import re
from itertools import islice

from compiler.blocks import Block
from compiler.manuscript import UPPER, same_tone
from compiler.subjects import Subject, opens_with_act, subject_of


def charge_behind(key: str, holder: str) -> str:
    """What "Sở X chủ trì, phối hợp với A, B:" says behind the name; its items share it."""
    at = same_tone(holder)
    return key[key.find(at) + len(at) :].strip(" ,") if at in key else ""


def introduces_siblings(block: Block) -> bool:
    """ "- Chỉ đạo thanh tra trực thuộc Sở:" above "- Tăng cường kiểm tra …": an introduction set as an item."""
    if not block.text.rstrip().endswith(":") or block.parent is None or len(block.text) > 160:
        return False
    beside, at = block.parent.children, block.position
    return at + 1 < len(beside) and beside[at + 1].sort == block.sort and opens_with_act(beside[at + 1].key)


def behind_items(block: Block) -> bool:
    """Whether a paragraph stands behind the items of its heading: it ends the list rather than goes on with it."""
    beside = block.parent.children if block.parent is not None else []
    return any(one.sort not in {"para", "table"} for one in islice(beside, block.position))


def later_order(key: str, *, charged: bool = False) -> tuple[int, Subject] | None:
    """Where behind the first sentence of a paragraph the issuer orders or asks somebody, and whom.

    `charged`: a later sentence that says what a body is charged with counts as well ("Chỉ thị này có hiệu lực
    kể từ ngày ký. Sở Nội vụ chịu trách nhiệm theo dõi …").
    """
    for stop in re.finditer(
        r"(?<=[.;])\s+(?=(?:Đề nghị|Yêu cầu|Giao|Trân trọng đề nghị|UBND|Ủy ban nhân dân|Chủ tịch)\s)", key
    ):
        subject = subject_of(key[stop.end() :])
        if subject is not None and (subject.ordered or subject.requested) and subject.acts:
            return stop.end(), subject
    charges = [one.end() for one in re.finditer(r"trách nhiệm|nhiệm vụ|phải|cần", key if charged else "", re.I)]
    for stop in re.finditer(rf"(?<=[.;])\s+(?=[{UPPER}])", key[: charges[-1]] if charges else ""):
        subject = subject_of(key[stop.end() :])
        if subject is not None and subject.obliged and not subject.persons:
            return stop.end(), subject
    return None
