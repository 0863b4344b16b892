"""Invents annex tables that assign tasks, and tables that assign none; tests/compiler/plan_table_shapes writes them down.

Bodies, places and tasks are invented; a task is known by its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

LEVELS: tuple[tuple[str, ...], ...] = (
    (
        "Sở Nội vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nông nghiệp và Môi trường",
        "Công an tỉnh",
        "Văn phòng UBND tỉnh",
        "Báo và Phát thanh, Truyền hình tỉnh",
        "Các sở, ban, ngành tỉnh",
        "UBND các xã, phường",
        "Sở Khoa học và Công nghệ; Sở Tài chính",
        "Bảo hiểm xã hội tỉnh",
        "Trường Chính trị tỉnh",
        "Kho bạc Nhà nước khu vực IX",
    ),
    (
        "Sở Thông tin và Truyền thông",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Kế hoạch và Đầu tư",
        "Đài Phát thanh và Truyền hình tỉnh",
        "UBND các huyện, thành phố",
        "Các sở, ban, ngành; UBND các huyện, thị xã, thành phố",
        "Bộ Chỉ huy Quân sự tỉnh",
        "Ban Quản lý các khu công nghiệp",
        "Phòng Nội vụ các huyện",
        "Liên đoàn Lao động tỉnh",
    ),
    (
        "Phòng Văn hóa - Xã hội",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Văn phòng HĐND và UBND",
        "Trung tâm Phục vụ hành chính công",
        "Công an xã",
        "Trạm Y tế",
        "Ban Chỉ huy Quân sự xã",
        "Các trường học trên địa bàn",
        "Trưởng các thôn",
        "Hội Liên hiệp Phụ nữ xã",
        "Đoàn Thanh niên",
        "Công chức Tư pháp - Hộ tịch",
    ),
    (
        "Bộ Nội vụ",
        "Bộ Khoa học và Công nghệ",
        "Văn phòng Chính phủ",
        "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
        "UBND các tỉnh, thành phố trực thuộc Trung ương",
        "Ngân hàng Nhà nước Việt Nam",
        "Cục Công tác phía Nam",
        "Vụ Tổ chức cán bộ",
    ),
    (
        "Ban Tuyên giáo và Dân vận Tỉnh ủy",
        "Văn phòng Tỉnh ủy",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Các ban, cơ quan tham mưu giúp việc Tỉnh ủy",
        "Đảng ủy UBND tỉnh",
        "Tỉnh đoàn",
        "Hội Nông dân tỉnh",
    ),
)
"""Holders of a province now and before 2025, a commune, the centre, the Party."""
TASKS = (
    "Xây dựng, ban hành kế hoạch số {n}",
    "Tổ chức hội nghị tập huấn đợt {n} cho công chức làm đầu mối tại các đơn vị trên địa bàn",
    "Kiểm tra việc niêm yết thủ tục tại điểm số {n}",
    "Rà soát, sửa đổi, bổ sung quy chế số {n} cho phù hợp với mô hình chính quyền địa phương hai cấp; công khai kết quả trên Cổng Thông tin điện tử",
    "Biên soạn sổ tay hỏi đáp số {n}",
    "Tuyên truyền chuyên đề số {n} trên hệ thống truyền thanh cơ sở và trên các nền tảng mạng xã hội",
    "Tham mưu Quyết định số {n} về tiêu chí đánh giá",
    "Báo cáo sơ kết 6 tháng phần việc số {n}",
    "Hội nghị tổng kết chuyên đề số {n}",
    "Chiến dịch ra quân làm sạch tuyến đường số {n}",
    "Đề án số {n} về nâng cao chất lượng cán bộ, công chức cấp xã",
    "Số hóa hồ sơ, giấy tờ còn hiệu lực thuộc nhóm {n} và cập nhật vào cơ sở dữ liệu dùng chung của tỉnh theo hướng dẫn của Bộ Khoa học và Công nghệ",
    "100% hồ sơ nhóm {n} được tiếp nhận trực tuyến",
    "Chủ trì, phối hợp với Sở Tài chính bố trí kinh phí cho hạng mục {n}",
)
PARTNERS = (
    "",
    "",
    "Các đơn vị liên quan",
    "Sở Tài chính, các cơ quan có liên quan",
    "UBND các xã, phường; Báo và Phát thanh, Truyền hình tỉnh",
    "Các phòng, ban chuyên môn; các đoàn thể",
)
TIMES = (
    "Quý I/2026",
    "Tháng 3/2026",
    "Trước ngày 30/6/2026",
    "Thường xuyên",
    "Hằng quý",
    "15/5/2026",
    "Năm 2026",
    "Tháng 10 - 11/2026",
    "",
)
PRODUCTS = ("Kế hoạch", "Báo cáo", "Văn bản hướng dẫn", "Quyết định của UBND tỉnh", "Hội nghị được tổ chức", "")
NOTES = ("", "", "", "Bổ sung mới", "Chuyển tiếp từ năm 2025")
MONEY = ("", "50 triệu đồng", "Nguồn chi thường xuyên", "120.000.000")
CHIEFS = (
    "Đồng chí Nguyễn Văn An, Phó Chủ tịch",
    "Đ/c Trần Thị Bình",
    "Phó Chủ tịch phụ trách văn xã",
)
HEADS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("task", "Nhiệm vụ"), ("lead", "Cơ quan thực hiện")),
    (("index", "STT"), ("task", "Nội dung công việc"), ("lead", "Đơn vị thực hiện")),
    (("index", "TT"), ("task", "Nội dung"), ("lead", "Cơ quan chủ trì"), ("time", "Thời gian")),
    (
        ("index", "STT"),
        ("task", "Nhiệm vụ"),
        ("lead", "Cơ quan chủ trì"),
        ("coop", "Cơ quan phối hợp"),
        ("time", "Thời gian hoàn thành"),
    ),
    (
        ("index", "TT"),
        ("task", "NỘI DUNG NHIỆM VỤ"),
        ("lead", "CHỦ TRÌ"),
        ("coop", "PHỐI HỢP"),
        ("time", "THỜI GIAN"),
        ("product", "SẢN PHẨM"),
    ),
    (
        ("index", "STT"),
        ("task", "Nhiệm vụ, giải pháp"),
        ("lead", "Đơn vị thực hiện"),
        ("coop", "Đơn vị phối hợp"),
        ("time", "Thời gian thực hiện"),
        ("product", "Sản phẩm đầu ra"),
        ("note", "Ghi chú"),
    ),
    (("index", "TT"), ("task", "Nội dung"), ("lead", "Phân công"), ("time", "Thời hạn"), ("note", "Ghi chú")),
    (
        ("index", "Số TT"),
        ("task", "Tên nhiệm vụ"),
        ("product", "Kết quả, sản phẩm"),
        ("lead", "Cơ quan chủ trì"),
        ("coop", "Cơ quan phối hợp"),
        ("time", "Thời gian"),
        ("money", "Kinh phí"),
    ),
    (
        ("index", "TT"),
        ("task", "Nội dung công việc"),
        ("time", "Thời gian"),
        ("lead", "Đơn vị thực hiện"),
        ("chief", "Lãnh đạo phụ trách"),
    ),
    (("index", "STT"), ("time", "Thời gian"), ("task", "Nội dung hoạt động"), ("lead", "Đơn vị chủ trì")),
    (
        ("index", "STT"),
        ("task", "Công việc"),
        ("lead", "Đơn vị chịu trách nhiệm"),
        ("coop", "Đơn vị phối hợp"),
        ("note", "Ghi chú"),
    ),
)
SECTIONS = (
    "Công tác chỉ đạo, điều hành",
    "CẢI CÁCH THỂ CHẾ",
    "Công tác tuyên truyền",
    "Chuyển đổi số và xây dựng chính quyền số",
    "KIỂM TRA, GIÁM SÁT",
)


@dataclass
class TaskTable:
    """Kinds and titles of the columns; rows by kind, a section's title as ``{"section": …}``."""

    kinds: list[str]
    titles: list[str]
    rows: list[dict[str, str]]

    @property
    def told(self) -> list[dict[str, str]]:
        """The rows that give a task to somebody."""
        return [row for row in self.rows if "task" in row]


def task_table(chance: Random, *, rows: int = 0) -> TaskTable:
    """A table that assigns."""
    head = chance.choice(HEADS)
    leads = chance.choice(LEVELS)
    said: list[dict[str, str]] = []
    sections, restarts = chance.random() < 0.5, chance.random() < 0.5
    section = number = 0
    for n in range(rows or chance.randint(3, 9)):
        if sections and n % 3 == 0:
            section, number = section + 1, 0 if restarts else number
            said.append({"section": SECTIONS[section % 5], "index": ("I", "II", "III", "IV", "V", "VI")[section - 1]})
        number += 1
        same = bool(said) and "lead" in said[-1] and chance.random() < 0.25
        said.append(
            {
                "index": str(number),
                "task": chance.choice(TASKS).format(n=4001 + n),
                "lead": said[-1]["lead"] if same else chance.choice(leads),
                "coop": chance.choice(PARTNERS),
                "time": chance.choice(TIMES),
                "product": chance.choice(PRODUCTS),
                "note": chance.choice(NOTES),
                "money": chance.choice(MONEY),
                "chief": chance.choice(CHIEFS),
            }
        )
    return TaskTable([kind for kind, _ in head], [title for _, title in head], said)


IDLE: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = (
    (
        ("STT", "Nội dung chi", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền"),
        (
            ("Chi in ấn tài liệu tuyên truyền", "Cuốn", "500", "20.000", "10.000.000"),
            ("Thuê hội trường cho hội nghị của Sở Nội vụ", "Ngày", "02", "5.000.000", "10.000.000"),
            ("Bồi dưỡng báo cáo viên", "Người", "04", "1.000.000", "4.000.000"),
        ),
    ),
    (
        ("STT", "Tên đơn vị", "Số hộ nghèo", "Tỷ lệ (%)", "Ghi chú"),
        (
            ("UBND xã Yên Lập", "120", "4,5", ""),
            ("UBND xã Tân Hòa", "85", "3,1", "Xã miền núi"),
            ("UBND phường Sông Thao", "12", "0,4", ""),
        ),
    ),
    (
        ("TT", "Cơ quan, đơn vị", "Địa chỉ", "Điện thoại"),
        (
            ("Sở Nội vụ", "Số 12 đường Hòa Bình", "0200.000.001"),
            ("Sở Tài chính", "Số 7 đường Lê Lợi", "0200.000.002"),
            ("Công an tỉnh", "Số 1 đường Quang Trung", "0200.000.003"),
        ),
    ),
    (
        ("STT", "Cơ quan, đơn vị", "Chỉ tiêu giao năm 2026", "Ghi chú"),
        (("Sở Y tế", "95", ""), ("Sở Xây dựng", "12", ""), ("UBND các xã, phường", "1.200", "")),
    ),
    (
        ("TT", "Nội dung", "Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ"),
        (
            ("Số hồ sơ tiếp nhận trực tuyến", "Hồ sơ", "1000", "900", "90%"),
            ("Số hộ được vay vốn", "Hộ", "50", "55", "110%"),
            ("Số lớp tập huấn", "Lớp", "4", "4", "100%"),
        ),
    ),
    (
        ("STT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ trong Tổ"),
        (
            ("Nguyễn Văn An", "Phó Giám đốc Sở Nội vụ", "Tổ trưởng"),
            ("Trần Thị Bình", "Trưởng phòng, Sở Tài chính", "Thành viên"),
            ("Lê Văn Chung", "Chuyên viên Văn phòng UBND tỉnh", "Thư ký"),
        ),
    ),
)
"""Tables that assign nothing: a budget, statistics, addresses, quotas, results, members of a team."""


def idle_table(chance: Random) -> TaskTable:
    """A table that assigns nothing: its kinds are its titles."""
    titles, rows = chance.choice(IDLE)
    said = [
        dict(zip(titles, (str(at), *row), strict=True)) | {"index": str(at), "idle": row[0]}
        for at, row in enumerate(rows, 1)
    ]
    return TaskTable(list(titles), list(titles), said)
