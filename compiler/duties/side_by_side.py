"""Items that turn to one body each, side by side: "a) Đối với Đoàn kiểm tra: …" beside "b) Đối với đơn vị được kiểm tra: …"."""

from __future__ import annotations

import re

from compiler.text.blocks import Block

_TURNS_TO = re.compile(r"đối với [^:;.]{3,120}:\s+(?!căn cứ\s)(?=\S)", re.I)
"""What stands behind the colon is no basis on which somebody is judged: "Căn cứ số lượng … để xếp loại"."""


def told_side_by_side(block: Block, near: list[Block]) -> bool:
    """Whether an item turns to a body before its colon and another item near it does so too: tasks shared out by name."""
    return _TURNS_TO.match(block.key) is not None and any(
        one.sort == block.sort and _TURNS_TO.match(one.key) for one in near
    )
