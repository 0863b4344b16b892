"""Labels of a task record in running text: "Cơ quan chủ trì:", "Thời gian thực hiện:" (DOMAIN 1.3, point 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from compiler.names.acts import opens_with_act
from compiler.names.holders import body_end, starts_body
from compiler.text.blocks import Block

Place = tuple[Block, int, int]
"""``block.text[start:end]``."""

LABEL = re.compile(
    r"""(?:^|(?<=[.;,(]\s)|(?<=\()|(?<=[-–+]\s)|(?<=\s))(?:
      (?P<lead>(?:cơ\ quan|đơn\ vị|sở,\ ngành|tổ\ chức)?\s*(?:được\ giao\ )?chủ\ trì(?:,?\ (?:thực\ hiện|tham\ mưu|triển\ khai|soạn\ thảo|tổ\ chức|xây\ dựng))*
        |(?:cơ\ quan|đơn\ vị|bộ\ phận)\s+(?:đầu\ mối|tham\ mưu|chịu\ trách\ nhiệm(?:\ chính)?)|phân\ công(?:\ (?:thực\ hiện|nhiệm\ vụ|chủ\ trì))?|trách\ nhiệm(?:\ thực\ hiện)?)
    | (?P<exec>(?:người|bộ\ phận|cá\ nhân)\s+(?:thực\ hiện|phụ\ trách|chịu\ trách\ nhiệm)|(?:cơ\ quan|đơn\ vị)\s+phụ\ trách|(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan|tổ\ chức))?\s+(?:triển\ khai\ )?thực\ hiện|thực\ hiện)
    | (?P<chief>(?:lãnh\ đạo(?:\ \w+)?\ |chịu\ trách\ nhiệm\ )?phụ\ trách(?:\ (?:chính|chung|thực\ hiện))?|(?:lãnh\ đạo|đồng\ chí)\ chỉ\ đạo)
    | (?P<coop>(?:các\ )?(?:(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan))?\s+)?phối\ hợp(?:\ (?:thực\ hiện|triển\ khai))*)
    | (?P<time>(?:thời\ gian|thời\ hạn|tiến\ độ|thời\ điểm|lộ\ trình)(?:\ (?:thực\ hiện|hoàn\ thành|hoàn\ tất|kết\ thúc|triển\ khai|tổ\ chức|trình|dự\ kiến|báo\ cáo|thực\ hiện\ và\ hoàn\ thành|thực\ hiện,\ hoàn\ thành))*)
    | (?P<product>(?:sản\ phẩm|kết\ quả)(?:\ (?:đầu\ ra|dự\ kiến|chủ\ yếu|thực\ hiện|hoàn\ thành|cần\ đạt|chính))*|đầu\ ra)
    | (?P<task>(?:nội\ dung|nhiệm\ vụ|công\ việc|hoạt\ động)(?:(?:,|\ và)\ (?:biện\ pháp|giải\ pháp))?(?:\ (?:thực\ hiện|cụ\ thể|công\ việc|hoạt\ động|triển\ khai|nhiệm\ vụ))*)
    | (?P<money>(?:nguồn\ )?kinh\ phí(?:\ thực\ hiện)?)
    | (?P<place>địa\ điểm(?:\ (?:thực\ hiện|tổ\ chức))?|hình\ thức(?:\ (?:thực\ hiện|triển\ khai))?|phạm\ vi|đối\ tượng(?:\ (?:tham\ gia|tham\ dự))?|thành\ phần|số\ lượng)
    )\s*:\s*""",
    re.VERBOSE | re.IGNORECASE,
)


_HEADS = re.compile(
    r"""(?:
      (?P<lead>(?:các\ )?(?:cơ\ quan|đơn\ vị|bộ\ phận)?\s*(?:chủ\ trì|đầu\ mối)(?:\ (?:thực\ hiện|tham\ mưu|triển\ khai|tổ\ chức))*
        (?:,?\ (?:và\ )?(?:cơ\ quan\ |đơn\ vị\ )?(?:phối\ hợp|thực\ hiện))*)
    | (?P<exec>(?:cơ\ quan|đơn\ vị|bộ\ phận|người)(?:,\ (?:đơn\ vị|cơ\ quan))?\ (?:triển\ khai\ )?(?:thực\ hiện|phụ\ trách)(?:,?\ (?:và\ )?phối\ hợp)?)
    | (?P<coop>(?:các\ )?(?:cơ\ quan|đơn\ vị)?\s*phối\ hợp(?:\ thực\ hiện)?)
    | (?P<time>(?:thời\ gian|thời\ hạn|tiến\ độ)(?:\ (?:thực\ hiện|hoàn\ thành|hoàn\ tất|triển\ khai))*)
    | (?P<task>(?:nội\ dung|nhiệm\ vụ|công\ việc)(?:(?:,|\ và)?\ (?:biện\ pháp|giải\ pháp|nhiệm\ vụ|công\ việc|thực\ hiện|cụ\ thể|hoạt\ động|triển\ khai))*)
    | (?P<product>(?:sản\ phẩm|kết\ quả)(?:\ (?:đầu\ ra|dự\ kiến))?)
    )[\s.:]*$""",
    re.VERBOSE | re.IGNORECASE,
)
""""2. Cơ quan chủ trì, phối hợp" above "- Sở Nội vụ": a field whose label is a heading of its own."""


_BARE = re.compile(r"thực hiện\s*:", re.IGNORECASE)
_IN_CHARGE = re.compile(r"phụ trách[^:]{0,20}:", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:tổ|phòng|ban|đội|nhóm|khoa|khối|lớp|chi đoàn|bộ phận|thầy|cô|ông|bà|đồng chí|đ/c|giáo viên|cán bộ|công chức|nhân viên)\s",
    re.IGNORECASE,
)
"""Who is in charge inside an office, which no gazetteer lists: "Phụ trách: tổ Văn phòng"."""
_NO_NAME = re.compile(
    r"(?:các )?(?:kế hoạch|quyết định|nghị quyết|chỉ thị|công văn|nghị định|thông tư|đề án|chương trình|văn bản|luật|hướng dẫn|quy định|"
    r"nhiệm vụ|nội dung|việc|công tác|chế độ|tuyên truyền|đúng)(?!\w)",
    re.IGNORECASE,
)
""""Thực hiện: Kế hoạch số …" says what is done, not by whom."""


_TIME = re.compile(
    r"(?:(?:từ|trong|trước|đến|vào|hết|xong|sáng|chiều)\s){0,2}(?:(?:ngày|tuần|tháng|quý|năm|thứ)\s(?:\d|[IVX]+(?!\w))|\d{1,2}/\d|\d{1,2} giờ)",
    re.IGNORECASE,
)
""""Thực hiện: Ngày 03 và 04/6" says when, and nobody."""
_PART_BARE = re.compile(r"(?:chủ trì|phối hợp|thực hiện|triển khai)(?!\w)", re.IGNORECASE)
_PART_ALONE = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị|nội dung|nhiệm vụ|công việc)(?: được giao)? )?(?:chủ trì|phối hợp|thực hiện|triển khai)"
    r"(?:,? (?:và )?(?:thực hiện|triển khai|tham mưu|tổ chức|phối hợp))*\s*:",
    re.IGNORECASE,
)
"""A line that is nothing but somebody's part: "Chủ trì thực hiện:"."""


class Label(NamedTuple):
    """A labelled stretch of a block: ``text[start:end]`` is what follows the label at `at`.

    The kind "chief" says who watches over a task ("Phụ trách: đồng chí Phó Chủ tịch"); where nobody else is named it is
    whose task it is.
    """

    kind: str
    block: Block
    at: int
    start: int
    end: int


def labels_of(block: Block) -> list[Label]:
    """The labelled stretches of one block, in order; a heading that is nothing but a label has an empty one."""
    if ":" not in block.key:
        heads = _HEADS.match(block.key) if block.children and len(block.key) < 70 else None
        if heads and (heads.lastgroup in {"task", "time", "product"} or lists_bodies(block)):
            return [Label(str(heads.lastgroup), block, 0, len(block.text), len(block.text))]
        return []
    if block.labelled is None:
        block.labelled = [] if heads_acts_by_part(block) else list(_labelled(block))
    return [Label(kind, block, at, start, end) for kind, at, start, end in block.labelled]


def heads_acts_by_part(block: Block) -> bool:
    """ "a) Chủ trì:" above "- Xây dựng đề án.": a line that is nothing but a part, above acts, is no field of names; it says
    the part that the heading's holder has in them. "Cơ quan thực hiện:" above what each of several bodies does is a field."""
    if not _PART_ALONE.fullmatch(block.key.strip()) or not block.children:
        return False
    below = [child for child in block.children if not LABEL.match(child.key)]
    acts = [child for child in below if not _is_name(child.key)]
    told = [child for child in acts if starts_body(child.key)]
    return (
        bool(acts)
        and (2 * len(acts) > len(below))
        and (len(told) < len(below) or _PART_BARE.match(block.key) is not None)
    )


def _is_name(key: str) -> bool:
    return starts_body(key) and not key[body_end(key, 0) :].strip(" .;,")


def _labelled(block: Block) -> Iterator[tuple[str, int, int, int]]:
    found = [m for m in LABEL.finditer(block.key) if m.start() == 0 or _divides(block.key, m.start())]
    found = [m for m in found if not (_BARE.match(m[0]) and _NO_NAME.match(block.key, m.end()))]
    found = [m for m in found if not _IN_CHARGE.match(m[0]) or _is_in_charge(block.key, m)]
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(block.text)
        says_when = match.lastgroup in {"lead", "exec", "chief"} and _TIME.match(block.key, match.end())
        kind = "time" if says_when else str(match.lastgroup)
        yield kind, match.start(), match.end(), trim(block.text, match.end(), end)


def _is_in_charge(key: str, label: re.Match[str]) -> bool:
    """Whether "phụ trách:" is a field with somebody in it; behind a name and its comma it says of what."""
    return names_somebody(key, label.end()) and not key[: label.start()].rstrip().endswith(",")


def names_somebody(key: str, at: int) -> bool:
    """Whether a field's text at `at` begins with a body, or with who acts inside an office."""
    return starts_body(key, at) or _UNIT.match(key, at) is not None


def lists_bodies(block: Block) -> bool:
    """Whether names and fields stand under a block, no acts: "a) Cơ quan chủ trì" above "- Sở Nội vụ"."""
    fields = [child for child in block.children if _HEADS.match(child.key) or LABEL.match(child.key)]
    rest = [child for child in block.children if not any(child is field for field in fields)]
    named = [
        child for child in rest if starts_body(child.key) and not child.key[body_end(child.key, 0) :].strip(" .;,")
    ]
    return 2 * len(named) >= len(rest) and not any(child.children or opens_with_act(child.key) for child in rest)


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
