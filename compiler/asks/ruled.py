"""What a text that rules rather than assigns makes a body answer for: of its forgotten sentences only those are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.asks.forgotten import Verdict, account
from compiler.duties.assignments import Assignments, Statement
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


_OBLIGES = re.compile(r"\s(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì(?! (?:cuộc|buổi|phiên|hội)))(?!\w)")
_NOT_TOLD = re.compile(
    r"(?:không|chưa|đã|được|có thể|có quyền)\s+(?:có|chịu|chủ)|(?:trách nhiệm|nhiệm vụ) (?:của|thuộc)"
)


def _charges(key: str) -> bool:
    subject = subject_of(key, anywhere=True)
    if subject is not None and (subject.ordered or subject.requested) and subject.acts and not subject.persons:
        return True
    return bool(_OBLIGES.search(key)) and not _NOT_TOLD.search(key)
