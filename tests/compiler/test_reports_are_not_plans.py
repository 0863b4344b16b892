"""A portal's text about a plan is not the plan, however much of it it repeats (DOMAIN 1.1)."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass

TASKS = (
    "như sau:\n\n**1. Sở Tài chính**\n\n- Chủ trì tham mưu bố trí kinh phí thực hiện.\n\n"
    "**2. Sở Xây dựng**\n\n- Chủ trì rà soát các công trình trên địa bàn.\n\n"
)


@pytest.mark.parametrize(
    "opening",
    [
        "Ngày 12/3/2026, UBND tỉnh Hà Nam đã ban hành Kế hoạch 45/KH-UBND về xây dựng nhà văn hóa thôn.\n\nCụ thể, UBND tỉnh giao các sở ",
        "Ngày 12/3/2026, Thủ tướng Chính phủ ban hành Công điện 21/CĐ-TTg về phòng cháy.\n\nThủ tướng Chính phủ yêu cầu các sở ",
        "Căn cứ theo Mục II Kế hoạch 45/KH-UBND năm 2026 có nêu cụ thể về nhiệm vụ của các sở, UBND tỉnh giao các sở ",
        "*Kế hoạch xây dựng nhà văn hóa thôn (Hình từ Internet)*\n\nUBND tỉnh Hà Nam yêu cầu các sở ",
        "Theo Điều 3 Quyết định 911/QĐ-UBND năm 2026 quy định trách nhiệm, UBND tỉnh giao các sở ",
    ],
)
def test_a_text_that_speaks_of_the_plan_as_of_another_text_is_a_report(opening: str) -> None:
    text = "# Kế hoạch xây dựng nhà văn hóa thôn tỉnh Hà Nam (Kế hoạch 45/KH-UBND)\n\n" + opening + TASKS
    assert compile_text(text).plan.cls is DocumentClass.NEWS


def test_what_a_report_tells_bodies_to_do_is_still_read() -> None:
    text = (
        "# Kế hoạch xây dựng nhà văn hóa thôn\n\nNgày 12/3/2026, UBND tỉnh Hà Nam đã ban hành Kế hoạch 45/KH-UBND "
        "về xây dựng nhà văn hóa thôn, giao các sở " + TASKS
    )
    compiled = compile_text(text)
    assert compiled.plan.number == "45/KH-UBND"
    assert [duty.holder for duty in compiled.responsibilities] == ["Sở Tài chính", "Sở Xây dựng"]


@pytest.mark.parametrize(
    "own",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/02/2026 của UBND tỉnh về chương trình công tác;\n\n",
        "Số: 45/KH-UBND\n\n",
    ],
)
@pytest.mark.parametrize("tail", ["", "\nTM. ỦY BAN NHÂN DÂN\n"])
def test_a_document_without_letterhead_that_says_what_was_issued_before_it_stays_a_document(
    own: str, tail: str
) -> None:
    text = (
        "KẾ HOẠCH\nXây dựng nhà văn hóa thôn năm 2026\n\n"
        + own
        + "Bộ Tài chính đã ban hành Thông tư hướng dẫn và đã có Công văn 210/BTC-NSNN đôn đốc. "
        "UBND tỉnh ban hành Kế hoạch xây dựng nhà văn hóa thôn, yêu cầu các sở " + TASKS + tail
    )
    assert compile_text(text).plan.cls is DocumentClass.PLAN


def test_a_plan_whose_number_and_signature_are_lost_stays_a_plan_by_its_legal_bases() -> None:
    text = (
        "KẾ HOẠCH\nXây dựng nhà văn hóa thôn năm 2026\n\nCăn cứ Kế hoạch 45/KH-UBND ngày 12/3/2026 của UBND tỉnh;\n\n"
        "Sau khi Bộ Tài chính đã có Công văn 210/BTC-NSNN, UBND xã ban hành Kế hoạch " + TASKS
    )
    assert compile_text(text).plan.cls is DocumentClass.PLAN


@pytest.mark.parametrize(
    ("sentence", "number", "issuer", "issued_on", "title"),
    [
        (
            "Ngày 05/3/2026, UBND tỉnh Hà Nam đã ban hành Kế hoạch 45/KH-UBND năm 2026 Tải về về kế hoạch tu bổ đình làng năm 2026.",
            "45/KH-UBND",
            "Ủy ban nhân dân tỉnh Hà Nam",
            date(2026, 3, 5),
            "Kế hoạch tu bổ đình làng năm 2026",
        ),
        (
            "Ngày 05 tháng 3 năm 2026 Sở Giáo dục và Đào tạo tỉnh Hà Nam ban hành Kế hoạch 77/KH-SGDĐT về việc thi tay nghề.",
            "77/KH-SGDĐT",
            "Sở Giáo dục và Đào tạo tỉnh Hà Nam",
            date(2026, 3, 5),
            "Kế hoạch thi tay nghề",
        ),
        (
            "Ngày 05/3/2026, Phó Thủ tướng Chính phủ Nguyễn Văn A ban hành Công điện 19/CĐ-TTg về việc phòng cháy mùa khô.",
            "19/CĐ-TTg",
            "Thủ tướng Chính phủ",
            date(2026, 3, 5),
            "Công điện phòng cháy mùa khô",
        ),
        (
            "Phó Thủ tướng Nguyễn Văn A vừa qua đã ký Quyết định số 611/QĐ-TTg ngày 05/3/2026 ban hành Kế hoạch triển khai Nghị quyết 20-NQ/TW năm 2008.",
            "611/QĐ-TTg",
            "Thủ tướng Chính phủ",
            date(2026, 3, 5),
            "Quyết định ban hành Kế hoạch triển khai Nghị quyết 20-NQ/TW năm 2008",
        ),
        (
            "UBND thành phố Huế vừa ban hành Kế hoạch 209/KH-UBND ban hành ngày 05/3/2026 quy định tuyển quân năm 2027.",
            "209/KH-UBND",
            "Ủy ban nhân dân thành phố Huế",
            date(2026, 3, 5),
            "Kế hoạch quy định tuyển quân năm 2027",
        ),
    ],
)
def test_a_report_gives_the_particulars_of_its_plan(
    sentence: str, number: str, issuer: str, issued_on: date, title: str
) -> None:
    plan = compile_text(f"# Tin trong tỉnh\n\n{sentence}\n\nTheo đó, các sở có trách nhiệm thực hiện.\n").plan
    assert (plan.cls, plan.number, plan.issuer, plan.issued_on) == (DocumentClass.NEWS, number, issuer, issued_on)
    assert plan.title == title


def test_the_year_of_an_act_that_a_title_names_is_not_the_plans_year() -> None:
    text = "# Tin\n\nNgày 05/3/2026, UBND tỉnh Hà Nam ban hành Kế hoạch số 45/KH-UBND thực hiện Chỉ thị 20 năm 2008.\n"
    assert compile_text(text).plan.year == 2026
