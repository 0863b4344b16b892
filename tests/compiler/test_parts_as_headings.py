"""A line that is nothing but a part ("a) Chủ trì:") above acts says the part of the heading's holder; it names nobody."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Role

HEAD = "KẾ HOẠCH\nChống hạn vụ đông năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def compiled(body: str) -> Compiled:
    return compile_text(HEAD + body)


@pytest.mark.parametrize("lead", ["a) Chủ trì:", "a) Chủ trì thực hiện:", "a) Nhiệm vụ chủ trì:"])
@pytest.mark.parametrize("coop", ["b) Phối hợp:", "b) Phối hợp thực hiện:"])
def test_acts_under_a_part_are_the_heading_s_holder_s(lead: str, coop: str) -> None:
    body = f"1. Sở Công Thương\n\n{lead}\n\n- Lập phương án cấp điện.\n\n- Gửi phương án trước 12/9.\n\n{coop}\n\n"
    duties = compiled(body + "- Kiểm tra trạm bơm.\n\n2. Sở Y tế: Kiểm tra nguồn nước ăn.\n").responsibilities
    stated = [one for one in duties if one.basis == "stated"]
    assert [one.holder for one in stated] == ["Sở Công Thương"] * 3 + ["Sở Y tế"]
    assert [Role.LEAD in one.roles for one in stated] == [True, True, False, False]
    assert Role.COOPERATE in stated[2].roles or "thực hiện" in coop


def test_a_body_that_acts_under_a_part_is_asked_about_and_heads_nothing() -> None:
    found = compiled("1. Sở Công Thương\n\na) Phối hợp:\n\n- Điện lực tỉnh bảo đảm nguồn điện.\n\n- Mở trạm bơm.\n")
    assert {one.holder for one in found.responsibilities if one.basis == "stated"} == {"Sở Công Thương"}
    assert all(one.holder != "Điện lực tỉnh bảo đảm nguồn điện." for one in found.responsibilities)


def test_names_under_a_part_are_still_who_leads() -> None:
    body = "1. Nạo vét kênh mương nội đồng\n\na) Chủ trì:\n\n- Sở Công Thương.\n\n- Sở Y tế.\n\nb) Phối hợp:\n\n- Các xã.\n"
    duties = compiled(body).responsibilities
    assert [(one.holder, one.with_) for one in duties if one.basis == "stated"] == [
        ("Sở Công Thương; Sở Y tế", ["Các xã"])
    ]
