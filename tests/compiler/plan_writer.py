"""Writes plans of made-up provinces in the layouts that real ones come in, with the duties they give."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What a holder is told, and how a reader understands it."""

    text: str
    roles: frozenset[str] = frozenset()
    partners: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    due: str | None = None


def told(
    text: str, roles: str = "", *, partners: tuple[str, ...] = (), to: tuple[str, ...] = (), due: str | None = None
) -> Told:
    return Told(text, frozenset(roles.split()), partners, to, due)


STANDING = "Sở Nội vụ"
DUTIES: dict[str, list[Told]] = {
    STANDING: [
        told(
            "Là cơ quan thường trực, tham mưu UBND tỉnh điều hành Kế hoạch; theo dõi, đôn đốc các sở, ngành thực hiện.",
            "lead advise coordinate",
        ),
        told(
            "Tổng hợp kết quả của các cơ quan, báo cáo UBND tỉnh trước ngày 20/12 hằng năm.",
            "consolidate report",
            to=("UBND tỉnh",),
            due="yearly:12-20",
        ),
    ],
    "Sở Văn hóa, Thể thao và Du lịch": [
        told(
            "Chủ trì, phối hợp với Báo và Phát thanh, Truyền hình tỉnh, các cơ quan liên quan mở chuyên mục hằng tháng.",
            "lead publicise",
            partners=("Báo và Phát thanh, Truyền hình tỉnh", "các cơ quan liên quan"),
            due="monthly",
        ),
    ],
    "Sở Tài chính": [
        told("Thẩm định dự toán, bố trí kinh phí cho các hoạt động của Kế hoạch.", "fund"),
    ],
    "Các sở, ban, ngành; UBND các xã, phường": [
        told("Chủ động xây dựng kế hoạch và tổ chức thực hiện tại đơn vị mình.", "execute"),
        told(
            "Định kỳ 06 tháng (trước ngày 10 tháng 6) gửi báo cáo kết quả về Sở Nội vụ để tổng hợp.",
            "report",
            to=("Sở Nội vụ",),
            due="half-yearly:06-10",
        ),
    ],
}
CLOSING = (
    "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị, địa phương phản ánh về Sở Nội vụ"
    " để tổng hợp, báo cáo UBND tỉnh xem xét./."
)


@dataclass(frozen=True)
class Style:
    """How a plan is set: marks of sections, holders and items, and how paragraphs and lines are parted."""

    name: str
    section: Callable[[int], str] = lambda n: f"{'I' * n if n < 4 else 'IV'}. "
    holder: Callable[[int], str] = lambda n: f"{n}. "
    item: Callable[[int], str] = lambda n: "- "
    colon: str = ""
    gap: str = "\n\n"
    width: int = 0
    change: Callable[[str], str] = str


def letters(n: int) -> str:
    return "abcdđeghik"[n - 1]


STYLES = (
    Style("blank lines between"),
    Style("no blank lines", gap="\n", colon=":"),
    Style("broken at 72", gap="\n\n", width=72),
    Style("broken at 90 without blank lines", gap="\n", width=90, colon=":"),
    Style("letters for items", item=lambda n: f"{letters(n)}) "),
    Style("numbers below numbers", holder=lambda n: f"3.{n}. ", item=lambda n: "+ "),
    Style("slashes", holder=lambda n: f"{n}/ ", item=lambda n: "– ", gap="\n", colon=":"),
    Style("brackets", holder=lambda n: f"{n}) ", item=lambda n: "• "),
    Style("decomposed accents", change=lambda text: unicodedata.normalize("NFD", text)),
    Style("new tone places", change=lambda text: text.replace("óa", "oá").replace("ủy", "uỷ").replace("Ủy", "Uỷ")),
    Style("bold headings", change=lambda text: re.sub(r"(?m)^((?:[IV]+|\d+)\. [^.;\n]{3,80}:?)$", r"**\1**", text)),
    Style("eth for D with stroke", change=lambda text: text.replace("Đ", "\u00d0")),
)


def write(style: Style, *, place: str = "tỉnh Phú Hòa", year: int = 2026, number: str = "45/KH-UBND") -> str:
    """A whole plan in `style`."""
    unit, name = place.rsplit(" ", 2)[0], place
    parts = [
        f"ỦY BAN NHÂN DÂN\n{place.upper()}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        f"Số: {number}",
        f"{place.split(' ', 1)[1]}, ngày 12 tháng 01 năm {year}",
        "KẾ HOẠCH",
        f"TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM {year} TRÊN ĐỊA BÀN {place.upper()}",
        f"Thực hiện Kế hoạch số 300/KH-UBND ngày 20/12/{year - 1} của UBND {unit} về cải cách hành chính năm {year};",
        f"UBND {name} ban hành Kế hoạch tuyên truyền cải cách hành chính năm {year} như sau:",
        style.section(1) + "MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Nâng cao hiểu biết của người dân về cải cách hành chính.",
        style.section(2) + "NỘI DUNG",
        "- Tuyên truyền về dịch vụ công trực tuyến và về kết quả cải cách của các đơn vị.",
        style.section(3) + "TỔ CHỨC THỰC HIỆN",
    ]
    for n, (holder, duties) in enumerate(DUTIES.items(), 1):
        parts.append(f"{style.holder(n)}{holder}{style.colon}")
        parts += [style.item(m) + duty.text for m, duty in enumerate(duties, 1)]
    parts += [
        CLOSING,
        "Nơi nhận:\n- Bộ Nội vụ;\n- Các sở, ban, ngành;\n- Lưu: VT, NC.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    ]
    if style.width:
        parts = [textwrap.fill(p, style.width, break_on_hyphens=False) if "\n" not in p else p for p in parts]
    return style.change(style.gap.join(parts) + "\n")
