"""Whom a duty names beside its holder: who cooperates, and to whom a report goes."""

from __future__ import annotations

import pytest

from compiler.duties.routes import read_routes
from compiler.names.holders import split_bodies
from compiler.names.partners import read_partners
from compiler.text.manuscript import same_tone


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Phối hợp với các sở, ban, ngành liên quan tổ chức, triển khai diễn tập.", ["các sở, ban, ngành liên quan"]),
        ("Sở Y tế chủ trì, Sở Tài chính phối hợp xây dựng định mức.", ["Sở Tài chính"]),
        ("Sở Y tế chủ trì, Công an tỉnh và Sở Xây dựng phối hợp kiểm tra.", ["Công an tỉnh", "Sở Xây dựng"]),
        ("Sở Y tế chủ trì, tham mưu kế hoạch, phối hợp với Sở Xây dựng.", ["Sở Xây dựng"]),
        ("Phối hợp với các cơ quan, tổ chức, cá nhân nuôi ong.", ["các cơ quan, tổ chức, cá nhân nuôi ong"]),
        ("Phối hợp với các đơn vị có liên quan tổ chức đào tạo thợ lặn.", ["các đơn vị có liên quan"]),
        (
            "Phối hợp với các đơn vị cấp nước thuộc phạm vi quản lý lập phương án.",
            ["các đơn vị cấp nước thuộc phạm vi quản lý"],
        ),
        (
            "Phối hợp Ban Quản lý Khu kinh tế Vũng Áng và các Khu công nghiệp Hà Tĩnh kiểm tra hiện trạng.",
            ["Ban Quản lý Khu kinh tế Vũng Áng và các Khu công nghiệp Hà Tĩnh"],
        ),
        ("Phối hợp với Sở Nội vụ (cơ quan thường trực) mở lớp.", ["Sở Nội vụ"]),
        (
            "Phối hợp với BCH Quân sự xã, Công an xã và các bản rà soát phương án.",
            ["BCH Quân sự xã", "Công an xã", "các bản"],
        ),
        ("Phối hợp với Xưởng Đóng tàu Sông Con kiểm tra xuồng.", ["Xưởng Đóng tàu Sông Con"]),
        ("Phối hợp với Nhóm thiện nguyện Sao Mai tổ chức tiêm phòng.", ["Nhóm thiện nguyện Sao Mai"]),
        (
            "Diễn tập; hiệp đồng với Ban CHQS khu vực và Đồn Biên phòng; cấp phát áo phao.",
            ["Ban CHQS khu vực", "Đồn Biên phòng"],
        ),
        ("Đồng chủ trì với Bộ Xây dựng lập danh sách.", ["Bộ Xây dựng"]),
        ("Phối hợp các sở, ngành, trường đại học mở lớp.", ["các sở, ngành", "trường đại học"]),
        (
            "Phối hợp với các bộ, ngành, địa phương, doanh nghiệp liên quan mở hội chợ.",
            ["các bộ, ngành, địa phương", "doanh nghiệp liên quan"],
        ),
    ],
)
def test_partners_are_named_as_far_as_their_article_reaches(text: str, partners: list[str]) -> None:
    assert read_partners(text, same_tone(text)) == partners


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bộ, ngành, địa phương", ["Bộ, ngành, địa phương"]),
        ("các bộ, ngành, VTV, VOV", ["các bộ, ngành", "VTV", "VOV"]),
        ("Sở Y tế, Đài Tiếng nói Việt Nam", ["Sở Y tế", "Đài Tiếng nói Việt Nam"]),
    ],
)
def test_a_list_of_bodies_is_parted_where_a_name_begins(text: str, named: list[str]) -> None:
    assert [one.text for one in split_bodies(text)] == named


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Báo cáo kết quả trồng rừng (gồm số cây đã cấp cho các hộ gia đình).", []),
        ("Báo cáo Ban Chỉ huy Phòng thủ dân sự tỉnh (khoản 2 Điều 7).", ["Ban Chỉ huy Phòng thủ dân sự tỉnh"]),
        ("Gửi danh sách về Ủy ban nhân dân xã, phường nơi có bến đò.", ["Ủy ban nhân dân xã, phường"]),
        ("Báo cáo về Sở Y tế (qua Phòng Nghiệp vụ Y, ĐT nội bộ 12).", ["Sở Y tế", "Phòng Nghiệp vụ Y"]),
        ("Báo cáo ngay cho Trực ban BCH phòng thủ dân sự.", ["Trực ban BCH phòng thủ dân sự"]),
        ("Nhập số liệu, nộp về Sở đúng mẫu.", ["Sở"]),
        ("Báo cáo Sở trước ngày 10/5.", ["Sở"]),
        ("Định kỳ báo cáo Bộ trưởng Bộ Công Thương.", ["Bộ trưởng Bộ Công Thương"]),
        ("Quản lý, thu nộp Quỹ phòng, chống thiên tai.", []),
        ("Vận động nhân dân nộp Quỹ vì người nghèo.", []),
    ],
)
def test_a_recipient_is_the_body_alone(text: str, recipients: list[str]) -> None:
    assert read_routes(text, same_tone(text)) == recipients


def test_an_invitation_is_no_report() -> None:
    text = "Gửi giấy mời tới các sở, ngành; gửi kết quả về Sở Nội vụ (cơ quan đầu mối) tổng hợp."
    assert read_routes(text, same_tone(text)) == ["Sở Nội vụ"]


@pytest.mark.parametrize("often", ["6 tháng và năm", "01 lần/năm", "2 lần mỗi quý"])
def test_how_often_a_report_is_due_is_no_part_of_its_recipient(often: str) -> None:
    text = f"Tổng hợp, báo cáo Ủy ban nhân dân tỉnh {often}."
    assert read_routes(text, same_tone(text)) == ["Ủy ban nhân dân tỉnh"]
