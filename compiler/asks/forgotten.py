"""The account of a document: what became of each of its sentences, wherever it stands.

A duty that is silently lost is an agency that is never asked. So this pass reads the whole document again,
cells of tables and what stands behind the signature included, with one rule only, and trusts no structure: a
sentence that names a holder and an act is a duty or is asked about, and any other has its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from compiler.asks.answering import answering
from compiler.asks.named_freely import named_freely, only_names
from compiler.asks.noted_recipients import noted_task
from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.duties.charges import run_in
from compiler.duties.headings import themed
from compiler.duties.provisions import describes
from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.complete import whole_name
from compiler.names.holders import clean_holder, starts_body
from compiler.names.nominal import bare_subject, nominal_holder
from compiler.names.subject_words import NOTED
from compiler.names.subjects import subject_of, told_inside
from compiler.names.unknown_names import (
    agent_before_act,
    holder_of_item,
    is_agent,
    leads_up,
    ordered_by_unknown_name,
)
from compiler.text.blocks import ENDED, Block

SHORTEST = 25
"""Letters of the shortest sentence that can charge somebody."""
SHORTEST_IN_TAIL = 60
"""Behind the signature most lines are recipients ("- Các sở, ban, ngành (thực hiện);")."""
SHORTEST_WHOLE = 12
"""Letters of the shortest sentence that names a body whole and an act: "Sở Y tế cấp phao."."""
_NOTE = re.compile(r"\[\d{1,3}\]\s*")
"""The mark of a note at the document's end."""
_LEADS_UP = re.compile(
    r"(?:ban hành|xây dựng)\s+(?:Kế hoạch|kế hoạch|Chương trình|Chỉ thị|Hướng dẫn|Quyết định|Đề án|Phương án)|^(?:Căn cứ|Xét|Theo đề nghị)\s",
    re.IGNORECASE,
)
"""A legal basis, or the sentence with which the issuer presents its plan."""
_CLOSES = re.compile(r"Trên đây là\s|(?:Thời gian|Địa điểm|Nơi nhận)\b", re.IGNORECASE)
"""The formula with which a plan ends, and the field of a task."""
_RECIPIENT = re.compile(
    r"\((?:để )?(?:b/c|báo cáo|t/h|thực hiện|phối hợp|p/h|biết|chỉ đạo|theo dõi|đăng tải)\)|[(\[]đã ký", re.IGNORECASE
)


class Verdict(StrEnum):
    """What became of a sentence: of the last five kinds nobody is asked, and each says why."""

    DUTY = "duty"
    ASKED = "asked"
    FORGOTTEN = "forgotten"
    """Names a holder and an act and belongs to nothing yet: it is asked about now."""
    UNCHARGED = "uncharged"
    """Stands in a part that assigns, and nobody is named for it: it is asked about now."""
    NAMED = "named"
    """Names a body that nothing in it governs, by words that no rule reads: it is asked about now."""
    CRITERION = "criterion"
    INTRODUCES = "introduces"
    """A heading or lead-in whose words went into the duties under it, a field of a record, a letter's recipient."""
    PRESENTS = "presents"
    """A legal basis, or the words with which the issuer presents its plan."""
    PERSONS = "persons"
    """Tells people in general, no body."""
    RECIPIENT = "recipient"
    NOBODY = "nobody"
    """Names no body that it tells to act."""


_ASKED_AS = {
    Verdict.FORGOTTEN: "D101",
    Verdict.UNCHARGED: "D102",
    Verdict.CRITERION: "D106",
    Verdict.NAMED: "D114",
}


class Account(NamedTuple):
    """One sentence of a document, ``block.text[start:end]``, and what became of it."""

    block: Block
    start: int
    end: int
    verdict: Verdict
    holder: str = ""


def account(root: Block, assignments: Assignments, preamble: set[int]) -> Iterator[Account]:
    """Every sentence of the document, cells of tables and what stands behind the signature included, in reading order.

    In the preamble (blocks by id) legal bases and the words that present the plan charge nobody.
    """
    used: dict[int, list[tuple[int, int, Verdict]]] = {}
    taken: list[Duty | Statement] = [*assignments.duties, *assignments.open]
    for one in taken:
        verdict = Verdict.DUTY if isinstance(one, Duty) else Verdict.ASKED
        used.setdefault(id(one.block), []).append((one.start, one.end, verdict))
        for block in one.more if isinstance(one, Duty) else ():
            used.setdefault(id(block), []).append((0, len(block.text), verdict))
        if isinstance(one, Duty) and one.record is not None:
            for block in one.record.blocks:
                used.setdefault(id(block), []).append((0, len(block.text), Verdict.INTRODUCES))
    leads_up, quiet = True, preamble | assignments.criteria
    for block, tail in _places(root):
        cell = tail and block.parent is None
        for start, end in sentences(block.key):
            verdicts = [verdict for s, e, verdict in used.get(id(block), ()) if s < end and start < e]
            if verdicts and verdicts[0] is not Verdict.INTRODUCES:
                yield Account(block, start, end, verdicts[0])
            elif verdicts or id(block) in assignments.covered:
                told = None if block.children or tail else _ordered_in(block.key[start:end])
                verdict = Verdict.INTRODUCES if told is None else Verdict.FORGOTTEN
                yield Account(block, start, end, verdict, told or "")
            else:
                first, council = leads_up and id(block) in preamble, assignments.council
                verdict, holder = _judged(block.key[start:end], first, tail, cell=cell, council=council)
                if verdict is Verdict.FORGOTTEN and id(block) in assignments.criteria:
                    verdict = Verdict.CRITERION
                if verdict in {Verdict.NOBODY, Verdict.PERSONS}:
                    sent = not tail and (
                        _sent_by_nobody(block.key[start:end])
                        or (start == 0 and id(block) not in quiet and _to_send(block.key[:end]))
                    )
                    if sent or (
                        start == 0 and _stands_among_duties(block, assignments) and not _remarks(block, end, used)
                    ):
                        verdict = Verdict.UNCHARGED
                    elif verdict is Verdict.NOBODY and (answers := answering(block.key[start:end])):
                        verdict, holder = Verdict.NAMED, answers
                    elif not tail and id(block) not in quiet and end - start > SHORTEST:
                        listed = only_names(block.key) or (end < len(block.key) and only_names(block.key[start:end]))
                        named = "" if listed else named_freely(block.key[start:end])
                        verdict, holder = (Verdict.NAMED, named) if named and named != holder else (verdict, holder)
                yield Account(block, start, end, verdict, holder)
        if id(block) in preamble and block.key.rstrip().endswith("sau:"):
            leads_up = False


def forgotten(root: Block, assignments: Assignments, preamble: set[int]) -> Iterator[Statement]:
    """Sentences with holder and act that belong to no duty and no question, in reading order.

    So is what stands before a name alone on its line, as the cell of a table that no rule has read does.
    """
    before: Account | None = None
    for one in account(root, assignments, preamble):
        code = _ASKED_AS.get(one.verdict)
        if code is not None:
            # a leaf among duties is asked about whole, as it would have been a duty
            end = len(one.block.text) if one.verdict is Verdict.UNCHARGED else one.end
            yield Statement(one.block, one.start, end, code, one.holder)
        if one.verdict not in {Verdict.NOBODY, Verdict.PERSONS} or id(one.block) in preamble:
            before = None
        elif before is not None and _fills_cell(one):
            yield Statement(before.block, 0, len(before.block.text), "D115", clean_holder(one.block.text))
            before = None
        elif one.end - one.start > SHORTEST and _heads_only_cells(one.block):
            before = one


def _fills_cell(one: Account) -> bool:
    """Whether a block is a name of bodies and nothing else, heads nothing, and is no cell of a table that was read."""
    in_tail = any(above.sort == "tail" for above in one.block.ancestors())
    alone = one.block.sort in {"para", "name"} and not one.block.children and one.block.parent is not None
    return alone and not in_tail and only_names(one.block.key)


def _heads_only_cells(block: Block) -> bool:
    """Whether nothing stands under a block, or, where it is no field and no heading, only names: "5. Cắm biển báo …"
    above its cells."""
    if not block.children:
        return True
    field = is_agent(block.key) or starts_body(block.key) or themed(block.key) or block.text.rstrip().endswith(":")
    return not field and all(only_names(below.key) for below in block.children)


def _remarks(block: Block, end: int, used: dict[int, list[tuple[int, int, Verdict]]]) -> bool:
    """Whether a first sentence says no act and stands before one that is a duty: "Đây là nhiệm vụ cấp bách. Đề nghị …"."""
    acts = opens_with_act(block.key) or acts_clearly(block.key[:end]) or is_agent(block.key)
    return bool(used.get(id(block))) and not acts


def _stands_among_duties(block: Block, assignments: Assignments) -> bool:
    """Whether a block is a leaf of a part that assigns, and introduces nothing: whatever its verb, somebody may be to do it."""
    if id(block) not in assignments.assigning or id(block) in assignments.criteria | assignments.quoted:
        return False
    if assignments.letter and describes(block.key):
        return False
    if block.children and not (opens_with_act(block.key) and ENDED.search(block.text) and block.text[-1] != ":"):
        return False  # a heading, but not a sentence that says an act, whatever stands under it
    introduces = block.text.rstrip().endswith(":") or block.text.isupper() or _CLOSES.match(block.key)
    return len(block.text) > SHORTEST and not introduces and not _FORM.search(block.key)


_FORM = re.compile(r"(?:…\s*){2,}|\.{6,}|_{5,}")
"""Blanks of a form that somebody is to fill in."""


_SENT = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo)(?: [^.;:]{0,60}?)? (?:về|đến|cho|tới) (?=\w)")
_BY_DAY = re.compile(r"(?:trước|chậm nhất|hạn cuối)[^.;]{0,24}?\d")


_TO_SEND = re.compile(
    r"(?:gửi|chuyển|nộp|báo cáo|bàn giao)(?: [^.;:()]{0,120}?)? (?:về|đến|cho|tới) (?=\w)|báo cáo (?=\w)", re.IGNORECASE
)


def _to_send(key: str) -> bool:
    """ "Chuyển danh sách chính thức đến Ủy ban Bầu cử xã.": an item that opens with the sending and names the recipient,
    and nobody known who sends."""
    opens = _TO_SEND.match(key)
    return opens is not None and starts_body(key, opens.end())


def _sent_by_nobody(key: str) -> bool:
    """ "Hồ sơ … gửi về Sở X trước ngày 31/3", "Các hồ chứa báo cáo mực nước về Sở X trước 16 giờ": a day and a recipient,
    and nobody known who sends."""
    if _BY_DAY.search(key) is None:
        return False
    return any(starts_body(key, sent.end()) for sent in _SENT.finditer(key))


def sentences(key: str) -> Iterator[tuple[int, int]]:
    """The sentences and clauses of a paragraph: all of it, without the space between them."""
    start = 0
    for stop in re.finditer(r"(?:[.!?…]|;)(?=\s)|$", key):
        end = stop.end()
        lead = len(key[start:end]) - len(key[start:end].lstrip())
        if end > start + lead:
            yield start + lead, end
        start = end


def _places(root: Block) -> Iterator[tuple[Block, bool]]:
    """Every block that holds text, cells of tables without a record included; True where few sentences charge."""
    for block in root.walk():
        tail = block.sort == "tail" or any(above.sort == "tail" for above in block.ancestors())
        if block.text:
            yield block, tail
        elif block.sort == "table":
            yield from ((cell, True) for row in block.rows for cell in row if cell.text)


def _ordered_in(key: str) -> str | None:
    """Whom a field of a record charges besides: "Thời gian: Từ tháng 6, giao bộ phận văn thư đóng dấu …"."""
    subject = subject_of(key, anywhere=True) if len(key) > SHORTEST else None
    return subject.holder if subject is not None and subject.ordered and subject.acts else None


def _judged(key: str, lead_up: bool, tail: bool, *, cell: bool = False, council: bool = False) -> tuple[Verdict, str]:
    """What a sentence is that belongs to no duty and no question, and whom it charges. `cell`: of a table; there a short
    sentence charges too."""
    if len(key) <= SHORTEST:
        holder = "" if tail else _told_shortly(key)
        return (Verdict.FORGOTTEN, holder) if holder else (Verdict.NOBODY, "")
    tail = tail and NOTED.match(key) is None  # a note is no recipient
    key = _NOTE.sub("", key)
    if lead_up and _LEADS_UP.search(key):
        return Verdict.PRESENTS, ""
    if tail and not cell and (holder := noted_task(key)):
        return Verdict.FORGOTTEN, holder
    subject = subject_of(key, anywhere=not tail, council=council) or run_in(key) or (None if tail else told_inside(key))
    if subject is None:
        holder = (
            ""
            if tail
            else nominal_holder(key)
            or bare_subject(key)
            or agent_before_act(key)
            or (holder_of_item(key) if leads_up(key) else ordered_by_unknown_name(key))
        )
        return (Verdict.FORGOTTEN, holder) if holder else (Verdict.NOBODY, "")
    if subject.persons:
        return Verdict.PERSONS, subject.holder
    if lead_up and (not subject.acts or key.rstrip().endswith((":", ";"))):
        return Verdict.PRESENTS, subject.holder
    spoken_of = not (subject.acts or subject.ordered) if cell else len(key) < SHORTEST_IN_TAIL or not acts_clearly(key)
    if tail and (spoken_of or _RECIPIENT.search(key)):
        return Verdict.RECIPIENT, subject.holder
    return Verdict.FORGOTTEN, subject.holder


def _told_shortly(key: str) -> str:
    """Whom a sentence of a few words tells: a whole name first, and then an act."""
    if len(key) < SHORTEST_WHOLE or not ENDED.search(key) or key.rstrip().endswith(":"):
        return ""
    subject = subject_of(key)
    if subject is not None and subject.acts and not subject.persons and starts_body(key):
        return subject.holder
    return whole_name(key)
