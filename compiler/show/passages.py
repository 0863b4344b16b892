"""The document's paragraphs as its page shows them: which belong to a duty, and which say an act and became none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compiler.compile import first_section
from compiler.duties.uncharged import heads_what_is_general
from compiler.names.acts import opens_with_act
from compiler.result import Compiled, Span
from compiler.show.named import Named, named
from compiler.text.blocks import ENDED, Block
from compiler.text.manuscript import Manuscript
from compiler.text.outline import outline
from compiler.text.part_titles import CRITERIA, GENERAL
from compiler.text.run_on import with_breaks

SHORTEST = 25
"""Letters of the shortest paragraph that tells somebody to act (as in compiler/asks/forgotten)."""
LONGEST_FIELD = 400
"""Letters of the longest heading or field; what is longer is a paragraph that only names a body or day besides."""
_ASSIGNS_TOO = re.compile(r"nhiệm vụ|giải pháp|nội dung|biện pháp|tổ chức thực hiện", re.IGNORECASE)
"""A part "Mục tiêu, nhiệm vụ và giải pháp" holds more than aims."""
_AIMS = re.compile(r"(?:phấn đấu|căn cứ)(?!\w)", re.IGNORECASE)
"""Opens a figure that is aimed at, or a ground: no task."""


class Taken:
    """Stretches of a text, joined where they touch, so that each look for one is short."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._joined: list[tuple[int, int]] = []
        for span in sorted(spans, key=lambda one: one.start):
            if self._joined and span.start <= self._joined[-1][1]:
                start, end = self._joined[-1]
                self._joined[-1] = (start, max(end, span.end))
            else:
                self._joined.append((span.start, span.end))

    def meets(self, start: int, end: int) -> bool:
        """Whether one of them shares a letter with ``text[start:end]``."""
        at = bisect_left(self._joined, (end, end)) - 1
        return at >= 0 and self._joined[at][1] > start


class Passage(NamedTuple):
    """A paragraph with its stretch of the document's text, its mark left out, and its line's beginning."""

    block: Block
    span: Span
    line: int


def left_out(compiled: Compiled) -> list[Span]:
    """The passages of a compilation's text that say an act, became no duty and are in no finding: what its page counts and
    its remark D143 names."""
    duties, findings = compiled.responsibilities, compiled.diagnostics
    taken = [one.source for one in duties if one.source] + [one.source for one in findings if one.source]
    return Document(compiled.text or "").unread([*taken, *(one.span for one in named(compiled.text or "", duties))])


class Document:
    """The paragraphs of one decoded text, in the text's own offsets."""

    def __init__(self, text: str) -> None:
        self._manuscript = Manuscript(with_breaks(text))
        self._root = outline(self._manuscript)
        self._text = text

    def fields(self, around: Iterable[Named], duties: Iterable[Span]) -> list[Named]:
        """The headings and fields that hold words read into a duty, whole and with their marks: "4. Sở X", "Thời gian: …".

        No stretch of the `duties` is in one.
        """
        found: list[Named] = []
        taken = Taken(duties)
        each = iter(sorted(around, key=lambda one: one.span.start))
        one = next(each, None)
        for passage in sorted(self._passages(), key=lambda one: one.span.start):
            while one is not None and one.span.start < passage.span.start:
                one = next(each, None)
            if one is None:
                break
            span = Span(start=passage.line, end=passage.span.end)
            short = one.span.start < span.end and len(passage.block.text) <= LONGEST_FIELD
            if short and not taken.meets(span.start, span.end):
                found.append(Named(span, one.id))
        return found

    def unread(self, taken: Iterable[Span]) -> list[Span]:
        """The passages that open with an act where the plan may assign, and that meet no stretch of `taken`, in reading order.

        Left aside are the head, the legal bases, the parts on aims and criteria, headings, and what stands from the
        recipients on. Of a table's row without a duty it is the first cell that says an act.
        """
        blocks = [block for block in self._root.walk() if block.text]
        aside = {id(block) for block in blocks[: first_section(blocks, 0)]}
        return [self._span(block) for block in self._left(self._root, aside, Taken(taken))]

    def _left(self, block: Block, aside: set[int], taken: Taken) -> Iterator[Block]:
        if block.sort == "tail" or (block.children and _general(block.key)):
            return
        if block.sort == "table":
            for row in block.rows:
                spans = [self._span(cell) for cell in row if cell.text]
                if not any(taken.meets(span.start, span.end) for span in spans):
                    yield from [cell for cell in row if _says_an_act(cell)][:1]
            return
        below = [left for child in block.children for left in self._left(child, aside, taken)]
        says = id(block) not in aside and not below and _says_an_act(block) and _no_heading(block)
        if says and not taken.meets(
            self._span(block).start, max(self._span(one).end for one in block.walk() if one.text)
        ):
            yield block
        yield from below

    def _passages(self) -> Iterator[Passage]:
        for block in self._root.walk():
            if block.text:
                span = self._span(block)
                line = self._text.rfind("\n", 0, span.start) + 1
                marked = block.marker and self._text[line : span.start].strip(" *#") == block.marker
                yield Passage(block, span, line if marked else span.start)

    def _span(self, block: Block) -> Span:
        return self._manuscript.span(*block.place())


def _general(key: str) -> bool:
    """Whether a heading stands above aims, principles, what came to pass, or criteria."""
    if heads_what_is_general(key) or CRITERIA.search(key):
        return True
    return bool(GENERAL.search(key)) and not _ASSIGNS_TOO.search(key) and not opens_with_act(key)


def _says_an_act(block: Block) -> bool:
    says = len(block.text) > SHORTEST and opens_with_act(block.key) and not _AIMS.match(block.key)
    return says and not block.text.rstrip().endswith(":")


def _no_heading(block: Block) -> bool:
    """Whether a paragraph is a whole sentence, or an item without anything under it whose like head nothing either: of
    "1. Giữ nguồn hoa" above its items and "2. Nhân giống đàn ong" with none, both are headings."""
    if block.text.isupper():
        return False
    if ENDED.search(block.text):
        return True
    beside = block.parent.children if block.parent is not None else []
    return (
        bool(block.marker) and not block.children and not any(one.children for one in beside if one.sort == block.sort)
    )
