"""Files that a Word document takes in whole (w:altChunk, ECMA-376 Part 1, 17.17.2): pages, Word files, plain text.

Programs that assemble a plan from its agencies' pieces leave them so until Word saves the file once more.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from compiler.read.page import Paragraph, Part
from compiler.read.sniff import HTML, OLE2, WEB_ARCHIVE
from compiler.read.text import decode
from config.wording import say

UNREAD = (b"{\\rtf", OLE2, b"%PDF-")


def parts_of_chunk(content: bytes, place: str, word: Callable[[BinaryIO], list[Part]]) -> Iterator[Part]:
    """What the file `content` says; `word` reads one that is a Word document. A kind that is not read is told in its place.

    Raises the errors of the readers.
    """
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(b"PK\x03\x04"):
        yield from word(io.BytesIO(content))
    elif content.startswith(UNREAD) or (content.startswith(b"<?xml") and b"<html" not in content[:4096].lower()):
        yield Paragraph(say("read.chunk", name=place.rpartition("/")[2]))
    elif WEB_ARCHIVE.match(start) and b"multipart/" in content[:4096].lower():
        from compiler.read.html import page_of_archive, parts_of_page

        yield from parts_of_page(page_of_archive(content, place), place)
    elif HTML.match(start) or start.startswith(b"<"):
        from compiler.read.html import parts_of_page

        yield from parts_of_page(content, place)
    else:
        yield from (Paragraph(line.strip()) for line in decode(content, place).split("\n") if line.strip())
