"""Holders are found however their headings and their items are marked: forms of 2010 and of today, of any level."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest

from compiler.compile import compile_text
from compiler.text.manuscript import same_tone

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 45/KH-UBND
Lâm Đồng, ngày 15 tháng 02 năm 2012

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2012

Căn cứ Nghị quyết số 30c/NQ-CP ngày 08 tháng 11 năm 2011 của Chính phủ;
UBND tỉnh ban hành Kế hoạch như sau:
"""
TAIL = "\nNơi nhận:\n- Như trên;\n- Lưu: VT, NC.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
DUTIES = {
    "Sở Nội vụ": [
        "Chủ trì, phối hợp với Sở Thông tin và Truyền thông xây dựng tài liệu tuyên truyền.",
        "Tổng hợp tình hình thực hiện, báo cáo UBND tỉnh trước ngày 15/12/2012.",
    ],
    "Sở Thông tin và Truyền thông": [
        "Hướng dẫn các cơ quan báo chí đưa tin về cải cách hành chính.",
        "Kiểm tra hoạt động của đài truyền thanh cơ sở.",
    ],
    "Báo Lâm Đồng, Đài Phát thanh và Truyền hình tỉnh": ["Mở chuyên mục về cải cách hành chính mỗi tháng hai kỳ."],
    "Sở Tài chính": ["Thẩm định, bố trí kinh phí thực hiện Kế hoạch."],
    "Các sở, ban, ngành, UBND các huyện, thành phố": [
        "Xây dựng kế hoạch tuyên truyền của cơ quan, địa phương mình.",
        "Báo cáo kết quả về Sở Nội vụ trước ngày 01/12/2012.",
    ],
    "Trường Chính trị tỉnh": ["Đưa nội dung cải cách hành chính vào chương trình bồi dưỡng."],
}
ROMANS = ("I", "II", "III", "IV", "V", "VI")
SECTIONS = cycle(
    [
        ("I. MỤC ĐÍCH, YÊU CẦU", "II. NỘI DUNG", "III. TỔ CHỨC THỰC HIỆN"),
        ("Phần thứ nhất\nMỤC ĐÍCH, YÊU CẦU", "Phần thứ hai\nNỘI DUNG", "Phần thứ ba\nTỔ CHỨC THỰC HIỆN"),
        ("PHẦN THỨ NHẤT\nMỤC ĐÍCH, YÊU CẦU", "PHẦN THỨ HAI\nNỘI DUNG", "PHẦN THỨ BA\nTỔ CHỨC THỰC HIỆN"),
        ("Mục 1. Mục đích, yêu cầu", "Mục 2. Nội dung", "Mục 3. Tổ chức thực hiện"),
        ("A. MỤC ĐÍCH, YÊU CẦU", "B. NỘI DUNG", "C. TRÁCH NHIỆM THỰC HIỆN"),
        ("I- MỤC ĐÍCH - YÊU CẦU", "II- NỘI DUNG", "III- PHÂN CÔNG NHIỆM VỤ"),
    ]
)
Heading = Callable[[int, str], str]
HEADINGS: dict[str, Heading] = {
    "number": lambda n, name: f"{n}. {name}",
    "number and colon": lambda n, name: f"{n}. {name}:",
    "slash": lambda n, name: f"{n}/ {name}:",
    "two levels": lambda n, name: f"3.{n} {name}:",
    "letter": lambda n, name: f"{'abcdefg'[n - 1]}) {name}",
    "bold": lambda n, name: f"**{name}**",
    "numbered capitals": lambda n, name: f"{n}. {name.upper()}",
    "capitals": lambda n, name: name.upper(),
    "colon": lambda n, name: f"{name}:",
    "dash": lambda n, name: f"- {name}:",
    "star": lambda n, name: f"* {name}:",
    "duty of": lambda n, name: f"{n}. Trách nhiệm của {name}",
    "as to": lambda n, name: f"{n}. Đối với {name}:",
    "is responsible": lambda n, name: f"{name} có trách nhiệm:",
    "told": lambda n, name: f"{n}. Giao {name}:",
    "asked": lambda n, name: f"{n}. Đề nghị {name} phối hợp:",
}
BULLETS: dict[str, Callable[[int], str]] = {
    "-": lambda n: "- ",
    "–": lambda n: "– ",
    "+": lambda n: "+ ",
    "•": lambda n: "• ",
    "o": lambda n: "o ",
    "\uf0b7": lambda n: "\uf0b7 ",
    "(1)": lambda n: f"({n}) ",
    "a)": lambda n: f"{'abcd'[n - 1]}) ",
    "1)": lambda n: f"{n}) ",
    "none": lambda n: "",
}
SAME_SERIES = {"letter": {"a)"}, "dash": {"-", "–"}}
"""Marks that would make a duty look like the next holder."""
FORMS = [
    pytest.param(head, bullet, gap, id=f"{head} / {bullet} / {len(gap)}")
    for head in HEADINGS
    for bullet in BULLETS
    for gap in ("\n", "\n\n")
    if bullet not in SAME_SERIES.get(head, set()) and not (bullet == "1)" and HEADINGS[head](1, "x").startswith("1"))
]


def written(heading: Heading, bullet: Callable[[int], str], gap: str) -> str:
    first, second, third = next(SECTIONS)
    lines = [*HEAD.split("\n"), first, f"{bullet(1)}Nâng cao nhận thức của cán bộ.", second, third]
    for place, (name, duties) in enumerate(DUTIES.items(), 1):
        lines.append(heading(place, name))
        lines.extend(f"{bullet(n)}{duty}" for n, duty in enumerate(duties, 1))
    return gap.join(line for line in lines) + TAIL


@pytest.mark.parametrize(("head", "bullet", "gap"), FORMS)
def test_every_form_of_heading_gives_its_items_to_its_holder(head: str, bullet: str, gap: str) -> None:
    compiled = compile_text(written(HEADINGS[head], BULLETS[bullet], gap))
    said = [(same_tone(duty.holder).lower(), duty.text) for duty in compiled.responsibilities]
    assert said == [(same_tone(name).lower(), duty) for name, duties in DUTIES.items() for duty in duties]
    assert compiled.plan.number == "45/KH-UBND"
    assert compiled.plan.issuer == "Ủy ban nhân dân tỉnh Lâm Đồng"


def assigned(*lines: str) -> list[tuple[str, str]]:
    """Holder and text of what a plan's assigning part with `lines` gives."""
    text = HEAD + "I. MỤC ĐÍCH\nNâng cao nhận thức.\nII. TỔ CHỨC THỰC HIỆN\n" + "\n".join(lines) + TAIL
    return [(duty.holder, duty.text) for duty in compile_text(text).responsibilities]


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("1. Kết thúc đợt cao điểm, Hội Chữ thập đỏ tỉnh, chịu trách nhiệm tổng hợp kết quả.", "Hội Chữ thập đỏ tỉnh"),
        ("1. Đoàn kiểm tra trong quá trình làm việc nếu có vướng mắc thì báo cáo UBND xã.", "Đoàn kiểm tra"),
        ("1. Cơ quan thẩm định văn bản (Sở Tư pháp) phải trả lời trong 05 ngày.", "Cơ quan thẩm định văn bản (Sở Tư pháp)"),
        ("1. Ban công tác Mặt trận các thôn căn cứ Kế hoạch này vận động nhân dân.", "Ban công tác Mặt trận các thôn"),
        ("1. Giao đồng chí Lê Văn Bình - Phó Chủ tịch UBND xã chỉ đạo thực hiện.", "đồng chí Lê Văn Bình - Phó Chủ tịch UBND xã"),
        ("1. Thứ trưởng phụ trách chỉ đạo các Vụ rà soát thủ tục.", "Thứ trưởng phụ trách"),
    ],
)  # fmt: skip
def test_a_sentence_tells_its_holder(line: str, holder: str) -> None:
    assert [said for said, _ in assigned(line)] == [holder]


@pytest.mark.parametrize(
    "name",
    [
        "Chuyên viên phụ trách lĩnh vực văn hóa",
        "Cán bộ phụ trách công tác tôn giáo",
        "Các Phó Chủ tịch phụ trách khối",
        "Tổ chức pháp chế các sở",
        "Văn phòng Đảng ủy phường",
    ],
)
def test_persons_and_offices_head_their_duties(name: str) -> None:
    duty = "Theo dõi việc thực hiện Kế hoạch."
    assert assigned(f"1. {name}", f"- {duty}", "2. Sở Nội vụ", "- Tổng hợp kết quả.")[0] == (name, duty)


def test_numbers_under_a_lead_in_are_its_items() -> None:
    said = assigned("Thủ trưởng các sở có trách nhiệm:", "1. Rà soát thủ tục.", "2. Niêm yết công khai.")
    assert said == [("Thủ trưởng các sở", "Rà soát thủ tục."), ("Thủ trưởng các sở", "Niêm yết công khai.")]


def test_an_item_under_a_class_may_name_its_own_holder() -> None:
    said = assigned(
        "UBND tỉnh yêu cầu các sở, ban, ngành thực hiện như sau:",
        "1. Rà soát thủ tục hành chính.",
        "2. Công an tỉnh tăng cường tuần tra trên các tuyến sông.",
    )
    assert [holder for holder, _ in said] == ["các sở, ban, ngành", "Công an tỉnh"]


def test_a_request_behind_the_closing_words_is_a_duty_of_its_own() -> None:
    said = assigned(
        "1. Sở Nội vụ",
        "- Tổng hợp kết quả.",
        "Trên đây là Kế hoạch tuyên truyền năm 2012. Đề nghị các cơ quan, đơn vị nghiêm túc thực hiện./.",
    )
    assert said[-1] == ("các cơ quan, đơn vị", "Đề nghị các cơ quan, đơn vị nghiêm túc thực hiện./.")


def test_a_lead_in_closes_the_list_before_it() -> None:
    text = HEAD.replace("Căn cứ", "- Căn cứ") + (
        "1. Mục tiêu: Nâng cao nhận thức.\n2. Phân công trách nhiệm: Cụ thể như sau:\n"
        "- Phòng Công nghệ thông tin: Chủ trì kiểm thử.\n- Phòng Truyền thông số: Lên kế hoạch quảng bá.\n"
    )
    said = [(duty.holder, duty.text) for duty in compile_text(text + TAIL).responsibilities]
    assert said == [
        ("Phòng Công nghệ thông tin", "Chủ trì kiểm thử."),
        ("Phòng Truyền thông số", "Lên kế hoạch quảng bá."),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian\n\nI | Thể chế | Thể chế | Thể chế\n\n1 | Sửa quy chế | Sở Tư pháp | 2012",
        "| Cơ quan chủ trì | Nhiệm vụ | Thời gian |\n| Sở Tư pháp | Sửa quy chế | 2012 |",
        "| Nhiệm vụ | Đơn vị thực hiện |\n|---|---|\n| Sửa quy chế | Sở Tư pháp |",
    ],
    ids=["without outer bars", "lead first", "two columns"],
)
def test_an_annex_table_is_read_in_any_order_of_columns(table: str) -> None:
    text = HEAD + "I. MỤC ĐÍCH\nNâng cao nhận thức.\n" + TAIL + "\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n" + table + "\n"
    assert [(duty.holder, duty.text) for duty in compile_text(text).responsibilities] == [("Sở Tư pháp", "Sửa quy chế")]
