"""Plans of made-up places as pieces of paper: headings, automatic numbers, an annex table with merged cells."""

from __future__ import annotations

from random import Random

from tests.compiler.paper import ABOVE, LEFT, ROMANS, Frame, Grid, Item, Para, Piece

PLACES = ("Sông Lam", "Núi Hồng", "Bến Thủy", "Đồi Chè", "Cửa Sót")
HOLDERS = (
    "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Khoa học và Công nghệ",
    "Sở Tài chính",
    "Sở Tư pháp",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Các sở, ban, ngành tỉnh",
    "Ủy ban nhân dân các xã, phường",
)
ACTS = (
    "Chủ trì, phối hợp với Sở Tư pháp và các đơn vị liên quan mở lớp tập huấn cho công chức đầu mối trước ngày 30 tháng 6 năm {y}.",
    "Xây dựng kế hoạch tuyên truyền của đơn vị mình và tổ chức thực hiện trong phạm vi quản lý.",
    "Hướng dẫn cơ quan báo chí, hệ thống thông tin cơ sở đưa tin về kết quả giải quyết hồ sơ của người dân, doanh nghiệp.",
    "Theo dõi, đôn đốc, kiểm tra các cơ quan, đơn vị, địa phương thực hiện Kế hoạch; kịp thời đề xuất khen thưởng.",
    "Cân đối, bố trí kinh phí trong dự toán được giao để thực hiện các nhiệm vụ của Kế hoạch.",
    "Báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15 tháng 12 hằng năm để tổng hợp.",
    "Duy trì chuyên mục hỏi đáp trên Cổng Thông tin điện tử; mỗi quý đăng ít nhất 03 bài.",
    "Rà soát, niêm yết công khai thủ tục hành chính tại bộ phận một cửa và trên trang thông tin điện tử.",
)
AIMS = (
    "Giúp người dân biết rõ quyền của mình khi làm thủ tục.",
    "Nội dung ngắn gọn, đúng đối tượng, có số liệu kiểm đếm được.",
    "Lồng ghép với các hoạt động sẵn có, tiết kiệm, không phô trương.",
)
TASKS = (
    "Biên soạn sổ tay hỏi đáp về dịch vụ công trực tuyến",
    "Tổ chức cuộc thi tìm hiểu cải cách hành chính",
    "Xây dựng phóng sự về bộ phận một cửa kiểu mẫu",
    "Khảo sát sự hài lòng của người dân tại các xã, phường",
    "In và cấp phát tờ gấp đến từng tổ dân phố",
)


def make_plan(seed: int) -> list[Piece]:
    """A plan that differs by `seed`: place, year, order, depth of numbering, closing words, annex."""
    chance = Random(seed)
    place, year = chance.choice(PLACES), chance.randint(2019, 2031)
    pieces: list[Piece] = [
        Frame(
            [
                [
                    ["ỦY BAN NHÂN DÂN", f"TỈNH {place.upper()}"],
                    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
                ],
                [
                    [f"Số: {chance.randint(5, 300)}/KH-UBND"],
                    [f"{place}, ngày {chance.randint(10, 28)} tháng 01 năm {year}"],
                ],
            ]
        ),
        Para("KẾ HOẠCH", bold=True, centred=True),
        Para(f"Tuyên truyền cải cách hành chính năm {year} trên địa bàn tỉnh {place}", bold=True, centred=True),
        Para(
            f"Căn cứ Kế hoạch số {chance.randint(100, 400)}/KH-UBND ngày 20 tháng 12 năm {year - 1} của Ủy ban nhân dân tỉnh"
            f" về cải cách hành chính năm {year};"
        ),
        Para(f"Ủy ban nhân dân tỉnh {place} ban hành Kế hoạch tuyên truyền cải cách hành chính năm {year} như sau:"),
        Item("I.", "MỤC ĐÍCH, YÊU CẦU", bold=True),
        Item("1.", "Mục đích", bold=True),
        *(Item("-", aim) for aim in chance.sample(AIMS, 2)),
        Item("2.", "Yêu cầu", bold=True),
        *(Item("-", aim) for aim in chance.sample(AIMS, 2)),
        Item("II.", "TỔ CHỨC THỰC HIỆN", bold=True),
    ]
    mark = chance.choice(("-", "a)", "+"))
    for number, holder in enumerate(chance.sample(HOLDERS, chance.randint(3, len(HOLDERS))), 1):
        pieces.append(Item(f"{number}.", holder, bold=True))
        acts = chance.sample(ACTS, chance.randint(1, 4))
        for at, act in enumerate(acts):
            marker = f"{'abcd'[at]})" if mark == "a)" else mark
            text = act.format(y=year)
            pieces.append(Item(marker, text) if len(acts) > 1 else Para(text))
    pieces += [
        Para(
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị, địa phương báo cáo Ủy ban nhân dân"
            " tỉnh (qua Sở Nội vụ) để xem xét, giải quyết./."
        ),
        Frame(
            [
                [
                    ["Nơi nhận:", "- Bộ Nội vụ;", "- Các sở, ban, ngành;", "- Lưu: VT, NC."],
                    ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Nguyễn Văn Mẫu"],
                ]
            ]
        ),
    ]
    if chance.random() < 0.7:
        pieces += _annex(chance, year)
    return pieces


def _annex(chance: Random, year: int) -> list[Piece]:
    rows = [
        ["STT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời gian"],
        [ABOVE, ABOVE, "Chủ trì", "Phối hợp", ABOVE],
        ["I", "Nhóm việc chung", LEFT, LEFT, LEFT],
    ]
    tasks = chance.sample(TASKS, chance.randint(2, len(TASKS)))
    merged = chance.randrange(1, len(tasks))
    for number, task in enumerate(tasks):
        if number == 0 or number != merged:
            rows.append(
                [str(number + 1), task, chance.choice(HOLDERS[:6]), "Các sở, ngành", f"Quý {ROMANS[number % 4]}/{year}"]
            )
        else:
            rows.append([str(number + 1), task, ABOVE, "Sở Tài chính", ABOVE])
    return [
        Para("PHỤ LỤC", bold=True, centred=True),
        Para("DANH MỤC NHIỆM VỤ", bold=True, centred=True),
        Grid(rows, heads=2),
    ]
