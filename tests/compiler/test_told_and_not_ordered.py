"""Who speaks and when: what a meeting heard, a law says, an aim counts or a text says of itself charges nobody; what a
resolution makes a body answer for is told of."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

NOTICE = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: 31/TB-UBND\n\nLào Cai, ngày 12 tháng 3 năm 2026\n\n"
    "THÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh tại cuộc họp về mùa mưa\n\n"
)
PLAN = "KẾ HOẠCH\n\nPHÒNG NGỪA THIÊN TAI NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"
RESOLUTION = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: 9/NQ-HĐND\n\nLào Cai, ngày 12 tháng 3 năm 2026\n\n"
    "NGHỊ QUYẾT\nQuy định mức thu tham quan hang động\n\nHỘI ĐỒNG NHÂN DÂN TỈNH\n\nQUYẾT NGHỊ:\n\n"
    "Điều 1. Mức thu\n\n1. Người lớn: 40.000 đồng một lượt.\n\n"
)


def loud(compiled: Compiled) -> list[tuple[str, str]]:
    return [
        (one.code, one.quote or "") for one in compiled.diagnostics if one.source and one.severity is not Severity.INFO
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "Ngày 10/3/2026, ông Vũ Văn Ba, Chủ tịch UBND tỉnh chủ trì cuộc họp về mùa mưa. Cùng dự có lãnh đạo Sở Xây dựng.\n"
        "Sau khi nghe Sở Xây dựng báo cáo và ý kiến các đại biểu, Chủ tịch UBND tỉnh kết luận như sau:\n",
        "Chủ tịch UBND tỉnh chủ trì cuộc họp về mùa mưa. Sau khi nghe Sở Xây dựng báo cáo và ý kiến của Công an tỉnh, "
        "Sở Y tế, Chủ tịch UBND tỉnh kết luận:\n",
    ],
)
def test_who_met_and_was_heard_before_a_conclusion_is_told_and_not_ordered(opening: str) -> None:
    compiled = compile_text(f"{NOTICE}{opening}- Giao Sở Xây dựng lập phương án.\n")
    assert loud(compiled) == []
    assert [one.holder for one in compiled.responsibilities] == ["Sở Xây dựng"]


def test_a_meeting_that_somebody_is_to_chair_is_a_duty_where_nobody_was_heard() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n- Sở Xây dựng chủ trì cuộc họp rút kinh nghiệm trước ngày 30/11/2026.\n"
    assert [one.holder for one in compile_text(PLAN + body).responsibilities] == ["Sở Xây dựng"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kế hoạch này được phổ biến đến đoàn viên, hội viên; niêm yết tại trụ sở Ủy ban nhân dân phường.",
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa III thông qua ngày 12 tháng 3 năm 2026.",
        "Trường hợp luật có quy định khác nhau về một việc giữa Kế hoạch này với văn bản khác thì áp dụng văn bản đó.",
    ],
)
def test_what_a_text_says_of_itself_is_nobody_s_task(sentence: str) -> None:
    body = f"II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Dự trữ thuốc.\n\n{sentence}\n"
    compiled = compile_text(PLAN + body)
    assert [one.text for one in compiled.responsibilities] == ["Dự trữ thuốc."]
    assert loud(compiled) == []


def test_what_a_text_says_of_itself_with_an_order_in_it_is_not_lost() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\nKế hoạch này được gửi đến các tổ dân phố; yêu cầu các tổ dân phố niêm yết.\n"
    compiled = compile_text(PLAN + body)
    assert compiled.responsibilities or loud(compiled)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế nhận được Công văn số 14/UBND-VX ngày 2/3/2026 của Ủy ban nhân dân xã Bản Liền về mua thuốc.",
        "Hiện nay, Sở Y tế đang rà soát số thuốc còn trong kho.",
        "Đến năm 2030 có 70% cơ sở trợ giúp xã hội công lập triển khai tập huấn bơi.",
        "100% các sở, ngành bố trí công chức trực ban.",
    ],
)
def test_what_was_received_goes_on_or_is_counted_in_an_aim_charges_nobody(sentence: str) -> None:
    assert loud(compile_text(f"{PLAN}II. NỘI DUNG\n\n- {sentence}\n")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong 05 ngày kể từ ngày nhận được kiến nghị, Văn phòng UBND tỉnh phối hợp với các cơ quan trả lời.",
        "Chủ cơ sở đang hoạt động trong vùng ngập phải di dời kho hàng.",
        "100% các xã phải lập đội xung kích.",
    ],
)
def test_what_is_to_be_done_on_receipt_or_by_all_is_told_of(sentence: str) -> None:
    compiled = compile_text(f"{PLAN}II. NỘI DUNG\n\n- {sentence}\n")
    assert compiled.responsibilities or loud(compiled)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Du lịch có trách nhiệm công khai mức thu tại cửa hang.",
        "Quỹ bảo tồn hang động tỉnh có trách nhiệm theo dõi riêng số thu này.",
        "Hội đồng nhân dân tỉnh thống nhất giao Ủy ban nhân dân tỉnh bố trí vốn sửa đường vào hang.",
    ],
)
def test_whom_a_resolution_makes_answer_for_something_is_told_of(sentence: str) -> None:
    compiled = compile_text(f"{RESOLUTION}2. Miễn thu đối với trẻ em. {sentence}\n")
    here = [one for one in compiled.diagnostics if one.quote and one.quote in sentence]
    assert here or any(sentence in one.text for one in compiled.responsibilities)


@pytest.mark.parametrize(
    "sentence",
    ["Sở Du lịch quyết định mức miễn, giảm cụ thể.", "Các trường đưa học sinh đến hang được giảm một nửa."],
)
def test_what_a_resolution_rules_is_no_finding(sentence: str) -> None:
    assert loud(compile_text(f"{RESOLUTION}2. Miễn thu đối với trẻ em. {sentence}\n")) == []


def test_a_kind_of_body_named_by_what_it_does_is_known_by_its_charge_only() -> None:
    part = "II. TỔ CHỨC THỰC HIỆN\n\n- Dự trữ áo phao.\n\n"
    charged = compile_text(f"{PLAN}{part}- Doanh nghiệp khai thác cát ven sông có trách nhiệm cắm phao.\n")
    assert "Doanh nghiệp khai thác cát ven sông" in [one.holder for one in charged.responsibilities]
    spoken = compile_text(f"{PLAN}{part}- Nhà đầu tư tự chịu trách nhiệm về vốn.\n")
    assert "Nhà đầu tư tự" not in [one.holder for one in spoken.responsibilities]


@pytest.mark.parametrize(
    "line",
    [
        "đ) Đối tượng thực hiện thủ tục hành chính: Ủy ban nhân dân cấp xã, Sở Y tế.",
        "e) Cơ quan giải quyết thủ tục hành chính: Ủy ban nhân dân cấp tỉnh.",
        "g) Bổ sung các trường dữ liệu do doanh nghiệp cung cấp.",
        "h) Trưởng Ban Chỉ đạo là Chủ tịch UBND tỉnh; thường trực Ban Chỉ đạo là Công an tỉnh.",
        "i) Thống nhất giữa Sở Y tế, Sở Xây dựng; UBND các xã và các cơ quan có liên quan trong việc thực hiện Kế hoạch.",
    ],
)
def test_the_parts_of_a_procedure_a_board_s_seats_and_a_list_s_last_names_are_no_findings(line: str) -> None:
    assert loud(compile_text(f"{PLAN}II. NỘI DUNG\n\n{line}\n")) == []


def test_a_body_that_several_clauses_of_names_lead_up_to_is_asked_about_once() -> None:
    line = "- Các cơ quan đảng của tỉnh; các sở, ngành; Hội Người cao tuổi Bình An coi việc trực ban là trọng tâm."
    assert [code for code, _ in loud(compile_text(f"{PLAN}II. NỘI DUNG\n\n{line}\n"))] == ["D114"]


def test_cases_head_no_duties() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\nCác trường hợp bị khóa hộp thư:\n\n- Không thay đổi mật khẩu.\n\n- Cung cấp mật khẩu cho người khác.\n"
    assert compile_text(PLAN + body).responsibilities == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Cơ quan, đơn vị được góp ý có trách nhiệm trả lời trong 07 ngày.",
        "Chậm nhất 20 ngày trước kỳ họp, cơ quan, tổ chức, cá nhân giải quyết kiến nghị có trách nhiệm trả lời cử tri.",
    ],
)
def test_whoever_is_made_to_answer_for_something_is_told_of_by_whatever_words(sentence: str) -> None:
    assert loud(compile_text(f"{RESOLUTION}2. Miễn thu đối với trẻ em. {sentence}\n")) != []


def test_people_in_general_who_answer_for_something_are_not_asked_about() -> None:
    assert (
        loud(compile_text(f"{RESOLUTION}2. Miễn thu đối với trẻ em. Người tham quan có trách nhiệm giữ vệ sinh.\n"))
        == []
    )
