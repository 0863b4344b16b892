"""Labels of a task record in running text: "Cơ quan chủ trì:", "Thời gian thực hiện:" (DOMAIN 1.3, point 10)."""

from __future__ import annotations

import re
from typing import NamedTuple

from compiler.blocks import Block

Place = tuple[Block, int, int]
"""``block.text[start:end]``."""

LABEL = re.compile(
    r"""(?:^|(?<=[.;,(]\s)|(?<=\()|(?<=[-–+]\s)|(?<=\s))(?:
      (?P<lead>(?:cơ\ quan|đơn\ vị|sở,\ ngành|tổ\ chức)?\s*(?:được\ giao\ )?chủ\ trì(?:,?\ (?:thực\ hiện|tham\ mưu|triển\ khai|soạn\ thảo|tổ\ chức|xây\ dựng))*
        |(?:cơ\ quan|đơn\ vị)\s+(?:đầu\ mối|chịu\ trách\ nhiệm(?:\ chính)?)|phân\ công(?:\ (?:thực\ hiện|nhiệm\ vụ|chủ\ trì))?|trách\ nhiệm(?:\ thực\ hiện)?)
    | (?P<exec>(?:người|bộ\ phận|cá\ nhân)\s+(?:thực\ hiện|phụ\ trách|chịu\ trách\ nhiệm)|(?:cơ\ quan|đơn\ vị)\s+phụ\ trách|(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan|tổ\ chức))?\s+(?:triển\ khai\ )?thực\ hiện|thực\ hiện)
    | (?P<coop>(?:các\ )?(?:(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan))?\s+)?phối\ hợp(?:\ (?:thực\ hiện|triển\ khai))*)
    | (?P<time>(?:thời\ gian|thời\ hạn|tiến\ độ|thời\ điểm|lộ\ trình)(?:\ (?:thực\ hiện|hoàn\ thành|triển\ khai|tổ\ chức|trình|dự\ kiến|báo\ cáo|thực\ hiện\ và\ hoàn\ thành|thực\ hiện,\ hoàn\ thành))*)
    | (?P<product>(?:sản\ phẩm|kết\ quả)(?:\ (?:đầu\ ra|dự\ kiến|chủ\ yếu|thực\ hiện|hoàn\ thành|cần\ đạt|chính))*|đầu\ ra)
    | (?P<task>(?:nội\ dung|nhiệm\ vụ|công\ việc|hoạt\ động)(?:\ (?:thực\ hiện|cụ\ thể|công\ việc|hoạt\ động|triển\ khai|nhiệm\ vụ))*)
    | (?P<money>(?:nguồn\ )?kinh\ phí(?:\ thực\ hiện)?)
    | (?P<place>địa\ điểm(?:\ (?:thực\ hiện|tổ\ chức))?|hình\ thức(?:\ (?:thực\ hiện|triển\ khai))?|phạm\ vi|đối\ tượng(?:\ (?:tham\ gia|tham\ dự))?|thành\ phần|số\ lượng)
    )\s*:\s*""",
    re.VERBOSE | re.IGNORECASE,
)


class Label(NamedTuple):
    """A labelled stretch of a block: ``text[start:end]`` is what follows the label at `at`."""

    kind: str
    block: Block
    at: int
    start: int
    end: int


def labels_of(block: Block) -> list[Label]:
    """The labelled stretches of one block, in order."""
    if ":" not in block.key:
        return []
    found = [m for m in LABEL.finditer(block.key) if m.start() == 0 or _divides(block.key, m.start())]
    labels = []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(block.text)
        labels.append(
            Label(str(match.lastgroup), block, match.start(), match.end(), trim(block.text, match.end(), end))
        )
    return labels


def _divides(key: str, at: int) -> bool:
    """Whether a label inside a paragraph opens a field: behind a stop or dash, or with a capital."""
    before = key[:at].rstrip()
    return before[-1:] in ".;,(-–+:" or key[at].isupper()


def trim(text: str, start: int, end: int) -> int:
    """End of ``text[start:end]`` without the mark that parts it from the next label."""
    return (
        start + len(text[start:end].rstrip(" .;,-–+("))
        if end < len(text)
        else start
        + len(
            text[start:end]
            .rstrip(" ;")
            .removesuffix(")." if text.count("(") > text[start:].count("(") else "\0")
            .removesuffix(")" if text.count("(", 0, start) > text.count(")", 0, start) else "\0")
        )
    )
