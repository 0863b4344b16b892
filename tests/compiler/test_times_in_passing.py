"""Times that a sentence names in passing, without "trước" or "trong": in its due, never in the name of whom it goes to."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, PlanHead
from compiler.rounds.regime import draft_regime
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 14/KH-UBND
Hòa An, ngày 03 tháng 02 năm 2026

KẾ HOẠCH
Dọn dẹp kênh mương năm 2026

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

"""

EVERYWHERE = [
    ("các ngày 05, 06 và 07/02/2026", "period:2026-02-05..2026-02-07"),
    ("ngày 26, 27/02/2026", "period:2026-02-26..2026-02-27"),
    ("các ngày 05, 06 và 09/02/2026", "by:2026-02-05+by:2026-02-06+by:2026-02-09"),
    ("10-12/6/2026", "period:2026-06-10..2026-06-12"),
    ("ngày 10 – 12/6/2026", "period:2026-06-10..2026-06-12"),
    ("ngày 22/4/2026", "by:2026-04-22"),
    ("ngày 22/4", "by:2026-04-22"),
    ("quý II", "period:2026-04-01..2026-06-30"),
    ("quý II, quý III", "period:2026-04-01..2026-09-30"),
    ("quý III/2026", "period:2026-07-01..2026-09-30"),
    ("T4-T5/2026", "period:2026-04-01..2026-05-31"),
    ("từ T4 đến T6/2026", "period:2026-04-01..2026-06-30"),
    ("đầu tháng 4/2026", "period:2026-04-01..2026-04-10"),
    ("tuần thứ ba của tháng 5", "period:2026-05-15..2026-05-21"),
    ("trong tháng 3 và tháng 9", "period:2026-03-01..2026-03-31+period:2026-09-01..2026-09-30"),
    ("trong 05 ngày làm việc kể từ ngày 10/3/2026", "by:2026-03-17"),
    ("sau 01 tháng kể từ ngày 31/01/2026", "by:2026-02-28"),
    ("trước ngày 15 tháng Ba", "by:2026-03-15"),
    ("trước ngày 15 tháng 3, năm 2026", "by:2026-03-15"),
    ("hết ngày 15/3", "by:2026-03-15"),
    ("hạn chót 15/3/2026", "by:2026-03-15"),
    ("các ngày 10, 20 và 30 hằng tháng", "monthly:10+monthly:20+monthly:30"),
    ("mùng 5 hằng tháng", "monthly:05"),
    ("ngày làm việc cuối cùng của tháng", "monthly:31"),
    ("trong tháng 11 hằng năm", "yearly:11-30"),
    ("hằng năm vào tháng 11", "yearly:11-30"),
    ("trong quý I hằng năm", "yearly:03-31"),
    ("6 tháng/lần (20/6 và 20/12)", "half-yearly:06-20,12-20"),
    ("thứ Năm hằng tuần (bắt đầu từ ngày 05/3/2026)", "weekly"),
    ("1 tháng 2 lần", "other"),
]
FIELDS = [
    ("Tháng 3, 6, 9/2026", "period:2026-03-01..2026-03-31+period:2026-06-01..2026-06-30+period:2026-09-01..2026-09-30"),
    ("Tháng 3, 4, 5/2026", "period:2026-03-01..2026-05-31"),
    ("Tháng 3.2026", "period:2026-03-01..2026-03-31"),
    ("Ngày 15 tháng Ba", "by:2026-03-15"),
    ("15 tháng 3 2026", "by:2026-03-15"),
    ("Trong 02 ngày 05/3 và 06/3/2026", "period:2026-03-05..2026-03-06"),
    ("Từ nay đến cuối năm", "by:2026-12-31"),
    ("Quý I hằng năm", "yearly:03-31"),
    ("Từ ngày 05/3/2026", "other"),
    ("Trong 02 ngày, từ ngày 05/3/2026", "within:2d"),
    ("Thứ Năm hằng tuần (bắt đầu từ tuần thứ 2 tháng 3)", "weekly"),
]


def compiled(act: str) -> Compiled:
    return compile_text(f"{HEAD}- {act}\n")


def rule(act: str) -> str | None:
    (duty,) = compiled(act).responsibilities
    return duty.due.rule if duty.due else None


@pytest.mark.parametrize(("said", "expected"), EVERYWHERE)
def test_a_time_is_read_behind_what_takes_place_and_behind_whom_it_goes_to(said: str, expected: str) -> None:
    assert rule(f"Tổ chức nạo vét kênh chính {said}.") == expected
    (sent,) = compiled(f"Gửi sổ mốc về UBND tỉnh {said}.").responsibilities
    assert sent.reports_to == ["UBND tỉnh"]


@pytest.mark.parametrize(("said", "expected"), [*EVERYWHERE, *FIELDS])
def test_a_field_of_time_is_read_alike_with_a_full_stop_and_without(said: str, expected: str) -> None:
    said = said[0].upper() + said[1:]
    for field in (said, f"{said}."):
        found = read_due(field, same_tone(field), year=2026, time=True)
        assert found is not None
        assert found.due.rule == expected


def test_a_field_of_time_in_brackets_within_a_sentence_is_its_time() -> None:
    assert rule("Mở lớp học nghề cho 40 hộ (thời gian: 10-12/6/2026).") == "period:2026-06-10..2026-06-12"
    assert rule("Mở lớp học nghề; thời gian thực hiện: quý III/2026; địa điểm: nhà văn hóa.") == (
        "period:2026-07-01..2026-09-30"
    )


@pytest.mark.parametrize(
    "act",
    [
        "Tổ chức thực hiện Quyết định số 15/QĐ-UBND ngày 12/01/2026.",
        "Thực hiện Công văn của Sở Tài chính ngày 12/01/2026.",
        "Triển khai ý kiến chỉ đạo tại cuộc họp ngày 12/01/2026.",
        "Tổ chức các hoạt động kỷ niệm ngày thành lập 22/4/1946.",
        "Thực hiện tốt công tác sơ kết quý II.",
        "Tổ chức đánh giá kết quả quý II/2026.",
        "Gửi số hồ sơ nhận từ ngày đầu tiên đến ngày cuối cùng của tháng báo cáo.",
        "Thực hiện mức thu mới từ ngày 05/3/2026.",
    ],
)
def test_the_day_of_what_is_cited_kept_or_begun_is_no_due(act: str) -> None:
    assert rule(act) is None


@pytest.mark.parametrize(
    "said", ["ngày thứ Sáu tuần cuối của tháng", "thứ Hai đầu tháng", "trong học kỳ II năm học 2026-2027"]
)
def test_a_time_that_no_rule_can_hold_is_asked_about(said: str) -> None:
    found = compiled(f"Tổ chức nạo vét kênh chính {said}.")
    assert [each.quote for each in found.diagnostics if each.code == "D137"] == [said]


def test_a_day_of_no_calendar_is_asked_about_where_no_word_makes_it_a_deadline() -> None:
    found = compiled("Tổ chức nạo vét kênh chính ngày 31/6/2026.")
    assert [each.quote for each in found.diagnostics if each.code == "D133"] == ["31/6/2026"]


def test_partners_are_not_called_by_the_day() -> None:
    (duty,) = compiled("Phối hợp với Sở Y tế, Sở Tài chính ngày 26, 27/02/2026 kiểm tra kênh.").responsibilities
    assert duty.with_ == ["Sở Y tế", "Sở Tài chính"]


@pytest.mark.parametrize("name", ["Ban Chỉ đạo 35 tỉnh", "Ban Chỉ huy phòng thủ dân sự tỉnh"])
def test_a_name_with_a_figure_stays_whole(name: str) -> None:
    (duty,) = compiled(f"Gửi sổ mốc về {name} trước ngày 15/3.").responsibilities
    assert duty.reports_to == [name]


def weekly(said: str) -> list[tuple[str, str]]:
    """Cut-off and due date of the first two rounds."""
    duties = compiled(f"Báo cáo kết quả về UBND tỉnh {said}.").responsibilities
    head = PlanHead.model_validate({"class": "plan", "year": 2026, "issued_on": "2026-02-03"})
    drafted = draft_regime(head, duties, None, "cchc")
    assert drafted is not None
    return [(str(each.window_to), str(each.due)) for each in drafted.regime.periods[:2]]


def test_a_weekly_report_is_due_on_the_weekday_that_the_text_names_from_the_day_it_names() -> None:
    assert weekly("vào thứ Năm hằng tuần (bắt đầu từ ngày 05/3/2026)") == [
        ("2026-03-04", "2026-03-05"),
        ("2026-03-11", "2026-03-12"),
    ]
    assert weekly("trước 16 giờ thứ Hai hằng tuần")[0] == ("2026-02-08", "2026-02-09")
    assert weekly("thứ Tư hằng tuần (bắt đầu từ tuần thứ 2 tháng 4)")[0] == ("2026-04-07", "2026-04-08")


def test_a_weekly_report_without_a_weekday_keeps_the_customary_one() -> None:
    assert weekly("hằng tuần")[0] == ("2026-02-05", "2026-02-06")
