"""Names that no gazetteer can list, by the words they begin with and the known body inside them.

"Tổ đảng ở Thường trực Hội đồng …", "12 Chi cục Thuế có nguồn thu lớn", "Chủ các bến bãi thuộc Sở X quản lý".
"""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import any_of, load
from compiler.names import gazetteer
from compiler.names.acts import ACTS_CLEARLY, LEADS_CLEARLY, act_behind, misread_act_behind, opens_with_act
from compiler.names.holders import body_end, clean_holder, starts_body
from compiler.text.manuscript import UPPER, bare

LONGEST_NAME = 400
"""Letters of a list of names before its act: the holders of a province's plan have up to 330."""


NEAR = 60
"""Letters that may stand between a known body inside a name and the act: "… do UBND xã thành lập | tuần tra"."""
_WORDS = re.compile(r"(?<![^\s(])\w")
"""Where a word begins."""


def names_body_inside(key: str) -> bool:
    """Whether the name of one body stands anywhere in `key`."""
    return any(_names_one(key, word.start()) for word in _WORDS.finditer(key))


def is_agent(key: str) -> bool:
    """Whether a name begins with a word for people or bodies that act ("Tổ …", "13 Cục …", "Chủ các cơ sở …")."""
    return bool(_agents().match(key)) and not opens_with_act(key)  # "Chủ trì …" is no "Chủ …"


def before_act(key: str) -> str:
    """Who stands before the first act of a sentence, if the words before it hold a known body; else nothing."""
    end = _before_act(key)
    if end == 0 or opens_with_act(key) or gazetteer.stops().match(key[:1].lower() + key[1:]):
        return ""
    said = key[:end]
    if _DENIED.search(said):
        return ""
    for behind in (_QUALIFIED, _HOW):
        found = behind.search(bare(said))
        said = said[: found.start()] if found else said
    return "" if re.search(r"[.;:]\s", said) or not names_body_inside(said) else written(said)


_DENIED = re.compile(r"(?<!hàng)(?<!phòng)\s(?:không|chưa|miễn|thôi|trước đây)(?!\w)", re.I)
""""Sở Y tế không phải | báo cáo", "Sở Y tế trước đây được giao | chủ trì": no name, and nothing that it is to do."""


def _before_act(key: str) -> int:
    """Where the words before the first act end: an act that only holders do, else any right behind a known body."""
    named = next((at.start() for at in _WORDS.finditer(key, 0, LONGEST_NAME) if _names_one(key, at.start())), None)
    if named is None:
        return 0
    begin = body_end(key, named)
    act = ACTS_CLEARLY.search(key, begin)
    near = act is not None and act.start() - begin <= NEAR and not re.search(r"[,;:.]", key[begin : act.start()])
    if not near and act_behind().match(key, begin):
        return begin
    return act.start() if act is not None and act.start() <= LONGEST_NAME else 0


def _acts_behind_body(said: str) -> bool:
    """Whether words that hold a known body go on with what only holders do ("Đoàn giám sát của Sở X" does not)."""
    named = next((at.start() for at in _WORDS.finditer(said) if _names_one(said, at.start())), 0)
    return bool(LEADS_CLEARLY.search(said) or ACTS_CLEARLY.search(said, body_end(said, named)))


def _names_one(key: str, at: int) -> bool:
    return bool(gazetteer.named().match(key, at))


def agent_before_act(key: str) -> str:
    """The same, where the name begins with a word for somebody who acts."""
    return before_act(key) if is_agent(key) else ""


def agent_before_colon(key: str) -> tuple[str, int]:
    """Who stands before a colon by words not all known, and where the text behind it begins; no name without one."""
    colon = re.compile(r"([^:;.]{5,200}):\s*").match(key)
    if colon is None or not is_agent(key) or not names_body_inside(colon[1]) or _acts_behind_body(colon[1]):
        return "", 0
    return written(colon[1]), colon.end()


def written(name: str) -> str:
    """A holder as clean_holder has it, but with the number that counts it ("12 Chi cục Thuế …")."""
    return " ".join(name.split()) if name[:1].isdigit() else clean_holder(name)


def ordered_by_unknown_name(key: str) -> str:
    """Whom a sentence orders or asks at its start by a name that nothing knows ("Giao Thượng hội Sông Hồng … chủ trì …")."""
    order = _ORDERS_NAME.match(key)
    if order is None or gazetteer.capital_verb().match(key, order.end()):
        return ""
    act = act_behind().search(key, order.end(), order.end() + LONGEST_NAME)
    said = key[order.end() : act.start()] if act else ""
    known = len(said.split()) >= 2 and not re.search(r"[.;:(]", said)
    return written(said) if known and act is not None and ACTS_CLEARLY.search(key, act.start()) else ""


_ORDERS_NAME = re.compile(rf"(?:Giao|Đề nghị|Yêu cầu|Phân công|Mời)\s+(?=[{UPPER}])")


def holder_of_item(key: str) -> str:
    """Who an item names at its start before what it does, by whatever words; nothing where no body stands there.

    "Đối với 12 Chi cục Thuế …, yêu cầu có báo cáo …", "Sở Y tế đây mạnh …" (misread), "Giám đốc Sở X, tông công ty Y
    chủ động …" (a list that goes on with unknown words).
    """
    towards = _TOWARDS.match(key)
    if towards and is_agent(towards["who"]):
        return " ".join(towards["who"].split())  # with its number: "12 Chi cục Thuế …"
    order = _STRAY.match(key)
    at = order.end() if order else 0
    if not starts_body(key, at):
        told = _LEADS_UP.match(key)
        return agent_before_act(key[told.end() if told else at :])
    end = body_end(key, at)
    if order or misread_act_behind().match(bare(key), end):
        return clean_holder(key[at:end])
    return before_act(key[at:])


_TOWARDS = re.compile(
    r"Đối với (?P<who>[^;,.:]{3,200}?)(?:\s+được\s[^;.:]{3,300}?)?,\s*(?:yêu cầu|đề nghị|phải|cần)\s(?!các\s)"
)
_STRAY = re.compile(r"[^\s]{1,2}\s(?:Đề nghị|Yêu cầu|Giao)\s+")
"""A sign that a scan left before an order."""
_HOW = re.compile(r"(?:,?\s(?:tap trung|khan truong|kip thoi|chu dong|tich cuc|thuong xuyen|truc tiep|tiep tuc))+$")
"""How somebody acts, in letters without accents: no part of a name."""
_QUALIFIED = re.compile(
    r",?\s(?:theo|trong pham vi|can cu|tren co so)\s(?:chuc nang|nhiem vu|tham quyen|pham vi|quyen han).*$"
)
""""căn cứ chức năng, nhiệm vụ …" behind a name, in letters without accents."""
_LEADS_UP = re.compile(r"(?:Căn cứ|Định kỳ|Để|Hằng|Hàng|Trên cơ sở|Theo|Sau khi|Trước)\s[^,;.:]{3,120},\s+")
"""What stands before the name: "Căn cứ tình hình thực tế, …"."""


def lead_in_end(key: str) -> int:
    """Where a sentence begins behind a clause such as "Định kỳ hằng quý, …"; 0 without one."""
    led = _LEADS_UP.match(key)
    return led.end() if led else 0


def leads_up(key: str) -> bool:
    """Whether a clause stands before whoever a sentence tells: "Định kỳ hằng quý, …" opens with no act of a list."""
    return bool(_LEADS_UP.match(key))


@cache
def _agents() -> re.Pattern[str]:
    none = r"(?!hội (?:nghị|thảo|thi|diễn)|phòng,? (?:chống|ngừa)|cơ sở (?:dữ liệu|vật chất|hạ tầng)|hệ thống (?:văn bản|thông tin)|tổ chức bộ máy|đoàn kết|trường hợp|ban hành|đảng phí)"
    return re.compile(rf"{none}(?:các\s|những\s|\d{{1,3}}\s)*(?:{any_of(load('agencies')['agents'])})(?!\w)", re.I)
