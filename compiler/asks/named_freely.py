"""Bodies that a sentence names and that nothing in it governs: the last net under what no rule has read.

"của các sở", "phối hợp với Công an" speak of a body; a name that no preposition and no verb governs is likely told to
act, by whatever words. Of 929 sentences of 15 real plans that charge nobody, 30 name a body so.
"""

from __future__ import annotations

import re
from functools import cache

from compiler.duties.any_verb import goes_on_with_words
from compiler.grammar import any_of, load
from compiler.names import gazetteer
from compiler.names.holders import body_end, clean_holder, starts_body

SHORTEST_NAME = 2
"""Words: "Phòng", "Hội" alone are cut from something else."""
LONGEST_CELL = 200
_BEGINS = re.compile(r"(?<![^\s(\[{])\w")
_SPOKEN_OF = re.compile(r"(?<!\w)(?:của|giữa|phi|sự|luật)\s[^.;:]{0,200}$", re.I)
"""What stands before a name that is only spoken of, however far: "giữa các sở, ngành, Ủy ban nhân dân …"."""
_DECIDES = re.compile(
    r"(?:Phó )?(?:Chủ tịch )?(?:Thủ tướng|Chính phủ|Quốc hội|Trung ương|Bộ Chính trị|Ban Bí thư|(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân) (?:tỉnh|thành phố|Thành phố)(?!,)(?! [/,]))"
)
"""Who gives orders, and is told nothing by a plan."""
_NO_NAME = re.compile(r"(?:tất cả|toàn thể|toàn bộ|mọi)(?: các)?$", re.I)
""""tất cả (các trường hợp …)": a word for how many, and no body behind it."""
_NO_ACT = re.compile(
    r"\s*(?:là|gồm|bao gồm|đã|cũng đã|chưa|đang)(?!\w)|\s+(?:trong|qua|sau|thời gian|hiện|luôn|vẫn)\s[^,.;:]{0,60}?(?<=\s)đã(?!\w)|:?\s*\(?\d|\s*(?:ban hành(?=[^.;]{0,80}(?:\d|này|như sau|kèm theo))|quyết nghị)(?!\w)"
)
"""Behind a name: who is whom, what was done, how many."""


_IN_WHAT = re.compile(r"\s+trong (?:việc|công tác|quá trình|triển khai|thực hiện)\s[^.;,]*[.;]?$")
""""…; các xã và cơ quan liên quan trong việc thực hiện Kế hoạch.": the last names of a list, and where they work together."""
_CLASS = re.compile(r"(?:các|những)\s", re.I)
_WHEN = re.compile(r"(?:(?:hằng|hàng) (?:năm|quý|tháng|tuần)|định kỳ|sau đó|trước mắt|trong năm)\s+$", re.I)
"""When, just before a name: it governs nothing."""
_AGENT = re.compile(r"(?<!\w)do\s(?:các\s)?$", re.I)
_DOES = re.compile(
    r"\s+(?!(?:ban hành|quản lý|thành lập|xây dựng|phát động|tổ chức|ký|cung cấp|cấp|phê duyệt|công bố|giao|đầu tư|quy định|làm)(?!\w))"
    r"(?:chịu trách nhiệm|bảo đảm|đảm bảo|lập|thực hiện|đảm nhiệm|bố trí|tự|chi trả|hướng dẫn|đảm trách|triển khai)(?!\w)"
)
""""Kinh phí do Sở X lập dự toán …": who does it stands behind "do"; "kế hoạch do Sở X ban hành" says whose it is."""


def named_freely(key: str) -> str:
    """The first body that `key` names where nothing governs the name, as a holder is written; nothing without one."""
    behind = 0
    for count, found in enumerate(_BEGINS.finditer(key)):
        if count and found.start() < behind:
            continue
        if count and _CLASS.match(key, found.start()) and starts_body(key, found.start()):
            if _governed().search(key, max(0, found.start() - 40), found.start()):
                behind = body_end(key, found.start())  # a list that something governs, to its end
            continue
        opens = gazetteer.named().match(key, found.start()) or (not count and starts_body(key))
        if not (opens or _answers_for(key, found.start())):
            continue
        begin, behind = found.start(), body_end(key, found.start())
        name = clean_holder(key[begin:behind])
        if len(name.split()) < SHORTEST_NAME or _DECIDES.match(name) or _NO_ACT.match(key, behind):
            continue
        if _NO_NAME.match(name) or " là " in name or (not begin and _IN_WHAT.match(key, behind)):
            continue
        before = _WHEN.sub("", key[max(0, begin - 220) : begin])
        if _AGENT.search(before) and _DOES.match(key, behind):
            return name
        if not _governed().search(before) and not _SPOKEN_OF.search(before):
            return name
    return ""


def _answers_for(key: str, at: int) -> bool:
    """Whether a colon stands before the name at `at` and nothing behind it: "Số hóa hồ sơ: công chức Hộ tịch;"."""
    return key.endswith(": ", 0, at) and starts_body(key, at) and not key[body_end(key, at) :].strip(" .;")


def only_names(key: str) -> bool:
    """Whether `key` is nothing but the names of bodies, as a cell of a table holds them."""
    if len(key) > LONGEST_CELL or not starts_body(key) or goes_on_with_words(key):
        return False
    return not key[body_end(key, 0) :].strip(" .,;*|") and not key.rstrip().endswith(":")


@cache
def _governed() -> re.Pattern[str]:
    verbs = load("verbs")
    return re.compile(
        rf"(?<!\w)(?:{any_of(verbs['acts'] + verbs['stops'] + verbs['governors'])})\s+(?:các\s+)?[“\"(\[{{]?$", re.I
    )
