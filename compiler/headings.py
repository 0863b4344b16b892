"""Which headings name a holder, a theme or a section: judged from a heading's words and from what stands under it."""

from __future__ import annotations

import re

from compiler.blocks import ENDED, Block
from compiler.holders import clean_holder, starts_body
from compiler.subjects import Heading, heading_holder, opens_with_act, subject_of

_THEME = re.compile(
    r"(?:về|công tác|kinh phí|nguồn|thời gian|chế độ|nội dung|nhiệm vụ|giải pháp|tổ chức|mục|hình thức|yêu cầu|một số|kế hoạch|"
    r"phương án|cơ cấu|điều kiện|tiêu chí|tiêu chuẩn|số lượng|danh sách|thành phần|quy trình|thủ tục|hồ sơ|tập huấn|tuyên truyền|huy động|xử lý|chính sách|mục tiêu|chỉ tiêu|"
    r"tiến độ|lộ trình|phân công|phương thức|thông tin|báo cáo|kiểm tra|khen thưởng|sơ kết|cơ chế|điều khoản|hiệu lực|danh mục)(?!\w)",
    re.I,
)


def whole_heading(block: Block, holder: str, done: set[int]) -> str:
    """A heading that a converter broke in two bold lines, put together again."""
    after = block.children[0] if block.children else None
    if after is None or after.sort != "para" or not (block.bold and after.bold) or ENDED.search(after.text):
        return holder
    if len(after.text) > 160 or starts_body(after.key) or len(block.children) < 2:
        return holder
    done.add(id(after))
    return clean_holder(f"{holder} {after.text}")


def heads_holders(block: Block) -> bool:
    """Whether holders' headings stand under a heading: "III. Trách nhiệm của các cơ quan" is a section then."""
    return any(heading_holder(child.key, heads=bool(child.children)) for child in block.children)


def assigns_by_itself(block: Block, heading: Heading) -> bool:
    """Whether a holder's heading outside an assigning part tells it something: by its run-in text or by its items."""
    if re.match(r"đối với", block.key, re.I):
        return False
    if heading.rest is not None:
        return opens_with_act(block.key[heading.rest :])
    return any(opens_with_act(child.key) for child in block.children)


def is_theme(block: Block) -> bool:
    """Whether an item of a directive heads tasks under a theme: "1. Về chấp hành giờ giấc" above acts."""
    if not block.children or not block.sort.startswith("number") or subject_of(block.key) is not None:
        return False
    if re.match(r"Về\s", block.key):
        return True
    themed = bool(_THEME.match(block.key)) or opens_with_act(block.key)
    return themed and any(opens_with_act(child.key) for child in block.children)


def heads_like_its_siblings(block: Block) -> bool:
    """Whether a heading of unknown words stands among headings that name holders: then it names one too."""
    if block.parent is None or not block.children or len(block.text) > 160 or ENDED.search(block.text.rstrip(":")):
        return False
    if opens_with_act(block.key) or _THEME.match(block.key) or subject_of(block.key) is not None:
        return False
    beside = [one for one in block.parent.children if one is not block and one.sort == block.sort and one.children]
    known = sum(heading_holder(one.key, heads=True) is not None for one in beside)
    return known >= 2 and known >= 0.6 * len(beside)


def named_by_what_it_does(block: Block) -> Heading | None:
    """ "2. Các sở, ngành chủ trì, quản lý các dự án" above items: the class is named by a clause, not told to do it."""
    if not block.children or len(block.text) > 200 or ENDED.search(block.text.rstrip(":")):
        return None
    if not re.match(r"(?:Các|Những|Mỗi|Từng)\s", block.key) or not starts_body(block.key):
        return None
    return Heading(clean_holder(block.text), False, None)


def quotes_a_plan(block: Block) -> bool:
    """Whether a block of a text about a plan is a piece of the plan: a holder's heading with what it is to do.

    A run-in heading counts among its like ("Phòng Nội vụ: tham mưu …" above "Công an huyện: tuần tra …"), for a report
    may use a colon for itself.
    """
    heading = heading_holder(block.key, heads=bool(block.children)) if len(block.key) < 2000 else None
    if heading is None:
        return False
    if heading.rest is None:
        acts = [child for child in block.children if child.marker and opens_with_act(child.key)]
        return bool(acts) and (bool(block.marker) or len(acts) > 1)
    return opens_with_act(block.key[heading.rest :]) and any(_runs_in(one) for one in _beside(block))


def _beside(block: Block) -> list[Block]:
    children = block.parent.children if block.parent is not None else []
    return [one for one in children[max(0, block.position - 1) : block.position + 2] if one is not block]


def _runs_in(block: Block) -> bool:
    heading = heading_holder(block.key, heads=bool(block.children)) if len(block.key) < 2000 else None
    return heading is not None and heading.rest is not None and opens_with_act(block.key[heading.rest :])
