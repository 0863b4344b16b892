"""Tables that a letter encloses: lists of proposals, tables run together, procedures and their steps."""

from __future__ import annotations

import pytest

from tests.compiler.letter_forms import TAIL, asked, letter, told


def annex(rows: list[str]) -> str:
    return "\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n" + "\n".join(rows) + "\n"


BODY = "Kính gửi: Các sở\n\nSở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.\n"


def test_a_list_of_proposals_with_who_is_to_answer_gives_each_a_holder() -> None:
    rows = [
        "| TT | Địa phương kiến nghị | Thông tin đề xuất | Sở phụ trách tiếp nhận, xử lý |",
        "|---|---|---|---|",
        "| 1 | Xã Tân Lập | Đề nghị bổ sung kinh phí nạo vét kênh tiêu | Sở Tài chính |",
        "| 2 | Xã Phú Xuân | Hướng dẫn cụ thể về cấp phép đấu nối thoát nước | Sở Xây dựng |",
    ]
    compiled = letter(BODY, TAIL + annex(rows))
    assert [holder for holder, _ in told(compiled)][1:] == ["Sở Tài chính", "Sở Xây dựng"]
    assert not asked(compiled)


def test_the_act_that_gave_a_task_is_not_the_task_and_how_far_it_is_is_no_deadline() -> None:
    rows = [
        "| STT | Nhiệm vụ | Văn bản giao nhiệm vụ | Cơ quan chủ trì | Thời hạn | Tiến độ |",
        "|---|---|---|---|---|---|",
        "| 1 | Nạo vét các tuyến cống trục chính | Nghị quyết số 71/NQ-HĐND | Sở Xây dựng | 30/9/2026 | Đang thực hiện |",
        "| 2 | Lập bản đồ các điểm ngập | Nghị quyết số 71/NQ-HĐND | Sở Khoa học và Công nghệ | 15/8/2026 | Đã hoàn thành |",
    ]
    compiled = letter(BODY, TAIL + annex(rows))
    duties = [duty for duty in compiled.responsibilities if duty.basis == "stated"][1:]
    assert [duty.holder for duty in duties] == ["Sở Xây dựng", "Sở Khoa học và Công nghệ"]
    assert [duty.due.rule for duty in duties if duty.due] == ["by:2026-09-30", "by:2026-08-15"]


def test_a_second_head_behind_a_row_opens_the_next_table() -> None:
    cells = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành", "", "1", "Nạo vét cống", "Sở Xây dựng"]
    cells += ["30/9/2026", "2. Các nhiệm vụ về bơm tiêu", "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"]
    cells += ["", "1", "Mua máy bơm dự phòng", "Sở Tài chính", "15/8/2026", "", "2", "Lắp trạm đo mưa"]
    cells += ["Sở Khoa học và Công nghệ", "15/8/2026"]
    frame = "\n|\n".join(cells).replace("|\n\n|", "|\n|")
    compiled = letter(BODY, TAIL + "\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n|\n" + frame + "\n|\n")
    assert [holder for holder, _ in told(compiled)][1:] == ["Sở Xây dựng", "Sở Tài chính", "Sở Khoa học và Công nghệ"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            "| Thứ tự công việc | Nội dung công việc | Đơn vị thực hiện | Thời gian thực hiện |",
            "|---|---|---|---|",
            "| Bước 1 | Kiểm tra hồ sơ, lập phiếu tiếp nhận | Bộ phận một cửa | 0,25 ngày làm việc |",
            "| Bước 2 | Thẩm định hồ sơ | Phòng Hạ tầng | 0,5 ngày làm việc |",
        ],
        [
            "| STT | Tên thủ tục hành chính | Thời hạn giải quyết | Cơ quan thực hiện |",
            "|---|---|---|---|",
            "| 1 | Cấp giấy phép đấu nối | 5 ngày | Sở Xây dựng |",
            "| 2 | Gia hạn giấy phép đấu nối | 3 ngày | Sở Xây dựng |",
        ],
    ],
)
def test_procedures_and_their_steps_are_no_duties(rows: list[str]) -> None:
    compiled = letter(BODY, TAIL + annex(rows))
    assert len(told(compiled)) == 1
    assert not asked(compiled)


def test_a_plan_that_has_procedures_reviewed_gives_duties() -> None:
    rows = [
        "| STT | Tên thủ tục hành chính | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian thực hiện rà soát |",
        "|---|---|---|---|---|",
        "| 1 | Cấp giấy phép đấu nối thoát nước | Sở Xây dựng | Văn phòng UBND tỉnh | Quý III/2026 |",
        "| 2 | Gia hạn giấy phép đấu nối thoát nước | Sở Xây dựng | Văn phòng UBND tỉnh | Quý III/2026 |",
    ]
    assert len(told(letter(BODY, TAIL + annex(rows)))) == 3


def test_the_title_that_a_collection_sets_under_a_document_ends_it() -> None:
    page = """
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ

1. Sở Tài chính bố trí kinh phí nạo vét kênh tiêu.

Công văn 31/UBND-KT năm 2026 về phòng, chống úng ngập do Ủy ban nhân dân tỉnh Phú Hòa ban hành

- Tổ chức cho khách hàng tra cứu văn bản trên ứng dụng.

- Xây dựng thư viện văn bản được cập nhật hằng ngày.
"""
    compiled = letter(BODY, TAIL + page)
    assert [holder for holder, _ in told(compiled)] == ["Sở Xây dựng", "Sở Tài chính"]
    assert not asked(compiled)
