"""Holders by words that the gazetteer does not know: judged by the known body inside them and by what stands under them.

A wrong holder is worse than a question: items under such a heading are never left to the holder of an earlier one.
"""

from __future__ import annotations

from compiler.duties.headings import Heading, themed
from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.subjects import subject_of
from compiler.names.unknown_names import before_act, is_agent, names_body_inside, written
from compiler.text.blocks import ENDED, Block

LONGEST_HEADING = 240


def unknown_heading(block: Block) -> Heading | None:
    """The holder that a heading above acts names by unknown words around a known body ("Tổ đảng ở Thường trực Ủy ban X").

    A lead-in ("… thực hiện các nhiệm vụ sau:") names whoever stands before its act.
    """
    key = block.key
    if not block.marker or opens_with_act(key) or themed(key) or subject_of(key) is not None:
        return None
    if not any(opens_with_act(child.key) for child in block.children):
        return None
    if key.endswith(":") and acts_clearly(key):
        holder = holder_before_act(key)
        return Heading(holder, False, None) if holder and is_agent(holder) else None
    if len(key) > LONGEST_HEADING or ENDED.search(key.rstrip(" :")) or acts_clearly(key):
        return None
    return Heading(written(key), False, None) if names_body_inside(key) else None


def holder_before_act(key: str) -> str:
    """Who stands before a sentence's first act by whatever words; nothing where a subject opens it ("Kinh phí …")."""
    return "" if themed(key) else before_act(key)
