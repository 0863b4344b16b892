"""Page numbers, blank lines and line breaks that converters put into a text change nothing of what is read."""

from __future__ import annotations

import textwrap

import pytest

from compiler.compile import compile_text
from compiler.text.blocks import read_lines
from compiler.text.manuscript import Manuscript
from compiler.text.pages import without_page_numbers
from tests.compiler.plan_writer import STYLES, Style, write
from tests.fuzz_hostile import HEAD

ROWS = "\n".join(f"|\n{n}\n|\nTuyên truyền đợt {n}\n|\nSở Y tế\n|\nQuý I\n|" for n in range(1, 25))
TABLE = f"{HEAD}1. Sở Tài chính\n- Bố trí kinh phí.\n\nPHỤ LỤC\n\n|\nSTT\n|\nNhiệm vụ\n|\nCơ quan chủ trì\n|\nThời gian\n|\n{ROWS}\n"


def duties(text: str) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compile_text(text).responsibilities]


def numbered(text: str, every: int, shape: str = "\n{}\n") -> str:
    """The text with a page number behind each so many lines."""
    lines = text.split("\n")
    return "\n".join(
        line + ("\n" + shape.format(at // every + 1) if at and at % every == 0 else "") for at, line in enumerate(lines)
    )


@pytest.mark.parametrize("shape", ["\n{}\n", "\n- {} -\n", "\n\x0c{}\n", "\nTrang {}\n"])
@pytest.mark.parametrize("every", [25, 40])
def test_page_numbers_inside_a_flattened_table_cut_no_row(every: int, shape: str) -> None:
    assert sum(text.startswith("Tuyên truyền đợt") for _, text in duties(TABLE)) == 24
    assert duties(numbered(TABLE, every, shape)) == duties(TABLE)


def test_page_numbers_between_rows_of_pipes_cut_no_table() -> None:
    rows = "\n".join(f"| {n} | Tuyên truyền đợt {n} | Sở Y tế | Tháng 5/2026 |" for n in range(1, 90))
    text = f"{HEAD}1. Sở Tài chính\n- Bố trí kinh phí.\n\n| STT | Nhiệm vụ | Chủ trì | Thời gian |\n{rows}\n"
    assert duties(numbered(text, 30)) == duties(text)
    assert sum(text.startswith("Tuyên truyền đợt") for _, text in duties(text)) == 89


def test_the_numbers_of_flattened_rows_are_no_page_numbers() -> None:
    text = "\n".join(f"{n}\nTuyên truyền đợt {n}\nSở Y tế\nQuý I\n" for n in range(1, 12))
    lines = read_lines(Manuscript(text))
    assert without_page_numbers(lines) == lines


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_blank_line_behind_every_line_changes_no_duty(style: Style) -> None:
    text = "\n\n".join("\n".join(textwrap.wrap(paragraph, 70)) for paragraph in write(style).split("\n\n"))
    assert duties(text.replace("\n", "\n\n")) == duties(text)


def test_a_number_that_a_line_break_brought_to_the_front_opens_no_section() -> None:
    text = (
        f"{HEAD}1. Sở Y tế\n- Triển khai nhiệm vụ được giao tại Phụ lục (trọng tâm là mục\nIII). Chủ động phối hợp với các đơn vị"
        " liên quan tuyên\ntruyền.\na) Phối hợp với Sở Nội vụ (Chi cục Dân số\n- Xã hội) tuyên truyền nội dung quy định tại\n2. Kế hoạch.\n"
    )
    said = [text for _, text in duties(text)]
    assert "(trọng tâm là mục III). Chủ động" in said[0]
    assert any("(Chi cục Dân số - Xã hội)" in each for each in said)


def test_what_the_gazette_prints_around_a_page_is_no_duty_and_cuts_none() -> None:
    page = "\n\nCÔNG BÁO/Số 120/Ngày 02-3-2026\n{}\n\n\n"
    text = (
        "CÔNG BÁO/Số 120/Ngày 02-3-2026\n10\n\nCHỈ THỊ\n\nVề tu bổ đình làng\n\nChủ tịch UBND tỉnh yêu cầu:\n\n"
        "1. Sở Xây dựng rà soát các đình làng đã xuống cấp, lập danh sách và mức độ hư hỏng"
        + page.format(11)
        + "của từng mái đình, báo cáo Ủy ban nhân dân tỉnh.\n\n2. Sở Tài chính bố trí kinh phí tu bổ."
        + page.format(12)
        + "3. Công an tỉnh bảo vệ hiện vật.\n"
    )
    duties = compile_text(text).responsibilities
    assert [(duty.holder, duty.text[-8:]) for duty in duties if duty.basis == "stated"] == [
        ("Sở Xây dựng", "ân tỉnh."),
        ("Sở Tài chính", "í tu bổ."),
        ("Công an tỉnh", "iện vật."),
    ]


def long_rows(count: int, lines: int) -> str:
    """A table of a cell to a line, with so many lines in each task."""
    rows = [
        "\n".join(
            [str(n), f"Trồng cây đợt {n} ven kênh", *["gồm các loài cây của địa phương"] * lines, "Sở Y tế", "Quý I"]
        )
        for n in range(1, count + 1)
    ]
    return (
        f"{HEAD}1. Sở Tài chính\n- Bố trí kinh phí.\n\nPHỤ LỤC\n\nTT\nNhiệm vụ\nCơ quan chủ trì\nThời gian\n"
        + "\n".join(rows)
        + "\n"
    )


def rows_in(text: str) -> list[str]:
    return [said.split(" ven")[0] for holder, said in duties(text) if holder == "Sở Y tế"]


@pytest.mark.parametrize("lines", [3, 17, 30])
def test_numbers_of_rows_that_stand_far_apart_are_no_page_numbers(lines: int) -> None:
    assert rows_in(long_rows(6, lines)) == [f"Trồng cây đợt {n}" for n in range(1, 7)]


@pytest.mark.parametrize("lines", [9, 20])
def test_a_page_s_number_among_them_is_none_of_them(lines: int) -> None:
    written = long_rows(12, lines).split("\n")
    for first in (20, 26, 33):
        paged = list(written)
        for page, at in enumerate(range(first, len(written) - 3, 38), 1):
            paged[at] += f"\n\n{page}\n"
        assert rows_in("\n".join(paged)) == [f"Trồng cây đợt {n}" for n in range(1, 13)], first
