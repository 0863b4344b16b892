"""Notes of a page: the raised sign in a sentence and the note that it leads to, written as a Word document's: "… hiện[1]"
and "[1] Sở Tài chính …".

Without this the sign becomes a part of its word ("hiện1") and the note an item of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compiler.read.html_tree import BLOCKS, Node, words

NOTE = "data-note"
"""The attribute that marks a note's block, for the steps that leave parts of a page out."""
LONGEST = 4_000
"""Letters of the longest note: a link to the page's top leads to none."""
_SIGN = re.compile(r"[\[(]?(?P<sign>\d{1,3}|\*{1,3})[\])]?")
_UNIT = re.compile(r"(?:^|[\s\d/(])(?:m|km|cm|dm|mm|hm|s)$")
"""Before a raised 2 or 3 that is a power: "120 m²"."""
_BACK = frozenset(("↩", "↩︎", "↑", "^", "⏎", "⬆"))
"""The text of a link that leads from a note back to its sign."""


@dataclass(slots=True)
class _Sign:
    """A raised or linked sign: its node among the parent's children, the block around it, and where it leads."""

    node: Node
    parent: Node
    block: Node
    sign: str
    opens: bool
    raised: bool
    to: str
    before: str


def mark_notes(body: Node) -> list[Node]:
    """Write signs and notes of the page as "[1]", in place; the blocks of the notes, which are marked with NOTE."""
    signs, places = _signs(body)
    opened = {id(one.block): one for one in signs if one.opens}
    notes: dict[int, tuple[Node, str]] = {}
    calls: list[_Sign] = []
    for one in signs:
        if one.opens:
            continue
        target = places.get(one.to)
        if target is not None and target.size <= LONGEST and all(each is not one.block for each in target.walk()):
            notes[id(target)] = (target, one.sign)
            calls.append(one)
        elif one.raised and not _UNIT.search(one.before):
            same = [each for each in opened.values() if each.sign == one.sign and each.raised]
            if same:
                notes[id(same[-1].block)] = (same[-1].block, one.sign)
                calls.append(one)
    for one in calls:
        _put(one.parent, one.node, _said(one.sign))
    for block, sign in notes.values():
        own = (opened.get(id(each)) for each in block.walk())
        _mark(block, sign, next((one for one in own if one is not None and one.sign == sign), None))
    return [block for block, _ in notes.values()]


def _mark(block: Node, sign: str, own: _Sign | None) -> None:
    block.attributes[NOTE] = sign
    if own is not None:
        _put(own.parent, own.node, f"{_said(sign)} ")
    else:
        block.children.insert(0, words(f"{_said(sign)} "))
    for node in block.walk():
        node.children = [child for child in node.children if not (child.tag == "a" and child.text(8) in _BACK)]


def _put(parent: Node, node: Node, said: str) -> None:
    at = next((at for at, child in enumerate(parent.children) if child is node), None)
    if at is not None:
        parent.children[at] = words(said)


def _said(sign: str) -> str:
    return f"({sign})" if sign.startswith("*") else f"[{sign}]"


def _signs(body: Node) -> tuple[list[_Sign], dict[str, Node]]:
    """The raised or linked signs in reading order, and the innermost block of each place that a link may lead to."""
    found: list[_Sign] = []
    places: dict[str, Node] = {}
    heard: dict[int, str] = {}
    stack: list[tuple[Node, Node, Node]] = [(body, body, body)]
    while stack:
        node, parent, block = stack.pop()
        block = node if node.tag in BLOCKS else block
        for name in (node.attributes.get("id"), node.attributes.get("name") if node.tag == "a" else None):
            if name:
                places.setdefault(name, block)
        sign = _sign_of(node)
        before = heard.get(id(block), "")
        if sign is not None:
            found.append(_Sign(node, parent, block, sign, not before.strip(), _raised(node), _leads_to(node), before))
            for inner in node.walk():
                if name := inner.attributes.get("id") or inner.attributes.get("name"):
                    places.setdefault(name, block)
            heard[id(block)] = f"{before}{sign}" if before.strip() else before
            continue
        if node.said:
            heard[id(block)] = f"{before}{node.said}"[-40:]
        stack.extend((child, node, block) for child in reversed(node.children))
    return found, places


def _sign_of(node: Node) -> str | None:
    raised = node.tag == "sup"
    if not raised and not (node.tag == "a" and node.attributes.get("href", "").startswith("#")):
        return None
    said = _SIGN.fullmatch(node.text(16)) if node.size <= 8 else None
    if said is None or (not raised and not _raised(node) and not node.text(16).startswith("[")):
        return None
    return said["sign"]


def _raised(node: Node) -> bool:
    return any(each.tag == "sup" for each in node.walk())


def _leads_to(node: Node) -> str:
    """The place in the page to which the sign is a link; "" for none."""
    links = (each.attributes.get("href", "") for each in node.walk() if each.tag == "a")
    return next((href[1:] for href in links if href.startswith("#")), "")
