"""Flattened tables out of PDF copies: heads broken inside a title, and rows that run over many lines."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.tables.flat_heads import numbered_head
from compiler.text.blocks import read_lines
from compiler.text.manuscript import Manuscript

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
SYLLABLES = ["gian", "hàng", "tre", "nứa", "gốm", "lụa", "thổ", "cẩm", "mây", "đan", "mộc", "nề", "chạm", "khắc", "dệt"]


def told(*cells: str) -> list[tuple[str, str, list[str], str]]:
    found = compile_text(BEFORE + "\n".join(cells) + "\n").responsibilities
    return [(one.text, one.holder, one.with_, one.due.rule if one.due else "") for one in found]


def test_a_title_broken_after_its_first_syllable_heads_its_own_column() -> None:
    head = "STT|Nội dung|công việc|Cơ|quan|chủ trì|Cơ quan|phối|hợp|Thời|gian|hoàn thành"
    rows = "1|Xây dựng phương án|Sở Nội vụ|Sở Y tế|Quý I|2|Tổ chức hội nghị|Sở Tư pháp|Sở Tài chính|Quý II"
    assert told(*head.split("|"), *rows.split("|")) == [
        ("Xây dựng phương án", "Sở Nội vụ", ["Sở Y tế"], "by:2026-03-31"),
        ("Tổ chức hội nghị", "Sở Tư pháp", ["Sở Tài chính"], "by:2026-06-30"),
    ]


def test_two_words_for_one_column_are_one_title() -> None:
    head = "STT|Nhiệm vụ|Cơ quan chủ trì|Kết quả|Sản|phẩm|Thời gian"
    rows = "1|Xây dựng phương án|Sở Nội vụ|Quyết định|Quý I|2|Tổ chức hội nghị|Sở Tư pháp|Hội nghị|Quý II"
    assert [one[:2] + one[3:] for one in told(*head.split("|"), *rows.split("|"))] == [
        ("Xây dựng phương án", "Sở Nội vụ", "period:2026-01-01..2026-03-31"),
        ("Tổ chức hội nghị", "Sở Tư pháp", "period:2026-04-01..2026-06-30"),
    ]


def test_a_row_of_many_lines_is_one_where_the_next_number_follows() -> None:
    long = [f"{one} {other}," for one in SYLLABLES[:4] for other in SYLLABLES]
    head = "STT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|1|Kiểm tra vệ sinh|Sở Y tế|Tháng 3"
    head += "|2|Tổ chức hội nghị|Sở Tư pháp|Quý II|3|Dựng các"
    behind = "Sở Nội vụ|Quý I|4|Sơ kết hội chợ|Sở Nội vụ|Quý III"
    found = told(*head.split("|"), *long, *behind.split("|"))
    assert [(holder, due) for _, holder, _, due in found] == [
        ("Sở Y tế", "period:2026-03-01..2026-03-31"),
        ("Sở Tư pháp", "period:2026-04-01..2026-06-30"),
        ("Sở Nội vụ", "period:2026-01-01..2026-03-31"),
        ("Sở Nội vụ", "period:2026-07-01..2026-09-30"),
    ]
    assert found[2][0].startswith("Dựng các gian gian") and found[2][0].endswith("nứa dệt,")


@pytest.mark.parametrize(
    "numbers", ["(1)\n(2)\n(3)\n(4)", "(1) (2) (3) (4)", "(1)\n(2)\n(3)\n(4)=(2)x(3)", "1\n2\n3\n4"]
)
def test_the_columns_own_numbers_are_no_part_of_a_title(numbers: str) -> None:
    text = f"TT\nNhiệm vụ\nCơ quan chủ trì\nGhi chú\n{numbers}\n1\nTrồng cây\nSở Y tế\n"
    lines = read_lines(Manuscript(text))
    titles, at = numbered_head(lines, 0)
    assert [" ".join(line.text for line in title) for title in titles] == ["Nhiệm vụ", "Cơ quan chủ trì", "Ghi chú"]
    assert (lines[at].text, lines[at + 1].text) == ("1", "Trồng cây")
