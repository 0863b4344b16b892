"""An item under a holder's heading that opens with another body's name: whose it is, the coordinator is asked."""

from __future__ import annotations

import re

from compiler.duties.any_verb import DESCRIBED, opened_by
from compiler.duties.besides import own_unit, same_body
from compiler.duties.clauses import done_by
from compiler.names import subject_words as words
from compiler.names.acts import opens_with_act
from compiler.names.complete import whole_name
from compiler.names.deciders import decides
from compiler.names.holders import body_end, is_group, starts_body
from compiler.names.subjects import LONGEST_SENTENCE, subject_of
from compiler.names.unknown_names import lead_in_end
from compiler.text.manuscript import same_tone


def opened_by_another(key: str, holder: str) -> str:
    """The body that an item under the heading of `holder` names first and tells to act; nothing where it is the holder
    in other words, a unit of its own, or only spoken of ("Sở Y tế được hỗ trợ …")."""
    connective = words.CONNECTIVE.match(key)
    first = connective.end() if connective else 0
    said = key[first : first + LONGEST_SENTENCE]
    said = said[lead_in_end(said) :]
    if not starts_body(said):
        return _told_behind(key, holder)
    if opens_with_act(said) and not whole_name(said):  # "Thanh tra, kiểm tra …", but "Thanh tra tỉnh hậu kiểm …"
        return ""
    subject = subject_of(said)
    if subject is None:
        name = whole_name(said) if len(said.split()) >= FEWEST_WORDS else ""
    else:
        told = (subject.acts or subject.obliged) and not (subject.persons or subject.ordered or subject.requested)
        name = subject.holder if told else ""
    behind = said[body_end(said, 0) :]
    if not name or DESCRIBED.match(behind) or words.REPORTED.match(behind):
        return ""
    if len(name.split()) < 2 or same_body(name, holder) or own_unit(name):
        return ""
    several = is_group(name) and not is_group(holder)  # "Các sở, ban, ngành …" under the heading of one body
    return name if several or _telling_words(name) - _telling_words(holder) else ""


def _told_behind(key: str, holder: str) -> str:
    """The one body that an item tells behind words that say no act of the holder's: "Nếu mưa lớn, Công ty B mở cống",
    "Báo cáo tháng: Sở B tổng hợp …", "Công tác cứu nạn do Sở B chủ trì"."""
    name = done_by(key)
    if not name:
        colon = _LABEL.match(key)
        if opens_with_act(key) and not (colon and starts_body(key, colon.end())):
            return ""
        subject = subject_of(key, anywhere=True)
        told = subject is not None and (subject.acts or subject.obliged) and not subject.persons
        known = opened_by(key[colon.end() :]) if colon is not None else ("", False)
        name = subject.holder if subject is not None and told else known[0] if known[1] else ""
    unclear = (
        is_group(name)
        or decides(name)
        or name.startswith("cấp ")
        or len(name.split()) < 2
        or same_body(name, holder)
        or own_unit(name)
    )
    return "" if unclear else name


_LABEL = re.compile(r"[^,;:.]{3,60}:\s+")
FEWEST_WORDS = 8
"""Words of an item that is more than a name with a verb in it ("Phòng Kiểm tra văn bản quy phạm pháp luật")."""
_TELLS_NOTHING = re.compile(
    r"(?<!\w)(?:các|chủ tịch|phó|giám đốc|lãnh đạo|thủ trưởng|bộ trưởng|người đứng đầu|đồng chí|cấp|có|liên quan|và|của|ủy ban nhân dân|ubnd"
    r"|sở|bộ|ban|ngành|cơ quan|đơn vị|tổ chức|cá nhân|địa phương|đoàn thể)(?!\w)"
)
"""Words in which two names of one body or class may differ."""


def _telling_words(name: str) -> set[str]:
    return set(re.findall(r"\w+", _TELLS_NOTHING.sub(" ", same_tone(name).casefold())))
