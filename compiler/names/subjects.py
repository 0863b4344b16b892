"""The holder that a sentence names, and whether it is told, asked or merely spoken of."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from compiler.grammar import any_of, load
from compiler.names import gazetteer
from compiler.names import subject_words as words
from compiler.names.acts import (
    ACTS_CLEARLY,
    act_behind,
    acts_after_comma,
    acts_clearly,
    acts_on_condition,
    acts_within_place,
)
from compiler.names.complete import complete_end
from compiler.names.deciders import decides
from compiler.names.governed import LONGEST_LIST, for_whom, with_whom
from compiler.names.holders import GRANTS, body_end, clean_holder, starts_body, starts_class
from compiler.names.orders import led_by_a_place, orders
from compiler.names.unknown_names import agent_before_act
from compiler.text.manuscript import UPPER


class Subject(NamedTuple):
    """Who a sentence is about: `ordered` by the issuer, `requested` ("đề nghị"), `obliged` ("có trách nhiệm"),
    `acts` (an act follows the name). `before`: named in an earlier sentence."""

    holder: str
    requested: bool
    ordered: bool
    obliged: bool
    acts: bool
    persons: bool
    before: bool = False


def is_class(holder: str) -> bool:
    """Whether a name begins as a class does: a verb behind it may say which ("Các đơn vị cấp nước")."""
    return bool(re.match(r"(?:các|những|mỗi|từng|mọi|toàn thể)\s", holder, re.I))


@lru_cache(maxsize=1_024)  # headings, the walk and the questions ask about one block again and again
def subject_of(key: str, *, loosely: bool = False, anywhere: bool = False, council: bool = False) -> Subject | None:
    """The holder that the statement `key` (one tone placement) names before its act, or None.

    `loosely`: a class without an article counts as well ("… vướng mắc, cơ quan, đơn vị phản ánh …"). `anywhere`:
    behind any comma, not only behind words that lead up to a subject. `council`: a people's council speaks (`decides`).

    "Căn cứ Kế hoạch này, các sở …", "UBND tỉnh giao Sở …", "Đề nghị …", "Sở Y tế chủ trì …", "Xây dựng đề án: Sở Y tế …".
    """
    noted = words.NOTED.match(key)
    at = noted.end() if noted else 0
    connective = words.CONNECTIVE.match(key, at)
    if connective and ("," in connective[0] or starts_body(key, connective.end())):
        at = connective.end()
    titled = words.TITLED.match(key, at)
    if titled and starts_body(key, titled.end()):
        at = titled.end()
    sirs = words.SIRS.match(key, at)
    if sirs and (starts_body(key, sirs.end()) or not starts_body(key, at)):
        at = sirs.end()
    received = words.RECEIVED.match(key, at)
    at = received.end() if received else at
    carries_out = words.CARRIES_OUT.match(key, at)
    if carries_out and starts_body(key, at):
        return Subject(_as_written(carries_out["who"]), False, False, True, True, False)
    issuer = words.ISSUER.match(key, at)
    if issuer:
        at = issuer.end()
    if not issuer and (asked := _asked_by(key, at, council)) is not None:
        return asked
    ordered = orders().match(key, at)
    if ordered:
        told = _named(key, ordered.end(), *_by_order(ordered), council=council)
        label = None if told is not None else re.compile(r"[^.;:,]{3,60}:\s+").match(key, at)
        # "Phân công bổ sung: Sở X làm …": the order is the name of what is shared out
        return _named(key, label.end(), council=council) if label else told
    if issuer:
        return None
    if (towards := _asked_towards(key, at, council)) is not None:
        return towards
    direct = _named(key, at, council=council)
    if direct is not None:
        return direct
    charged = _charged_class(key, at)
    if charged is not None:
        return charged
    given = None if starts_body(key, at) else words.GIVEN.search(key, at, at + LONGEST_SENTENCE)
    if given is not None and (told := _named(key, given.end(), ordered=True)) is not None:
        return told
    led_up = bool(_preamble().match(key, at)) or ":" in key[at : at + 160] or bool(words.BRACKETED.search(key, at))
    if not (anywhere or led_up):
        return None
    return _behind_preamble(key, at, loosely, clearly=not led_up, council=council)


def _charged_class(key: str, at: int) -> Subject | None:
    """A holder at `at` that is named by what it does, and known by its charge: "Cơ quan thẩm định văn bản phải …"."""
    charged = words.CHARGED_CLASS.match(key, at)
    if (
        charged is None
        or words.NO_CHARGED_NAME.search(charged["name"])
        or decides(clean_holder(key[at : body_end(key, at)]))
    ):
        return None  # also "Hội đồng nhân dân tỉnh thống nhất với các nhiệm vụ phải làm …"
    listed = words.LISTED_CLASS.search(key, max(0, at - LONGEST_LIST), at)  # "cá nhân, đơn vị bàn giao hồ sơ phải …"
    holder = clean_holder(key[listed.start() if listed else at : charged.end("name")])
    return Subject(holder, False, False, charged["charge"] != "phải", True, bool(words.PERSON.match(holder)))


def _asked_by(key: str, at: int, council: bool) -> Subject | None:
    """Whom a body asks or orders: "Bộ Y tế đề nghị Sở Y tế các tỉnh rà soát …" tells the departments, not the ministry."""
    asks = words.ASKS.match(key, at)
    if asks is None or not starts_body(key, at) or is_class(asks["who"]):
        return None
    order = orders().match(key, asks.end())
    if order is None:
        return None
    return _named(key, order.end(), *_by_order(order), council=council)


def _asked_towards(key: str, at: int, council: bool) -> Subject | None:
    """Whom a sentence names behind "Đối với" and then asks or orders: "Đối với Sở A, đề nghị ứng vốn …"."""
    towards = words.TOWARDS.match(key, at)
    if towards is None or not starts_body(key, towards.end()):
        return None
    asks = words.THEN_ASKS.match(key, body_end(key, towards.end()))
    if asks is None or starts_body(key, asks.end()) or starts_class(key, asks.end()):
        return None
    holder = clean_holder(key[towards.end() : body_end(key, towards.end())])
    if decides(holder, council=council):
        return None
    return Subject(holder, asks["asks"] is not None, asks["asks"] is None, False, True, False)


def _by_order(order: re.Match[str]) -> tuple[bool, bool]:
    """Whether whoever stands behind the words of an order is ordered, and whether requested."""
    return order["order"] is not None, order["request"] is not None


def carries_out(key: str) -> bool:
    """Whether a statement says who is to carry out the decision, and nothing else."""
    return words.CARRIES_OUT.match(key) is not None


def carried_out_by(sentence: str) -> Subject | None:
    """Who a closing article's sentence says is to carry out the decision."""
    return subject_of(sentence) if words.CARRIES_OUT.match(sentence) else None


def _as_written(who: str) -> str:
    """A closing article's list of holders, as it is written, brackets in its middle included."""
    return " ".join(who.split()).strip(" ,;:")


def opens_with_order(key: str) -> bool:
    """Whether a statement begins with an order or a request: "Giao …", "Đề nghị …"."""
    return bool(orders().match(key))


def opens_with_preamble(key: str) -> bool:
    """Whether words that lead up to whoever is told open a statement: "Đối với …, các sở …"."""
    return bool(_preamble().match(key))


def told_inside(key: str) -> Subject | None:
    """Whom a sentence tells in its middle with no comma before the name: "Kết thúc năm học phòng Văn hóa báo cáo …".

    A name that a preposition or a verb governs ("của các sở", "đôn đốc UBND xã") is told nothing.
    """
    if not acts_clearly(key) and "trách nhiệm" not in key:
        return None
    end = 0
    for found in islice(gazetteer.starts().finditer(key, 1), MOST_NAMES):
        if key[found.start() - 1] != " " or found.start() < end:
            continue
        end = body_end(key, found.start())  # what a governed list goes on with is governed too
        if _governed().search(key, max(0, found.start() - 30), found.start()):
            continue
        if words.SHARE.search(key, max(0, found.start() - 160), found.start()):
            continue  # "có 70% cơ sở trợ giúp xã hội tổ chức …" is an aim
        if words.OBLIGED.match(key, end) or ACTS_CLEARLY.match(key, end):
            subject = _named(key, found.start(), checked=True)
            if subject is not None and not subject.persons:
                return subject
    return None


def _named(
    key: str, at: int, ordered: bool = False, requested: bool = False, *, checked: bool = False, council: bool = False
) -> Subject | None:
    if words.PREVENTION.match(key, at):
        return None  # "yêu cầu phòng, chống thiên tai" asks no office
    name_case = key[at : at + 1].upper() + key[at + 1 :]
    if not (checked or starts_body(key, at) or starts_body(name_case)):
        unknown = agent_before_act(key[at : at + LONGEST_SENTENCE]) if ordered or requested else ""
        return Subject(unknown, requested, ordered, False, True, False) if unknown else None
    named = body_end(key, at)
    end = complete_end(key, at, named)
    swallowed = end < named
    if ordered or requested:
        end = _listed(key, end)
    holder = clean_holder(key[at:end])
    if ordered and words.PERSON.match(holder) and re.search(r"phân công\s+$", key[max(0, at - 12) : at], re.I):
        return None  # whom somebody is to put in charge of its own work
    rest = key[end:]
    requested = requested or (rest.startswith(", đề nghị ") and key[max(0, at - 8) : at].lower() == "đối với ")
    if words.REPORTED.match(rest) and not (ordered or requested):
        return None
    obliged = bool(words.OBLIGED.match(rest) or words.OBLIGED_BEHIND.match(rest))
    acts = obliged or bool(act_behind().match(rest)) or bool(acts_after_comma().match(rest))
    granted = len(rest.split(maxsplit=3)) > 2 and GRANTS.match(rest)  # "Sở Y tế cấp cáng." is asked about
    acts = acts or swallowed or bool(granted or acts_on_condition().match(rest))
    within = None if acts else acts_within_place().match(rest)
    if within and within["where"]:
        holder = clean_holder(key[at : end + within.end()])
    acts = acts or within is not None
    if not acts and not ordered and not requested:
        return None
    if re.match(r"\s+(?:vừa |đã )?(?:ký )?ban hành\s", rest) and key.rstrip().endswith(":"):
        return None  # "… ban hành Kế hoạch … như sau:"
    if decides(holder, council=council) and not ordered and not led_by_a_place(holder, rest):
        return None
    if not ordered and not is_class(words.HEAD_OF.sub("", holder)) and words.OF_AN_ACT.search(f"{holder}{rest[:20]}"):
        return None
    if (
        requested
        and decides(re.split(r"[,;]| và ", holder)[0], council=council)
        and not rest.lstrip().startswith("chủ trì")
    ):
        return None  # what is asked of those who decide is a proposal
    return Subject(holder, requested, ordered, obliged, acts, bool(words.PERSON.match(holder)))


def _listed(key: str, end: int) -> int:
    """End of the bodies that a colon lists behind a name that ends at `end`, where an act follows; else `end`."""
    colon = re.compile(r"\s*:\s+").match(key, end)
    if colon is None or not starts_body(key, colon.end()):
        return end
    last = body_end(key, colon.end())
    return last if act_behind().match(key, last) else end


MOST_NAMES = 40
"""Names of one sentence that are tried for what they are told."""

LONGEST_SENTENCE = 3_000
"""Letters in which a holder is looked for; the longest paragraph of 31 real documents has 1,692."""


def _behind_preamble(
    key: str, at: int, loosely: bool, *, clearly: bool = False, council: bool = False
) -> Subject | None:
    """Try each clause behind a comma or colon of the first sentence for a holder that acts (`clearly`: as holders do)."""
    sentence = re.match(rf"[^;]*?(?:\.\s(?=[{UPPER}])|;|$)", key[at:])
    limit = at + (sentence.end() if sentence else len(key))
    named = at
    for found in words.CLAUSE.finditer(key[at : min(limit, at + LONGEST_SENTENCE)]):
        begin = at + found.end()
        if begin < named:
            continue  # inside a list of names that was seen whole
        if words.SHARE.search(key, at, begin):
            continue  # "Có trên 30% doanh nghiệp, hợp tác xã ứng dụng …" is an aim
        if not clearly and key[:begin].endswith(" do "):
            named = body_end(key, begin) if starts_body(key, begin) else named
            continue  # "Căn cứ Đề án do Sở A xây dựng, …" tells whose the scheme is
        if (clearly and for_whom(key, at, begin)) or with_whom(key, at, begin):
            continue
        issuer = words.ISSUER.match(key, begin)
        begin = issuer.end() if issuer else begin
        ordered = orders().match(key, begin)
        if ordered:
            subject = _named(key, ordered.end(), *_by_order(ordered), council=council)
        else:
            if not (starts_body(key, begin) or (loosely and starts_class(key, begin))):
                charged = _charged_class(key, begin)
                if charged is not None and not charged.persons and not words.OF_AN_ACT.search(charged.holder):
                    return charged
                continue
            end = body_end(key, begin)
            does = ACTS_CLEARLY.match(key, end) or words.OBLIGED.match(key, end)
            if not does and found[0].isspace() and not is_class(key[begin:end]):
                continue  # "… thì Sở A …" in the middle of a clause
            named = end
            if key.startswith(", ", named) and orders().match(key, named + 2):
                continue  # "theo tài liệu của Sở A, Sở B, giao Sở C …": the last name of a list, and then who is told
            if clearly and not does:
                continue
            subject = _named(key, begin, checked=True, council=council)
        if subject is not None:
            return subject
    return None


@cache
def _preamble() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load('verbs')['preambles'])})(?!\w)", re.I)


@cache
def _governed() -> re.Pattern[str]:
    verbs = load("verbs")
    return re.compile(
        rf"(?<!\w)(?:{any_of(verbs['acts'] + verbs['stops'] + verbs['governors'])})\s+$|[,;:/(–-]\s*$", re.I
    )
