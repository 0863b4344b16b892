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
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).parent / "report.docx"
FONT = "Times New Roman"
LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
BODY_MM = 160
"""Width of the text: 210 less margins of 30 and 20 mm."""


def build(target: Path = TARGET) -> None:
    """Write the template to ``target``."""
    document = Document()
    _page(document)
    _head(document)
    _title(document)
    _blocks(document)
    _signature(document)
    _annexes(document)
    document.core_properties.author = ""
    document.save(str(target))


def _page(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    for level in (1, 2):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold, heading.font.italic = FONT, Pt(14), True, False
        heading.font.color.rgb = None
        fonts = heading.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{part}"), None)
        for part in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{part}"), FONT)
        color = heading.element.rPr.find(qn("w:color"))
        if color is not None:
            heading.element.rPr.remove(color)
        heading.paragraph_format.keep_with_next = True
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE")


def _head(document: Any) -> None:
    table = _table(document, [66, 98], border=False)
    _no_padding(table)
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], "{{ superior }}", 12, CENTRE)
    _write(left.add_paragraph(), "{{ issuer }}", 12, CENTRE, bold=True)
    _rule(left.add_paragraph(), indent=24)
    _write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, CENTRE, bold=True)
    _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13, CENTRE, bold=True)
    _rule(right.add_paragraph(), indent=20)
    left, right = table.add_row().cells
    _write(left.paragraphs[0], "Số:          /BC-{{ sign }}", 13, CENTRE)
    _write(right.paragraphs[0], "{{ place }}, ngày       tháng       năm {{ year }}", 13, CENTRE, italic=True)


def _title(document: Any) -> None:
    _write(document.add_paragraph(), "BÁO CÁO", 14, CENTRE, bold=True, before=18)
    _write(document.add_paragraph(), "{{ title }}", 14, CENTRE, bold=True)
    _write(document.add_paragraph(), "{{ period }}", 14, CENTRE, bold=True)
    _rule(document.add_paragraph(), indent=60)
    _write(document.add_paragraph(), "{{ to }}", 14, CENTRE, before=12, after=6)
    _write(document.add_paragraph(), "{{ opening }}", 14, JUSTIFY, indent=True, after=6)


def _blocks(document: Any) -> None:
    _tag(document, "{%p for block in blocks %}")
    _tag(document, '{%p if block.kind == "heading" %}')
    _write(
        document.add_paragraph(style="Heading 1"),
        "{{ block.text }}",
        14,
        JUSTIFY,
        bold=True,
        indent=True,
        before=6,
        after=6,
    )
    _tag(document, '{%p elif block.kind == "subheading" %}')
    _write(document.add_paragraph(style="Heading 2"), "{{ block.text }}", 14, JUSTIFY, bold=True, indent=True, after=6)
    _tag(document, '{%p elif block.kind == "duty" %}')
    duty = document.add_paragraph()
    _write(duty, "{{ block.lead }}: ", 14, JUSTIFY, bold=True, indent=True, after=6)
    _run(duty, "{{ block.text }}", 14, italic=True)
    duty.paragraph_format.keep_with_next = True
    _tag(document, '{%p elif block.kind == "paragraph" %}')
    _write(document.add_paragraph(), "{{ block.text }}", 14, JUSTIFY, indent=True, after=6)
    _tag(document, '{%p elif block.kind == "intro" %}')
    announced = document.add_paragraph()
    _write(announced, "{{ block.text }}", 14, JUSTIFY, indent=True, after=6)
    announced.paragraph_format.keep_with_next = True
    _tag(document, '{%p elif block.kind == "item" %}')
    item = document.add_paragraph()
    _write(item, "- {% if block.lead %}", 14, JUSTIFY, indent=True, after=6)
    _run(item, "{{ block.lead }}", 14, bold=True)
    _run(item, "{% if block.text %}: {% endif %}{% endif %}{{ block.text }}", 14)
    _tag(document, '{%p elif block.kind == "figures" %}')
    _grid(
        document,
        [92, 34, 34],
        ["Chỉ tiêu", "Số cơ quan", "Tỷ lệ"],
        "block.rows",
        ["label", "count", "rate"],
        [LEFT, CENTRE, CENTRE],
        13,
    )
    _tag(document, '{%p elif block.kind == "indicators" %}')
    _grid(
        document,
        [46, 22, 24, 68],
        ["Chỉ tiêu", "Đơn vị", "Tổng", "Nguồn"],
        "block.rows",
        ["label", "unit", "total", "sources"],
        [LEFT, CENTRE, RIGHT, LEFT],
        12,
    )
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")


def _signature(document: Any) -> None:
    table = _table(document, [80, 80], border=False)
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], "Nơi nhận:", 12, LEFT, bold=True, italic=True, before=6)
    _write(left.add_paragraph(), "{%p for copy in copies %}", 11, LEFT)
    _write(left.add_paragraph(), "- {{ copy }};", 11, LEFT)
    _write(left.add_paragraph(), "{%p endfor %}", 11, LEFT)
    _write(left.add_paragraph(), "- {{ file_note }}.", 11, LEFT)
    _write(right.paragraphs[0], "{{ signer }}", 14, CENTRE, bold=True, before=6)
    for _ in range(5):
        _write(right.add_paragraph(), "", 14, CENTRE)
    _keep_together(table)


def _annexes(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.different_first_page_header_footer = False
    _write(document.add_paragraph(), "{{ annex_one }}", 14, CENTRE, bold=True)
    _write(document.add_paragraph(), "{{ annex_one_title }}", 14, CENTRE, bold=True, after=6)
    _tag(document, "{%p if annex %}")
    _grid(
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
    _tag(document, "{%p else %}")
    _write(document.add_paragraph(), "{{ none }}", 13, LEFT)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if details %}")
    _write(document.add_paragraph(), "{{ annex_two }}", 14, CENTRE, bold=True, before=18)
    _write(document.add_paragraph(), "{{ annex_two_title }}", 14, CENTRE, bold=True, after=6)
    _grid(
        document,
        [20, 70, 32, 135],
        ["Nhiệm vụ", "Cơ quan, đơn vị, địa phương", "Tình trạng", "Kết quả"],
        "details",
        ["duty", "agency", "status", "result"],
        [CENTRE, LEFT, CENTRE, LEFT],
        11,
    )
    _tag(document, "{%p endif %}")
    _write(document.add_paragraph(), "{{ trace }}", 11, LEFT, italic=True, before=12)


def _grid(
    document: Any, widths: list[int], heads: list[str], rows: str, keys: list[str], align: list[Any], size: int
) -> None:
    """A bordered table with a repeated head row and one row for each of ``rows``."""
    table = _table(document, widths, border=True)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _write(cell.paragraphs[0], head, size, CENTRE, bold=True)
    _repeat_head(table.rows[0])
    _write(table.add_row().cells[0].paragraphs[0], f"{{%tr for row in {rows} %}}", size, LEFT)
    for cell, key, side in zip(table.add_row().cells, keys, align, strict=True):
        _write(cell.paragraphs[0], f"{{{{ row.{key} }}}}", size, side)
    _write(table.add_row().cells[0].paragraphs[0], "{%tr endfor %}", size, LEFT)
    _write(document.add_paragraph(), "", 6, LEFT)


def _table(document: Any, widths: list[int], *, border: bool) -> Any:
    """A fixed table; the grid's own widths are set too, else LibreOffice wraps the quốc hiệu."""
    table = document.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if border:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _no_padding(table: Any) -> None:
    """The quốc hiệu fills its line: cells without inner margins."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), "0")
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    table._tbl.tblPr.append(margins)


def _write(
    paragraph: Any,
    text: str,
    size: float,
    align: Any,
    *,
    bold: bool = False,
    italic: bool = False,
    indent: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if indent:
        layout.first_line_indent = Mm(10)
    _run(paragraph, text, size, bold=bold, italic=italic)


def _run(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _tag(document: Any, tag: str) -> None:
    document.add_paragraph().add_run(tag)


def _rule(paragraph: Any, *, indent: int) -> None:
    """A thin line under a heading, ``indent`` mm shorter on both sides."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(indent)
    layout.space_before, layout.line_spacing = Pt(1), Pt(4)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _field(paragraph: Any, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _repeat_head(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_together(table: Any) -> None:
    """The signature never stands alone at the top of a page, apart from its own lines."""
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


if __name__ == "__main__":
    build()
