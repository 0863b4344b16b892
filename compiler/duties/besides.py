"""Whom a paragraph tells besides its holder: where in it another body takes over, clause by clause.

"Sở A lập danh mục, Sở B thẩm định trước ngày 15/5": what B is told, and by when, is not told to A. Where the paragraph
stands under no holder's heading each clause is a duty; under one it stays the heading's (GUIDE), and the coordinator
hears of the other body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from compiler.duties.any_verb import DESCRIBED, class_before_words, name_run_on, opened_by
from compiler.duties.clauses import (
    LONGEST_BEFORE,
    class_told,
    done_by,
    ends_with_class,
    goes_on_list,
    governed,
    is_class,
    named_again,
    names_a_body_last,
    requested,
    run_in_end,
    sends_to,
    tells,
)
from compiler.duties.uncharged import tells_nobody
from compiler.names import subject_words as words
from compiler.names.acts import act_behind, opens_with_act
from compiler.names.complete import whole_name
from compiler.names.governed import LONGEST_LIST
from compiler.names.holders import body_end, clean_holder, is_group, starts_body
from compiler.names.subjects import LONGEST_SENTENCE, opens_with_order, subject_of
from compiler.names.unknown_names import lead_in_end
from compiler.text.manuscript import UPPER, same_tone

LONGEST_PARAGRAPH = 6_000
"""Letters of a paragraph in which further bodies are looked for; the longest of 31 real documents has 1,692."""
SHORTEST = 12
"""Letters of the shortest clause that tells somebody: "Sở X tập huấn"."""
_TURNS = re.compile(
    rf"[.;]\s+|,\s+|\s\((?:(?:do|giao)\s)?(?=(?-i:[{UPPER}]))|(?<=\w)\s(?=và\s+giao\s|(?:(?:còn|đồng thời|sau đó)\s+|và\s+(?-i:[{UPPER}])))",
    re.I,
)
_GIVES = re.compile(r"giao\s+(?:cho\s+)?(?=[^\W\d_])", re.I)
_CASE = re.compile(r"(?:trong )?(?:trường hợp|nếu|khi|giả sử|tùy theo)(?!\w)", re.I)
""""Trường hợp …, các cơ quan …": what is to be done in a case goes on with what was told."""
_COOPERATES_ONLY = re.compile(
    r"\s+(?:cùng )?(?:phối hợp|tham gia)(?: thực hiện| tổ chức| triển khai)?\s*(?:[;,.)]|$)|\s+có trách nhiệm phối hợp với cơ quan chủ trì(?!\w)"
)
""""Sở A chủ trì, Sở B phối hợp": a partner."""
_OWN_UNIT = re.compile(
    r"(?!các (?:sở|bộ)(?!\w)|thủ trưởng các (?:cơ quan|đơn vị))(?:(?:các|sở|bộ|ban|phòng|cơ quan|đơn vị|tổ chức|trung tâm|nhà trường|trường|lãnh đạo|thủ trưởng|người đứng đầu|và)(?!\w)|,|\s)+$"
    r"|.*(?<!\w)(?:trực thuộc|thuộc (?:sở|bộ|ubnd|ủy ban|cơ quan|đơn vị)|của (?:sở|mình))(?!\w)",
    re.I,
)
"""No body of its own: "Sở", "các đơn vị trực thuộc"; "các sở" are several."""


_BELONGS = re.compile(
    r"(?<!\w)(?:thuộc|của)(?!\w)|^(?:lãnh đạo|thủ trưởng|người đứng đầu)(?! (?:các|cơ quan))|^\w+$", re.I
)
""""các đơn vị trực thuộc", "lãnh đạo Sở", "Sở": its own units and heads."""


class Besides(NamedTuple):
    """A stretch of a block's text, ``key[start:end]``, that tells another body: `plainly` by its name and an act,
    `given` by an order within a sentence ("…, giao Sở X theo dõi"), `rest` where run-in text begins behind its colon,
    `guessed` where an unknown verb may be its act, `back` where the sentence comes back to the holder behind it."""

    start: int
    end: int
    holder: str
    requested: bool
    plainly: bool
    given: bool = False
    rest: int = 0
    guessed: bool = False
    back: bool = False


def told_besides(key: str, start: int, end: int, holder: str) -> list[Besides]:
    """The stretches of the duty ``key[start:end]`` of `holder` that tell other bodies, in reading order."""
    return list(_told(key, start, min(end, start + LONGEST_PARAGRAPH), holder))


def _told(key: str, start: int, end: int, holder: str) -> Iterator[Besides]:
    taken, list_end = start, start
    sentence = start + len("và ") * key.startswith("và ", start)
    inside = opens_with_act(key[start:end]) and not opens_with_order(key[start:end])
    for turn in _TURNS.finditer(key, start + 2, end):
        at = turn.end()
        whole = turn[0][0] in ".;"
        if whole:
            before, sentence = sentence, at
        if at < taken:
            continue
        connective = words.CONNECTIVE.match(key, at)
        begin = connective.end() if connective else at + 3 * key.startswith("và ", at)
        said = key[before : turn.start()] if whole else ""
        if whole and key[turn.start()] == ";":
            if at >= list_end and goes_on_list(key, at) and not _charged(key, begin):
                list_end = max(at + 1, body_end(key, begin) if starts_body(key, begin) else 0)
            of_list = at < list_end  # an item of a list that was seen whole
            found = None if of_list else _sentence(key, at, _stop(key, at, end), holder, inside, inside=inside)
            if not (tells(said) or name_run_on(said)) and (
                found is None or not found.plainly or is_class(found.holder)
            ):
                found = None  # among things named one after another
        elif whole:
            found = _sentence(key, at, _stop(key, at, end), holder, inside, inside=False, below=inside)
        elif turn[0][:2] == " (":
            found = _in_brackets(key, sentence, turn, end, holder)
        elif _GIVES.match(key, begin):
            found = _given(key, begin, end, holder)
        else:
            joined = connective is not None
            found, listed = _clause(key, sentence, turn.start(), begin, _stop(key, at, end), holder, joined=joined)
            taken = max(taken, listed)
            if found is None and turn.start() - sentence > LONGEST_BEFORE and _told_again(key, begin, listed, holder):
                sentence = begin
        if found is not None:
            back = _back(key, begin, found, holder) if found.plainly and not found.rest else 0
            if back:
                found = found._replace(end=len(key[:back].rstrip(" ,;")), back=True)
                sentence = back
            yield found._replace(start=at)
            taken = found.end


def _back(key: str, begin: int, found: Besides, holder: str) -> int:
    """Where the sentence in which another body is `found` comes back to `holder`, past all whom it tells on the way ("Sở A
    lập, Sở B thẩm định, Sở A tổng hợp, …": the rest is told by A's side again); 0 where it does not."""
    speaker, first, taken = found.holder, begin, begin
    for turn in _TURNS.finditer(key, begin + 2, found.end):
        at = turn.end()
        if at < taken or turn[0][0] in ".;":
            continue
        connective = words.CONNECTIVE.match(key, at)
        name = connective.end() if connective else at + len("và ") * key.startswith("và ", at)
        told, taken = _clause(key, first, turn.start(), name, found.end, speaker, joined=connective is not None)
        if told is not None:
            if same_body(told.holder, holder):
                return at
            speaker, first = told.holder, name
    return 0


def _told_again(key: str, begin: int, named: int, holder: str) -> bool:
    """Whether the clause at `begin` names the `holder` itself again, up to `named`, before an act: a long sentence starts
    anew there."""
    return named > begin and same_body(key[begin:named], holder) and act_behind().match(key, named) is not None


def _charged(key: str, begin: int) -> bool:
    """Whether behind the name at `begin` stands what only a body that is told has: "… có trách nhiệm"."""
    return starts_body(key, begin) and words.OBLIGED.match(key, body_end(key, begin)) is not None


def _stop(key: str, at: int, end: int) -> int:
    """Where the clause at `at` ends: behind the next stop or semicolon."""
    stop = re.compile(r"[.;!?…](?=\s|$)").search(key, at, end)
    return stop.end() if stop else end


def _sentence(
    key: str, at: int, end: int, holder: str, listed: bool, *, inside: bool, below: bool = True
) -> Besides | None:
    """A further sentence or clause behind a semicolon whose subject is another body. `listed`: in an item of a heading's
    holder, where a class without a name is of its own units; elsewhere it is asked about. `inside`: behind a semicolon in
    what a heading's holder is to do; whom it is to ask or order there, the issuer tells nothing. `below`: a heading's
    holder may order units of its own."""
    if end - at < SHORTEST or key[at:end].endswith(":") or tells_nobody(key[at:end]):
        return None
    connective = words.CONNECTIVE.match(key, at)
    begin = connective.end() if connective else at
    received = words.RECEIVED.match(key, begin)
    begin = received.end() if received else begin
    said = key[begin : min(end, begin + LONGEST_SENTENCE)]
    if starts_body(said) and _COOPERATES_ONLY.match(said, body_end(said, 0)):
        return None
    if (rest := run_in_end(said)) and not same_body(name := clean_holder(said[: body_end(said, 0)]), holder):
        return Besides(at, end, name, False, True, rest=begin + rest)
    if (name := done_by(said)) and not same_body(name, holder):
        return Besides(at, end, name, False, True)
    subject = subject_of(said) or (subject_of(key[at : begin + len(said)]) if connective else None)
    if (
        subject is None
        and (name := whole_name(said))
        and not (same_body(name, holder) or DESCRIBED.match(said, len(name)))
    ):
        return Besides(at, end, name, False, True)
    if subject is None and (name := name_run_on(said)) and not same_body(name, holder) and not own_unit(name):
        return Besides(at, end, name, False, False, guessed=True)
    if subject is None and (name := class_told(said)) and not own_unit(name) and not same_body(name, holder):
        return Besides(at, end, name, False, False, guessed=True)
    if subject is None or subject.persons or same_body(subject.holder, holder):
        return None
    first = lead_in_end(said)
    amid = subject.ordered and not opens_with_order(said[first:])  # "riêng phần kinh phí giao Sở X thẩm định"
    ordered = amid or (opens_with_order(said[first:]) and not _ENCOURAGES.match(said, first))
    given = amid or (ordered and _GIVES.match(said, first) is not None)
    told = (ordered and (given or not inside)) or starts_body(said, first)
    another = (ordered and not below) or sends_to(said, holder) or not own_unit(subject.holder)
    another = another or (subject.obliged and is_group(holder) and not is_group(subject.holder))
    plainly = bool(told and subject.acts and not _CASE.match(said) and another)
    asked = bool(told and subject.acts and not (another or listed or _BELONGS.search(subject.holder)))
    return Besides(at, end, subject.holder, subject.requested, plainly, plainly and inside and given, guessed=asked)


_ENCOURAGES = re.compile(r"khuyến khích", re.I)


def _in_brackets(key: str, sentence: int, turn: re.Match[str], end: int, holder: str) -> Besides | None:
    """Whom a bracket behind an act tells: "Sở A cấp phép (Công an tỉnh thẩm duyệt trước ngày 20/5)"."""
    closes = key.find(")", turn.end(), end)
    if closes < 0 or key.find("(", turn.end(), closes) >= 0:
        return None
    found, _ = _clause(key, sentence, turn.start(), turn.end(), closes, holder, joined=False)
    return found._replace(back=True) if found is not None and not is_group(found.holder) else None


def _given(key: str, begin: int, end: int, holder: str) -> Besides | None:
    """Whom a sentence gives a task besides: "các sở … thực hiện, giao Sở X theo dõi, đôn đốc"."""
    subject = subject_of(key[begin : min(end, begin + LONGEST_LIST)])
    if subject is None or not subject.acts or same_body(subject.holder, holder):
        return None
    return Besides(begin, _stop(key, begin, end), subject.holder, subject.requested, True, given=True)


@lru_cache(maxsize=1_024)
def _clause(
    key: str, first: int, comma: int, begin: int, end: int, holder: str, *, joined: bool
) -> tuple[Besides | None, int]:
    """Behind a comma: another body by its name and an act, where what stands before tells an act of its own and governs
    nobody; and the end of the list of names that stands there. `joined`: a word joins the two clauses ("…, còn Sở X …"),
    as it joins no names."""
    if not starts_body(key, begin):
        return None, begin
    named = body_end(key, begin)
    name, sure = clean_holder(key[begin:named]), True
    behind = key[named : named + LONGEST_LIST]
    acts = bool(act_behind().match(behind) or words.OBLIGED.match(behind))
    if not acts:
        name, sure = _before_any_words(key[begin : min(end, begin + LONGEST_LIST)], joined=joined)
        acts, behind = bool(name), key[begin + len(name) : named + LONGEST_LIST]
    if not acts or words.REPORTED.match(behind) or _COOPERATES_ONLY.match(behind) or DESCRIBED.match(behind):
        return None, named
    before, obliged = key[first:comma], bool(words.OBLIGED.match(behind))
    if before.endswith("chủ trì") or same_body(name, holder) or words.PERSON.match(name) or end - begin < SHORTEST:
        return None, named
    if own_unit(name) and not sends_to(key[begin:end], holder):
        return None, named
    again = named_again(key, begin, before)
    if not tells(before) or (not again and governed(before, name, obliged=obliged)):
        return None, named
    charged = obliged and not governed(before, name)
    if not (again or charged or joined) and names_a_body_last(before):
        return None, named
    listed = ends_with_class(before) and not (again or obliged)  # "cho doanh nghiệp, Sở A …": its last, or told
    if listed and is_group(name):
        return None, named
    plainly = sure and not listed
    return Besides(begin, end, name, requested(before), plainly, guessed=not plainly), named


def _before_any_words(said: str, *, joined: bool) -> tuple[str, bool]:
    """The body that a clause opens with before words that no grammar knows, and whether it is sure; a class of bodies only
    where a word joins the clause to the one before."""
    name, sure = opened_by(said)
    return (name, sure) if name or not joined else (class_before_words(said), False)


def same_body(name: str, holder: str) -> bool:
    """Whether a name is the holder's, its head's, or one of several in it."""
    one, other = same_tone(name).casefold(), same_tone(holder).casefold()
    return one in other or other in one


def own_unit(name: str) -> bool:
    return bool(_OWN_UNIT.match(name))
