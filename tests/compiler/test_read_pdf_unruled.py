"""An annex table that only white space draws is read as a table; what only looks like one stays text."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from compiler.compile import compile_file
from compiler.read import read_document
from tests.compiler.paper import ABOVE, LEFT, Frame, Grid, Item, Para, Piece
from tests.compiler.paper_pdf import Printer, save_pdf, write_pdf
from tests.compiler.paper_plans import HOLDERS, TASKS, make_plan
from tests.compiler.paper_unruled import Look, save_unruled, set_unruled
from tests.compiler.test_read_formats import told

LOOKS = {
    "centred": Look(),
    "left-aligned": Look(head_centred=False, numbers_centred=False),
    "head not bold": Look(head_bold=False, head_centred=False),
    "rows close together": Look(apart=0.0),
    "head on every page": Look(head_again=True),
    "numbers in the middle": Look(numbers_in_the_middle=True),
}
TITLES = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm", "Kinh phí")
JUSTIFIED = (
    "Chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức các hội nghị tập huấn, bồi dưỡng "
    "nghiệp vụ cho công chức đầu mối; theo dõi, đôn đốc việc thực hiện và tổng hợp kết quả báo cáo Ủy ban nhân dân tỉnh."
)
ANNEXED = [seed for seed in range(12) if any(isinstance(piece, Grid) for piece in make_plan(seed))]
MORE = pytest.mark.services
"""More of the same kind: CI reads them all, a fresh clone some of each."""


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def rows(text: str) -> list[str]:
    return [line for line in lines(text) if line.startswith("| ")]


def annex(columns: int, count: int, seed: int) -> Grid:
    """A table of `columns` with `count` rows of tasks in two sections."""
    chance = Random(seed)
    said = [list(TITLES[:columns]), ["I", "Nhóm việc chung", *[LEFT] * (columns - 2)]]
    for number in range(1, count + 1):
        if number == 1 + count // 2:
            said.append(["II", "Nhóm việc của từng ngành", *[LEFT] * (columns - 2)])
        cells = [
            str(number),
            f"{chance.choice(TASKS)}, đợt {number}",
            chance.choice(HOLDERS[:6]),
            chance.choice(HOLDERS[:6]),
            f"Quý {chance.choice(('I', 'II', 'III'))}/2027",
            "Báo cáo kết quả",
            f"{chance.randint(10, 90)} triệu đồng",
        ]
        said.append(cells[:columns])
    return Grid(said)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("seed", [ANNEXED[0], *(pytest.param(seed, marks=MORE) for seed in ANNEXED[1:4])])
def test_a_plan_gives_the_same_duties_with_and_without_rules(seed: int, look: str, tmp_path: Path) -> None:
    pieces = make_plan(seed)
    ruled = told(compile_file(save_pdf(pieces, tmp_path / "ruled.pdf")))
    assert told(compile_file(save_unruled(pieces, tmp_path / "x.pdf", LOOKS[look]))) == ruled


def test_a_head_of_one_line_that_is_not_bold_takes_no_line_of_the_row_below(tmp_path: Path) -> None:
    said = [
        list(TITLES[:3]),
        ["1", "Biên soạn sổ tay hỏi đáp về dịch vụ công trực tuyến và phát cho các thôn, tổ dân phố", "Sở Nội vụ"],
        ["2", "Mở chuyên mục trên báo và đài, đăng mỗi tuần một bài về kết quả cải cách hành chính", "Báo tỉnh"],
        ["3", "Tổ chức hội nghị tập huấn cho công chức ở bộ phận một cửa của các xã, phường", "Sở Tư pháp"],
    ]
    look = Look(apart=0.0, head_bold=False, numbers_in_the_middle=True)
    text = read_document(save_unruled([Para("DANH MỤC NHIỆM VỤ"), Grid(said)], tmp_path / "x.pdf", look))
    assert rows(text) == [f"| {' | '.join(row)} |" for row in said]


@pytest.mark.parametrize("above", [14, *(pytest.param(above, marks=MORE) for above in (17, 20)), 23])
@pytest.mark.parametrize(
    "look", ["head on every page", *(pytest.param(look, marks=MORE) for look in ("centred", "rows close together"))]
)
def test_wherever_the_page_ends_the_duties_are_the_same(above: int, look: str, tmp_path: Path) -> None:
    plan = make_plan(ANNEXED[1])
    pieces = [*plan[:-3], *[Para("Có danh sách kèm theo.")] * above, *plan[-3:]]
    ruled = told(compile_file(save_pdf(pieces, tmp_path / "ruled.pdf")))
    assert told(compile_file(save_unruled(pieces, tmp_path / "x.pdf", LOOKS[look]))) == ruled


@pytest.mark.parametrize("look", ["centred", "left-aligned", "rows close together", "head on every page"])
@pytest.mark.parametrize("columns", [3, *(pytest.param(columns, marks=MORE) for columns in (4, 5, 6)), 7])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=MORE) for seed in (1, 2))])
def test_a_table_of_three_to_seven_columns_over_pages_is_one_table(
    seed: int, columns: int, look: str, tmp_path: Path
) -> None:
    grid = annex(columns, 30, seed)
    expected = [f"| {' | '.join('' if cell == LEFT else cell for cell in row)} |" for row in grid.rows]
    said = lines(read_document(save_unruled([grid], tmp_path / "x.pdf", LOOKS[look])))
    assert said == expected


def test_a_head_with_merged_cells_reads_as_the_ruled_one_does(tmp_path: Path) -> None:
    head = [
        ["STT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời gian"],
        [ABOVE, ABOVE, "Chủ trì", "Phối hợp", ABOVE],
    ]
    grid = Grid([*head, ["1", "In tờ gấp", "Sở Nội vụ", "Các sở, ngành", "Quý I/2027"]], heads=2)
    for look in (look for look in LOOKS.values() if look.head_centred):
        assert rows(read_document(save_unruled([grid], tmp_path / "x.pdf", look))) == [
            "| STT | Nhiệm vụ | Cơ quan thực hiện |  | Thời gian |",
            "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |",
            "| 1 | In tờ gấp | Sở Nội vụ | Các sở, ngành | Quý I/2027 |",
        ]


def test_a_holder_that_stood_in_a_merged_cell_is_asked_for_and_not_guessed(tmp_path: Path) -> None:
    grid = Grid(
        [
            list(TITLES[:4]),
            ["1", "Tổ chức cuộc thi tìm hiểu cải cách hành chính", "Sở Nội vụ", "Sở Tư pháp"],
            ["2", "Xây dựng phóng sự về bộ phận một cửa kiểu mẫu", "", "Sở Tài chính"],
        ]
    )
    pieces = [*[piece for piece in make_plan(ANNEXED[0]) if not isinstance(piece, Grid)], grid]
    compiled = compile_file(save_unruled(pieces, tmp_path / "x.pdf"))
    assert [duty.text for duty in compiled.responsibilities if duty.holder == "Sở Nội vụ"][-1] == grid.rows[1][1]
    asked = [finding for finding in compiled.diagnostics if finding.code == "D105"]
    assert len(asked) == 1
    assert "phóng sự" in compiled.text[asked[0].source.start : asked[0].source.end]  # type: ignore[union-attr]


def test_a_row_that_the_page_break_splits_is_one_row_though_one_cell_begins_with_a_name(tmp_path: Path) -> None:
    places = (85, 150, 380)
    printer = Printer()
    printer.y = 690.0
    columned(printer, places, ("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Mở lớp tập huấn cho doanh", "Sở Tài chính;"))
    printer.room(999)
    columned(printer, places, ("", "nghiệp nhỏ", "UBND các xã"), ("2", "In tờ gấp", "Sở Tư pháp"))
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf")))[1:] == [
        "| 1 | Mở lớp tập huấn cho doanh nghiệp nhỏ | Sở Tài chính; UBND các xã |",
        "| 2 | In tờ gấp | Sở Tư pháp |",
    ]


def test_two_tables_close_to_each_other_share_no_words(tmp_path: Path) -> None:
    first, second = annex(4, 3, 1), annex(6, 3, 2)
    said = lines(read_document(save_unruled([first, second], tmp_path / "x.pdf")))
    for row in [*first.rows, *second.rows]:
        expected = 2 if row[0] in {"I", "II"} else 1
        assert (
            sum(line.rstrip(" |") == f"| {' | '.join(row)}".replace(LEFT, "").rstrip(" |") for line in said) == expected
        )


def test_a_number_that_the_page_break_parts_from_its_cell_is_no_page_number(tmp_path: Path) -> None:
    printer = Printer()
    printer.y = 690.0
    columned(printer, (85, 150, 400), ("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Mở lớp tập huấn", "Sở Nội vụ"))
    columned(printer, (85, 150, 400), ("2", "Tổ chức cuộc thi lần thứ", "Sở Tư pháp"), ("", "14", ""))
    printer.room(999)
    columned(printer, (85, 150, 400), ("3", "In tờ gấp", "Sở Tài chính"))
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf")))[2:] == [
        "| 2 | Tổ chức cuộc thi lần thứ 14 | Sở Tư pháp |",
        "| 3 | In tờ gấp | Sở Tài chính |",
    ]


def test_page_numbers_that_do_not_begin_with_one_are_gone_all_the_same(tmp_path: Path) -> None:
    printer = Printer(numbered=False)
    for number in (57, 58, 59):
        printer.words(str(number), 300, 40)
        printer.paragraph(JUSTIFIED, False, False)
        printer.room(999)
    assert lines(read_document(write_pdf(printer, tmp_path / "x.pdf"))) == [JUSTIFIED] * 3


def test_text_behind_the_table_is_no_row_of_it(tmp_path: Path) -> None:
    behind: list[Piece] = [
        Para("B", bold=True),
        Para("KINH PHÍ", bold=True),
        Item("1.", "Sở Tài chính", bold=True),
        Para(JUSTIFIED),
        Para("PHỤ LỤC II", bold=True, centred=True),
    ]
    said = lines(read_document(save_unruled([annex(5, 4, 1), *behind], tmp_path / "x.pdf")))
    assert said[7:] == ["**B**", "**KINH PHÍ**", "**1. Sở Tài chính**", JUSTIFIED, "**PHỤ LỤC II**"]


def columned(printer: Printer, places: tuple[float, ...], *rows: tuple[str, ...]) -> None:
    """Lines of words that begin at the same places."""
    for row in rows:
        for x, text in zip(places, row, strict=True):
            if text:
                printer.words(text, x, printer.y)
        printer.y += 19.0


LISTS: dict[str, tuple[tuple[float, ...], list[tuple[str, ...]]]] = {
    "a list with hanging numbers and marks": (
        (85, 110, 135),
        [
            ("1.", "Sở Nội vụ chủ trì tuyên truyền", ""),
            ("", "-", "Mở lớp tập huấn cho đầu mối"),
            ("", "-", "In tờ gấp phát đến tổ dân phố"),
            ("2.", "Sở Tài chính bố trí kinh phí", ""),
            ("", "-", "Thẩm định dự toán của các sở"),
        ],
    ),
    "a table of contents": (
        (85, 120, 300, 520),
        [
            ("I.", "MỤC ĐÍCH, YÊU CẦU", "..............................................", "1"),
            ("II.", "NHIỆM VỤ CỤ THỂ", "..............................................", "2"),
            ("III.", "CƠ QUAN THỰC HIỆN", "..............................................", "5"),
            ("IV.", "KINH PHÍ", "..............................................", "9"),
        ],
    ),
    "signatures of three bodies": (
        (85, 250, 410),
        [
            ("TM. BAN CHẤP HÀNH", "TM. ỦY BAN", "TM. HỘI ĐỒNG"),
            ("PHÓ CHỦ TỊCH", "CHỦ TỊCH", "CHỦ TỊCH"),
            ("Người Thứ Nhất", "Người Thứ Hai", "Người Thứ Ba"),
        ],
    ),
    "recipients beside a signature": (
        (85, 110, 350),
        [
            ("Nơi nhận:", "", "TM. ỦY BAN NHÂN DÂN"),
            ("-", "Các sở, ban, ngành;", "CHỦ TỊCH"),
            ("-", "Cơ quan thực hiện;", ""),
            ("-", "Lưu: VT.", "Người Thứ Nhất"),
        ],
    ),
}


@pytest.mark.parametrize("what", LISTS)
def test_it_is_no_table(what: str, tmp_path: Path) -> None:
    printer = set_unruled([Para(JUSTIFIED)], Look())
    places, said = LISTS[what]
    columned(printer, places, *said)
    text = read_document(write_pdf(printer, tmp_path / "x.pdf"))
    assert rows(text) == []
    assert "|" not in text or what == "recipients beside a signature"


def test_a_page_of_justified_lines_is_no_table(tmp_path: Path) -> None:
    chance = Random(3)
    words = JUSTIFIED.split()
    said = [" ".join(chance.sample(words, len(words))) for _ in range(120)]
    assert rows(read_document(save_pdf([Para(text) for text in said], tmp_path / "x.pdf"))) == []


def test_the_head_of_an_annex_in_two_columns_is_no_table(tmp_path: Path) -> None:
    head = Frame([[["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do"]]])
    pieces: list[Piece] = [*[Para(JUSTIFIED)] * 14, head, annex(4, 3, 2)]
    said = rows(read_document(save_unruled(pieces, tmp_path / "x.pdf")))
    assert said[0] == "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp |"
    assert len(said) == 1 + 2 + 3
