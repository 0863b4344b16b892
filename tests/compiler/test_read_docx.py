"""A Word document comes out as a reader sees it on paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from compiler.read import read_document

W = nsdecls("w")
BODY = "<w:p><w:r><w:t>Sở Nội vụ</w:t></w:r></w:p>"
Write = Callable[..., str]


@pytest.fixture
def read(tmp_path: Path) -> Write:
    """Reads a document whose body, numbering, styles and footnotes are given as XML."""

    def make(body: str, *, numbering: str = "", styles: str = "", footnotes: str = "") -> str:
        path = tmp_path / "ke-hoach.docx"
        relations, parts = [], {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
        for name, root, content in (
            ("numbering", "numbering", numbering),
            ("styles", "styles", styles),
            ("footnotes", "footnotes", footnotes),
        ):
            if content:
                parts[f"word/{name}.xml"] = f"<w:{root} {W}>{content}</w:{root}>"
                relations.append((name, f"{name}.xml"))
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("_rels/.rels", rels([("officeDocument", "word/document.xml")]))
            package.writestr("word/_rels/document.xml.rels", rels(relations))
            for name, content in parts.items():
                package.writestr(name, content)
        return read_document(path)

    return make


def rels(relations: list[tuple[str, str]]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    said = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(relations)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{said}</Relationships>'


def p(text: str, *, num: int | None = None, level: int = 0, style: str = "", run: str = "") -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def abstract(key: int, *levels: tuple[str, str], extra: str = "") -> str:
    said = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{said}</w:abstractNum>'


def num(key: int, of: int, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


OUTLINE = abstract(1, ("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("decimal", "%2.%4."))


def test_numbers_of_all_levels_count_and_begin_anew_below_a_higher_one(read: Write) -> None:
    levels = (0, 1, 2, 2, 1, 2, 3, 0, 1, 2)
    said = read("".join(p("x", num=7, level=level) for level in levels), numbering=OUTLINE + num(7, 1))
    assert [line.removesuffix(" x") for line in lines(said)] == [
        "I.",
        "1.",
        "a)",
        "b)",
        "2.",
        "a)",
        "2.1.",
        "II.",
        "1.",
        "a)",
    ]


def test_two_lists_of_one_definition_go_on_unless_told_to_restart(read: Write) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(1, ("decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, restart)
    said = read("".join(p("x", num=n) for n in (1, 1, 2, 3, 3, 1)), numbering=numbering)
    assert [line.split()[0] for line in lines(said)] == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_a_level_that_never_restarts_counts_on(read: Write) -> None:
    levels = abstract(1, ("upperRoman", "%1."), ("decimal", "%2."), extra='<w:lvlRestart w:val="0"/>')
    said = read("".join(p("x", num=1, level=level) for level in (0, 1, 1, 0, 1)), numbering=levels + num(1, 1))
    assert [line.split()[0] for line in lines(said)] == ["I.", "1.", "2.", "II.", "3."]


def test_a_list_may_own_a_level_of_its_own_look(read: Write) -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Phần %1:"/></w:lvl></w:lvlOverride>'
    own = own.replace("<w:numFmt", '<w:start w:val="2"/><w:numFmt')
    said = read(p("x", num=1) + p("x", num=1), numbering=abstract(1, ("decimal", "%1.")) + num(1, 1, own))
    assert lines(said) == ["Phần B: x", "Phần C: x"]


def test_legal_numbers_are_decimal_on_every_level(read: Write) -> None:
    levels = abstract(1, ("upperRoman", "%1."), ("decimal", "%1.%2."), extra="<w:isLgl/>")
    said = read(p("x", num=1, level=0) + p("x", num=1, level=0) + p("x", num=1, level=1), numbering=levels + num(1, 1))
    assert lines(said)[-1] == "2.1. x"


def test_letters_double_after_z_and_leading_zeros_stay(read: Write) -> None:
    numbering = abstract(1, ("lowerLetter", "%1)")) + abstract(2, ("decimalZero", "%1.")) + num(1, 1) + num(2, 2)
    said = lines(read(p("x", num=1) * 28 + p("x", num=2), numbering=numbering))
    assert [line.split()[0] for line in (said[25], said[26], said[27], said[28])] == ["z)", "aa)", "bb)", "01."]


def test_every_bullet_is_a_dash_and_one_below_it_a_plus(read: Write) -> None:
    numbering = (
        abstract(1, ("bullet", "\uf0b7"), ("bullet", "o")) + abstract(2, ("bullet", "–")) + abstract(3, ("bullet", "+"))
    )
    numbering += num(1, 1) + num(2, 2) + num(3, 3)
    said = read(p("x", num=1) + p("x", num=1, level=1) + p("x", num=2) + p("x", num=3), numbering=numbering)
    assert [line[0] for line in lines(said)] == ["-", "+", "-", "+"]


def test_heading_styles_carry_their_list_and_a_paragraph_may_refuse_it(read: Write) -> None:
    levels = abstract(1, ("upperRoman", "%1."), ("decimal", "%2."))
    for n, name in enumerate(("H1", "H2")):
        levels = levels.replace(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/>',
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:pStyle w:val="{name}"/>',
        )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{above}<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for name, above in (("H1", ""), ("H2", '<w:basedOn w:val="H1"/>'))
    )
    body = p("a", style="H1") + p("b", style="H2") + p("c", style="H2") + p("d", style="H1", num=0) + p("e", style="H1")
    assert lines(read(body, numbering=levels + num(4, 1), styles=styles)) == [
        "**I. a**",
        "**1. b**",
        "**2. c**",
        "**d**",
        "**II. e**",
    ]


def test_a_list_linked_through_a_numbering_style_is_followed(read: Write) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Muc"/></w:abstractNum>'
        + abstract(2, ("upperRoman", "%1)"))
        + num(1, 1)
        + num(2, 2)
    )
    styles = '<w:style w:type="numbering" w:styleId="Muc"><w:name w:val="Mục"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert lines(read(p("x", num=1), numbering=numbering, styles=styles)) == ["I) x"]


def test_tracked_deletions_are_gone_and_insertions_stay(read: Write) -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở Y tế</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Sở Nội vụ</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> tổng hợp</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Đoạn một</w:t></w:r></w:p><w:p><w:r><w:t> nối liền.</w:t></w:r></w:p>"
    )
    assert lines(read(body)) == ["Giao Sở Nội vụ", "Đoạn một nối liền."]


def test_a_deleted_row_is_gone_and_its_number_is_not_counted(read: Write) -> None:
    def row(properties: str, *cells: str) -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    body = f"<w:tbl>{row('', p('Việc'), p('Chủ trì'), p(''))}{row('<w:del/>', p('A', num=1), p(''), p(''))}{row('', p('B', num=1), p('Sở X'), p(''))}</w:tbl>"
    said = read(body, numbering=abstract(1, ("decimal", "%1.")) + num(1, 1))
    assert lines(said) == ["| Việc | Chủ trì |  |", "| 1. B | Sở X |  |"]


def test_merged_cells_are_said_once_unless_a_task_needs_them(read: Write) -> None:
    def cell(text: str, span: int = 1, merge: str = "") -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{p(text)}</w:tc>'

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("STT") + cell("Nhiệm vụ") + cell("Cơ quan chủ trì") + cell("Sản phẩm"),
        cell("I. Nhóm việc", span=4),
        cell("1", merge=begins) + cell("Việc A", merge=begins) + cell("Sở X", merge=begins) + cell("Sổ tay"),
        cell("", merge=goes_on) + cell("", merge=goes_on) + cell("", merge=goes_on) + cell("Tờ gấp"),
        cell("2") + cell("Việc B") + cell("", merge=begins).replace("<w:t></w:t>", "<w:t>Sở Y</w:t>") + cell(""),
        cell("3") + cell("Việc C") + cell("", merge=goes_on) + cell(""),
    )
    said = lines(read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"))
    assert said[1:] == [
        "| I. Nhóm việc |  |  |  |",
        "| 1 | Việc A | Sở X | Sổ tay |",
        "|  |  |  | Tờ gấp |",
        "| 2 | Việc B | Sở Y |  |",
        "| 3 | Việc C | Sở Y |  |",
    ]


def test_notes_follow_the_text_under_the_number_that_calls_them(read: Write) -> None:
    body = '<w:p><w:r><w:t>Các sở</w:t></w:r><w:r><w:footnoteReference w:id="9"/></w:r><w:r><w:t> thực hiện.</w:t></w:r></w:p>'
    notes = f'<w:footnote w:id="0">{p("gạch")}</w:footnote><w:footnote w:id="9">{p("Gồm 14 sở.")}</w:footnote>'
    assert lines(read(body, footnotes=notes)) == ["Các sở[1] thực hiện.", "[1] Gồm 14 sở."]


def test_a_text_box_is_read_once_of_its_two_renderings(read: Write) -> None:
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="urn:mc" xmlns:v="urn:v" xmlns:wps="urn:wps"><w:r><w:t>Ngoài khung</w:t></w:r><w:r><mc:AlternateContent>'
        f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(read(body)) == ["Ngoài khung", "Trong khung"]


def test_what_only_wraps_is_seen_through(read: Write) -> None:
    link = "<w:hyperlink><w:r><w:t>Nghị định 30</w:t></w:r></w:hyperlink>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>2020</w:t></w:r>'
    body = f"<w:sdt><w:sdtContent><w:p>{link}<w:r><w:t>/</w:t></w:r>{field}</w:p></w:sdtContent></w:sdt>"
    assert lines(read(body)) == ["Nghị định 30/2020"]


def test_hidden_text_and_tables_of_contents_are_left_out(read: Write) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="ML1"><w:name w:val="toc 1"/></w:style>'
    contents = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    body = (
        BODY
        + p("ẩn", run="<w:vanish/>")
        + p("I. MỤC ĐÍCH 1", style="ML1")
        + f"{contents}{p('mục lục')}</w:sdtContent></w:sdt>"
    )
    assert lines(read(body, styles=styles)) == ["Sở Nội vụ"]


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Thân văn bản")
    document.sections[0].header.paragraphs[0].text = "Trang 3"
    document.sections[0].footer.paragraphs[0].text = "Ký bởi: Sở Nội vụ"
    document.save(str(tmp_path / "x.docx"))
    assert lines(read_document(tmp_path / "x.docx")) == ["Thân văn bản"]


def test_a_header_block_set_with_tabs_becomes_lines(read: Write) -> None:
    body = "<w:p><w:r><w:t>UBND TỈNH</w:t><w:tab/><w:tab/><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p>"
    body += "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Sở Y tế</w:t></w:r></w:p>"
    assert lines(read(body)) == ["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "1. Sở Y tế"]


def test_runs_in_old_fonts_become_unicode_beside_modern_ones(read: Write) -> None:
    fonts = {"a": ".VnTime", "b": ".VnTimeH", "c": "VNI-Times", "d": "Times New Roman"}
    runs = {"a": "Së Néi vô", "b": " kÕ ho¹ch", "c": " toång hôïp", "d": " Sở Y tế"}
    body = "".join(f'<w:r><w:rPr><w:rFonts w:ascii="{fonts[k]}"/></w:rPr><w:t>{runs[k]}</w:t></w:r>' for k in fonts)
    assert lines(read(f"<w:p>{body}</w:p>")) == ["Sở Nội vụ KẾ HOẠCH tổng hợp Sở Y tế"]


def test_capitals_set_by_a_style_are_capitals(read: Write) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="T"/><w:rPr><w:caps/></w:rPr></w:style>'
    assert lines(read(p("Tổ chức thực hiện", style="T"), styles=styles)) == ["TỔ CHỨC THỰC HIỆN"]


def test_a_strict_document_reads_as_a_transitional_one(tmp_path: Path) -> None:
    content = io.BytesIO()
    Document().save(content)
    made = tmp_path / "strict.docx"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{BODY}</w:body></w:document>'.encode()
            new.writestr(name, part)
    assert lines(read_document(made)) == ["Sở Nội vụ"]


def test_a_scan_pasted_into_word_is_told_in_its_place(read: Write) -> None:
    picture = '<w:drawing xmlns:wp="urn:wp" xmlns:a="urn:a"><wp:inline><wp:extent cx="{}" cy="{}"/><a:blip/></wp:inline></w:drawing>'
    body = "".join(
        f"<w:p><w:r>{picture.format(*size)}</w:r></w:p>" for size in ((6_000_000, 8_500_000), (900_000, 900_000))
    )
    assert lines(read(BODY + body)) == ["Sở Nội vụ", "[Ảnh cả trang: không có chữ để đọc]"]


def test_nested_tables_keep_their_words(read: Write) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('trong 1')}</w:tc><w:tc>{p('trong 2')}</w:tc></w:tr></w:tbl>"
    said = read(f"<w:tbl><w:tr><w:tc>{p('ngoài')}</w:tc><w:tc>{inner}{p('')}</w:tc></w:tr></w:tbl>")
    assert lines(said) == ["| ngoài | trong 1 trong 2 |"]


def test_a_note_that_calls_itself_is_said_once(read: Write) -> None:
    call = '<w:p><w:r><w:t>Sở</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:footnote w:id="1">{call}{call}</w:footnote>'
    assert lines(read(call * 3, footnotes=notes)) == ["Sở[1]", "Sở[1]", "Sở[1]", "[1] Sở[1] Sở[1]"]


def test_comments_are_not_read(read: Write) -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>Sở Nội vụ chủ trì.</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/><w:annotationRef/></w:r></w:p>'
    )
    assert lines(read(body)) == ["Sở Nội vụ chủ trì."]


def test_an_inserted_row_is_read_and_a_deleted_cell_is_not(read: Write) -> None:
    cell = "<w:tc>{}</w:tc>".format
    gone = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('Sở Y tế')}</w:tc>"
    head = f"<w:tr>{cell(p('STT'))}{cell(p('Nhiệm vụ'))}{cell(p('Chủ trì'))}</w:tr>"
    added = f"<w:tr><w:trPr><w:ins/></w:trPr>{cell(p('1'))}{cell(p('Việc A'))}{gone}</w:tr>"
    assert lines(read(f"<w:tbl>{head}{added}</w:tbl>")) == ["| STT | Nhiệm vụ | Chủ trì |", "| 1 | Việc A |  |"]


def test_a_header_table_without_borders_keeps_its_two_columns_apart(read: Write) -> None:
    cells = (("UBND TỈNH SÔNG LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 1/KH-UBND", "Sông Lam, ngày 5/1/2027"))
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{p(text)}</w:tc>' for text in row)}</w:tr>" for row in cells)
    said = lines(read(f"<w:tbl>{rows}</w:tbl>"))
    assert said == ["|", cells[0][0], "|", cells[0][1], "|", "|", cells[1][0], "|", cells[1][1], "|"]


def test_roman_numbers_and_letters_nest(read: Write) -> None:
    levels = (("upperRoman", "%1."), ("lowerRoman", "%2)"), ("upperLetter", "%3."), ("lowerLetter", "%4)"))
    numbering = abstract(1, *levels) + num(1, 1)
    body = "".join(p("x", num=1, level=level) for level in (0, 1, 1, 2, 3, 3, 1, 2))
    assert lines(read(body, numbering=numbering)) == [
        f"{label} x" for label in ("I.", "i)", "ii)", "A.", "a)", "b)", "iii)", "A.")
    ]
