"""Composes whole documents in layouts beside those of plan_forms: flattened annexes, commune plans, mass organisations.

Bodies, persons and acts are invented; each statement is known by its number.
"""

from __future__ import annotations

import textwrap
from random import Random

from tests.compiler.plan_forms import Stated

FRONT = (
    "ỦY BAN NHÂN DÂN\n{place}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/KH-UBND\n"
    "ngày 12 tháng 01 năm 2026\nKẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2026\n"
)
AIMS = "I. MỤC ĐÍCH, YÊU CẦU\n- Nâng cao nhận thức của người dân về dịch vụ công.\n- Bảo đảm thiết thực, hiệu quả."
TAIL = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn An"
LEADS = (
    "Lãnh đạo Công an tỉnh",
    "Phòng Tham mưu",
    "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Văn phòng UBND tỉnh",
    "UBND các xã, phường",
    "Phòng Văn hóa - Xã hội",
    "Đồng chí Phó Chủ tịch UBND xã",
    "Công chức Văn hóa - Xã hội",
    "Trưởng các thôn, bản",
    "Trạm Y tế xã",
    "Ban Chỉ huy Quân sự xã",
    "Các sở, ban, ngành",
    "Văn phòng HĐND và UBND",
    "Trung tâm Phục vụ hành chính công",
)
UNLISTED_HOLDERS = (
    "Tổ đảng ở Thường trực Hội đồng nhân dân tỉnh",
    "Nhóm biên tập của Sở Nội vụ",
    "12 Chi cục Thuế có nguồn thu lớn",
    "Chủ các bến bãi thuộc Sở Xây dựng quản lý",
    "Thành viên Đoàn giám sát của Ban Pháp chế",
    "Đại diện Hội Nông dân tại các chợ",
    "Đầu mối liên hệ của Công an tỉnh",
    "Lực lượng tự quản do UBND xã thành lập",
)
"""Names that no list holds: known by the word they begin with and by the body inside them."""
SMALL_HOLDERS = (
    "Đồng chí Phó Chủ tịch UBND xã",
    "Ông Nguyễn Văn An - Phó Chủ tịch UBND xã",
    "Ông Trưởng ban Công tác mặt trận các thôn",
    "Các ông, bà Trưởng thôn",
    "Công chức Văn phòng - Thống kê",
    "Công chức phụ trách cải cách hành chính",
    "Cán bộ phụ trách Đài truyền thanh",
    "Cán bộ thú y xã",
    "Văn phòng - Thống kê",
    "Kế toán ngân sách xã",
    "Bộ phận Tài chính - Kế toán",
    "Trưởng các thôn, bản",
    "Tổ trưởng tổ dân phố",
    "Bí thư chi bộ, trưởng thôn",
    "Hiệu trưởng các trường",
    "Trạm trưởng Trạm Y tế",
    "Công an viên các thôn",
    "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
    "Nhà văn hóa các thôn",
    "Hợp tác xã nông nghiệp",
    "Chủ nhiệm HTX Yên Lập",
    "Ban vận động Ngày vì người nghèo",
    "Các cấp bộ Đoàn",
    "Ban Phong trào",
    "Đồn Biên phòng Cửa Ông",
    "Thuế cơ sở 5",
    "Tổ xung kích",
)
"""Posts of persons and bodies of communes, of the Front and of mass organisations."""
PARTNERS = (
    "",
    "Các đơn vị liên quan",
    "Các phòng chuyên môn; Công an cấp xã",
    "Sở Tài chính, các cơ quan có liên quan",
    "UBND các xã, phường; Báo và Phát thanh, Truyền hình tỉnh",
)
TIMES = (
    "Quý I/2026",
    "Tháng 3/2026",
    "Trước ngày 30/6/2026",
    "Thường xuyên",
    "Hằng quý",
    "15/5/2026",
    "Tháng 10, 11/2026",
    "",
)
PRODUCTS = ("Kế hoạch", "Báo cáo kết quả", "Văn bản hướng dẫn", "")
TASKS = (
    "Xây dựng kế hoạch tuyên truyền số {n} của đơn vị",
    "Biên soạn sổ tay hỏi đáp số {n} về dịch vụ công trực tuyến",
    "Tổ chức hội nghị tập huấn đợt {n} cho cán bộ ở cơ sở",
    "Kiểm tra việc niêm yết thủ tục tại điểm số {n}",
    "Tuyên truyền chuyên đề số {n} trên hệ thống loa truyền thanh của thôn",
    "Rà soát, cập nhật danh mục số {n} theo quy định mới",
)
HEADS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"),
        ("task", "lead", "coop", "time"),
    ),
    (("TT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời gian thực hiện", "Ghi chú"), ("task", "lead", "time", "note")),
    (("STT", "NỘI DUNG", "CHỦ TRÌ", "PHỐI HỢP", "THỜI GIAN"), ("task", "lead", "coop", "time")),
    (("TT", "Nội dung", "Thời gian", "Người phụ trách"), ("task", "time", "lead")),
    (
        ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"),
        ("task", "lead", "coop", "time", "product"),
    ),
    (
        ("Số TT", "Tên nhiệm vụ", "Cơ quan, đơn vị chủ trì", "Sản phẩm đầu ra", "Thời gian hoàn thành"),
        ("task", "lead", "product", "time"),
    ),
)


def broken(text: str, width: int) -> list[str]:
    """The lines of a cell as narrow as `width`."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def flattened(chance: Random) -> tuple[str, list[Stated], list[str]]:
    """A plan whose annex stands one line of a cell to a line; what it tells whom, and each statement's words."""
    titles, kinds = chance.choice(HEADS)
    width = {"task": chance.choice((24, 34, 60)), "lead": chance.choice((10, 14, 22, 50))}
    rest = chance.choice((12, 18, 40))
    lines = [line for title in titles for line in broken(title, chance.choice((9, 14, 40)))]
    stated: list[Stated] = []
    words: list[str] = []
    dot = chance.choice(("", "", "."))
    sections = chance.random() < 0.5
    for row in range(1, chance.randint(4, 9)):
        if sections and row % 3 == 1:
            lines += [
                ("I", "II", "III")[row // 3] + dot,
                "CÔNG TÁC " + chance.choice(("CHỈ ĐẠO", "KIỂM TRA", "TUYÊN TRUYỀN")),
            ]
        said = chance.choice(TASKS).format(n=4001 + len(stated))
        lead = chance.choice(LEADS)
        stated.append(Stated(lead, said))
        words.append(said)
        cells = {
            "task": said,
            "lead": lead,
            "coop": chance.choice(PARTNERS),
            "time": chance.choice(TIMES),
            "product": chance.choice(PRODUCTS),
            "note": "",
        }
        lines.append(f"{row}{dot}")
        for kind in kinds:
            lines += broken(cells[kind], width.get(kind, rest))
    seam = chance.choice(("\n", "\n", "\n\n"))
    place = "TỈNH HÒA AN"
    body = "II. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi, đôn đốc việc thực hiện.\n2. Các sở, ban, ngành\n- Xây dựng kế hoạch của đơn vị mình."
    annex = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ"
    text = "\n".join([FRONT.format(place=place), AIMS, body, TAIL, annex]) + "\n" + seam.join(lines) + "\n"
    return text, stated, words
