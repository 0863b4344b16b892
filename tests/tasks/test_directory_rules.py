"""What rows of a directory owe each other: every breach is named with its place and what to do."""

from __future__ import annotations

import pytest

from models.directory_check import check_directory
from models.directory_file import DirectoryRefused, read_directory
from models.phone import read_phone, renumbered

AGENCY = "  - {{key: {key}, name: {name}, kind: department, level: {level}{more}}}\n"
HEIR = "  - {{old: a, new: b, from: {since}{more}, source: QĐ}}\n"


def agencies(*rows: str) -> str:
    """Each row as "key, name, more"; level province unless ``more`` begins with another."""
    text = "province: Sông Lam\nagencies:\n"
    for row in rows:
        key, name, *more = row.split("|")
        level = more.pop(0) if more and more[0] in ("central", "province", "district", "commune") else "province"
        text += AGENCY.format(key=key, name=name, level=level, more="".join(f", {each}" for each in more))
    return text


def heirs(since: str, more: str = "") -> str:
    return "successions:\n" + HEIR.format(since=since, more=more)


def faults(text: str) -> list[str]:
    file = read_directory(text.encode(), "danh-ba.yaml")
    with pytest.raises(DirectoryRefused) as refused:
        check_directory(file)
    assert all(each.remedy for each in refused.value.findings)
    return [f"{str(each.place).partition(':')[2]} {each.reason}" for each in refused.value.findings]


def warnings(text: str) -> list[str]:
    file = read_directory(text.encode(), "danh-ba.yaml")
    check_directory(file)
    return [f"{str(each.place).partition(':')[2]} {each.reason}" for each in file.warnings]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            agencies("a|Sở Một|valid_to: 2025-03-01", "a|Sở Hai|valid_from: 2025-03-01"),
            "4 khóa “a” có hai dòng mà thời gian chồng nhau: dòng 3 đã ghi … – 01/03/2025",
        ),
        (
            agencies("a|Sở Một|valid_to: 2025-02-28", "a|Sở Hai|valid_from: 2025-03-01"),
            "4 khóa “a” đã dùng ở dòng 3",
        ),
        (
            agencies("a|Sở Một|aliases: [Sở TT]", "b|Sở Hai|aliases: [sở tt]|valid_from: 2020-01-01"),
            "4 “sở tt” cũng là tên của a (dòng 3) trong cùng thời gian (… – …)",
        ),
        (
            agencies("a|UBND xã|commune", "b|Sở Hai|province|parent: a"),
            "4 cơ quan cấp trên “a” của b ở cấp commune, thấp hơn cấp province",
        ),
        (agencies("a|Sở Một|functions: [bay]"), "3 không có chức năng “bay”"),
        (agencies("a|Sở Một|aliases: ['x; y']"), "3 “x; y” có dấu chấm phẩy"),
        (
            agencies("a|Sở Một|valid_to: 2025-02-28", "b|Sở Hai|valid_from: 2025-07-01") + heirs("2025-03-01"),
            "6 b kế tục từ 01/03/2025 nhưng 01/07/2025 mới có",
        ),
        (
            agencies("a|Sở Một|valid_to: 2025-02-28", "b|Sở Hai|valid_to: 2024-12-31") + heirs("2025-03-01"),
            "6 b kế tục từ 01/03/2025 nhưng đã chấm dứt ngày 31/12/2024",
        ),
        (
            agencies("a|Sở Một|valid_from: 2026-01-01|valid_to: 2026-02-01", "b|Sở Hai") + heirs("2025-03-01"),
            "6 a được kế tục từ 01/03/2025, trước cả ngày đầu của chính nó (01/01/2026)",
        ),
        (
            agencies("a|Sở Một|valid_to: 2025-02-28", "b|Sở Hai") + heirs("2025-03-01", ", function: bao_chi"),
            "6 không có chức năng “bao_chi”",
        ),
        (
            agencies("a|Sở Một|contacts: [{role: focal, name: A, email: a@b.c, since: 2025-03-02, until: 2025-03-01}]"),
            "3 ngày cuối 01/03/2025 trước ngày đầu 02/03/2025",
        ),
    ],
)
def test_a_breach_between_rows_is_named_by_line(text: str, named: str) -> None:
    found = faults(text)
    assert any(each.startswith(named) for each in found), found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            agencies("a|Sở Một|valid_to: 2025-03-31", "b|Sở Hai") + heirs("2025-03-01"),
            "6 a còn hoạt động khi việc kế tục bắt đầu (01/03/2025; ngày cuối: 31/03/2025)",
        ),
        (
            agencies("a|Sở Một|valid_to: 2025-02-28", "b|Sở Hai") + heirs("2025-03-05"),
            "6 từ 01/03/2025 đến 04/03/2025 không có cơ quan nào trả lời thay a",
        ),
        (
            agencies("a|Sở Một|valid_to: 2020-12-31", "b|Sở Hai|parent: a|valid_from: 2021-01-01"),
            "4 cơ quan cấp trên “a” (… – 31/12/2020) không tồn tại vào ngày nào cùng với b",
        ),
        (
            agencies("a|Sở Một|contacts: [{role: focal, name: A, email: a@b.c}, {role: focal, name: B, email: a@b.c}]"),
            "3 liên hệ “B” có cùng vai trò và địa chỉ với dòng 3",
        ),
    ],
)
def test_what_only_looks_wrong_is_a_warning(text: str, named: str) -> None:
    found = warnings(text)
    assert [each for each in found if each.startswith(named)], found


def test_a_clean_succession_warns_of_nothing() -> None:
    text = agencies("a|Sở Một|valid_to: 2025-02-28", "b|Sở Hai") + heirs("2025-03-01", ", function: press")
    assert warnings(text) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100 000 011", "0100000011"),
        ("+84 (0) 100.000.011", "0100000011"),
        ("0084100000011", "0100000011"),
        ("(02" + "00) 0000-000", "02" + "0" * 9),
        ("1900" + "0000", "19000000"),
        ("03" + "0" * 8, "03" + "0" * 8),
        ("0400000000", None),
        ("01000000111", None),
        ("0100000011; 0100000012", None),
        ("máy lẻ 12", None),
    ],
)
def test_vietnamese_numbers_are_kept_in_one_form(typed: str, kept: str | None) -> None:
    found = read_phone(typed)
    assert (found.number if found else None) == kept


def test_an_old_eleven_digit_mobile_is_told_its_new_prefix() -> None:
    assert renumbered("0162" + "0" * 7) == "032" + "0" * 7
    assert renumbered("0912" + "0" * 6) is None


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        ("contacts: [{role: focal, name: An, email: khong-phai-thu}]", "khong-phai-thu"),
        ("valid_from: ngày mai", "ngày mai"),
        ("functions: [khong-co]", "khong-co"),
    ],
)
def test_a_row_with_a_fault_of_its_own_is_named_alone_and_not_missed_by_its_children_and_heirs(
    spoilt: str, named: str
) -> None:
    rows = agencies(
        f"me|Sở Mẹ|{spoilt}",
        "con|Chi cục Một|parent: me",
        "chau|Chi cục Hai|parent: me",
        "a|Sở Cũ|valid_to: 2025-02-28",
    )
    (fault,) = faults(rows + heirs("2025-03-01").replace("new: b", "new: me"))
    assert fault.startswith("3 ") and named in fault


def test_a_parent_that_nobody_listed_is_still_missed_beside_a_faulty_row() -> None:
    rows = agencies("me|Sở Mẹ|valid_from: hom-qua", "con|Chi cục Một|parent: khac")
    assert [fault.partition(" ")[0] for fault in faults(rows)] == ["3", "4"]
