"""Persons, posts and bodies named by what happens to them are holders: an inspection team's plan, a letter's common part."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.names.posts import person_before_act
from compiler.names.subjects import subject_of
from compiler.result import Compiled
from compiler.text.blocks import Block
from compiler.text.manuscript import Manuscript
from compiler.text.notes import is_footnote
from compiler.text.outline import outline

TEAM = """SỞ XÂY DỰNG
ĐOÀN KIỂM TRA
THEO QUYẾT ĐỊNH
SỐ 12/QĐ-SXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Phú Hòa, ngày 10 tháng 3 năm 2026
Số: 15/KH-ĐKT

KẾ HOẠCH
Kiểm tra an toàn hồ đập năm 2026

Thực hiện Quyết định số 12/QĐ-SXD ngày 06/3/2026 của Giám đốc Sở Xây dựng, Đoàn lập kế hoạch như sau:

1. Mục tiêu

- Đánh giá an toàn của các hồ đập.

2. Phân công nhiệm vụ

2.1. Ông. Lê Văn Mẫu - Trưởng đoàn: Phụ trách chung; ký biên bản.

2.2. Bà Trần Thị Lan - Thư ký đoàn: Lập biên bản kiểm tra.

2.3. Thành viên: Chuẩn bị hồ sơ kỹ thuật.

3. Những vấn đề khác

3.1. Đối với Đoàn kiểm tra: Các thành viên Đoàn thực hiện đúng quy chế.

3.2. Đối với đơn vị được kiểm tra: Chuẩn bị báo cáo bằng văn bản; cử cán bộ làm việc với Đoàn.
"""


def told(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities]


def test_a_person_with_a_post_and_a_post_alone_hold_what_stands_behind_their_colon() -> None:
    said = told(compile_text(TEAM))
    assert ("Ông. Lê Văn Mẫu - Trưởng đoàn", "Phụ trách chung; ký biên bản.") in said
    assert ("Bà Trần Thị Lan - Thư ký đoàn", "Lập biên bản kiểm tra.") in said
    assert ("Thành viên", "Chuẩn bị hồ sơ kỹ thuật.") in said


def test_bodies_that_items_side_by_side_turn_to_have_what_stands_behind_the_colon() -> None:
    said = told(compile_text(TEAM))
    assert ("Đơn vị được kiểm tra", "Chuẩn bị báo cáo bằng văn bản; cử cán bộ làm việc với Đoàn.") in said
    alone = TEAM.replace("3.1. Đối với Đoàn kiểm tra: Các", "3.1. Các")
    assert "Đơn vị được kiểm tra" not in dict(told(compile_text(alone)))
    assert "D101" in [one.code for one in compile_text(alone).diagnostics]


def test_how_a_body_is_judged_is_no_act_of_its() -> None:
    judged = TEAM.replace("Chuẩn bị báo cáo bằng văn bản", "Căn cứ số lỗi để xếp loại")
    assert "Đơn vị được kiểm tra" not in dict(told(compile_text(judged)))


def test_the_decision_that_founded_a_body_does_not_number_its_plan() -> None:
    assert compile_text(TEAM).plan.number == "15/KH-ĐKT"
    assert compile_text(TEAM.replace("THEO QUYẾT ĐỊNH\nSỐ 12/QĐ-SXD\n", "")).plan.number == "15/KH-ĐKT"


@pytest.mark.parametrize(
    ("key", "who"),
    [
        ("Ông. Lê Văn Mẫu - Trưởng đoàn: Phụ trách chung.", "Ông. Lê Văn Mẫu - Trưởng đoàn"),
        ("Đồng chí Lê Văn Mẫu, Phó Giám đốc Sở: Chủ trì cuộc họp.", "Đồng chí Lê Văn Mẫu, Phó Giám đốc Sở"),
        ("Thư ký đoàn: Lập biên bản.", "Thư ký đoàn"),
        ("Ông Lê Văn Mẫu chủ trì: Lập biên bản.", ""),
        ("Ông Lê Văn Mẫu - Giám đốc: Trưởng ban.", ""),
        ("Nội dung: Lập biên bản.", ""),
        ("Phó Giám đốc: Thu Hà.", ""),
        ("Phó Giám đốc: Thu hồ sơ.", "Phó Giám đốc"),
        ("Trưởng đoàn lập biên bản.", ""),
    ],
)
def test_who_stands_before_a_colon_as_a_person(key: str, who: str) -> None:
    assert person_before_act(key)[0] == who


def test_the_common_part_of_a_letter_is_for_those_whom_its_title_names() -> None:
    letter = """ỦY BAN NHÂN DÂN
TỈNH PHÚ HÒA
Số: 31/UBND-KT
Phú Hòa, ngày 15 tháng 6 năm 2026

Kính gửi: Các sở, ban, ngành; Ủy ban nhân dân các xã.

Để giữ an toàn hồ đập, Ủy ban nhân dân tỉnh yêu cầu:

1. Trách nhiệm chung của các cơ quan, đơn vị

- Rà soát hồ đập trên địa bàn1.

- Đề cao trách nhiệm của người đứng đầu.

1 Các hồ đập theo Quyết định số 7/QĐ-UBND ngày 02/02/2026 của UBND tỉnh

2. Sở Xây dựng

- Chủ trì kiểm tra các hồ đập.
"""
    said = told(compile_text(letter))
    assert ("Các cơ quan, đơn vị", "Rà soát hồ đập trên địa bàn1.") in said
    assert ("Các cơ quan, đơn vị", "Đề cao trách nhiệm của người đứng đầu.") in said
    assert ("Sở Xây dựng", "Chủ trì kiểm tra các hồ đập.") in said
    assert not any(text.startswith(("1 Các hồ đập", "Các hồ đập")) for _, text in said)


def test_a_note_at_a_page_s_foot_is_known_by_the_sign_above() -> None:
    def notes(text: str) -> list[str]:
        return [
            block.text for block in outline(Manuscript(text)).walk() if isinstance(block, Block) and is_footnote(block)
        ]

    assert notes("- Rà soát hồ đập1.\n\n1 Các hồ đập lớn ở tỉnh") == ["1 Các hồ đập lớn ở tỉnh"]
    assert notes("- Rà soát hồ đập.\n\n1 Các hồ đập lớn ở tỉnh") == []


def test_an_act_s_number_cut_at_its_sign_is_one_number() -> None:
    cut = "Thực hiện Nghị quyết số 10-\n\nNQ/TW ngày 10/02/2022 của Bộ Chính trị về an toàn hồ đập."
    assert [block.text for block in outline(Manuscript(cut)).walk() if block.text] == [" ".join(cut.split())]
    apart = "Hồ đập có số 10-\n\nSở Xây dựng kiểm tra."
    assert len([block for block in outline(Manuscript(apart)).walk() if block.text]) == 2


def test_the_sign_of_a_note_under_a_table_hides_nobody() -> None:
    noted = subject_of("(*) Nếu có thay đổi về thời gian, Sở Xây dựng sẽ thông báo bằng văn bản.")
    assert noted is not None and noted.holder == "Sở Xây dựng"


def test_what_closes_a_letter_on_all_that_stands_above_is_for_all_also_behind_a_class() -> None:
    letter = """ỦY BAN NHÂN DÂN
TỈNH PHÚ HÒA
Số: 31/UBND-KT
Phú Hòa, ngày 15 tháng 6 năm 2026

Kính gửi: Các sở, ban, ngành; Ủy ban nhân dân các xã.

Để giữ an toàn hồ đập, Ủy ban nhân dân tỉnh yêu cầu:

1. Sở Xây dựng

- Chủ trì kiểm tra các hồ đập.

2. Ủy ban nhân dân các xã, phường

- Rà soát hồ đập trên địa bàn.

Căn cứ ý kiến chỉ đạo trên, các cơ quan, đơn vị liên quan nghiêm túc triển khai thực hiện./.
"""
    closing = "Căn cứ ý kiến chỉ đạo trên, các cơ quan, đơn vị liên quan nghiêm túc triển khai thực hiện./."
    assert ("các cơ quan, đơn vị liên quan", closing) in told(compile_text(letter))
    own = letter.replace("Căn cứ ý kiến chỉ đạo trên, các cơ quan, đơn vị liên quan", "Căn cứ kết quả, các đơn vị")
    assert told(compile_text(own))[-1][0] == "Ủy ban nhân dân các xã, phường"
