"""The forms in which offices write a deadline, a period or a span: each gives its one rule (DOMAIN 2.I and 3, traps 8 to 11)."""

from __future__ import annotations

import pytest

from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

IN_A_SENTENCE = [
    ("gửi báo cáo về Phòng Nội vụ trước 17 giờ 00 ngày 15/6/2026", "by:2026-06-15"),
    ("báo cáo trước 17h00 ngày 15/6/2026", "by:2026-06-15"),
    ("báo cáo trước 16 giờ 30 phút ngày 15 tháng 6 năm 2026", "by:2026-06-15"),
    ("báo cáo trước 16 giờ, ngày 15/6", "by:2026-06-15"),
    ("báo cáo trước 17h ngày 15/6", "by:2026-06-15"),
    ("báo cáo trước 17h00' ngày 15/6", "by:2026-06-15"),
    ("báo cáo chậm nhất 17 giờ 00 phút, ngày 20/8/2026", "by:2026-08-20"),
    ("báo cáo chậm nhất vào lúc 14 giờ ngày 20/8/2026", "by:2026-08-20"),
    ("báo cáo trước 17 giờ 00 thứ Sáu hằng tuần", "weekly"),
    ("báo cáo trước 17 giờ thứ năm hàng tuần", "weekly"),
    ("báo cáo vào ngày thứ sáu hàng tuần", "weekly"),
    ("báo cáo 15 giờ ngày thứ Năm hàng tuần", "weekly"),
    ("phát sóng lúc 20 giờ hằng ngày", "daily:20:00"),
    ("báo cáo trước ngày 15/12 hằng năm", "yearly:12-15"),
    ("báo cáo ngày 05 tháng 12 hàng năm", "yearly:12-05"),
    ("báo cáo trước ngày 05 tháng 12 hàng năm", "yearly:12-05"),
    ("định kỳ hằng năm, trước ngày 05 tháng 12, báo cáo", "yearly:12-05"),
    ("định kỳ hàng năm báo cáo kết quả về Sở Nội vụ trước ngày 30/11", "yearly:11-30"),
    ("Định kỳ hằng năm (trước 15/12) báo cáo", "yearly:12-15"),
    ("báo cáo năm trước ngày 10/12", "yearly:12-10"),
    ("báo cáo năm (trước ngày 10 tháng 12)", "yearly:12-10"),
    ("báo cáo kết quả năm trước ngày 10/12 hằng năm", "yearly:12-10"),
    ("hằng năm, chậm nhất ngày 30 tháng 11 gửi báo cáo", "yearly:11-30"),
    ("mỗi năm một lần", "yearly"),
    ("01 năm/lần", "yearly"),
    ("01 lần/năm", "yearly"),
    ("ít nhất 01 lần/năm", "yearly"),
    ("mỗi năm ít nhất 01 lần", "yearly"),
    ("báo cáo định kỳ 6 tháng (trước 15/6), năm (trước 15/12)", "half-yearly:06-15+yearly:12-15"),
    ("báo cáo 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12)", "half-yearly:06-15+yearly:12-15"),
    ("báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12", "half-yearly:06-15+yearly:12-15"),
    ("báo cáo 6 tháng đầu năm (trước ngày 10/6), báo cáo năm (trước ngày 10/12)", "half-yearly:06-10+yearly:12-10"),
    (
        "báo cáo sơ kết 6 tháng trước ngày 15/6 và báo cáo tổng kết năm trước ngày 15/12",
        "half-yearly:06-15+yearly:12-15",
    ),
    (
        "báo cáo 06 tháng đầu năm trước ngày 15 tháng 6; báo cáo năm trước ngày 15 tháng 12",
        "half-yearly:06-15+yearly:12-15",
    ),
    (
        "Định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) hoặc đột xuất theo yêu cầu báo cáo",
        "half-yearly:06-10+yearly:12-10+on-demand",
    ),
    ("định kỳ 6 tháng, năm báo cáo", "half-yearly+yearly"),
    ("định kỳ hằng quý, 6 tháng, năm báo cáo", "quarterly+half-yearly+yearly"),
    ("định kỳ quý, 6 tháng, năm", "quarterly+half-yearly+yearly"),
    ("định kỳ hàng tháng, quý, 6 tháng, năm", "monthly+quarterly+half-yearly+yearly"),
    ("định kỳ tháng, quý, 06 tháng và năm", "monthly+quarterly+half-yearly+yearly"),
    ("báo cáo tháng, quý, năm", "monthly+quarterly+yearly"),
    ("báo cáo hằng quý, năm", "quarterly+yearly"),
    ("định kỳ quý, năm", "quarterly+yearly"),
    ("báo cáo định kỳ 6 tháng, 01 năm và đột xuất", "half-yearly+yearly+on-demand"),
    ("định kỳ 06 tháng, hằng năm", "half-yearly+yearly"),
    ("định kỳ 6 tháng, 1 năm", "half-yearly+yearly"),
    ("định kỳ 6 tháng một lần", "half-yearly"),
    ("báo cáo sơ kết 6 tháng, tổng kết năm", "half-yearly+yearly"),
    ("chậm nhất ngày 20 của tháng cuối quý", "quarterly:20"),
    ("trước ngày 20 tháng cuối quý", "quarterly:20"),
    ("trước ngày 20 của tháng cuối cùng trong quý", "quarterly:20"),
    ("Định kỳ hằng quý (ngày 20 của tháng cuối quý)", "quarterly:20"),
    ("hằng quý, trước ngày 15 của tháng cuối quý", "quarterly:15"),
    ("định kỳ hàng quý (trước ngày 15 tháng cuối của quý)", "quarterly:15"),
    ("trước ngày 25 của tháng cuối mỗi quý", "quarterly:25"),
    ("báo cáo quý (trước ngày 14 của tháng cuối quý)", "quarterly:14"),
    ("định kỳ hằng tháng (trước ngày 20)", "monthly:20"),
    ("trước ngày 20 hàng tháng", "monthly:20"),
    ("trước ngày 20 của tháng", "monthly:20"),
    ("ngày 15 hằng tháng", "monthly:15"),
    ("hằng tháng, trước ngày 15", "monthly:15"),
    ("hằng tháng chậm nhất ngày 15", "monthly:15"),
    ("vào ngày 25 mỗi tháng", "monthly:25"),
    ("trước ngày 25 của các tháng", "monthly:25"),
    ("định kỳ vào ngày 20 hàng tháng", "monthly:20"),
    ("hoàn thành trước 30/6", "by:2026-06-30"),
    ("hoàn thành trước 30/6/2026", "by:2026-06-30"),
    ("hoàn thành trước ngày 30/6", "by:2026-06-30"),
    ("hoàn thành chậm nhất 30/6", "by:2026-06-30"),
    ("xong trước 30.6.2026", "by:2026-06-30"),
    ("hoàn thành trước ngày 30-6-2026", "by:2026-06-30"),
    ("trước ngày 05/4/2026", "by:2026-04-05"),
    ("gửi về phòng trước ngày 5 tháng 4", "by:2026-04-05"),
    ("đến ngày 30/6/2026", "by:2026-06-30"),
    ("hạn hoàn thành 30/6/2026", "by:2026-06-30"),
    ("thời hạn: 30/6/2026", "by:2026-06-30"),
    ("thời hạn hoàn thành: ngày 30/6/2026", "by:2026-06-30"),
    ("báo cáo vào ngày 30/6/2026", "by:2026-06-30"),
    ("chậm nhất là ngày 30/6", "by:2026-06-30"),
    ("chậm nhất đến ngày 30/6", "by:2026-06-30"),
    ("muộn nhất vào ngày 30/6", "by:2026-06-30"),
    ("không quá ngày 30/6/2026", "by:2026-06-30"),
    ("không muộn hơn ngày 30/6/2026", "by:2026-06-30"),
    ("không chậm hơn ngày 30 tháng 6 năm 2026", "by:2026-06-30"),
    ("hoàn thành trong tháng 3", "by:2026-03-31"),
    ("hoàn thành trong tháng 3 năm 2026", "by:2026-03-31"),
    ("hoàn thành trước tháng 3/2026", "by:2026-03-31"),
    ("hoàn thành trong quý I", "by:2026-03-31"),
    ("hoàn thành trong Quý II/2026", "by:2026-06-30"),
    ("xong trong quý 2 năm 2026", "by:2026-06-30"),
    ("hoàn thành vào cuối tháng 6", "by:2026-06-30"),
    ("trước cuối tháng 6/2026", "by:2026-06-30"),
    ("đến hết tháng 6", "by:2026-06-30"),
    ("hết quý II/2026", "by:2026-06-30"),
    ("đến hết quý II năm 2026", "by:2026-06-30"),
    ("đến hết năm 2026", "by:2026-12-31"),
    ("hết năm 2026 hoàn thành", "by:2026-12-31"),
    ("trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm", "half-yearly:06-15,12-15"),
    ("trước ngày 15/6 và 15/12 hằng năm", "half-yearly:06-15,12-15"),
    ("trước ngày 15/6 và ngày 15/12/2026", "by:2026-06-15+by:2026-12-15"),
    ("sau 05 ngày làm việc kể từ ngày kết thúc", "within:5wd"),
    ("trong vòng 05 ngày làm việc kể từ khi nhận", "within:5wd"),
    ("trong 03 ngày làm việc sau khi kết thúc đợt", "within:3wd"),
    ("chậm nhất sau 10 ngày kể từ ngày kết thúc", "within:10d"),
    ("chậm nhất 05 ngày sau khi kết thúc đợt kiểm tra", "within:5d"),
    ("chậm nhất 05 ngày làm việc sau khi kết thúc", "within:5wd"),
    ("sau khi kết thúc đợt cao điểm 05 ngày", "within:5d"),
    ("sau khi kết thúc cuộc kiểm tra chậm nhất 07 ngày làm việc", "within:7wd"),
    ("trong thời gian 15 ngày kể từ ngày ban hành", "within:15d"),
    ("trong thời hạn 01 tháng kể từ ngày", "within:1m"),
    ("trong vòng 24 giờ kể từ khi xảy ra", "within:1d"),
    ("trước 05 ngày so với ngày khai mạc", "other"),
    ("tổ chức trong quý I/2026", "period:2026-01-01..2026-03-31"),
    ("tổ chức vào tháng 3-4/2026", "period:2026-03-01..2026-04-30"),
    ("tổ chức tháng 10/2026", "period:2026-10-01..2026-10-31"),
    ("tổ chức trong tháng 10", "period:2026-10-01..2026-10-31"),
    ("tổ chức từ tháng 3 đến tháng 5 năm 2026", "period:2026-03-01..2026-05-31"),
    ("từ ngày 01/3 đến 31/3/2026", "period:2026-03-01..2026-03-31"),
    ("từ ngày 01/3/2026 đến hết ngày 31/3/2026", "period:2026-03-01..2026-03-31"),
    ("từ ngày 01 đến ngày 31 tháng 3", "period:2026-03-01..2026-03-31"),
    ("từ ngày 01 - 07/4/2026", "period:2026-04-01..2026-04-07"),
    ("từ 01-07/4/2026", "period:2026-04-01..2026-04-07"),
    ("từ nay đến ngày 30/6/2026", "by:2026-06-30"),
    ("từ nay đến hết năm 2026", "by:2026-12-31"),
    ("trong tháng 12 hằng năm", "yearly"),
    ("hoàn thành trong tháng 12 hằng năm", "yearly:12-31"),
    ("xong trong quý I hằng năm", "yearly:03-31"),
    ("Báo cáo tháng 01 và tháng 6 hằng năm", "half-yearly"),
    ("trước ngày 14 tháng 6, trước ngày 14 tháng 12 hằng năm", "half-yearly:06-14,12-14"),
    ("định kỳ báo cáo 6 tháng trước ngày 14/6; báo cáo năm trước ngày 14/12", "half-yearly:06-14+yearly:12-14"),
    (
        "báo cáo quý I trước ngày 14/3; 6 tháng trước ngày 14/6; quý III trước ngày 14/9; năm trước ngày 14/12",
        "quarterly:14+half-yearly:06-14+yearly:12-14",
    ),
    ("ít nhất 02 lần/năm", "other"),
]
IN_A_TIME_FIELD = [
    ("quý I/2026", "period:2026-01-01..2026-03-31"),
    ("Quý I", "period:2026-01-01..2026-03-31"),
    ("Quý I, II", "period:2026-01-01..2026-06-30"),
    ("Quý I, II/2026", "period:2026-01-01..2026-06-30"),
    ("Quý I - II/2026", "period:2026-01-01..2026-06-30"),
    ("Quý I, quý II năm 2026", "period:2026-01-01..2026-06-30"),
    ("Quý I-Quý IV/2026", "period:2026-01-01..2026-12-31"),
    ("Quý II đến Quý IV", "period:2026-04-01..2026-12-31"),
    ("Quí I/2026", "period:2026-01-01..2026-03-31"),
    ("Quý I năm 2026", "period:2026-01-01..2026-03-31"),
    ("Quý 1/2026", "period:2026-01-01..2026-03-31"),
    ("Quý II - Quý III", "period:2026-04-01..2026-09-30"),
    ("tháng 3-4/2026", "period:2026-03-01..2026-04-30"),
    ("Tháng 3 - 4/2026", "period:2026-03-01..2026-04-30"),
    ("Tháng 3, 4/2026", "period:2026-03-01..2026-04-30"),
    ("Tháng 3, tháng 4/2026", "period:2026-03-01..2026-04-30"),
    ("Tháng 3 và tháng 4 năm 2026", "period:2026-03-01..2026-04-30"),
    ("Tháng 3 đến tháng 5", "period:2026-03-01..2026-05-31"),
    ("Tháng 3-5", "period:2026-03-01..2026-05-31"),
    ("Tháng 03/2026 - 05/2026", "period:2026-03-01..2026-05-31"),
    ("Từ tháng 3/2026 đến tháng 5/2026", "period:2026-03-01..2026-05-31"),
    ("T3/2026", "period:2026-03-01..2026-03-31"),
    ("Tháng Ba năm 2026", "period:2026-03-01..2026-03-31"),
    ("tháng ba", "period:2026-03-01..2026-03-31"),
    ("Tháng Mười hai", "period:2026-12-01..2026-12-31"),
    ("Tháng mười một/2026", "period:2026-11-01..2026-11-30"),
    ("3/2026", "period:2026-03-01..2026-03-31"),
    ("3-4/2026", "period:2026-03-01..2026-04-30"),
    ("Cả năm", "year:2026"),
    ("Trong năm", "year:2026"),
    ("Trong năm 2026", "year:2026"),
    ("Năm 2026", "year:2026"),
    ("năm 2026-2027", "period:2026-01-01..2027-12-31"),
    ("2026 - 2030", "period:2026-01-01..2030-12-31"),
    ("Giai đoạn 2026-2030", "period:2026-01-01..2030-12-31"),
    ("Năm 2026, 2027", "period:2026-01-01..2027-12-31"),
    ("Thường xuyên", "continuous"),
    ("Thường xuyên trong năm", "continuous"),
    ("Thường xuyên, hằng năm", "continuous+yearly"),
    ("Hằng năm", "yearly"),
    ("Hàng tháng", "monthly"),
    ("Hàng quý", "quarterly"),
    ("Hằng ngày", "continuous"),
    ("Liên tục", "continuous"),
    ("Trước 30/6", "by:2026-06-30"),
    ("Trước ngày 30/6/2026", "by:2026-06-30"),
    ("Trước tháng 6/2026", "by:2026-06-30"),
    ("Trước tháng 6", "by:2026-06-30"),
    ("30/6", "by:2026-06-30"),
    ("30/6/2026", "by:2026-06-30"),
    ("30/06/2026", "by:2026-06-30"),
    ("Ngày 30/6", "by:2026-06-30"),
    ("ngày 30 tháng 6", "by:2026-06-30"),
    ("01/3 - 31/3/2026", "period:2026-03-01..2026-03-31"),
    ("01-31/3/2026", "period:2026-03-01..2026-03-31"),
    ("01/3/2026-31/3/2026", "period:2026-03-01..2026-03-31"),
    ("Từ 01/3 đến 31/3", "period:2026-03-01..2026-03-31"),
    ("15-20/3/2026", "period:2026-03-15..2026-03-20"),
    ("Ngày 15-20/3/2026", "period:2026-03-15..2026-03-20"),
    ("Hoàn thành tháng 6/2026", "by:2026-06-30"),
    ("Hoàn thành trong Quý II", "by:2026-06-30"),
    ("Xong trước tháng 6/2026", "by:2026-06-30"),
    ("Đến tháng 6/2026", "by:2026-06-30"),
    ("Đến năm 2030", "by:2030-12-31"),
    ("Theo kế hoạch", "other"),
    ("Khi có yêu cầu", "on-demand"),
    ("Đột xuất", "on-demand"),
    ("6 tháng đầu năm 2026", "period:2026-01-01..2026-06-30"),
    ("6 tháng cuối năm 2026", "period:2026-07-01..2026-12-31"),
    ("6 tháng cuối năm", "period:2026-07-01..2026-12-31"),
    ("Định kỳ 6 tháng, năm", "half-yearly+yearly"),
    ("6 tháng, năm", "half-yearly+yearly"),
    ("6 tháng/lần", "half-yearly"),
    ("Quý/năm", "quarterly+yearly"),
    ("Tháng, quý, năm", "monthly+quarterly+yearly"),
    ("Tháng/lần", "monthly"),
    ("01 lần/tháng", "monthly"),
    ("01 lần/quý", "quarterly"),
    ("1 lần/tuần", "weekly"),
    ("Hằng tuần", "weekly"),
    ("Thứ Hai hằng tuần", "weekly"),
    ("Tháng 12 hằng năm", "yearly:12-31"),
    ("Quý IV hằng năm", "yearly"),
    ("Từ tháng 11/2026 trở đi", "other"),
    ("Từ tháng 12/2025 đến quý I/2026", "period:2025-12-01..2026-03-31"),
    ("Từ năm 2026 đến năm 2030 và tiếp theo", "period:2026-01-01..2030-12-31+yearly"),
    ("sau khi kết thúc đợt", "other"),
    ("Từ quý III/2027", "other"),
    ("Bắt đầu từ tháng 8/2026", "other"),
    ("Từ năm 2027", "other"),
    ("Từ ngày 15/8/2026", "other"),
    ("Từ tháng 8/2026, thường xuyên", "continuous"),
    ("Từ quý III/2026 đến quý I/2027", "period:2026-07-01..2027-03-31"),
    ("Hằng năm và từng giai đoạn", "yearly+other"),
    ("Đã hoàn thành trong quý I/2026", "other"),
    ("Dự kiến ngày 11/4/2026 (Chậm nhất ngày 18/4/2026 - 30 ngày trước hội đua).", "by:2026-04-18"),
    ("Năm học 2026 - 2027", "period:2026-01-01..2027-12-31"),
    ("Ngày 14/3 hằng năm", "yearly:03-14"),
    ("6 tháng đầu năm", "period:2026-01-01..2026-06-30"),
    ("Tháng 3 và tháng 9 năm 2026", "period:2026-03-01..2026-03-31+period:2026-09-01..2026-09-30"),
]


def rule(text: str, *, time: bool) -> str | None:
    found = read_due(text, same_tone(text), year=2026, time=time)
    return found.due.rule if found else None


@pytest.mark.parametrize(("text", "expected"), IN_A_SENTENCE)
def test_a_deadline_in_a_sentence_is_read(text: str, expected: str) -> None:
    assert rule(text, time=False) == expected


@pytest.mark.parametrize(("text", "expected"), IN_A_TIME_FIELD)
def test_a_time_column_is_read(text: str, expected: str) -> None:
    assert rule(text, time=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sơ kết các sự kiện tháng 10/2026 của các địa phương khác",
        "kinh phí tính đến hết năm 2026",
        "mở rộng lên 12/34 xã",
        "xử lý hồ sơ quá 07 ngày",
        "chi trả cho khám sức khoẻ định kỳ của thợ lặn",
    ],
)
def test_words_of_time_that_set_no_deadline_give_none(text: str) -> None:
    assert rule(text, time=False) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Định kỳ hàng năm báo cáo kết quả về Sở Y tế chậm nhất ngày 17 tháng 12. Thời gian báo cáo định kỳ hàng năm tính từ ngày 15 tháng 12 năm trước kỳ báo cáo đến ngày 14 tháng 12 của kỳ báo cáo.", "yearly:12-17"),
        ("Định kỳ hằng năm báo cáo Sở Y tế trước ngày 10/12 (số liệu tính từ ngày 01/12 năm trước đến ngày 30/11).", "yearly:12-10"),
        ("Báo cáo hằng quý trước ngày 15 tháng cuối quý; thời gian chốt số liệu từ ngày 15 tháng trước đến ngày 14 tháng cuối quý.", "quarterly:15"),
    ],
)  # fmt: skip
def test_the_days_that_a_report_covers_are_not_those_on_which_it_is_due(text: str, rule: str) -> None:
    found = read_due(text, same_tone(text), year=2026)
    assert found is not None
    assert found.due.rule == rule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dọn bến trong thời hạn 12 ngày kể từ ngày nhận Kế hoạch này.", "trong thời hạn 12 ngày kể từ ngày nhận Kế hoạch này"),
        ("Trong thời hạn 05 ngày làm việc kể từ ngày khai hội gửi về Sở Y tế.", "Trong thời hạn 05 ngày làm việc kể từ ngày khai hội"),
        ("Báo cáo hằng năm (trước ngày 18 tháng 11) về Sở Y tế.", "hằng năm (trước ngày 18 tháng 11)"),
        ("Tổ chức ngày 11/4/2026 (chậm nhất ngày 18/4/2026 - 30 ngày trước hội đua).", "ngày 11/4/2026 (chậm nhất ngày 18/4/2026 - 30 ngày trước hội đua)"),
        ("Nộp hồ sơ (trước ngày 18/4/2026) về Sở Y tế (Phòng Dược).", "trước ngày 18/4/2026"),
    ],
)  # fmt: skip
def test_the_words_of_time_are_not_cut_in_the_middle(text: str, said: str) -> None:
    found = read_due(text, same_tone(text), year=2026)
    assert found is not None
    assert found.due.text == said


def test_a_start_beside_its_frequency_is_quoted_with_it() -> None:
    text = "Từ tháng 8/2026, thường xuyên"
    found = read_due(text, same_tone(text), year=2026, time=True)
    assert found is not None
    assert found.due.text == text
