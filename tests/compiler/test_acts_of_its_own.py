"""Execute beside a role: an act of the holder's own that no verb of a role governs (GUIDE, roles)."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text

HEAD = "KẾ HOẠCH\n\nGIỮ SẠCH KÊNH RẠCH NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Kênh sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n"


def roles(said: str) -> set[str]:
    (duty,) = compile_text(f"{HEAD}- {said}\n").responsibilities
    return {role.value for role in duty.roles}


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("Tổ chức phổ biến nội quy bến; xây dựng lịch vớt bèo.", {"publicise"}),
        ("Xây dựng lịch vớt bèo, kiện toàn Tổ vớt bèo, gửi về Sở Xây dựng trước ngày 10/3.", {"report"}),
        ("Phối hợp với Sở Y tế khử khuẩn bến; cử 02 người gác cống.", {"cooperate"}),
        ("Rà soát, xác định các đoạn kênh tắc; hướng dẫn các xã khơi dòng.", {"guide"}),
        ("Triển khai, theo dõi, đôn đốc việc thực hiện lịch vớt bèo.", {"coordinate"}),
        ("Căn cứ lịch con nước, tổ chức đóng mở cống; tuyên truyền đến các hộ.", {"publicise"}),
        ("Ban hành kế hoạch của đơn vị gửi Sở Xây dựng trước ngày 10/3.", {"report"}),
    ],
)
def test_an_act_of_its_own_beside_a_role_is_carried_out(said: str, others: set[str]) -> None:
    assert roles(said) == others | {"execute"}


@pytest.mark.parametrize(
    ("said", "all_of_it"),
    [
        ("Phối hợp với Sở Y tế tổ chức khử khuẩn bến.", {"cooperate"}),
        ("Hướng dẫn các xã lập lịch vớt bèo, bố trí thuyền.", {"guide"}),
        ("Rà soát, đề xuất sửa đổi nội quy bến.", {"advise"}),
        ("Tổ chức tuyên truyền về rác thải nhựa.", {"publicise"}),
        ("Lập danh sách gửi Sở Xây dựng.", {"report"}),
        ("Đôn đốc các xã vớt bèo, hoàn thành trước ngày 20/6.", {"coordinate"}),
        ("Khi cống hỏng, báo cáo UBND tỉnh để được chỉ đạo, giải quyết.", {"report"}),
    ],
)
def test_what_stands_under_a_role_s_verb_is_no_act_of_its_own(said: str, all_of_it: set[str]) -> None:
    assert roles(said) == all_of_it


@pytest.mark.parametrize(
    ("said", "all_of_it"),
    [
        ("Chịu trách nhiệm trước Chủ tịch UBND tỉnh nếu để kênh tắc kéo dài.", {"execute"}),
        ("Tạo điều kiện để người dân, doanh nghiệp phản ánh, kiến nghị về rác.", {"execute"}),
        ("Giám sát dịch tễ tại các bến thuyền.", {"execute"}),
        ("Theo dõi chặt chẽ diễn biến mực nước tại các cống.", {"execute"}),
        ("Làm sạch dữ liệu bến, giám sát - phản biện, phản ánh kiến nghị của người dân.", {"execute"}),
        ("Phát huy vai trò của Ban Giám sát đầu tư của cộng đồng.", {"execute"}),
        ("Chỉ đạo các ấp, hội quán chủ động, tích cực phối hợp với Công an xã vớt bèo.", {"guide"}),
        ("Chỉ đạo sắp xếp bến bãi; tăng cường quản lý đất đai, ngân sách.", {"guide", "execute"}),
        ("Tổng hợp nhu cầu, trình UBND tỉnh cấp kinh phí vớt bèo.", {"fund"}),
    ],
)
def test_a_word_of_a_role_that_tells_of_others_gives_none(said: str, all_of_it: set[str]) -> None:
    assert roles(said) == all_of_it


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Phát tờ rơi về rác thải nhựa đến từng thuyền.", "publicise"),
        ("Đọc nội quy bến trên loa truyền thanh.", "publicise"),
        ("Sản xuất tin bài về mùa nước nổi.", "publicise"),
        ("Thông tin kịp thời đến người dân lịch xả nước.", "publicise"),
        ("Ưu tiên nguồn lực cho việc vớt bèo.", "fund"),
        ("Tham mưu UBND tỉnh cấp bổ sung khi mùa lũ kéo dài.", "fund"),
        ("Cơ quan Thường trực Ban Chỉ đạo phối hợp với Văn phòng UBND tỉnh theo dõi lịch vớt bèo.", "cooperate"),
        ("Chọn chỗ đổ bèo, xong trong tháng 3/2026 và giám sát việc đổ bèo của các xã.", "coordinate"),
    ],
)
def test_a_word_of_a_role_that_was_not_known_or_stood_behind_another_gives_it(said: str, role: str) -> None:
    assert role in roles(said)


@pytest.mark.parametrize("said", ["Lắp đặt cụm loa truyền thanh ở đầu bến.", "In tờ rơi về rác thải nhựa."])
def test_what_is_put_up_or_printed_tells_nobody_anything_yet(said: str) -> None:
    assert roles(said) == {"execute"}
