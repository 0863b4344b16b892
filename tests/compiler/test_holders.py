"""Where a body's name begins and ends, and which names are parted."""

from __future__ import annotations

import pytest

from compiler.names.capitals import agency_case
from compiler.names.holders import body_end, clean_holder, is_group, split_bodies
from compiler.names.subjects import subject_of
from compiler.text.manuscript import same_tone

SENTENCES = [
    ("Sở Giáo dục và Đào tạo, Sở Y tế phối hợp rà soát", ["Sở Giáo dục và Đào tạo", "Sở Y tế"]),
    ("Sở Văn hóa, Thể thao và Du lịch và Đài Phát thanh và Truyền hình tỉnh mở", [
        "Sở Văn hóa, Thể thao và Du lịch", "Đài Phát thanh và Truyền hình tỉnh"]),
    ("các sở, ngành, đoàn thể tỉnh và UBND các huyện, thị xã, thành phố xây dựng", [
        "các sở, ngành, đoàn thể tỉnh", "UBND các huyện, thị xã, thành phố"]),
    ("Công an tỉnh và sở, ngành liên quan kiểm tra", ["Công an tỉnh", "sở, ngành liên quan"]),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Hội Nông dân tỉnh vận động", [
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Hội Nông dân tỉnh"]),
    ("Báo và Phát thanh, Truyền hình Phú Hòa, các cơ quan báo chí đưa tin", [
        "Báo và Phát thanh, Truyền hình Phú Hòa", "các cơ quan báo chí"]),
    ("Phòng Văn hóa và Thông tin huyện hướng dẫn", ["Phòng Văn hóa và Thông tin huyện"]),
    ("Kho bạc Nhà nước khu vực IX, Chi cục Thuế khu vực V cung cấp", ["Kho bạc Nhà nước khu vực IX", "Chi cục Thuế khu vực V"]),
    ("UBND các xã, phường dựng lại bảng tin", ["UBND các xã, phường"]),
    ("các lực lượng chuyên trách phòng, chống cháy rừng tham mưu", ["các lực lượng chuyên trách phòng, chống cháy rừng"]),
    ("các đơn vị cung cấp dịch vụ viễn thông bảo đảm", ["các đơn vị cung cấp dịch vụ viễn thông"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_names_end_where_the_act_begins_and_are_parted_at_articles(text: str, names: list[str]) -> None:
    end = body_end(same_tone(text), 0)
    assert [body.text for body in split_bodies(text, 0, end)] == names


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("3. Sở Nội vụ:", "Sở Nội vụ"),
        ("Đề nghị Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Giao Sở Tư pháp", "Sở Tư pháp"),
        ("Sở Nội vụ (Cơ quan thường trực Ban Chỉ đạo cải cách hành chính)", "Sở Nội vụ"),
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", "Sở Tài chính"),
        ("Các sở, ngành theo chức năng, nhiệm vụ được giao", "Các sở, ngành"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("Đối với Ủy ban nhân dân cấp xã:", "Ủy ban nhân dân cấp xã"),
        ("Ủy ban nhân dân xã trình Hội đồng nhân dân xã", "Ủy ban nhân dân xã"),
        ("Trung tâm Dịch vụ đô thị trình cấp có thẩm quyền; Sở Xây dựng", "Trung tâm Dịch vụ đô thị; Sở Xây dựng"),
        ("Văn phòng Chương trình Ban Dân tộc", "Văn phòng Chương trình Ban Dân tộc"),
        ("Ban Quản lý công trình Bộ Xây dựng", "Ban Quản lý công trình Bộ Xây dựng"),
    ],
)
def test_a_holder_is_its_name_and_nothing_else(written: str, clean: str) -> None:
    assert clean_holder(written) == clean


@pytest.mark.parametrize(
    "name", ["Các sở, ban, ngành", "UBND cấp xã", "UBND các xã, phường", "Sở, ban, ngành liên quan"]
)
def test_a_class_of_bodies_is_a_group(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize(
    "name", ["Sở Nội vụ", "Ban Quản lý các khu công nghiệp", "Sở Y tế, Sở Tài chính", "Công an tỉnh"]
)
def test_named_bodies_are_no_group(name: str) -> None:
    assert not is_group(name)


def test_capitals_are_undone_by_the_gazetteer() -> None:
    assert agency_case("SỞ GIÁO DỤC VÀ ĐÀO TẠO") == "Sở Giáo dục và Đào tạo"
    assert agency_case("ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG") == "Ủy ban nhân dân các xã, phường"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("các Sở, Ban, ngành liên quan", ["các Sở, Ban, ngành liên quan"]),
        ("các Vụ, Cục liên quan và Thanh tra Bộ", ["các Vụ, Cục liên quan", "Thanh tra Bộ"]),
        ("các Sở, Ngành, Quận, Huyện, Thị xã", ["các Sở, Ngành, Quận, Huyện, Thị xã"]),
        ("Sở Y tế Sở Công Thương; UBND các xã", ["Sở Y tế", "Sở Công Thương", "UBND các xã"]),
        ("các sở, ban, ngành; Ban Quản lý khu kinh tế", ["các sở, ban, ngành", "Ban Quản lý khu kinh tế"]),
    ],
)
def test_a_class_in_capitals_is_one_item(text: str, items: list[str]) -> None:
    assert [item.text for item in split_bodies(text)] == items


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Lãnh đạo, chỉ đạo sắp xếp lại kho lưu trữ.", None),
        ("Lãnh đạo thực hiện tốt việc tiếp dân.", None),
        ("Lãnh đạo các phòng chủ trì rà soát hồ sơ.", "Lãnh đạo các phòng"),
        ("Lãnh đạo, chuyên viên các phòng thực hiện nghiêm giờ làm việc.", "Lãnh đạo, chuyên viên các phòng"),
    ],
)
def test_leading_is_an_act_where_more_acts_follow_and_leaders_are_persons_where_a_body_does(
    text: str, holder: str | None
) -> None:
    told = subject_of(same_tone(text))
    assert (told.holder if told else None) == holder


def test_groups_of_companies_listed_behind_a_colon_are_named_as_far_as_the_list_goes() -> None:
    key = same_tone("các Tập đoàn: Dệt may Việt Nam, Điện lực - Khí Việt Nam khẩn trương rà soát danh mục.")
    assert key[: body_end(key, 0)] == same_tone("các Tập đoàn: Dệt may Việt Nam, Điện lực - Khí Việt Nam")


def test_a_formula_of_courtesy_ends_a_name() -> None:
    key = same_tone("Văn phòng Chính phủ trân trọng thông báo.")
    assert key[: body_end(key, 0)] == same_tone("Văn phòng Chính phủ")


@pytest.mark.parametrize(
    "bracket", ["(cơ quan thường trực)", "(bao gồm cả đơn vị đại diện chủ sở hữu)", "(trừ lực lượng vũ trang)"]
)
def test_a_bracket_that_says_who_else_is_meant_is_no_part_of_a_holder(bracket: str) -> None:
    assert clean_holder(f"Các cơ quan quản lý cấp trên {bracket}:") == "Các cơ quan quản lý cấp trên"


def test_a_cell_whose_comma_was_lost_before_the_other_offices_names_two() -> None:
    names = [one.text for one in split_bodies("Sở Xây dựng cơ quan, đơn vị liên quan")]
    assert names == ["Sở Xây dựng", "cơ quan, đơn vị liên quan"]
