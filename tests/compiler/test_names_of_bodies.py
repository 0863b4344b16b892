"""Names that hold a verb, a number or a clause: where each begins and ends, and whose duty a sentence with it is."""

from __future__ import annotations

import pytest

from compiler.names.gazetteer import named
from compiler.names.holders import body_end, clean_holder, is_group, split_bodies
from compiler.names.subjects import subject_of
from compiler.text.manuscript import same_tone


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hội đồng thẩm định giá đất chịu trách nhiệm về kết quả", "Hội đồng thẩm định giá đất"),
        ("Hội đồng thẩm định chủ trương đầu tư: Chịu trách nhiệm", "Hội đồng thẩm định chủ trương đầu tư"),
        ("Hội đồng thẩm định nhà nước gửi ý kiến", "Hội đồng thẩm định nhà nước"),
        ("Hội đồng thẩm định nhà nước hoặc cơ quan chủ trì thẩm định gửi ý kiến", "Hội đồng thẩm định nhà nước hoặc cơ quan chủ trì thẩm định"),
        ("ban thường vụ cấp ủy, tổ chức đảng rà soát", "ban thường vụ cấp ủy, tổ chức đảng"),
        ("Hội đồng nghiệm thu và các đơn vị liên quan lập biên bản", "Hội đồng nghiệm thu và các đơn vị liên quan"),
        ("Bộ quản lý chuyên ngành có trách nhiệm rà soát", "Bộ quản lý chuyên ngành"),
        ("Đảng ủy Tòa án nhân dân tối cao, Đảng ủy Viện kiểm sát nhân dân tối cao chủ trì", "Đảng ủy Tòa án nhân dân tối cao, Đảng ủy Viện kiểm sát nhân dân tối cao"),
        ("Tòa án nhân dân khu vực 2 cung cấp danh sách", "Tòa án nhân dân khu vực 2"),
        ("Quân ủy Trung ương chỉ đạo rà soát", "Quân ủy Trung ương"),
        ("Các cấp ủy, cơ quan, tổ chức được giao nhiệm vụ cần phối hợp", "Các cấp ủy, cơ quan, tổ chức được giao nhiệm vụ"),
        ("Ban tổ chức các tỉnh ủy, thành ủy rà soát", "Ban tổ chức các tỉnh ủy, thành ủy"),
        ("đơn vị được lựa chọn quản lý chợ", "đơn vị được lựa chọn"),
        ("UBND 04 xã: Tân Lập, Phú Hòa, Hòa An thành lập", "UBND 04 xã: Tân Lập, Phú Hòa, Hòa An"),
        ("Các phường: Tân Lập, Phú Hòa tổ chức diễn tập", "Các phường: Tân Lập, Phú Hòa"),
        ("Chủ tịch UBND các xã: Tân Lập, Phú Hòa và Hòa An chịu trách nhiệm", "Chủ tịch UBND các xã: Tân Lập, Phú Hòa và Hòa An"),
        ("Công an các xã: Tân Lập, Phú Hòa tuần tra", "Công an các xã: Tân Lập, Phú Hòa"),
        ("Đảng đoàn HĐND tỉnh lãnh đạo HĐND tỉnh giám sát", "Đảng đoàn HĐND tỉnh"),
        ("Thủ tướng Chính phủ chấp thuận chủ trương", "Thủ tướng Chính phủ"),
        ("tập thể lãnh đạo cơ quan, đơn vị tiến hành đánh giá", "tập thể lãnh đạo cơ quan, đơn vị"),
    ],
)  # fmt: skip
def test_a_name_that_holds_a_verb_or_a_list_ends_behind_it(text: str, name: str) -> None:
    key = same_tone(text)
    assert key[: body_end(key, 0)] == same_tone(name)


def test_a_council_that_appraises_papers_is_told_to() -> None:
    told = subject_of("Hội đồng thẩm định hồ sơ và công bố kết quả.")
    assert told is not None
    assert told.holder == "Hội đồng"


@pytest.mark.parametrize("place", ["Trường Giang", "Trường Xuân thực hiện", "Trường Văn: lấy mẫu"])
def test_a_place_whose_name_begins_like_a_school_s_is_no_body(place: str) -> None:
    assert not named().match(place)


@pytest.mark.parametrize(
    "school", ["Trường Chính trị tỉnh", "Trường THPT Hòa An", "Trường Nguyễn Du", "Trường Đại học X"]
)
def test_a_school_is_a_body(school: str) -> None:
    assert named().match(school)


def test_a_body_of_the_same_level_is_one_partner() -> None:
    text = "Ủy ban Kiểm tra Đảng ủy cùng cấp"
    assert [one.text for one in split_bodies(text)] == [text]


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("các cơ quan, đơn vị và địa phương có", "các cơ quan, đơn vị và địa phương"),
        ("Các sở, ngành có liên quan tới việc thực hiện Kế hoạch này", "Các sở, ngành có liên quan"),
        ("Các sở, ngành có liên quan", "Các sở, ngành có liên quan"),
    ],
)
def test_a_clause_behind_a_class_is_no_part_of_the_holder(said: str, holder: str) -> None:
    assert clean_holder(said) == holder


def test_a_class_that_a_clause_says_more_of_is_told_its_duty() -> None:
    told = subject_of(
        "Các sở, ngành có liên quan tới việc thực hiện Kế hoạch này có trách nhiệm thường xuyên cập nhật số liệu."
    )
    assert told is not None
    assert (told.holder, told.obliged) == ("Các sở, ngành có liên quan", True)


@pytest.mark.parametrize(
    "name", ["Cơ quan, tổ chức, đơn vị", "bộ, cơ quan trung ương, địa phương", "Cấp ủy, tổ chức đảng"]
)
def test_classes_without_an_article_are_a_group(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize(
    "name", ["Sở Xây dựng, Sở Tài chính", "Bộ Tài chính, Bộ Nội vụ", "Công an, Quân sự xã Tân Lập"]
)
def test_bodies_in_a_row_are_no_group(name: str) -> None:
    assert not is_group(name)


@pytest.mark.parametrize(
    "sentence",
    [
        "Khi có kết quả kiểm tra, nếu phát sinh vi phạm thì các cấp ủy, tổ chức đảng, cơ quan, đơn vị kịp thời báo cáo Sở Nội vụ.",
        "Trường hợp cần thiết, thì các cấp ủy, tổ chức đảng, cơ quan, đơn vị báo cáo Sở Nội vụ.",
    ],
)
def test_behind_if_and_then_the_whole_list_is_told(sentence: str) -> None:
    told = subject_of(same_tone(sentence))
    assert told is not None
    assert told.holder == "các cấp ủy, tổ chức đảng, cơ quan, đơn vị"


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo quy định mới đối với kế hoạch giai đoạn sau, bộ, cơ quan trung ương có trách nhiệm lấy ý kiến Bộ Y tế.",
        "Trường hợp vượt hạn mức, bộ, cơ quan trung ương và địa phương thẩm định nguồn vốn.",
    ],
)
def test_ministries_without_an_article_are_told(sentence: str) -> None:
    told = subject_of(same_tone(sentence))
    assert told is not None
    assert told.holder.startswith("bộ, cơ quan trung ương")


@pytest.mark.parametrize("name", ["Doanh nghiệp viễn thông", "Nhà mạng", "Chủ đầu tư"])
def test_enterprises_without_a_name_are_a_group(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize("name", ["Doanh nghiệp tư nhân Hòa An", "Công ty Cấp nước Phú Hòa"])
def test_an_enterprise_with_a_name_is_no_group(name: str) -> None:
    assert not is_group(name)


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        (
            "Trường hợp chưa đủ thời gian, thì cấp ủy trực tiếp quản lý cán bộ phải tiến hành đánh giá.",
            "cấp ủy trực tiếp quản lý cán bộ",
        ),
        ("Ban Thường vụ tỉnh ủy quy định cụ thể về cơ cấu.", "Ban Thường vụ tỉnh ủy"),
    ],
)
def test_party_committees_are_told(sentence: str, holder: str) -> None:
    told = subject_of(same_tone(sentence))
    assert told is not None
    assert told.holder == holder


@pytest.mark.parametrize(
    "text",
    ["Khen thưởng cấp Nhà nước: sở Nội vụ phối hợp với các cơ quan rà soát.", "phòng Tư pháp tham mưu kế hoạch."],
)
def test_a_department_in_small_letters_is_told(text: str) -> None:
    told = subject_of(text)
    assert told is not None
    assert told.holder in {"sở Nội vụ", "phòng Tư pháp"}
