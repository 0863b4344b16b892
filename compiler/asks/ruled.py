"""What a text that rules or reports, and assigns nothing as a whole, makes a body answer for: of its forgotten sentences
only those are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.asks.forgotten import Verdict, account
from compiler.duties.assignments import Assignments, Statement
from compiler.names.acts import acts_clearly
from compiler.names.holders import starts_body
from compiler.names.subjects import subject_of
from compiler.text.blocks import Block


def charged_only(root: Block, assignments: Assignments, preamble: set[int]) -> Iterator[Statement]:
    """Of a text that rules rather than assigns, as a council's resolution does, the forgotten sentences that order a body
    or make it answer for something ("… có trách nhiệm …", "Giao …"): who may or does something by a rule is told nothing.
    """
    for one in account(root, assignments, preamble):
        key = one.block.key[one.start : one.end]
        if one.verdict in {Verdict.FORGOTTEN, Verdict.NAMED} and _charges(key):
            code = "D101" if one.verdict is Verdict.FORGOTTEN else "D114"
            yield Statement(one.block, one.start, one.end, code, one.holder)


def charged_in_rest(root: Block, assignments: Assignments, preamble: set[int]) -> Iterator[Statement]:
    """Of a text that nothing says what it is of, the forgotten sentences that order a body or make it answer, and its items
    and sentences with a day that open with a body and an act: it may be the rest of a document whose head is lost."""
    for one in account(root, assignments, preamble):
        if one.verdict not in {Verdict.FORGOTTEN, Verdict.NAMED}:
            continue
        key = one.block.key[one.start : one.end]
        item = bool(one.block.marker) and one.start == 0 and acts_clearly(key)
        if _charges(key) or ((item or _BY_DAY.search(key)) and _tells_first(key)):
            code = "D101" if one.verdict is Verdict.FORGOTTEN else "D114"
            yield Statement(one.block, one.start, one.end, code, one.holder)


_BY_DAY = re.compile(r"(?:trước|chậm nhất|hạn cuối|hoàn thành)[^.;]{0,24}?\d")


def _tells_first(key: str) -> bool:
    subject = subject_of(key) if starts_body(key) else None
    return subject is not None and subject.acts and not subject.persons


_OBLIGES = re.compile(r"\s(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì(?! (?:cuộc|buổi|phiên|hội)))(?!\w)")
_NOT_TOLD = re.compile(
    r"(?:không|chưa|đã|được|có thể|có quyền)\s+(?:có|chịu|chủ)|(?:trách nhiệm|nhiệm vụ) (?:của|thuộc)"
)


def _charges(key: str) -> bool:
    subject = subject_of(key, anywhere=True)
    if subject is not None and (subject.ordered or subject.requested) and subject.acts and not subject.persons:
        return True
    return bool(_OBLIGES.search(key)) and not _NOT_TOLD.search(key)
