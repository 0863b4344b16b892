"""Whatever way a clerk writes a time, in a sentence, at its head, in a field or in a cell: it is a due or it is told of."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.grammar import load
from compiler.result import Compiled, Severity
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
TABLE = """- Phối hợp thực hiện Kế hoạch.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Kênh

PHỤ LỤC
DANH MỤC NHIỆM VỤ

| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian thực hiện |
|---|---|---|---|
| 1 | Đo cao trình đáy kênh Bảy Xã | Sở Nội vụ | {Said} |
| 2 | Đo cao trình đáy kênh Tám Xã | Sở Nội vụ | {Said} |
"""
PLACES = (
    "- Đo cao trình đáy kênh Bảy Xã {said}.\n",
    "- Gửi báo cáo kết quả đo kênh Bảy Xã về Chi cục Thủy lợi {said}.\n",
    "- Gửi danh sách kênh Bảy Xã {said} để Chi cục Thủy lợi tổng hợp.\n",
    "- {Said}, kiểm tra cao trình đáy kênh Bảy Xã.\n",
    "- Vớt bèo trên kênh Ba Xã.\n\n- Kiểm tra lòng kênh Bảy Xã. Thời gian: {Said}.\n",
    TABLE,
)
SAID = """trong tháng 13/2026|sau 05 ngày|vào cuối mỗi đợt|đầu tháng 4|cuối tháng 4|trung tuần tháng 4|hạ tuần tháng 4/2026
sau khi kết thúc đợt đo|khi có yêu cầu của Chủ tịch UBND tỉnh|trước kỳ họp HĐND cuối năm|trong 48 giờ|trước kỳ họp thứ 10
48 giờ sau khi nhận được tin|trước 17 giờ ngày 20/3|chậm nhất sau 03 ngày làm việc|kể từ ngày ký|kể từ ngày 01/4/2026
trước mỗi kỳ họp|trước mỗi đợt đo 05 ngày|xong trong tháng 5|không quá 10 ngày|không quá 24 giờ|muộn nhất cuối tháng 6
ngay sau khi ban hành|ngay sau hội nghị|định kỳ vào ngày 15|định kỳ vào thứ Sáu|định kỳ vào cuối quý|định kỳ 2 tuần một lần
trong 10 ngày đầu tháng 5|trong tuần thứ hai của tháng 5|trong nửa đầu tháng 5|trong quý II và quý III|trong quý cuối năm
trước tháng 6|trước quý III|trước năm 2027|trước ngày khai giảng năm học mới|trước kỳ nghỉ lễ 30/4 và 01/5|trước giờ làm việc
trước 10 giờ thứ Hai|trước hội nghị sơ kết 05 ngày|chậm nhất 30 ngày trước ngày bầu cử|hoàn thành trong quý|từ tháng 3
từ tháng 3 đến tháng 6|từ ngày 01/3|từ ngày ban hành Kế hoạch|kể từ khi nhận được văn bản|sau 03 tháng triển khai
sau khi có kết quả thanh tra|sau mỗi đợt đo|sau ngày 15/6|sau mỗi quý|sau khi được phê duyệt 10 ngày|sớm nhất có thể
trong thời gian sớm nhất|đúng thời hạn|theo tiến độ|theo lịch của Ban Chỉ đạo|vào dịp 30/4|vào đầu quý|vào cuối kỳ
02 tuần/lần|06 giờ/lần|mỗi năm 2 đợt|đợt 1 tháng 4, đợt 2 tháng 9|trong 02 ngày 15, 16/4|ngày 15-16/4/2026|15/4|Quý II
khi cần thiết|khi có phát sinh|khi kết thúc chiến dịch|nếu có phát sinh|ngay khi có sự cố|ngay trong ngày|trong giờ hành chính
trong buổi sáng ngày 15/4|trong tuần|trong năm|dịp hè|hè năm 2026|mùa khô năm 2026|nhân ngày hội đua|cuối năm|giữa năm
đến hết quý II|đến hết ngày 30/6/2026|xong trước 30/6|muộn nhất là ngày 30/6/2026|trước ngày 31/4|trước ngày 15
chậm nhất vào ngày 10 tháng đầu tiên của quý sau|trước ngày 05 hằng tháng, riêng tháng 5 trước ngày 10|trong vòng 24h
vào 8h sáng thứ Hai|trước 17h ngày thứ Sáu|bắt đầu từ quý II|trước khi ban hành|sau hội nghị|sau một năm thực hiện"""


def compiled(place: str, said: str) -> Compiled:
    return compile_text(HEAD + place.format(said=said, Said=said[0].upper() + said[1:]))


@pytest.mark.parametrize("said", [said for line in SAID.splitlines() for said in line.split("|")])
def test_a_time_is_a_due_or_is_told_of_wherever_it_stands(said: str) -> None:
    for place in PLACES:
        found = compiled(place, said)
        (duty,) = [each for each in found.responsibilities if "kênh Bảy Xã" in each.text]
        told = [each for each in found.diagnostics if (each.about or "").startswith(f"{duty.id}.")]
        assert duty.due is not None or told, place


@pytest.mark.parametrize("line", load("times")["unread"], ids=lambda line: line["teaches"])
def test_a_phrase_that_no_rule_reads_is_quoted_whole(line: dict[str, str | bool]) -> None:
    said = str(line["teaches"])
    found = compiled("- Trang trí cờ hoa {said}.\n", said)
    one = next(each for each in found.diagnostics if each.code == "D142")
    assert one.quote == said
    assert one.severity is (Severity.WARNING if line["sure"] else Severity.INFO)


@pytest.mark.parametrize(
    "act",
    [
        "Trang trí cờ hoa theo Kế hoạch số 15/KH-UBND ngày 15/4/2025 của Ủy ban nhân dân tỉnh.",
        "Trang trí cờ hoa ở 2/3 số xã.",
        "Quản lý sau cai tại thôn, bản.",
        "Kịp thời trang trí cờ hoa phía trước trụ sở.",
        "Trang trí cờ hoa trước ngày 15/4.",
    ],
)
def test_what_says_no_time_and_what_a_rule_reads_are_not_told_of(act: str) -> None:
    assert "D142" not in {each.code for each in compiled(f"- {act}\n", "x").diagnostics}


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Đầu tháng 4", "01..2026-04-10"),
        ("Thượng tuần tháng 4", "01..2026-04-10"),
        ("10 ngày đầu tháng 4", "01..2026-04-10"),
        ("Giữa tháng 4", "11..2026-04-20"),
        ("Trung tuần tháng 4/2026", "11..2026-04-20"),
        ("Cuối tháng 4", "21..2026-04-30"),
        ("Hạ tuần tháng 4 năm 2026", "21..2026-04-30"),
        ("Nửa đầu tháng 4", "01..2026-04-15"),
        ("Nửa cuối tháng 4", "16..2026-04-30"),
        ("Tuần đầu tháng 4", "01..2026-04-07"),
        ("Tuần thứ hai của tháng 4", "08..2026-04-14"),
        ("Tuần cuối tháng 4", "24..2026-04-30"),
        ("Hai tuần đầu tháng Tư", "01..2026-04-14"),
        ("Trong tháng 4", "01..2026-04-30"),
    ],
)
def test_a_part_of_a_month_is_not_the_whole_of_it(said: str, days: str) -> None:
    for text, time in ((said, True), (f"Tổ chức ra quân {said.lower()}.", False)):
        found = read_due(text, same_tone(text), year=2026, time=time)
        assert found is not None and found.due.rule == f"period:2026-04-{days}"


def test_what_a_vague_part_of_a_month_was_taken_for_is_told() -> None:
    (one,) = [each for each in compiled("- Ra quân {said}.\n", "cuối tháng 4").diagnostics if each.code == "D136"]
    assert one.quote == "cuối tháng 4" and "21/04/2026 - 30/04/2026" in one.message


@pytest.mark.parametrize("said", ["trong tháng 13/2026", "trong quý V"])
def test_a_month_or_quarter_of_no_year_is_asked_about(said: str) -> None:
    for place in PLACES:
        asked = [each for each in compiled(place, said).diagnostics if each.code == "D133"]
        assert asked and asked[0].severity is Severity.QUESTION and asked[0].proposal is None


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Gửi báo cáo về huyện trong 48 giờ.", "within:2d"),
        ("Gửi báo cáo về huyện 48 giờ sau khi vỡ bờ bao.", "within:2d"),
        ("Gửi báo cáo về huyện trong vòng 24h.", "within:1d"),
        ("Trả lời chủ đò không quá 03 ngày làm việc kể từ ngày nhận đơn.", "within:3wd"),
        ("Trả lời chủ đò chậm nhất sau 03 ngày làm việc.", "within:3wd"),
        ("Trong quý I, đo lại lòng kênh.", "period:2026-01-01..2026-03-31"),
        ("Trong tháng 4 năm 2027, đo lại lòng kênh.", "period:2027-04-01..2027-04-30"),
        ("Ngày 15/4, ra quân dọn kênh.", "by:2026-04-15"),
    ],
)
def test_hours_counts_and_a_time_at_the_head_are_read(said: str, rule: str) -> None:
    found = read_due(said, same_tone(said), year=2026)
    assert found is not None and found.due.rule == rule
