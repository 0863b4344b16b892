"""Questions of one kind that stand together are asked together: lists without a holder, headings that nobody knows."""

from __future__ import annotations

from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.text.blocks import Block


def settle_themes(found: Assignments) -> None:
    """A list in which nobody is named is one question on its first item; the others are remarks."""
    themes: dict[int, Statement] = {}
    named = {id(above) for duty in found.duties for above in [duty.block, *duty.block.ancestors()]}
    for one in found.open:
        above = one.block.parent
        if one.code != "D102" or above is None or not found.duties:
            continue
        beside = above.parent.children if above.parent is not None else []
        # a heading beside headings of holders may be a holder whose name we do not know, not a theme
        if id(above) not in named and not any(id(block) in found.headings for block in beside):
            one.code = "D106"
            first = themes.setdefault(id(above), one)
            first.count += one is not first
            first.told.append(Duty("", one.block, one.start, one.end))
    for first in themes.values():
        first.code = "D102" if first.count == 1 else "D108"
    _gather_unknown(found)


def gather_lists(statements: list[Statement]) -> None:
    """Neighbours that name nobody, as the steps of a procedure are, are one question on the first; the others are remarks.

    Those with a sentence between them that somebody is told are asked about each.
    """
    first: Statement | None = None
    last: Statement | None = None
    for one in sorted((one for one in statements if one.code == "D102"), key=lambda one: one.block.place()):
        if first is None or last is None or not _neighbours(last.block, one.block):
            first = last = one
            continue
        if not first.told:
            first.code = "D108"
            first.told.append(Duty("", first.block, first.start, first.end))
        first.count += 1
        first.told.append(Duty("", one.block, one.start, one.end))
        one.code, last = "D106", one


def _neighbours(above: Block, below: Block) -> bool:
    """Whether one block stands right behind another in their list: nothing between them but what is under the first."""
    same = above.parent is not None and above.parent is below.parent and above.sort == below.sort
    return same and below.position == above.position + 1


def _gather_unknown(found: Assignments) -> None:
    """Headings of one list that name holders whom nobody knows are one question, not many."""
    lists: dict[int, Statement] = {}
    kept: list[Statement] = []
    for one in found.open:
        first = lists.setdefault(id(one.block.parent), one) if one.code == "D107" else one
        if first is one:
            kept.append(one)
        else:
            first.holder, first.count = f"{first.holder}”, “{one.holder}", first.count + 1
    found.open = kept
