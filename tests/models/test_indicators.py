"""Numbers are added only where they say plainly what they count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.indicators import Source, indicators, plain_number, show_number


def source(agency: str, text: str, duty: str = "1") -> Source:
    return Source(agency, f"Sở {agency}", 1, duty, text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30 tin bài", ("tin bài", "", 30)),
        ("Tin bài trên cổng: 30 tin", ("Tin bài trên cổng", "tin", 30)),
        ("- Băng rôn = 12 chiếc.", ("Băng rôn", "chiếc", 12)),
        ("Kinh phí: 1.250,5 triệu đồng", ("Kinh phí", "triệu đồng", Decimal("1250.5"))),
        ("Hồ sơ đúng hạn: 95%", ("Hồ sơ đúng hạn", "%", 95)),
        ("03 lớp tập huấn", ("lớp tập huấn", "", 3)),
    ],
)
def test_a_plain_count_is_read(text: str, read: tuple[str, str, Decimal]) -> None:
    assert plain_number(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "khoảng 30 tin", "30-40 tin", "1.25 tỷ", "hơn 100 lượt", "Quý I: 3 hội nghị", "ngày 5/1/2026", "25", "tháng 3",
        "12,5 triệu đồng", "30 lượt", "Kế hoạch số 12/KH-UBND", "tăng 5 tin so với cùng kỳ", "không có số liệu", "",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_not_read(text: str) -> None:
    assert plain_number(text) is None


def test_equal_labels_are_added_over_agencies_with_every_source() -> None:
    found = indicators([source("a", "Tin bài: 30 tin\n5 băng rôn"), source("b", "tin bài : 12 tin; Tin bài: 2 lượt")])
    rows = {(row.label, row.unit): row for row in found.rows}
    assert rows["Tin bài", "tin"].total == 42
    assert [(given.source.agency_key, given.number) for given in rows["Tin bài", "tin"].given] == [("a", 30), ("b", 12)]
    assert rows["Tin bài", "lượt"].total == 2
    assert rows["băng rôn", ""].total == 5


def test_one_agency_repeating_a_number_under_two_duties_counts_once() -> None:
    found = indicators([source("a", "30 tin bài", "1"), source("a", "30 tin bài", "2"), source("a", "4 tin bài", "3")])
    assert found.rows[0].total == 34
    assert found.rows[0].given[0].duties == ("1", "2")


def test_shares_are_shown_but_have_no_sum() -> None:
    found = indicators([source("a", "Đúng hạn: 90 %"), source("b", "Đúng hạn: 80 %")])
    assert found.rows[0].total is None
    assert len(found.rows[0].given) == 2


def test_what_could_not_be_read_is_kept_as_it_was_written() -> None:
    found = indicators([source("a", "khoảng 30 tin; 5 băng rôn\nđã tuyên truyền rộng rãi")])
    assert [row.label for row in found.rows] == ["băng rôn"]
    assert [unread.text for unread in found.unread] == ["khoảng 30 tin"]


def test_a_line_of_counts_is_split_at_commas_but_a_sentence_is_not() -> None:
    found = indicators([source("a", "30 tin bài, 25 xuất xe, 8 lần LED"), source("b", "Có 3 kênh, gồm báo và đài")])
    assert [row.label for row in found.rows] == ["tin bài", "xuất xe", "lần LED"]
    assert [unread.text for unread in found.unread] == ["Có 3 kênh, gồm báo và đài"]


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert [show_number(Decimal(number)) for number in ("1250", "12.50", "1000000", "30")] == [
        "1.250",
        "12,5",
        "1.000.000",
        "30",
    ]
