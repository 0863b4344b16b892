"""Records whose fields stand as headings, once for a series, or under a task that says how it is to be done."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled
from tests.compiler.plan_layouts import SMALL_HOLDERS

HEAD = "KẾ HOẠCH\nTuyên truyền phòng cháy năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"


def compiled(body: str) -> Compiled:
    return compile_text(HEAD + body)


def said(body: str) -> list[tuple[str, str]]:
    return [(one.holder, one.text) for one in compiled(body).responsibilities]


def test_a_field_may_be_a_heading_above_a_list_of_names() -> None:
    body = (
        "II. KIỆN TOÀN LỰC LƯỢNG\n\n1. Nội dung, biện pháp\n\na) Thành lập đội chữa cháy ở từng thôn;\n\n"
        "b) Rà soát phương tiện hiện có.\n\n2. Cơ quan chủ trì, phối hợp\n\na) Cơ quan chủ trì\n\n- Công an tỉnh.\n\n"
        "- Sở Xây dựng; Sở Công Thương.\n\nb) Cơ quan phối hợp\n\n- Các đoàn thể.\n\n"
        "3. Thời gian thực hiện: Tháng 3, 4/2026 và kiện toàn thường xuyên.\n"
    )
    duties = compiled(body).responsibilities
    lead = "Công an tỉnh; Sở Xây dựng; Sở Công Thương"
    assert [(one.holder, one.text) for one in duties] == [
        (lead, "Thành lập đội chữa cháy ở từng thôn;"),
        (lead, "Rà soát phương tiện hiện có."),
    ]
    assert all(one.with_ == ["Các đoàn thể"] for one in duties)
    assert {one.due.rule for one in duties if one.due} == {"period:2026-03-01..2026-04-30+continuous"}


def test_a_heading_of_cooperation_above_what_bodies_do_is_no_field() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh\n\na) Chủ trì triển khai Kế hoạch này.\n\nb) Chủ trì, phối hợp\n\n"
        "- Sở Tài chính tham mưu bố trí kinh phí mua phương tiện.\n\n- Sở Nội vụ tham mưu khen thưởng.\n"
    )
    duties = compiled(body).responsibilities
    assert {one.holder for one in duties} == {"Công an tỉnh"}
    assert duties[1].with_ == ["Sở Tài chính"]


def test_fields_under_the_last_item_of_a_series_are_for_all_of_it() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Kiểm tra\n\n1.1. Tham gia các đoàn kiểm tra do tỉnh tổ chức khi có yêu cầu.\n\n"
        "1.2. Tổng hợp kiến nghị của cơ sở.\n\n1.3. Theo dõi việc khắc phục.\n\n- Thời gian thực hiện: Quý II/2026.\n\n"
        "- Đơn vị chủ trì: Công an xã.\n"
    )
    assert [holder for holder, _ in said(body)] == ["Công an xã"] * 3


def test_a_task_above_its_fields_is_the_duty_and_not_what_says_how() -> None:
    task = "Xây dựng và ban hành Hướng dẫn về việc kiểm tra an toàn tại các chợ, khu dân cư trên địa bàn."
    body = (
        f"II. NỘI DUNG\n\n1. Ban hành văn bản\n\n1.1. {task}\n\n- Bảo đảm thống nhất với hướng dẫn của tỉnh.\n\n"
        "- Phối hợp với các thôn lấy ý kiến người dân.\n\n- Thời gian hoàn thành: Tháng 3/2026.\n\n- Đơn vị chủ trì: Công an xã.\n"
    )
    duties = compiled(body).responsibilities
    assert [one.text for one in duties] == [task, "Phối hợp với các thôn lấy ý kiến người dân."]
    assert {one.due.rule for one in duties if one.due} == {"by:2026-03-31"}


def test_a_task_with_a_day_of_its_own_keeps_it_beside_the_time_for_all() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Hội nghị\n\n- Tổ chức hội nghị lần một: Chậm nhất ngày 10/02/2026.\n\n- Tổ chức hội nghị tổng kết.\n\n"
        "- Thời gian: Quý I/2026.\n\n- Cơ quan chủ trì: Sở Nội vụ.\n"
    )
    rules = [one.due.rule if one.due else None for one in compiled(body).responsibilities]
    assert rules == ["by:2026-02-10", "period:2026-01-01..2026-03-31"]


def test_what_is_carried_out_is_no_name_behind_the_word_for_it() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã\n\n- Tuần tra ban đêm.\n\n"
        "- Thực hiện: Kế hoạch số 12/KH-UBND ngày 10/01/2026 về an toàn điện.\n"
    )
    assert {holder for holder, _ in said(body)} == {"Công an xã"}
    assert len(said(body)) == 2


@pytest.mark.parametrize("marks", [("a)", "b)", "c)"), ("1.1.", "1.2.", "1.3."), ("a)", "d)", "e)")])
def test_a_paragraph_between_two_items_of_a_series_goes_on_with_the_first(marks: tuple[str, str, str]) -> None:
    body = (
        f"II. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã\n\n{marks[0]} Kiểm tra các chợ;\n\n{marks[1]} Tập huấn cho tiểu thương.\n\n"
        f"Trên cơ sở đó lập danh sách người cam kết.\n\n{marks[2]} Diễn tập ở từng thôn.\n"
    )
    texts = [text for _, text in said(body)]
    assert "Tập huấn cho tiểu thương. Trên cơ sở đó lập danh sách người cam kết." in texts
    assert len(texts) == 3


def test_paragraphs_behind_the_last_item_of_a_list_are_tasks_where_they_act_and_go_on_with_it_where_they_point_back() -> (
    None
):
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã\n\n- Kiểm tra các chợ.\n\n- Phát động phong trào ở từng thôn.\n\n"
        "Tăng cường phát thanh vào buổi sáng.\n\n2. Trạm Y tế\n\n- Trực cấp cứu.\n\nTrên cơ sở đó lập danh sách người bệnh.\n"
    )
    assert [text for _, text in said(body)] == [
        "Kiểm tra các chợ.",
        "Phát động phong trào ở từng thôn.",
        "Tăng cường phát thanh vào buổi sáng.",
        "Trực cấp cứu. Trên cơ sở đó lập danh sách người bệnh.",
    ]


def test_a_paragraph_that_names_who_does_it_among_a_record_s_tasks_is_that_body_s() -> None:
    body = (
        "II. KIỆN TOÀN\n\n1. Nội dung\n\na) Thành lập đội chữa cháy ở thôn.\n\n"
        "Số lượng đội viên do Công an tỉnh hướng dẫn thực hiện.\n\n2. Cơ quan chủ trì\n\n- UBND các xã.\n\n3. Thời gian thực hiện: Quý II.\n"
    )
    assert ("Công an tỉnh", "Số lượng đội viên do Công an tỉnh hướng dẫn thực hiện.") in said(body)


def test_a_closing_sentence_that_charges_a_body_before_it_comes_to_difficulties_is_its_duty() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Các thôn\n\n- Tuần tra ban đêm.\n\n"
        "Công an xã chịu trách nhiệm theo dõi việc thực hiện và báo cáo UBND xã, trong quá trình thực hiện có khó khăn "
        "vướng mắc phải báo cáo ngay.\n"
    )
    holder, text = said(body)[-1]
    assert holder == "Công an xã"
    assert text.startswith("Công an xã chịu trách nhiệm")


@pytest.mark.parametrize("holder", SMALL_HOLDERS)
def test_a_person_s_post_or_a_small_body_is_a_holder_that_is_known(holder: str) -> None:
    body = f"II. TỔ CHỨC THỰC HIỆN\n\n1. UBND xã\n\n- Ban hành kế hoạch.\n\n2. {holder}\n\n- Vận động người dân tham gia.\n"
    result = compiled(body)
    assert result.responsibilities[-1].holder == holder
    assert not [one for one in result.diagnostics if one.code == "D107"]


@pytest.mark.parametrize("holder", [one for one in SMALL_HOLDERS if one != "Công chức phụ trách cải cách hành chính"])
def test_the_same_holders_head_a_duty_behind_a_colon(holder: str) -> None:
    body = (
        f"II. TỔ CHỨC THỰC HIỆN\n\n1. UBND xã: Ban hành kế hoạch của xã.\n\n2. {holder}: Phối hợp vận động người dân.\n"
    )
    assert said(body)[-1] == (holder, "Phối hợp vận động người dân.")


def test_who_is_joined_at_the_beginning_is_a_partner() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. Trạm Y tế\n\n- Cùng với UBND các phường tổ chức ra quân dọn vệ sinh.\n"
    duty = compiled(body).responsibilities[0]
    assert (duty.with_, [role.value for role in duty.roles]) == (["UBND các phường"], ["cooperate"])


def test_a_title_over_items_behind_the_fields_of_a_record_is_no_task_of_that_record() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Hội thi cấy lúa\n\nNội dung: Chọn đội cấy nhanh nhất xã.\n\n- Thời gian: Ngày 12/02/2026.\n\n"
        "- Đơn vị chủ trì: Hội Nông dân xã.\n\n1.2. Báo cáo kết quả hội thi\n\n"
        "- Gửi biên bản chấm thi về Hội Nông dân tỉnh sau hội thi 02 ngày.\n\n- Chuyển danh sách đội nhất đến Phòng Kinh tế.\n"
    )
    found = compiled(body)
    assert [(one.holder, one.text[:23]) for one in found.responsibilities if one.basis == "stated"] == [
        ("Hội Nông dân xã", "Nội dung: Chọn đội cấy ")
    ]
    asked = [(one.quote or "")[:14] for one in found.diagnostics if one.code in {"D108", "D106"}]
    assert asked == ["Gửi biên bản c", "Chuyển danh sá"]
