"""What a reader of questions is spared: words that present the plan, purposes, elections, quotas, the same question twice."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

TOP = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ HÒA\n\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nThi đua bầu cử năm 2026\n\n"
ASSIGNS = "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n- Rà soát các trạm y tế.\n\n"


def asked(text: str) -> list[tuple[str, str]]:
    compiled: Compiled = compile_text(text)
    return [
        (one.code, one.quote or "") for one in compiled.diagnostics if one.severity is not Severity.INFO and one.source
    ]


@pytest.mark.parametrize(
    "presents",
    [
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
        "Căn cứ Luật Bầu cử; Ủy ban nhân dân tỉnh ban hành Kế hoạch quan trắc, cảnh báo lũ năm 2026, cụ thể như sau:",
        "Ủy ban nhân dân tỉnh Phú Hòa triển khai Đợt thi đua (sau đây viết tắt là Đợt thi đua) và ban hành Kế hoạch tổ chức thực hiện như sau:",
    ],
)
def test_the_words_that_present_the_plan_are_not_asked_about(presents: str) -> None:
    assert asked(TOP + presents + "\n\nI. MỤC TIÊU\n\n- Bảo đảm an toàn.\n\n" + ASSIGNS) == []


@pytest.mark.parametrize(
    "purpose",
    [
        "Phân công nhiệm vụ cho các sở, ban, ngành, Ủy ban nhân dân các xã, phường triển khai thực hiện kịp thời, thống nhất.",
        "Nâng cao nhận thức. Làm cơ sở để các sở, ban, ngành, Ủy ban nhân dân các xã, phường chủ động triển khai các công việc.",
    ],
)
def test_for_whom_a_plan_is_made_is_not_asked_about(purpose: str) -> None:
    assert asked(TOP + f"I. MỤC ĐÍCH\n\n- {purpose}\n\n" + ASSIGNS) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Biểu dương các tập thể có thành tích trong cuộc bầu cử đại biểu Quốc hội khóa XVI và đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2026 - 2031.",
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I về phát triển kinh tế.",
        "Dự thảo lần 2 quy hoạch (sau khi xin ý kiến các sở, ban, ngành, UBND các xã, phường của tỉnh).",
    ],
)
def test_a_body_that_is_only_spoken_of_is_not_asked_about(sentence: str) -> None:
    assert asked(TOP + f"II. NỘI DUNG\n\n- {sentence}\n\n" + ASSIGNS) == []


def test_quotas_of_awards_are_not_asked_about() -> None:
    quotas = "II. SỐ LƯỢNG ĐỀ NGHỊ KHEN THƯỞNG\n\n1. Bằng khen\n\n- Ban Chỉ đạo bầu cử của tỉnh: Không quá 05 cá nhân;\n\n- Tổ giúp việc Ủy ban bầu cử tỉnh: Không quá 05 cá nhân.\n\n"
    assert asked(TOP + quotas + ASSIGNS) == []


def test_an_open_class_is_asked_about_once() -> None:
    text = (
        TOP
        + "III. TỔ CHỨC THỰC HIỆN\n\n1. Các doanh nghiệp, tổ chức có liên quan\n- Rà soát thiết bị.\n- Bảo đảm an toàn.\n- Thực hiện đúng cam kết.\n"
    )
    assert [code for code, _ in asked(text)].count("D112") <= 1
    assert [one.code for one in compile_text(text).diagnostics].count("D112") == 1


@pytest.mark.parametrize(
    "task",
    [
        "Tham mưu kế hoạch; phối hợp với Sở Tài chính; các doanh nghiệp viễn thông và các đơn vị liên quan rà soát mạng cáp.",
        "Tham mưu UBND tỉnh đôn đốc, hướng dẫn các sở, ban, ngành; các xã, phường và đơn vị thuộc tỉnh tổ chức phong trào.",
    ],
)
def test_names_behind_a_semicolon_that_go_on_a_list_are_nobody_else_s_duty(task: str) -> None:
    text = TOP + f"III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n- {task}\n"
    assert not [one for one in compile_text(text).diagnostics if one.code == "D113"]


@pytest.mark.parametrize(
    "heading",
    [
        "Đối với công trình, hạng mục hạ tầng dùng chung: Ưu tiên bố trí vốn ngân sách",
        "Sau khi cấp có thẩm quyền thông báo vốn: Rà soát danh mục dự án",
        "Việc áp dụng tiêu chuẩn: Bảo đảm đồng bộ",
    ],
)
def test_things_and_times_before_a_colon_hold_nothing(heading: str) -> None:
    text = (
        TOP
        + f"II. KINH PHÍ\n\n- Sở Tài chính: Thẩm định dự toán.\n\n- Sở Y tế: Lập dự toán kinh phí.\n\n- {heading}.\n\n"
        + ASSIGNS
    )
    holders = {duty.holder for duty in compile_text(text).responsibilities if duty.basis == "stated"}
    assert holders == {"Sở Tài chính", "Sở Y tế"}


@pytest.mark.parametrize("part", ["1. Yêu cầu", "- Yêu cầu:"])
def test_what_people_in_general_must_do_is_not_asked_about(part: str) -> None:
    text = TOP + f"II. NỘI DUNG\n\n{part}\n\n+ Người có nghĩa vụ kê khai phải kê khai đầy đủ, trung thực.\n\n" + ASSIGNS
    assert asked(text) == []


def test_what_heads_of_bodies_must_do_is_asked_about() -> None:
    text = (
        TOP + "II. NỘI DUNG\n\n1. Yêu cầu\n\n- Người đứng đầu các cơ quan phải trực tiếp tổ chức kê khai.\n\n" + ASSIGNS
    )
    compiled = compile_text(text)
    assert any("Người đứng đầu" in one for _, one in asked(text)) or any(
        duty.holder.startswith("Người đứng đầu") for duty in compiled.responsibilities
    )


@pytest.mark.parametrize("part", ["1. Mục đích", "- Mục đích:"])
def test_a_purpose_charges_nobody(part: str) -> None:
    purpose = (
        "Nhằm cụ thể hóa các bước để cơ quan lập quy hoạch, các sở, ban, ngành tham gia xây dựng nội dung kịp thời."
    )
    text = TOP + f"I. NHỮNG VẤN ĐỀ CHUNG\n\n{part}\n\n+ {purpose}\n\n" + ASSIGNS
    assert asked(text) == []
    assert [duty.holder for duty in compile_text(text).responsibilities if duty.basis == "stated"] == ["Sở Y tế"]


def test_papers_that_nobody_is_said_to_send_are_asked_about() -> None:
    sentence = "Hồ sơ đề nghị tặng Bằng khen gửi về Sở Nội vụ (qua Phòng Tổ chức) trước ngày 31/3/2026 để tổng hợp."
    text = (
        TOP
        + f"II. THỦ TỤC, HỒ SƠ VÀ THỜI GIAN KHEN THƯỞNG\n\n1. Thời gian trình khen thưởng\n\n{sentence}\n\n"
        + ASSIGNS
    )
    assert [code for code, quote in asked(text) if quote.startswith("Hồ sơ")] == ["D102"]


def test_the_rights_of_a_body_are_no_duties() -> None:
    text = (
        TOP
        + "II. CƠ CẤU\n\n1. Nhiệm vụ của Quỹ Nhà ở tỉnh\n\na) Quản lý nguồn vốn.\n\n2. Quyền hạn của Quỹ Nhà ở tỉnh\n\na) Được từ chối cung cấp thông tin.\n\nb) Tổ chức hoạt động, tiếp nhận nguồn vốn.\n\n"
        + ASSIGNS
    )
    said = [duty.text for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert said == ["Quản lý nguồn vốn.", "Rà soát các trạm y tế."]


def test_what_stands_behind_a_courtesy_is_told_of() -> None:
    text = (
        "KẾ HOẠCH\n\nTu bổ đình làng năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung việc tu bổ.\n\n"
        "III. KẾT LUẬN\n\nUBND tỉnh ghi nhận và đánh giá cao các thôn. Sở Y tế khử trùng các đình trước ngày hội.\n"
    )
    found = compile_text(text)
    told = [text[one.source.start : one.source.end] for one in found.diagnostics if one.source]
    assert any("Sở Y tế khử trùng" in one for one in [*told, *(duty.text for duty in found.responsibilities)])
