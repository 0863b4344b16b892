"""Where a report or result goes: "báo cáo X", "gửi về X", "phản ánh về X", and the channel "(qua Y)"."""

from __future__ import annotations

import re

from compiler.holders import body_end, split_bodies, starts_body

_ADVERB = r"(?:kịp thời|bằng văn bản|trực tiếp|ngay|định kỳ|đầy đủ)"
_OBJECT = r"[^.;:()]{0,140}?"
ROUTES = re.compile(
    rf"(?P<report>\bbáo cáo(?: {_ADVERB})*(?: (?:với|cho|lên|gửi|về|đến|tới))*\s+)"
    rf"|(?P<sent>\b(?:báo cáo|gửi|phản ánh|kết quả|thông báo|thông tin|nộp|cung cấp|đề xuất|kiến nghị|trình)\b{_OBJECT}\s(?:về|đến|cho|tới|gửi(?: về)?|với)\s+)"
    r"|(?P<send>\bgửi\s+)"
    r"|(?P<through>\(?\b(?:thông qua|qua|đồng gửi|gửi qua)\s+)",
    re.IGNORECASE,
)
_ONWARD = re.compile(
    r"(?:\bđể(?:[^.;]{0,60})?|tổng hợp(?:,| và)?(?: (?:chung|trình))?|vượt[^.;]{0,40}thẩm quyền[^.;]{0,30}|hoặc|xem xét,?)\s*$", re.IGNORECASE
)


def read_routes(text: str, key: str) -> list[str]:
    """Recipients of the holder's own reports as written, channels included, without those they report to in turn."""
    recipients: list[str] = []
    at = 0
    reached = False
    while found := ROUTES.search(key, at):
        begin = found.end()
        before = key[: found.start()]
        sentence = max(before.rfind(". "), before.rfind("; "))
        if sentence > 0 and at and sentence >= at:
            reached = False
        kind = found.lastgroup
        if not starts_body(key, begin) or (kind == "report" and reached and _ONWARD.search(before)):
            at = found.start() + 2
            continue
        if kind == "report" and re.search(r"\bđể(?: tổng hợp,?)?(?: và)?\s*$", before, re.I):
            at = begin
            continue
        if kind == "through" and not (reached or re.search(r"báo cáo|gửi|phản ánh", before[max(0, sentence) :], re.I)):
            at = begin
            continue
        end = body_end(key, begin)
        for item in split_bodies(text, begin, end):
            if item.text not in recipients and starts_body(key, item.start):
                recipients.append(item.text.rstrip(")") if "(" not in item.text else item.text)
        reached = True
        at = end
    return recipients
