"""Where a list of duties begins, goes on and ends, and what its introduction lends the items."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Responsibility, Role, Severity

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ HÒA\n\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nTuyên truyền năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"
ASSIGNS = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n"


def stated(compiled: Compiled) -> list[Responsibility]:
    return [duty for duty in compiled.responsibilities if duty.basis == "stated"]


def told(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, " ".join(duty.text.split())) for duty in stated(compiled)]


def asked(compiled: Compiled) -> list[tuple[str, str]]:
    return [(one.code, one.quote or "") for one in compiled.diagnostics if one.severity is not Severity.INFO]


@pytest.mark.parametrize("start", [ASSIGNS, HEAD + "II. NỘI DUNG\n\n"])
def test_a_paragraph_behind_a_run_in_task_goes_on_with_its_holder(start: str) -> None:
    text = (
        "(1) Sở Y tế: Rà soát các trạm y tế.\n\n(2) UBND xã Tân Lập: Công bố danh sách các hộ.\n\n"
        "Phối hợp với Công an xã kiểm tra việc thực hiện.\n\n(3) Sở Tài chính: Thẩm định dự toán kinh phí.\n"
    )
    assert ("UBND xã Tân Lập", "Phối hợp với Công an xã kiểm tra việc thực hiện.") in told(compile_text(start + text))


def test_a_title_of_an_article_ends_the_list_above_it() -> None:
    text = (
        "## Ai thực hiện\n\n- Sở Tài chính:\n\n+ Bố trí kinh phí thực hiện Kế hoạch.\n\n"
        "## Áp dụng tiêu chuẩn trong xây dựng\n\nTheo Luật Xây dựng, việc áp dụng tiêu chuẩn như sau:\n\n- Phù hợp quy hoạch.\n"
    )
    assert told(compile_text(ASSIGNS + text)) == [("Sở Tài chính", "Bố trí kinh phí thực hiện Kế hoạch.")]


def test_a_title_below_another_leaves_what_that_one_heads() -> None:
    text = "# II. TỔ CHỨC THỰC HIỆN\n\n## 1. Sở Y tế\n\n### Việc trước mắt\n\n- Rà soát các trạm y tế.\n"
    assert ("Sở Y tế", "Rà soát các trạm y tế.") in told(compile_text(HEAD + text))


@pytest.mark.parametrize(
    "lead",
    ["giao Sở Y tế lãnh đạo, chỉ đạo một số nội dung sau:", "giao Sở Y tế chỉ đạo thực hiện các nhiệm vụ sau đây:"],
)
def test_under_whoever_is_to_direct_an_item_may_name_its_own_holder(lead: str) -> None:
    text = f"UBND tỉnh {lead}\n\n- Rà soát quy trình tiếp nhận.\n\n- Các bệnh viện khẩn trương cấp bổ sung vật tư.\n\n- Đảng ủy Sở Nội vụ chủ trì, phối hợp với các xã số hóa tài liệu.\n"
    assert [holder for holder, _ in told(compile_text(ASSIGNS + text))] == [
        "Sở Y tế",
        "Các bệnh viện",
        "Đảng ủy Sở Nội vụ",
    ]


def test_partners_parted_by_semicolons_are_lent_to_the_items() -> None:
    text = "Sở Y tế chủ trì, phối hợp với các bộ, ngành; các sở, địa phương liên quan thực hiện các nhiệm vụ sau:\n\n- Xây dựng Đề án A.\n\n- Xây dựng Đề án B.\n"
    for duty in stated(compile_text(ASSIGNS + text)):
        assert duty.roles == [Role.LEAD, Role.EXECUTE]
        assert duty.with_ == ["các bộ, ngành", "các sở, địa phương liên quan"]


def test_an_order_to_a_body_of_unknown_name_is_asked_about() -> None:
    sentence = "Giao Thượng hội Sông Hồng căn cứ Kế hoạch này chủ trì, phối hợp với các cơ quan xây dựng đề án."
    compiled = compile_text(HEAD + f"II. NỘI DUNG\n\n1. Xây dựng đề án\n\n{sentence}\n")
    assert ("Thượng hội Sông Hồng", sentence) in told(compiled) or any(
        quote.startswith("Giao Thượng hội") for _, quote in asked(compiled)
    )


def test_recipients_between_underscores_are_no_duties() -> None:
    text = "1. Sở Y tế\n- Rà soát các trạm y tế.\n\n__Nơi nhận: __\n\n- Bộ Y tế,\n\n- Ban tổ chức các tỉnh ủy, thành ủy,\n\n- Lãnh đạo Ban,\n\n- Lưu: VP.\n"
    compiled = compile_text(ASSIGNS + text)
    assert told(compiled) == [("Sở Y tế", "Rà soát các trạm y tế.")]
    assert not [one for one in asked(compiled) if one[0] in {"D102", "D103"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kế hoạch này thay thế Kế hoạch số 3/KH-UBND ngày 31/7/2023 của UBND tỉnh.",
        "Hướng dẫn này, các phụ lục kèm theo có hiệu lực từ ngày ký và thay thế các Hướng dẫn số 1-HD/BTC, số 2-HD/BTC.",
    ],
)
def test_the_clause_on_effect_asks_nobody(sentence: str) -> None:
    compiled = compile_text(ASSIGNS + f"1. Sở Y tế\n- Rà soát các trạm y tế.\n\n{sentence}\n")
    assert not [one for one in asked(compiled) if one[0] == "D102"]


def test_a_paragraph_goes_on_with_the_task_above_it_where_a_lead_in_heads_the_list() -> None:
    text = (
        "Theo Điều 2, việc thực hiện như sau:\n\n(1) Sở Y tế: Rà soát các trạm y tế.\n\n(2) UBND xã Tân Lập: Công bố danh sách các hộ.\n\n"
        "Phối hợp với Công an xã kiểm tra việc thực hiện.\n\n(3) Sở Tài chính: Thẩm định dự toán kinh phí.\n"
    )
    assert ("UBND xã Tân Lập", "Phối hợp với Công an xã kiểm tra việc thực hiện.") in told(compile_text(ASSIGNS + text))


@pytest.mark.parametrize(
    "example",
    [
        "Ví dụ: Sở Y tế có 03 phó giám đốc thì báo cáo Sở Nội vụ không quá 09 người.",
        "Đồng chí Trần Văn A, Giám đốc Sở Y tế được giới thiệu quy hoạch tối đa 03 chức danh.",
    ],
)
def test_an_example_tells_nobody_anything(example: str) -> None:
    compiled = compile_text(ASSIGNS + f"1. Sở Y tế\n- Rà soát các trạm y tế.\n\n{example}\n")
    assert told(compiled) == [("Sở Y tế", "Rà soát các trạm y tế.")]
    assert not [one for one in asked(compiled) if one[0] in {"D101", "D102", "D114"}]


@pytest.mark.parametrize(
    "item", ["Giao đơn vị trực thuộc lập hồ sơ dự án.", "Phân công cán bộ phụ trách lập hồ sơ dự án."]
)
def test_whom_a_holder_puts_in_charge_of_its_own_work_it_answers_for(item: str) -> None:
    text = f"1. Sở Y tế có trách nhiệm:\n\na) {item}\n\nb) Rà soát các trạm y tế.\n"
    assert [holder for holder, _ in told(compile_text(ASSIGNS + text))] == ["Sở Y tế", "Sở Y tế"]


@pytest.mark.parametrize("signs", ["K/T TRƯỞNG BAN", "T/M BAN THƯỜNG VỤ", "T/L CHỦ TỊCH"])
def test_a_signature_with_strokes_ends_the_document(signs: str) -> None:
    text = f"1. Sở Y tế\n- Rà soát các trạm y tế.\n\n{signs}\n\nPHÓ TRƯỞNG BAN THƯỜNG TRỰC\n\nTrần Văn Bình\n"
    compiled = compile_text(ASSIGNS + text)
    assert told(compiled) == [("Sở Y tế", "Rà soát các trạm y tế.")]
    assert asked(compiled) == []


def test_acts_under_a_task_outside_the_assigning_part_are_its_holder_s() -> None:
    text = "II. NỘI DUNG\n\n1. Sở Y tế chủ trì lập báo cáo chung.\n\n- Tổng hợp khó khăn của các trạm y tế.\n\n- Danh sách kèm theo.\n"
    assert told(compile_text(HEAD + text)) == [
        ("Sở Y tế", "Sở Y tế chủ trì lập báo cáo chung."),
        ("Sở Y tế", "Tổng hợp khó khăn của các trạm y tế."),
    ]
