"""Number, day and issuer of a document whose head is lost, and paragraphs that order twice."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.result import Level
from tests.compiler.letter_forms import TAIL, asked, letter, told

BODY = "Kính gửi: Các trường trực thuộc\n\nSở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.\n"


def test_a_portal_s_list_gives_number_day_and_issuer_where_the_head_is_lost() -> None:
    page = "Số hiệu:\n\n412/BXD-HTKT\n\nLoại văn bản:\n\nCông văn\n\nNơi ban hành:\n\nBộ Xây dựng\n\nNgày ban hành:\n\n15/06/2026\n\n"
    plan = compile_text(page + BODY + TAIL).plan
    assert (plan.number, plan.issued_on, plan.issuer) == ("412/BXD-HTKT", date(2026, 6, 15), "Bộ Xây dựng")
    assert plan.level is Level.CENTRAL


def test_an_annex_gives_number_and_day_of_the_letter_that_it_belongs_to() -> None:
    annex = "\nPHỤ LỤC\nDANH SÁCH TRẠM BƠM\n(Kèm theo Công văn số 412/BXD-HTKT ngày 15/6/2026 của Bộ Xây dựng)\n"
    plan = compile_text(BODY + TAIL + annex).plan
    assert (plan.number, plan.issued_on) == ("412/BXD-HTKT", date(2026, 6, 15))


def test_another_s_act_or_a_blank_number_is_not_the_letter_s_own() -> None:
    annex = "\nPHỤ LỤC\nDANH SÁCH\n(Kèm theo Báo cáo số 12/BC-SXD ngày 15/6/2026 của Sở Xây dựng)\n"
    assert compile_text(BODY + TAIL + annex).plan.number is None
    draft = "\nPHỤ LỤC\nDANH SÁCH\n(kèm theo văn bản số: /SXD-HT ngày tháng năm 2026 của Sở Xây dựng)\n"
    assert compile_text(BODY + TAIL + draft).plan.number is None


@pytest.mark.parametrize(
    ("sign", "issuer"),
    [("09/2026/NĐ-CP", "Chính phủ"), ("14/QĐ-TTg", "Thủ tướng Chính phủ"), ("31/TB-VPCP", "Văn phòng Chính phủ")],
)
def test_the_sign_names_the_central_body_that_issues(sign: str, issuer: str) -> None:
    head = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: {sign}\nHà Nội, ngày 21 tháng 02 năm 2026\n\n"
    body = "Quy định chức năng của Bộ Xây dựng\n\nCăn cứ Luật Tổ chức Chính phủ;\n\nĐiều 1. Vị trí\n\nBộ Xây dựng là cơ quan của Chính phủ.\n"
    kind = {"N": "NGHỊ ĐỊNH", "Q": "QUYẾT ĐỊNH", "T": "THÔNG BÁO"}[sign.rsplit("/", 1)[1][0]]
    plan = compile_text(f"{head}{kind}\n{body}").plan
    assert (plan.issuer, plan.level) == (issuer, Level.CENTRAL)


def test_the_short_form_in_brackets_is_no_part_of_the_issuer() -> None:
    body = "Kính gửi: Các sở\n\nỦy ban nhân dân (UBND) tỉnh Lâm Đồng yêu cầu các sở thực hiện các nội dung sau:\n\n1. Sở Y tế kiểm tra các trạm.\n"
    plan = compile_text(body + TAIL.replace("TM. ỦY BAN NHÂN DÂN\n", "")).plan
    assert (plan.issuer, plan.province) == ("Ủy ban nhân dân tỉnh Lâm Đồng", "Lâm Đồng")


def test_a_paragraph_that_orders_two_holders_is_two_duties() -> None:
    body = (
        "Kính gửi: Các sở\n\n1. Sở Y tế kiểm tra các trạm y tế.\n\n"
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành nghiêm túc thực hiện những nội dung trên. "
        "Giao Bảo hiểm xã hội tỉnh chủ trì, phối hợp Sở Y tế đôn đốc các đơn vị; tổng hợp báo cáo Ủy ban nhân dân tỉnh./.\n"
    )
    assert [holder for holder, _ in told(letter(body))] == ["Sở Y tế", "các sở, ngành", "Bảo hiểm xã hội tỉnh"]
    assert told(letter(body))[1][1].endswith("những nội dung trên.")


def test_towards_whom_names_the_holder_also_under_a_class() -> None:
    body = """Kính gửi: Các sở

9. Các cơ sở sản xuất và đơn vị vệ sinh môi trường

9.1. Đối với các cơ sở sản xuất có lưu lượng nước thải lớn:

- Rà soát hệ thống xử lý nước thải.

- Tăng cường kiểm tra thiết bị.

9.2. Đối với các đơn vị thu gom rác (theo danh sách gửi kèm):

- Chủ động phối hợp với UBND các xã.

- Thực hiện đúng lịch thu gom.
"""
    holders = [holder.lower() for holder, _ in told(letter(body))]
    assert holders[-4:] == [
        *["các cơ sở sản xuất có lưu lượng nước thải lớn"] * 2,
        *["các đơn vị thu gom rác"] * 2,
    ]


def test_what_was_reached_so_far_asks_for_no_holder() -> None:
    body = """Kính gửi: Các sở

1. Về đánh giá tình hình thoát nước từ năm 2022 đến nay

(1) Duy trì nền nếp công tác duy tu, nâng cao chất lượng quan trắc trên các tuyến kênh.

(2) Triển khai ứng dụng phần mềm quản lý điểm ngập đạt nhiều kết quả.

2. Về nhiệm vụ trọng tâm

(1) Sở Xây dựng đẩy nhanh tiến độ nạo vét kênh tiêu.
"""
    compiled = letter(body)
    assert [holder for holder, _ in told(compiled)] == ["Sở Xây dựng"]
    assert not asked(compiled)


def test_the_mark_of_an_amendment_inside_the_articles_is_no_note_behind_them() -> None:
    text = """QUYẾT ĐỊNH
Ban hành Quy chế quản lý bến cảng

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến cảng.

Nơi nhận:
- Như trên;

QUY CHẾ

Điều 4. Trách nhiệm của Ban Quản lý cảng

[17] (được bãi bỏ)

2. Tổ chức tuyên truyền cho chủ tàu.

Điều 5. Trách nhiệm của Sở Xây dựng

1. Kiểm tra luồng lạch.
"""
    assert [holder for holder, _ in told(compile_text(text))] == ["Ban Quản lý cảng", "Sở Xây dựng"]


def test_items_that_say_acts_are_for_whoever_the_article_s_title_names_though_others_name_themselves() -> None:
    text = """QUY CHẾ
Quản lý hệ thống thoát nước

CHƯƠNG III
TỔ CHỨC THỰC HIỆN

Điều 9. Trách nhiệm của cơ quan vận hành trực tiếp

1. Thực hiện duy tu các tuyến cống.

2. Các đơn vị nhận bàn giao phải kiểm tra hồ sơ hoàn công.

3. Tổ chức đào tạo công nhân vận hành.

4. Công an các xã có trách nhiệm bảo đảm giao thông.

5. Báo cáo định kỳ hằng năm về kết quả vận hành.
"""
    assert [holder for holder, _ in told(compile_text(text))] == [
        "Cơ quan vận hành trực tiếp",
        "Các đơn vị",
        "Cơ quan vận hành trực tiếp",
        "Công an các xã",
        "Cơ quan vận hành trực tiếp",
    ]


def test_an_office_with_a_name_in_small_letters_is_charged_by_the_article_s_title() -> None:
    text = """QUY CHẾ
Phối hợp giải quyết thủ tục

CHƯƠNG II
TỔ CHỨC THỰC HIỆN

Điều 8. Trách nhiệm của Văn phòng đăng ký tàu thuyền

1. Thực hiện cung cấp thông tin về tàu thuyền.

2. Cung cấp hồ sơ đã bàn giao cho cấp xã.
"""
    assert [holder for holder, _ in told(compile_text(text))] == ["Văn phòng đăng ký tàu thuyền"] * 2
