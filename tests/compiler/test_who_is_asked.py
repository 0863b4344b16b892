"""Who asks is not who is asked: letters and directives in which a body tells another, and pages that a scan broke."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.names.subjects import subject_of
from tests.fuzz_hostile import HEAD


def duties(text: str) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compile_text(text).responsibilities]


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("Bộ Y tế đề nghị Sở Y tế các tỉnh rà soát lại công tác báo cáo.", "Sở Y tế các tỉnh"),
        ("Tổng cục Hải quan yêu cầu Cục trưởng Cục Hải quan các tỉnh nghiêm túc thực hiện.", None),
        ("Sở Nội vụ đề nghị các cơ quan, đơn vị tổng hợp số liệu.", "các cơ quan, đơn vị"),
        ("Thanh tra tỉnh yêu cầu Phòng Nội vụ báo cáo giải trình.", "Phòng Nội vụ"),
        ("Trên cơ sở đề cương của Bộ Tư pháp, Bộ Nội vụ, giao Thanh tra tỉnh chủ trì biên soạn.", "Thanh tra tỉnh"),
    ],
)
def test_a_body_that_is_asked_holds_the_duty_and_not_who_asks(said: str, holder: str | None) -> None:
    subject = subject_of(said)
    assert subject is not None
    assert subject.holder == (holder or "Cục trưởng Cục Hải quan các tỉnh")
    assert subject.ordered or subject.requested


def test_the_mark_of_a_page_break_is_no_text_and_ends_no_item() -> None:
    whole = f"{HEAD}1. Sở Tài chính\n- Bố trí kinh phí cho đợt cao điểm và tổng hợp số liệu báo cáo của\ncác địa phương trong tỉnh.\n- Kiểm tra việc sử dụng.\n"
    broken = whole.replace("của\ncác", "của\n\n4\n\n\n--- PAGE BREAK ---\n\ncác")
    assert duties(broken) == duties(whole)


def test_a_list_of_ministries_behind_a_colon_belongs_to_the_name() -> None:
    text = f"{HEAD}1. Bộ trưởng các Bộ: Quốc phòng, Công an, Y tế và các Bộ, ngành có liên quan:\na) Chỉ đạo lực lượng ứng phó.\nb) Báo cáo hằng ngày.\n"
    holders = {holder for holder, _ in duties(text)}
    assert holders == {"Bộ trưởng các Bộ: Quốc phòng, Công an, Y tế và các Bộ, ngành có liên quan"}


PARTY = """II. PHÂN CÔNG NHIỆM VỤ

1. Sở Tài chính

- Bố trí kinh phí.

2. Tổ đảng ở Thường trực Ủy ban Kinh tế

- Chủ trì thẩm tra dự án.

3. 12 Chi cục Thuế có nguồn thu lớn

- Báo cáo phương án thu.

4. Mái ấm của Hội Chữ thập đỏ tỉnh

- Tổ chức bữa ăn cho trẻ em.
"""


def test_items_under_a_heading_of_unknown_words_are_for_that_heading_and_for_no_earlier_holder() -> None:
    said = {text: holder for holder, text in duties(HEAD + PARTY)}
    assert said["Bố trí kinh phí."] == "Sở Tài chính"
    assert said["Chủ trì thẩm tra dự án."] == "Tổ đảng ở Thường trực Ủy ban Kinh tế"
    assert said["Báo cáo phương án thu."].endswith("Chi cục Thuế có nguồn thu lớn")
    assert said["Tổ chức bữa ăn cho trẻ em."] == "Mái ấm của Hội Chữ thập đỏ tỉnh"


def test_a_heading_that_may_be_a_holder_is_asked_about() -> None:
    asked = [one for one in compile_text(HEAD + PARTY).diagnostics if one.code == "D107"]
    assert [one.quote for one in asked if one.quote and "Mái ấm" in one.quote]
    assert not [one.quote for one in asked if one.quote and "Tổ đảng" in one.quote]


LETTER = """UỶ BAN NHÂN DÂN
TỈNH HÒA AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/UBND-TH
Hòa An, ngày 05 tháng 3 năm 2026
V/v tăng cường kiểm tra

Kính gửi: Chi cục Thuế các huyện.

Để hoàn thành nhiệm vụ, Ủy ban nhân dân tỉnh yêu cầu Chi cục Thuế các huyện, thành phố thực hiện một số giải pháp sau:

1/ Tăng cường kiểm tra sau hoàn thuế; các Chi cục Thuế chọn doanh nghiệp có số hoàn lớn để kiểm tra.

2/ Đối với 13 Chi cục Thuế có nguồn thu lớn được giao chỉ tiêu, yêu cầu có báo cáo kết quả đã thực hiện.

3/ Tăng cường đôn đốc số thu nộp vào ngân sách.

- Đánh giá xếp loại từng bộ phận.

4/ Kết thúc năm 2026, có tổng kết công tác kiểm tra trên địa bàn nhằm rút ra bài học kinh nghiệm.

5/ Sở Y tế đây mạnh việc niêm yết giá thuốc.
"""


def test_items_of_a_letter_are_for_those_whom_its_lead_in_asks_unless_they_name_their_own() -> None:
    holders = {text[:20]: holder for holder, text in duties(LETTER)}
    asked = "Chi cục Thuế các huyện, thành phố"
    assert holders["Tăng cường kiểm tra "] == asked
    assert holders["Đối với 13 Chi cục T"] == "13 Chi cục Thuế có nguồn thu lớn"
    assert holders["Tăng cường đôn đốc s"] == asked
    assert holders["Đánh giá xếp loại từ"] == asked
    assert holders["Kết thúc năm 2026, c"] == asked
    assert holders["Sở Y tế đây mạnh việ"] == "Sở Y tế"


def test_who_is_named_by_the_place_of_a_danger_holds_what_stands_below() -> None:
    text = f"{HEAD}1. Chủ tịch UBND các xã tại khu vực dự báo có mưa lớn tập trung chỉ đạo, trong đó:\na) Huy động lực lượng.\nb) Bố trí phương tiện.\n"
    assert {holder for holder, _ in duties(text)} == {"Chủ tịch UBND các xã tại khu vực dự báo có mưa lớn"}


def test_a_section_of_a_directive_under_any_title_goes_on_to_assign() -> None:
    text = LETTER.replace("1/ Tăng", "II. CÁC GIẢI PHÁP\n\n1/ Tăng")
    assert duties(text) == duties(LETTER)


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("Đối với vụ việc ở khu dân cư thì Sở Tư pháp có trách nhiệm xác minh và trả lời.", "Sở Tư pháp"),
        ("Khi hồ sơ còn thiếu thì Ủy ban bầu cử có trách nhiệm phối hợp với Sở Nội vụ bổ sung.", "Ủy ban bầu cử"),
        ("Nếu người nộp đơn đổi nơi ở, cơ quan tiếp nhận phải báo ngay cho Sở Tư pháp.", "cơ quan tiếp nhận"),
        ("Khi di chuyển tài liệu, cơ quan, đơn vị bàn giao có trách nhiệm lập biên bản.", "cơ quan, đơn vị bàn giao"),
        ("Người chủ trì có trách nhiệm đọc danh sách người được mời.", "Người chủ trì"),
        ("Các cơ quan, tổ chức có trách nhiệm hồi âm trong tuần.", "Các cơ quan, tổ chức"),
    ],
)
def test_behind_a_condition_stands_who_is_to_act(said: str, holder: str) -> None:
    subject = subject_of(said)
    assert subject is not None
    assert (subject.holder, subject.persons) == (holder, False)


@pytest.mark.parametrize(
    "said",
    [
        "Đưa nội dung yêu cầu phòng, chống sạt lở vào đồ án của từng khu dân cư.",
        "Theo quy định ấy, cơ quan quản lý chợ không có trách nhiệm định giá thuê quầy.",
        "Khi dự án được duyệt thì Sở Xây dựng thuộc nhóm được hỗ trợ.",
        "Trường hợp điều chỉnh, chủ trương đầu tư phải được lập lại.",
        "Khi hết hạn, cơ quan thuế cho người nộp thuế biết số tiền phải nộp.",
    ],
)
def test_what_a_condition_leads_to_charges_nobody_where_it_tells_nobody(said: str) -> None:
    assert subject_of(said) is None


def test_a_class_that_a_body_asks_in_its_own_list_leaves_the_duty_with_the_body() -> None:
    items = (
        "Yêu cầu các doanh nghiệp viễn thông gửi số liệu trước ngày 10 hằng tháng.",
        "Đề nghị các doanh nghiệp viễn thông ngầm hóa cáp.",
    )
    listed = "\n".join(f"- {item}" for item in items)
    assert duties(f"{HEAD}1. Sở Khoa học và Công nghệ\n{listed}\n") == [
        ("Sở Khoa học và Công nghệ", item) for item in items
    ]
    # the issuer's own list asks for itself, and a named body is told whoever's list it stands in
    assert duties(f"{HEAD}1. Sở Khoa học và Công nghệ\n- Yêu cầu Sở Xây dựng gửi số liệu.\n")[0][0] == "Sở Xây dựng"
    assert duties(f"{HEAD}{listed}\n")[0][0] == "các doanh nghiệp viễn thông"
