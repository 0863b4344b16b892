"""A task that stands in one paragraph with the words that open a list: "Sở X theo dõi. Các xã làm những việc sau:".

Only the last sentence leads the list in; what stands before it is told to somebody by itself, with its own day and
recipients, and a list of another body's is not the first body's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from compiler.duties.headings import heading_holder
from compiler.names.acts import opens_with_act
from compiler.names.holders import starts_body
from compiler.names.subjects import LONGEST_SENTENCE, Subject, subject_of
from compiler.text.blocks import Block
from compiler.text.manuscript import LOWER, UPPER, same_tone

_STOP = re.compile(
    rf"(?:(?<=[{LOWER}]{{2}})|(?<=[\d)”\"]))\s?[.;]\s+(?=[{UPPER}]|(?:trong đó|cụ thể|bao gồm|gồm|chi tiết|nội dung|theo đó|thành phần)(?!\w))"
)
"""A full stop or semicolon before a capital, or before words that open a list, however written; behind "TP." none."""
_TITLES = {"roman", "part", "capital"}


def last_sentence(key: str, start: int = 0) -> int:
    """Where the last sentence of words that open a list begins behind one that ended; 0 where they are one sentence or
    open no list."""
    if not key.rstrip().endswith(":"):
        return 0
    stops = list(_STOP.finditer(key, start, start + LONGEST_SENTENCE))
    return stops[-1].end() if stops else 0


def order_before_list(key: str) -> int:
    """Where the sentence ends that tells a body a task before the words that open a list; 0 without one."""
    last = last_sentence(key)
    told = subject_of(key[:last]) if last else None
    task = told is not None and (told.acts or told.obliged) and not told.persons
    return len(key[:last].rstrip()) if task else 0


def task_before_list(key: str, start: int = 0) -> int:
    """Where the task ends that stands before the words that open a list, its full stop included; 0 without one."""
    last = last_sentence(key, start)
    return len(key[:last].rstrip()) if last and opens_with_act(key[start:last]) else 0


def part_lead_ins(root: Block) -> None:
    """Part each block below `root` that tells somebody a task and then opens a list of somebody else's into the two."""
    for above in list(root.walk()):
        if above.sort == "tail" or not any(one.children for one in above.children):
            continue
        above.children = [part for one in above.children for part in _parted(one)]


def _parted(block: Block) -> list[Block]:
    last = last_sentence(block.key) if block.children and block.sort not in _TITLES else 0
    if not last:
        return [block]
    said, opens = block.key[:last], block.key[last:]
    end, told = order_before_list(block.key), subject_of(said)
    if not end or told is None or heading_holder(said) or not _of_somebody_else(opens, told, block):
        return [block]
    first = replace(block, text=block.text[:end], offsets=block.offsets[:end], children=[], rows=[])
    rest = replace(block, marker="", sort="para", text=block.text[last:], offsets=block.offsets[last:])
    for child in rest.children:
        child.parent = rest
    return [first, rest]


def _of_somebody_else(opens: str, told: Subject, block: Block) -> bool:
    """Whether the words that open a list, or the items of it, name their own doers."""
    subject = subject_of(opens)
    if subject is not None:
        return same_tone(subject.holder).casefold() != same_tone(told.holder).casefold()
    items = [one for one in block.children if one.text]
    return bool(items) and all(starts_body(one.key) and not opens_with_act(one.key) for one in items)
