"""Two bodies on two lines of one cell are two; half a name on a line of its own is not a body."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from compiler.compile import compile_file
from compiler.result import Responsibility
from compiler.tables.cells import said_on_one_line

HEAD = ("TT", "Công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Sở Nội vụ", "Sở Công Thương"], "Sở Nội vụ; Sở Công Thương"),
        (["Sở Văn hóa,", "Thể thao và Du lịch", "Công an tỉnh"], "Sở Văn hóa, Thể thao và Du lịch; Công an tỉnh"),
        (["Các phòng, ban;", "UBND các xã"], "Các phòng, ban; UBND các xã"),
        (["Văn phòng", "UBND tỉnh"], "Văn phòng UBND tỉnh"),
        (["Sở Giáo dục và", "Đào tạo"], "Sở Giáo dục và Đào tạo"),
        (["Ban Tuyên giáo", "Tỉnh ủy"], "Ban Tuyên giáo Tỉnh ủy"),
        (["Ban Chỉ huy", "Quân sự xã"], "Ban Chỉ huy Quân sự xã"),
        (["Rà soát hồ sơ", "Trình UBND tỉnh"], "Rà soát hồ sơ Trình UBND tỉnh"),
    ],
)
def test_a_line_parts_names_where_one_is_whole_and_the_next_begins(lines: list[str], said: str) -> None:
    assert said_on_one_line(lines) == said


def word(path: Path, *, breaks: bool) -> Path:
    made = docx.Document()
    for line in ("KẾ HOẠCH", "Trồng cây ven sông năm 2026", "I. NHIỆM VỤ"):
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=len(HEAD))
    rows = (
        HEAD,
        ("1", "Ươm cây giống", "Sở Công Thương\nCông an tỉnh", "Sở Nội vụ\nSở Y tế", "30/4"),
        ("2", "Làm cỏ bờ sông", "Chủ trì: Sở Tư pháp\nPhối hợp: Sở Y tế", "", "30/5"),
    )
    for row in rows:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            first, *rest = [said] if breaks else said.split("\n")
            cell.text = first
            for line in rest:
                cell.add_paragraph(line)
    made.save(str(path))
    return path


def led(path: Path) -> list[Responsibility]:
    return [one for one in compile_file(path).responsibilities if one.basis == "stated"]


@pytest.mark.parametrize("breaks", [True, False], ids=["breaks", "paragraphs"])
def test_a_word_cell_with_two_names_gives_two(tmp_path: Path, breaks: bool) -> None:
    duties = led(word(tmp_path / "x.docx", breaks=breaks))
    assert [(one.holder, one.with_) for one in duties] == [
        ("Sở Công Thương; Công an tỉnh", ["Sở Nội vụ", "Sở Y tế"]),
        ("Sở Tư pháp", ["Sở Y tế"]),
    ]


@pytest.mark.parametrize("written", ["{}<br>{}", "<p>{}</p><p>{}</p>"], ids=["br", "p"])
def test_a_web_page_s_cell_with_two_names_gives_two(tmp_path: Path, written: str) -> None:
    cells = ("1", "Ươm cây giống", written.format("Sở Công Thương", "Công an tỉnh"), "", "30/4")
    rows = (HEAD, cells, ("2", "Làm cỏ bờ sông", "Sở Y tế", "", "30/5"))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path = tmp_path / "x.html"
    path.write_text(
        f"<html><body><p>KẾ HOẠCH</p><p>Trồng cây ven sông năm 2026</p><p>I. NHIỆM VỤ</p><table>{table}</table></body></html>",
        "utf-8",
    )
    assert [one.holder for one in led(path)] == ["Sở Công Thương; Công an tỉnh", "Sở Y tế"]
