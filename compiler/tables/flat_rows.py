"""Which lines of a flattened row are whose: the split into columns that agrees best with what each column holds."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from compiler.names.acts import opens_with_act
from compiler.names.holders import body_end, starts_body, starts_class, without_qualifiers
from compiler.text.blocks import Line
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

MOST_LINES = 40
"""Lines of a row; more are the document behind the table."""
LONGEST = {"lead": 9, "coop": 16, "time": 5, "note": 6, "chief": 6, "money": 4, "product": 8, "": 8}
"""Lines of a cell of each kind."""
_OPEN = re.compile(
    r"(?:[,\-–/(]|(?<!\w)(?:và|của|với|cho|các|theo|tại|về|trong|đến|từ|là|do|bằng|hoặc|số|ngày|đợt|trên|vào|qua|giữa|thành|khu vực|giúp việc))$",
    re.I,
)
"""A line that goes on below."""
_COUNTS = re.compile(r"(?<!\w)(?:số|ngày|đợt)$", re.I)
"""Goes on with a figure; "chính quyền số" is whole."""
_HEAD_ALONE = re.compile(
    r"(?:Lãnh đạo|Phòng|Sở|Ban|Chi cục|Cục|Trung tâm|Hội|Đoàn|Trường|Trưởng|Phó|Giám đốc|Chủ tịch|Công chức|Cán bộ|Trạm|Tổ|UBND|Ủy ban|Ủy ban nhân dân|Thanh tra|"
    r"(?:Đồng chí |Đ/c |Lãnh đạo )?(?:Phó )?(?:Chủ tịch|Bí thư|Giám đốc|Trưởng|Trưởng ban|Chỉ huy trưởng)|(?:Ban|Bộ) (?:Chỉ huy|Chỉ đạo|Quản lý|Công tác)|Bộ Tư lệnh|Đồng chí(?: Phó)?|Đ/c|Thủ trưởng|Hiệu trưởng|Đài|Báo|Báo và|Kho bạc|Chi bộ|Bảo hiểm|Ngân hàng|Các|Công ty|Chánh|Các phòng|Các sở)$",
    re.I,
)
"""Half a name: its other half stands on the next line."""
_OF_A_BODY = re.compile(
    r"(?:Chính phủ|Quốc hội|Trung ương|Đoàn|UBND|HĐND|Ủy ban|Hội đồng|Đảng ủy|Tỉnh ủy|Sở|Huyện ủy|Thành ủy)(?!\w)"
)
""""Văn phòng" above it is its office."""
_OF_THE_PARTY = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy$")
_PARTY_OFFICE = re.compile(r"(?:Các ban|Ban|Văn phòng)\s(?!.*ủy)")
""""Ban Tuyên giáo và Dân vận" above "Tỉnh ủy" is one name."""
_OF_UNITS = re.compile(r"các (?:huyện|xã|phường|thôn|bản|tổ dân phố|khu phố)(?!\w)")
_UNITS_OFFICE = re.compile(
    r"(?:Phòng|Công an|UBND|Ủy ban nhân dân|Trạm Y tế|Trưởng|Hiệu trưởng|Đảng ủy|Bí thư)\s(?!.*(?:xã|huyện|tỉnh)$)"
)
""""Phòng Nội vụ" above "các huyện" is one name."""
MARKS = frozenset({"x", "v", "o"})
"""Cells that a row crosses with a body, whole as they are."""
_GOES_ON = re.compile(r"[-–,;)]\s?|(?:và|thuộc|của|-)\s|(?:Việt )?Nam(?!\w)")
LETTERED = re.compile(r"[a-zđ][.)]\s+\S")
""""a) Đợt 1" counts an item: it goes on with nothing above it."""
LIST_MARK = re.compile(r"[-–+•*]\s+\S")
_PRODUCT = re.compile(
    r"(?:Kế hoạch|Văn bản|Báo cáo|Quyết định|Công văn|Tờ trình|Nghị quyết|Hội nghị|Danh sách|Chương trình|Đề án|Tài liệu|Tin|Bài|Hồ sơ|Biên bản|"
    r"Thông báo|Phần mềm|Cơ sở dữ liệu|Quy chế|Hướng dẫn|Chỉ thị|Lớp|Buổi|Cuộc|Số lượng|Dự thảo|Kết quả|Sổ tay|Các (?:báo cáo|văn bản|kế hoạch|tin|hội nghị|lớp))(?!\w)"
)
_TIMELY = re.compile(r"quý|tháng|năm|ngày|thường xuyên|hằng|hàng|đột xuất|liên tục|khi |theo |sau |trước ", re.I)
_OPENS_TIME = re.compile(
    r"\(?(?:\d|T\d|quý|quí|tháng|năm|ngày|thường|hằng|hàng|mỗi|đột|liên|khi|theo|sau|trước|trong|từ|đến|cả|xong|hoàn|hạn|cuối|đầu|định kỳ|vào|"
    r"chậm|muộn|giai|lúc|thứ|sáu|dự kiến|báo cáo|kể|ngay|suốt|thực hiện)",
    re.I,
)
_COUNT = re.compile(r"\d{1,3}[.)]?$")
"""A line that is nothing but a figure."""
_MONTH = re.compile(r"tháng\s", re.I)
_PERSON = re.compile(
    r"(?:Các )?(?:Đồng chí|Đ/c|ĐC|Ông|Bà|Phó|Chủ tịch|Giám đốc|Bí thư|Trưởng|Thường trực|Lãnh đạo)(?!\w)", re.I
)
"""Begins the cell of somebody who watches over a task."""
_LED_BY = re.compile(r"(?:(?:cơ quan|đơn vị) )?chủ trì\s*:\s*", re.I)
_FEW = -50.0


def cells_of(lines: list[Line], kinds: list[str]) -> list[list[Line]]:
    """The lines of each column, in the order of `kinds`; a column may stay empty."""
    said = tuple(same_tone(line.text) for line in lines)
    gaps = tuple(line.gap > 0 for line in lines)
    mixed = len(set(gaps[1:])) > 1
    count, width = len(said), len(kinds)
    best: list[list[float]] = [[_FEW * 99] * (width + 1) for _ in range(count + 1)]
    came: list[list[int]] = [[0] * (width + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for column, kind in enumerate(kinds):
        longest = LONGEST.get(kind, count)
        for end in range(count + 1):
            for start in range(max(0, end - longest), end + 1):
                before = best[start][column]
                if before <= _FEW * 50:
                    continue
                score = before + fits(kind, said[start:end]) + seam(said, start, end)
                if mixed and start < end and start and not gaps[start]:
                    score -= 1.5
                if score > best[end][column + 1]:
                    best[end][column + 1], came[end][column + 1] = score, start
    cells: list[list[Line]] = []
    end = count
    for column in range(width, 0, -1):
        start = came[end][column]
        cells.append(lines[start:end])
        end = start
    return cells[::-1]


def is_open(said: str) -> bool:
    """Whether a line ends in the middle of something: "Kho bạc Nhà nước khu vực"."""
    return _OPEN.search(said) is not None


def goes_on(before: str, said: str) -> bool:
    """Whether one line of a cell goes on in the next: it ends in the middle of something, or the next begins there."""
    return bool(
        before.endswith(";")
        or (_OPEN.search(before) and (said[:1].isdigit() or not _COUNTS.search(before)))
        or _HEAD_ALONE.match(re.split(r"[;,]\s", before)[-1])
        or (before.endswith("Văn phòng") and _OF_A_BODY.match(said))
        or _GOES_ON.match(said)
        or (said[:1].islower() and said not in MARKS and not LETTERED.match(said))
    )


def goes_on_to_its_body(before: str, said: str) -> bool:
    """Whether a line names the body whose office the line before is: "Ban Tuyên giáo" above "Tỉnh ủy"."""
    return bool(
        (_OF_THE_PARTY.match(said) and _PARTY_OFFICE.match(before))
        or (_OF_UNITS.match(said) and _UNITS_OFFICE.match(before))
    )


def seam(said: tuple[str, ...], start: int, end: int) -> float:
    """What speaks against a cell that begins at line `start`: the line before goes on, or this one goes on with it."""
    if start == end or start == 0:
        return 0.0
    cost = 0.0
    half = _HEAD_ALONE.match(said[start - 1]) and not (start > 1 and _OPEN.search(said[start - 2]))
    if half or (_OPEN.search(said[start - 1]) and (said[start][0].isdigit() or not _COUNTS.search(said[start - 1]))):
        cost -= 3.0
    if said[start - 1].endswith(";") and starts_body(said[start - 1]):
        cost -= 2.0
    if said[start - 1].endswith("Văn phòng") and _OF_A_BODY.match(said[start]):
        cost -= 3.0
    if _OF_UNITS.match(said[start]) and _UNITS_OFFICE.match(said[start - 1]):
        cost -= 3.0
    if _OF_THE_PARTY.match(said[start]) and _PARTY_OFFICE.match(said[start - 1]):
        cost -= 3.0
    if _GOES_ON.match(said[start]):
        cost -= 3.0
    elif said[start][0].islower() and not LETTERED.match(said[start]):
        cost -= 0.5 if _TIMELY.match(said[start]) or said[start].startswith(("các ", "những ")) else 3.0
    return cost


@cache
def fits(kind: str, said: tuple[str, ...]) -> float:
    """How well lines are a cell of a kind: above 0 they are, below they are not."""
    text = " ".join(said)
    if kind == "task":
        return _as_task(said, text)
    if kind == "lead":
        return _as_lead(said, text)
    if kind == "coop":
        return _as_partners(said, text)
    if kind in {"time", "begin"}:
        return -4.0 if _counts_alone(said) or any(map(_is_name, said)) else _as_time(text)
    if kind == "chief":
        return _as_chief(text)
    if not said:
        return 0.0
    if kind == "attend":
        return 1.5 if _is_name(text) else -4.0 if is_time(text) or opens_with_act(text) else 0.2
    if kind == "product":
        return 1.0 if _PRODUCT.match(text) else -1.0 - 3.0 * _is_name(text)
    if not kind and all(map(_COUNT.match, said)):
        return 1.0  # figures: how many
    return -0.5 - 3.0 * _is_name(text) - 2.0 * is_time(text)


def _as_task(said: tuple[str, ...], text: str) -> float:
    if not said:
        return -6.0
    if is_time(text):
        return -3.0
    inside = sum(
        _is_name(line) and not _HEAD_ALONE.match(line) and not _OPEN.search(before) for before, line in _pairs(said)
    )
    inside += sum(is_time(line) and len(line) < 30 and not _OPEN.search(before) for before, line in _pairs(said))
    products = sum(bool(_PRODUCT.match(line)) and not _OPEN.search(before) for before, line in _pairs(said))
    named = 2.0 if _is_name(text) else 0.0
    return (2.0 if opens_with_act(text) else 1.0) - 2.0 * inside - 0.5 * products - named


def _as_lead(said: tuple[str, ...], text: str) -> float:
    if not said:
        return -2.0
    led = _LED_BY.match(text)
    if led is not None and starts_body(text, led.end()):
        return 3.0
    if is_time(text) or (opens_with_act(text) and not _is_name(text)):  # "Thanh tra tỉnh" is a body
        return -4.0
    if any(is_time(line) and not line[0].islower() and not _COUNT.match(line) for line in said):
        return -4.0
    if any(opens_with_act(line) and not (_is_name(line) or goes_on(before, line)) for before, line in _pairs(said)):
        return -4.0
    if _COUNT.match(said[-1]) and not (len(said) > 1 and _OPEN.search(said[-2])):
        return -4.0  # a figure of the column behind
    joined = _unparted(said)
    if _is_name(text):
        return (1.0 if _HEAD_ALONE.match(text) else 4.0) - 2.5 * joined
    if starts_body(text):
        return (2.0 if len(text) < 120 else 0.5) - 2.5 * joined
    return (0.5 if len(text) < 60 and text[0].isupper() else -1.0) - joined


def _as_partners(said: tuple[str, ...], text: str) -> float:
    if not said:
        return 0.0
    if is_time(text) or opens_with_act(text) or " " not in text:
        return -4.0
    if _is_name(text):
        return 2.5
    if starts_body(text) or starts_class(text):
        return 2.0 if len(text) < 300 else 0.0
    return 0.2 if text[0].isupper() and len(text) < 60 and not _PRODUCT.match(text) else -2.0


def _as_chief(text: str) -> float:
    if not text:
        return -1.0
    return 4.5 if _PERSON.match(text) and not is_time(text) and len(text) < 100 else -3.0


def _as_time(text: str) -> float:
    if not text:
        return -0.2
    if is_time(text):
        return 3.0
    if text[0].islower():
        return -1.0  # more likely the end of the cell before
    return 1.0 if _TIMELY.search(text) and len(text) < 80 and not _is_name(text) else -4.0


def _counts_alone(said: tuple[str, ...]) -> bool:
    """Whether a number has a line of its own above a month: a figure of the column before, no day of that month."""
    return any(
        _COUNT.match(line) and _MONTH.match(after) and not (at and _OPEN.search(said[at - 1]))
        for at, (line, after) in enumerate(_pairs(said))
    )


def _unparted(said: tuple[str, ...]) -> int:
    """Places where a whole name follows a whole name with nothing between: two cells rather than one."""
    return sum(
        _is_name(line)
        and _is_name(before)
        and not _HEAD_ALONE.match(before)
        and not _OPEN.search(before)
        and not before.endswith(";")
        for before, line in _pairs(said)
    )


def _pairs(said: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(pairwise(said))


def names_only(text: str) -> bool:
    """Whether a text is nothing but the name of a body or a list of them."""
    return _is_name(same_tone(text))


@cache
def _is_name(text: str) -> bool:
    """Whether a text is nothing but the name of a body or a list of them."""
    plain = without_qualifiers(text.strip(" .;,"))
    return starts_body(plain) and not plain[body_end(plain, 0) :].strip(" .;,")


@cache
def is_time(text: str) -> bool:
    """Whether a text says when, and hardly more."""
    if len(text) > 80 or not _OPENS_TIME.match(text) or starts_body(text):
        return False
    due = read_due(text, text, year=2000, time=True)
    return due is not None and due.due.rule != "other" and due.end - due.start >= 0.4 * len(text.strip())
