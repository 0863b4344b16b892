"""Months by name, days without a month, semesters, times of day and week: each is read, whole, or asked about."""

from __future__ import annotations

import pytest

from compiler.result import Severity
from compiler.text.manuscript import same_tone
from compiler.when.due import FoundDue, read_due
from tests.compiler.test_days_of_a_duty import compiled


def read(text: str, *, time: bool = False) -> FoundDue | None:
    return read_due(text, same_tone(text), year=2026, time=time)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tổ chức đua thuyền vào 4/2026 tại bến chợ.", "period:2026-04-01..2026-04-30"),
        ("Đắp xong bờ bao trong 10/2026.", "by:2026-10-31"),
        ("Tổ chức đua thuyền vào tháng Tư năm 2026 tại bến chợ.", "period:2026-04-01..2026-04-30"),
        ("Hoàn thành việc cắm mốc trong tháng Mười một.", "by:2026-11-30"),
        ("Tổ chức lễ ra quân sáng ngày 12 tháng Tư.", "by:2026-04-12"),
        ("Tổ chức lễ ra quân ngày 12 tháng 4 2026.", "by:2026-04-12"),
        ("Tổ chức lễ ra quân ngày 12 tháng 4.", "by:2026-04-12"),
        ("Hằng tháng, 12 thôn lập sổ rồi gửi huyện trước ngày 25.", "monthly:25"),
        ("Tổ chức đua thuyền từ tháng Tư đến tháng Sáu năm 2026.", "period:2026-04-01..2026-06-30"),
        (
            "Tổ chức đua thuyền trong tháng Tư và tháng Mười.",
            "period:2026-04-01..2026-04-30+period:2026-10-01..2026-10-31",
        ),
        ("Mở lớp lặn trong nửa đầu tháng Năm.", "period:2026-05-01..2026-05-15"),
        (
            "Mở 03 lớp tập huấn: tháng 4, tháng 7 và tháng 9.",
            "period:2026-04-01..2026-04-30+period:2026-07-01..2026-07-31+period:2026-09-01..2026-09-30",
        ),
        ("Gửi báo cáo vào ngày 30/9 về huyện.", "by:2026-09-30"),
        ("Tổ chức đua thuyền trong 2 ngày 15, 16/5/2026 tại bến.", "period:2026-05-15..2026-05-16"),
        ("Tổ chức 02 đợt: 16-18/10 và 13-15/11/2027.", "period:2027-10-16..2027-10-18+period:2027-11-13..2027-11-15"),
        ("Hoàn thành đắp đê trong 100 ngày.", "within:100d"),
        ("Lấy mẫu nước nửa tháng một lần.", "other"),
        ("Báo cáo quý chậm nhất ngày 10 tháng sau quý.", "quarterly"),
        ("Lập lộ trình chi tiết theo tuần, gửi huyện chậm nhất ngày 17/7/2026.", "by:2026-07-17"),
    ],
)
def test_a_month_by_name_or_number_alone_is_read_in_a_sentence(text: str, rule: str) -> None:
    found = read(text)
    assert found is not None and found.due.rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị định 03/2026/NĐ-CP trong 03/2026/QĐ.",
        "Ôn tập học kỳ I.",
        "Báo cáo kết quả học kỳ I.",
        "Quản lý hệ thống camera số 24/7.",
        "Lập phương án ứng phó khi có bão xảy ra.",
        "Chỉ đạo nêu tại phiên họp thường kỳ tháng 5/2026.",
        "Hỗ trợ 02 triệu đồng/tháng cho mỗi đội.",
    ],
)
def test_figures_and_words_like_these_say_no_time(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "said", "rule"),
    [
        ("Đo mực nước vào thứ Ba và thứ Sáu hằng tuần, ghi sổ.", "vào thứ Ba và thứ Sáu hằng tuần", "weekly"),
        ("Gửi sổ định kỳ thứ Ba hằng tuần.", "định kỳ thứ Ba hằng tuần", "weekly"),
        ("Cập nhật hằng tuần (trước 15 giờ thứ Tư) lên bảng chung.", "hằng tuần (trước 15 giờ thứ Tư)", "weekly"),
        ("Trực bến 24/24 giờ tại trạm.", "24/24 giờ", "continuous"),
        ("Duy trì đường dây nóng hoạt động 24/7.", "24/7", "continuous"),
        ("Đo độ mặn ngày 03 lần, báo người dân.", "ngày 03 lần", "continuous"),
        ("Dọn bến mỗi tháng 01 lần.", "mỗi tháng 01 lần", "monthly"),
        ("Đăng tối thiểu 03 tin, bài/tháng trên cổng.", "tối thiểu 03 tin, bài/tháng", "monthly"),
        ("Canh gác trong suốt thời gian đua thuyền, cứu hộ kịp thời.", "trong suốt thời gian đua thuyền", "continuous"),
        ("Phổ biến trong sinh hoạt định kỳ tháng 4/2026.", "trong sinh hoạt định kỳ tháng 4/2026", "period:2026-04-01..2026-04-30"),
        ("Vét kênh đợt 1 đến ngày 10/4/2026, đợt 2 đến ngày 15/9/2026.", "đợt 1 đến ngày 10/4/2026, đợt 2 đến ngày 15/9/2026", "by:2026-04-10+by:2026-09-15"),
        ("Khi chưa có bão, thứ Ba hằng tuần; khi có bão, trước 9 giờ hằng ngày.", "Khi chưa có bão, thứ Ba hằng tuần; khi có bão, trước 9 giờ hằng ngày", "weekly+daily:09:00"),
        ("Phát hằng ngày trong các tháng 6, 7 và 8 năm 2026.", "hằng ngày trong các tháng 6, 7 và 8 năm 2026", "continuous+period:2026-06-01..2026-08-31"),
        ("Cử thợ lặn khi có đề nghị.", "khi có đề nghị", "on-demand"),
        ("Huyện cấp bổ sung dầu khi có bão xảy ra.", "khi có bão xảy ra", "other"),
        ("Phát giấy mời trước 05 ngày tổ chức hội đua.", "trước 05 ngày tổ chức hội đua", "other"),
        ("Treo đèn trước Tết Nguyên đán Bính Ngọ.", "trước Tết Nguyên đán Bính Ngọ", "other"),
    ],
)  # fmt: skip
def test_a_time_is_quoted_whole(text: str, said: str, rule: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.due.text, found.due.rule) == (said, rule)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("02 đợt: 16-18/01 và 13-15/02/2027", "period:2027-01-16..2027-01-18+period:2027-02-13..2027-02-15"),
        ("Theo đề nghị cấp trên", "on-demand"),
        ("Thực hiện thường xuyên", "continuous"),
        ("Hằng ngày, cao điểm 16h30-18h30", "continuous"),
    ],
)
def test_a_field_of_time_is_quoted_whole(text: str, rule: str) -> None:
    found = read(text, time=True)
    assert found is not None
    assert (found.due.text, found.due.rule) == (text, rule)


@pytest.mark.parametrize(
    ("act", "code", "quote"),
    [
        ("Gửi sổ mốc về huyện trước ngày 25.", "D137", "trước ngày 25"),
        ("Gửi sổ mốc trước ngày 25 để tổng hợp.", "D137", "trước ngày 25"),
        ("Mở lớp bơi học kỳ I.", "D137", "học kỳ I"),
        ("Hằng quý gửi sổ mốc về huyện trước ngày 25.", "D135", "25"),
        ("Gửi sổ quý về huyện trước ngày 05 tháng đầu quý sau.", "D135", "05"),
        ("Gửi sổ quý về huyện chậm nhất ngày 10 tháng sau quý.", "D135", "10"),
        ("Gửi sổ mốc trước 10h sáng thứ Hai tuần kế tiếp.", "D137", "trước 10h sáng thứ Hai tuần kế tiếp"),
        ("Thả cá trước rằm tháng Bảy.", "D137", "trước rằm tháng Bảy"),
        ("Hoàn thành sửa lớp trong năm học 2026-2027.", "D137", "trong năm học 2026-2027"),
        ("Tổ chức đua thuyền vào dịp 02/9/2026.", "D137", "vào dịp 02/9/2026"),
        ("Gửi báo cáo ngày 15 tháng Ba về huyện.", "D135", "15 tháng Ba"),
        ("Xây kè trước ngày 31 tháng Sáu.", "D133", "31 tháng Sáu"),
    ],
)
def test_a_day_without_its_month_or_of_no_calendar_is_asked_about_once(act: str, code: str, quote: str) -> None:
    found = [one for one in compiled(act).diagnostics if "D133" <= one.code <= "D137"]
    assert [(one.code, one.quote) for one in found] == [(code, quote)]
    assert found[0].severity == (Severity.WARNING if code == "D135" else Severity.QUESTION)


@pytest.mark.parametrize(
    "act",
    [
        "Nộp sổ trước ngày 25 hằng tháng.",
        "Hằng tháng nộp sổ mốc trước ngày 25.",
        "Nộp sổ chậm nhất ngày 20 của tháng cuối quý.",
        "Nộp sổ trước ngày 10, 20 và 30/6.",
    ],
)
def test_a_day_of_every_month_is_not_asked_about(act: str) -> None:
    assert not [one for one in compiled(act).diagnostics if "D133" <= one.code <= "D137"]
