"""What one statement of a document becomes: a duty of whom it names or of whom it stands under, or a question."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler.duties.any_verb import DENIED, class_before_words, opened_by
from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.duties.before_lists import order_before_list, task_before_list
from compiler.duties.charges import (
    charge_behind,
    goes_on_with_item,
    heads_acts,
    introduces_siblings,
    later_order,
    ordered_last,
)
from compiler.duties.context import Context, counts, of_itself
from compiler.duties.council import may_look_back
from compiler.duties.items import (
    asks_for_holder,
    heads_a_theme,
    heads_sections_of_a_class,
    is_task,
    label,
    lengthened,
    lists_acts,
    lists_its_parts,
    opens_with,
    runs_on_from,
    stands_in_section,
)
from compiler.duties.letters import orders_of
from compiler.duties.list_end import is_for_nobody_named
from compiler.duties.parted import parted
from compiler.duties.partners_beside import share_partners
from compiler.duties.uncharged import heads_a_body
from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.complete import guessed_name, whole_name
from compiler.names.deciders import decides
from compiler.names.holders import is_group, starts_body
from compiler.names.nominal import bare_subject, locality_told, nominal_holder
from compiler.names.subject_words import REPORTED
from compiler.names.subjects import subject_of
from compiler.names.unknown_bodies import holder_before_act
from compiler.names.unknown_names import holder_of_item, leads_up
from compiler.text.blocks import Block
from compiler.text.part_titles import SUBHEAD

_DIRECTS_AS_FOLLOWS = re.compile(r"chỉ đạo(?: [^,;.:]{0,60})?\s*:\s*$")
""""giao Sở X lãnh đạo, chỉ đạo một số nội dung sau:": whoever directs, an item may name who carries it out."""


def judge_statement(block: Block, context: Context, found: Assignments, done: set[int]) -> Context:
    """Judge the statement of a `block` that heads no holder: what it assigns or leaves open is added to `found`, the
    blocks that it used up to `done` (by id); what holds for the items under it is returned."""
    introduces = bool(block.children) and (block.text.rstrip().endswith(":") or heads_acts(block))
    subject = subject_of(block.key, council=found.council)
    if subject is None and context.holder and goes_on_with_item(block) and lengthened(block, found):
        return context
    if subject is None and not context.holder and (above := runs_on_from(block, found)):
        found.duties.append(Duty(above.holder, block, 0, len(block.text), above.requested))
        return context
    in_lead = bool(context.lead) and block.sort != "para" and opens_with_act(block.key)
    in_lead = in_lead and not leads_up(block.key)
    if subject is None and not context.holder and not block.children and not in_lead:
        order = later_order(block.key, charged=context.assigns, council=found.council)
        if order is not None and context.assigns and (first := _named_whole(block, context)):
            found.duties.extend(parted(Duty(first, block, 0, len(block.text))))
            return context
        if order is not None:
            at, said = order
            # an item is one duty, however many sentences it has (GUIDE), unless it opens with another's name
            at = at if block.sort == "para" or starts_body(block.key) else 0
            found.duties.extend(parted(Duty(said.holder, block, at, len(block.text), said.requested)))
            return context
    if subject is None and introduces and not context.holder:
        subject = ordered_last(block.key, charged=context.assigns, council=found.council)
    if subject is None and context.assigns and not context.holder and not starts_body(block.key):
        # who is told may stand behind any comma there: "Kết thúc đợt cao điểm, Sở X báo cáo …"
        subject = subject_of(block.key, anywhere=True, council=found.council)
    if in_lead and not context.holder and not opens_with(block, subject):
        subject = (
            None  # "Tăng cường …; các cục chọn …": an item that opens with an act is for those whom the lead-in tells
        )
    own = subject is not None and of_itself(subject, context, found.issuer)
    asked = subject is not None and may_look_back(block, subject, context, council=found.council)
    if subject is not None and ((own and introduces) or asked):
        found.open.append(Statement(block, 0, len(block.text), "D101", subject.holder))
        return context
    if subject is not None and not own and counts(subject, block, context):
        if introduces:
            found.covered.add(id(block))
            if whole := order_before_list(block.key):
                found.duties.append(Duty(subject.holder, block, 0, whole, subject.requested))
            told = context.assigns or subject.ordered or subject.requested or subject.obliged
            charge = charge_behind(block.key, subject.holder)
            loose = (block.sort == "para" and is_group(subject.holder)) or bool(_DIRECTS_AS_FOLLOWS.search(block.key))
            only_acts = not told and not lists_acts(block)
            return Context(subject.holder, subject.requested, True, implied=charge, loose=loose, only_acts=only_acts)
        ordered = orders_of(block, subject)
        found.duties.extend(ordered if block.children else [part for one in ordered for part in parted(one)])
        if block.children and (context.assigns or subject.ordered) and not context.holder:
            return Context(subject.holder, subject.requested, True, loose=True)
        if block.marker and not context.holder and any(child.marker for child in block.children):
            # outside an assigning part too, acts under a task go on with it: "1. Sở X chủ trì lập …" above "- Tổng hợp …"
            return Context(subject.holder, subject.requested, True, loose=True, only_acts=True)
        return context
    if context.loose and subject is None and block.marker and not introduces and (named := holder_of_item(block.key)):
        found.duties.append(Duty(named, block, 0, len(block.text)))
        return replace(context, holder=named) if block.children else context
    if context.holder:
        if introduces and lists_its_parts(block):
            more = tuple(below for child in block.children for below in child.walk())
            found.duties.append(
                Duty(context.holder, block, 0, len(block.text), context.requested, implied=context.implied, more=more)
            )
            done |= {id(one) for one in more}
            return context
        if introduces:
            if task := task_before_list(block.key):
                found.duties.append(Duty(context.holder, block, 0, task, context.requested, stands_below=True))
            if heads_acts(block):
                found.covered.add(id(block))
            return Context(context.holder, context.requested, True, implied=f"{block.key.rstrip(' :')}:")
        titled = heads_a_theme(block) or heads_sections_of_a_class(block, context.holder)
        if introduces_siblings(block) or SUBHEAD.fullmatch(block.key.strip(" .:")) or titled:
            found.covered.add(id(block))
        elif share_partners(block, found) or label(block) or (context.only_acts and not opens_with_act(block.key)):
            return context
        elif subject is None and is_for_nobody_named(block, context.holder):
            found.open.append(Statement(block, 0, len(block.text), "D102"))
        else:
            found.duties.append(
                Duty(
                    context.holder,
                    block,
                    0,
                    len(block.text),
                    context.requested,
                    implied=context.implied,
                    stands_below=True,
                )
            )
        return context
    if subject is not None and subject.persons and not context.assigns and not heads_a_body(subject.holder):
        return context  # "Người có nghĩa vụ kê khai phải …": no body is told
    if subject is not None:
        found.open.append(Statement(block, 0, len(block.text), "D101", subject.holder))
        return replace(context, about=subject.holder) if introduces else context
    if context.about and not block.children and (opens_with_act(block.key) or acts_clearly(block.key)):
        found.open.append(Statement(block, 0, len(block.text), "D101", context.about))
    elif context.assigns and block.marker and not introduces and (holder := holder_of_item(block.key)):
        item = Duty(holder, block, 0, len(block.text))
        found.duties.extend([item] if block.children else parted(item))
        return replace(context, holder=holder, loose=True) if block.children else context
    elif (context.lead or context.assigns) and not block.children and (named := _named_whole(block, context)):
        found.duties.extend(parted(Duty(named, block, 0, len(block.text))))
    elif context.lead and is_task(block) and (block.sort != "para" or stands_in_section(block)):
        found.duties.append(Duty(context.lead, block, 0, len(block.text), context.asked))
        return Context(context.lead, context.asked, True, lead=context.lead, loose=True) if block.children else context
    elif context.assigns and not block.children and (holder := holder_before_act(block.key)):
        found.open.append(Statement(block, 0, len(block.text), "D101", holder))
    elif (context.assigns and not block.children and (holder := nominal_holder(block.key))) or (
        context.assigns and not block.children and (holder := locality_told(block.key, found.issuer))
    ):
        found.duties.extend(parted(Duty(holder, block, 0, len(block.text))))
    elif context.assigns and not block.children and (holder := _seems_to_open(block.key)):
        found.open.append(Statement(block, 0, len(block.text), "D114", holder))
    elif (
        context.assigns
        and not block.text.endswith(":")
        and not block.children
        and asks_for_holder(block)
        and id(block) not in found.quoted
    ):
        parts = _told_within(block)
        found.duties.extend(parts)
        unclaimed = block.text[: parts[0].start].rstrip(" (,;") if parts else block.text
        found.open.append(Statement(block, 0, len(unclaimed), "D102"))
    return context


def _told_within(block: Block) -> list[Duty]:
    """A duty for each body that a statement whose own doer nobody names tells further on: "Thành lập 02 đoàn, trong đó
    Sở A làm trưởng đoàn 1 và Sở B làm trưởng đoàn 2"."""
    parts = parted(Duty(_NOBODY, block, 0, len(block.text)))[1:]
    return [] if any(decides(part.holder) for part in parts) else parts


_NOBODY = "?"
"""Stands for the doer who is not named, and is no other body's name."""


def _seems_to_open(key: str) -> str:
    """Who a statement seems to name first, before words that no grammar knows: the coordinator is asked."""
    return (
        bare_subject(key)
        or guessed_name(key)
        or ("" if opens_with_act(key) or key.rstrip().endswith(":") else opened_by(key)[0] or class_before_words(key))
    )


def _named_whole(block: Block, context: Context) -> str:
    """Who a statement names by a whole name before a verb that no grammar knows; under a lead-in an item only."""
    if block.text.rstrip().endswith(":") or not (block.marker or context.assigns):
        return ""
    day = _DAY_FIRST.match(block.key)
    label = None if day else _LABELLED.match(block.key)
    behind = block.key[day.end() if day else label.end() if label else 0 :]
    name = whole_name(behind)
    further = behind[len(name) :]
    return "" if DENIED.match(further) or (day and REPORTED.match(further)) else name


_LABELLED = re.compile(r"[^,;:.()]{2,60}:\s+(?=[^\W\d_])")
""""Y tế: Sở Y tế cấp thuốc.": what it is about, and then who does it."""


_DAY_FIRST = re.compile(
    r"(?:(?:Từ|Trong|Vào|Đến|Sáng|Chiều)\s)?(?:[Nn]gày|[Tt]uần|[Tt]háng|[Qq]uý)\s(?:\d|[IVX])[^;.:]{0,60}?,\s+"
)
""""Ngày 03 và 04/6/2026, Sở A khám bệnh …"."""
