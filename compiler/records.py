"""Task records: "Nhiệm vụ … – Cơ quan chủ trì … – Cơ quan phối hợp … – Thời gian …", in prose or as table rows.

The four fields are the columns of an annex table (DOMAIN 1.3, point 10) and come inline as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from compiler.blocks import Block
from compiler.holders import body_end, clean_holder, split_bodies, without_qualifiers
from compiler.manuscript import bare
from compiler.partners import COOPERATES, read_partners

Place = tuple[Block, int, int]
"""``block.text[start:end]``."""

LABEL = re.compile(
    r"""(?:^|(?<=[.;,(]\s)|(?<=[-–+]\s)|(?<=\s))(?:
      (?P<lead>(?:cơ\ quan|đơn\ vị|sở,\ ngành|tổ\ chức)?\s*(?:được\ giao\ )?chủ\ trì(?:,?\ (?:thực\ hiện|tham\ mưu|triển\ khai|soạn\ thảo|tổ\ chức|xây\ dựng))*
        |(?:cơ\ quan|đơn\ vị)\s+(?:đầu\ mối|chịu\ trách\ nhiệm(?:\ chính)?)|phân\ công(?:\ (?:thực\ hiện|nhiệm\ vụ|chủ\ trì))?|trách\ nhiệm(?:\ thực\ hiện)?)
    | (?P<exec>(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan|tổ\ chức))?\s+(?:triển\ khai\ )?thực\ hiện|thực\ hiện)
    | (?P<coop>(?:các\ )?(?:(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan))?\s+)?phối\ hợp(?:\ (?:thực\ hiện|triển\ khai))*)
    | (?P<time>(?:thời\ gian|thời\ hạn|tiến\ độ|thời\ điểm|lộ\ trình)(?:\ (?:thực\ hiện|hoàn\ thành|triển\ khai|tổ\ chức|trình|dự\ kiến|báo\ cáo|thực\ hiện\ và\ hoàn\ thành|thực\ hiện,\ hoàn\ thành))*)
    | (?P<product>(?:sản\ phẩm|kết\ quả)(?:\ (?:đầu\ ra|dự\ kiến|chủ\ yếu|thực\ hiện|hoàn\ thành|cần\ đạt|chính))*|đầu\ ra)
    | (?P<task>(?:nội\ dung|nhiệm\ vụ|công\ việc|hoạt\ động)(?:\ (?:thực\ hiện|cụ\ thể|công\ việc|hoạt\ động|triển\ khai|nhiệm\ vụ))*)
    | (?P<money>(?:nguồn\ )?kinh\ phí(?:\ thực\ hiện)?)
    | (?P<place>địa\ điểm(?:\ (?:thực\ hiện|tổ\ chức))?|hình\ thức(?:\ (?:thực\ hiện|triển\ khai))?|phạm\ vi|đối\ tượng(?:\ (?:tham\ gia|tham\ dự))?|thành\ phần|số\ lượng)
    )\s*:\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_COLUMNS = (
    ("index", re.compile(r"^(?:stt|tt|số tt|số thứ tự|#)$", re.I)),
    ("coop", re.compile(r"phối hợp", re.I)),
    (
        "lead",
        re.compile(r"chủ trì|đầu mối|đơn vị thực hiện|cơ quan thực hiện|trách nhiệm|phân công|cơ quan, đơn vị$", re.I),
    ),
    ("time", re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|lộ trình", re.I)),
    ("product", re.compile(r"sản phẩm|kết quả|đầu ra", re.I)),
    ("money", re.compile(r"kinh phí", re.I)),
    ("note", re.compile(r"ghi chú", re.I)),
    ("task", re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|chỉ tiêu|mục tiêu|tên ", re.I)),
)


_SECTION = re.compile(r"(?:[IVX]+|[A-HĐ])\s*[.)]|[IVX]+\s")


_CHARGED = re.compile(
    r"(?<!\w)(?:chủ trì|hướng dẫn|tổng hợp|theo dõi|thúc đẩy|thực hiện|phối hợp|báo cáo|tham mưu|triển khai|tổ chức|đôn đốc|rà soát|"
    r"xây dựng|tiến hành|cung cấp)(?!\w)"
)


class Label(NamedTuple):
    """A labelled stretch of a block: ``text[start:end]`` is what follows the label at `at`."""

    kind: str
    block: Block
    at: int
    start: int
    end: int


@dataclass
class Record:
    """One task with who leads, who cooperates and when. `blocks` are the blocks it used up."""

    holder: str = ""
    tasks: list[Place] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    time: Place | None = None
    products: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    leads: bool = True
    more: Block | None = None
    """The executor's field where it says the task again in full: its deadline and recipient are the task's."""
    charge: str = ""
    """What the lead field says beside the name ("chủ trì, tham mưu"): its verbs are the holder's roles too."""


def labels_of(block: Block) -> list[Label]:
    """The labelled stretches of one block, in order."""
    found = [m for m in LABEL.finditer(block.key) if m.start() == 0 or _divides(block.key, m.start())]
    labels = []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(block.text)
        labels.append(
            Label(str(match.lastgroup), block, match.start(), match.end(), _trim(block.text, match.end(), end))
        )
    return labels


def read_records(block: Block) -> Iterator[Record]:
    """Records whose container is `block`: its children carry the labels, or the block itself does inline."""
    inline = labels_of(block)
    if len(inline) >= 2 and any(label.kind in {"lead", "exec"} for label in inline):
        yield _inline(block, inline)
        return
    parts = [(child, list(_labels_below(child))) for child in block.children if child.sort != "table"]
    if not any(label.kind in {"lead", "exec"} for _, labels in parts for label in labels):
        return
    run: list[tuple[Block, list[Label]]] = []
    for child, labels in parts:
        if not labels and _holds_record(child):
            yield from _from_parts(block, run)
            run = []
            continue
        if run and _begins_anew(run, labels, child):
            yield from _from_parts(block, run)
            run = []
        run.append((child, labels))
    yield from _from_parts(block, run)


def read_rows(table: Block) -> Iterator[Record]:
    """A record for each row of an annex table that gives a task a lead; section rows and repeated heads are none.

    A table without a time column takes the time that its title says ("… đến năm 2030").
    """
    columns: list[str] = []
    titled = _time_in_title(table)
    above: Record | None = None
    for row in table.rows:
        head = _head(row)
        if head is not None:
            columns = head
            continue
        if "lead" not in columns or "task" not in columns:
            continue
        cells = _align(row, columns)
        record = Record(blocks=[table])
        for kind, cell in cells:
            if not cell.text.strip(" -–."):
                continue
            whole = (cell, 0, len(cell.text))
            if kind == "task":
                record.tasks.append(whole)
            elif kind == "lead":
                record.holder, partners, record.charge = lead_of_cell(cell)
                record.partners = [*partners, *record.partners]
            elif kind == "coop":
                record.partners.extend(item.text for item in split_bodies(cell.text))
            elif kind == "time":
                record.time = whole
            elif kind == "product":
                record.products = [cell.text]
        if len(row) >= 3 and record.tasks and not record.holder and above is not None and _continues(row, columns):
            record.holder, record.partners = above.holder, record.partners or above.partners
            record.time = record.time or above.time
        if record.tasks and record.holder:
            record.time = record.time or (titled if "time" not in columns else None)
            yield record
            above = record


def _time_in_title(table: Block) -> Place | None:
    before = table.parent.children if table.parent is not None else []
    at = next((i for i, block in enumerate(before) if block is table), 0)
    for block in before[max(0, at - 3) : at]:
        said = re.search(r"đến (?:hết )?năm (?:19|20)\d\d", block.key, re.IGNORECASE)
        if said and block.sort == "para" and not re.search(r"kèm theo|ban hành", block.key[: said.start()], re.I):
            return block, said.start(), said.end()
    return None


def lead_of_cell(cell: Block) -> tuple[str, list[str], str]:
    """Holder of a lead cell, partners that it names with their part ("Sở X chủ trì …; các sở thực hiện …"), its charge."""
    plain = without_qualifiers(cell.key)
    cut = body_end(plain, 0)
    rest = plain[cut:]
    if not rest.strip(" .;,"):
        return clean_holder(cell.text), [], ""
    if not _CHARGED.search(rest):
        return clean_holder(cell.text), [], ""
    partners: list[str] = []
    for piece in re.split(r";\s+", rest)[1:]:
        end = body_end(piece, 0)
        partners.extend(item.text for item in split_bodies(piece, 0, end))
    return clean_holder(plain[:cut]) or clean_holder(cell.text), partners, re.split(r";\s+", rest)[0]


def _continues(row: list[Block], columns: list[str]) -> bool:
    """A row without number and lead goes on with the task above (merged cells)."""
    task = row[columns.index("task")] if len(row) == len(columns) else None
    titled = task is None or task.bold or task.text.isupper() or _SECTION.match(task.text)
    return not row[0].text.strip() and columns[0] == "index" and not titled


def _head(row: list[Block]) -> list[str] | None:
    """Kinds of the columns where a row is a table's head, also one that follows a section's title."""
    kinds = []
    for cell in row:
        kind = next((name for name, said in _COLUMNS if said.search(cell.key.strip())), "")
        kinds.append(kind if len(cell.text) < 60 else "")
    named = {kind for kind in kinds if kind}
    if not {"lead", "task"} <= named or len(named) < 3:
        return None
    if "index" not in kinds and kinds[0] == "task":
        kinds = ["index", *kinds]
    elif "index" not in kinds:
        kinds = ["index", *kinds[kinds.index("task") :]]
    return kinds


def _align(row: list[Block], columns: list[str]) -> list[tuple[str, Block]]:
    if len(row) == len(columns):
        return list(zip(columns, row, strict=True))
    if len(row) == len(columns) - 1 and columns[0] == "index" and len(row[0].text) > 8:
        return list(zip(columns[1:], row, strict=True))
    if len(row) > len(columns):
        return list(zip(columns, row[: len(columns)], strict=True))
    return list(zip(columns[: len(row)], row, strict=True)) if len(row) >= 3 else []


def _labels_below(block: Block) -> Iterator[Label]:
    own = labels_of(block)
    if own and own[0].at == 0:
        yield from own
        if own[0].kind in {"exec", "lead"} and own[0].end <= own[0].start:
            for child in block.children:
                yield from labels_of(child)


def _holds_record(block: Block) -> bool:
    """Whether a record stands under `block`, so that it is none of this one's tasks."""
    return any(label.kind in {"lead", "exec"} and label.at == 0 for below in block.walk() for label in labels_of(below))


def _begins_anew(run: list[tuple[Block, list[Label]]], labels: list[Label], child: Block) -> bool:
    seen = {label.kind for _, found in run for label in found}
    if labels:
        return any(
            label.kind in seen and label.kind in {"task", "lead", "exec"} for label in labels
        ) and "lead" not in {label.kind for label in labels if label.kind == "exec"}
    return bool(seen & {"lead", "exec"}) and child.sort == run[0][0].sort and child.sort != "para"


def _from_parts(container: Block, run: list[tuple[Block, list[Label]]]) -> Iterator[Record]:
    """Records of one run of children: unlabelled children (or "Nội dung: …") are its tasks."""
    labels = [label for _, found in run for label in found]
    if not any(label.kind in {"lead", "exec"} for label in labels):
        return
    base = Record()
    tasks: list[Place] = []
    for child, found in run:
        used = bool(found)
        for label in found:
            if label.kind == "task":
                if label.end > label.start:
                    tasks.append((label.block, label.at, len(label.block.text)))
                else:
                    tasks.extend((item, 0, len(item.text)) for item in child.children)
                    base.blocks.extend(child.children)
            else:
                _take(base, label)
                if label.kind == "time" and label.end <= label.start:
                    yield from _timed_duties(child, base)
        if used:
            base.blocks.append(child)
            base.blocks.extend(label.block for label in found)
        elif child.text.rstrip().endswith(":") and child.children:
            tasks.extend((item, 0, len(item.text)) for item in child.children)
            base.blocks.extend(child.walk())
        else:
            tasks.append((child, 0, len(child.text)))
            base.blocks.extend(child.walk())
    clauses = executors(labels)
    own = [one for one in clauses if _own_act(one, tasks)] if len(clauses) > 1 else []
    for one in own:
        yield Record(one.holder, [one.place], list(base.partners), base.time, base.products, base.blocks, leads=False)
    plain = [one for one in clauses if one not in own]
    if clauses and not plain:
        return
    if len(plain) < len(clauses) or any(one.act for one in plain):
        base.holder = "; ".join(one.holder for one in plain)
        for one in plain:
            partners = read_partners(one.act, one.act)
            base.partners = [*partners, *(p for p in base.partners if p not in partners)]
    if not tasks and container.text:
        tasks = [(container, 0, len(container.text.rstrip(" :")))]
        base.blocks.append(container)
    base.tasks = tasks
    base.leads = any(label.kind == "lead" for label in labels)
    said = [label.block.key[label.at : label.start] for label in labels if label.kind == "lead"]
    fields = {id(one.place[0]): one.place[0] for one in plain if _repeats(one, tasks)}
    if len(tasks) == 1 and len(fields) == 1 and tasks[0][0].parent is container:
        base.more = next(iter(fields.values()))
    base.charge = " ".join([*said, *(one.act for one in plain)]).lower()
    yield base


def _inline(block: Block, labels: list[Label]) -> Record:
    record = Record(blocks=[block])
    first = labels[0]
    if first.kind == "task" and first.at == 0:
        record.tasks = [(block, 0, first.end)]
    elif first.at > 0:
        record.tasks = [(block, 0, _trim(block.text, 0, first.at))]
    elif block.parent is not None and block.parent.text:
        record.tasks = [(block.parent, 0, len(block.parent.text.rstrip(" :")))]
    for label in labels:
        _take(record, label)
    record.leads = any(label.kind == "lead" for label in labels)
    return record


def _take(record: Record, label: Label) -> None:
    text = label.block.text[label.start : label.end]
    if not text.strip(" .-–"):
        return
    if label.kind in {"lead", "exec"} and not record.holder:
        record.holder = clean_holder(text)
    elif label.kind == "coop":
        record.partners.extend(item.text for item in split_bodies(text) if item.text not in record.partners)
    elif label.kind == "time" and record.time is None:
        record.time = (label.block, label.start, label.end)
    elif label.kind == "product":
        record.products.append(text)


def _timed_duties(field_block: Block, base: Record) -> Iterator[Record]:
    """ "Thời gian: + Các bộ gửi … trước ngày …; + Bộ X tổng hợp …": each item that names holder and act is a duty."""
    from compiler.subjects import subject_of

    for item in field_block.children:
        subject = subject_of(item.key)
        if subject is not None and subject.acts:
            yield Record(subject.holder, [(item, 0, len(item.text))], blocks=[item], leads=False)
        elif base.time is None:
            base.time = (item, 0, len(item.text))


class _Executor(NamedTuple):
    """One clause behind "Cơ quan thực hiện:": who, where its act begins, and the clause's place."""

    holder: str
    act: str
    place: Place


def executors(labels: list[Label]) -> list[_Executor]:
    """The clauses of a record's lead or executor field, also where they stand as items under it."""
    found: list[_Executor] = []
    for label in labels:
        if label.kind not in {"lead", "exec"}:
            continue
        stretches = [(label.block, label.start, label.end)] if label.end > label.start else []
        stretches += [
            (item, 0, len(item.text)) for item in label.block.children if not labels_of(item) and not stretches
        ]
        for block, start, end in stretches:
            at = start
            for piece in re.split(r"(?<=;)\s+", block.text[start:end]):
                stop = at + len(piece.rstrip(";. "))
                plain = without_qualifiers(block.key[at:stop])
                cut = body_end(plain, 0)
                found.append(_Executor(clean_holder(plain[:cut]), plain[cut:].strip(" ,.;"), (block, at, stop)))
                at += len(piece) + 1
    return found


def _repeats(executor: _Executor, tasks: list[Place]) -> bool:
    said = {pair for block, start, end in tasks for pair in _pairs(block.bare[start:end], 8)}
    return bool(said & _pairs(bare(executor.act), 5))


def _own_act(executor: _Executor, tasks: list[Place]) -> bool:
    """Whether a clause says something of its own, not only "chủ trì, phối hợp với …" or the task's words again."""
    act = re.sub(r"^(?:là )?(?:cơ quan |đơn vị )?chủ trì,?\s*(?:và\s+)?", "", executor.act)
    partners = COOPERATES.match(act)
    if partners:
        act = act[body_end(act, partners.end()) :].strip(" ,.;")
    act = re.sub(r"^(?:thực hiện|theo chức năng.*|theo quy định.*|trong phạm vi.*|tổ chức thực hiện)$", "", act)
    if not act:
        return False
    return not _repeats(executor._replace(act=act), tasks)


def _pairs(text: str, first: int) -> set[tuple[str, str]]:
    """Neighbouring words among the `first` words behind a label."""
    words = re.sub(r"^[^:]{0,30}:", "", text).split()[:first]
    return set(zip(words, words[1:], strict=False)) - {("to", "chuc"), ("trien", "khai"), ("thuc", "hien")}


def _divides(key: str, at: int) -> bool:
    """Whether a label inside a paragraph opens a field: behind a stop or dash, or with a capital."""
    before = key[:at].rstrip()
    return before[-1:] in ".;,(-–+:" or key[at].isupper()


def _trim(text: str, start: int, end: int) -> int:
    return (
        start + len(text[start:end].rstrip(" .;,-–+("))
        if end < len(text)
        else start + len(text[start:end].rstrip(" ;"))
    )
