"""Whose act a verb tells: the holder's, or that of whom it appoints, urges on or answers to (GUIDE, roles)."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text

HEAD = "KẾ HOẠCH\n\nGIỮ SẠCH KÊNH RẠCH NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Kênh sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n"


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("Bố trí công chức đầu mối trông coi các kênh.", {"execute"}),
        ("Phân công 01 cán bộ làm đầu mối giữ sổ nước.", {"execute"}),
        ("Bố trí viên chức theo dõi, đôn đốc việc vớt bèo.", {"execute"}),
        ("Làm đầu mối tiếp nhận ý kiến của người dân.", {"lead"}),
        ("Là đơn vị chủ trì việc vớt bèo.", {"lead"}),
        ("Chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả vớt bèo.", {"lead"}),
        ("Chịu trách nhiệm chung về việc vớt bèo.", {"lead"}),
        ("Phụ trách chung việc vớt bèo.", {"lead"}),
        ("Chịu trách nhiệm về số liệu đã cung cấp.", {"execute"}),
        ("Chịu trách nhiệm triển khai, thực hiện Kế hoạch.", {"execute"}),
        ("Đôn đốc các xã nộp báo cáo trước ngày 20/6.", {"coordinate"}),
        ("Đôn đốc các xã vớt bèo, báo cáo UBND tỉnh kết quả.", {"coordinate", "report"}),
        ("Chấp hành sự chỉ đạo, kiểm tra của cấp trên.", {"execute"}),
        ("Bảo đảm kinh phí cho hoạt động kiểm tra bờ kênh.", {"fund"}),
        ("Tham gia đoàn kiểm tra bờ kênh.", {"cooperate"}),
        ("Xây dựng văn bản hướng dẫn vớt bèo.", {"guide"}),
        ("Nâng cao trách nhiệm của người đứng đầu trong chỉ đạo, điều hành.", {"execute"}),
    ],
)
def test_a_role_is_what_the_holder_itself_does(said: str, roles: set[str]) -> None:
    (duty,) = compile_text(f"{HEAD}- {said}\n").responsibilities
    assert {role.value for role in duty.roles} == roles
