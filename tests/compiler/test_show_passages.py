"""The page of a document tells apart what belongs to a duty, what looks like a task and became none, and the rest."""

from __future__ import annotations

import html as markup
import re
from pathlib import Path

from compiler.asks.check import check
from compiler.compile import compile_text
from compiler.document import compiled_with_file
from compiler.result import Compiled, DocumentClass, Due, PlanHead, Responsibility, Role, Severity, Span
from compiler.show.html import document_page

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/KH-UBND
Sông Lam, ngày 05 tháng 01 năm 2027

KẾ HOẠCH
Bảo vệ đàn ong năm 2027

Thực hiện Nghị quyết số 9/NQ-HĐND về phát triển chăn nuôi, UBND tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao chất lượng mật ong trên thị trường trong nước.

II. NHIỆM VỤ, GIẢI PHÁP
1. Giữ nguồn hoa
- Xây dựng bản đồ các vùng hoa có mật trong toàn tỉnh.
- Trồng bổ sung cây keo, cây vải dọc các tuyến đê.
- Vùng hoa là nơi có trên một nghìn gốc cây cho mật.
2. Phấn đấu trên 80% số đàn ong được kiểm dịch.

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông
nghiệp và Môi trường
- Hướng dẫn các hộ nuôi ong phòng bệnh thối ấu trùng.
2. Sở Tài chính
- Bố trí kinh phí thực hiện Kế hoạch.

Nơi nhận:
- Tổ chức thực hiện: các sở, ban, ngành cấp tỉnh;
"""


def stretches(page: str, name: str) -> list[str]:
    found = re.findall(rf'<span class="{name}"[^>]*>(.*?)</span>', page.split("<article>")[1], re.DOTALL)
    return [" ".join(markup.unescape(re.sub("<[^>]+>", "", each)).split()) for each in found]


def test_items_of_a_task_part_that_became_no_duty_are_counted_in_the_head_and_linked() -> None:
    page = document_page(compile_text(PLAN))
    left = stretches(page, "unread")
    assert left == [
        "Xây dựng bản đồ các vùng hoa có mật trong toàn tỉnh.",
        "Trồng bổ sung cây keo, cây vải dọc các tuyến đê.",
    ]
    head = page.split("<main>")[0]
    assert "2 đoạn có vẻ giao việc nhưng không thành nhiệm vụ" in head
    links = re.findall(r'href="#(u\d+)"', head)
    assert links == ["u1", "u2"]
    assert all(f'id="{link}"' in page for link in links)


def test_a_page_on_which_every_act_is_a_duty_counts_none() -> None:
    head, tail = PLAN.index("II. NHIỆM VỤ"), PLAN.index("III. TỔ CHỨC")
    page = document_page(compile_text(PLAN[:head] + PLAN[tail:]))
    assert "không thành nhiệm vụ" not in page
    assert stretches(page, "unread") == []


def test_a_heading_over_two_lines_belongs_to_the_duties_under_it() -> None:
    page = document_page(compile_text(PLAN))
    assert "Sở Nông nghiệp và Môi trường" in stretches(page, "who \\w+")
    assert "1." in stretches(page, "near")
    assert "I. MỤC ĐÍCH, YÊU CẦU" not in " ".join(stretches(page, "near"))


def fielded(text: str, holders: tuple[str, ...], words: str) -> Compiled:
    duties = [
        Responsibility(
            id=f"R{number}",
            holder=holder,
            text=words,
            roles=[Role.EXECUTE],
            due=Due(text="quý II năm 2027", rule="by:2027-06-30"),
            source=Span(start=text.index(words), end=text.index(words) + len(words)),
        )
        for number, holder in enumerate(holders, 1)
    ]
    return Compiled(plan=PlanHead(**{"class": DocumentClass.PLAN}), responsibilities=duties, text=text)


def test_fields_that_gave_a_duty_its_holder_and_time_belong_to_it_whole() -> None:
    text = (
        "1. Đếm đàn ong\n- Nội dung: Đếm các đàn ong của từng xã.\n- Cơ quan chủ trì: Sở Y tế, trong phạm vi\ncủa mình, "
        "Công an tỉnh.\n- Thời gian thực hiện: quý II\nnăm 2027.\n2. Lời kết\n- Ong mật là vật nuôi có ích cho mùa màng.\n"
    )
    for holders in (("Sở Y tế, Công an tỉnh",), ("Sở Y tế", "Công an tỉnh")):
        page = document_page(fielded(text, holders, "Đếm các đàn ong của từng xã."))
        near = " ".join(stretches(page, "near"))
        assert "- Cơ quan chủ trì:" in near and "- Thời gian thực hiện:" in near
        assert "quý II năm 2027" in stretches(page, "who \\w+")
        assert "Lời kết" not in near and "Ong mật" not in near


def test_a_field_of_the_next_task_is_not_the_last_ones() -> None:
    text = (
        "1. Đếm đàn ong\n- Đếm các đàn ong của từng xã.\n- Nhân giống cây keo.\n"
        "- Cơ quan chủ trì: Sở Y tế.\n- Thời gian: quý II năm 2027.\n"
    )
    plan = fielded(text, ("Sở Y tế",), "Đếm các đàn ong của từng xã.")
    other = "Nhân giống cây keo."
    more = Responsibility(
        id="R2",
        holder="Sở Y tế",
        text=other,
        roles=[Role.EXECUTE],
        source=Span(start=text.index(other), end=text.index(other) + len(other)),
    )
    page = document_page(plan.model_copy(update={"responsibilities": [*plan.responsibilities, more]}))
    assert stretches(page, "who \\w+") == ["Sở Y tế"]
    assert not any("Thời gian" in each for each in stretches(page, "near"))


def test_headings_count_as_no_act_and_the_check_names_as_many_passages_as_the_page(tmp_path: Path) -> None:
    text = PLAN.replace(
        "- Vùng hoa là", "3. Nhân giống đàn ong mật bản địa của tỉnh\n4. TỔ CHỨC TRỒNG CÂY KEO, CÂY VẢI\n- Vùng hoa là"
    )
    (path := tmp_path / "ong.txt").write_text(text, "utf-8")
    compiled, file = compiled_with_file(path)
    page = document_page(compiled)
    assert stretches(page, "unread") == [
        "Xây dựng bản đồ các vùng hoa có mật trong toàn tỉnh.",
        "Trồng bổ sung cây keo, cây vải dọc các tuyến đê.",
    ]
    (one,) = [each for each in check(file) if each.code == "D143"]
    assert one.severity is Severity.INFO and one.message.startswith("2 đoạn")
    lines = text.split("\n")
    assert [lines[int(at) - 1][:10] for at in re.findall(r"\d+", one.message)[1:]] == ["- Xây dựng", "- Trồng bổ"]
