"""A field of partners that stands by itself below a holder's items: "- Đơn vị phối hợp: Sở Tư pháp." under "2. Sở Y tế"."""

from __future__ import annotations

from compiler.duties.assignments import Assignments
from compiler.duties.labels import labels_of
from compiler.names.holders import split_bodies
from compiler.text.blocks import Block

MOST_ITEMS = 30
"""Items before the field among which those stand that it is for."""


def share_partners(block: Block, found: Assignments) -> bool:
    """Whether a block is such a field with names in it. They are partners of the item that it stands under, else of the
    items beside it back to the field before; as a field of the time does (compiler/when/duty_due), it holds for all."""
    labels = labels_of(block)
    if len(labels) != 1 or labels[0].kind != "coop" or labels[0].at or block.children or block.parent is None:
        return False
    named = tuple(item.text for item in split_bodies(block.text[labels[0].start : labels[0].end]))
    told = {id(duty.block): duty for duty in found.duties[-MOST_ITEMS:] if duty.record is None}
    if id(block.parent) in told:
        items = [block.parent]
    else:
        beside = block.parent.children[max(0, block.position - MOST_ITEMS) : block.position]
        items = [one for one in beside if id(one) in told]
    for one in items:
        told[id(one)].partners += named
    if items and named:
        found.covered.add(id(block))
    return bool(items and named)
