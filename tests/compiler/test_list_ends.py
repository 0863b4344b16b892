"""What stands behind the last list of the last holder is whose it names, or is asked about: it is not simply his."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from tests.compiler.service_plan import HEAD

ITEMS = "1. Sở Nội vụ\n\n- Theo dõi, đôn đốc.\n- Chủ trì kiểm tra.\n\n2. Sở Tài chính\n\n- Bố trí kinh phí.\n- Hướng dẫn quyết toán.\n\n"
PARAGRAPHS = "1. Sở Nội vụ\n\nTheo dõi, đôn đốc.\n\n2. Sở Tài chính\n\nBố trí kinh phí.\n\nHướng dẫn quyết toán.\n\n"


def told(body: str) -> list[tuple[str, str]]:
    return [(one.holder, one.text) for one in compile_text(HEAD + body).responsibilities]


@pytest.mark.parametrize("lists", [ITEMS, PARAGRAPHS])
@pytest.mark.parametrize(
    ("holder", "said"),
    [
        ("các sở, ngành, địa phương", "Căn cứ Kế hoạch này, các sở, ngành, địa phương chủ động triển khai thực hiện."),
        (
            "Các sở, ban, ngành, UBND các xã",
            "Các sở, ban, ngành, UBND các xã căn cứ nội dung trên tổ chức thực hiện, báo cáo trước ngày 10/12/2028.",
        ),
        ("Các cơ quan, đơn vị", "Các cơ quan, đơn vị xây dựng kế hoạch của mình trong tháng 02/2028."),
    ],
)
def test_a_class_that_a_last_paragraph_opens_with_holds_it(lists: str, holder: str, said: str) -> None:
    assert told(lists + said + "\n")[-1] == (holder, said)


def test_a_last_paragraph_for_nobody_is_asked_about() -> None:
    said = "Định kỳ trước ngày 20 tháng cuối quý, gửi báo cáo kết quả về Sở Nội vụ."
    compiled = compile_text(HEAD + ITEMS + said + "\n")
    assert [one.holder for one in compiled.responsibilities][-1] == "Sở Tài chính"
    assert said not in [one.text for one in compiled.responsibilities]
    assert [one.quote for one in compiled.diagnostics if one.code == "D102"] == [said]


def test_a_paragraph_behind_a_list_in_the_middle_is_the_holder_s_above() -> None:
    said = "Báo cáo kết quả theo dõi trước ngày 20 hằng tháng."
    assert ("Sở Nội vụ", said) in told(ITEMS.replace("2. Sở", f"{said}\n\n2. Sở"))


def test_a_last_paragraph_that_goes_on_with_its_list_is_the_last_holder_s() -> None:
    said = "Trên cơ sở đó, tổng hợp, báo cáo UBND tỉnh."
    assert any(said in text and holder == "Sở Tài chính" for holder, text in told(ITEMS + said + "\n"))
