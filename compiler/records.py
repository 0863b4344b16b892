"""Task records: "Nhiệm vụ … – Cơ quan chủ trì … – Cơ quan phối hợp … – Thời gian …", in prose or as table rows.

The four fields are the columns of an annex table (DOMAIN 1.3, point 10) and come inline as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from compiler.blocks import Block
from compiler.holders import clean_holder, split_bodies

Place = tuple[Block, int, int]
"""``block.text[start:end]``."""

LABEL = re.compile(
    r"""(?:^|(?<=[.;,(]\s)|(?<=[-–+]\s)|(?<=\s))(?:
      (?P<lead>(?:cơ\ quan|đơn\ vị|sở,\ ngành|tổ\ chức)?\s*(?:được\ giao\ )?chủ\ trì(?:\ (?:thực\ hiện|tham\ mưu|triển\ khai|soạn\ thảo))?
        |(?:cơ\ quan|đơn\ vị)\s+(?:đầu\ mối|chịu\ trách\ nhiệm(?:\ chính)?)|phân\ công(?:\ (?:thực\ hiện|nhiệm\ vụ|chủ\ trì))?|trách\ nhiệm(?:\ thực\ hiện)?)
    | (?P<exec>(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan|tổ\ chức))?\s+(?:triển\ khai\ )?thực\ hiện|thực\ hiện)
    | (?P<coop>(?:các\ )?(?:(?:cơ\ quan|đơn\ vị)(?:,\ (?:đơn\ vị|cơ\ quan))?\s+)?phối\ hợp(?:\ thực\ hiện)?)
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
        if run and _begins_anew(run, labels, child):
            yield from _from_parts(block, run)
            run = []
        run.append((child, labels))
    yield from _from_parts(block, run)


def read_rows(table: Block) -> Iterator[Record]:
    """A record for each row of an annex table that gives a task a lead; section rows and repeated heads are none."""
    columns: list[str] = []
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
                record.holder = clean_holder(cell.text)
            elif kind == "coop":
                record.partners = [item.text for item in split_bodies(cell.text)]
            elif kind == "time":
                record.time = whole
            elif kind == "product":
                record.products = [cell.text]
        if len(row) >= 3 and record.tasks and not record.holder and above is not None and _continues(row, columns):
            record.holder, record.partners = above.holder, record.partners or above.partners
            record.time = record.time or above.time
        if record.tasks and record.holder:
            yield record
            above = record


def _continues(row: list[Block], columns: list[str]) -> bool:
    """A row without number and lead goes on with the task above (merged cells)."""
    return not row[0].text.strip() and columns[0] == "index" and len(row) == len(columns)


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
        if used:
            base.blocks.append(child)
            base.blocks.extend(label.block for label in found)
        elif child.text.rstrip().endswith(":") and child.children:
            tasks.extend((item, 0, len(item.text)) for item in child.children)
            base.blocks.extend(child.walk())
        else:
            tasks.append((child, 0, len(child.text)))
            base.blocks.extend(child.walk())
    executors = _clauses(labels)
    if executors:
        for holder, place in executors:
            yield Record(holder, [place], base.partners, base.time, base.products, base.blocks, leads=False)
        return
    if not tasks and container.text:
        tasks = [(container, 0, len(container.text.rstrip(" :")))]
        base.blocks.append(container)
    base.tasks = tasks
    base.leads = any(label.kind == "lead" for label in labels)
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


def _clauses(labels: list[Label]) -> list[tuple[str, Place]]:
    """ "Cơ quan thực hiện: Sở A chủ trì …; Sở B tổ chức …": a duty for each clause that names holder and act."""
    from compiler.subjects import acts_behind_name, subject_of

    for label in labels:
        if label.kind != "exec":
            continue
        if not acts_behind_name(label.block.key[label.start : label.end]):
            continue
        found = []
        at = label.start
        for piece in re.split(r"(?<=;)\s+", label.block.text[label.start : label.end]):
            subject = subject_of(label.block.key[at : at + len(piece)])
            if subject is None or not subject.acts:
                break
            found.append((subject.holder, (label.block, at, at + len(piece.rstrip("; ")))))
            at += len(piece) + 1
        else:
            return found
    return []


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
