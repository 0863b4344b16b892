"""What a duty's words make its holder: roles by its own verbs, not by those of others or of things."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.duties.roles import read_roles
from compiler.result import Responsibility, Role
from compiler.text.manuscript import same_tone


def assigned(heading: str, *items: str) -> list[Responsibility]:
    """The duties of a plan whose assigning part has one heading and items under it."""
    lines = ["KẾ HOẠCH", "Trồng rừng chắn sóng năm 2026", "", "II. TỔ CHỨC THỰC HIỆN", f"1. {heading}"]
    return compile_text("\n".join([*lines, *(f"- {item}" for item in items)])).responsibilities


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Xây dựng hệ thống cảm biến, hạ tầng giám sát mực nước.", Role.COORDINATE),
        ("Thiết lập cơ chế kiểm tra chất lượng giống.", Role.COORDINATE),
        ("Kiểm tra hiện trạng bờ kè của từng hộ.", Role.COORDINATE),
        ("Rà soát, kiểm tra, đối chiếu danh sách hộ nuôi ong.", Role.COORDINATE),
        ("Tham gia mạng lưới ươm giống do Sở Công Thương điều phối.", Role.COORDINATE),
        ("Theo dõi, thông báo mực nước các hồ.", Role.COORDINATE),
        ("Theo dõi, giám sát môi trường tại bè cá của mình.", Role.COORDINATE),
        ("Nâng cao chất lượng tự kiểm tra, giám sát việc nộp hồ sơ.", Role.COORDINATE),
        ("Công khai mức thu để người dân biết, tham gia và giám sát.", Role.COORDINATE),
        ("Kiểm tra, khắc phục sự cố lưới điện.", Role.COORDINATE),
        ("Giữ liên lạc với tàu thuyền để điều phối kịp thời.", Role.COORDINATE),
        ("Đăng ký ủng hộ thông qua đầu mối Hội Chữ thập đỏ.", Role.LEAD),
        ("Nâng cấp cổng dữ liệu phục vụ công tác theo dõi, tham mưu của tỉnh.", Role.ADVISE),
        ("Tiếp nhận những đề xuất, góp ý của người dùng.", Role.ADVISE),
        ("Tính số người theo công thức tại Hướng dẫn số 06.", Role.GUIDE),
        ("Cập nhật hàng tồn của các kho tổng hợp.", Role.CONSOLIDATE),
        ("Mở lớp nghề tại Trung tâm Dịch vụ tổng hợp.", Role.CONSOLIDATE),
        ("Chỉ đạo các đồn, chủ động phối hợp với ngư dân bám biển.", Role.COOPERATE),
        ("Triển khai và tăng cường phối hợp giữa các đồn.", Role.COOPERATE),
        ("Chủ trì, phối hợp với Sở Xây dựng lập bản đồ; phối hợp tổ chức hội thảo.", Role.COOPERATE),
        ("Rà soát quy hoạch theo Nghị định hướng dẫn Luật Thủy lợi.", Role.GUIDE),
        ("Áp dụng Thông tư số 05/2024/TT-BYT của Bộ trưởng Bộ Y tế hướng dẫn mức chi.", Role.GUIDE),
        ("Trực ban, ban hành công điện chỉ đạo ứng phó bão.", Role.GUIDE),
        ("Giúp Ủy ban nhân dân tỉnh chỉ đạo việc trồng rừng.", Role.GUIDE),
        ("Tầm soát các bệnh phổ biến nhất ở tuổi học đường.", Role.PUBLICISE),
        ("Thiết kế mẫu nhà để phổ biến cho các hộ.", Role.PUBLICISE),
        ("Tham gia các tổ chức, diễn đàn quốc tế về rừng.", Role.PUBLICISE),
        ("Tham gia cuộc vận động do Trung ương phát động.", Role.PUBLICISE),
        ("Triển khai các dự án có sử dụng vốn ngân sách.", Role.FUND),
        ("Thiết kế mẫu nhà, kèm theo dự toán kinh phí xây dựng.", Role.FUND),
        ("Lập báo cáo thẩm định hồ sơ giao rừng.", Role.REPORT),
        ("Tạo điều kiện cho nhà đầu tư nghiên cứu, đề xuất dự án.", Role.ADVISE),
        ("Chịu trách nhiệm về số liệu trong Báo cáo đề xuất chủ trương đầu tư.", Role.REPORT),
        ("Tiếp thu ý kiến thẩm định tại Báo cáo 12/BC-HĐTĐ năm 2025.", Role.REPORT),
        ("Giải trình những kiến nghị liên quan đến Báo cáo đề xuất chủ trương đầu tư.", Role.REPORT),
        ("Triển khai Chương trình quản lý tổng hợp vùng bờ.", Role.CONSOLIDATE),
        ("Xây dựng các cơ chế điều phối vùng.", Role.COORDINATE),
        ("Thi công đúng tiến độ, đảm bảo chất lượng, không để thất thoát, lãng phí ngân sách nhà nước.", Role.FUND),
        ("Chịu trách nhiệm trước các cơ quan thanh tra, kiểm tra về số liệu.", Role.COORDINATE),
    ],
)
def test_words_about_things_and_others_give_no_role(text: str, role: Role) -> None:
    assert role not in read_roles(same_tone(text))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tăng cường công tác chỉ đạo, rà soát các bến đò.", Role.GUIDE),
        ("Phối hợp với các đoàn thể giám sát việc chia gạo.", Role.COORDINATE),
        ("Xây dựng Quyết định của Thủ tướng Chính phủ về cảng cá.", Role.ADVISE),
        ("Tăng cường công tác phối hợp với Đồn Biên phòng.", Role.COOPERATE),
        ("Đôn đốc, kiểm tra, tuyên truyền về an toàn hồ đập.", Role.PUBLICISE),
        ("Căn cứ khả năng cân đối của tỉnh, phê duyệt kinh phí trồng rừng.", Role.FUND),
        ("Xem xét, hỗ trợ thêm từ ngân sách của huyện.", Role.FUND),
        ("Sửa đổi một số quy định trong Luật Thủy lợi.", Role.ADVISE),
    ],
)
def test_a_holder_s_own_act_gives_its_role(text: str, role: Role) -> None:
    assert role in read_roles(same_tone(text))


@pytest.mark.parametrize(
    "text",
    [
        "Gửi kết quả về Sở Nội vụ để tổng hợp, tham mưu UBND tỉnh khen thưởng.",
        "Báo cáo UBND tỉnh (qua Sở Nội vụ) để phối hợp, hướng dẫn.",
        "Báo cáo UBND tỉnh để chỉ đạo; báo cáo UBND tỉnh để hướng dẫn.",
        "Lập danh sách gửi Sở Nội vụ thẩm định và trình cấp có thẩm quyền quyết định.",
    ],
)
def test_what_a_recipient_does_with_a_report_is_no_role_of_who_sends_it(text: str) -> None:
    (duty,) = assigned("Sở Y tế", text)
    assert set(duty.roles) == {Role.REPORT}


def test_acts_behind_the_clause_of_a_report_are_the_holder_s_again() -> None:
    (duty,) = assigned("Sở Y tế", "Báo cáo UBND tỉnh để chỉ đạo; hướng dẫn các trạm y tế.")
    assert set(duty.roles) == {Role.REPORT, Role.GUIDE}


@pytest.mark.parametrize(
    "heading",
    [
        "Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau:",
        "Các sở, ban, ngành phối hợp thực hiện các hoạt động sau:",
    ],
)
def test_an_introduction_that_has_things_carried_out_lends_no_role(heading: str) -> None:
    (duty,) = assigned(heading, "Tổ chức hội thi nấu ăn.")
    assert duty.roles == [Role.EXECUTE]


def test_an_introduction_lends_the_act_behind_its_partners_too() -> None:
    items = ("Quản lý chặt chẽ quỹ đất trồng rừng.", "Rà soát các bến đò.")
    lead_in = "Sở Xây dựng: Chủ trì, phối hợp với các cơ quan có liên quan tham mưu cho Ủy ban nhân dân tỉnh:"
    for duty in assigned(lead_in, *items):
        assert set(duty.roles) == {Role.LEAD, Role.ADVISE}


def test_who_leads_under_a_charge_also_carries_out_what_its_items_say() -> None:
    duties = assigned("Sở Xây dựng chủ trì, phối hợp với các sở:", "Nạo vét kênh dẫn.", "Đề xuất mức hỗ trợ.")
    assert [set(duty.roles) for duty in duties] == [{Role.LEAD, Role.EXECUTE}, {Role.LEAD, Role.ADVISE}]


def test_districts_put_together_what_their_communes_report() -> None:
    text = "Tổng hợp, báo cáo kết quả trồng rừng."
    (districts,) = assigned("Ủy ban nhân dân các huyện, thành phố", text)
    (departments,) = assigned("Các sở, ban, ngành", text)
    assert Role.CONSOLIDATE in districts.roles
    assert Role.CONSOLIDATE not in departments.roles


def test_who_leads_a_task_cooperates_only_with_somebody_named() -> None:
    text = "Xây dựng bản đồ bến đò{} triển khai biển báo. Cơ quan chủ trì: Sở Xây dựng. Thời gian: Tháng 6/2026."
    (alone,) = assigned("Bến đò", text.format("; phối hợp"))
    (together,) = assigned("Bến đò", text.format("; phối hợp với Công an tỉnh"))
    assert Role.COOPERATE not in alone.roles
    assert Role.COOPERATE in together.roles


def test_of_an_introduction_with_several_clauses_the_last_lends_its_act() -> None:
    lead_in = "Sở Y tế: Bố trí kinh phí từ nguồn được giao; đồng thời huy động đoàn viên thực hiện:"
    (duty,) = assigned(lead_in, "Tổ chức hội thi nấu ăn.")
    assert duty.roles == [Role.EXECUTE]
