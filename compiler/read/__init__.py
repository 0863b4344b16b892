"""Bytes of a document -> its decoded text (docx, pdf, html, txt; doc through LibreOffice).

Readers are imported when their format comes: a plain text pays for none of them.
"""

from __future__ import annotations

from pathlib import Path

from compiler.errors import DocumentError, EmptyDocument, NotADocument, TooLarge
from compiler.read.sniff import Form, form_of
from compiler.read.text import decode

MAX_BYTES = 100 * 2**20
"""A signed scan of 200 pages has about 60 MB."""
MAX_TEXT_BYTES = 8 * 2**20
"""A text file or page. The longest plan that we know has 140 kB."""
MAX_CHARACTERS = 350_000
"""Text that a document may hold: about a hundred and forty pages, over three times the longest plan that we know."""
MAX_LINES = 12_000
"""Lines with words. Two hundred pages have nine thousand, the longest plan that we know 2,140; a line costs 0.3 ms."""
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\x00"


PLAN_FILE = ("\nversion: ", "\nplan:\n", "\nresponsibilities:\n")
"""The keys of a compiled plan file."""


def read_document(path: Path) -> str:
    """The text of the document at `path`, newlines as ``\\n``. Raises compiler.errors.DocumentError."""
    try:
        if not path.is_file():
            raise NotADocument.of("read.not.file" if path.exists() else "read.missing", place=str(path))
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise TooLarge.of("read.large.file", place=path.name, size=size // 2**20, limit=MAX_BYTES // 2**20)
        text = _read(path, form_of(path), size)
    except (OSError, MemoryError) as fault:
        detail = getattr(fault, "strerror", None) or type(fault).__name__
        raise DocumentError.of("read.unreadable", place=str(path), detail=detail) from fault
    if len(text) > MAX_CHARACTERS:
        raise TooLarge.of("read.large.text", place=path.name, size=len(text), limit=MAX_CHARACTERS)
    lines = sum(1 for line in text.split("\n") if not line.isspace() and line not in ("", "|"))
    if lines > MAX_LINES:
        raise TooLarge.of("read.large.lines", place=path.name, size=lines, limit=MAX_LINES)
    if not text.translate(dict.fromkeys(map(ord, INVISIBLE))).strip():
        raise EmptyDocument.of("read.empty", place=path.name)
    if all(key in f"\n{text}" for key in PLAN_FILE):
        raise NotADocument.of("read.planfile", place=str(path))
    return text


def _read(path: Path, form: Form, size: int) -> str:
    if form is Form.DOCX:
        from compiler.read.docx import read_docx

        return read_docx(path)
    if form is Form.OFFICE:
        from compiler.read.office import read_through_office

        return read_through_office(path)
    if form is Form.PDF:
        from compiler.read.apart import read_pdf_apart

        return read_pdf_apart(path)
    if size > MAX_TEXT_BYTES:
        raise TooLarge.of("read.large.file", place=path.name, size=size // 2**20, limit=MAX_TEXT_BYTES // 2**20)
    if form is Form.TEXT:
        return decode(path.read_bytes(), path.name)
    from compiler.read.html import read_html, read_web_archive

    return (read_html if form is Form.HTML else read_web_archive)(path.read_bytes(), path.name)
