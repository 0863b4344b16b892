"""Titles, cited acts, the graph of who reports to whom, and who coordinates."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.graph import coordinator_of, read_edges, same_body
from compiler.head.title import plan_year, restore_case
from compiler.result import EdgeKind
from tests.compiler.plan_writer import STYLES, write


def test_capitals_of_a_title_come_back_from_the_text() -> None:
    text = "UBND tỉnh Đắk Lắk giao Sở Nội vụ triển khai Đề án 06; Chương trình cải cách của tỉnh Đắk Lắk năm 2026."
    assert restore_case("TRIỂN KHAI ĐỀ ÁN 06 CỦA TỈNH ĐẮK LẮK", text) == "Triển khai Đề án 06 của tỉnh Đắk Lắk"
    assert restore_case("Về công tác nội vụ", text) == "Về công tác nội vụ"


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("Tuyên truyền cải cách hành chính năm 2027", date(2026, 12, 20), 2027),
        ("Tuyên truyền cải cách hành chính giai đoạn 2026 - 2030", date(2026, 1, 5), 2026),
        ("Thực hiện Chương trình đến năm 2030", date(2026, 1, 5), 2026),
        ("Thực hiện Quyết định số 5/QĐ-TTg ngày 05 tháng 3 năm 2024", date(2026, 1, 5), 2026),
        ("Tuyên truyền cải cách hành chính", None, None),
        ("Tổ chức Ngày hội đọc sách năm 2027", date(2026, 12, 20), 2027),
        ("Ngày hội đọc sách năm 2026", None, 2026),
    ],
)
def test_the_year_is_the_title_s_else_of_issue(title: str, issued: date | None, year: int | None) -> None:
    assert plan_year(title, issued) == year


def test_cited_acts_carry_number_date_issuer_and_relation() -> None:
    old = "Thực hiện Kế hoạch số 300/KH-UBND"
    text = write(STYLES[0]).replace(
        old,
        "Căn cứ Thông tư số 05/2024/TT-BNV ngày 27/6/2024 của Bộ trưởng Bộ Nội vụ sửa đổi, bổ sung một số điều của "
        "Thông tư số 02/2021/TT-BNV ngày 11/6/2021;\n\n" + old,
    )
    cites = compile_text(text).plan.cites
    assert [(cite.number, cite.issued_on, cite.relation) for cite in cites] == [
        ("05/2024/TT-BNV", date(2024, 6, 27), "legal base"),
        ("02/2021/TT-BNV", date(2021, 6, 11), "amended"),
        ("300/KH-UBND", date(2025, 12, 20), "parent"),
    ]
    assert cites[0].issuer == "Bộ trưởng Bộ Nội vụ"


def test_contributors_and_their_consolidator_are_linked() -> None:
    compiled = compile_text(write(STYLES[0]))
    edges = {(edge.kind, edge.source, edge.target) for edge in compiled.edges}
    assert (EdgeKind.CONSOLIDATES, "R2", "R6") in edges
    assert (EdgeKind.REPORTS_TO, "R6", "Sở Nội vụ") in edges
    assert (EdgeKind.COOPERATES, "các cơ quan liên quan", "R3") in edges
    assert compiled.coordinator == coordinator_of(compiled.responsibilities) == "Sở Nội vụ"


@pytest.mark.parametrize(
    "lower",
    ["Ban Công tác Mặt trận thôn", "Tổ trưởng tổ dân phố", "thủ trưởng cơ quan", "người đứng đầu đoàn kiểm tra"],
)
def test_a_body_below_every_issuer_coordinates_nothing(lower: str) -> None:
    text = (
        "KẾ HOẠCH\n\nDọn kênh mương năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
        f"- Giao {lower} tổng hợp kết quả dọn mương của các hộ.\n\n"
    )
    assert compile_text(text).coordinator is None
    assert compile_text(text.replace(lower, "Phòng Phát triển nông thôn")).coordinator == "Phòng Phát triển nông thôn"


def test_who_urges_on_work_of_its_own_field_many_times_is_no_coordinator_before_who_puts_reports_together() -> None:
    urged = "".join(
        f"- Đôn đốc doanh nghiệp {what}.\n" for what in ("đổi mới máy", "thu gom rác", "trồng cây", "xây kè")
    )
    text = (
        "KẾ HOẠCH\n\nDọn kênh mương năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
        f"1. Phòng Công nghiệp\n{urged}- Là đầu mối chủ trì tham mưu về cụm công nghiệp.\n"
        "2. Phòng Kế hoạch\n- Là đầu mối tổng hợp, theo dõi tiến độ thực hiện và báo cáo kết quả Kế hoạch.\n"
    )
    assert compile_text(text).coordinator == "Phòng Kế hoạch"


@pytest.mark.parametrize("mark", ["**", ""])
def test_a_title_that_names_the_act_it_carries_out_is_a_title_where_it_is_set_as_one(mark: str) -> None:
    title = "Thực hiện Đề án số 08 về phát triển công nghiệp tỉnh Sông Lam"
    bases = "(Ban hành kèm theo Nghị quyết số 35-NQ/TU ngày 29/12/2025)\n\nCăn cứ Luật Điện lực số 61/2024/QH15;\n"
    below = "\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n- Chủ trì thực hiện Kế hoạch này.\n"
    assert compile_text(f"{mark}KẾ HOẠCH{mark}\n\n{mark}{title}{mark}\n\n{bases}{below}").plan.title == title
    preamble = "Thực hiện Đề án số 08 về phát triển công nghiệp, Ủy ban nhân dân xã ban hành Kế hoạch như sau:\n"
    assert compile_text(f"KẾ HOẠCH\n\n{preamble}{below}").plan.title is None


def test_an_article_that_begins_what_is_reported_is_no_part_of_who_is_reported_to() -> None:
    text = "KẾ HOẠCH\n\nDọn mương năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n- Báo cáo Lãnh đạo Sở các chỉ tiêu khó đạt.\n"
    assert compile_text(text).responsibilities[0].reports_to == ["Lãnh đạo Sở"]


def test_edges_name_only_duties_and_bodies_of_the_plan() -> None:
    compiled = compile_text(write(STYLES[1]))
    known = {duty.id for duty in compiled.responsibilities}
    for duty in compiled.responsibilities:
        known |= {duty.holder, *duty.with_, *duty.reports_to}
    assert all({edge.source, edge.target} <= known for edge in read_edges(compiled.responsibilities))


def test_one_body_under_two_spellings_is_one() -> None:
    assert same_body("UBND tỉnh", "Ủy ban nhân dân tỉnh")
    assert same_body("Sở Nội vụ", "Sở Nội vụ (Phòng Cải cách hành chính)")
    assert not same_body("Sở Nội vụ", "Sở Ngoại vụ")


def test_a_body_written_in_two_ways_is_one_holder() -> None:
    text = (
        "KẾ HOẠCH\n\nTu bổ đình làng năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Văn hoá và Thể thao\n\n- Lập danh sách.\n\n"
        "2. UBND các xã, phường\n\n- Báo cáo về Sở Văn hóa và Thể thao.\n\n"
        "3. Sở Văn hóa và Thể thao\n\n- Tổng hợp báo cáo.\n\n4. Ủy ban nhân dân các xã, phường\n\n- Giữ gìn hiện vật.\n"
    )
    compiled = compile_text(text)
    assert {duty.holder for duty in compiled.responsibilities if duty.basis == "stated"} == {
        "Sở Văn hóa và Thể thao",
        "UBND các xã, phường",
    }
    assert compiled.responsibilities[1].reports_to == ["Sở Văn hóa và Thể thao"]


def test_a_channel_with_a_capital_is_no_part_of_the_recipient() -> None:
    text = "KẾ HOẠCH\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Báo cáo gửi về Công an tỉnh (Qua Phòng Tham mưu) để tổng hợp.\n"
    assert compile_text(text).responsibilities[0].reports_to == ["Công an tỉnh", "Phòng Tham mưu"]
