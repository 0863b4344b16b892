"""A PDF comes out as it is read: columns apart, lines joined, page numbers gone, tables whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.read import read_document
from tests.compiler import paper_pdf
from tests.compiler.paper import LEFT, Frame, Grid, Item, Para, Piece
from tests.compiler.paper_pdf import Printer, save_pdf, write_pdf
from tests.compiler.paper_plans import make_plan

LONG = (
    "Chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức các hội nghị tập huấn, bồi dưỡng "
    "nghiệp vụ cho công chức đầu mối; theo dõi, đôn đốc việc thực hiện và tổng hợp kết quả báo cáo Ủy ban nhân dân tỉnh "
    "trước ngày 15 tháng 12 năm 2027."
)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    """An empty pile of sheets."""
    return Printer()


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def printed(tmp_path: Path, *pieces: Piece) -> list[str]:
    return lines(read_document(save_pdf(list(pieces), tmp_path / "x.pdf")))


def ruled(printer: Printer, rows: list[list[str]], top: float) -> None:
    """A table of three columns, its rules drawn one by one."""
    edges = (80.0, 120.0, 360.0, 520.0)
    for number, row in enumerate(rows):
        y = top + 30 * number
        for at, text in enumerate(row):
            printer.words(text, edges[at] + 3, y + 5, size=11.0)
        for x in edges:
            printer.rule(x, y, x, y + 30)
        for line in (y, y + 30):
            printer.rule(edges[0], line, edges[-1], line)


def test_broken_lines_are_one_paragraph_again(tmp_path: Path) -> None:
    assert printed(tmp_path, Para(LONG), Item("-", LONG), Para(LONG)) == [LONG, f"- {LONG}", LONG]


def test_a_paragraph_goes_on_over_the_page_and_the_page_number_is_gone(tmp_path: Path) -> None:
    said = printed(tmp_path, *[Para(LONG)] * 30)
    assert said == [LONG] * 30


def test_hanging_lists_and_paragraphs_without_indent_are_joined_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_pdf, "INDENT", 0.0)
    short = "Thực hiện nhiệm vụ khác."
    assert printed(tmp_path, Para(short), Item("1.", LONG), Item("2.", LONG), Para(short)) == [
        short,
        f"1. {LONG}",
        f"2. {LONG}",
        short,
    ]


def test_the_two_columns_of_the_header_stay_apart(tmp_path: Path) -> None:
    said = printed(tmp_path, *make_plan(5))
    assert said[:2] == ["|", "**ỦY BAN NHÂN DÂN**"]
    assert said[said.index("**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**") - 1] == "|"
    assert any(line.startswith("Số: ") and "ngày" not in line for line in said)


def test_the_distribution_list_and_the_signature_stay_apart(tmp_path: Path) -> None:
    foot = Frame([[["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]]])
    said = printed(tmp_path, Para(LONG), foot)
    assert said[1:] == [
        "|",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "|",
        "**TM. ỦY BAN NHÂN DÂN**",
        "**CHỦ TỊCH**",
        "|",
    ]


def test_a_table_over_pages_is_one_table(tmp_path: Path) -> None:
    rows = [["STT", "Nhiệm vụ", "Cơ quan chủ trì"], ["I", "Nhóm việc", LEFT]]
    rows += [
        [str(n), f"Xây dựng chuyên mục số {n} trên Cổng Thông tin điện tử tỉnh", "Sở Nội vụ"] for n in range(1, 60)
    ]
    said = printed(tmp_path, Grid(rows))
    assert said[:2] == ["| STT | Nhiệm vụ | Cơ quan chủ trì |", "| I | Nhóm việc |  |"]
    assert said[2:] == [f"| {' | '.join(row)} |" for row in rows[2:]]


def test_a_row_that_the_page_break_splits_is_one_row_and_a_repeated_head_is_said_once(
    tmp_path: Path, printer: Printer
) -> None:
    head = ["STT", "Nhiệm vụ", "Chủ trì"]
    ruled(printer, [head, ["1", "Việc A", "Sở X"], ["2", "Biên soạn sổ tay hỏi đáp về dịch", "Sở Khoa học và"]], 600)
    printer.room(999)
    ruled(printer, [head, ["", "vụ công trực tuyến", "Công nghệ"], ["3", "Việc C", "Sở Z"]], 80)
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf"))) == [
        "| STT | Nhiệm vụ | Chủ trì |",
        "| 1 | Việc A | Sở X |",
        "| 2 | Biên soạn sổ tay hỏi đáp về dịch vụ công trực tuyến | Sở Khoa học và Công nghệ |",
        "| 3 | Việc C | Sở Z |",
    ]


def test_a_page_that_is_turned_reads_upright(tmp_path: Path, printer: Printer) -> None:
    printer.sheets[-1].turned = True
    printer.words("PHỤ LỤC", 300, 260, bold=True)
    ruled(printer, [["STT", "Nhiệm vụ", "Chủ trì"], ["1", "Việc A", "Sở X"]], 300)
    said = lines(read_document(write_pdf(printer, tmp_path / "x.pdf")))
    assert said == ["**PHỤ LỤC**", "| STT | Nhiệm vụ | Chủ trì |", "| 1 | Việc A | Sở X |"]


def test_white_boxes_behind_the_lines_of_a_cell_are_no_rules(tmp_path: Path) -> None:
    task = "Rà soát, đơn giản hóa các thủ tục hành chính thuộc lĩnh vực nông nghiệp và môi trường trên địa bàn tỉnh"
    rows = [["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"], ["I", "Nhóm việc", LEFT, LEFT]]
    rows += [[str(n), task, "Sở Nông nghiệp và Môi trường", f"Quý {n}/2027"] for n in range(1, 4)]
    plain = printed(tmp_path, Para(LONG), Grid(rows))
    shaded = save_pdf([Para(LONG), Grid(rows)], tmp_path / "y.pdf", shaded=True)
    assert lines(read_document(shaded)) == plain
    assert f"| 3 | {task} | Sở Nông nghiệp và Môi trường | Quý 3/2027 |" in plain


def test_a_grid_drawn_in_one_stroke_is_a_table_too(tmp_path: Path, printer: Printer) -> None:
    ruled(printer, [["STT", "Nhiệm vụ", "Chủ trì"], ["1", "Việc A", "Sở X"]], 300)
    strokes = [line for line in printer.sheets[-1].content if line.endswith(" l S")]
    words = [line for line in printer.sheets[-1].content if line not in strokes]
    printer.sheets[-1].content = [
        *words,
        " ".join(stroke.removeprefix("0.5 w ").removesuffix(" S") for stroke in strokes) + " S",
    ]
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf"))) == [
        "| STT | Nhiệm vụ | Chủ trì |",
        "| 1 | Việc A | Sở X |",
    ]


def test_a_number_that_is_broken_behind_its_hyphen_is_whole_again(tmp_path: Path, printer: Printer) -> None:
    full = "Căn cứ các văn bản của Trung ương và của tỉnh; Kế hoạch số 123/KH-"
    printer.words(full, 85, 100, stretch=(453 - paper_pdf.width_of(full)) / full.count(" "))
    printer.words("UBND của Ủy ban nhân dân tỉnh.", 85, 119)
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf"))) == [full + "UBND của Ủy ban nhân dân tỉnh."]


def test_running_heads_and_signing_stamps_are_no_words_of_the_document(tmp_path: Path, printer: Printer) -> None:
    for sheet in range(4):
        printer.words(f"Kế hoạch tuyên truyền - trang {sheet + 1}/4", 200, 30, size=9.0)
        printer.paragraph(LONG, False, False)
        printer.room(999)
    for at, stamp in enumerate(
        ("Người ký: Văn phòng", "Email: vp@tinh.example", "Thời gian ký: 25.11.2026 16:04:33 +07:00")
    ):
        printer.words(stamp, 90, 300 + 14 * at, size=8.0)
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf"))) == [LONG] * 4


def test_a_scanned_page_among_others_is_told_in_its_place(tmp_path: Path, printer: Printer) -> None:
    printer.paragraph(LONG, False, False)
    printer.room(999)
    printer.sheets[-1].content.clear()
    printer.sheets[-1].content.append("q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q")
    said = lines(read_document(write_pdf(printer, tmp_path / "x.pdf")))
    assert said == [LONG, "[Trang 2: chỉ có ảnh quét, không có chữ để đọc]"]


@pytest.mark.services
def test_what_chromium_prints_reads_as_the_page_did(tmp_path: Path) -> None:
    import shutil
    import subprocess

    from compiler.compile import compile_file, compile_text
    from tests.compiler.paper import as_text
    from tests.compiler.paper_html import save_html
    from tests.compiler.test_read_formats import told

    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    for seed in range(4):
        pieces = make_plan(seed)
        page, made = save_html(pieces, tmp_path / "x.html"), tmp_path / "x.pdf"
        # the document alone, as a word processor would print it
        text = page.read_text("utf-8")
        body = text[text.index('<div class="noi-dung-van-ban">') : text.index('</div><div class="share">')]
        page.write_text(
            f"<meta charset=utf-8><style>td {{ vertical-align: top }} ol, ul {{ list-style-position: inside }}</style>{body}",
            "utf-8",
        )
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        expected = [(duty[0], duty[1]) for duty in told(compile_text(as_text(pieces)))]
        assert [(duty[0], duty[1]) for duty in told(compile_file(made))] == expected
