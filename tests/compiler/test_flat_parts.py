"""Rows of a flattened table that hold more than one, and heads of it that say more than one row of titles."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled

BEFORE = "KẾ HOẠCH\nHội trồng cây năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
HEAD = "STT|Nhiệm vụ|Cơ quan chủ trì|Thời gian"


def compiled(*cells: str) -> Compiled:
    return compile_text(BEFORE + "\n".join(line for cell in cells for line in cell.split("|")) + "\n")


def told(*cells: str) -> list[tuple[str, str, str]]:
    return [(one.holder, one.text, one.due.text if one.due else "") for one in compiled(*cells).responsibilities]


def asked(found: Compiled, code: str) -> list[str]:
    return [one.quote for one in found.diagnostics if one.code == code]


def test_a_lead_behind_the_time_of_a_row_has_its_task_too() -> None:
    assert told(
        HEAD,
        "1|Ươm cây giống|Sở Y tế|Quý I/2026|Sở Xây dựng|Quý II/2026",
        "2|Trồng cây ven kênh|Sở Nội vụ|Quý III/2026",
        "3|Đếm cây sống|Công an tỉnh|Quý IV/2026",
    ) == [
        ("Sở Y tế", "Ươm cây giống", "Quý I/2026"),
        ("Sở Xây dựng", "Ươm cây giống", "Quý II/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", "Quý III/2026"),
        ("Công an tỉnh", "Đếm cây sống", "Quý IV/2026"),
    ]


def test_a_task_behind_the_time_of_a_row_is_of_the_same_lead() -> None:
    assert told(
        "STT|Cơ quan chủ trì|Nhiệm vụ|Thời gian",
        "1|Sở Y tế|Tổ chức hội thi|Quý I/2026|Tổ chức lễ phát động|Quý II/2026",
        "2|Sở Nội vụ|Trồng cây ven kênh|Quý III/2026",
    ) == [
        ("Sở Y tế", "Tổ chức hội thi", "Quý I/2026"),
        ("Sở Y tế", "Tổ chức lễ phát động", "Quý II/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", "Quý III/2026"),
    ]


def test_letters_alone_on_their_lines_count_rows() -> None:
    assert told(
        f"{HEAD}|Sản phẩm",
        "1|Ươm cây giống|Sở Y tế|Quý I/2026|Báo cáo",
        "a|Phát cây giống cho các thôn|Sở Nội vụ|Quý II/2026|Danh sách",
        "b|Đếm cây giống|Công an tỉnh|Quý III/2026|Báo cáo",
        "2|Trồng cây ven kênh|Sở Xây dựng|Quý IV/2026|Báo cáo",
    ) == [
        ("Sở Y tế", "Ươm cây giống", "Quý I/2026"),
        ("Sở Nội vụ", "Phát cây giống cho các thôn", "Quý II/2026"),
        ("Công an tỉnh", "Đếm cây giống", "Quý III/2026"),
        ("Sở Xây dựng", "Trồng cây ven kênh", "Quý IV/2026"),
    ]


def test_the_last_row_too_is_asked_about_where_it_has_nothing_but_a_title() -> None:
    found = compiled(HEAD, "1|Ươm cây giống|Sở Y tế|Quý I", "2|Trồng cây|Sở Nội vụ|Quý II", "3|Hội thi cây đẹp")
    assert asked(found, "D105") == ["Hội thi cây đẹp"]


@pytest.mark.parametrize("head", ["Thời gian|Nội dung|Đơn vị thực hiện", "Thời gian|Nội dung|Ghi chú|Đơn vị thực hiện"])
def test_a_head_without_number_may_begin_with_the_time(head: str) -> None:
    assert told(
        head, "Tháng 3|Ươm cây giống|Sở Y tế", "Tháng 5|Trồng cây|Sở Nội vụ", "Tháng 9|Đếm cây|Công an tỉnh"
    ) == [
        ("Sở Y tế", "Ươm cây giống", "Tháng 3"),
        ("Sở Nội vụ", "Trồng cây", "Tháng 5"),
        ("Công an tỉnh", "Đếm cây", "Tháng 9"),
    ]


def test_the_first_cell_of_a_row_may_be_merged_with_the_one_above() -> None:
    found = compiled(
        "Cơ quan, đơn vị|Nhiệm vụ được giao|Thời hạn",
        "Sở Y tế|Ươm cây giống|31/3/2026",
        "Tổ chức hội thi|30/4/2026",
        "Sở Nội vụ|Trồng cây ven kênh|30/6/2026",
        "UBND các xã, phường|Tưới cây|Thường xuyên",
    )
    assert [(one.holder, one.text, one.due and one.due.text) for one in found.responsibilities] == [
        ("Sở Y tế", "Ươm cây giống", "31/3/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", "30/6/2026"),
        ("UBND các xã, phường", "Tưới cây", "Thường xuyên"),
    ]
    assert asked(found, "D105") == ["Tổ chức hội thi"]


def test_who_attends_does_not_lead() -> None:
    assert told(
        "Thời gian|Nội dung công việc|Chủ trì|Thành phần",
        "Ngày 10/3/2026|Họp ban tổ chức|Phòng Văn hóa - Xã hội|Các thôn",
        "Ngày 15/3/2026|Ra quân trồng cây|Đoàn Thanh niên|Toàn dân",
        "Ngày 20/3/2026|Tổng kết|Văn phòng HĐND và UBND|Các ban, ngành",
    ) == [
        ("Phòng Văn hóa - Xã hội", "Họp ban tổ chức", "Ngày 10/3/2026"),
        ("Đoàn Thanh niên", "Ra quân trồng cây", "Ngày 15/3/2026"),
        ("Văn phòng HĐND và UBND", "Tổng kết", "Ngày 20/3/2026"),
    ]


def test_titles_that_stand_over_two_others_head_no_column() -> None:
    found = compiled(
        "STT|Nhiệm vụ|Phân công thực hiện|Thời gian|Chủ trì|Phối hợp|Bắt đầu|Kết thúc",
        "1|Ươm cây giống|Sở Y tế|Sở Tư pháp|01/01/2026|31/3/2026",
        "2|Trồng cây ven kênh|Sở Nội vụ|Công an tỉnh|01/4/2026|30/6/2026",
    ).responsibilities
    assert [(one.holder, one.with_, one.due and one.due.text) for one in found] == [
        ("Sở Y tế", ["Sở Tư pháp"], "31/3/2026"),
        ("Sở Nội vụ", ["Công an tỉnh"], "30/6/2026"),
    ]


def test_marks_of_quarters_that_lost_their_columns_are_no_part_of_a_name_and_are_asked_about() -> None:
    found = compiled(
        "STT|Nhiệm vụ|Cơ quan chủ trì|Năm 2026|Quý 1|Quý 2|Quý 3|Quý 4",
        "1|Ươm cây giống|Sở Y tế|x",
        "2|Trồng cây ven kênh|Sở Nội vụ|15|2.500",
    )
    assert [(one.holder, one.text) for one in found.responsibilities] == [
        ("Sở Y tế", "Ươm cây giống"),
        ("Sở Nội vụ", "Trồng cây ven kênh"),
    ]
    assert len(asked(found, "D137")) == 2


def test_a_time_that_says_nothing_is_not_asked_about_as_one_that_no_calendar_has() -> None:
    found = compile_text(
        BEFORE
        + "| STT | Nội dung | Đơn vị thực hiện | Thời gian |\n| 1 | Ươm cây | Sở Y tế | … |\n| 2 | Trồng cây | Sở Nội vụ | |\n"
    )
    assert asked(found, "D137") == []


def test_parts_that_lost_the_columns_of_their_bodies_are_asked_about() -> None:
    found = compiled(
        "STT|Nhiệm vụ|Sở Y tế|Sở Nội vụ|Sở Xây dựng|Công an tỉnh|Thời gian",
        "1|Ươm cây giống|CT|PH|PH|Quý I",
        "2|Trồng cây ven kênh|PH|CT|PH|Quý II",
        "3|Đếm cây sống|CT|PH|Quý III",
    )
    assert asked(found, "D109") == ["Sở Y tế"]


def test_a_head_that_a_new_page_says_again_without_the_columns_numbers_is_no_row() -> None:
    head = "STT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian"
    assert told(
        f"{head}|(1)|(2)|(3)|(4)|(5)",
        "1|Ươm cây giống|Sở Y tế|Sở Tư pháp|Quý I/2026",
        head,
        "2|Trồng cây ven kênh|Sở Nội vụ|Sở Tư pháp|Quý III/2026",
        f"{head}|(1)|(2)|(3)|(4)|(5)",
        "3|Đếm cây sống|Công an tỉnh|Sở Tư pháp|Quý IV/2026",
    ) == [
        ("Sở Y tế", "Ươm cây giống", "Quý I/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", "Quý III/2026"),
        ("Công an tỉnh", "Đếm cây sống", "Quý IV/2026"),
    ]


def piped(*rows: str) -> list[tuple[str, str, list[str], str]]:
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n").responsibilities
    return [(one.holder, one.text, one.with_, one.due.text if one.due else "") for one in found]


def test_a_column_for_leads_and_partners_together_is_the_leads_column() -> None:
    assert piped(
        "STT | Nội dung | Cơ quan chủ trì, phối hợp | Thời gian",
        "1 | Ươm cây giống | Sở Y tế chủ trì; Sở Tư pháp, Công an tỉnh phối hợp | Quý I",
        "2 | Trồng cây | Chủ trì: Sở Nội vụ; Phối hợp: Sở Y tế | Quý II",
        "3 | Đếm cây | Sở Xây dựng (chủ trì), Sở Y tế (phối hợp) | Quý III",
    ) == [
        ("Sở Y tế", "Ươm cây giống", ["Sở Tư pháp", "Công an tỉnh"], "Quý I"),
        ("Sở Nội vụ", "Trồng cây", ["Sở Y tế"], "Quý II"),
        ("Sở Xây dựng", "Đếm cây", ["Sở Y tế"], "Quý III"),
    ]


def test_the_day_on_which_a_task_ends_is_when_it_is_due() -> None:
    assert piped(
        "STT | Nội dung | Chủ trì | Thời gian bắt đầu | Kết thúc",
        "1 | Ươm cây giống | Sở Y tế | 01/01/2026 | 31/3/2026",
    ) == [("Sở Y tế", "Ươm cây giống", [], "31/3/2026")]


def test_the_columns_numbers_do_not_keep_broken_rows_apart() -> None:
    assert piped(
        "STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian",
        "(1) | (2) | (3) | (4)",
        "1 | Ươm cây giống | Sở Y tế | Quý I",
        "2 | Trồng cây ven kênh và các | Sở Văn hóa, Thể thao | Quý II",
        " | tuyến đường của thôn | và Du lịch | ",
        "3 | Đếm cây | Sở Xây dựng | Quý III",
    )[1] == ("Sở Văn hóa, Thể thao và Du lịch", "Trồng cây ven kênh và các tuyến đường của thôn", [], "Quý II")


def test_a_sum_below_the_tasks_is_nobody_s_task() -> None:
    assert [
        text
        for _, text, _, _ in piped(
            "STT | Nội dung | Thành tiền | Đơn vị thực hiện | Thời gian",
            "1 | In sổ tay | 10.000.000 | Sở Y tế | Quý I",
            "2 | Tổ chức hội thi | 50.000.000 | Sở Nội vụ | Quý II",
            " | Tổng cộng | 60.000.000 | | ",
        )
    ] == ["In sổ tay", "Tổ chức hội thi"]


def test_a_head_that_names_a_class_of_bodies_is_no_row_to_ask_about() -> None:
    rows = ("Cơ quan, đơn vị | Nhiệm vụ được giao | Thời hạn", "Sở Y tế | Ươm cây giống | 31/3/2026")
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n")
    assert asked(found, "D116") == []


def test_columns_before_the_task_s_are_its_own_where_no_number_stands() -> None:
    assert piped(
        "Cơ quan phối hợp | Thời gian | Nhiệm vụ | Cơ quan chủ trì | Ghi chú",
        "Sở Tư pháp | Quý I | Ươm cây giống | Sở Y tế | ",
        " | Hằng quý | Hội nghị giao ban | Sở Nội vụ | ",
        "Công an tỉnh | Quý II | Trồng cây | Sở Xây dựng | ",
    ) == [
        ("Sở Y tế", "Ươm cây giống", ["Sở Tư pháp"], "Quý I"),
        ("Sở Nội vụ", "Hội nghị giao ban", [], "Hằng quý"),
        ("Sở Xây dựng", "Trồng cây", ["Công an tỉnh"], "Quý II"),
    ]


def test_a_task_alone_in_the_last_row_is_asked_about() -> None:
    rows = ("Nhiệm vụ | Cơ quan chủ trì | Sản phẩm", "Ươm cây giống | Sở Y tế | Báo cáo", "Tổ chức hội thi | | ")
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n")
    assert asked(found, "D105") == ["Tổ chức hội thi"]
