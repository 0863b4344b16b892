"""The last look: every sentence that names a holder and an act is in a duty or is asked about, wherever it stands.

A duty that is silently lost is an agency that is never asked. So this pass reads the whole document again,
cells of tables and what stands behind the signature included, with one rule only, and trusts no structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.assignments import Assignments, Duty, Statement
from compiler.blocks import Block
from compiler.charges import run_in
from compiler.subjects import acts_clearly, subject_of

SHORTEST = 25
"""Letters of the shortest sentence that can charge somebody."""
SHORTEST_IN_TAIL = 60
"""Behind the signature most lines are recipients ("- Các sở, ban, ngành (thực hiện);")."""
_LEADS_UP = re.compile(
    r"(?:ban hành|xây dựng)\s+(?:Kế hoạch|kế hoạch|Chương trình|Chỉ thị|Hướng dẫn|Quyết định|Đề án|Phương án)|^(?:Căn cứ|Xét|Theo đề nghị)\s",
    re.IGNORECASE,
)
"""A legal basis, or the sentence with which the issuer presents its plan."""
_RECIPIENT = re.compile(
    r"\((?:để )?(?:b/c|báo cáo|t/h|thực hiện|phối hợp|p/h|biết|chỉ đạo|theo dõi|đăng tải)\)|[(\[]đã ký", re.IGNORECASE
)


def forgotten(root: Block, assignments: Assignments, preamble: set[int]) -> Iterator[Statement]:
    """Sentences with holder and act that belong to no duty and no question, in reading order.

    In the preamble (blocks by id) legal bases and the words that present the plan charge nobody.
    """
    used: dict[int, list[tuple[int, int]]] = {}
    taken: list[Duty | Statement] = [*assignments.duties, *assignments.open]
    for one in taken:
        used.setdefault(id(one.block), []).append((one.start, one.end))
        if isinstance(one, Duty) and one.record is not None:
            for block in one.record.blocks:
                used.setdefault(id(block), []).append((0, len(block.text)))
    leads_up = True
    for block, tail in _places(root, used):
        if id(block) in assignments.covered:
            continue
        for start, end in sentences(block.key):
            if any(s < end and start < e for s, e in used.get(id(block), ())):
                continue
            holder = _charged(block.key[start:end], lead_up=leads_up and id(block) in preamble, tail=tail)
            if holder:
                code = "D106" if id(block) in assignments.criteria else "D101"
                yield Statement(block, start, end, code, holder)
        if id(block) in preamble and block.key.rstrip().endswith("sau:"):
            leads_up = False


def sentences(key: str) -> Iterator[tuple[int, int]]:
    """The sentences and clauses of a paragraph that are long enough to charge somebody."""
    start = 0
    for stop in re.finditer(r"(?:[.!?…]|;)(?=\s)|$", key):
        end = stop.end()
        if end - start > SHORTEST:
            lead = len(key[start:end]) - len(key[start:end].lstrip())
            yield start + lead, end
        start = end


def _places(root: Block, used: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[Block, bool]]:
    """Every block that holds text, cells of tables without a record included; True where few sentences charge."""
    for block in root.walk():
        tail = block.sort == "tail" or any(above.sort == "tail" for above in block.ancestors())
        if block.text:
            yield block, tail
        elif block.sort == "table":
            yield from ((cell, True) for row in block.rows for cell in row if cell.text and id(cell) not in used)


def _charged(key: str, *, lead_up: bool, tail: bool) -> str:
    """The holder that a sentence charges, or nothing."""
    subject = subject_of(key, anywhere=not tail) or run_in(key)
    if subject is None or subject.persons:
        return ""
    if lead_up and (not subject.acts or key.rstrip().endswith((":", ";")) or _LEADS_UP.search(key)):
        return ""
    if tail and (len(key) < SHORTEST_IN_TAIL or _RECIPIENT.search(key) or not acts_clearly(key)):
        return ""
    return subject.holder
