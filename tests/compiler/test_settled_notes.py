"""A remark goes once the plan file has what it asks for; the days of several reports are read by their names."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.asks.check import check
from compiler.compile import compile_text
from compiler.planfile.compiled import plan_file
from compiler.planfile.model import PlanFile, SourceFile
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Nạo vét kênh mương năm 2026

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

"""


def plan(*acts: str) -> PlanFile:
    text = HEAD + "\n\n".join(f"- {act}" for act in acts) + "\n"
    return plan_file(compile_text(text), SourceFile(file="ke-hoach.txt", sha256="0" * 64))


def codes(file: PlanFile) -> set[str]:
    return {each.code for each in check(file)}


def edited(file: PlanFile, id_: str, **parts: Any) -> PlanFile:
    plain = file.model_dump(by_alias=True)
    for duty in plain["responsibilities"]:
        if duty["id"] == id_:
            duty.update(parts)
    return file.replaced(plain)


DUE = {"text": "trước ngày 15/6", "rule": "by:2026-06-15+by:2026-12-15"}


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("D135", "Hằng quý gửi danh sách ngày 15/12 về huyện."),
        ("D136", "Ra quân cuối tháng 4."),
        ("D142", "Trang trí cờ hoa vào cuối mỗi đợt."),
    ],
)
def test_a_remark_on_a_day_goes_once_the_due_is_written(code: str, act: str) -> None:
    file = plan(act)
    assert code in codes(file)
    assert code not in codes(edited(file, "R1", due=DUE))


def test_a_remark_on_several_duties_stays_until_each_has_been_looked_at() -> None:
    file = plan("Vớt bèo kênh Ba Xã.", "Vớt bèo kênh Bảy Xã.")
    both = file.changed(notes=[{"code": "D135", "says": "R1 (Sở Nội vụ; cùng hạn: R2): …", "about": "R1.due"}])
    assert "D135" in codes(edited(both, "R1", due=DUE))
    assert "D135" not in codes(edited(edited(both, "R1", due=DUE), "R2", due=DUE))


def test_a_report_without_a_recipient_is_not_remarked_on_once_it_has_one() -> None:
    file = plan("Báo cáo kết quả vớt bèo trước ngày 15/6.")
    assert "D111" in codes(file)
    assert "D111" in codes(edited(file, "R1", due=DUE))
    assert "D111" not in codes(edited(file, "R1", reports_to=["Chi cục Thủy lợi"]))


@pytest.mark.parametrize("said", ["Sơ kết 30/6/2026; tổng kết 15/12/2026", "30/6/2026 (sơ kết); 15/12/2026 (tổng kết)", "Giữa kỳ: 30/6/2026; cuối kỳ: 15/12/2026"])  # fmt: skip
def test_a_field_with_two_reports_and_their_days_has_both(said: str) -> None:
    found = read_due(said, same_tone(said), year=2026, time=True)
    assert found is not None and found.due.rule == "by:2026-06-30+by:2026-12-15"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Báo cáo kết quả về Sở Nội vụ: Sơ kết 30/6/2026; tổng kết 15/12/2026.", "by:2026-06-30+by:2026-12-15"),
        ("Gửi báo cáo sơ kết ngày 30/6, báo cáo tổng kết ngày 15/12 về Sở Nội vụ.", "by:2026-06-30+by:2026-12-15"),
        ("Gửi báo cáo đợt 1 (15/6), đợt 2 (15/12) về Sở Nội vụ.", "by:2026-06-15+by:2026-12-15"),
        ("Gửi báo cáo 6 tháng ngày 15/6, báo cáo năm ngày 15/12.", "half-yearly:06-15+yearly:12-15"),
        ("Báo cáo quý I: 15/3; quý II: 15/6; cả năm: 15/12.", "by:2026-03-15+by:2026-06-15+by:2026-12-15"),
    ],
)
def test_days_behind_the_names_of_reports_are_theirs(said: str, rule: str) -> None:
    found = read_due(said, same_tone(said), year=2026)
    assert found is not None and found.due.rule == rule
