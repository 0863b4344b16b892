"""The titles of an annex table's columns: which column a title heads, and where a title begins (DOMAIN 1.3, point 10)."""

from __future__ import annotations

import re
from functools import lru_cache

COLUMNS = (
    (
        "index",
        re.compile(
            r"^(?:stt|s\.?\s?tt|tt|số tt|số thứ tự|#|(?:thứ tự|trình tự|bước)(?: (?:công việc|các bước|thực hiện))*)$",
            re.I,
        ),
    ),
    (
        "basis",
        re.compile(
            r"^(?:số )?(?:văn bản|căn cứ)(?:\s|$)|^nguồn (?:giao|văn bản)|^(?:tỉnh|địa phương|nơi|đơn vị|cơ quan|bộ|sở)(?:, (?:đơn vị|cơ quan|địa phương))* (?:có )?(?:kiến nghị|đề xuất|đề nghị)",
            re.I,
        ),
    ),
    (
        "coop",
        re.compile(
            r"^(?!.*chủ trì).*phối hợp|^(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|người|cá nhân|lực lượng)(?:, (?:đơn vị|cơ quan))? )?(?:hỗ trợ|tham gia|cùng làm|cùng thực hiện|cùng tham gia)$",
            re.I,
        ),
    ),
    (
        "lead",
        re.compile(
            r"chủ trì|đầu mối|(?:đơn vị|cơ quan|người|bộ phận|tổ chức|cá nhân|lực lượng|thành phần) (?:thực hiện|triển khai|phụ trách|chịu trách nhiệm|được giao)|phụ trách|trách nhiệm|phân công|cơ quan, đơn vị$|^(?:(?:cơ quan|đơn vị|người|bộ phận) )?chính$|^ai (?:làm|thực hiện|chủ trì|lo)$|^(?:người|đơn vị|cơ quan) (?:làm|nhận việc|nhận nhiệm vụ|giải quyết việc)$|^giao (?:cho|đơn vị|cơ quan)(?:$|\s)",
            re.I,
        ),
    ),
    (
        "time",
        re.compile(
            r"thời gian|thời hạn|tiến độ|hoàn thành|lộ trình|^khi nào|^hạn(?: (?:chót|cuối|nộp|gửi|xong|báo cáo|thực hiện))?$|^deadline$"
            r"|^bắt đầu$|^ngày(?:, tháng)?$|^(?:ngày|thời điểm)(?: (?:kết thúc|thực hiện|xong|nộp|gửi|báo cáo|triển khai))$|^thời điểm$|^kết thúc$|^đến ngày$",
            re.I,
        ),
    ),
    ("attend", re.compile(r"^(?:thành phần|đại biểu|người dự|khách mời)(?!\w)", re.I)),
    ("product", re.compile(r"sản phẩm|kết quả|đầu ra", re.I)),
    ("money", re.compile(r"kinh phí", re.I)),
    ("note", re.compile(r"ghi chú", re.I)),
    (
        "task",
        re.compile(
            r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|chỉ tiêu|mục tiêu|tên |^(?:đầu |mục |các )?việc(?: (?:cần làm|phải làm|làm|được giao))?$|^làm gì$|^(?:thông tin )?(?:kiến nghị|đề xuất)",
            re.I,
        ),
    ),
)
"""Kind of a column and how its title is known, the first that matches."""
_BEGINS = re.compile(r"bắt đầu|khởi công|từ ngày", re.I)
"""Heads the day on which a task begins, where another column says when it is done."""
_OWNER = re.compile(r"(?:chủ đầu tư|(?:đơn vị|cơ quan) (?:chủ quản|chủ đầu tư|quản lý dự án))$", re.I)
_LEADS = (
    re.compile(r"^(?!.*lãnh đạo).*chủ trì", re.I),
    re.compile(r"^(?!.*lãnh đạo).*(?:thực hiện|đầu mối|chịu trách nhiệm|được giao)", re.I),
    re.compile(r"^(?!.*(?:lãnh đạo|đồng chí))", re.I),
    re.compile(r""),
)
"""Titles of columns that name somebody, the one who leads first."""
_TASKS = (
    re.compile(r"tên (?:dự án|nhiệm vụ|công việc|hoạt động|đề án|chương trình)", re.I),
    re.compile(r"nội dung (?:nhiệm vụ|công việc|hoạt động)|nhiệm vụ(?:, giải pháp)? cụ thể", re.I),
)
"""Titles of the column that says the task where others say more of it, the surest first."""
_ABOUT_A_TASK = (
    ("theme", re.compile(r"nhóm|lĩnh vực|thuộc ", re.I)),
    ("product", re.compile(r"^(?:các )?(?:chỉ tiêu|mục tiêu)", re.I)),
    ("detail", re.compile(r"nội dung|yêu cầu", re.I)),
)
"""What stands beside a task: the theme it belongs to, the aim it reaches, what it holds."""
_STARTS = re.compile(
    r"(?:nội dung|nhiệm vụ|tên|công việc|hoạt động|chỉ tiêu|mục tiêu|giải pháp|cơ quan|đơn vị|người|bộ phận|cá nhân|tổ chức|chủ trì|phối hợp|"
    r"phân công|trách nhiệm|đầu mối|lãnh đạo|bắt đầu|kết thúc|thời gian|thời hạn|thời điểm|tiến độ|lộ trình|sản phẩm|kết quả|kinh phí|dự toán|nguồn|"
    r"ghi chú|địa điểm|số lượng|hình thức|đối tượng|thành phần|căn cứ|phương thức)(?!\w)",
    re.I,
)
_GOES_ON = re.compile(r"(?:[,/(-]|\s(?:và|của|theo|các|hoặc))$", re.I)
_HALVES = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị|người|bộ phận|tổ chức|cá nhân|lãnh đạo|cơ quan, đơn vị) / (?:chủ trì|phối hợp|phụ trách|phân công|đầu mối|trách nhiệm)"
    r"|(?:nội dung|tên|nội dung, tên) / (?:công việc|nhiệm vụ|hoạt động|kế hoạch)|phân công / (?:trách nhiệm|nhiệm vụ|đơn vị|cơ quan)"
    r"|(?:kết quả|sản phẩm) / (?:sản phẩm|kết quả))(?!\w)",
    re.I,
)
"""Titles whose second half may stand on the next line, at the "/": "Cơ quan" above "chủ trì"."""


_HALF = re.compile(r"(?:Cơ|Đơn|Thời|Nội|Nhiệm|Sản|Kết|Tiến|Ghi|Kinh|Hoạt|Lộ|Người)$")
"""The first syllable of a title, alone on a line of a narrow column: "Cơ" above "quan chủ trì"."""
_TWO_OF_A_KIND = re.compile(r"(?:kết quả|sản phẩm)$", re.I)
""""Kết quả" above "Sản phẩm" is one title."""

HEADS_AMONG = 6
"""Rows among which a table's head stands; titles of its parts may come before."""
_STEPS = re.compile(r"(?:thứ tự|trình tự|bước)(?: (?:công việc|các bước|thực hiện))*$", re.I)
_PROCEDURES = re.compile(r"(?:tên |danh mục )?(?:thủ tục(?: hành chính)?|TTHC)(?:\s|$)|tên thủ tục", re.I)


def lists_procedures(titles: list[str]) -> bool:
    """Whether a head is that of a list of administrative procedures, or of the steps of one: it says how things are
    handled and tells nobody to do something by a day ("Tên thủ tục | Cơ quan thực hiện", "Bước | … | 0,5 ngày").

    A plan that has procedures reviewed gives each a time or partners.
    """
    kinds = [kind_of_title(title) for title in titles]
    if any(_STEPS.match(title.strip()) for title in titles):
        return "lead" in kinds
    procedures = any(_PROCEDURES.match(title.strip()) for title in titles)
    heads = any(kind and not _PROCEDURES.match(title.strip()) for title, kind in zip(titles, kinds, strict=True))
    return (
        procedures
        and heads  # "II | Thủ tục hành chính" is a part's title among tasks
        and "coop" not in kinds
        and not any(
            re.search(r"hoàn thành|thực hiện|rà soát", title, re.I)
            for title, kind in zip(titles, kinds, strict=True)
            if kind == "time"
        )
    )


def holds_procedures(rows: list[list[str]]) -> bool:
    """Whether the first rows of a table are those of a list of procedures by the title of its first part ("I | Thủ tục
    hành chính cấp xã"): a table of tasks with such a part says when or with whom."""
    kinds = {kind_of_title(title) for row in rows for title in row}
    return not kinds & {"time", "coop"} and any(_PROCEDURES.match(title.strip()) for row in rows for title in row)


@lru_cache(maxsize=4_096)
def kind_of_title(title: str) -> str:
    """The kind of column that a title heads; "" for one that we do not know or a cell too long for a title."""
    said = title.strip()
    return next((name for name, known in COLUMNS if known.search(said)), "") if len(said) < 60 else ""


def kinds_of_titles(titles: list[str]) -> list[str]:
    """The kinds of the columns of a head. Where several name somebody ("Đơn vị thực hiện", "Lãnh đạo phụ trách"), the one
    who leads is the holder, the others ("chief") only watch."""
    kinds = [kind_of_title(title) for title in titles]
    times = [at for at, kind in enumerate(kinds) if kind == "time"]
    if len(times) > 1:
        ends = [at for at in times if not _BEGINS.search(titles[at])] or times
        due = next((at for at in ends if re.search(r"thời (?:hạn|gian)", titles[at], re.I)), ends[0])
        others = {
            at: "begin" if _BEGINS.search(titles[at]) else "note" for at in times if at != due
        }  # "Tiến độ": how far
        kinds = [others.get(at, kind) for at, kind in enumerate(kinds)]
    if "lead" not in kinds and {"task", "time"} <= set(kinds) and "money" not in kinds:
        # whose project it is, where the table says by when: "Nhiệm vụ | Chủ đầu tư | Mốc hoàn thành"
        kinds = ["lead" if _OWNER.match(title.strip()) else kind for title, kind in zip(titles, kinds, strict=True)]
    leads = [at for at, kind in enumerate(kinds) if kind == "lead"]
    if len(leads) > 1:
        first = min(leads, key=lambda at: next(n for n, known in enumerate(_LEADS) if known.search(titles[at])))
        kinds = ["chief" if kind == "lead" and at != first else kind for at, kind in enumerate(kinds)]
    if kinds.count("task") > 1:
        main = next(
            (at for known in _TASKS for at, kind in enumerate(kinds) if kind == "task" and known.search(titles[at])),
            None,
        )
        if main is not None:
            kinds = [
                _beside_task(titles[at]) if kind == "task" and at != main else kind for at, kind in enumerate(kinds)
            ]
    return kinds


def _beside_task(title: str) -> str:
    """The kind of a column that says more of the task which another column names."""
    return next((name for name, known in _ABOUT_A_TASK if known.search(title)), "task")


def starts_title(line: str, before: str) -> bool:
    """Whether a line of a head opens a new column; `before` is the title so far ("Cơ quan" goes on with "chủ trì")."""
    if not line[:1].isupper() or _GOES_ON.search(before):
        return False
    if before.count("(") > before.count(")"):
        return False
    if _HALVES.match(f"{before} / {line}"):
        return False
    if _STARTS.match(line) or (_HALF.match(line) and kind_of_title(before) and not _TWO_OF_A_KIND.search(before)):
        return True
    # "Sở, ngành chủ trì" below "Tên nhiệm vụ": what stands above is a title already, and of another column
    return kind_of_title(line) not in {"", kind_of_title(before)} and kind_of_title(before) != ""
