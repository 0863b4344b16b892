"""Builds report.docx, the Word template of the consolidated report, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I.

    python -m tasks.consolidated.build_template

Page A4, margins 20/20/30/20 mm, Times New Roman; quốc hiệu and tiêu ngữ right, issuing body left; number and day
left for the registry; page number centred in the top margin from page 2; nơi nhận left, signature right. The
places where content goes are docxtpl tags ({{ }}, {%p %} for paragraphs, {%tr %} for table rows).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from tasks.paper.layout import CENTRE, JUSTIFY, LEFT, RIGHT, grid, head, page, rule, run, signature, tag, write

TARGET = Path(__file__).parent / "report.docx"


def build(target: Path = TARGET) -> None:
    """Write the template to ``target``."""
    document = Document()
    page(document)
    head(document, "Số:          /BC-{{ sign }}")
    _title(document)
    _blocks(document)
    signature(document)
    _annexes(document)
    document.core_properties.author = ""
    document.save(str(target))


def _title(document: Any) -> None:
    write(document.add_paragraph(), "BÁO CÁO", 14, CENTRE, bold=True, before=18)
    write(document.add_paragraph(), "{{ title }}", 14, CENTRE, bold=True)
    write(document.add_paragraph(), "{{ period }}", 14, CENTRE, bold=True)
    rule(document.add_paragraph(), indent=60)
    write(document.add_paragraph(), "{{ to }}", 14, CENTRE, before=12, after=6)
    write(document.add_paragraph(), "{{ opening }}", 14, JUSTIFY, indent=True, after=6)


def _blocks(document: Any) -> None:
    tag(document, "{%p for block in blocks %}")
    tag(document, '{%p if block.kind == "heading" %}')
    write(
        document.add_paragraph(style="Heading 1"),
        "{{ block.text }}",
        14,
        JUSTIFY,
        bold=True,
        indent=True,
        before=6,
        after=6,
    )
    tag(document, '{%p elif block.kind == "subheading" %}')
    write(document.add_paragraph(style="Heading 2"), "{{ block.text }}", 14, JUSTIFY, bold=True, indent=True, after=6)
    tag(document, '{%p elif block.kind == "duty" %}')
    duty = document.add_paragraph()
    write(duty, "{{ block.lead }}: ", 14, JUSTIFY, bold=True, indent=True, after=6)
    run(duty, "{{ block.text }}", 14, italic=True)
    duty.paragraph_format.keep_with_next = True
    tag(document, '{%p elif block.kind == "paragraph" %}')
    write(document.add_paragraph(), "{{ block.text }}", 14, JUSTIFY, indent=True, after=6)
    tag(document, '{%p elif block.kind == "intro" %}')
    announced = document.add_paragraph()
    write(announced, "{{ block.text }}", 14, JUSTIFY, indent=True, after=6)
    announced.paragraph_format.keep_with_next = True
    tag(document, '{%p elif block.kind == "item" %}')
    item = document.add_paragraph()
    write(item, "- {% if block.lead %}", 14, JUSTIFY, indent=True, after=6)
    run(item, "{{ block.lead }}", 14, bold=True)
    run(item, "{% if block.text %}: {% endif %}{% endif %}{{ block.text }}", 14)
    tag(document, '{%p elif block.kind == "figures" %}')
    grid(
        document,
        [92, 34, 34],
        ["Chỉ tiêu", "Số cơ quan", "Tỷ lệ"],
        "block.rows",
        ["label", "count", "rate"],
        [LEFT, CENTRE, CENTRE],
        13,
    )
    tag(document, '{%p elif block.kind == "indicators" %}')
    grid(
        document,
        [46, 22, 24, 68],
        ["Chỉ tiêu", "Đơn vị", "Tổng", "Nguồn"],
        "block.rows",
        ["label", "unit", "total", "sources"],
        [LEFT, CENTRE, RIGHT, LEFT],
        12,
    )
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def _annexes(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.different_first_page_header_footer = False
    write(document.add_paragraph(), "{{ annex_one }}", 14, CENTRE, bold=True)
    write(document.add_paragraph(), "{{ annex_one_title }}", 14, CENTRE, bold=True, after=6)
    tag(document, "{%p if annex %}")
    grid(
        document,
        [11, 62, 30, 16, 30, 30, 30, 28, 20],
        [
            "TT",
            "Cơ quan, đơn vị, địa phương",
            "Hạn",
            "Phiên bản",
            "Nhận lần đầu",
            "Nhận đủ",
            "Chấp nhận",
            "Kênh",
            "Tình trạng (ngày chậm)",
        ],
        "annex",
        ["number", "agency", "due", "version", "first", "complete", "accepted", "channel", "standing"],
        [CENTRE, LEFT, CENTRE, CENTRE, CENTRE, CENTRE, CENTRE, LEFT, CENTRE],
        11,
    )
    tag(document, "{%p else %}")
    write(document.add_paragraph(), "{{ none }}", 13, LEFT)
    tag(document, "{%p endif %}")
    tag(document, "{%p if details %}")
    write(document.add_paragraph(), "{{ annex_two }}", 14, CENTRE, bold=True, before=18)
    write(document.add_paragraph(), "{{ annex_two_title }}", 14, CENTRE, bold=True, after=6)
    grid(
        document,
        [20, 70, 32, 135],
        ["Nhiệm vụ", "Cơ quan, đơn vị, địa phương", "Tình trạng", "Kết quả"],
        "details",
        ["duty", "agency", "status", "result"],
        [CENTRE, LEFT, CENTRE, LEFT],
        11,
    )
    tag(document, "{%p endif %}")
    write(document.add_paragraph(), "{{ trace }}", 11, LEFT, italic=True, before=12)


if __name__ == "__main__":
    build()
