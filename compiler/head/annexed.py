"""An annex that came as a file of its own: a table of tasks under "PHỤ LỤC", "(Kèm theo Kế hoạch số … ngày … của …)".

It has no head: number, day and issuer are those of the act that it is attached to (compiler/head/own_marks reads them);
what that line leaves out is asked about as of any plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from compiler.tables.matrix import read_matrix
from compiler.tables.rows import read_rows
from compiler.text.blocks import Block

LOOKED_AT = 10
"""Blocks among which the line stands that says what the annex is attached to."""
LONGEST = 400
"""Letters of that line, and of each line above it."""
_ATTACHED = re.compile(
    r"\(?\s*(?:ban hành |được ban hành |đính )?kèm (?:theo )?(?P<type>kế hoạch|chương trình|phương án|đề án|quyết định|chỉ thị|công điện|công văn"
    r"|thông báo|kết luận)\s+số(?!\w)",
    re.I,
)
_ANNEX = re.compile(r"phụ lục(?:\s+(?:số\s+)?(?:[IVXL]{1,6}|\d{1,2}|[A-H])(?!\w))?\s*[.:–-]?\s*", re.I)
_BODY = re.compile(r"(?:ỦY BAN|UBND|SỞ|BỘ|BAN|PHÒNG|TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG|ĐẶC KHU)\s|CỘNG\s+H|Độc\s+lập")
"""A line of a letterhead above the annex's title."""


class Annexed(NamedTuple):
    """What the lines above an annex say: the kind of act that it is attached to ("Kế hoạch"), its own mark ("Phụ lục I")
    and title, and the index of the first block behind them."""

    kind: str
    mark: str
    title: str
    body: int


def annexed(blocks: list[Block], tables: Iterable[Block]) -> Annexed | None:
    """What a text is attached to that begins as an annex, and among whose `tables` is one that assigns; else None."""
    for at, block in enumerate(blocks[:LOOKED_AT]):
        if block.marker or len(block.text) > LONGEST:
            return None
        attached = _ATTACHED.match(block.key)
        if attached is None:
            continue
        above = blocks[:at]
        titled = any(_ANNEX.match(one.key) or one.text.isupper() for one in above)
        if not titled or not any(map(_assigns, tables)):
            return None
        return Annexed(attached["type"].capitalize(), *_titled(above), at + 1)
    return None


def _titled(above: list[Block]) -> tuple[str, str]:
    """The annex's mark and its own title: "Phụ lục I", "DANH MỤC NHIỆM VỤ"."""
    for at, one in enumerate(above):
        mark = _ANNEX.match(one.key)
        if mark is not None:
            said = " ".join([one.text[mark.end() :], *(below.text for below in above[at + 1 :])])
            return "Phụ lục" + mark[0].rstrip(" .:–-")[len("phụ lục") :], said.strip()
    return "Phụ lục", " ".join(one.text for one in above if not _BODY.match(one.text))


def _assigns(table: Block) -> bool:
    """Whether a row of a table gives somebody a task."""
    return any(record.holder and record.tasks for record in read_rows(table)) or read_matrix(table) is not None
