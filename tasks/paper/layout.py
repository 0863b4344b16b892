"""What every paper of the office has, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I: page, head, signature, tables.

Building stones of the Word templates; the places where content goes are docxtpl tags ({{ }}, {%p %} for
paragraphs, {%tr %} for table rows). Lengths in mm, sizes in points.
"""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
BODY_MM = 160
"""Width of the text: 210 less margins of 30 and 20 mm."""


def page(document: Any) -> None:
    """A4 upright, margins 20/20/30/20 mm, Times New Roman 14, page number centred above from page 2."""
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


def head(document: Any, number: str) -> Any:
    """{{ superior }}, {{ issuer }}, quốc hiệu, ``number``, {{ place }} and {{ year }}; returns the cell of the number."""
    table = lay_table(document, [66, 98], border=False)
    _no_padding(table)
    left, right = table.rows[0].cells
    write(left.paragraphs[0], "{{ superior }}", 12, CENTRE)
    write(left.add_paragraph(), "{{ issuer }}", 12, CENTRE, bold=True)
    rule(left.add_paragraph(), indent=24)
    write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, CENTRE, bold=True)
    write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13, CENTRE, bold=True)
    rule(right.add_paragraph(), indent=20)
    left, right = table.add_row().cells
    write(left.paragraphs[0], number, 13, CENTRE)
    write(right.paragraphs[0], "{{ place }}, ngày       tháng       năm {{ year }}", 13, CENTRE, italic=True)
    return left


def signature(document: Any) -> None:
    """Nơi nhận ({{ copies }}, {{ file_note }}) left, {{ signer }} with room for a name right."""
    table = lay_table(document, [80, 80], border=False)
    left, right = table.rows[0].cells
    write(left.paragraphs[0], "Nơi nhận:", 12, LEFT, bold=True, italic=True, before=6)
    write(left.add_paragraph(), "{%p for copy in copies %}", 11, LEFT)
    write(left.add_paragraph(), "- {{ copy }};", 11, LEFT)
    write(left.add_paragraph(), "{%p endfor %}", 11, LEFT)
    write(left.add_paragraph(), "- {{ file_note }}.", 11, LEFT)
    write(right.paragraphs[0], "{{ signer }}", 14, CENTRE, bold=True, before=6)
    for _ in range(5):
        write(right.add_paragraph(), "", 14, CENTRE)
    _keep_together(table)


def grid(
    document: Any, widths: list[int], heads: list[str], rows: str, keys: list[str], align: list[Any], size: int
) -> None:
    """A bordered table with a repeated head row and one row for each of ``rows``."""
    table = lay_table(document, widths, border=True)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        write(cell.paragraphs[0], head, size, CENTRE, bold=True)
    _repeat_head(table.rows[0])
    write(table.add_row().cells[0].paragraphs[0], f"{{%tr for row in {rows} %}}", size, LEFT)
    for cell, key, side in zip(table.add_row().cells, keys, align, strict=True):
        write(cell.paragraphs[0], f"{{{{ row.{key} }}}}", size, side)
    write(table.add_row().cells[0].paragraphs[0], "{%tr endfor %}", size, LEFT)
    write(document.add_paragraph(), "", 6, LEFT)


def lay_table(document: Any, widths: list[int], *, border: bool) -> Any:
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


def write(
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
    """Put a text into a paragraph; sizes and spaces in points."""
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if indent:
        layout.first_line_indent = Mm(10)
    run(paragraph, text, size, bold=bold, italic=italic)


def run(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """Add a stretch of text in a style of its own."""
    added = paragraph.add_run(text)
    added.font.size, added.bold, added.italic = Pt(size), bold, italic


def tag(document: Any, text: str) -> None:
    """A paragraph that only steers the template ({%p ... %})."""
    document.add_paragraph().add_run(text)


def rule(paragraph: Any, *, indent: int) -> None:
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
        added = paragraph.add_run()
        added.font.size = Pt(13)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        added._r.append(part)


def _repeat_head(row: Any) -> None:
    """The row stands again at the top of each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_together(table: Any) -> None:
    """The signature never stands alone at the top of a page, apart from its own lines."""
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
