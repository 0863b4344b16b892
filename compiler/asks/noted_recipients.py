"""Recipients of a document that its distribution list gives a task in brackets: "- Sở Y tế (để khám bệnh trước ngày 20/7)".

Why a copy is sent ("để báo cáo", "để thực hiện") is no task; what says a day, or more than that, is asked about.
"""

from __future__ import annotations

import re

from compiler.names.acts import opens_with_act
from compiler.names.holders import body_end, clean_holder, starts_body

_NOTED = re.compile(r"\s*[\[(](?P<to>để )?(?P<why>[^()\[\]]{3,300})[)\]]\s*[.;,/]*\s*$", re.I)
_MARK = re.compile(r"(?:[-–+•*]\s*)?(?:Nơi nhận\s*:?\s*)?(?:[-–+•*]\s*)?", re.I)
_WHY = re.compile(
    r"(?:b/c|báo cáo|b/cáo|t/h|th/h|t/hiện|tổ chức|triển khai|thực hiện|p/h|ph/h|phối hợp|biết|chỉ đạo|theo dõi|đôn đốc|giám sát|kiểm tra|tổng hợp"
    r"|đăng|đăng tải|đăng tin|đưa tin|công khai|công bố|phổ biến|tham mưu|lưu|gửi|và|để|thay|qua|bản|điện tử|giấy|e-?mail|liên thông)(?!\w)"
)
"""Why a copy goes to somebody."""
_DAY = re.compile(
    r"\d{1,2}/\d{1,2}|(?:ngày|tháng|quý|tuần)\s(?:\d|[IVX])|(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)"
)
FEWEST_WORDS = 3
"""Words of a bracket that say more than why the copy is sent."""


def noted_task(key: str) -> str:
    """The recipient to whom a line of a distribution list gives a task; nothing where it only says why the copy is sent."""
    mark = _MARK.match(key)
    begin = mark.end() if mark else 0
    opens = key.rfind("(", begin) if "(" in key else key.rfind("[", begin)
    noted = _NOTED.match(key, max(begin, opens))
    if (
        noted is None
        or not starts_body(key, begin)
        or body_end(key[:opens].rstrip(), begin) < len(key[:opens].rstrip())
    ):
        return ""
    more = re.findall(r"\w+", _WHY.sub(" ", noted["why"].lower()))
    told = bool(_DAY.search(noted["why"])) and (noted["to"] or opens_with_act(noted["why"]))
    told = told or (noted["to"] and len(more) >= FEWEST_WORDS)
    return clean_holder(key[begin:opens]) if told else ""
