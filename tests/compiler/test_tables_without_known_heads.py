"""Flattened annex tables whose head nobody knows are read by what their rows hold."""

from __future__ import annotations

from compiler.compile import compile_text

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/KH-UBND
Sông Lam, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

I. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ
- Chủ trì thực hiện Kế hoạch này.

Phụ lục
MỘT SỐ VIỆC

{table}
"""
TASKS = (
    ("Xây dựng tài liệu hướng dẫn cài đặt định danh điện tử", "Công an tỉnh", "Các sở, ban, ngành", "Thường xuyên"),
    ("Rà soát các thủ tục làm trực tuyến trọn vẹn", "Sở Tư pháp", "Các sở, ban, ngành và địa phương", "Hằng năm"),
    ("Bồi dưỡng kỹ năng số cho cán bộ", "Sở Nội vụ", "Các sở, ban, ngành", "Xong trong quý II/2026"),
    ("Lắp đặt trạm phát sóng ở các thôn chưa có", "UBND các xã", "Sở Khoa học và Công nghệ", "Tháng 9/2026"),
)


def table(head: list[str], tasks: tuple[tuple[str, ...], ...] = TASKS) -> str:
    rows = ["\n".join([str(number), *row]) for number, row in enumerate(tasks, 1)]
    return "\n".join([*head, "\n\n".join(rows)])


def annex(text: str) -> list[tuple[str, str, list[str], str | None]]:
    """Holder, task, partners and rule of each duty of the annex."""
    found = compile_text(PLAN.format(table=text)).responsibilities[1:]
    return [(duty.holder, duty.text, duty.with_, duty.due.rule if duty.due else None) for duty in found]


READ = [
    ("Công an tỉnh", TASKS[0][0], ["Các sở, ban, ngành"], "continuous"),
    ("Sở Tư pháp", TASKS[1][0], ["Các sở, ban, ngành và địa phương"], "yearly"),
    ("Sở Nội vụ", TASKS[2][0], ["Các sở, ban, ngành"], "by:2026-06-30"),
    ("UBND các xã", TASKS[3][0], ["Sở Khoa học và Công nghệ"], "period:2026-09-01..2026-09-30"),
]


def test_a_head_in_words_that_nobody_knows_costs_no_row_its_holder() -> None:
    assert annex(table(["Làm những", "Ở đâu lo", "Với ai nữa", "Chừng nào"])) == READ


def test_a_table_that_lost_its_head_is_read_by_its_rows() -> None:
    assert annex(table([])) == READ


def test_a_column_of_partners_is_no_heading_of_the_time_below_it() -> None:
    texts = [text for _, text, _, _ in annex(table([]))]
    assert not {"Thường xuyên", "Hằng năm"} & set(texts)


def test_a_body_whose_name_opens_like_an_act_is_no_end_of_the_task() -> None:
    audit = ("Lập kế hoạch thanh tra việc dùng kinh phí.", "Thanh tra tỉnh", "Các sở, ban, ngành", "Hằng năm")
    head = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    assert annex(table(head, (*TASKS, audit)))[-1] == ("Thanh tra tỉnh", audit[0], ["Các sở, ban, ngành"], "yearly")


def test_a_title_that_opens_with_a_body_heads_a_column_of_its_own() -> None:
    head = ["TT", "Tên nhiệm vụ", "Sở, ngành chủ trì tham mưu", "Đơn vị phối hợp", "Thời gian thực hiện", "Ghi chú"]
    assert annex(table([*head, "(1)", "(2)", "(3)", "(4)", "(5)"])) == READ
    assert annex(table(head)) == READ


def test_numbered_headings_with_lists_below_stay_headings() -> None:
    text = "\n".join(
        f"{n}\n{body}\n- Tuyên truyền về Kế hoạch này.\n- Báo cáo kết quả."
        for n, (_, body, _, _) in enumerate(TASKS, 1)
    )
    assert {text for _, text, _, _ in annex(text)} == {"Tuyên truyền về Kế hoạch này.", "Báo cáo kết quả."}
