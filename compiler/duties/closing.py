"""The closing paragraph: difficulties are reported outside the periods (DOMAIN 1.3, point 8)."""

from __future__ import annotations

import re

from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.names.subjects import Subject, subject_of
from compiler.text.blocks import ENDED, Block
from compiler.text.manuscript import UPPER

DIFFICULTY = re.compile(
    r"(?:trong quá trình|quá trình)\s[^.;]{0,120}?(?:\bnếu\b|khó khăn|vướng mắc|phát sinh)|khi (?:có |gặp |phát sinh )(?:những )?(?:khó khăn|vướng mắc)|nếu (?:có |gặp |phát sinh )?(?:những )?(?:khó khăn|vướng mắc|vấn đề phát sinh)",
    re.I,
)
CHANNEL = re.compile(
    r"khó khăn|vướng mắc|phát sinh|báo cáo|phản ánh|đề xuất|kiến nghị|liên hệ|trao đổi|thông tin|gửi|trên đây là|giao |đề nghị|yêu cầu",
    re.I,
)
"""What an item that opens with "Trong quá trình thực hiện …" says where it closes a plan: whom to turn to."""
CLOSES = re.compile(
    r"trên đây là|nhận được (?:công văn|văn bản|chỉ thị|kế hoạch|công điện|thông báo)[^,.;]{0,30}này|trong quá trình (?:tổ chức |triển khai )*(?:thực hiện|triển khai)",
    re.I,
)
_TROUBLE = re.compile(r"khó khăn|vướng mắc|phát sinh|bất cập", re.I)
_TURNS_TO = re.compile(r"báo cáo|phản ánh|kiến nghị|đề xuất|liên hệ|trao đổi|thông tin|đề nghị|yêu cầu", re.I)
_SENTENCE_ENDS = re.compile(rf"(?<=[.;])\s+(?=[{UPPER}])")


def take_closing(block: Block, found: Assignments) -> bool:
    """Whether `block` is the closing paragraph; then its duty, or the question who reports, is in `found`.

    Where an earlier sentence orders or asks somebody, all of the paragraph is theirs; else it counts from
    "Trong quá trình …".
    """
    if block.sort != "para" and not block.parent:
        return False
    difficulty = DIFFICULTY.search(block.key)
    closes = CLOSES.search(block.key[:400])
    if not closes and not (difficulty and difficulty.start() < 5 and block.sort == "para"):
        return False
    if block.sort != "para" and not (closes and closes.start() == 0):
        return False
    if block.sort != "para" and ENDED.search(block.text) and not CHANNEL.search(block.key):
        return False
    start = closes.start() if closes else 0
    channel = re.search(r"trong quá trình", block.key, re.I)
    if channel:
        start = channel.start()
    if channel is None and difficulty is None:
        start = _orders_at(block.key, start)
    subject = _ordered_before(block.key, start) or subject_of(block.key[start:], loosely=True, anywhere=True)
    if channel is None and difficulty is None and (subject is None or (closes and start == closes.start())):
        start, subject = _clause_that_orders(block.key, start, subject)
    if subject is not None:
        if subject.before:
            start = 0
        found.duties.append(
            Duty(
                subject.holder,
                block,
                start,
                len(block.text),
                subject.requested,
                exception_channel=difficulty is not None and not subject.before,
            )
        )
        return True
    if channel or difficulty:
        begin, end = _sentence_around(block.key, start)
        if not _speaks_of_trouble(block.key[begin:end], opens=start == begin):
            return False
        found.open.append(Statement(block, begin, len(block.text), "D104"))
        return True
    return bool(closes and closes.start() == 0)


def _sentence_around(key: str, at: int) -> tuple[int, int]:
    """Begin and end of the sentence of `key` that holds the letter `at`."""
    stops = list(_SENTENCE_ENDS.finditer(key))
    begin = max((stop.end() for stop in stops if stop.end() <= at), default=0)
    return begin, min((stop.start() for stop in stops if stop.end() > at), default=len(key))


def _speaks_of_trouble(sentence: str, *, opens: bool) -> bool:
    """Whether a sentence asks to tell of difficulties: it names them, or it `opens` with "Trong quá trình thực hiện"
    and says whom to turn to. "… phối hợp chặt chẽ trong quá trình thực hiện" only says how work is done."""
    return bool(_TROUBLE.search(sentence) or (opens and _TURNS_TO.search(sentence)))


def _clause_that_orders(key: str, start: int, otherwise: Subject | None) -> tuple[int, Subject | None]:
    """ "Trên đây là Kế hoạch …; các cơ quan nghiêm túc thực hiện.": the clause whose subject acts; else as it was."""
    if otherwise is not None and (otherwise.ordered or otherwise.requested) and otherwise.acts:
        asked = re.search(r"\s(?:đề nghị|yêu cầu|giao)\s", key[start:])
        comma = key.rfind(", ", start, start + asked.start() + 1) if asked else -1
        return (comma + 2 if comma > 0 else start), otherwise
    for stop in re.finditer(
        r"[;,]\s+(?=(?:các|yêu cầu|đề nghị|giao|thủ trưởng|UBND|Ủy ban nhân dân|Sở)\s)", key[start:], re.I
    ):
        subject = subject_of(key[start + stop.end() :])
        if subject is not None and subject.acts:
            return start + stop.end(), subject
    return start, otherwise


def _orders_at(key: str, start: int) -> int:
    """Where the sentence begins that asks or orders, behind "Trên đây là Kế hoạch …." """
    for sentence in re.finditer(r"(?<=\.)\s+(?=\S)", key[start:]):
        subject = subject_of(key[start + sentence.end() :])
        if subject is not None and (subject.ordered or subject.requested or subject.acts):
            return start + sentence.end()
    return start


def _ordered_before(key: str, start: int) -> Subject | None:
    """Whom the closing paragraph orders or asks before it comes to difficulties: then all of it is theirs."""
    for sentence in re.split(r"(?<=\.)\s+", key[:start]):
        subject = subject_of(sentence) or subject_of(sentence, anywhere=True)
        if subject is not None and (subject.ordered or subject.requested) and subject.acts:
            return Subject(subject.holder, subject.requested, True, True, True, subject.persons, before=True)
    told = subject_of(key[:start])
    if told is not None and told.obliged and not told.persons:
        return told._replace(before=True)  # "Sở X chịu trách nhiệm …, trong quá trình thực hiện …"
    return None
