"""Builds letter.docx, the Word template of a draft letter (công văn), in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I.

    python -m tasks.drafted.build_template

A công văn has no name of its kind: what it is about stands under its number ("V/v ..."), then "Kính gửi". Number,
day, nơi nhận and signature are left for people. Every page that people must finish says so at its top.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm

from config.wording import say
from tasks.paper.layout import CENTRE, JUSTIFY, LEFT, grid, head, page, signature, tag, write

TARGET = Path(__file__).parent / "letter.docx"
COLUMNS = {"number": 10, "agency": 44, "due": 23, "late": 19, "reminded": 30, "standing": 38}
"""Widths in mm."""


def build(target: Path = TARGET) -> None:
    """Write the template to ``target``."""
    document = Document()
    page(document)
    write(document.add_paragraph(), "{{ mark }}", 14, CENTRE, bold=True)
    write(document.add_paragraph(), "{{ trace }}", 11, CENTRE, italic=True, after=6)
    number = head(document, "Số:          /{{ sign }}-…")
    write(number.add_paragraph(), "{{ subject }}", 12, CENTRE)
    _addressees(document)
    _loop(document, "paragraphs")
    _within(document, "{%p if not annexed %}")
    _loop(document, "requests")
    closing = document.add_paragraph()
    write(closing, "{{ closing }}", 14, JUSTIFY, indent=True, after=6)
    closing.paragraph_format.keep_with_next = True  # a signature never stands alone on a page
    signature(document)
    _annex(document)
    document.core_properties.author = ""
    document.save(str(target))


def _addressees(document: Any) -> None:
    tag(document, "{%p if names %}")
    several = document.add_paragraph()
    write(several, "{{ to }}", 14, LEFT, before=12)
    several.paragraph_format.left_indent = Mm(40)
    tag(document, "{%p for name in names %}")
    one = document.add_paragraph()
    write(one, "- {{ name }}{% if loop.last %}.{% else %};{% endif %}", 14, LEFT)
    one.paragraph_format.left_indent = Mm(50)
    tag(document, "{%p endfor %}")
    tag(document, "{%p else %}")
    write(document.add_paragraph(), "{{ to }}", 14, CENTRE, before=12)
    tag(document, "{%p endif %}")
    write(document.add_paragraph(), "", 6, LEFT)


def _loop(document: Any, name: str) -> None:
    tag(document, f"{{%p for text in {name} %}}")
    write(document.add_paragraph(), "{{ text }}", 14, JUSTIFY, indent=True, after=6)
    tag(document, "{%p endfor %}")


def _within(document: Any, condition: str) -> None:
    """The list of agencies, where ``condition`` holds."""
    tag(document, condition)
    columns = [say(f"drafts.column.{key}") for key in COLUMNS]
    align = [CENTRE, LEFT, CENTRE, CENTRE, LEFT, LEFT]
    grid(document, list(COLUMNS.values()), columns, "rows", list(COLUMNS), align, 12)
    tag(document, "{%p endif %}")


def _annex(document: Any) -> None:
    tag(document, "{%p if annexed %}")
    # the signature's table is kept with what follows: with the title itself it would leave its own page
    write(document.add_paragraph(), "", 6, LEFT)
    title = document.add_paragraph()
    write(title, "{{ annex_title }}", 14, CENTRE, bold=True)
    title.paragraph_format.page_break_before = True
    write(document.add_paragraph(), "{{ annex_of }}", 13, CENTRE, italic=True, after=6)
    tag(document, "{%p endif %}")
    _within(document, "{%p if annexed %}")


if __name__ == "__main__":
    build()
