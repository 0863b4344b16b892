"""A PDF with a text layer to text: pdfium's words, ruled tables, lines joined; a scan goes to :mod:`compiler.read.scan`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from compiler.errors import DamagedDocument, EncryptedDocument, TooLarge
from compiler.read.legacy import has_letters, repaired
from compiler.read.page import Cell, Paragraph, Part, Table, write
from compiler.read.pdf_flow import ENDED, Page, clean_pages, foot_block, head_block, paragraphs
from compiler.read.pdf_tables import Ruled, read_tables
from compiler.read.pdf_unruled import take_unruled
from compiler.read.pdf_words import Line, Sheet, read_lines, read_words
from compiler.read.scan import read_scan
from config.wording import say

MAX_PAGES = 600
MAX_LETTERS = 60_000
"""Letters of one page; a dense page has 5,000."""
FEW = 40
"""Words' letters on a page below which a page that is a picture counts as scanned."""
PICTURE_SHARE = 0.4
SAMPLE = 4_000
"""Letters of a page that are looked at for control characters."""
MOST_UNSAID = 0.05
"""Share of control characters from which a text says nothing; sound pages have none but a hyphen's."""
_UNSAID = re.compile("[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
SAME_COLUMN = 6.0
"""Points that the columns of one table may shift from page to page."""


def read_pdf(path: Path, *, opened: Callable[[int], None] = lambda _: None) -> str:
    """The text of the PDF at `path`; `opened` hears how many pages it has.

    Raises DamagedDocument, EncryptedDocument, NotADocument, TooLarge.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise EncryptedDocument.of("read.encrypted.pdf", place=path.name) from fault
        raise DamagedDocument.of("read.damaged.pdf", place=path.name) from fault
    try:
        if len(document) > MAX_PAGES:
            raise TooLarge.of("read.large.pages", place=path.name, size=len(document), limit=MAX_PAGES)
        opened(len(document))
        return _read(document, path.name)
    except pypdfium2.PdfiumError as fault:
        raise DamagedDocument.of("read.damaged.pdf", place=path.name) from fault
    finally:
        document.close()


def _read(document: Any, place: str) -> str:
    pages: list[Page] = []
    tables: list[list[Ruled]] = []
    scanned: list[int] = []
    unsaid = seen = 0
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        text_page = page.get_textpage()
        letters = text_page.count_chars()
        if letters > MAX_LETTERS:
            raise TooLarge.of("read.large.page", place=place, page=number + 1, size=letters, limit=MAX_LETTERS)
        sample = text_page.get_text_range(0, min(letters, SAMPLE))
        unsaid, seen = unsaid + len(_UNSAID.findall(sample)), seen + len(sample)
        words = read_words(text_page, Sheet.of(page))
        if sum(len(word.text) for word in words) < FEW and _is_picture(page, width * height):
            scanned.append(number)
        ruled, words = read_tables(page, words, number)
        pages.append(Page(read_lines(words, number), width, height))
        tables.append(ruled)
        text_page.close()
        page.close()
    if pages and len(scanned) == len(pages):
        return read_scan(document, place)
    clean_pages(pages)
    parts: list[Part] = []
    if pages:
        head, pages[0].lines = head_block(pages[0])
        parts += [head] if head is not None else []
    take_unruled(pages, tables)
    text = repaired(write(parts + _parts(pages, tables, scanned)))
    # the numbers of shapes come out as letters of another script, or as control characters where they are small
    said = has_letters(text) and MOST_UNSAID * seen >= unsaid
    return text if said else read_scan(document, place, why="read.not.letters")


def _parts(pages: list[Page], tables: list[list[Ruled]], scanned: list[int]) -> list[Part]:
    parts: list[Part] = []
    flow: list[Line] = []
    last: Ruled | None = None

    def close() -> None:
        before, foot, behind = foot_block(flow, pages[0].width)
        parts.extend(paragraphs(before))
        if foot is not None:
            parts.append(foot)
        parts.extend(paragraphs(behind))
        flow.clear()

    for number, page in enumerate(pages):
        lines = page.lines
        if number in scanned:
            close()
            parts.append(Paragraph(say("read.scanned_page", page=number + 1)))
        for ruled in tables[number]:
            above = [line for line in lines if line.top < ruled.box[1]]
            lines = lines[len(above) :]
            flow.extend(above)
            if last is not None and not flow and _same_columns(last, ruled):
                _append(last.table, ruled.table)
                continue
            close()
            parts.append(ruled.table)
            last = ruled
        flow.extend(lines)
    close()
    return parts


def _same_columns(above: Ruled, below: Ruled) -> bool:
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) <= SAME_COLUMN for a, b in zip(above.edges, below.edges, strict=True)
    )


def _append(table: Table, more: Table) -> None:
    """Add a table's next page: its repeated head left out, a row that was split over the break joined."""
    rows = list(more.rows)
    for head in table.rows[:3]:
        if rows and [cell.text for cell in rows[0]] == [cell.text for cell in head]:
            rows.pop(0)
    if rows and table.rows and _goes_on(table.rows[-1], rows[0]):
        for cell, rest in zip(table.rows[-1], rows.pop(0), strict=True):
            text = f"{cell.text} {rest.text}".strip()
            cell.parts = [Paragraph(text)] if text else []
    table.rows += rows


def _goes_on(last: list[Cell], row: list[Cell]) -> bool:
    """A first row without number whose words go on in the middle of a sentence."""
    if len(last) != len(row) or not row or row[0].text or not any(cell.text for cell in row):
        return False
    said = [(above.text, cell.text) for above, cell in zip(last, row, strict=True) if cell.text]
    if any(above and cell[0].islower() and not ENDED.search(above) for above, cell in said):
        return all(above for above, _ in said)
    return all(above and (cell[0].islower() or not ENDED.search(above)) for above, cell in said)


def _is_picture(page: Any, area: float) -> bool:
    """Whether pictures cover much of the page."""
    covered = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, low, right, high = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, high - low)
    return covered > PICTURE_SHARE * area
