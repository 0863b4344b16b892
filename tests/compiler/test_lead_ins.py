"""What a directive's lead-in orders a class, what only introduces, and what stays loud when questions are many."""

from __future__ import annotations

import pytest

from compiler.asks.findings import FLAGGED_SHARE, SHORTEST_POINTER
from compiler.compile import compile_text
from compiler.duties.headings import heading_holder
from compiler.duties.routes import read_routes
from compiler.head.classify import classify
from compiler.names.holders import clean_holder, is_group
from compiler.names.partners import read_partners
from compiler.names.subjects import subject_of
from compiler.result import DocumentClass, Severity
from compiler.text.manuscript import Manuscript, same_tone
from compiler.text.outline import outline
from compiler.when.due import read_due

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH PHÚ HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 04/CT-UBND
Phú Hòa, ngày 15 tháng 02 năm 2021

CHỈ THỊ
Về việc tiết kiệm điện

Năm qua, việc sử dụng điện còn lãng phí.

Để khắc phục, Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện thực hiện các nội dung sau:

1. Về chiếu sáng công sở

a) Tắt đèn ngoài giờ làm việc.

b) Thay thế đèn sợi đốt trong năm 2021.

2. Giao Sở Công Thương:

a) Chủ trì kiểm tra việc thực hiện.

3. Rà soát định mức tiêu thụ điện của đơn vị mình.

Chỉ thị này có hiệu lực kể từ ngày ký. Sở Công Thương chịu trách nhiệm theo dõi, tổng hợp báo cáo UBND tỉnh./.
"""
CLASS = "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện"


def test_themes_and_acts_of_a_directive_are_for_the_class_that_its_lead_in_orders() -> None:
    said = [(duty.holder, duty.text) for duty in compile_text(DIRECTIVE).responsibilities]
    assert (CLASS, "Tắt đèn ngoài giờ làm việc.") in said
    assert (CLASS, "Thay thế đèn sợi đốt trong năm 2021.") in said
    assert (CLASS, "Rà soát định mức tiêu thụ điện của đơn vị mình.") in said


def test_an_item_that_names_its_own_holder_is_not_for_the_class() -> None:
    said = [(duty.holder, duty.text) for duty in compile_text(DIRECTIVE).responsibilities]
    assert ("Sở Công Thương", "Chủ trì kiểm tra việc thực hiện.") in said


def test_who_is_charged_behind_the_clause_on_its_force_has_a_duty() -> None:
    last = compile_text(DIRECTIVE).responsibilities[-1]
    assert last.holder == "Sở Công Thương"
    assert "theo dõi" in last.text


def test_a_plan_s_lead_in_orders_nobody() -> None:
    plan = DIRECTIVE.replace("CHỈ THỊ\n", "KẾ HOẠCH\n").replace("04/CT-UBND", "04/KH-UBND")
    assert "Tắt đèn ngoài giờ làm việc." not in [duty.text for duty in compile_text(plan).responsibilities]


PLAN_HEAD = "KẾ HOẠCH\nTuyên truyền năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


@pytest.mark.parametrize(
    ("body", "text", "role"),
    [
        ("1. Sở Nội vụ: Tham mưu UBND tỉnh:\n\n- Hoàn thiện quy định về vị trí việc làm.\n", "Hoàn thiện", "advise"),
        (
            "1. Sở Xây dựng\n\n- Chỉ đạo thanh tra trực thuộc Sở:\n\n- Tăng cường kiểm tra trên địa bàn.\n",
            "Tăng",
            "coordinate",
        ),
    ],
)
def test_what_ends_in_a_colon_above_items_is_no_duty_of_its_own(body: str, text: str, role: str) -> None:
    duties = compile_text(PLAN_HEAD + body).responsibilities
    stated = [duty for duty in duties if duty.basis == "stated"]
    assert len(stated) == 1
    assert stated[0].text.startswith(text)
    assert role in stated[0].roles


def test_a_statement_that_names_its_holder_is_asked_about_however_many_there_are() -> None:
    aims = "".join(
        f"- Trong năm {n}, Sở Y tế chủ trì kiểm tra nhóm {n}, đánh giá mức độ hài lòng của người dân và công khai.\n\n"
        for n in range(40)
    )
    compiled = compile_text("KẾ HOẠCH\nTuyên truyền năm 2026\n\nI. MỤC TIÊU\n\n1. Sở Y tế\n\n" + aims)
    charged = len([duty for duty in compiled.responsibilities if "Sở Y tế" in duty.holder and duty.basis == "stated"])
    loud = [one for one in compiled.diagnostics if one.code == "D101" and one.severity is not Severity.INFO]
    assert charged + len(loud) >= 40


def test_questions_point_at_the_beginning_of_long_statements_when_room_is_short() -> None:
    item = "Rà soát quy trình nội bộ, đánh giá mức độ hài lòng của người dân, doanh nghiệp và công khai kết quả"
    many = "".join(f"- {item} của nhóm thủ tục số {n}.\n\n- Sở Y tế tập huấn.\n\n" for n in range(12))
    text = PLAN_HEAD + many + "1. Sở Nội vụ\n\n- Theo dõi chung.\n" + "\n\n".join(["Đoạn dẫn giải dài."] * 260)
    asked = [one for one in compile_text(text).diagnostics if one.code == "D102" and one.severity is not Severity.INFO]
    assert len(asked) == 12
    spans = [one.source.end - one.source.start for one in asked if one.source]
    assert min(spans) >= SHORTEST_POINTER
    assert sum(spans) <= FLAGGED_SHARE * len(text)


@pytest.mark.parametrize(
    ("written", "holder"),
    [
        ("Đề nghị: Hội Nông dân tỉnh", "Hội Nông dân tỉnh"),
        ("Sở Y tế - thường trực Kế hoạch", "Sở Y tế"),
        ("Sở Y tế - Đơn vị thường trực", "Sở Y tế"),
        ("Các chủ rừng (các Ban quản lý rừng, hợp tác xã…)", "Các chủ rừng"),
        ("UBND các xã, phường (gọi chung là cấp xã)", "UBND các xã, phường"),
        ("Thường trực Hội đồng nhân dân tỉnh", "Thường trực Hội đồng nhân dân tỉnh"),
    ],
)
def test_what_is_no_part_of_a_holder_s_name_is_left_out(written: str, holder: str) -> None:
    assert clean_holder(written) == holder


def test_a_request_with_a_colon_heads_whom_it_asks() -> None:
    heading = heading_holder("Đề nghị: Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh", heads=True)
    assert heading is not None
    assert heading.holder.startswith("Hội Nông dân")
    assert heading.requested


def test_units_of_a_level_with_a_slash_are_a_class() -> None:
    assert is_group("UBND xã/phường/thị trấn")
    assert not is_group("UBND xã Tân Lập")


@pytest.mark.parametrize("aim", ["Đến năm 2030: Có trên 30% doanh nghiệp, hợp tác xã ứng dụng công nghệ số."])
def test_a_share_of_a_class_is_an_aim(aim: str) -> None:
    assert subject_of(same_tone(aim)) is None


def test_the_channel_in_brackets_may_begin_with_a_small_letter() -> None:
    text = "báo cáo về UBND xã (qua công chức Văn phòng - Thống kê) để tổng hợp"
    assert read_routes(text, same_tone(text)) == ["UBND xã", "công chức Văn phòng - Thống kê"]


def test_who_leads_together_with_others_has_partners() -> None:
    text = "Chủ trì cùng các ngành liên quan, kiểm tra việc chấp hành"
    assert read_partners(text, same_tone(text)) == ["các ngành liên quan"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("hai tuần một lần", "other"),
        ("3 tháng/lần", "quarterly"),
        ("hằng năm hoàn thành trong tháng 2", "yearly:02-28"),
    ],
)
def test_rounds_that_are_no_period_of_the_list_are_not_forced_into_one(text: str, rule: str) -> None:
    found = read_due(text, same_tone(text), year=2026)
    assert found is not None
    assert found.due.rule == rule


def test_a_notice_behind_a_letter_s_address_does_not_name_the_letter_s_class() -> None:
    text = (
        "Số: 12/SNV-VP\n\nKính gửi: Các phòng chuyên môn\n\nĐề nghị các phòng gửi báo cáo.\n\nTHÔNG BÁO\n\nVề cookie\n"
    )
    blocks = [block for block in outline(Manuscript(text)).walk() if block.text]
    assert classify(blocks).cls is DocumentClass.LETTER


def test_a_body_that_is_urged_is_told_and_its_name_ends_there() -> None:
    directive = DIRECTIVE.replace(
        "2. Giao Sở Công Thương:", "2. Sở Công Thương khẩn trương hoàn thành kết nối số liệu:"
    )
    assert "Sở Công Thương" in [duty.holder for duty in compile_text(directive).responsibilities]
    heading = heading_holder("Các đơn vị cấp nước", heads=True)
    assert heading is not None
    assert heading.holder == "Các đơn vị cấp nước"


def test_who_answers_in_the_closing_paragraph_reports() -> None:
    closing = "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị phản hồi về Sở Nội vụ để tổng hợp."
    last = compile_text(PLAN_HEAD + "1. Sở Nội vụ\n\n- Theo dõi chung.\n\n" + closing).responsibilities
    told = next(duty for duty in last if "phản hồi" in duty.text)
    assert told.holder == "các cơ quan, đơn vị"
    assert told.reports_to == ["Sở Nội vụ"]


def test_bodies_that_an_act_names_are_not_told_to_do_it() -> None:
    assert subject_of(same_tone("Cơ quan chủ quản Chương trình, cơ quan chủ trì dự án thành phần, chủ đầu tư.")) is None


def test_a_text_that_opens_with_a_question_answers_it_and_assigns_nothing() -> None:
    article = "Mẫu kế hoạch năm 2026 ra sao?\n\nTham khảo mẫu dưới đây:\n\nKẾ HOẠCH\nNăm 2026\n\n1. Tổ chuyên môn\n\n- Tổ chức dự giờ.\n"
    blocks = [block for block in outline(Manuscript(article)).walk() if block.text]
    assert classify(blocks).cls is DocumentClass.NEWS


def test_a_line_that_breaks_inside_a_name_goes_on() -> None:
    plan = PLAN_HEAD + "1. Sở Nội vụ\n\n- Tham mưu Ủy ban nhân dân\nThành phố ban hành quy chế.\n"
    stated = [duty.text for duty in compile_text(plan).responsibilities if duty.basis == "stated"]
    assert [" ".join(text.split()) for text in stated] == ["Tham mưu Ủy ban nhân dân Thành phố ban hành quy chế."]


def test_a_subhead_without_text_is_no_duty() -> None:
    plan = PLAN_HEAD + "1. Các sở, ban, ngành\n\na) Trách nhiệm chung\n\nb) Rà soát thủ tục hành chính.\n"
    stated = [duty.text for duty in compile_text(plan).responsibilities if duty.basis == "stated"]
    assert stated == ["Rà soát thủ tục hành chính."]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hằng năm, báo cáo UBND tỉnh trước ngày 10/12.", "yearly:12-10"),
        ("Hằng năm tổ chức tập huấn; gửi kế hoạch trước ngày 10/3.", "yearly+by:2026-03-10"),
    ],
)
def test_a_day_without_a_year_beside_hang_nam_is_a_day_of_every_year(text: str, rule: str) -> None:
    found = read_due(text, same_tone(text), year=2026)
    assert found is not None
    assert found.due.rule == rule


def test_bodies_listed_behind_a_colon_are_asked_together() -> None:
    asked = "2. Đề nghị các tổ chức hội: Hội Nông dân, Hội Chữ thập đỏ phối hợp vận động hỗ trợ hộ nghèo."
    plan = PLAN_HEAD + "1. Sở Nội vụ\n\n- Theo dõi chung.\n\n" + asked
    holders = [duty.holder for duty in compile_text(plan).responsibilities if duty.basis == "stated"]
    assert holders == ["Sở Nội vụ", "các tổ chức hội: Hội Nông dân, Hội Chữ thập đỏ"]


def test_items_under_a_charge_are_its_holders_whatever_their_verbs() -> None:
    items = [
        "Chủ động nắm tình hình thị trường.",
        "Điều hành ngân sách ở mức phù hợp với nguồn thu.",
        "Trong quý II năm 2026, công khai số liệu chi thường xuyên.",
        "Giám đốc Sở Tài chính khẩn trương kiện toàn bộ phận giúp việc.",
    ]
    listed = "".join(f"{letter}) {said}\n\n" for letter, said in zip("abcd", items, strict=True))
    text = f"KẾ HOẠCH\n\nPhát triển kinh tế năm 2026\n\nI. MỤC ĐÍCH\n\n- Tăng trưởng.\n\nII. CÁC VIỆC CẦN LÀM\n\n1. Sở Tài chính chủ trì, phối hợp với các cơ quan, địa phương:\n\n{listed}"
    stated = [(duty.holder, duty.text) for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert stated == [("Sở Tài chính", said) for said in items]


def test_titles_over_the_tasks_that_a_lead_in_gives_a_class_are_no_tasks() -> None:
    parts = "".join(
        f"{n}. Nâng cao chất lượng công tác {what}\n\n- Rà soát các quy định về {what}.\n\n- Bố trí kinh phí cho công tác {what}.\n\n"
        for n, what in enumerate(("thủy lợi", "khuyến nông", "thú y"), 1)
    )
    text = f"KẾ HOẠCH\n\nPhát triển nông thôn năm 2026\n\nI. MỤC ĐÍCH\n\n- Tăng thu nhập.\n\nII. CÁC VIỆC CẦN LÀM\n\nTrong năm 2026, các sở, ngành, Ủy ban nhân dân các xã cần tổ chức thực hiện các nhiệm vụ sau đây:\n\n{parts}"
    stated = [duty.text for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert len(stated) == 6
    assert all(said.startswith(("Rà soát", "Bố trí")) for said in stated)
