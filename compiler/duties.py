"""Who is told to do what: statements of a document to duties, each with its holder and its place.

A duty is a leaf item or a paragraph under a heading that names its holder, or a sentence that names holder
and act itself, wherever it stands. What looks like an assignment and finds no holder is kept as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from compiler.assignments import Assignments, Duty, Statement
from compiler.blocks import ENDED, Block
from compiler.closing import take_closing
from compiler.due import FoundDue, read_due
from compiler.holders import clean_holder, is_group, starts_body
from compiler.labels import Place, labels_of
from compiler.manuscript import UPPER, same_tone
from compiler.records import Record, read_records
from compiler.rows import read_rows
from compiler.subjects import Heading, Subject, heading_holder, opens_with_act, subject_of

ASSIGNS = re.compile(
    r"tổ chức thực hiện|phân công|^trách nhiệm|và trách nhiệm|trách nhiệm (?:của|thực hiện|thi hành|tổ chức)|giao nhiệm vụ|tổ chức triển khai|chế độ (?:thông tin,? )?báo cáo"
    r"|nhiệm vụ (?:của )?(?:các )?(?:cơ quan|đơn vị|sở)|điều khoản thi hành",
    re.I,
)
GENERAL = re.compile(
    r"mục đích|yêu cầu|mục tiêu|quan điểm|đối tượng|phạm vi|nguyên tắc|căn cứ|hiện trạng|tình hình|chỉ tiêu|khẩu hiệu",
    re.I,
)
_THEME = re.compile(
    r"(?:về|công tác|kinh phí|nguồn|thời gian|chế độ|nội dung|nhiệm vụ|giải pháp|tổ chức|mục|hình thức|yêu cầu|một số|kế hoạch|"
    r"phương án|cơ cấu|điều kiện|tiêu chí|tiêu chuẩn|số lượng|danh sách|thành phần|quy trình|thủ tục|hồ sơ|tập huấn|tuyên truyền|huy động|xử lý|chính sách|mục tiêu|chỉ tiêu|"
    r"tiến độ|lộ trình|phân công|phương thức|thông tin|báo cáo|kiểm tra|khen thưởng|sơ kết|cơ chế|điều khoản|hiệu lực|danh mục)(?!\w)",
    re.I,
)
_CRITERIA = re.compile(
    r"(?:tiêu chuẩn|tiêu chí|hình thức|đối tượng|nguyên tắc|số lượng|hạn mức|thủ tục|hồ sơ)[^.;]{0,60}(?:khen thưởng|thi đua|danh hiệu|xét tặng|bằng khen|giấy khen)"
    r"|^(?:\W*)(?:tiêu chuẩn|tiêu chí)(?!\w)|đạt (?:được )?các (?:tiêu chuẩn|tiêu chí|điều kiện) sau|(?:chấm|thang|cách tính) điểm|^bằng khen|^giấy khen",
    re.I,
)
"""Heads a list of criteria or quotas for awards, which name bodies and charge none (GUIDE)."""
_CHARGES = re.compile(
    r"\s(?:chủ trì|phối hợp|tham mưu|hướng dẫn|tổng hợp|có trách nhiệm|chịu trách nhiệm|thẩm định|đôn đốc)(?!\w)"
)
_IN_FORCE = re.compile(
    r"(?:Chỉ thị|Kế hoạch|Quyết định|Quy định|Quy chế|Văn bản) này (?:có hiệu lực|thay thế|được (?:phổ biến|niêm yết|ban hành))[^.;]*[./]*$"
)
_SUBHEAD = re.compile(r"(?:trách nhiệm|nhiệm vụ|yêu cầu|quy định|nội dung) (?:chung|cụ thể|riêng|khác)", re.I)
""""1. Trách nhiệm chung": a heading without text."""
_DIRECTS = re.compile(r"\s+(?:trực tiếp )?chỉ đạo$")
""""Đồng chí Phó Chủ tịch chỉ đạo:" above items that name whom."""
_LEAD_WORD = re.compile(r"(?:chủ trì(?:, | và )?)?phối hợp(?: với)?\s*:?", re.I)


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the items under a block: the holder, whether asked or ordered, the kind of section."""

    holder: str = ""
    requested: bool = False
    assigns: bool = False
    general: bool = False
    implied: str = ""
    criteria: bool = False
    """Criteria or quotas: only what charges a named body counts."""
    lead: str = ""
    """The class that a directive's lead-in orders: items about a theme, with no holder of their own, are its."""
    loose: bool = False
    """The holder is a class that a lead-in tells ("yêu cầu các sở … như sau:"): an item may name its own."""


def read_duties(
    root: Block, preamble: set[int], *, news: bool = False, assigning: bool = False, lead: Subject | None = None
) -> Assignments:
    """Walk the tree past the blocks of the `preamble` (by id). `news`: only sentences in which the issuer orders
    count; `assigning`: the whole text assigns; `lead`: whom its lead-in orders."""
    found = Assignments()
    if news:
        for block in root.walk():
            _order_in_news(block, found)
        return found
    whom = lead.holder if lead is not None else ""
    _walk(root, _Context(assigns=assigning, lead=whom), found, preamble, set())
    _settle_themes(found)
    found.duties.sort(key=lambda duty: duty.block.offsets[duty.start] if duty.block.offsets else 0)
    return found


def _settle_themes(found: Assignments) -> None:
    """A list in which nobody is named is a list of themes: its items are remarks, not questions."""
    named = {id(above) for duty in found.duties for above in [duty.block, *duty.block.ancestors()]}
    for one in found.open:
        above = one.block.parent
        if one.code != "D102" or above is None or not found.duties:
            continue
        beside = above.parent.children if above.parent is not None else []
        # a heading beside headings of holders may be a holder whose name we do not know, not a theme
        if id(above) not in named and not any(id(block) in found.headings for block in beside):
            one.code = "D106"


def _walk(block: Block, context: _Context, found: Assignments, preamble: set[int], done: set[int]) -> None:
    if block.sort == "tail" or id(block) in done:
        return
    if block.sort == "table":
        _rows(block, found)
        return
    for record in read_records(block):
        _keep_record(record, found, done)
    skipped = not block.text or id(block) in preamble or id(block) in done
    below = context if skipped else _at(block, context, found, done)
    for child in block.children:
        _walk(child, below, found, preamble, done)


def _whole_heading(block: Block, holder: str, done: set[int]) -> str:
    """A heading that a converter broke in two bold lines, put together again."""
    after = block.children[0] if block.children else None
    if after is None or after.sort != "para" or not (block.bold and after.bold) or ENDED.search(after.text):
        return holder
    if len(after.text) > 160 or starts_body(after.key) or len(block.children) < 2:
        return holder
    done.add(id(after))
    return clean_holder(f"{holder} {after.text}")


def _at(block: Block, context: _Context, found: Assignments, done: set[int]) -> _Context:
    """Judge one block: a heading changes the context, a statement becomes a duty; the context below is returned."""
    section = block.sort in {"roman", "part", "capital"} or (block.sort.startswith("number") and bool(block.children))
    if section and not context.holder and len(block.text) < 200:
        own = heading_holder(block.key)
        if ASSIGNS.search(block.key) and not subject_of(block.key) and (own is None or _heads_holders(block)):
            return _Context(assigns=True)
        if GENERAL.search(block.key) and block.sort in {"roman", "part", "capital"}:
            return _Context(general=True)
        told = block.sort == "part" and subject_of(block.key) is not None
        if block.sort in {"roman", "part", "capital"} and heading_holder(block.key) is None and not told:
            return _Context(lead=context.lead)
    if take_closing(block, found) or _IN_FORCE.match(block.key):
        return context
    if context.criteria or (block.children and not context.holder and _CRITERIA.search(block.key[:400])):
        return _criterion(block, context, found)
    heading = heading_holder(block.key, inside=context.assigns, heads=bool(block.children))
    if heading is not None and not (context.assigns or context.holder):
        if not _assigns_by_itself(block, heading):
            if heading.rest is not None and not context.general and len(block.text) - heading.rest > 25:
                found.open.append(Statement(block, 0, len(block.text), "D101", heading.holder))
                return context
            heading = None
        elif context.general:
            found.open.append(Statement(block, 0, len(block.text), "D101", heading.holder))
            return context
    if heading is None and context.lead and not context.holder and _is_theme(block):
        found.covered.add(id(block))
        return _Context(context.lead, assigns=True, loose=True)
    if heading is None and context.assigns and not context.holder and _heads_like_its_siblings(block):
        heading = Heading(clean_holder(block.text), False, None)
        found.open.append(Statement(block, 0, len(block.text), "D107", heading.holder))
    if heading is None and context.assigns and not context.holder:
        heading = _named_by_what_it_does(block)
    if heading is not None and (block.children or heading.rest is not None):
        holder = _whole_heading(block, heading.holder, done)
        found.headings.add(id(block))
        found.covered.add(id(block))
        directs = _DIRECTS.search(holder)
        holder = holder[: directs.start()] if directs else holder
        below = _Context(holder, heading.requested, True, loose=directs is not None)
        if heading.rest is not None and block.children and block.text.rstrip().endswith(":"):
            return replace(below, implied=block.key[heading.rest :])
        if heading.rest is not None:
            found.duties.append(Duty(holder, block, heading.rest, len(block.text), heading.requested))
        return below
    if heading is not None and not block.children:
        found.open.append(Statement(block, 0, len(block.text), "D103", heading.holder))
        return context
    return _statement(block, context, found)


def _heads_holders(block: Block) -> bool:
    """Whether holders' headings stand under a heading: "III. Trách nhiệm của các cơ quan" is a section then."""
    return any(heading_holder(child.key, heads=bool(child.children)) for child in block.children)


def _assigns_by_itself(block: Block, heading: Heading) -> bool:
    """Whether a holder's heading outside an assigning part tells it something: by its run-in text or by its items."""
    if re.match(r"đối với", block.key, re.I):
        return False
    if heading.rest is not None:
        return opens_with_act(block.key[heading.rest :])
    return any(opens_with_act(child.key) for child in block.children)


def _is_theme(block: Block) -> bool:
    """Whether an item of a directive heads tasks under a theme: "1. Về chấp hành giờ giấc" above acts."""
    if not block.children or not block.sort.startswith("number") or subject_of(block.key) is not None:
        return False
    if re.match(r"Về\s", block.key):
        return True
    themed = bool(_THEME.match(block.key)) or opens_with_act(block.key)
    return themed and any(opens_with_act(child.key) for child in block.children)


def _heads_like_its_siblings(block: Block) -> bool:
    """Whether a heading of unknown words stands among headings that name holders: then it names one too."""
    if block.parent is None or not block.children or len(block.text) > 160 or ENDED.search(block.text.rstrip(":")):
        return False
    if opens_with_act(block.key) or _THEME.match(block.key) or subject_of(block.key) is not None:
        return False
    beside = [one for one in block.parent.children if one is not block and one.sort == block.sort and one.children]
    known = sum(heading_holder(one.key, heads=True) is not None for one in beside)
    return known >= 2 and known >= 0.6 * len(beside)


def _named_by_what_it_does(block: Block) -> Heading | None:
    """ "2. Các sở, ngành chủ trì, quản lý các dự án" above items: the class is named by a clause, not told to do it."""
    if not block.children or len(block.text) > 200 or ENDED.search(block.text.rstrip(":")):
        return None
    if not re.match(r"(?:Các|Những|Mỗi|Từng)\s", block.key) or not starts_body(block.key):
        return None
    return Heading(clean_holder(block.text), False, None)


def _criterion(block: Block, context: _Context, found: Assignments) -> _Context:
    subject = subject_of(block.key)
    charged = subject is not None and (subject.ordered or bool(_CHARGES.search(block.key)))
    if subject is not None and charged and not is_group(subject.holder) and not subject.persons:
        found.duties.append(Duty(subject.holder, block, 0, len(block.text), subject.requested))
    found.criteria.add(id(block))
    return _Context(criteria=True)


def _statement(block: Block, context: _Context, found: Assignments) -> _Context:
    introduces = bool(block.children) and (block.text.rstrip().endswith(":") or bool(_LEAD_WORD.fullmatch(block.key)))
    subject = subject_of(block.key)
    if subject is None and not context.holder and not block.children:
        order = _later_order(block.key, charged=context.assigns and block.sort == "para")
        if order is not None:
            at, said = order
            at = at if block.sort == "para" else 0  # an item is one duty, however many sentences it has (GUIDE)
            found.duties.append(Duty(said.holder, block, at, len(block.text), said.requested))
            return context
    if subject is None and context.assigns and not context.holder:
        # who is told may stand behind any comma there: "Kết thúc đợt cao điểm, Sở X báo cáo …"
        subject = subject_of(block.key, anywhere=True)
    if subject is not None and _counts(subject, block, context):
        if introduces:
            found.covered.add(id(block))
            charge = _charge(block.key, subject.holder)
            loose = (block.sort == "para" and is_group(subject.holder)) or block.key.rstrip().endswith("chỉ đạo:")
            return _Context(subject.holder, subject.requested, True, implied=charge, loose=loose)
        found.duties.append(Duty(subject.holder, block, 0, len(block.text), subject.requested))
        if block.children and context.assigns and not context.holder:
            return _Context(subject.holder, subject.requested, True, loose=True)
        return context
    if context.holder:
        if introduces:
            return _Context(context.holder, context.requested, True, implied=block.key)
        if _introduces_siblings(block) or _SUBHEAD.fullmatch(block.key.strip(" .:")):
            found.covered.add(id(block))
        elif not _label(block):
            found.duties.append(
                Duty(context.holder, block, 0, len(block.text), context.requested, implied=context.implied)
            )
        return context
    if subject is not None and not introduces:
        found.open.append(Statement(block, 0, len(block.text), "D101", subject.holder))
    elif context.lead and not block.children and block.sort != "para" and opens_with_act(block.key):
        found.duties.append(Duty(context.lead, block, 0, len(block.text)))
    elif context.assigns and not block.text.endswith(":") and not block.children and opens_with_act(block.key):
        found.open.append(Statement(block, 0, len(block.text), "D102"))
    return context


def _charge(key: str, holder: str) -> str:
    """What "Sở X chủ trì, phối hợp với A, B:" says behind the name; its items share it."""
    at = same_tone(holder)
    return key[key.find(at) + len(at) :].strip(" ,") if at in key else ""


def _counts(subject: Subject, block: Block, context: _Context) -> bool:
    """Whether a sentence with a holder assigns: always in an assigning part, elsewhere only with a clear act."""
    # "Mỗi ngành cần …" speaks of everybody, outside an assigning part of nobody
    each = re.match(r"(?:mỗi|từng)\s", subject.holder, re.I)
    if re.match(r"khuyến khích", block.key, re.I):
        return context.assigns and not context.holder
    if subject.ordered or subject.requested:
        return not context.general
    if context.loose and starts_body(block.key) and (subject.acts or subject.obliged):
        return True
    if context.holder:
        # inside another holder's block a sentence on someone else stays with the heading's holder (GUIDE)
        return block.sort == "para" and (subject.obliged or (_behind_items(block) and starts_body(block.key)))
    if context.assigns:
        return True
    if context.general:
        return subject.acts and not subject.persons and not each
    return subject.acts and not subject.persons and not each


def _introduces_siblings(block: Block) -> bool:
    """ "- Chỉ đạo thanh tra trực thuộc Sở:" above "- Tăng cường kiểm tra …": an introduction set as an item."""
    if not block.text.rstrip().endswith(":") or block.parent is None or len(block.text) > 160:
        return False
    beside, at = block.parent.children, block.position
    return at + 1 < len(beside) and beside[at + 1].sort == block.sort and opens_with_act(beside[at + 1].key)


def _behind_items(block: Block) -> bool:
    """Whether a paragraph stands behind the items of its heading: it ends the list rather than goes on with it."""
    beside = block.parent.children if block.parent is not None else []
    return any(one.sort not in {"para", "table"} for one in islice(beside, block.position))


def _later_order(key: str, *, charged: bool = False) -> tuple[int, Subject] | None:
    """Where behind the first sentence of a paragraph the issuer orders or asks somebody, and whom.

    `charged`: a later sentence that says what a body is charged with counts as well ("Chỉ thị này có hiệu lực
    kể từ ngày ký. Sở Nội vụ chịu trách nhiệm theo dõi …").
    """
    for stop in re.finditer(
        r"(?<=[.;])\s+(?=(?:Đề nghị|Yêu cầu|Giao|Trân trọng đề nghị|UBND|Ủy ban nhân dân|Chủ tịch)\s)", key
    ):
        subject = subject_of(key[stop.end() :])
        if subject is not None and (subject.ordered or subject.requested) and subject.acts:
            return stop.end(), subject
    charges = [one.end() for one in re.finditer(r"trách nhiệm|nhiệm vụ|phải|cần", key if charged else "", re.I)]
    for stop in re.finditer(rf"(?<=[.;])\s+(?=[{UPPER}])", key[: charges[-1]] if charges else ""):
        subject = subject_of(key[stop.end() :])
        if subject is not None and subject.obliged and not subject.persons:
            return stop.end(), subject
    return None


def _order_in_news(block: Block, found: Assignments) -> None:
    """In a text about a plan only a sentence in which the issuer orders is a duty."""
    subject = subject_of(block.key)
    if subject is not None and subject.ordered and len(block.text) > 40:
        found.duties.append(Duty(subject.holder, block, 0, len(block.text), subject.requested))


def _keep_record(record: Record, found: Assignments, done: set[int]) -> None:
    for used in record.blocks:
        done.add(id(used))
        found.covered.add(id(used))
    if not record.holder:
        found.open.extend(Statement(task, start, end, "D105") for task, start, end in record.tasks)
        return
    for task, start, end in record.tasks:
        found.duties.append(Duty(record.holder, task, start, end, record=record, more=record.more))


def _rows(table: Block, found: Assignments) -> None:
    for record in read_rows(table):
        _keep_record(record, found, set())


def _label(block: Block) -> bool:
    return bool(labels_of(block)) and not block.children


def due_of(duty: Duty, year: int | None) -> FoundDue | None:
    """The duty's due: the record's own time first, else what the text says."""
    if duty.record is not None and duty.record.time is not None:
        block, start, end = duty.record.time
        return read_due(block.text[start:end], block.key[start:end], year=year, time=True)
    said = _own_due(duty, year)
    return said or _time_beside(duty, year)


def _time_beside(duty: Duty, year: int | None) -> FoundDue | None:
    """The time that an item beside the duty gives for all under one heading: "b) Thời gian: Từ ngày …"."""
    for above in duty.block.ancestors():
        if above.sort in {"roman", "part", "capital"}:
            return None
        if above.timed is None:
            above.timed = list(islice(_times(above), 1))
        for item, start, end in above.timed:
            return read_due(item.text[start:end], item.key[start:end], year=year, time=True)
    return None


def _times(above: Block) -> Iterator[Place]:
    for item in above.children:
        labels = labels_of(item)
        if labels and labels[0].kind == "time" and labels[0].at == 0 and len(labels) == 1:
            yield item, labels[0].start, labels[0].end


def _own_due(duty: Duty, year: int | None) -> FoundDue | None:
    said = read_due(duty.text, duty.key, year=year)
    told = read_due(duty.implied, duty.implied, year=year) if duty.implied and said is None else None
    # "phối hợp thường xuyên …:" says how, not when
    return said or (told if told is not None and told.due.rule != "continuous" else None)
