"""Task records in prose: "Nhiệm vụ … – Cơ quan chủ trì … – Cơ quan phối hợp … – Thời gian …".

The four fields are the columns of an annex table (compiler/tables/rows) and come inline as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from compiler.duties.executors import executors, has_own_act, repeats
from compiler.duties.labels import Label, Place, labels_of, names_somebody, trim
from compiler.duties.own_bodies import own_body, told_to_another
from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.holders import clean_holder, split_bodies, starts_body
from compiler.names.partners import read_partners
from compiler.names.subjects import subject_of
from compiler.text.blocks import ENDED, Block

_HOW = re.compile(r"(?:bảo đảm|đảm bảo|tập trung vào|nguyên tắc|yêu cầu|việc|các|phù hợp)(?!\w)", re.IGNORECASE)
"""Begins an item that says how a task is to be done, no task of its own."""
LONGEST_TITLE = 100
"""Letters of a title above items."""


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
    more: tuple[Block, ...] = ()
    """The executor's field where it says the task again in full: its deadline and recipient are the task's."""
    completes: bool = False
    """Whether its time is headed as the time of completion."""
    charge: str = ""
    """What the lead field says beside the name ("chủ trì, tham mưu"): its verbs are the holder's roles too."""
    requested: bool = False
    """Whether the lead field says that its body is asked, not ordered ("(đề nghị)")."""
    chief: Place | None = None
    """Who watches over the task beside its holder ("Phụ trách: đồng chí Phó Chủ tịch")."""
    lead_alone: Block | None = None
    """The cell of a lead whose task is left blank: the record has none, and is asked about."""


def read_records(block: Block) -> Iterator[Record]:
    """Records whose container is `block`: its children carry the labels, or the block itself does inline."""
    if _heads_parts(block):
        return
    inline = _with_holder(labels_of(block))
    if _says_who_behind(block, inline) or (
        len(inline) >= 2 and any(label.kind in {"lead", "exec"} for label in inline)
    ):
        yield _inline(block, inline)
        return
    parts = [(child, list(_labels_below(child))) for child in block.children if child.sort not in {"table", "tail"}]
    own = any(label.kind in {"lead", "exec", "chief"} for _, labels in parts for label in labels)
    if not own and not (parts and not parts[-1][1] and _fields_for_all(block, parts[-1][0])):
        return
    run: list[tuple[Block, list[Label]]] = []
    for child, labels in parts:
        if not labels and _holds_record(child):
            shared = _fields_for_all(block, child)
            run = [*run, (child, []), *shared] if shared else run
            yield from _from_parts(block, run, last=child if shared else None)
            run = []
            continue
        if run and _begins_anew(run, labels, child):
            yield from _from_parts(block, run)
            run = []
        run.append((child, labels))
    yield from _from_parts(block, run)


def _labels_below(block: Block) -> Iterator[Label]:
    own = labels_of(block)
    if own and own[0].at == 0 and not _heads_parts(block):
        yield from own
        if own[0].kind in {"exec", "lead"} and own[0].end <= own[0].start:
            for child in block.children:
                yield from labels_of(child)


def _says_who_behind(block: Block, labels: list[Label]) -> bool:
    """ "Tập huấn học bạ điện tử. Người thực hiện: Hiệu trưởng.": a task with nothing but its holder behind it."""
    if len(labels) != 1 or block.children or labels[0].kind not in {"lead", "exec"} or labels[0].at < 15:
        return False
    said = block.key[labels[0].at :]
    named = re.match(r"(?:cơ quan|đơn vị|người|bộ phận|phụ trách)(?!\w)", said, re.IGNORECASE)
    return named is not None and names_somebody(block.key, labels[0].start)


def _heads_parts(block: Block) -> bool:
    """ "2. Phân công thực hiện:" above "2.1. Phòng Y tế:" with items of its own: a section, not a field."""
    return bool(re.search(r"phân công|trách nhiệm", block.key[:40], re.IGNORECASE)) and any(
        child.children for child in block.children
    )


def _holds_record(block: Block) -> bool:
    """Whether a record stands under `block`, so that it is none of this one's tasks."""
    return any(
        label.kind in {"lead", "exec", "chief"} and label.at == 0
        for below in block.walk()
        for label in labels_of(below)
    )


def _begins_anew(run: list[tuple[Block, list[Label]]], labels: list[Label], child: Block) -> bool:
    seen = {label.kind for _, found in run for label in found}
    if labels:
        return any(
            label.kind in seen and label.kind in {"task", "lead", "exec", "chief"} for label in labels
        ) and "lead" not in {label.kind for label in labels if label.kind == "exec"}
    if not seen & {"lead", "exec", "chief"}:
        return False
    return _titles_acts(run, child) if child.sort != run[0][0].sort else child.sort != "para"


def _titles_acts(run: list[tuple[Block, list[Label]]], child: Block) -> bool:
    """ "3.3. Báo cáo kết quả" behind the bulleted fields of a record, above items that act: a part of its own, no task."""
    numbered = child.sort.startswith("number") and all(child.sort != before.sort for before, _ in run)
    titled = len(child.text) < LONGEST_TITLE and not ENDED.search(child.text)
    return numbered and titled and any(opens_with_act(below.key) for below in child.children)


def _fields_for_all(container: Block, last: Block) -> list[tuple[Block, list[Label]]]:
    """The fields under the `last` item of a series whose items before it have nothing under them: they are for all.

    "3.1. …", "3.2. …" above "- Đơn vị chủ trì: …" that only stands under 3.2.
    """
    series = [one for one in container.children if one.sort == last.sort]
    before = series[: next(at for at, one in enumerate(series) if one is last)]
    if series[-1] is not last or not before or not opens_with_act(last.key):
        return []
    if any(one.children or not opens_with_act(one.key) for one in before):
        return []
    fields = [(child, labels) for child in last.children if (labels := list(_labels_below(child)))]
    return fields if any(label.kind in {"lead", "exec"} for _, labels in fields for label in labels) else []


def _with_holder(labels: list[Label]) -> list[Label]:
    """The labels, where none names who acts: "Phụ trách: Phòng Y tế" says whose task it is."""
    if any(label.kind in {"lead", "exec"} for label in labels):
        return labels
    return [label._replace(kind="exec") if label.kind == "chief" else label for label in labels]


def _from_parts(
    container: Block, run: list[tuple[Block, list[Label]]], *, last: Block | None = None
) -> Iterator[Record]:
    """Records of one run of children: unlabelled children (or "Nội dung: …") are its tasks. `last` is the item under
    which the fields of its series stand."""
    labels = [label for _, found in run for label in found]
    if not any(label.kind in {"lead", "exec"} for label in labels):
        run = [(child, _with_holder(found)) for child, found in run]
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
                base.blocks.extend(label.block.children if label.end <= label.start else [])
                if label.kind == "time" and label.end <= label.start:
                    yield from _timed_duties(child, base)
        if used:
            base.blocks.append(child)
            base.blocks.extend(label.block for label in found)
        elif child.text.rstrip().endswith(":") and child.children and child is not last:
            tasks.extend((item, 0, len(item.text)) for item in child.children)
            base.blocks.extend(child.walk())
        else:
            tasks.append((child, 0, len(child.text)))
            base.blocks.extend(child.walk())
    leads = [label for label in labels if label.kind == "lead"]
    if leads:
        said = next((label for label in leads if label.end > label.start), None)
        base.holder = clean_holder(said.block.text[said.start : said.end]) if said else ""
    clauses = executors(leads or labels)
    if leads:
        base.partners.extend(one.holder for one in executors([one for one in labels if one.kind == "exec"]))
    told = [task for task in tasks if told_to_another(task[0])]
    for item, start, end in told:
        subject = subject_of(item.key, anywhere=True)
        yield Record(subject.holder if subject else "", [(item, start, end)], blocks=[item], leads=False)
    own_bodies = {
        id(task[0]): named for task in tasks if task not in told and (named := own_body(task[0], base.holder))
    }
    for item, start, end in [task for task in tasks if id(task[0]) in own_bodies]:
        holder, at = own_bodies[id(item)]
        yield Record(holder, [(item, max(start, at), end)], time=base.time, blocks=[item], leads=False)
    told += [task for task in tasks if id(task[0]) in own_bodies]
    tasks = _with_container(container, [task for task in tasks if task not in told], labels)
    if tasks and tasks[0][0] is container:
        base.blocks.append(container)
    own = [one for one in clauses if has_own_act(one, tasks)] if len(clauses) > 1 else []
    for one in own:
        yield Record(one.holder, [one.place], list(base.partners), base.time, base.products, base.blocks, leads=False)
    plain = [one for one in clauses if one not in own]
    if clauses and not plain:
        return
    if not base.holder or len(plain) < len(clauses) or any(one.act for one in plain):
        base.holder = "; ".join(one.holder for one in plain)
        for one in plain:
            partners = read_partners(one.act, one.act)
            base.partners = [*partners, *(p for p in base.partners if p not in partners)]
    if not tasks and container.text:
        tasks = [(container, 0, len(container.text.rstrip(" :")))]
        base.blocks.append(container)
    base.tasks = tasks
    base.leads = bool(leads)
    charged = [label.block.key[label.at : label.start] for label in leads]
    fields = {id(one.place[0]): one.place[0] for one in plain if repeats(one, tasks)}
    if len(tasks) == 1 and len(fields) == 1 and tasks[0][0].parent is container:
        base.more = tuple(fields.values())
    base.charge = " ".join([*charged, *(one.act for one in plain)]).lower()
    yield base


def _with_container(container: Block, tasks: list[Place], labels: list[Label]) -> list[Place]:
    """The tasks of a record whose container is a task itself: then items count that say a further act, not those that
    say how ("Bảo đảm …", "Nguyên tắc …").

    A container that is a title only, a lead-in or a section gives its items; so does one with a field "Nội dung".
    """
    says = container.sort.startswith("number") or container.sort in {"letter", "paren"}
    whole = len(container.text) > 60 and not container.text.rstrip().endswith(":") and "." in container.marker[:-1]
    if not (says and whole and opens_with_act(container.key)) or any(label.kind == "task" for label in labels):
        return tasks
    further = [task for task in tasks if _further_act(task[0])]
    return [(container, 0, len(container.text)), *further]


def _further_act(item: Block) -> bool:
    if _HOW.match(item.key):
        return False
    return opens_with_act(item.key) or (starts_body(item.key) and acts_clearly(item.key.lower()))


def _inline(block: Block, labels: list[Label]) -> Record:
    record = Record(blocks=[block])
    first = labels[0]
    if first.kind == "task" and first.at == 0:
        record.tasks = [(block, 0, first.end)]
    elif first.at > 0:
        record.tasks = [(block, 0, trim(block.text, 0, first.at))]
    elif block.parent is not None and block.parent.text:
        record.tasks = [(block.parent, 0, len(block.parent.text.rstrip(" :")))]
    for label in labels:
        _take(record, label)
    record.leads = any(label.kind == "lead" for label in labels)
    return record


def _take(record: Record, label: Label) -> None:
    text = label.block.text[label.start : label.end]
    if not text.strip(" .-–"):
        listed = [item for item in label.block.children if not labels_of(item)] if label.end <= label.start else []
        if label.kind == "coop":
            record.partners.extend(one.text for item in listed for one in split_bodies(item.text.rstrip(".")))
        elif label.kind == "product":
            record.products.extend(item.text for item in listed)
        return
    if label.kind in {"lead", "exec"} and not record.holder:
        record.holder = clean_holder(text)
    elif label.kind == "coop":
        record.partners.extend(item.text for item in split_bodies(text) if item.text not in record.partners)
    elif label.kind == "time" and record.time is None:
        record.time = (label.block, label.start, label.end)
    elif label.kind == "product":
        record.products.append(text)
    elif label.kind == "chief":
        record.chief = record.chief or (label.block, label.start, label.end)


def _timed_duties(field_block: Block, base: Record) -> Iterator[Record]:
    """ "Thời gian: + Các bộ gửi … trước ngày …; + Bộ X tổng hợp …": each item that names holder and act is a duty."""
    for item in field_block.children:
        subject = subject_of(item.key)
        if subject is not None and subject.acts:
            yield Record(subject.holder, [(item, 0, len(item.text))], blocks=[item], leads=False)
        elif base.time is None:
            base.time = (item, 0, len(item.text))
