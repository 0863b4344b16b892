"""A crossing table is read whole where titles of parts, or further heads, stand among its rows."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
HEAD = "| TT | Nhiệm vụ | Sở Nội vụ | Sở Tư pháp | Sở Y tế |"
WANTED = [
    ("Mở lớp bồi dưỡng kỹ năng", "Sở Nội vụ"),
    ("Rà soát quy chế", "Sở Tư pháp; Sở Y tế"),
    ("Lắp màn hình lấy số", "Sở Nội vụ"),
    ("Cấp thẻ lưu động", "Sở Tư pháp"),
]


def read(*rows: str) -> list[tuple[str, str]]:
    return [(one.text, one.holder) for one in compile_text(BEFORE + "\n".join(rows) + "\n").responsibilities]


@pytest.mark.parametrize(
    "title",
    [
        "| {n} | {words} | | | |",
        "| | {words} | | | |",
        "| {n}. {words} | | | | |",
        "| {words} | {words} | {words} | {words} | {words} |",
        "| | {words} | {words} | {words} | {words} |",
        "| {words} |",
    ],
)
@pytest.mark.parametrize("words", [("TUYÊN TRUYỀN", "THỦ TỤC"), ("Thể chế", "Thủ tục hành chính")])
def test_titles_of_parts_are_no_part_of_a_name_and_lose_no_row(title: str, words: tuple[str, str]) -> None:
    assert (
        read(
            HEAD,
            title.format(n="I", words=words[0]),
            "| 1 | Mở lớp bồi dưỡng kỹ năng | x | | |",
            "| 2 | Rà soát quy chế | | x | x |",
            title.format(n="II", words=words[1]),
            "| 3 | Lắp màn hình lấy số | x | | |",
            "| 4 | Cấp thẻ lưu động | | x | |",
        )
        == WANTED
    )


def test_each_part_is_read_under_its_own_head() -> None:
    assert read(
        HEAD,
        "| 1 | Mở lớp bồi dưỡng kỹ năng | x | | |",
        "| 2 | Rà soát quy chế | | x | x |",
        "| TT | Nhiệm vụ | Sở Tài chính | Công an tỉnh | Sở Công Thương |",
        "| 3 | Lắp màn hình lấy số | x | | |",
        "| 4 | Cấp thẻ lưu động | | x | |",
    ) == [*WANTED[:2], ("Lắp màn hình lấy số", "Sở Tài chính"), ("Cấp thẻ lưu động", "Công an tỉnh")]


def test_a_list_of_procedures_is_still_none_of_tasks() -> None:
    rows = ["| TT | Nội dung | Cơ quan thực hiện |", "| I | THỦ TỤC HÀNH CHÍNH CẤP XÃ | |"]
    assert read(*rows, "| 1 | Đăng ký thành lập hộ kinh doanh | Công an xã |", "| 2 | Cấp giấy phép | Sở Y tế |") == []
