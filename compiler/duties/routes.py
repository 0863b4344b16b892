"""Where a report or result goes: "báo cáo X", "gửi về X", "phản ánh về X", and the channel "(qua Y)"."""

from __future__ import annotations

import re
from functools import lru_cache

from compiler.names.holders import split_bodies, starts_body
from compiler.names.timed import untimed_end
from compiler.text.manuscript import LOWER, UPPER

REACH = 320
"""How far behind its verb a recipient is looked for, in letters."""
_VERB = re.compile(
    r"\b(?P<report>báo cáo)(?! viên)\s+|\b(?P<send>gửi|phản ánh|phản hồi|(?<!thu )nộp(?! quỹ))\s+|\b(?P<through>thông qua|qua|đồng gửi|gửi qua)\s+",
    re.IGNORECASE,
)
_ADVERB = r"(?:kịp thời|bằng văn bản|trực tiếp|ngay|định kỳ|đầy đủ|gửi|lên|về|đến|tới|cho|với|trước)"
_TO = re.compile(r"(?:^|\s)(?:gửi về|gửi|về|đến|cho|tới|với|lên)\s+", re.IGNORECASE)
_OBJECT = re.compile(r"(?:(?!\((?:bao )?gồm\s)[^.;:])*", re.IGNORECASE)
"""What may stand between the verb and whom it goes to; what a bracket counts up ("gồm số tiền cấp cho các hộ") not."""
_FOR_USE = re.compile(r"\s+(?:để\s+)?(?:sử dụng|khai thác|tham khảo|nghiên cứu|học tập|biết)(?!\w)")
""""gửi các cơ quan sử dụng": what is handed out is no report."""
_CLAUSE = re.compile(r"[^.;:,(]*")
_UNGOVERNED = re.compile(rf"(?<!của)(?<!tại)(?<!do)(?<!từ)(?<!bởi)(?<!giữa)\s(?=[{UPPER}])")
_DIRECT = re.compile(rf"(?:{_ADVERB}\s+)*", re.IGNORECASE)
_OWN = re.compile(
    rf"(?:(?:Sở|Bộ|Cục|Chi cục)(?!\s+(?:trưởng|phó|quản lý)(?!\w))|(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy)(?=\s+[{LOWER}]|\s*[,.;()]|\s*$)"
)
"""The office that speaks, as it calls itself, and the party's committee: "nộp về Sở đúng lịch", "báo cáo Tỉnh ủy"."""
_INVITES = re.compile(r"(?:giấy mời|thư mời|lời mời|thiệp)(?!\w)", re.IGNORECASE)
"""What is sent and reports nothing."""
_PUTS_TOGETHER = re.compile(r"\)?,?\s*(?:để\s+)?tổng hợp", re.IGNORECASE)
_ONWARD = re.compile(
    r"(?:\bđể(?:[^.;]{0,60})?|tổng hợp(?:,| và)?(?: (?:chung|trình))?|vượt[^.;]{0,40}thẩm quyền[^.;]{0,30}|hoặc|xem xét,?)\s*$",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"""(?:[^;.]{0,60}?(?<=[\s)])(?=để\s)|\)?\s(?=(?:trình|thẩm\ định|xem\ xét|phê\ duyệt|chỉ\ đạo|hướng\ dẫn|giải\ quyết)\s))
        (?P<acts>(?:(?!,\ đồng\ thời|;|\.\s).)*)""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a recipient does with a report, up to the end of the clause."""


def read_routes(text: str, key: str) -> list[str]:
    """Recipients of the holder's own reports as written, channels included, without those they report to in turn."""
    return list(dict.fromkeys(name for name, _ in _recipients(text, key)))


def without_recipients_acts(key: str) -> str:
    """`key`, same length, without what the recipients of its reports do: "… về Sở X để tổng hợp, tham mưu UBND tỉnh",
    "báo cáo Sở X trình cấp có thẩm quyền". Their acts are no roles of the holder's."""
    kept: list[str] = []
    done = 0
    for _, end in _recipients(key, key):
        acts = _THEIRS.match(key, end) if end >= done else None
        if acts:
            kept += [key[done : acts.start("acts")], " " * (acts.end() - acts.start("acts"))]
            done = acts.end()
    return "".join([*kept, key[done:]])


@lru_cache(maxsize=1_024)
def _recipients(text: str, key: str) -> tuple[tuple[str, int], ...]:
    """Each recipient as written, with the end of the list of names it stands in."""
    recipients: list[tuple[str, int]] = []
    at, sentence, looked = 0, 0, 0
    reached = relayed = False
    while found := _VERB.search(key, at):
        at = found.end()
        stop = max(key.rfind(". ", looked, found.start()), key.rfind("; ", looked, found.start()))
        looked = max(0, found.start() - 1)
        if stop > sentence:
            sentence, reached, relayed = stop, False, False
        before = key[max(sentence, found.start() - REACH) : found.start()]
        if found["report"] and (
            relayed or (reached and _ONWARD.search(before)) or re.search(r"\bđể\s+(?:tổng hợp,? )?$", before)
        ):
            continue
        if found["through"] and not (reached or re.search(r"báo cáo|gửi|phản ánh", before, re.I)):
            continue
        begin = found.end() if found["through"] else _recipient(key, found.end())
        named = key
        if begin is not None and found["through"] and key[found.start() - 1 : found.start()] == "(":
            named = key[:begin] + key[begin : begin + 1].upper() + key[begin + 1 :]  # "(qua công chức Tư pháp)"
        own = _OWN.match(named, begin) if begin is not None else None
        if (
            begin is None
            or not (own or starts_body(named, begin))
            or (found["send"] and _INVITES.match(key, found.end()))
        ):
            continue
        end = own.end() if own else untimed_end(named, begin)
        if found["send"] and _FOR_USE.match(key, end):
            continue
        for item in split_bodies(text, begin, end):
            if own or starts_body(named, item.start):
                recipients.append((item.text, end))
        reached = True
        relayed = relayed or bool(_PUTS_TOGETHER.match(key, end))
        at = max(at, end)
    return tuple(recipients)


def _recipient(key: str, at: int) -> int | None:
    """Where the recipient's name begins behind a verb of reporting: at once, or behind "về", "gửi", "cho"."""
    direct = _DIRECT.match(key, at)
    begin = direct.end() if direct else at
    if starts_body(key, begin) or _OWN.match(key, begin):
        return begin
    reach = _OBJECT.match(key, at, at + REACH)
    limit = min(reach.end() if reach else at, at + REACH)
    for to in _TO.finditer(key, at, limit):
        if starts_body(key, to.end()) or _OWN.match(key, to.end()):
            return to.end()
    # "báo cáo kết quả Ủy ban nhân dân tỉnh": the recipient stands behind the object without a word between
    clause = _CLAUSE.match(key, at, at + REACH)
    for word in _UNGOVERNED.finditer(key[at : clause.end() if clause else at]):
        begin = at + word.end()
        if starts_body(key, begin):
            return begin
    return None
