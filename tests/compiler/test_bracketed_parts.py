"""What stands behind a name in a cell: a note's mark is no part of it, and a part in brackets says who leads."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"


def read(lead: str, coop: str = "") -> tuple[str, list[str], bool]:
    rows = ["TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"]
    rows += [f"1 | Dựng gian hàng cho làng nghề | {lead} | {coop} | Quý I", "2 | Kiểm tra vệ sinh | Sở Y tế | | Quý II"]
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n").responsibilities[0]
    return found.holder, found.with_, found.requested


@pytest.mark.parametrize("mark", [" (1)", "(2)", "*", " (*)", "¹", " [3]", "1", " (1)*"])
def test_the_mark_of_a_note_is_no_part_of_a_name(mark: str) -> None:
    assert read(f"Sở Công Thương{mark}", f"Sở Y tế{mark}; Sở Nội vụ") == (
        "Sở Công Thương",
        ["Sở Y tế", "Sở Nội vụ"],
        False,
    )


@pytest.mark.parametrize("name", ["Công an tỉnh (PC06)", "Kho bạc Nhà nước khu vực 9", "Trường THPT số 2"])
def test_what_belongs_to_a_name_stays(name: str) -> None:
    assert read(name)[0] == name


@pytest.mark.parametrize(
    ("said", "lead", "partners"),
    [
        ("Sở Công Thương (chủ trì), Sở Y tế (phối hợp)", "Sở Công Thương", ["Sở Y tế"]),
        ("Sở Y tế (phối hợp), Sở Công Thương (chủ trì)", "Sở Công Thương", ["Sở Y tế"]),
        ("Sở Công Thương (chủ trì); Sở Y tế, Sở Nội vụ (phối hợp)", "Sở Công Thương", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Công Thương (chủ trì) và Sở Y tế", "Sở Công Thương", ["Sở Y tế"]),
        ("Sở Công Thương; Sở Y tế (phối hợp)", "Sở Công Thương", ["Sở Y tế"]),
    ],
)
def test_a_part_in_brackets_says_who_leads_and_who_is_a_partner(said: str, lead: str, partners: list[str]) -> None:
    assert read(said)[:2] == (lead, partners)


def test_a_body_that_is_asked_is_requested_and_its_name_clean() -> None:
    assert read("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh (đề nghị)") == (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        [],
        True,
    )
