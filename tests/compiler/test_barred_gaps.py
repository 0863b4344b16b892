"""Barred tables, a cell to a line, in which a cell left empty is a blank line between its bars."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.result import Compiled

HEAD = (
    "KẾ HOẠCH\n\nVỆ SINH ĐÔ THỊ NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Phố sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
    "1. Phòng Kinh tế\n\n- Theo dõi, đôn đốc.\n\nPHỤ LỤC\n\n"
)
TITLES = ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")


def barred(*rows: tuple[str, ...]) -> str:
    """Rows as a crawler that keeps empty cells writes them."""
    written = ["\n".join(f"|\n{cell}" if cell else "|\n" for cell in row) + "\n|" for row in (TITLES, *rows)]
    return "\n".join(written) + "\n"


def read(*rows: tuple[str, ...], behind: str = "") -> Compiled:
    return compile_text(HEAD + barred(*rows) + behind)


def test_rows_with_empty_cells_are_rows_of_the_table() -> None:
    compiled = read(
        ("I", "Tuyên truyền", "", "", ""),
        ("1", "Phát tờ rơi đến từng hộ", "Trưởng các khu phố", "", "Tháng 5/2026"),
        ("2", "Biểu dương trên loa truyền thanh", "Trung tâm Văn hóa", "Hội Phụ nữ", ""),
        ("II", "Kiểm tra", "", "", ""),
        ("3", "Tuần tra sau ra quân", "Công an phường", "", "Hằng ngày"),
    )
    assert [(one.holder, one.text, one.with_) for one in compiled.responsibilities[1:4]] == [
        ("Trưởng các khu phố", "Phát tờ rơi đến từng hộ", []),
        ("Trung tâm Văn hóa", "Biểu dương trên loa truyền thanh", ["Hội Phụ nữ"]),
        ("Công an phường", "Tuần tra sau ra quân", []),
    ]
    assert [one.due.rule if one.due else None for one in compiled.responsibilities[1:4]] == [
        "period:2026-05-01..2026-05-31",
        None,
        "continuous",
    ]


def test_what_stands_behind_such_a_table_is_read_as_text() -> None:
    behind = "\nIII. KINH PHÍ\n\nSở Tài chính chủ trì bố trí kinh phí thực hiện.\n"
    compiled = read(
        ("1", "Phát tờ rơi", "Trưởng các khu phố", "", "Tháng 5/2026"),
        ("2", "Tuần tra", "Công an phường", "", "Hằng ngày"),
        behind=behind,
    )
    assert "Sở Tài chính" in [one.holder for one in compiled.responsibilities]


def test_a_letter_with_a_stroke_marks_an_item() -> None:
    text = HEAD.replace("- Theo dõi, đôn đốc.", "a/ Theo dõi, đôn đốc.\n\nb/ Tổng hợp kết quả.")
    assert [one.text for one in compile_text(text).responsibilities if one.basis != "assumed"] == [
        "Theo dõi, đôn đốc.",
        "Tổng hợp kết quả.",
    ]
