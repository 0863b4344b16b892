"""Who is told in the list of recipients, in a table's cell, at the lowest level, behind 'Đối với' or 'trong đó'; and lines
that tell nobody."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

HEAD = "KẾ HOẠCH\n\nLÀM SẠCH BỜ BIỂN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Biển sạch.\n\n"
ASSIGNS = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n"
THEME = HEAD + "II. NỘI DUNG\n\n1. Công tác vệ sinh\n\n- {}\n\nIII. TỔ CHỨC THỰC HIỆN\n\n- Sở Nội vụ khen thưởng.\n"
ROWS = (
    "| STT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | {} | Sở Xây dựng | Quý I/2026 |\n"
    "| 2 | Khen thưởng | Sở Nội vụ | Quý II/2026 |\n"
)


def loud(read: Compiled) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in read.diagnostics if one.source and one.severity is not Severity.INFO]


def told(body: str) -> list[tuple[str, bool, str | None]]:
    duties = compile_text(body).responsibilities
    return [(duty.holder, duty.requested, duty.due.rule if duty.due else None) for duty in duties]


def noted(line: str) -> list[str]:
    read = compile_text(f"{ASSIGNS}1. Sở Nội vụ\n\n- Khen thưởng.\n\nNơi nhận:\n- Như trên;\n- {line};\n- Lưu: VT.\n")
    return [message for code, message in loud(read) if code == "D101"]


@pytest.mark.parametrize(
    "line",
    [
        "Sở Y tế (để khám sức khỏe cho ngư dân trước ngày 20/7/2026)",
        "Sở Tài chính (để bố trí kinh phí mua phao)",
        "Báo Hòa An (đăng tin trước ngày 15/6/2026)",
    ],
)
def test_a_task_noted_beside_a_recipient_is_asked_about(line: str) -> None:
    assert [line.split(" (")[0] in message for message in noted(line)] == [True]


@pytest.mark.parametrize(
    "line",
    ["Sở Y tế (để phối hợp thực hiện)", "Văn phòng Chính phủ (Cục Kiểm soát thủ tục hành chính)", "Sở Y tế (b/c)"],
)
def test_why_a_copy_is_sent_is_no_task(line: str) -> None:
    assert noted(line) == []


@pytest.mark.parametrize(
    ("said", "other", "code"),
    [
        ("Sở Công Thương dự trù nhiên liệu cho tàu thu gom.", "Sở Công Thương", "D128"),
        ("Trạm Y tế xã cùng Hội Chữ thập đỏ xã khám bệnh cho người cao tuổi.", "Hội Chữ thập đỏ xã", "D128"),
        ("Tổ chức dọn rác bãi biển; Sở Tài chính giải ngân vốn trước ngày 15/5/2026.", "Sở Tài chính", "D113"),
        ("Thành lập 02 đoàn, trong đó Sở Y tế làm trưởng đoàn 1.", "Sở Y tế", "D113"),
    ],
)
def test_a_cell_that_tells_another_body_than_its_row_s_lead_is_kept_and_asked_about(
    said: str, other: str, code: str
) -> None:
    read = compile_text(ASSIGNS + ROWS.format(said))
    assert said in [duty.text for duty in read.responsibilities]
    assert [other in message for found, message in loud(read) if found == code] == [True]


@pytest.mark.parametrize(
    ("said", "duty"),
    [
        ("Chi bộ khu phố cử 02 đảng viên trực chốt trước ngày 10/4/2026.", ("Chi bộ khu phố", False, "by:2026-04-10")),
        ("Tổ dân phố nhắc các hộ phân loại rác hằng tuần.", ("Tổ dân phố", False, "weekly")),
        ("Chi đoàn thanh niên thôn dọn kênh mương hằng tuần.", ("Chi đoàn thanh niên thôn", False, "weekly")),
        (
            "Trạm Y tế xã cùng Hội Chữ thập đỏ xã khám bệnh hằng tuần.",
            ("Trạm Y tế xã cùng Hội Chữ thập đỏ xã", False, "weekly"),
        ),
        (
            "Đối với Sở Tài chính, đề nghị ứng vốn mua phao trước ngày 12/4/2026.",
            ("Sở Tài chính", True, "by:2026-04-12"),
        ),
        ("Ngày 03/6/2026, Sở Y tế khám bệnh cho ngư dân.", ("Sở Y tế", False, "by:2026-06-03")),
        (
            "Phòng Giáo dục thường xuyên và Giáo dục nghề nghiệp rà soát hồ sơ trước ngày 12/4/2026.",
            ("Phòng Giáo dục thường xuyên và Giáo dục nghề nghiệp", False, "by:2026-04-12"),
        ),
    ],
)
def test_a_small_or_joined_or_asked_body_is_the_holder_by_its_whole_name(
    said: str, duty: tuple[str, bool, str | None]
) -> None:
    assert told(f"{ASSIGNS}- {said}\n- Sở Nội vụ khen thưởng.\n")[0] == duty


def test_whom_a_theme_asks_behind_towards_has_the_duty() -> None:
    body = THEME.format("Đối với Sở Tài chính, đề nghị ứng vốn mua phao trước ngày 12/4/2026.")
    assert ("Sở Tài chính", True, "by:2026-04-12") in told(body)


def test_each_of_those_counted_behind_among_them_has_a_duty_and_its_own_day() -> None:
    said = "Sở Nội vụ thành lập 02 tổ, trong đó Sở Y tế phụ trách tổ 1 và Công an tỉnh phụ trách tổ 2 trước ngày 15/3/2026."
    assert told(f"{ASSIGNS}- {said}\n") == [
        ("Sở Nội vụ", False, None),
        ("Sở Y tế", False, None),
        ("Công an tỉnh", False, "by:2026-03-15"),
    ]


def test_those_told_in_a_task_without_a_doer_have_their_duties_and_the_doer_is_asked_for() -> None:
    said = "Thành lập 02 đoàn kiểm tra, trong đó Sở Y tế làm trưởng đoàn 1 và Công an tỉnh làm trưởng đoàn 2 trước ngày 15/3/2026."
    read = compile_text(f"{ASSIGNS}- {said}\n- Sở Nội vụ khen thưởng.\n")
    duties = [(duty.holder, duty.due.rule if duty.due else None) for duty in read.responsibilities]
    assert duties == [("Sở Y tế", None), ("Công an tỉnh", "by:2026-03-15"), ("Sở Nội vụ", None)]
    asked = [one.source for one in read.diagnostics if one.code == "D102" and one.source]
    assert [read.text[one.start : one.end] for one in asked] == ["Thành lập 02 đoàn kiểm tra"]


@pytest.mark.parametrize("name", ["BGH", "BCĐ tỉnh"])
def test_a_board_by_its_letters_is_a_recipient(name: str) -> None:
    read = compile_text(f"{ASSIGNS}- Các tổ chuyên môn gửi kế hoạch về {name} trước ngày 12/4/2026.\n")
    assert [duty.reports_to for duty in read.responsibilities] == [[name]]


@pytest.mark.parametrize(
    "line",
    [
        "Tổ tư vấn tâm lý: cô Nguyễn Thị An, thầy Trần Văn Bình.",
        "Tổ kiểm tra: đ/c Lê Văn Cảnh (tổ trưởng), đ/c Phạm Thị Dung (thư ký).",
        "Tổ bảo vệ gồm: ông Lê Văn Cảnh, bà Phạm Thị Dung - Kế toán.",
        "Thành viên: thầy Trần Văn Bình, Trạm Y tế xã.",
    ],
)
def test_who_sits_in_a_team_is_no_duty_and_no_question(line: str) -> None:
    read = compile_text(f"{ASSIGNS}- {line}\n- Sở Nội vụ khen thưởng.\n")
    assert [duty.holder for duty in read.responsibilities] == ["Sở Nội vụ"]
    assert loud(read) == []


def test_whoever_does_an_act_by_name_is_no_member_of_a_team() -> None:
    read = compile_text(
        f"{ASSIGNS}- Soạn đề thi học kỳ: cô Nguyễn Thị An, thầy Trần Văn Bình.\n- Sở Nội vụ khen thưởng.\n"
    )
    assert [code for code, _ in loud(read)] == ["D102"]


def test_a_day_in_the_field_of_the_holder_is_a_time_and_no_holder() -> None:
    fields = "1. Chấm thi viết.\n- Cơ quan chủ trì: Sở Nội vụ.\n- Thực hiện: Ngày 03 và 04/6/2026.\n"
    assert {holder for holder, _, _ in told(f"{HEAD}II. LỊCH\n\n{fields}")} == {"Sở Nội vụ"}
