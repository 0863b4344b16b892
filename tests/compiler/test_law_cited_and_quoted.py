"""What a letter cites or quotes of the law and what it only describes is no task for which somebody is asked."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Severity

LETTER = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\nSố: 45/UBND-KT\nV/v tiền thuê bãi\nHòa An, ngày 05 tháng 3 năm 2026\n\n"
    "Kính gửi: Các sở, ban, ngành.\n\nỦy ban nhân dân tỉnh có ý kiến như sau:\n\n"
)
PLAN = "KẾ HOẠCH\n\nLÀM SẠCH BỜ BIỂN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Biển sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def asked(text: str) -> list[str]:
    read = compile_text(text)
    found = (one for one in read.diagnostics if one.source is not None and one.severity is not Severity.INFO)
    return [
        read.text[one.source.start : one.source.end] for one in found if one.source and one.code in {"D102", "D108"}
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ khoản 2 Điều 15 Luật Biển Việt Nam số 18/2012/QH13 quy định về bảo vệ bãi tắm;",
        "Điều 5 Luật Thuế bảo vệ môi trường số 57/2010/QH12 quy định đối tượng chịu thuế;",
        "Tại các Điều 26, 27 Nghị định số 11/2021/NĐ-CP ngày 10/02/2021 của Chính phủ đã quy định cụ thể về giao khu vực biển.",
        "Mặt hàng phao tiêu có cấu tạo gồm nhiều lớp nhựa và một lõi thép.",
    ],
)
def test_a_citation_or_description_in_a_letter_is_no_task(line: str) -> None:
    assert (
        asked(f"{LETTER}1. {line}\n2. Đề nghị các sở, ban, ngành rà soát hợp đồng thuê bãi trước ngày 20/4/2026.\n")
        == []
    )


def test_an_article_quoted_to_its_closing_sign_is_no_task() -> None:
    law = "“Điều 26. Đơn giá thuê bãi\n\n1. Tính đơn giá theo bảng giá đã công bố.\n\n2. Thực hiện ổn định đơn giá trong 05 năm.”"
    told = "3. Đề nghị các sở, ban, ngành rà soát hợp đồng thuê bãi trước ngày 20/4/2026.\n"
    assert asked(f"{LETTER}{law}\n\n{told}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Theo Luật Phòng, chống thiên tai, rà soát các điểm sạt lở trước ngày 20/4/2026.",
        "Tổ chức dọn bãi tắm theo khoản 2 Điều 15 Luật Biển Việt Nam.",
        "Bố trí người trực theo Nghị định số 11/2021/NĐ-CP ngày 10/02/2021 của Chính phủ.",
    ],
)
def test_an_act_that_rests_on_a_law_still_asks_for_its_holder(line: str) -> None:
    assert asked(f"{PLAN}- {line}\n- Sở Nội vụ khen thưởng.\n") == [line]


def test_what_a_letter_demands_by_unknown_words_still_asks_for_its_holder() -> None:
    line = "Về đánh giá kết quả: Thực hiện theo Mục IV Kế hoạch số 13/KH-UBND."
    told = "Đề nghị các sở, ban, ngành rà soát hợp đồng thuê bãi trước ngày 20/4/2026."
    assert asked(f"{LETTER}1. {told}\n2. {line}\n") == [line]


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Kinh phí do Sở Tài chính giải ngân trước ngày 31/12/2026.", "Sở Tài chính"),
        ("Chốt số 1 do Công an tỉnh cắm trước ngày 31/5/2026.", "Công an tỉnh"),
        ("Tổ chức đêm nhạc: Sở Văn hóa, Thể thao và Du lịch dựng sân khấu.", "Sở Văn hóa, Thể thao và Du lịch"),
    ],
)
def test_who_does_a_part_by_any_verb_under_another_s_name_is_asked_about(said: str, other: str) -> None:
    read = compile_text(f"{PLAN}1. Sở Xây dựng\n\n- Rà soát quy hoạch.\n- {said}\n")
    assert [other in one.message for one in read.diagnostics if one.code == "D128"] == [True]


def test_whose_rules_a_task_follows_is_not_asked_about() -> None:
    said = "Nhiệm vụ của tổ giúp việc do Sở Tài chính trực tiếp quản lý quy định."
    read = compile_text(f"{PLAN}1. Sở Xây dựng\n\n- Rà soát quy hoạch.\n- {said}\n")
    assert not [one for one in read.diagnostics if one.code == "D128"]
