"""A Word document (.docx, ECMA-376) to text as a reader sees it on paper.

Kept: automatic numbers, tables, text boxes, notes, tracked insertions. Left out: tracked
deletions, comments, headers and footers, hidden text, tables of contents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from compiler.errors import DamagedDocument
from compiler.read.chunks import parts_of_chunk
from compiler.read.legacy import unicode_of
from compiler.read.numbering import Numbering
from compiler.read.package import Allowance, Package
from compiler.read.page import Cell, Paragraph, Part, Table, write
from compiler.read.styles import Styles, list_in, look_of
from compiler.read.xml import Element, attribute, local, whole
from config.wording import say

TRANSPARENT = frozenset(
    ("ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "sdtContent", "oMathPara")
)
"""What only wraps what it holds."""
DROPPED = frozenset(("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr"))
NEAR = frozenset(("styles", "numbering", "footnotes", "endnotes"))
SYMBOLS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf06f": "□"}
"""Signs of the Symbol and Wingdings fonts that stand before list items."""
TABBED_HEAD = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–]|^\s*Số\s*:.*\t.*ngày", re.IGNORECASE)
"""A header block set with tabs in place of a table: two columns on one line."""
PAGE_WIDE, PAGE_HIGH = 12 * 360_000, 15 * 360_000
"""Of a picture, in English Metric Units (360,000 to a centimetre): 12 cm by 15 cm."""
RELATION_KEYS = tuple(
    f"{{{space}/relationships}}id"
    for space in (
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",
    )
)
MAX_CHUNKS = 40
"""Files that a document takes in. A plan put together from the pieces of every agency of a province has 30."""
MAX_SPAN = 63
"""Columns of a Word table."""


def read_docx(path: Path, place: str | None = None) -> str:
    """The text of the document at `path`, called `place` in errors. Raises the errors of ``Package``."""
    return write(_parts_of(path, place or path.name, MAX_CHUNKS, Allowance()))


def _parts_of(file: Path | BinaryIO, place: str, chunks: int, allowance: Allowance) -> list[Part]:
    """Body, then notes; of the files taken in, the first `chunks` are read and none inside them."""
    with Package(file, place) as package:
        if not chunks:
            allowance.take(package.weight, place)
        main = package.related("").get("officeDocument", "word/document.xml")
        root = package.xml(main)
        near = {kind: package.xml(name) for kind, name in package.related(main).items() if kind in NEAR}
        body = next((child for child in root if local(child) == "body"), None)
        if body is None:
            raise DamagedDocument.of("read.damaged.part", place=f"{place}:{main}", part=main)
        named = package.chunks(main)
        taken: dict[str, list[Part]] = {}

        def chunk(element: Element) -> list[Part]:
            """Each file once, however often it is called: a file of 1 MB called 10,000 times is a bomb."""
            key = next((element.get(key) or "" for key in RELATION_KEYS if element.get(key)), "")
            name = named.get(key, key)
            if name in taken:
                return []
            if key not in named or len(taken) >= chunks:
                return [Paragraph(say("read.chunk", name=name.rpartition("/")[2]))]
            inside = f"{place}:{name}"
            taken[name] = []
            content = package.content(name)
            allowance.take(len(content), inside)
            taken[name] += parts_of_chunk(content, inside, lambda inner: _parts_of(inner, inside, 0, allowance))
            return taken[name]

        reading = _Reading(near, chunk)
        return [*reading.parts(body), *reading.notes()]


class _Reading:
    """One pass over a document: the counters of its lists and the notes met so far."""

    def __init__(self, near: dict[str, Element], chunk: Callable[[Element], list[Part]]) -> None:
        self._chunk = chunk
        self._styles = Styles(near.get("styles"))
        self._numbering = Numbering(near.get("numbering"), self._styles.lists())
        self._noted = {kind: list(root) for kind, root in near.items() if kind.endswith("notes")}
        self._calls: dict[tuple[str, str], int] = {}
        self._boxes: list[Element] = []
        self._carried: list[tuple[str, bool]] = []

    def parts(self, container: Element) -> Iterator[Part]:
        """Paragraphs and tables of a body, cell, note or text box."""
        for child in _inner(container):
            if local(child) == "p":
                yield from self._paragraph(child)
            elif local(child) == "tbl":
                yield self._table(child)
            elif local(child) == "altChunk":
                yield from self._chunk(child)
        if self._carried:
            yield self._close("")

    def notes(self) -> Iterator[Paragraph]:
        """Footnotes and endnotes that the text calls, numbered as they were called."""
        at = 0
        while at < len(self._calls):
            kind, key = list(self._calls)[at]
            at += 1
            for note in self._noted.get(kind, []):
                if attribute(note, "id") == key:
                    said = [paragraph.text for part in self.parts(note) for paragraph in _paragraphs(part)]
                    text = " ".join(" ".join(said).split())
                    if text:
                        yield Paragraph(f"[{at}] {text}")
                    break

    def _paragraph(self, element: Element) -> Iterator[Part]:
        properties = next((child for child in element if local(child) == "pPr"), None)
        style = None
        unended = False
        for entry in properties if properties is not None else ():
            if local(entry) == "pStyle":
                style = attribute(entry, "val")
            elif local(entry) == "rPr":
                unended = any(local(mark) in {"del", "moveFrom", "specVanish"} for mark in entry)
        if self._styles.is_contents(style):
            return
        outer, self._boxes = self._boxes, []
        self._carried += self._runs(element, style)
        boxes, self._boxes = self._boxes, outer
        if not unended:
            paragraph = self._close(self._label(properties, style))
            yield from _columns(paragraph) if "\t" in paragraph.text else [paragraph] if paragraph.text else []
        for box in boxes:
            carried, self._carried = self._carried, []
            yield from self.parts(box)
            self._carried = carried

    def _close(self, label: str) -> Paragraph:
        pieces, self._carried = self._carried, []
        text = "".join(said for said, _ in pieces).strip(" \t\n")
        bold = all(heavy for said, heavy in pieces if said.strip()) and bool(text)
        return Paragraph(f"{label} {text}" if label and text else text, bold)

    def _label(self, properties: Element | None, style: str | None) -> str:
        num, level = list_in(properties) if properties is not None else (None, None)
        if num is None:
            num, given, owner = self._styles.list_of(style)
            if num is None or num == "0":
                return ""
            if level is None:
                level = self._numbering.level_of_style(num, owner) if given is None else given
        return self._numbering.label(num, level or 0) if num != "0" else ""

    def _runs(self, element: Element, style: str | None) -> Iterator[tuple[str, bool]]:
        """Text and whether it is bold, run by run."""
        base = self._styles.look(style)
        for run in _inner(element):
            name = local(run)
            if name == "oMath":
                yield "".join(part.text or "" for part in run.iter() if local(part) == "t"), False
            if name != "r":
                continue
            look = base
            properties = next((child for child in run if local(child) == "rPr"), None)
            if properties is not None:
                own = next((attribute(part, "val") for part in properties if local(part) == "rStyle"), None)
                look = (base.under(self._styles.of_run(own)) if own else base).under(look_of(properties))
            said = "".join(self._said(run))
            if look.hidden or not said:
                continue
            said = unicode_of(said, look.font)
            yield said.upper() if look.capitals else said, bool(look.bold)

    def _said(self, run: Element) -> Iterator[str]:
        for part in _inner(run):
            name = local(part)
            if name == "t":
                yield re.sub(r"\s", " ", part.text or "")
            elif name in {"tab", "ptab"}:
                yield "\t"
            elif name in {"br", "cr"}:
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                code = attribute(part, "char") or ""
                sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
                yield SYMBOLS.get(sign, "")
            elif name in {"footnoteReference", "endnoteReference"}:
                # a note that is called again, also by itself, is said once
                call = (name.replace("Reference", "s"), attribute(part, "id") or "")
                yield f"[{self._calls.setdefault(call, len(self._calls) + 1)}]"
            elif name in {"pict", "drawing", "object"}:
                self._boxes.extend(_boxes(part))
                if _fills_a_page(part):
                    yield f"\n{say('read.picture')}\n"

    def _table(self, table: Element) -> Table:
        rows = []
        for row in _inner(table):
            if local(row) != "tr":
                continue
            properties = next((child for child in row if local(child) == "trPr"), None)
            said = {local(entry): entry for entry in properties} if properties is not None else {}
            if "del" in said:
                continue
            before = whole(attribute(said["gridBefore"], "val")) if "gridBefore" in said else 0
            cells = [Cell(span=min(before, MAX_SPAN))] if before and before > 0 else []
            cells += [self._cell(cell) for cell in _inner(row) if local(cell) == "tc"]
            rows.append(cells)
        return Table(rows)

    def _cell(self, cell: Element) -> Cell:
        properties = next((child for child in cell if local(child) == "tcPr"), None)
        said = {local(entry): attribute(entry, "val") for entry in properties} if properties is not None else {}
        span = whole(said.get("gridSpan")) or 1
        carried, self._carried = self._carried, []
        made = Cell(
            [] if "cellDel" in said else list(self.parts(cell)),
            span=max(1, min(span, MAX_SPAN)),
            continued="vMerge" in said and said["vMerge"] != "restart",
        )
        self._carried = carried
        return made


def _inner(element: Element) -> Iterator[Element]:
    """The children, seen through wrappers; of two renderings of one thing only the first."""
    for child in element:
        name = local(child)
        if name in DROPPED:
            continue
        if name in TRANSPARENT:
            yield from _inner(child)
        elif name == "sdt":
            gallery = (attribute(part, "val") for part in child.iter() if local(part) == "docPartGallery")
            if next(gallery, "") != "Table of Contents":
                for content in child:
                    if local(content) == "sdtContent":
                        yield from _inner(content)
        elif name == "AlternateContent":
            for rendering in list(child)[:1]:
                yield from _inner(rendering)
        else:
            yield child


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes in a drawing, outermost only."""
    for child in _inner(element):
        if local(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _fills_a_page(drawing: Element) -> bool:
    """A picture as large as a page: a scan that was pasted in, with words that nobody can read here."""
    for part in drawing.iter():
        if local(part) == "extent":
            wide, high = whole(part.get("cx")) or 0, whole(part.get("cy")) or 0
            return wide > PAGE_WIDE and high > PAGE_HIGH and any(local(inner) == "blip" for inner in drawing.iter())
    return False


def _columns(paragraph: Paragraph) -> list[Part]:
    if not TABBED_HEAD.search(paragraph.text):
        return [Paragraph(paragraph.text.replace("\t", " "), paragraph.bold)]
    return [Paragraph(piece.strip(), paragraph.bold) for piece in re.split(r"\t+", paragraph.text) if piece.strip()]


def _paragraphs(part: Part) -> list[Paragraph]:
    return Cell([part]).paragraphs
