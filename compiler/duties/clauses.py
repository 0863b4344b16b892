"""Where a clause stands for itself: what is told before a comma, and whether it goes on behind it with names or a governed clause."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compiler.duties.any_verb import opened_by
from compiler.grammar import any_of, load
from compiler.names import gazetteer
from compiler.names import subject_words as words
from compiler.names.acts import act_behind, opens_with_act
from compiler.names.complete import complete_end, whole_name
from compiler.names.deciders import decides
from compiler.names.governed import LONGEST_LIST
from compiler.names.holders import body_end, clean_holder, is_group, starts_body
from compiler.names.orders import orders
from compiler.names.subjects import opens_with_order, subject_of
from compiler.names.unknown_names import lead_in_end
from compiler.text.manuscript import same_tone

LONGEST_BEFORE = 600
"""Letters before a comma in which a word is looked for that may govern what stands behind it."""
LONGEST_TELLING = 1_200
"""Letters of a clause in which whom it tells, or what, is looked for."""
BEYOND = 80
"""Letters beyond a place up to which a name is read to see whether it reaches over that place."""
_WORD = re.compile(r"(?<!\S)\w")


def tells(before: str) -> bool:
    """Whether the words before a comma or semicolon are a clause: an act, or a name and an act behind it."""
    return _tells(before[:LONGEST_TELLING])


@lru_cache(maxsize=1_024)
def _tells(before: str) -> bool:
    connective = words.CONNECTIVE.match(before)
    said = before[connective.end() if connective else 0 :]
    if opens_with_act(said[lead_in_end(said) :]) and not opens_with_order(said):
        return True
    subject = subject_of(said)
    order = orders().match(said)
    whom = said[order.end() :] if order else said
    return (subject is not None and subject.acts) or bool(whole_name(whom) or run_in_end(said) or done_by(said))


def names_a_body_last(before: str) -> bool:
    """Whether the words before a comma end with the name of a body, with which a list would go on."""
    tail = max(len(opened_by(before)[0]), len(before) - 160)
    named = (word.start() for word in _WORD.finditer(before, tail + 1))
    return any(
        starts_body(before, at)
        and not before[at - 2].isdigit()
        and body_end(before, at) >= len(before)
        and name_end(before, at) >= len(before)
        for at in named
    )


def name_end(key: str, at: int) -> int:
    """End of the name or list of names at ``key[at]``, no further than where it is complete before an unknown verb."""
    return complete_end(key, at, body_end(key, at))


def governed(before: str, name: str, *, obliged: bool = False) -> bool:
    """Whether the body `name` and its act behind a comma may go on what `before` governs or lists: "chỉ đạo các xã rà
    soát, UBND phường báo cáo", "khi Sở A trình, Sở B thẩm định", "khuyến khích doanh nghiệp, HTX tham gia".

    Where no body and act stand behind a governing word ("Sở A hướng dẫn chuyên môn, Sở B bố trí kinh phí") a named
    body is told for itself, a class only by its charge (`obliged`), who decides never.
    """
    clear = True
    for word in _subordinates().finditer(before, max(subject_end(before), len(before) - LONGEST_BEFORE)):
        clear = False
        if word["lists"] is not None:
            return True
        begin = word.end() + len(before[word.end() :]) - len(before[word.end() :].lstrip())
        if starts_body(before, begin):
            end = body_end(before, begin)
            told = act_behind().match(before, end) or words.OBLIGED.match(before, end)
            if told or opened_by(before[begin : begin + LONGEST_LIST])[1]:
                return True
    if clear or obliged:
        return False
    return before.count("(") > before.count(")") or decides(name) or is_class(name)


def is_class(name: str) -> bool:
    """Whether a name is a class of bodies ("Hợp tác xã của tỉnh", "các đơn vị"), committees of units left aside."""
    if re.match(r"(?:UBND|Ủy ban nhân dân)\s", name):
        return False
    noun = gazetteer.class_noun().match(name)
    return is_group(name) or (noun is not None and not name[noun.end() :].lstrip()[:1].isupper())


def ends_with_class(before: str) -> bool:
    """Whether the words before a comma end with a noun for bodies: "… với sở, ban, ngành |, UBND xã tổ chức"; counted
    ones ("tại 05 đơn vị") are no list's."""
    tail = before[-40:]
    return _COUNTED.search(tail) is None and any(
        (noun := gazetteer.class_noun().match(tail, word.start())) is not None and noun.end() == len(tail)
        for word in re.finditer(r"(?<!\S)\w", tail)
    )


_COUNTED = re.compile(r"(?<!\w)\d{1,3}(?: \w{1,12}){1,3}(?:, \w{1,12}(?: \w{1,12})?){0,2}$")


@cache
def _subordinates() -> re.Pattern[str]:
    """Words that govern a clause behind them, or make what follows a part of what went before."""
    verbs = load("verbs")
    return re.compile(
        rf"(?<!\w)(?:(?:{any_of(verbs['subordinates'])})|(?P<lists>{any_of(verbs['listing'])}))(?!\w)", re.I
    )


def subject_end(before: str) -> int:
    """Where the name that a clause opens with ends: what stands in it ("các đơn vị") governs nothing; 0 without one."""
    connective = words.CONNECTIVE.match(before)
    begin = connective.end() if connective else lead_in_end(before)
    order = orders().match(before, begin)
    begin = order.end() if order else begin
    return body_end(before, begin) if starts_body(before, begin) else 0


def requested(before: str) -> bool:
    """Whether a sentence asks whom it tells, and so whoever goes on in it: "Đề nghị Sở A cử 02 người, Sở B cử 01 người"."""
    order = orders().match(before, lead_in_end(before))
    return order is not None and order["request"] is not None


_TOLD_CLASS = re.compile(
    r"(?:chủ đầu tư|nhà thầu|nhà đầu tư|nhà trường|địa phương|doanh nghiệp|(?:cơ quan|đơn vị)(?:,? (?:đơn vị|tổ chức|cá nhân))?)\s",
    re.I,
)


def class_told(said: str) -> str:
    """The class of bodies that a clause names first, without an article, before an act: "chủ đầu tư bàn giao mặt bằng"."""
    if _TOLD_CLASS.match(said) is None or starts_body(said):
        return ""
    end = body_end(said, 0)
    return clean_holder(said[:end]) if act_behind().match(said, end) else ""


_SENDS = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo|chuyển|cung cấp|phản ánh|đăng ký)(?!\w)", re.I)


def sends_to(said: str, holder: str) -> bool:
    """Whether a clause has somebody send something to the `holder`, who therefore is another: "các đơn vị gửi báo cáo về
    Sở A" in a duty of Sở A."""
    sends = _SENDS.search(said)
    return sends is not None and same_tone(holder).casefold() in said[sends.end() :].casefold()


_DONE_BY = re.compile(
    r"(?:Việc|Công tác|Nội dung|Nhiệm vụ|Phần việc|Phần|Khâu|Đoàn|Tổ|Nhóm|Đội|Lớp|Cụm|Hội nghị|Kinh phí|Chi phí|Vòng|Đợt|Ca|Bài|Môn|Hạng mục|Tuyến|Chốt|Buổi|Bước)(?:\s[^,;:.()]{0,120}?)?,?\sdo\s(?=\S)",
    re.I,
)
_DOES = re.compile(
    r"(?:\s+(?:chủ trì|thực hiện|đảm nhiệm|đảm nhận|phụ trách|tổ chức|tham mưu|chịu trách nhiệm|bảo đảm|đảm bảo|chuẩn bị|biên soạn|chi trả)(?!\w)"
    r"|\s+làm (?:[Tt]rưởng|[Đđ]ầu mối|[Tt]ổ trưởng|[Nn]hóm trưởng))"
)
_MADE = re.compile(
    r"\s+(?:đã\s+|trực tiếp\s+)?(?:ban hành|quyết định|đề xuất|lựa chọn|thành lập|quy định|phê duyệt|ký|công bố|quản lý|quản lí|xây dựng|phát động|cung cấp|cấp|giao|đầu tư|làm chủ)(?!\w)"
)
""""Tổ công tác do Sở A thành lập": whose it is."""


def done_by(said: str) -> str:
    """Who a clause says at its start does something: "Việc công bố do Sở A thực hiện …", "Đoàn số 2 do Sở B chủ trì, kiểm
    tra …"; else nothing."""
    done = _DONE_BY.match(said)
    if done is None or not starts_body(said, done.end()):
        return ""
    end = body_end(said, done.end())
    if _DOES.match(said, end) or (act_behind().match(said, end) and not _MADE.match(said, end)):
        return clean_holder(said[done.end() : end])
    name, sure = opened_by(said[done.end() :])
    return name if sure and not _MADE.match(said, done.end() + len(name)) else ""


_COLON = re.compile(r"\s*:\s+(?=\S)")


def run_in_end(said: str) -> int:
    """Where the act begins behind a name and its colon ("Công an xã: Tuần tra …"); 0 where none does."""
    colon = _COLON.match(said, body_end(said, 0)) if starts_body(said) else None
    return colon.end() if colon and opens_with_act(said[colon.end() :]) else 0


def goes_on_list(key: str, start: int) -> bool:
    """Whether the clause at `start`, behind a semicolon, goes on a list of names: "hướng dẫn các sở; các xã …"."""
    before = key[max(0, start - LONGEST_LIST) : start]
    if not before.rstrip().endswith(";") or named_again(key, start, before):
        return False
    begin = max((word.end() for word in re.finditer(r"[;.]\s|^", before[:-2])), default=0)
    if whole_name(before[begin:]):
        return False  # "UBND các xã vớt rác; chủ đầu tư …": a name that is known whole, and a verb
    named = (word.start() for word in re.finditer(r"(?<!\S)\w", before) if word.start() >= begin)
    at = max(0, start - LONGEST_LIST)
    near = start - at + BEYOND
    return any(starts_body(key, at + word) and body_end(key, at + word, near - word) > start for word in named)


def named_again(key: str, at: int, before: str) -> bool:
    """Whether the body at `at` was the last that the words before it name: "báo cáo Sở A; Sở A tổng hợp" is no list."""
    said = before.rstrip(" ,;")
    starts = (word.start() for word in reversed(list(_WORD.finditer(said))))
    name = next((said[start:] for start in starts if key.startswith(said[start:], at)), "")
    behind = at + len(name)
    if not name or key[behind : behind + 1] in {",", ";"} or not starts_body(key, at):
        return False  # a list that says its items again and goes on
    return complete_end(key, at, body_end(key, at, len(name) + BEYOND)) == behind
