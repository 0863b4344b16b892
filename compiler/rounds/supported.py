"""What supports a customary proposal: whose document it is, whom it names, and whether its kind reports by period.

Custom knows a people's committee's plan (config/patterns.yaml). A letter, directive, telegram or notice orders single
things and asks for the reports that it states; a ministry's, a department's or a party committee's paper has bodies of
its own. For those only what the text itself names is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from compiler.graph import may_coordinate, plain
from compiler.result import DocumentClass, PlanHead, RegimeProposal, Responsibility, Role
from compiler.rounds.dated import rounds_of_own_days
from compiler.rounds.regime import Drafted, draft_regime
from config.wording import say

ORDERS = frozenset({DocumentClass.LETTER, DocumentClass.DIRECTIVE, DocumentClass.NOTICE})
"""Kinds that order single things; telegrams are read as directives."""
NAMED_CLASS = re.compile(
    r"\b(sở|ban, ngành|ubnd|ủy ban nhân dân|uỷ ban nhân dân|phòng)\b(?!.*liên quan)", re.IGNORECASE
)
_COMMITTEE = re.compile(r"(?:chủ tịch\s+)?(?:(?:ủy|uỷ) ban nhân dân|ubnd)\b", re.IGNORECASE)
_FOLLOWS_UP = re.compile(r"đôn đốc|theo dõi|đầu mối|thường trực", re.IGNORECASE)
_IN_GENERAL = re.compile(
    r"(?:(?:các|mọi|những|thủ trưởng|người đứng đầu|lãnh đạo|cơ quan|đơn vị|tổ chức|địa phương|cá nhân|và|trực thuộc)[\s,]*)+"
)


def of_a_committee(head: PlanHead) -> bool:
    """Whether a people's committee issued it, as is taken where no issuer is known."""
    return head.issuer is None or _COMMITTEE.match(head.issuer) is not None


def reports_by_custom(head: PlanHead) -> bool:
    """Whether custom gives such a document rounds and parts that it does not state: plans and what carries them."""
    return head.cls not in ORDERS


def coordinating_duty(duties: Iterable[Responsibility]) -> Responsibility | None:
    """The duty that makes its one holder the likely coordinator: it puts reports together, or follows the work up.

    Who merely watches over a thing ("giám sát việc vận hành hồ") coordinates nothing.
    """
    able = [duty for duty in duties if not (duty.group or duty.requested) and may_coordinate(duty.holder)]
    single = [duty for duty in able if "," not in duty.holder or " và " in duty.holder]
    consolidating = (duty for duty in single if Role.CONSOLIDATE in duty.roles)
    following = (duty for duty in single if Role.COORDINATE in duty.roles and _FOLLOWS_UP.search(duty.text))
    return next(consolidating, None) or next(following, None)


def reporting_class(head: PlanHead, duties: Iterable[Responsibility]) -> str | None:
    """The class of agencies that the text tells to carry it out, the longest as written; None where it names none.

    "các cơ quan, đơn vị, địa phương" and "các cơ quan liên quan" name nobody. In a committee's paper a class is one of
    departments or of lower committees; others have classes of their own ("Hiệu trưởng các trường").
    """
    own = of_a_committee(head)
    groups = [
        duty.holder
        for duty in duties
        if duty.group and Role.EXECUTE in duty.roles and not duty.requested and not duty.exception_channel
        if (NAMED_CLASS.search(duty.holder) if own else _names_somebody(duty.holder))
    ]
    return max(groups, key=len, default=None)


def draft_rounds(
    head: PlanHead,
    duties: list[Responsibility],
    coordinator: str | None,
    preset: str,
    *,
    before_is_inclusive: bool = True,
) -> Drafted | None:
    """The rounds that the duties state, else those of custom: for an order its duties' own days, never a yearly report.

    None where there are no rounds to propose.
    """
    drafted = draft_regime(head, duties, coordinator, preset, before_is_inclusive=before_is_inclusive)
    if drafted is None or reports_by_custom(head) or drafted.regime.preset == "custom":
        return drafted
    periods = rounds_of_own_days(duties, head.issued_on, inclusive=before_is_inclusive)
    events = drafted.regime.events
    if not periods and not events:
        return None
    regime = RegimeProposal(
        preset="custom",
        periods=periods,
        events=events,
        basis="assumed" if periods else "stated",
        reason=say("regime.own_days"),
    )
    return Drafted(regime, [])


def _names_somebody(holder: str) -> bool:
    key = plain(holder)
    return "liên quan" not in key and _IN_GENERAL.fullmatch(key) is None
