"""Tables without a column for holders whose sections are bodies, and tables of projects whose owner is to finish by a day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compiler.compile import compile_text
from compiler.tables.columns import kinds_of_titles
from tests.compiler.test_tables_without_known_heads import PLAN

HEAD = ("TT", "Hoạt động", "Thời gian", "Ghi chú")
ROWS = (
    ("I", "SỞ Y TẾ"),
    ("1", "Tập huấn kỹ năng kiểm tra cho 03 đoàn", "10 - 12/4/2026", "02 lớp"),
    ("2", "Treo băng rôn trên các trục đường chính", "Trước 14/4/2026", ""),
    ("II", "SỞ CÔNG THƯƠNG"),
    ("3", "Ký cam kết với các siêu thị, chợ", "Tháng 5/2026", ""),
)
READ = [
    ("Sở Y tế", ROWS[1][1], "period:2026-04-10..2026-04-12"),
    ("Sở Y tế", ROWS[2][1], "by:2026-04-14"),
    ("Sở Công Thương", ROWS[4][1], "period:2026-05-01..2026-05-31"),
]


def barred(rows: tuple[tuple[str, ...], ...]) -> str:
    full = [row if len(row) == len(HEAD) else (row[0], *[row[1]] * (len(HEAD) - 1)) for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (HEAD, *full))


def flat(rows: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join("\n".join(cell for cell in row if cell) for row in (HEAD, *rows))


def annex(text: str) -> list[tuple[str, str, str | None]]:
    found = compile_text(PLAN.format(table=text)).responsibilities[1:]
    return [(duty.holder, duty.text, duty.due.rule if duty.due else None) for duty in found]


@pytest.mark.parametrize("written", [barred, flat])
def test_tasks_below_a_body_that_heads_a_section_are_its_own(written: Callable[..., str]) -> None:
    assert annex(written(ROWS)) == READ


def test_a_row_that_lost_its_number_below_a_section_is_a_row_still() -> None:
    without = (*ROWS[:-1], ROWS[-1][1:])
    assert annex(flat(without)) == READ


def test_sections_that_are_themes_hold_nothing() -> None:
    themes = tuple((row[0], "TRUYỀN THÔNG") if len(row) == 2 else row for row in ROWS)
    assert annex(barred(themes)) == annex(flat(themes)) == []


def test_who_owns_a_project_holds_it_where_the_table_says_by_when() -> None:
    assert kinds_of_titles(["TT", "Nhiệm vụ", "Chủ đầu tư", "Mốc hoàn thành"])[2] == "lead"
    assert kinds_of_titles(["TT", "Tên dự án", "Chủ đầu tư", "Kinh phí", "Thời gian"])[2] != "lead"
    assert kinds_of_titles(["TT", "Tên dự án", "Chủ đầu tư"])[2] != "lead"


def test_a_first_row_of_short_cells_below_whole_titles_is_no_part_of_the_head() -> None:
    rows = (
        "Thời gian | Nội dung | Phụ trách",
        "---|---|---",
        "7h00 | Khai mạc tuần lễ | Đoàn trường",
        "8h00 | Bế mạc | Tổ Hành chính",
    )
    found = annex("\n".join(f"| {row} |" for row in rows))
    assert [(holder, text) for holder, text, _ in found] == [
        ("Đoàn trường", "Khai mạc tuần lễ"),
        ("Tổ Hành chính", "Bế mạc"),
    ]
