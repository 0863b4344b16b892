"""A plan whose head and numbers a converter lost is still a plan: its titles' signs and its body say so."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.head.bodies import plan_by_its_body
from compiler.names.governed import for_whom, with_whom
from compiler.names.holders import clean_holder
from compiler.names.subjects import subject_of
from compiler.result import Compiled, DocumentClass
from compiler.text.blocks import Block
from compiler.text.manuscript import Manuscript
from compiler.text.outline import outline

BODY = """I. MỤC TIÊU

Giảm lượng rác thải nhựa trên địa bàn.

II. NỘI DUNG

1. Thu gom rác tại nguồn.

III. TỔ CHỨC THỰC HIỆN

1. Sở Xây dựng

- Chủ trì triển khai Kế hoạch này.

2. Sở Tài chính

- Bố trí kinh phí mua thùng rác.

Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị báo cáo về Sở Xây dựng.
"""
MARKDOWN = """Căn cứ Quyết định số 11/QĐ-BXD ngày 02/7/2024 của Bộ Xây dựng về việc ban hành kế hoạch thu gom rác; Sở Xây dựng ban hành Kế hoạch thu gom rác thải nhựa tỉnh Phú Hòa năm 2025, với những nội dung sau

# MỤC TIÊU

## Mục tiêu chung

Giảm lượng rác thải nhựa.

# GIẢI PHÁP

## Phân loại rác

* Phối hợp với Sở Y tế hướng dẫn phân loại.

# TỔ CHỨC THỰC HIỆN

## Sở Xây dựng (Giao Phòng Hạ tầng kỹ thuật)

3       - Chủ trì thực hiện kế hoạch này.
* Tổng hợp kết quả hằng quý.

## Đề nghị các Sở: Y tế, Tài chính; Công ty

### Môi trường đô thị Phú Hòa

Phối hợp thu gom rác y tế.

## Ủy ban nhân dân các xã

* Vận động hộ dân phân loại rác.
"""


def told(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities]


def blocks_of(text: str) -> list[Block]:
    return [block for block in outline(Manuscript(text)).walk() if block.text]


def test_a_body_with_aims_and_holders_that_calls_itself_a_plan_is_one_without_a_head() -> None:
    compiled = compile_text(BODY)
    head = compiled.plan
    assert head.cls is DocumentClass.PLAN
    assert (head.number, head.issuer, head.issued_on) == (None, None, None)
    assert ("Sở Xây dựng", "Chủ trì triển khai Kế hoạch này.") in told(compiled)
    assert ("Sở Tài chính", "Bố trí kinh phí mua thùng rác.") in told(compiled)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Kế hoạch này", "nhiệm vụ"),  # it does not speak of itself
        ("1. Sở Xây dựng\n\n- Chủ", "Sở Xây dựng chủ"),  # one holder only
        ("I. MỤC TIÊU", "I. BỐI CẢNH"),  # no aims
        ("I. MỤC TIÊU", "UBND tỉnh Phú Hòa vừa ban hành Kế hoạch số 12/KH-UBND.\n\nI. MỤC TIÊU"),  # a report
        ("I. MỤC TIÊU", "Lượt xem: 12\n\nTin liên quan\n\nCỡ chữ\n\nI. MỤC TIÊU"),  # a portal's page
    ],
)
def test_what_lacks_one_mark_of_a_plan_or_has_a_report_s_is_not_taken_for_one_by_its_body(
    said: str, instead: str
) -> None:
    assert plan_by_its_body(blocks_of(BODY))
    assert not plan_by_its_body(blocks_of(BODY.replace(said, instead)))


def test_titles_without_numbers_are_sections_by_their_signs() -> None:
    compiled = compile_text(MARKDOWN)
    assert compiled.plan.cls is DocumentClass.PLAN
    assert compiled.plan.issuer == "Sở Xây dựng"
    assert compiled.plan.title == "Thu gom rác thải nhựa tỉnh Phú Hòa năm 2025"
    assert told(compiled) == [
        ("Sở Xây dựng", "Chủ trì thực hiện kế hoạch này."),
        ("Sở Xây dựng", "Tổng hợp kết quả hằng quý."),
        ("Các Sở: Y tế, Tài chính; Công ty Môi trường đô thị Phú Hòa", "Phối hợp thu gom rác y tế."),
        ("Ủy ban nhân dân các xã", "Vận động hộ dân phân loại rác."),
    ]


def test_titles_that_kept_their_numbers_are_sections_by_these() -> None:
    kept = MARKDOWN
    for title, mark in (("MỤC TIÊU", "I."), ("GIẢI PHÁP", "II."), ("TỔ CHỨC THỰC HIỆN", "III.")):
        kept = kept.replace(f"# {title}", f"# {mark} {title}")
    sections = [(block.sort, block.marker) for block in blocks_of(kept) if block.level == 1]
    assert sections == [("roman", "I."), ("roman", "II."), ("roman", "III.")]
    assert all(block.sort != "number0" for block in blocks_of(kept) if block.level == 2)


def test_titles_of_a_text_without_an_assigning_part_stay_paragraphs() -> None:
    page = MARKDOWN.replace("# TỔ CHỨC THỰC HIỆN", "# TIN KHÁC")
    assert {block.sort for block in blocks_of(page) if block.level == 1} == {"para"}


def test_a_page_s_number_on_the_line_of_an_item_is_no_number_of_the_item() -> None:
    assert [(b.sort, b.text) for b in blocks_of("3       - Chủ trì thực hiện.")] == [("dash", "Chủ trì thực hiện.")]
    assert [(b.sort, b.marker) for b in blocks_of("3 - Sở Xây dựng")] == [("number0", "3 -")]


def test_to_whom_a_body_gives_its_own_work_is_no_part_of_its_name() -> None:
    assert clean_holder("Sở Xây dựng (Giao Phòng Hạ tầng kỹ thuật)") == "Sở Xây dựng"
    assert clean_holder("Sở Xây dựng (Cục Hạ tầng)") == "Sở Xây dựng (Cục Hạ tầng)"


def test_a_list_with_which_somebody_works_is_told_nothing() -> None:
    said = "Đối với công trình mới, phối hợp với Sở Y tế, Sở Tài chính hướng dẫn phân loại rác."
    assert subject_of(said) is None
    told_last = subject_of("Căn cứ Kế hoạch này, Sở Y tế hướng dẫn phân loại rác.")
    assert told_last is not None and told_last.holder == "Sở Y tế"
    assert with_whom(said, 0, said.index("Sở Tài chính"))
    assert not with_whom(said, 0, said.index("phối hợp"))
    people = "Thực hiện tuyên truyền tới mọi người dân, mọi tổ chức trên địa bàn."
    assert subject_of(people) is None
    assert for_whom("Phân công nhiệm vụ cho các sở, Sở Y tế chủ trì", 0, 33)
