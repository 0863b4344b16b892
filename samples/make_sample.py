"""Write the sample plan of a fictional province, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I, asks.

    python samples/make_sample.py [FILE]

Tỉnh Sông Lam does not exist. The document uses what real ones use and readers trip over: a header
in a borderless table, automatic numbering on three levels, a heading that names an agency whose
name holds commas, a requested body, and a consolidated report whose
day is left open.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

SAMPLE = Path(__file__).parent / "ke-hoach-tuyen-truyen-cchc.docx"

BASES = (
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách "
    "hành chính nhà nước giai đoạn 2021 - 2030;",
    "Thực hiện Kế hoạch số 241/KH-UBND ngày 30 tháng 10 năm 2026 của Ủy ban nhân dân tỉnh về cải cách hành chính "
    "tỉnh Sông Lam năm 2027;",
)
OPENING = (
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2027 trên địa bàn tỉnh Sông Lam "
    "như sau:"
)
AIMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Mục đích",
        (
            "Giúp cán bộ, công chức, người dân và doanh nghiệp biết rõ mình được lợi gì từ cải cách hành chính và làm "
            "thế nào để dùng dịch vụ công trực tuyến.",
            "Đưa những cách làm hay của cơ sở đến nhiều nơi hơn; chỉ ra chỗ còn chậm, còn phiền hà để sửa.",
        ),
    ),
    (
        "Yêu cầu",
        (
            "Nội dung ngắn gọn, đúng đối tượng, dễ nhớ; mỗi đợt tuyên truyền có sản phẩm và số liệu kiểm đếm được.",
            "Tiết kiệm, lồng ghép với các hoạt động sẵn có, không phô trương.",
        ),
    ),
)
CONTENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Nội dung tuyên truyền",
        (
            "Kết quả cải cách thủ tục hành chính, cung cấp dịch vụ công trực tuyến và chuyển đổi số của tỉnh.",
            "Quyền của người dân khi làm thủ tục: thời hạn trả kết quả, cách phản ánh, kiến nghị.",
            "Gương tốt, sáng kiến trong phục vụ người dân và doanh nghiệp.",
        ),
    ),
    (
        "Hình thức tuyên truyền",
        (
            "Chuyên trang, chuyên mục trên báo, đài; tin, bài trên cổng và trang thông tin điện tử.",
            "Hệ thống truyền thanh cơ sở, pa-nô, tờ gấp; hội nghị, tập huấn, đối thoại.",
        ),
    ),
)
DUTIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Sở Nội vụ",
        (
            "Là cơ quan thường trực, chủ trì tham mưu Ủy ban nhân dân tỉnh tổ chức thực hiện Kế hoạch; theo dõi, đôn "
            "đốc, kiểm tra việc thực hiện của các cơ quan, đơn vị, địa phương.",
            "Chủ trì, phối hợp với Sở Tư pháp tổ chức 02 hội nghị tập huấn kỹ năng tuyên truyền cho công chức đầu mối, "
            "hoàn thành trước ngày 30 tháng 6 năm 2027.",
            "Định kỳ hằng quý tổng hợp kết quả thực hiện của các cơ quan, đơn vị, địa phương, báo cáo Ủy ban nhân dân "
            "tỉnh.",
        ),
    ),
    (
        "Sở Văn hóa, Thể thao và Du lịch",
        (
            "Hướng dẫn, định hướng cơ quan báo chí và hệ thống thông tin cơ sở tuyên truyền về cải cách hành chính.",
            "Chủ trì, phối hợp với Ủy ban nhân dân các xã, phường thực hiện tuyên truyền trực quan tại trung tâm các "
            "xã, phường, hoàn thành đợt 1 trước ngày 30 tháng 4 năm 2027.",
        ),
    ),
    (
        "Văn phòng Ủy ban nhân dân tỉnh",
        (
            "Thường xuyên cập nhật thủ tục hành chính, kết quả giải quyết hồ sơ lên Cổng Thông tin điện tử tỉnh; duy "
            "trì chuyên mục Cải cách hành chính.",
        ),
    ),
    (
        "Sở Khoa học và Công nghệ",
        (
            "Chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh biên soạn tài liệu hướng dẫn người dân nộp hồ sơ trực "
            "tuyến, gửi các cơ quan, đơn vị sử dụng trước ngày 31 tháng 3 năm 2027.",
        ),
    ),
    (
        "Báo và Phát thanh, Truyền hình Sông Lam",
        (
            "Duy trì chuyên trang, chuyên mục về cải cách hành chính; mỗi tháng ít nhất 02 tin, bài hoặc phóng sự.",
            "Mở diễn đàn để người dân, doanh nghiệp phản ánh việc giải quyết thủ tục hành chính.",
        ),
    ),
    (
        "Sở Tài chính",
        (
            "Tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí thực hiện Kế hoạch; hướng dẫn các cơ quan, đơn vị sử dụng và "
            "quyết toán kinh phí theo quy định.",
        ),
    ),
    (
        "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường",
        (
            "Xây dựng kế hoạch tuyên truyền của cơ quan, đơn vị, địa phương, ban hành trước ngày 31 tháng 12 năm 2026; "
            "tổ chức thực hiện và bố trí kinh phí trong dự toán được giao.",
            "Cử một lãnh đạo phụ trách và một công chức đầu mối, gửi danh sách về Sở Nội vụ trước ngày 15 tháng 12 năm "
            "2026.",
            "Báo cáo kết quả thực hiện hằng quý về Sở Nội vụ trước ngày 20 của tháng cuối quý để tổng hợp.",
        ),
    ),
    (
        "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
        (
            "Phối hợp tuyên truyền, vận động đoàn viên, hội viên sử dụng dịch vụ công trực tuyến; giám sát việc giải "
            "quyết thủ tục hành chính.",
        ),
    ),
)
CLOSING = (
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị, địa phương kịp thời báo cáo Ủy ban "
    "nhân dân tỉnh (qua Sở Nội vụ) để xem xét, giải quyết./."
)
COPIES = (
    "Bộ Nội vụ;",
    "Thường trực Tỉnh ủy, Hội đồng nhân dân tỉnh;",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Các sở, ban, ngành tỉnh;",
    "UBND các xã, phường;",
    "Lưu: VT, NC.",
)


def make_sample(path: Path = SAMPLE) -> None:
    """Write the plan as a Word document to `path`."""
    document = Document()
    _page(document)
    numbering = _numbering(document)
    _head(document)
    _title(document)
    for line in (*BASES, OPENING):
        _paragraph(document, line)
    for section, parts in (
        ("MỤC ĐÍCH, YÊU CẦU", AIMS),
        ("NỘI DUNG, HÌNH THỨC", CONTENT),
        ("TỔ CHỨC THỰC HIỆN", DUTIES),
    ):
        _numbered(document, section, numbering, 0, bold=True)
        for heading, lines in parts:
            _numbered(document, heading, numbering, 1, bold=True)
            for line in lines:
                if len(lines) > 1:
                    _numbered(document, line, numbering, 2)
                else:
                    _paragraph(document, line)
    _paragraph(document, CLOSING)
    _foot(document)
    document.core_properties.author = "Dondoc"
    document.core_properties.title = "Kế hoạch tuyên truyền cải cách hành chính năm 2027 (văn bản mẫu)"
    document.core_properties.created = document.core_properties.modified = datetime(2026, 11, 16)
    document.save(str(path))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = number.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _numbering(document: Any) -> int:
    """A list of three levels (I. 1. a)) and its number."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, (form, text) in enumerate((("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))):
        entry = OxmlElement("w:lvl")
        entry.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:suff", "space"), ("w:lvlText", text)):
            part = OxmlElement(tag)
            part.set(qn("w:val"), value)
            entry.append(part)
        abstract.append(entry)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "90")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    number.append(link)
    numbering.append(number)
    return 90


def _head(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(65), Mm(95)
    left, right = table.rows[0].cells
    _line(left, "ỦY BAN NHÂN DÂN", bold=True, size=13, first=True)
    _line(left, "TỈNH SÔNG LAM", bold=True, size=13, ruled=True)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=13, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=14, ruled=True)
    left, right = table.rows[1].cells
    _line(left, "Số: 268/KH-UBND", size=13, first=True)
    _line(right, "Sông Lam, ngày 16 tháng 11 năm 2026", italic=True, size=14, first=True)


def _title(document: Any) -> None:
    _paragraph(document, "KẾ HOẠCH", align=ALIGN.CENTER, bold=True, before=18)
    title = "Tuyên truyền cải cách hành chính năm 2027 trên địa bàn tỉnh Sông Lam"
    _paragraph(document, title, align=ALIGN.CENTER, bold=True, after=12)


def _foot(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", bold=True, italic=True, size=12, first=True, align=ALIGN.LEFT)
    for copy in COPIES:
        _line(left, f"- {copy}", size=11, align=ALIGN.LEFT)
    _line(right, "TM. ỦY BAN NHÂN DÂN", bold=True, size=14, first=True)
    _line(right, "KT. CHỦ TỊCH", bold=True, size=14)
    _line(right, "PHÓ CHỦ TỊCH", bold=True, size=14)
    for _ in range(3):
        _line(right, "", size=14)
    _line(right, "Nguyễn Văn Mẫu", bold=True, size=14)


def _line(
    cell: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int,
    first: bool = False,
    ruled: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.underline = bold, italic, Pt(size), ruled


def _numbered(document: Any, text: str, numbering: int, level: int, *, bold: bool = False) -> None:
    paragraph = _paragraph(document, text, bold=bold)
    number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = numbering


def _paragraph(
    document: Any, text: str, *, align: ALIGN = ALIGN.JUSTIFY, bold: bool = False, before: int = 0, after: int = 6
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if align is ALIGN.JUSTIFY:
        layout.first_line_indent = Mm(12.7)
    paragraph.add_run(text).bold = bold
    return paragraph


if __name__ == "__main__":
    make_sample(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
