"""Where a name ends and the words of time behind it begin: "gửi UBND tỉnh | ngày 26, 27/02/2026"."""

from __future__ import annotations

import re

from compiler.names.holders import body_end

_MONTHS = "[Gg]iêng|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười|[Cc]hạp"
_WEEKDAYS = "[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7]"
_TIME = re.compile(
    rf"""(?:(?<=\s)|(?<=\())(?:(?:các|hết|đầu|giữa|cuối|sáng|chiều|tối|lúc|bắt\ đầu|nhân|từ|ngay|trong|vào)\s){{0,3}}(?:
      (?:ngày|mùng|mồng)\s(?:\d{{1,2}}|đầu|cuối|làm\ việc|thứ)
    | (?:quý|quí|Quý)\s(?:IV|I{{1,3}}|[1-4])
    | (?:nửa\ )?tháng\s(?:\d{{1,2}}|cuối|đầu|{_MONTHS})
    | T\d{{1,2}}(?=\s?[-–/])
    | tuần\s(?:đầu|cuối|thứ|\d{{1,2}})
    | [Tt]hứ\s(?:{_WEEKDAYS})
    | (?:\d{{1,2}}[/.-]\d{{1,2}}|\d{{1,2}}\s?[–-]\s?\d{{1,2}}[/.]\d{{1,2}})[/.-](?:20)?\d\d
    | \d{{1,2}}/20\d\d
    | \d{{1,2}}/\d{{1,2}}(?=(?:(?:,|\ và)\ (?:ngày\ )?\d{{1,2}}/\d{{1,2}})*\ (?:hằng|hàng)\ năm)
    | \d{{1,2}}\s?(?:giờ|h\d{{0,2}})
    | (?:hằng|hàng|mỗi)\s(?:ngày|tuần|tháng|quý|năm)
    | \d{{1,2}}\stuần(?=[/\s])
    | (?:thời\s)?(?:hạn|gian)(?:\s(?:chót|cuối|nộp|gửi|thực\ hiện|hoàn\ thành))?(?=:)
    | ngay|deadline|hạn\s(?:chót|cuối|nộp)|muộn\ nhất|xong|sau\s\d{{1,3}}|học\ kỳ|bắt\ đầu|cả\ năm|(?:trước|sau)\s(?:mỗi\s)?(?:[Tt]ết|kỳ|đợt|mùa|khi|hội\snghị|ngày)|tại\s(?:các\s)?kỳ\shọp|[Đđ]ợt\s\d
    )(?!\w)""",
    re.VERBOSE,
)
"""No body is called by its deadline; days of two figures are names ("Bệnh viện 30/4", "Ban Chỉ đạo 35")."""

_LONGEST = 40
"""Letters of the longest words of time: a name's end may stand within them."""


def untimed_end(key: str, at: int) -> int:
    """End of the name or list of names at ``key[at]``, without the words of time behind it."""
    end = body_end(key, at)
    time = _TIME.search(key, at, end + _LONGEST)
    return at + len(key[at : time.start()].rstrip(" ,;:(–-")) if time and time.start() < end else end
