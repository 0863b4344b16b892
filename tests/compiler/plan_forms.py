"""Composes documents of offices in forms that real ones take, at random: each statement is known by its number."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

PLACES = (
    "tỉnh Hòa An",
    "thành phố Sông Thao",
    "tỉnh Bắc Ninh",
    "tỉnh Bà Rịa - Vũng Tàu",
    "huyện Tân Phú",
    "xã Yên Lập",
)
HOLDERS = (
    "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Nông nghiệp và Môi trường",
    "Công an tỉnh",
    "Bộ Chỉ huy quân sự tỉnh",
    "Văn phòng UBND tỉnh",
    "Thanh tra tỉnh",
    "Kho bạc Nhà nước khu vực III",
    "Bảo hiểm xã hội tỉnh",
    "Báo và Đài Phát thanh, Truyền hình tỉnh",
    "Ban Quản lý các khu công nghiệp",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Phòng Văn hóa - Xã hội",
    "Công an xã",
    "Trạm Y tế xã",
    "Văn phòng HĐND và UBND xã",
    "Trung tâm Phục vụ hành chính công",
    "Ủy ban nhân dân các xã, phường",
    "UBND các huyện, thị xã, thành phố",
    "Các sở, ban, ngành, đoàn thể",
    "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường",
    "Các doanh nghiệp viễn thông (VNPT, Viettel, MobiFone)",
    "Các cơ quan, đơn vị có liên quan",
    "Công ty Điện lực tỉnh",
    "Hiệu trưởng các trường trung học cơ sở",
    "Trưởng các thôn, tổ dân phố",
    "Bộ Công Thương",
    "Đảng ủy các xã, phường",
)
ACTS = (
    "Chủ trì, phối hợp với Sở Tài chính rà soát nhóm thủ tục số {n} và công khai kết quả",
    "Tham mưu ban hành văn bản hướng dẫn số {n} về thu nhận hồ sơ",
    "Tổ chức đợt tập huấn thứ {n} cho cán bộ ở cơ sở",
    "Báo cáo kết quả phần việc số {n} về Sở Nội vụ trước ngày 15 tháng 11",
    "Tuyên truyền chuyên đề số {n} trên hệ thống loa",
    "Hướng dẫn các đơn vị lập hồ sơ nhóm {n}",
    "Bố trí kinh phí cho hạng mục số {n}",
    "Theo dõi, đôn đốc việc thực hiện nội dung số {n}",
    "Xây dựng kế hoạch chi tiết số {n} của đơn vị",
    "Kiểm tra việc niêm yết tại điểm số {n}",
    "Phối hợp cung cấp số liệu nhóm {n} cho cơ quan thường trực",
)
SECTIONS = (
    "TỔ CHỨC THỰC HIỆN",
    "PHÂN CÔNG NHIỆM VỤ",
    "TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ",
    "TỔ CHỨC TRIỂN KHAI",
    "NHIỆM VỤ, GIẢI PHÁP",
    "NỘI DUNG CÔNG VIỆC",
    "CÁC BIỆN PHÁP",
)
THEMES = (
    "Nâng cao nhận thức của người dân về dịch vụ công.",
    "Bảo đảm thiết thực, hiệu quả, tiết kiệm.",
    "Việc tuyên truyền gắn với nhiệm vụ chính trị của địa phương.",
)
Numbers = Callable[[int], str]
HOLDER_MARKS: tuple[Numbers, ...] = (
    lambda n: f"{n}. ",
    lambda n: f"{n}) ",
    lambda n: f"{n}/ ",
    lambda n: f"{'abcdđeghiklmnopqrstuvxy'[n - 1]}) ",
    lambda n: f"2.{n}. ",
    lambda n: f"3.1.{n}. ",
    lambda n: "- ",
    lambda n: "",
)
ITEM_MARKS: tuple[Numbers, ...] = (
    lambda n: "- ",
    lambda n: "+ ",
    lambda n: f"{'abcdđeghik'[n - 1]}) ",
    lambda n: "• ",
    lambda n: "",
)
HEADS = (
    "{h}",
    "{h}:",
    "Đối với {h}:",
    "Giao {h}:",
    "Trách nhiệm của {h}:",
    "{h} có trách nhiệm:",
    "Đề nghị {h}:",
    "{H}",
)
SENTENCES = (
    "{h} {a}.",
    "Giao {h} {a}.",
    "Đề nghị {h} {a}.",
    "Yêu cầu {h} {a}.",
    "{h} có trách nhiệm {a}.",
    "Căn cứ tình hình thực tế, {h} {a}.",
    "Định kỳ hằng quý, {h} {a}.",
    "Để kịp tiến độ chung, yêu cầu {h} {a}.",
    "{h}: {A}.",
)
TABLE_HEADS = (
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
    ("TT", "Nội dung công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời hạn hoàn thành"),
    ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Tiến độ"),
    ("STT", "Công việc", "Phân công", "Phối hợp", "Ghi chú"),
    ("STT", "Việc", "Nơi làm", "Cùng làm", "Khi nào"),
)


@dataclass
class Stated:
    """One statement: its holder, and the words by which it is found in the document."""

    holder: str
    act: str


class Composer:
    """Composes one document from `chance`; ``stated`` is what it tells whom."""

    def __init__(self, chance: Random, holders: tuple[str, ...] = HOLDERS) -> None:
        self.chance = chance
        self.holders = holders
        self.stated: list[Stated] = []
        self.place = chance.choice(PLACES)
        self.one = chance.random() < 0.6
        """Whether one form is kept through the document, as drafters do."""
        self.holder_mark = chance.choice(HOLDER_MARKS)
        self.item_mark = chance.choice(ITEM_MARKS)
        self.head = chance.choice(HEADS)
        self.sentence = chance.choice(SENTENCES)

    def act(self, holder: str) -> str:
        """A new act for `holder`, put down as stated."""
        said = self.chance.choice(ACTS).format(n=4001 + len(self.stated))
        self.stated.append(Stated(holder, said))
        return said

    def holder(self) -> str:
        return self.chance.choice(self.holders)

    def told(self, form: str) -> str:
        """A sentence that names holder and act."""
        holder = self.holder()
        act = self.act(holder)
        inside = (
            holder
            if form.startswith("{h}") or not holder.startswith(("Các ", "Trưởng ", "Thủ "))
            else holder[0].lower() + holder[1:]
        )
        low = act[0].lower() + act[1:]
        self.stated[-1] = Stated(holder, act if "{A}" in form else low)
        return form.format(h=inside, a=low, A=act)

    def blocks_of_holders(self) -> list[str]:
        """Headings that name holders with items under them."""
        parts: list[str] = []
        marks, items, head = self.holder_mark, self.item_mark, self.head
        if marks(1) == items(1):
            items = ITEM_MARKS[1] if marks(1) == "- " else ITEM_MARKS[0]
        for n in range(1, self.chance.randint(2, 5)):
            holder = self.holder()
            form = head if self.one else self.chance.choice(HEADS)
            parts.append(marks(n) + form.format(h=holder, H=holder.upper()))
            parts += [f"{items(m)}{self.act(holder)}." for m in range(1, self.chance.randint(2, 4))]
        return parts

    def run_in(self) -> list[str]:
        """Statements that name holder and act in one sentence, each an item."""
        form = self.sentence
        return [
            self.holder_mark(n) + self.told(form if self.one else self.chance.choice(SENTENCES))
            for n in range(1, self.chance.randint(3, 6))
        ]

    def records(self) -> list[str]:
        """Tasks with the fields of a record under each."""
        parts = []
        for n in range(1, self.chance.randint(2, 4)):
            holder = self.holder()
            parts += [
                f"{n}. {self.act(holder)}",
                f"- Cơ quan chủ trì: {holder}.",
                "- Cơ quan phối hợp: các đơn vị liên quan.",
            ]
            parts += ["- Thời gian thực hiện: Quý II."] * self.chance.randint(0, 1)
        return parts

    def table(self) -> list[str]:
        """An annex table, in rows of bars or a cell to a line, with blank and merged cells."""
        head = self.chance.choice(TABLE_HEADS)
        rows = []
        for n in range(1, self.chance.randint(3, 7)):
            holder = self.chance.choice(self.holders[:16])
            rows.append((str(n), self.act(holder), holder, self.chance.choice(("", "Các đơn vị liên quan")), "Quý II"))
        if self.chance.random() < 0.5:
            return ["\n".join(f"| {' | '.join(row)} |" for row in [head, *rows])]
        cells = ["|"]
        for row in [head, *rows]:
            cells += [f"{cell}\n|" if cell else "|" for cell in row]
            cells.append("|")
        return ["\n".join(cells[:-1])]

    def scattered(self) -> list[str]:
        """A paragraph of a theme, with a statement in the middle of it or at its end."""
        theme = self.chance.choice(THEMES)
        return [self.item_mark(1) + f"{theme} {self.told(self.chance.choice(SENTENCES))}"]

    def text(self) -> str:
        """The whole document."""
        parts = self.chance.choice((self._plan, self._decision, self._directive, self._letter))()
        how = self.chance.random()
        if how < 0.3:
            parts = [part if "|" in part else textwrap.fill(part, 76, break_on_hyphens=False) for part in parts]
        return ("\n" if self.chance.random() < 0.35 else "\n\n").join(parts) + "\n"

    def _sections(self, start: int = 1) -> list[str]:
        kinds = [self.blocks_of_holders, self.run_in, self.records, self.scattered]
        self.chance.shuffle(kinds)
        parts: list[str] = []
        for n, kind in enumerate(kinds[: self.chance.randint(1, 4)], start):
            title = self.chance.choice(SECTIONS)
            title = title if self.chance.random() < 0.7 else title.capitalize()
            parts += [f"{('', 'I', 'II', 'III', 'IV', 'V', 'VI')[n]}. {title}", *kind()]
        return parts

    def _head(self, sort: str, title: str) -> list[str]:
        body = f"ỦY BAN NHÂN DÂN\n{self.place.upper()}"
        return [
            body,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            f"Số: {self.chance.randint(1, 900)}/{sort}",
            f"{self.place.split(' ', 1)[1]}, ngày 12 tháng 01 năm 2026",
            title,
        ]

    def _tail(self, *, annex: bool = False) -> list[str]:
        parts = [
            "Nơi nhận:\n- Như trên;\n- Các sở, ban, ngành (thực hiện);\n- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn An",
        ]
        if annex and self.chance.random() < 0.5:
            parts += ["PHỤ LỤC\nDANH MỤC NHIỆM VỤ", *self.table()]
        return parts

    def _plan(self) -> list[str]:
        aims = ["I. MỤC ĐÍCH, YÊU CẦU", *(f"- {theme}" for theme in THEMES)]
        lead = (
            "Thực hiện Quyết định số 10/QĐ-TTg ngày 05/01/2026 của Thủ tướng Chính phủ, UBND ban hành Kế hoạch như sau:"
        )
        return [
            *self._head("KH-UBND", "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2026"),
            lead,
            *aims,
            *self._sections(2),
            *self._tail(annex=True),
        ]

    def _decision(self) -> list[str]:
        head = [
            *self._head("QĐ-UBND", "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch tuyên truyền năm 2026"),
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "QUYẾT ĐỊNH:",
            "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền năm 2026.",
            f"Điều 2. {self.told('Giao {h} {a}.')}",
        ]
        plan = ["KẾ HOẠCH\nTuyên truyền năm 2026\n(Kèm theo Quyết định của UBND)", *self._sections(1)]
        return [*head, *self._tail(), *plan]

    def _directive(self) -> list[str]:
        lead = "Để khắc phục, Chủ tịch UBND tỉnh yêu cầu các cơ quan, đơn vị thực hiện các nội dung sau:"
        body = [self.blocks_of_holders, self.run_in][self.chance.randint(0, 1)]()
        return [*self._head("CT-UBND", "CHỈ THỊ\nVề chấn chỉnh công tác văn thư"), lead, *body, *self._tail()]

    def _letter(self) -> list[str]:
        head = [
            *self._head("UBND-NC", "V/v đăng ký đợt cao điểm"),
            "Kính gửi:\n- Các sở, ban, ngành;\n- UBND các xã, phường.",
        ]
        lead = "Thực hiện Công văn số 12/BNV-CCHC ngày 03/01/2026 của Bộ Nội vụ, UBND tỉnh có ý kiến như sau:"
        body = [self.blocks_of_holders, self.run_in][self.chance.randint(0, 1)]()
        return [*head, lead, *body, *self._tail()]
