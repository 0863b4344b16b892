"""Which headings name a holder, a theme or a section: judged from a heading's words and from what stands under it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from compiler.duties.side_by_side import told_side_by_side
from compiler.names.acts import ACTS_CLEARLY, LEADS_CLEARLY, URGED, act_behind, opens_with_act
from compiler.names.capitals import agency_case, each_word_capital
from compiler.names.dashed import task_behind_dash
from compiler.names.holders import body_end, clean_holder, is_group, starts_body
from compiler.names.orders import asked_in_brackets
from compiler.names.posts import person_before_act
from compiler.names.subjects import carries_out, subject_of
from compiler.names.unknown_names import agent_before_colon
from compiler.text.blocks import ENDED, Block
from compiler.text.manuscript import UPPER

_THEME = re.compile(
    r"(?:về|công tác|kinh phí|nguồn|thời gian|chế độ|nội dung|nhiệm vụ|giải pháp|tổ chức|mục|hình thức|yêu cầu|một số|kế hoạch|"
    r"phương án|cơ cấu|điều kiện|tiêu chí|tiêu chuẩn|số lượng|danh sách|thành phần|quy trình|thủ tục|hồ sơ|tập huấn|tuyên truyền|huy động|xử lý|chính sách|mục tiêu|chỉ tiêu|"
    r"nguyên nhân|biện pháp|kết quả|tiến độ|lộ trình|phân công|phương thức|thông tin|báo cáo|kiểm tra|khen thưởng|sơ kết|cơ chế|điều khoản|hiệu lực|danh mục)(?!\w)",
    re.I,
)
HEADING_LIMIT = 420
_QUALIFIED = re.compile(
    r"[\s,]*(?:(?:theo|trong phạm vi|căn cứ)(?: phạm vi)?(?: thẩm quyền,?| lĩnh vực,?| chức năng,?| và| nhiệm vụ,?| quyền hạn,?)+"
    r"(?: được (?:giao|phân công)| của mình| quản lý)*)\s*[:.]?\s*$"
)
_PLACES = re.compile(rf"(?:(?:[{UPPER}]\w*(?:\s+[{UPPER}]\w*)*)(?:,\s+|;\s+|\s+và\s+|(?=[.;:\s]*$)))+[.;:\s]*")
""""UBND các xã: Tân Lập, Phú Hòa": the places are part of the name."""


_NO_BODY = re.compile(
    r"(?:hội (?:nghị|thảo|thi|chợ|diễn|trại)|ban hành|báo cáo|phòng,? (?:ngừa|chống)|đoàn kết|tổ chức|bộ tiêu chí|bộ chỉ số|"
    r"thuế suất|trường hợp|hội nhập|kho dữ liệu|quỹ đất|trung tâm hóa)(?!\w)"
)
"""Words that begin as names of bodies do and, where all is in capitals, would be taken for one."""


_CHARGED = re.compile(r"\s(?:chủ trì|phối hợp với|tham mưu)(?!\w)")
_INTRODUCED = re.compile(
    r"(?:[\s,]+(?:theo|trong phạm vi|căn cứ) (?:phạm vi |thẩm quyền|chức năng|nhiệm vụ|quyền hạn)[^;:.]{0,80}?)?"
    r",?\s+(?:cần|phải|chú trọng|tập trung|ưu tiên|quan tâm)(?!\w)[^;.]{0,200}?\s(?:sau|sau đây|dưới đây)\s*:?\s*$"
)
"""Behind a name that heads items: what it is to do, which the items say ("… cần tập trung một số việc như sau:")."""
_RUN_ON = re.compile(rf"((?:,?\s[^\s:;.,]+){{1,6}}):\s+(?=[{UPPER}])")
""""Trung tâm Kiểm soát thanh toán điện tử: Chủ trì …": what goes on with a name, and then a colon and a capital."""
_ENDS = re.compile(r"(?:Sở|Phòng|Bộ|UBND|Ủy ban|Công an|Hội đồng)\s")
"""Names of these end with a field or a level that is known: what stands behind is what they do."""
_ASKS = re.compile(r"\s+(?:trân trọng |kính |xin )*(?:đề nghị|yêu cầu)\s")


class Heading(NamedTuple):
    """A heading's holder; `rest` is where run-in text begins ("Sở Tài chính: Căn cứ …"), None without."""

    holder: str
    requested: bool
    rest: int | None


def heading_holder(key: str, *, inside: bool = True, heads: bool = False) -> Heading | None:
    """The holder of a heading, with or without run-in text behind a colon; None where none is named.

    `inside`: the heading stands in an assigning part, where any name of bodies counts. `heads`: items stand under
    it, so that a name which holds a verb ("Các đơn vị cấp nước") is still a name.
    """
    if len(key) > 20000 or carries_out(key):
        return None
    if (asked := asked_in_brackets(key[:HEADING_LIMIT])) is not None and starts_body(key):
        return Heading(clean_holder(asked["who"]), True, asked.end() if asked.end() < len(key) else None)
    requested = bool(re.match(r"(?:trân trọng |kính )?đề nghị[\s:]|mời\s", key, re.I))
    if (dashed := task_behind_dash(key[:HEADING_LIMIT])) is not None:
        return Heading(dashed[0], False, dashed[1])
    person, rest = person_before_act(key[:HEADING_LIMIT])
    if person:
        return Heading(person, False, rest)
    lead = re.match(
        r"(?:(?:trân trọng |kính )?đề nghị|giao(?: nhiệm vụ)?(?: cho)?|đối với|về phía|trách nhiệm của|nhiệm vụ của|mời)\s*:?\s+",
        key,
        re.I,
    )
    at = lead.end() if lead else 0
    name_case = key[at : at + 1].upper() + key[at + 1 :]
    if key.isupper() and len(key) > 6:
        name_case = _as_names_are_written(key[at:])
    if not starts_body(name_case, 0):
        unknown, rest = agent_before_colon(key[at : at + HEADING_LIMIT])
        return Heading(unknown, requested, at + rest if at + rest < len(key) else None) if unknown else None
    end = body_end(name_case, 0, HEADING_LIMIT)
    tail = name_case[end:]
    colon = re.match(
        r"(?:[\s,]*(?:theo|trong phạm vi|căn cứ|có trách nhiệm|chịu trách nhiệm)[^:.;]{0,120})?\s*:\s*", tail
    )
    holder = clean_holder(key[at : at + end] if key.isupper() else name_case[:end])
    if colon and _CHARGED.search(tail, 0, colon.end()):
        return None  # "… theo chức năng, nhiệm vụ chủ trì, phối hợp với các bộ:" says what the items share
    if colon and lead and starts_body(tail, colon.end()):
        return None  # "Đề nghị các hội: Hội A, Hội B phối hợp …": the colon opens a list, no text
    if colon and heads and _PLACES.fullmatch(tail, colon.end()):
        return Heading(f"{holder}: {tail[colon.end() :].rstrip(' .;:')}", requested, None)
    if colon and colon.end() < len(tail):
        return Heading(holder, requested, at + end + colon.end())
    if colon or not tail.strip(" .,;") or _QUALIFIED.match(tail):
        return Heading(holder, requested, None)
    if re.search(r"[.;]$", name_case) and act_behind().search(" " + tail.strip()):
        run_on = _RUN_ON.match(tail) if inside and at == 0 and not _ENDS.match(key) else None
        if run_on and not ACTS_CLEARLY.search(run_on[1]) and opens_with_act(tail[run_on.end() :]):
            return Heading(clean_holder(key[: end + run_on.end(1)]), requested, end + run_on.end())
        return None
    if _ASKS.match(tail):
        return None  # "Sở X trân trọng đề nghị Quý cơ quan giúp:": who asks, and then who is asked
    acts = (ACTS_CLEARLY if ENDED.search(name_case) else LEADS_CLEARLY).search(tail)
    asked = re.match(r"\s+(?:phối hợp|thực hiện|quan tâm|chỉ đạo|phối hợp thực hiện|tham gia)\s*:?\s*$", tail)
    if lead and asked and heads:
        return Heading(holder, requested, None)
    acts = acts or URGED.match(tail)
    if heads and _INTRODUCED.match(tail):
        return Heading(holder, requested, None)
    if inside and heads and len(key) < 200 and not re.search(r"[.;]\s", name_case) and not acts:
        return Heading(clean_holder(name_case), requested, None)
    colon_later = re.match(r"([^:;.]{0,160}):\s*", name_case)
    behind = name_case[end : colon_later.end(1)] if colon_later else ""
    runs_in = colon_later is not None and opens_with_act(key[colon_later.end() :])
    says = bool(LEADS_CLEARLY.search(behind)) if runs_in else _says_act(behind)
    if inside and colon_later and at == 0 and not says:
        return Heading(
            clean_holder(colon_later[1]), requested, colon_later.end() if colon_later.end() < len(key) else None
        )
    return None


def _says_act(behind: str) -> bool:
    """Whether words between a known name and a colon are an act; one or two that acts rarely are belong to the name
    ("Phòng Công nghệ thông tin:")."""
    found = act_behind().search(" " + behind)
    return bool(found) and (len(behind.split()) > 2 or bool(ACTS_CLEARLY.search(" " + behind)))


def _as_names_are_written(name: str) -> str:
    """A name in capitals as names are written, length kept: as the gazetteer knows it, else with each word's capital."""
    if _NO_BODY.match(name.lower()):
        return name.lower()
    for said in (agency_case(name), each_word_capital(name)):
        if starts_body(said) and not said[body_end(said, 0, HEADING_LIMIT) :].strip(" .,;:"):
            return said
    return each_word_capital(name)


def whole_heading(block: Block, holder: str, done: set[int]) -> str:
    """A heading that a converter broke in two bold lines, put together again."""
    after = block.children[0] if block.children else None
    if after is None or after.sort != "para" or not (block.bold and after.bold) or ENDED.search(after.text):
        return holder
    if len(after.text) > 160 or starts_body(after.key) or len(block.children) < 2:
        return holder
    done.add(id(after))
    return clean_holder(f"{holder} {after.text}")


def themed(key: str) -> bool:
    """Whether a heading begins with a word for a subject, not for somebody ("Kinh phí …", "Công tác …")."""
    return bool(_THEME.match(key))


MOST_LOOKED_AT = 12
"""Items from which is judged whether each names its own holder."""


def heads_holders(block: Block) -> bool:
    """Whether holders' headings stand under a heading: "III. Trách nhiệm của các cơ quan" is a section then."""
    if any(heading_holder(child.key, heads=bool(child.children)) for child in block.children):
        return True
    told = (subject_of(child.key) for child in block.children[:MOST_LOOKED_AT])
    return sum(one is not None and not one.persons for one in told) >= 2


def heads_members(block: Block) -> bool:
    """Whether most items under a class name a body of their own first: "5. Các đơn vị thuộc Bộ" above "a) Vụ X chủ trì …"."""
    looked = [child.key for child in block.children[:MOST_LOOKED_AT] if child.marker]
    told = [starts_body(key) and _tells(key) for key in looked]
    return sum(told) >= 2 and 2 * sum(told) > len(looked)


def assigns_by_itself(block: Block, heading: Heading) -> bool:
    """Whether a holder's heading outside an assigning part tells it something: by its run-in text or by its items."""
    acts = sum(opens_with_act(child.key) for child in block.children)
    if heading.rest is not None and told_side_by_side(block, _near(block)):
        return opens_with_act(block.key[heading.rest :])
    if re.match(r"đối với", block.key, re.I) and (heading.rest is not None or (is_group(heading.holder) and acts < 2)):
        return False
    if heading.rest is not None:
        return opens_with_act(block.key[heading.rest :])
    return acts > 0


def is_theme(block: Block) -> bool:
    """Whether an item of a directive heads tasks under a theme: "1. Về chấp hành giờ giấc" above acts."""
    if not block.children or not block.sort.startswith("number") or subject_of(block.key) is not None:
        return False
    if ENDED.search(block.text.rstrip(" :")):
        return False  # a sentence is a task of its own, whatever stands under it
    if re.match(r"Về\s", block.key):
        return True
    themed = bool(_THEME.match(block.key)) or opens_with_act(block.key)
    return themed and any(opens_with_act(child.key) for child in block.children)


_THING = re.compile(
    r"(?:đối với\s+)?(?:các\s+)?(?:công trình|hạng mục|dự án|nhiệm vụ|kinh phí|chương trình|đề án|nội dung|trường hợp|việc|khu vực|sản phẩm|hồ sơ)(?!\w)"
    r"|(?:sau khi|trước khi|khi|nếu|trong|từ|đến|tại)(?!\w)",
    re.I,
)
"""Opens a name of what is done or when, never of somebody."""
_RUNS_IN = re.compile(r"([^:;.]{5,160}):\s+(?=\S)")


def named_like_its_siblings(block: Block) -> Heading | None:
    """The holder that unknown words name at the head of items or before a colon, among items that name holders.

    "3. Cơ quan thụ lý hồ sơ" above acts, "4. Các cơ sở nuôi ong: Giữ vệ sinh …" behind "2. Sở Y tế: Kiểm tra …".
    """
    if block.parent is None:
        return None
    run_in = _RUNS_IN.match(block.key)
    if block.children and len(block.text) <= 160 and not ENDED.search(block.text.rstrip(":")):
        name, rest = block.key, None
    elif block.marker and run_in and not block.children and opens_with_act(block.key[run_in.end() :]):
        name, rest = run_in[1], run_in.end()
    else:
        return None
    if opens_with_act(name) or themed(name) or _THING.match(name) or subject_of(block.key) is not None:
        return None
    beside = [one for one in _near(block) if one.sort == block.sort]
    heads = [one for one in beside if one.children] if rest is None else []
    if not _mostly([_heads(one.key) for one in heads]) and not _mostly([_names_holder(one) for one in beside]):
        return None
    return Heading(clean_holder(block.text[: len(name)]), False, rest)


def _near(block: Block) -> list[Block]:
    children = block.parent.children if block.parent is not None else []
    at = block.position
    return [one for one in children[max(0, at - MOST_LOOKED_AT) : at + MOST_LOOKED_AT + 1] if one is not block]


def _mostly(named: list[bool]) -> bool:
    return sum(named) >= 2 and sum(named) >= 0.6 * len(named)


def _names_holder(block: Block) -> bool:
    return len(block.key) <= 2000 and ((bool(block.children) and _heads(block.key)) or _tells(block.key))


@lru_cache(maxsize=4096)
def _heads(key: str) -> bool:
    return heading_holder(key, heads=True) is not None


@lru_cache(maxsize=4096)
def _tells(key: str) -> bool:
    """Whether a sentence tells a body, or names one before its colon."""
    subject = subject_of(key)
    return heading_holder(key) is not None or (subject is not None and not subject.persons)


_TOWARDS_ONE = re.compile(
    r"(?:cơ quan|đơn vị|bộ phận|ban|phòng|tổ|đội|chủ (?:đầu tư|rừng|cơ sở))\s(?!(?:hành chính|nhận|được|bị|chưa|không|chức|mình|này|đó)(?!\w))",
    re.I,
)
"""Somebody who acts, by one's kind: "cơ quan quản lý hồ chứa"; not "đơn vị hành chính", "đơn vị chưa được đánh giá"."""


def towards_whom(block: Block) -> Heading | None:
    """ "1. Đối với các đơn vị chưa được đánh giá." above acts: whoever it is by whatever words; also one by its kind
    ("Đối với cơ quan quản lý hồ chứa:")."""
    towards = re.match(r"đối với\s+", block.key, re.I)
    if towards is None or len(block.text) > 200 or re.search(r"[.;:]\s", block.key):
        return None
    if sum(opens_with_act(child.key) for child in block.children) < 2:
        return None
    kind = block.text.rstrip().endswith(":") and _TOWARDS_ONE.match(block.key, towards.end())
    several = block.marker and re.match(r"(?:các|những|mỗi|từng)\s", block.key[towards.end() :])
    if not kind and not (several and starts_body(block.key, towards.end())):
        return None
    named = re.sub(r"\s*\(theo [^()]*\)\s*:?$", "", " ".join(block.text[towards.end() :].split()))
    return Heading(named.rstrip(" .;:"), False, None)


def named_by_what_it_does(block: Block) -> Heading | None:
    """ "2. Các sở, ngành chủ trì, quản lý các dự án" above items: the class is named by a clause, not told to do it."""
    if not block.children or len(block.text) > 200 or ENDED.search(block.text.rstrip(":")):
        return None
    if not re.match(r"(?:Các|Những|Mỗi|Từng)\s", block.key) or not starts_body(block.key):
        return None
    return Heading(clean_holder(block.text), False, None)
