"""Whom a paragraph tells besides its holder: where in it another body takes over, clause by clause.

"Sở A lập danh mục, Sở B thẩm định trước ngày 15/5": what B is told, and by when, is not told to A. Where the paragraph
stands under no holder's heading each clause is a duty; under one it stays the heading's (GUIDE), and the coordinator
hears of the other body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from compiler.duties.uncharged import tells_nobody
from compiler.grammar import any_of, load
from compiler.names import subject_words as words
from compiler.names.acts import act_behind, opens_with_act
from compiler.names.complete import guessed_name, whole_name
from compiler.names.governed import LONGEST_LIST
from compiler.names.holders import body_end, clean_holder, is_group, starts_body
from compiler.names.subjects import LONGEST_SENTENCE, opens_with_order, subject_of
from compiler.names.unknown_names import lead_in_end
from compiler.text.manuscript import LOWER, UPPER, same_tone

LONGEST_PARAGRAPH = 6_000
"""Letters of a paragraph in which further bodies are looked for; the longest of 31 real documents has 1,692."""
SHORTEST = 12
"""Letters of the shortest clause that tells somebody: "Sở X tập huấn"."""
_TURNS = re.compile(r"[.;]\s+|,\s+|(?<=\w)\s(?=và\s+giao\s)", re.I)
_GIVES = re.compile(r"giao\s+(?:cho\s+)?(?=[^\W\d_])", re.I)
_CASE = re.compile(r"(?:trong )?(?:trường hợp|nếu|khi|giả sử|tùy theo)(?!\w)", re.I)
""""Trường hợp …, các cơ quan …": what is to be done in a case goes on with what was told."""
_COOPERATES_ONLY = re.compile(r"\s+(?:cùng )?(?:phối hợp|tham gia)(?: thực hiện| tổ chức| triển khai)?\s*(?:[;,.)]|$)")
""""Sở A chủ trì, Sở B phối hợp": a partner."""
_OWN_UNIT = re.compile(
    r"(?:(?:các|sở|bộ|ban|phòng|cơ quan|đơn vị|tổ chức|trung tâm|nhà trường|trường|lãnh đạo|thủ trưởng|người đứng đầu|và)(?!\w)|,|\s)+$"
    r"|.*(?<!\w)(?:trực thuộc|thuộc (?:sở|bộ|ubnd|ủy ban|cơ quan|đơn vị)|của (?:sở|mình))(?!\w)",
    re.I,
)
"""No body of its own: "Sở", "các đơn vị trực thuộc"."""


class Besides(NamedTuple):
    """A stretch of a block's text, ``key[start:end]``, that tells another body: `plainly` by its name and an act,
    `given` by an order within a sentence ("…, giao Sở X theo dõi"), `rest` where run-in text begins behind its colon,
    `guessed` where an unknown verb may be its act."""

    start: int
    end: int
    holder: str
    requested: bool
    plainly: bool
    given: bool = False
    rest: int = 0
    guessed: bool = False


def told_besides(key: str, start: int, end: int, holder: str) -> list[Besides]:
    """The stretches of the duty ``key[start:end]`` of `holder` that tell other bodies, in reading order."""
    return list(_told(key, start, min(end, start + LONGEST_PARAGRAPH), holder))


def opened_by_another(key: str, holder: str) -> str:
    """The body that an item under the heading of `holder` names first and tells to act; nothing where it is the holder
    in other words, a unit of its own, or only spoken of ("Sở Y tế được hỗ trợ …")."""
    connective = words.CONNECTIVE.match(key)
    first = connective.end() if connective else 0
    said = key[first : first + LONGEST_SENTENCE]
    said = said[lead_in_end(said) :]
    if not starts_body(said) or opens_with_act(said):
        return ""
    subject = subject_of(said)
    if subject is None:
        name = whole_name(said) if len(said.split()) >= FEWEST_WORDS else ""
    else:
        told = (subject.acts or subject.obliged) and not (subject.persons or subject.ordered or subject.requested)
        name = subject.holder if told else ""
    behind = said[body_end(said, 0) :]
    if not name or _DESCRIBED.match(behind) or words.REPORTED.match(behind):
        return ""
    if len(name.split()) < 2 or _same(name, holder) or _own_unit(name):
        return ""
    return name if _telling_words(name) - _telling_words(holder) else ""


FEWEST_WORDS = 8
"""Words of an item that is more than a name with a verb in it ("Phòng Kiểm tra văn bản quy phạm pháp luật")."""
_TELLS_NOTHING = re.compile(
    r"(?<!\w)(?:các|chủ tịch|phó|giám đốc|lãnh đạo|thủ trưởng|bộ trưởng|người đứng đầu|đồng chí|cấp|có|liên quan|và|của|ủy ban nhân dân|ubnd"
    r"|sở|bộ|ban|ngành|cơ quan|đơn vị|tổ chức|cá nhân|địa phương|đoàn thể)(?!\w)"
)
"""Words in which two names of one body or class may differ."""


def _telling_words(name: str) -> set[str]:
    return set(re.findall(r"\w+", _TELLS_NOTHING.sub(" ", same_tone(name).casefold())))


def _told(key: str, start: int, end: int, holder: str) -> Iterator[Besides]:
    taken = sentence = start
    inside = opens_with_act(key[start:end]) and not opens_with_order(key[start:end])
    for turn in _TURNS.finditer(key, start + 2, end):
        at = turn.end()
        whole = turn[0][0] in ".;"
        if whole:
            before, sentence = sentence, at
        if at < taken:
            continue
        connective = words.CONNECTIVE.match(key, at)
        begin = connective.end() if connective else at + 3 * key.startswith("và giao ", at)
        said = key[before : turn.start()] if whole else ""
        if whole and key[turn.start()] == ";" and (_goes_on_list(key, at) or not (_tells(said) or _name_run_on(said))):
            found = None
        elif whole:
            found = _sentence(key, at, _stop(key, at, end), holder, inside=inside and key[turn.start()] == ";")
        elif _GIVES.match(key, begin):
            found = _given(key, begin, end, holder)
        else:
            found, listed = _clause(key, sentence, turn.start(), begin, _stop(key, at, end), holder)
            taken = max(taken, listed)
        if found is not None:
            yield found._replace(start=at)
            taken = found.end


def _stop(key: str, at: int, end: int) -> int:
    """Where the clause at `at` ends: behind the next stop or semicolon."""
    stop = re.compile(r"[.;!?…](?=\s|$)").search(key, at, end)
    return stop.end() if stop else end


def _sentence(key: str, at: int, end: int, holder: str, *, inside: bool) -> Besides | None:
    """A further sentence or clause behind a semicolon whose subject is another body. `inside`: behind a semicolon in
    what a heading's holder is to do; whom it is to ask or order there, the issuer tells nothing."""
    if end - at < SHORTEST or key[at:end].endswith(":") or tells_nobody(key[at:end]):
        return None
    connective = words.CONNECTIVE.match(key, at)
    begin = connective.end() if connective else at
    said = key[begin : min(end, begin + LONGEST_SENTENCE)]
    if starts_body(said) and _COOPERATES_ONLY.match(said, body_end(said, 0)):
        return None
    if (rest := run_in_end(said)) and not _same(name := clean_holder(said[: body_end(said, 0)]), holder):
        return Besides(at, end, name, False, True, rest=begin + rest)
    subject = subject_of(said)
    if (
        subject is None
        and (name := whole_name(said))
        and not (_same(name, holder) or _DESCRIBED.match(said, len(name)))
    ):
        return Besides(at, end, name, False, True)
    if subject is None and (name := _name_run_on(said)) and not _same(name, holder) and not _own_unit(name):
        return Besides(at, end, name, False, False, guessed=True)
    if subject is None or subject.persons or _same(subject.holder, holder):
        return None
    first = lead_in_end(said)
    ordered = opens_with_order(said[first:]) and not _ENCOURAGES.match(said, first)
    given = ordered and _GIVES.match(said, first) is not None
    told = (ordered and (given or not inside)) or starts_body(said, first)
    plainly = bool(told and subject.acts and not _CASE.match(said) and not _own_unit(subject.holder))
    return Besides(at, end, subject.holder, subject.requested, plainly, given=plainly and inside and given)


def _name_run_on(said: str) -> str:
    """The body that a clause opens with, up to where its capitals end, where an unknown verb took its name on ("Công ty
    Thoát nước Bình An | khơi cống quanh chợ"); nothing where the clause is only a name or tells what is or was."""
    end = body_end(said, 0) if starts_body(said) else 0
    if not end or is_group(said[:end]) or said[end : end + 1] in {":", ""} or said[end : end + 2] == " (":
        return ""
    run_on = _RUN_ON.match(said)
    name = guessed_name(said) or (clean_holder(run_on[0]) if run_on else "")
    behind = said[len(name) :]
    told = name and len(behind.split()) >= FEWEST_BEHIND
    spoken_of = _DESCRIBED.match(behind) or words.REPORTED.match(behind) or _NO_VERB.match(behind)
    return name if told and not spoken_of else ""


FEWEST_BEHIND = 3
"""Words behind a name that runs on which are more than the rest of it."""
_RUN_ON = re.compile(rf"[{UPPER}]\w*(?:(?:\s[{LOWER}]\w*)?\s[{UPPER}]\w*)+(?=\s[{LOWER}])")
_NO_VERB = re.compile(
    r"\s(?:và|hoặc|của|về|tại|cho|theo|trong|ở|trên|từ|với|đến|gồm|số|ngày|năm|tỉnh|thành phố|xã|phường|huyện|để)(?!\w)"
)
_ENCOURAGES = re.compile(r"khuyến khích", re.I)


_COLON = re.compile(r"\s*:\s+(?=\S)")


def run_in_end(said: str) -> int:
    """Where the act begins behind a name and its colon ("Công an xã: Tuần tra …"); 0 where none does."""
    colon = _COLON.match(said, body_end(said, 0)) if starts_body(said) else None
    return colon.end() if colon and opens_with_act(said[colon.end() :]) else 0


def _given(key: str, begin: int, end: int, holder: str) -> Besides | None:
    """Whom a sentence gives a task besides: "các sở … thực hiện, giao Sở X theo dõi, đôn đốc"."""
    subject = subject_of(key[begin : min(end, begin + LONGEST_LIST)])
    if subject is None or not subject.acts or _same(subject.holder, holder):
        return None
    return Besides(begin, _stop(key, begin, end), subject.holder, subject.requested, True, given=True)


def _clause(key: str, first: int, comma: int, begin: int, end: int, holder: str) -> tuple[Besides | None, int]:
    """Behind a comma: another body by its name and an act, where what stands before tells an act of its own and governs
    nobody; and the end of the list of names that stands there."""
    if not starts_body(key, begin):
        return None, begin
    named = body_end(key, begin)
    name = clean_holder(key[begin:named])
    behind = key[named : named + LONGEST_LIST]
    acts = act_behind().match(behind) or words.OBLIGED.match(behind)
    if not acts or words.REPORTED.match(behind) or _COOPERATES_ONLY.match(behind) or _DESCRIBED.match(behind):
        return None, named
    before = key[first:comma]
    if (
        before.endswith("chủ trì")
        or _governs().search(before, _subject_end(before))
        or not _tells(before)
        or _same(name, holder)
        or words.PERSON.match(name)
    ):
        return None, named
    goes_on = _names_a_body_last(before) and not _named_again(key, begin, before)
    if end - begin < SHORTEST or goes_on or _own_unit(name):
        return None, named
    return Besides(begin, end, name, False, True), named


def _subject_end(before: str) -> int:
    """Where the name that a clause opens with ends: what stands in it ("các đơn vị") governs nothing; 0 without one."""
    begin = lead_in_end(before)
    return body_end(before, begin) if starts_body(before, begin) else 0


_DESCRIBED = re.compile(r"\s+(?:được|là|thuộc)(?!\w)")


def _tells(before: str) -> bool:
    """Whether the words before a comma or semicolon are a clause: an act, or a name and an act behind it."""
    connective = words.CONNECTIVE.match(before)
    said = before[connective.end() if connective else 0 :]
    if opens_with_act(said[lead_in_end(said) :]) and not opens_with_order(said):
        return True
    subject = subject_of(said)
    return (subject is not None and subject.acts) or bool(whole_name(said)) or bool(run_in_end(said))


def _names_a_body_last(before: str) -> bool:
    """Whether the words before a comma end with the name of a body, with which a list would go on."""
    tail = max(0, len(before) - 160)
    named = (word.start() for word in re.finditer(r"(?<!\S)\w", before) if word.start() > max(0, tail))
    return any(starts_body(before, at) and body_end(before, at) >= len(before) for at in named)


@cache
def _governs() -> re.Pattern[str]:
    """Words that govern a clause behind them, or make what follows a part of what went before."""
    return re.compile(rf"(?<!\w)(?:{any_of(load('verbs')['subordinates'])})(?!\w)", re.I)


def _same(name: str, holder: str) -> bool:
    """Whether a name is the holder's, its head's, or one of several in it."""
    one, other = same_tone(name).casefold(), same_tone(holder).casefold()
    return one in other or other in one


def _own_unit(name: str) -> bool:
    return bool(_OWN_UNIT.match(name))


def _goes_on_list(key: str, start: int) -> bool:
    """Whether the clause at `start`, behind a semicolon, goes on a list of names: "hướng dẫn các sở; các xã …"."""
    before = key[max(0, start - LONGEST_LIST) : start]
    if not before.rstrip().endswith(";") or _named_again(key, start, before):
        return False
    begin = max((word.end() for word in re.finditer(r"[;.]\s|^", before[:-2])), default=0)
    named = (word.start() for word in re.finditer(r"(?<!\S)\w", before) if word.start() >= begin)
    at = max(0, start - LONGEST_LIST)
    return any(starts_body(key, at + word) and body_end(key, at + word) > start for word in named)


def _named_again(key: str, at: int, before: str) -> bool:
    """Whether the body at `at` was the last that the words before it name: "báo cáo Sở A; Sở A tổng hợp" is no list."""
    name = key[at : body_end(key, at)].strip() if starts_body(key, at) else ""
    return bool(name) and before.rstrip(" ,;").endswith(name)
