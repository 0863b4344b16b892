"""An act of the holder's own beside those that give it a role (GUIDE, `execute`: tổ chức, triển khai, xây dựng …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from compiler.duties.roles import positions
from compiler.grammar import any_of, load
from compiler.names.holders import body_end, starts_body

OPENING = 300
"""How many letters of a clause its opening acts are looked for in."""
_MARK = re.compile(r"\s*(?:[-+•*]\s*)?(?:(?:Nội dung|Nhiệm vụ)[^:;.]{0,20}:\s*)?", re.IGNORECASE)
_ABOVE = re.compile(r"trên đây là\s", re.IGNORECASE)
_GROUNDS = re.compile(
    r"(?:căn cứ|trên cơ sở|theo(?! dõi)|trong|trước|sau|đến|từ|hằng|hàng|định kỳ|khi|nếu|đồng thời|ngoài ra)\s",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"(?:[^;.]{0,60}\s)?(?:yêu cầu|đề nghị|giao)\s+(?=các\s|sở\s|ubnd\s|ủy ban\s)", re.IGNORECASE)
_SENT = re.compile(r"(?<!,)\s(?P<sent>gửi)(?!\w)|\s(?:gửi|để|nhằm|phục vụ)(?!\w)")
"""Where the act's object is behind it: what it is for, or whom it is sent to."""
_LIVES_ON = re.compile(r"(?<!\w)(?:kế hoạch|chương trình|phương án|đề án)(?!\w)")
"""What is written to be carried out: "Lập danh sách gửi Sở A" is no more than the sending, a plan is."""

_CARRIES_OUT = re.compile(r"(?:tổ chức )?(?:triển khai|thực hiện)$")
"""Never a part of another act, as "rà soát" is of "rà soát, đề xuất": "Triển khai, theo dõi, đôn đốc Kế hoạch"."""


def acts_too(key: str) -> bool:
    """Whether a clause of the duty opens with an act that is none of a role's: "Xây dựng kế hoạch; tuyên truyền …".

    What stands under a verb of the clause is no act of its own ("phối hợp với Sở A tổ chức …", "hướng dẫn các xã lập
    …"), nor is a verb that shares its object with a role's ("Rà soát, đề xuất sửa đổi quy định").
    """
    return any(_opens_with_own(clause) for clause in _clauses(key))


def _clauses(key: str) -> Iterator[str]:
    begin = 0
    for mark in re.finditer(r"[;.](?=\s|$)", key):
        yield key[begin : begin + OPENING][: mark.start() - begin]
        begin = mark.end()
    yield key[begin : begin + OPENING]


def _opens_with_own(clause: str) -> bool:
    at = _opening(clause)
    low = clause.lower()
    while True:
        manner = _manner().match(low, at)
        act = _acts().match(low, manner.end() if manner else at)
        if act is None:
            return False
        further = _joined().search(low, act.end())
        end = further.start() if further else len(low)
        purpose = _SENT.search(low, act.end(), end)
        end = purpose.start() if purpose else end
        if purpose and purpose["sent"] and not _LIVES_ON.search(low, act.end(), end):
            return False
        if further is None or _CARRIES_OUT.match(act[0]) or low[act.end() : end].strip(" ,.;"):
            return not positions(low[at:end])
        at = further.end()


def _opening(clause: str) -> int:
    """Where a clause's acts begin: behind its mark, what it rests on and who does it."""
    mark = _MARK.match(clause)
    at = mark.end() if mark else 0
    if _ABOVE.match(clause, at):
        return len(clause)
    rests = _rests_on().match(clause.lower(), at)
    at = rests.end() if rests else at
    request = _REQUEST.match(clause, at)
    at = request.end() if request else at
    if _acts().match(clause.lower(), at) is not None:
        return at
    commas = islice(re.finditer(r",\s+", clause), 3) if _GROUNDS.match(clause, at) else ()
    for begin in (at, *(comma.end() for comma in commas)):
        if starts_body(clause, begin):
            end = body_end(clause, begin)
            return end + len(clause[end:]) - len(clause[end:].lstrip(" ,"))
    return at


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{any_of(load('verbs')['manners'])})(?:,|\s+và)?\s+){{1,4}}")


@cache
def _rests_on() -> re.Pattern[str]:
    return re.compile(
        rf"{_GROUNDS.pattern}(?:(?!\sđể\s)[^;.]){{0,200}}?,\s+(?=(?:{_manner().pattern})?(?:{_begun()})(?!\w))"
    )


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"(?:tổ chức\s+)?(?:{_own_words()})(?!\w)")


@cache
def _joined() -> re.Pattern[str]:
    """Where the next act of a clause begins, one that gives a role too."""
    return re.compile(rf"(?:,|\s+và|,\s+đồng thời)\s+(?=(?:{_manner().pattern})?(?:{_begun()})(?!\w))")


@cache
def _begun() -> str:
    verbs = load("verbs")
    return any_of(verbs["acts"] + verbs["openers"]).lower()


@cache
def _own_words() -> str:
    """Acts but those that say how, whether and to whom, and those of a role."""
    verbs = load("verbs")
    of_roles = {entry["say"] for entries in verbs["roles"].values() for entry in entries if "say" in entry}
    others = {*verbs["manners"], *verbs["passing"], *of_roles}
    return any_of([act for act in verbs["acts"] + verbs["openers"] if act not in others]).lower()
