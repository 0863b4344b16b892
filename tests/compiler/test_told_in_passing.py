"""Bodies that a paper tells in passing: in notes, behind the signature, behind a label, asked in brackets, by a council."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled

HEAD = (
    "UBND TỈNH BÌNH AN\nSố: 12/KH-UBND\nBình An, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nAn toàn thực phẩm năm 2026\n\n"
    "I. MỤC ĐÍCH\n\n1. Bữa ăn an toàn.\n\n"
)
ASSIGNS = "II. TỔ CHỨC THỰC HIỆN\n\n"
SIGNED = "\nNơi nhận:\n- Các sở, ban, ngành;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nNguyễn Văn Mẫu\n\n"


def stated(text: str) -> list[tuple[str, str, bool]]:
    """Holder, words and whether asked of each duty that the text says."""
    return [(d.holder, d.text, d.requested) for d in compile_text(text).responsibilities if d.basis != "assumed"]


def asked_about(compiled: Compiled, words: str) -> set[str]:
    """Codes of the findings that lie over `words`."""
    at = (compiled.text or "").index(words)
    return {one.code for one in compiled.diagnostics if one.source and one.source.start <= at < one.source.end}


@pytest.mark.parametrize(
    "said",
    [
        "¹ Trong đó Văn phòng UBND tỉnh tạm ứng 50 triệu đồng trước 31/12/2026.",
        "Phân công bổ sung: Trạm Y tế phường bố trí kíp trực cấp cứu tại chợ đầu mối.",
    ],
)
def test_who_is_told_behind_the_signature_is_asked_about(said: str) -> None:
    compiled = compile_text(f"{HEAD}{ASSIGNS}1. Sở Y tế: Lấy mẫu.\n{SIGNED}{said}\n")
    assert "D101" in asked_about(compiled, said[-30:])


def test_who_answers_for_a_task_behind_a_colon_is_asked_about() -> None:
    said = "1. Số hóa 100% hồ sơ: công chức Tư pháp - Hộ tịch; thời hạn 30/10/2026."
    compiled = compile_text(f"{HEAD}II. NHIỆM VỤ\n\n{said}\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế: Lấy mẫu.\n")
    assert asked_about(compiled, "công chức Tư pháp") == {"D114"}


def test_a_part_of_a_task_that_is_given_to_another_is_its_own() -> None:
    said = "Sở Tài chính tham mưu bổ sung kinh phí; riêng phần kinh phí số hóa giao Sở Tư pháp thẩm định."
    assert [holder for holder, _, _ in stated(f"{HEAD}{ASSIGNS}1. {said}\n")] == ["Sở Tài chính", "Sở Tư pháp"]


@pytest.mark.parametrize(
    ("line", "holder", "words"),
    [
        (
            "Hội Nông dân tỉnh (đề nghị): phối hợp vận động hội viên.",
            "Hội Nông dân tỉnh",
            "phối hợp vận động hội viên.",
        ),
        ("Hội Nông dân tỉnh (mời tham gia): vận động hội viên.", "Hội Nông dân tỉnh", "vận động hội viên."),
        ("Công ty Cấp nước Bình An: đề nghị khử trùng bể.", "Công ty Cấp nước Bình An", "đề nghị khử trùng bể."),
    ],
)
def test_who_is_asked_in_brackets_or_behind_a_colon_is_asked_and_not_ordered(
    line: str, holder: str, words: str
) -> None:
    assert stated(f"{HEAD}{ASSIGNS}1. Sở Y tế: Lấy mẫu.\n2. {line}\n")[1] == (holder, words, True)


def test_items_under_a_council_s_order_are_told_to_those_whom_they_name() -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH BÌNH AN\nSố: 14/NQ-HĐND\nBình An, ngày 10 tháng 7 năm 2026\n\nNGHỊ QUYẾT\n"
        "Về kết quả giám sát bảo vệ rừng\n\nQUYẾT NGHỊ:\nĐiều 1. Tán thành Báo cáo.\nĐiều 2. Hội đồng nhân dân tỉnh yêu cầu:\n"
        "1. Ủy ban nhân dân tỉnh cắm mốc ranh giới rừng.\n2. Ủy ban nhân dân các xã có rừng tổ chức ký cam kết.\n"
        "Điều 3. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.\n"
    )
    assert [holder for holder, _, _ in stated(text)] == [
        "Ủy ban nhân dân tỉnh",
        "Ủy ban nhân dân các xã có rừng",
        "Ủy ban nhân dân tỉnh",
    ]


def test_the_end_of_a_letter_is_told_to_whom_it_names() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH BÌNH AN\nSố: 2210/UBND-VX\nV/v chăm lo người có công\n\nKính gửi: Các sở; UBND các xã.\n\n"
        "1. Chủ tịch UBND tỉnh phân công đồng chí Lê Văn Mẫu - Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo; Văn phòng UBND tỉnh theo dõi.\n"
        "Nhận được Công văn này, yêu cầu các đơn vị khẩn trương triển khai thực hiện./.\n"
    )
    assert [holder for holder, _, _ in stated(text)] == [
        "đồng chí Lê Văn Mẫu - Phó Chủ tịch UBND tỉnh",
        "Văn phòng UBND tỉnh",
        "các đơn vị",
    ]


def test_the_advising_office_of_an_inspection_leads_it() -> None:
    said = "Kiểm tra 02 chi bộ về quản lý đảng viên. Thời gian: quý II/2026. Cơ quan tham mưu: Ủy ban Kiểm tra Đảng ủy."
    text = f"{HEAD}II. NỘI DUNG\n\n1. {said}\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế: Lấy mẫu.\n"
    assert stated(text)[0][0] == "Ủy ban Kiểm tra Đảng ủy"


def test_each_of_three_bodies_in_a_sentence_has_its_own_words() -> None:
    said = (
        "Giao Sở Y tế hoàn thiện thủ tục; Công an tỉnh nắm tình hình an ninh, còn Điện lực Bình An di dời đường điện."
    )
    assert [words for _, words, _ in stated(f"{HEAD}{ASSIGNS}1. {said}\n")] == [
        "Giao Sở Y tế hoàn thiện thủ tục",
        "Công an tỉnh nắm tình hình an ninh",
        "còn Điện lực Bình An di dời đường điện.",
    ]
