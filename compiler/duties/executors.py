"""The executor field of a task record: one body, several, or clauses that say each one's part."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from compiler.duties.labels import Label, Place, labels_of
from compiler.names.holders import body_end, clean_holder, without_qualifiers
from compiler.names.partners import COOPERATES
from compiler.text.manuscript import bare

CHARGED = re.compile(
    r"(?<!\w)(?:chủ trì|hướng dẫn|tổng hợp|theo dõi|thúc đẩy|thực hiện|phối hợp|báo cáo|tham mưu|triển khai|tổ chức|đôn đốc|rà soát|"
    r"xây dựng|tiến hành|cung cấp|đăng tải|tuyên truyền|kiểm tra|bố trí|thẩm định|biên soạn|phổ biến)(?!\w)"
)
"""Verbs with which a field says a body's part behind its name; any other word there is still the name."""


class Executor(NamedTuple):
    """One clause behind "Cơ quan thực hiện:": who, where its act begins, and the clause's place."""

    holder: str
    act: str
    place: Place


def executors(labels: list[Label]) -> list[Executor]:
    """The clauses of a record's lead or executor field, also where they stand as items under it."""
    found: list[Executor] = []
    for label in labels:
        if label.kind not in {"lead", "exec"}:
            continue
        stretches = [(label.block, label.start, label.end)] if label.end > label.start else []
        stretches += [
            (item, 0, len(item.text)) for item in label.block.children if not labels_of(item) and not stretches
        ]
        for block, start, end in stretches:
            at = start
            for piece in re.split(r"(?<=;)\s+", block.text[start:end]):
                stop = at + len(piece.rstrip(";. "))
                plain = without_qualifiers(block.key[at:stop]).lstrip("( ")
                cut = body_end(plain, 0)
                if not CHARGED.search(plain[cut:]):
                    cut = len(plain)
                found.append(Executor(clean_holder(plain[:cut]), plain[cut:].strip(" ,.;"), (block, at, stop)))
                at += len(piece) + 1
    return found


def repeats(executor: Executor, tasks: list[Place]) -> bool:
    """Whether a clause says its task again: two words in a row that both begin with."""
    said = {pair for block, start, end in tasks for pair in _pairs(block.bare[start:end], 8)}
    return bool(said & _pairs(bare(executor.act), 5))


def has_own_act(executor: Executor, tasks: list[Place]) -> bool:
    """Whether a clause says something of its own, not only "chủ trì, phối hợp với …" or the task's words again."""
    act = re.sub(r"^(?:là )?(?:cơ quan |đơn vị )?chủ trì,?\s*(?:và\s+)?", "", executor.act)
    partners = COOPERATES.match(act)
    if partners:
        act = act[body_end(act, partners.end()) :].strip(" ,.;")
    act = re.sub(r"^(?:thực hiện|theo chức năng.*|theo quy định.*|trong phạm vi.*|tổ chức thực hiện)$", "", act)
    if not act:
        return False
    return not repeats(executor._replace(act=act), tasks)


def _pairs(text: str, first: int) -> set[tuple[str, str]]:
    """Neighbouring words among the `first` words behind a label."""
    words = re.sub(r"^[^:]{0,30}:", "", text).split()[:first]
    return set(pairwise(words)) - {("to", "chuc"), ("trien", "khai"), ("thuc", "hien")}
