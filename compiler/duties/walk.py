"""Who is told to do what: statements of a document to duties, each with its holder and its place.

A duty is a leaf item or a paragraph under a heading that names its holder, or a sentence that names holder
and act itself, wherever it stands. What looks like an assignment and finds no holder is kept as a question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from compiler.duties.articles import charged_in_title
from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.duties.before_lists import part_lead_ins, task_before_list
from compiler.duties.charges import (
    behind_items,
    later_order,
)
from compiler.duties.closing import take_closing
from compiler.duties.context import ASKS_OTHERS, Context
from compiler.duties.filled_in import keep_record, read_table
from compiler.duties.gathered import settle_themes
from compiler.duties.headings import (
    Heading,
    assigns_by_itself,
    heading_holder,
    heads_holders,
    heads_members,
    is_theme,
    named_by_what_it_does,
    named_like_its_siblings,
    towards_whom,
    whole_heading,
)
from compiler.duties.letters import assigns_by_title, recipients
from compiler.duties.members import lists_members
from compiler.duties.parted import parted
from compiler.duties.provisions import quoted, rests_on_law
from compiler.duties.quoted import quotes_a_plan
from compiler.duties.records import read_records
from compiler.duties.sentences import judge_statement
from compiler.duties.uncharged import (
    MOST_BEFORE,
    assesses,
    heads_what_is_general,
    says_what_for,
    speaks,
    tells_nobody,
    told_of_meeting,
)
from compiler.names.complete import guessed_name, whole_name
from compiler.names.holders import is_group
from compiler.names.subjects import Subject, subject_of
from compiler.names.unknown_bodies import unknown_heading
from compiler.names.unknown_names import is_agent
from compiler.text.blocks import ENDED, Block
from compiler.text.notes import is_footnote
from compiler.text.part_titles import ASSIGNS, CRITERIA, GENERAL, LOOKS_BACK

_CHARGES = re.compile(
    r"\s(?:chủ trì|phối hợp|tham mưu|hướng dẫn|tổng hợp|có trách nhiệm|chịu trách nhiệm|thẩm định|đôn đốc)(?!\w)"
)
_DIRECTS = re.compile(r"\s+(?:trực tiếp )?chỉ đạo$")
""""Đồng chí Phó Chủ tịch chỉ đạo:" above items that name whom."""
_ASKS = re.compile(r"(?:trân trọng )?đề nghị\s", re.IGNORECASE)
""""Công ty A: đề nghị đóng cống …": asked behind its colon."""
_ORDERS_BELOW = re.compile(r"(?:^|\s)(?:yêu cầu|giao|giao nhiệm vụ|đề nghị)\s*:\s*$", re.IGNORECASE)
""""Hội đồng nhân dân tỉnh yêu cầu:" above items that each name who is told."""
_COMES_TO_POINTS = re.compile(r"như sau\s*:$")


def read_duties(
    root: Block,
    preamble: set[int],
    *,
    news: bool = False,
    assigning: bool = False,
    lead: Subject | None = None,
    issuer: str = "",
    council: bool = False,
    letter: bool = False,
) -> Assignments:
    """Walk the tree past the blocks of the `preamble` (by id). `news`: only sentences in which the issuer orders
    count; `assigning`: the whole text assigns; `lead`: whom its lead-in orders; `issuer`: who speaks in it; `council`: a people's council that gives tasks."""
    found = Assignments(issuer=issuer, council=council, letter=letter, quoted=quoted(root))
    if news:
        _in_news(root, found)
        return found
    found.covered |= told_of_meeting(list(islice((block for block in root.walk() if block.text), MOST_BEFORE)))
    part_lead_ins(root)
    whom, asked = (lead.holder, lead.requested) if lead is not None else ("", False)
    _walk(root, Context(assigns=assigning, lead=whom, asked=asked, whole=assigning), found, preamble, set())
    settle_themes(found)
    found.duties.sort(key=lambda duty: duty.block.offsets[duty.start] if duty.block.offsets else 0)
    return found


def _walk(block: Block, context: Context, found: Assignments, preamble: set[int], done: set[int]) -> None:
    if block.sort == "tail" or id(block) in done or found.too_many:
        return
    if block.sort == "table":
        read_table(block, context, found)
        return
    if block.sort == "annex" and context.whole and not assigns_by_title(block):
        context = Context()
    addressed = recipients(block)
    found.covered |= addressed
    done |= addressed
    for record in read_records(block):
        keep_record(record, found, done)
    if (context.assigns or context.holder) and id(block) not in preamble:
        found.assigning.add(id(block))
    wordless = not any(map(str.isalpha, block.text))  # a number alone on its line says nothing to anybody
    skipped = wordless or id(block) in preamble or id(block) in done
    below = context if skipped else _at(block, context, found, done)
    for child in block.children:
        _walk(child, below, found, preamble, done)


def _at(block: Block, context: Context, found: Assignments, done: set[int]) -> Context:
    """Judge one block: a heading changes the context, a statement becomes a duty; the context below is returned."""
    section = block.sort in {"roman", "part", "capital"} or (block.sort.startswith("number") and bool(block.children))
    if block.children and not context.holder and not context.assigns and heads_what_is_general(block.key):
        return Context(general=True)
    if not context.holder and found.council and block.children and _ORDERS_BELOW.search(block.key):
        found.covered.add(id(block))
        return Context(assigns=True)
    if section and not context.holder and len(block.text) < 200:
        own = heading_holder(block.key)
        if (charged := charged_in_title(block)) is not None:
            found.headings.add(id(block))
            found.covered.add(id(block))
            return Context(charged.holder, assigns=True, loose=heads_holders(block))
        subject = subject_of(block.key, council=found.council)
        later = block.sort == "part" and later_order(block.key, council=found.council) is not None
        themed = bool(context.lead) and is_theme(block)
        if ASSIGNS.search(block.key) and not (themed or later or subject) and (own is None or heads_holders(block)):
            return Context(assigns=True)
        orders = block.sort == "part" and subject is not None and (subject.ordered or subject.requested)
        if GENERAL.search(block.key) and block.sort in {"roman", "part", "capital"} and not orders:
            return Context(general=True)
        told = later or (block.sort == "part" and subject is not None)
        if block.sort in {"roman", "part", "capital"} and heading_holder(block.key) is None and not told:
            told = context.whole and not LOOKS_BACK.search(block.key)
            return Context(lead=context.lead, asked=context.asked, assigns=told, whole=context.whole)
    if context.whole and not context.holder and block.children and assesses(block.key):
        return Context(general=True)
    if take_closing(block, found):
        return context
    if id(block) in found.covered:
        return context
    if (
        is_footnote(block)
        or speaks(block.key)
        or tells_nobody(block.key)
        or (not block.children and (lists_members(block.key) or rests_on_law(block.key)))
        or (context.general and says_what_for(block.key))
    ):
        found.covered.add(id(block))
        return context
    if context.criteria or (block.children and not context.holder and CRITERIA.search(block.key[:400])):
        return _criterion(block, context, found)
    heading = heading_holder(block.key, inside=context.assigns, heads=bool(block.children))
    if heading is not None and not (context.assigns or context.holder):
        if not assigns_by_itself(block, heading):
            if heading.rest is not None and not context.general and len(block.text) - heading.rest > 25:
                found.open.append(Statement(block, 0, len(block.text), "D101", heading.holder))
                return context
            if heading.rest is None and block.children:
                return replace(context, about=heading.holder)
            heading = None
        elif context.general:
            if heading.rest is None:
                return replace(context, about=heading.holder)
            found.open.append(Statement(block, 0, len(block.text), "D101", heading.holder))
            return context
    if heading is None and context.lead and not context.holder and is_theme(block):
        found.covered.add(id(block))
        return Context(context.lead, context.asked, True, lead=context.lead, loose=True)
    if heading is None and not context.general and (not context.holder or is_group(context.holder)):
        heading = towards_whom(block) or (None if context.holder else named_like_its_siblings(block))
        if heading is not None and not is_agent(heading.holder):
            found.open.append(Statement(block, 0, heading.rest or len(block.text), "D107", heading.holder))
    if heading is None and context.assigns and not context.holder:
        heading = named_by_what_it_does(block)
    if heading is None and context.assigns:
        heading = _unknown(block, context, found)
    if heading is not None and (block.children or heading.rest is not None):
        holder = whole_heading(block, heading.holder, done)
        found.headings.add(id(block))
        found.covered.add(id(block))
        directs = _DIRECTS.search(holder)
        holder = holder[: directs.start()] if directs else holder
        loose = directs is not None or (is_group(holder) and heads_members(block))
        asked = heading.requested or (heading.rest is not None and _ASKS.match(block.key, heading.rest) is not None)
        below = Context(holder, asked, True, loose=loose)
        if heading.rest is not None and block.children and block.text.rstrip().endswith(":"):
            if task := task_before_list(block.key, heading.rest):
                found.duties.append(Duty(holder, block, heading.rest, task, asked))
            return replace(below, implied=block.key[heading.rest :])
        if heading.rest is not None:
            run_in = Duty(holder, block, heading.rest, len(block.text), asked)
            found.duties.extend([run_in] if block.children else parted(run_in, run_in_only=True))
        return below
    if heading is not None and not block.children:
        if block.sort == "para" and (block.text.isupper() or _COMES_TO_POINTS.search(block.key)):
            return context  # the issuer's name above a letter, or its lead-in
        if not context.holder and ENDED.search(block.text) and (whole_name(block.key) or guessed_name(block.key)):
            return judge_statement(block, context, found, done)  # "Chi cục Thủy sản vớt bèo …."
        if context.holder and block.marker and ENDED.search(block.text) and ASKS_OTHERS.match(block.key):
            return judge_statement(block, context, found, done)  # "Đề nghị các doanh nghiệp ngầm hóa cáp."
        found.open.append(Statement(block, 0, len(block.text), "D103", heading.holder))
        return context
    return judge_statement(block, context, found, done)


def _unknown(block: Block, context: Context, found: Assignments) -> Heading | None:
    """A heading by unknown words; where they do not begin with somebody who acts, the coordinator is asked."""
    heading = unknown_heading(block)
    if heading is None or is_agent(heading.holder):
        return heading
    if context.holder:
        return None
    found.open.append(Statement(block, 0, len(block.text), "D107", heading.holder))
    return heading


def _criterion(block: Block, context: Context, found: Assignments) -> Context:
    subject = subject_of(block.key)
    charged = subject is not None and (subject.ordered or bool(_CHARGES.search(block.key)))
    if subject is not None and charged and not is_group(subject.holder) and not subject.persons:
        found.duties.append(Duty(subject.holder, block, 0, len(block.text), subject.requested))
    found.criteria.add(id(block))
    return Context(criteria=True)


def _in_news(root: Block, found: Assignments) -> None:
    """In a text about a plan count the sentences in which the issuer orders, and what it quotes of the plan itself:
    a holder's heading with the acts under it or behind its colon."""
    done: set[int] = set()
    for block in root.walk():
        if id(block) in done:
            continue
        if quotes_a_plan(block):
            done |= {id(below) for below in block.walk()}
            told = {id(one) for one in block.children if one.sort == "para" and behind_items(one)}
            _walk(block, Context(assigns=True), found, told, told)  # behind the quoted items the report goes on
            continue
        subject = subject_of(block.key)
        if (
            subject is not None
            and subject.ordered
            and len(block.text) > 40
            and not block.text.rstrip().endswith((":", "?"))
        ):
            found.duties.append(Duty(subject.holder, block, 0, len(block.text), subject.requested))
