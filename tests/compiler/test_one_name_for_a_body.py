"""A body that a document names in several ways is one holder in the plan file, its graph, the drawing and the launch."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.document import compile_completed, compile_document
from compiler.names.spelling import name_key
from compiler.planfile.links import linked
from compiler.planfile.model import PlanFile
from compiler.result import EdgeKind
from compiler.show.of_plan import plan_drawing
from models.naming import fold

PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 90/KH-UBND
Sông Lam, ngày 02 tháng 3 năm 2024

KẾ HOẠCH
Sắp xếp chợ nông thôn năm 2024

TỔ CHỨC THỰC HIỆN
1. Sở Thông tin và Truyền thông
Chủ trì, theo dõi, đôn đốc; hằng quý tổng hợp, báo cáo UBND tỉnh.
2. Sở NN và PTNT
Rà soát quỹ đất chợ, báo cáo hằng tuần về Sở TT&TT.
3. Sở Tài chính
Bố trí kinh phí, phối hợp với Sở NN&PTNT kiểm tra giá.
4. Sở Nông nghiệp và Phát triển nông thôn
Hướng dẫn các xã lập hồ sơ.
5. Sở TT&TT
Phát sóng tin bài.
6. Sở Nông nghiệp và Phát triển nông thôn
Kiểm tra phân bón.
"""
WHOLE = "Sở Nông nghiệp và Phát triển nông thôn"
MEDIA = "Sở Thông tin và Truyền thông"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture
def file(document: Path) -> PlanFile:
    return compile_document(document)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Nông nghiệp và PTNT", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("Sở NN và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở VH, TT và DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Phòng VH-XH", "Phòng Văn hoá - Xã hội"),
        ("UBND xã", "Ủy ban nhân dân xã"),
    ],
)
def test_two_spellings_of_one_name_are_alike_to_the_compiler_and_to_the_directory(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sở Y tế", "Sở Công Thương"), ("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"), ("UBND xã", "HĐND xã")],
)
def test_two_bodies_stay_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_in_the_plan_file_each_body_has_one_name(file: PlanFile) -> None:
    own = [duty.holder for duty in file.responsibilities if not duty.group]
    assert list(dict.fromkeys(own)) == [MEDIA, WHOLE, "Sở Tài chính"]
    assert next(duty for duty in file.responsibilities if duty.id == "R3").with_ == [WHOLE]
    assert file.coordinator == MEDIA


def test_its_graph_joins_the_reports_of_one_body_under_any_of_its_names(file: PlanFile) -> None:
    edges = {(edge.kind, edge.source, edge.target) for edge in linked(file)}
    assert (EdgeKind.REPORTS_TO, "R2", MEDIA) in edges and (EdgeKind.CONSOLIDATES, "R1", "R2") in edges


def test_the_drawing_shows_one_card_for_one_body(file: PlanFile) -> None:
    drawn = plan_drawing(file)
    assert drawn.count(f">{WHOLE}<") == drawn.count(f">{MEDIA}<") == 1
    assert ">Sở NN và PTNT<" not in drawn and ">Sở TT&amp;TT<" not in drawn


def test_a_compilation_keeps_the_words_of_the_text(document: Path) -> None:
    holders = [duty.holder for duty in compile_completed(document).responsibilities]
    assert "Sở NN và PTNT" in holders and "Sở TT&TT" in holders
