"""Who is told to do what: statements of a document to duties, each with its holder and its place.

A duty is a leaf item or a paragraph under a heading that names its holder, or a sentence that names holder
and act itself, wherever it stands. What looks like an assignment and finds no holder is kept as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.assignments import Assignments, Duty, Statement
from compiler.blocks import ENDED, Block
from compiler.closing import take_closing
from compiler.due import FoundDue, read_due
from compiler.holders import clean_holder, is_group, starts_body
from compiler.labels import labels_of
from compiler.manuscript import same_tone
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
    r"tiến độ|lộ trình|phân công|phương thức|thông tin|báo cáo|kiểm tra|khen thưởng|sơ kết|cơ chế|điều khoản|hiệu lực|danh mục)(?!\w)",
    re.I,
)
_LEAD_WORD = re.compile(r"(?:chủ trì(?:, | và )?)?phối hợp(?: với)?\s*:?", re.I)


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the items under a block: the holder, whether asked or ordered, the kind of section."""

    holder: str = ""
    requested: bool = False
    assigns: bool = False
    general: bool = False
    implied: str = ""
    loose: bool = False
    """The holder is a class that a lead-in tells ("yêu cầu các sở … như sau:"): an item may name its own."""


def read_duties(root: Block, preamble: set[int], *, news: bool = False, assigning: bool = False) -> Assignments:
    """Walk the tree past the blocks of the `preamble` (by id). `news`: only sentences in which the issuer orders
    count; `assigning`: the whole text assigns."""
    found = Assignments()
    if news:
        for block in root.walk():
            _order_in_news(block, found)
        return found
    _walk(root, _Context(assigns=assigning), found, preamble, set())
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
            return _Context()
    if take_closing(block, found):
        return context
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
    if heading is None and context.assigns and not context.holder and _heads_like_its_siblings(block):
        heading = Heading(clean_holder(block.text), False, None)
        found.open.append(Statement(block, 0, len(block.text), "D107", heading.holder))
    if heading is not None and (block.children or heading.rest is not None):
        holder = _whole_heading(block, heading.holder, done)
        found.headings.add(id(block))
        found.covered.add(id(block))
        below = _Context(holder, heading.requested, True)
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


def _heads_like_its_siblings(block: Block) -> bool:
    """Whether a heading of unknown words stands among headings that name holders: then it names one too."""
    if block.parent is None or not block.children or len(block.text) > 160 or ENDED.search(block.text.rstrip(":")):
        return False
    if opens_with_act(block.key) or _THEME.match(block.key) or subject_of(block.key) is not None:
        return False
    beside = [one for one in block.parent.children if one is not block and one.sort == block.sort and one.children]
    known = sum(heading_holder(one.key, heads=True) is not None for one in beside)
    return known >= 2 and known >= 0.6 * len(beside)


def _statement(block: Block, context: _Context, found: Assignments) -> _Context:
    introduces = bool(block.children) and (block.text.rstrip().endswith(":") or bool(_LEAD_WORD.fullmatch(block.key)))
    subject = subject_of(block.key)
    if subject is None and context.assigns and not context.holder:
        # who is told may stand behind any comma there: "Kết thúc đợt cao điểm, Sở X báo cáo …"
        subject = subject_of(block.key, anywhere=True)
    if subject is not None and _counts(subject, block, context):
        if introduces:
            found.covered.add(id(block))
            charge = _charge(block.key, subject.holder)
            loose = block.sort == "para" and is_group(subject.holder)
            return _Context(subject.holder, subject.requested, True, implied=charge, loose=loose)
        found.duties.append(Duty(subject.holder, block, 0, len(block.text), subject.requested))
        return context
    if context.holder:
        if introduces:
            return _Context(context.holder, context.requested, True, implied=block.key)
        if not _label(block):
            found.duties.append(
                Duty(context.holder, block, 0, len(block.text), context.requested, implied=context.implied)
            )
        return context
    if subject is not None and not introduces:
        found.open.append(Statement(block, 0, len(block.text), "D101", subject.holder))
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
        return block.sort == "para" and subject.obliged
    if context.assigns:
        return True
    if context.general:
        return subject.acts and not subject.persons and not each
    return subject.acts and not subject.persons and not each


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
        for item in above.children:
            labels = labels_of(item)
            if labels and labels[0].kind == "time" and labels[0].at == 0 and len(labels) == 1:
                label = labels[0]
                return read_due(
                    item.text[label.start : label.end], item.key[label.start : label.end], year=year, time=True
                )
    return None


def _own_due(duty: Duty, year: int | None) -> FoundDue | None:
    said = read_due(duty.text, duty.key, year=year)
    told = read_due(duty.implied, duty.implied, year=year) if duty.implied and said is None else None
    # "phối hợp thường xuyên …:" says how, not when
    return said or (told if told is not None and told.due.rule != "continuous" else None)


def iter_blocks(root: Block) -> Iterator[Block]:
    """All blocks with text outside the tail, in reading order."""
    for block in root.walk():
        if block.text and not any(above.sort == "tail" for above in block.ancestors()) and block.sort != "tail":
            yield block
