"""The ladder: which step comes when, counted in working days or hours, within sending hours.

Pure: a frozen ladder (models/rungs; copied into the round) and dates go in, a step and its moment come out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, Protocol

from config.settings import OFFICE_ZONE
from config.workdays import add_working_days, is_working_day
from models.clock import at_office, local_day
from models.ladder_file import DUE_HOUR, LadderError, read_ladder, step_moment
from models.round import OWED, Request, RequestState, Round
from models.rungs import ABOVE, Audience, Channel, Condition, Kind, Ladder, Part, Step

__all__ = [
    "ABOVE",
    "DUE_HOUR",
    "Audience",
    "Channel",
    "Kind",
    "Known",
    "Ladder",
    "LadderError",
    "Next",
    "Part",
    "Step",
    "coming_step",
    "concerns",
    "deadline_of",
    "ladder_of",
    "latest_promise",
    "next_after",
    "overdue_steps",
    "read_ladder",
    "returned_deadline",
    "review_deadline",
    "step_moment",
    "unmet",
    "within_hours",
]

OFFICE_DAY = ((time(7, 30), time(17, 0)),)
"""When a step that is only taken by day may leave, where its channel names no hours of its own."""


@dataclass(frozen=True)
class Next:
    """The step to come and its moment (aware UTC); ``at`` None: the ladder has ended or nothing is owed."""

    index: int
    at: datetime | None


@dataclass(frozen=True)
class Known:
    """What is known of an agency when a step falls. ``opened``: a person used its form; ``acknowledged``: used it,
    promised, asked for more time or answered by any way."""

    opened: bool = False
    acknowledged: bool = False


def next_after(ladder: Ladder, request: Request, index: int) -> Next:
    """The first step at or after ``index`` that concerns this request, and when.

    A promise gives peace until the end of its day: steps before it are passed over. Requested bodies
    ("đề nghị") meet no climbing step. Closing a request as missing ends its ladder, whatever part of an answer
    still comes. A report that waits for its review runs on the coordinator's clock: no promise moves that.
    """
    if not _runs(request):
        return Next(index, None)
    steps = ladder.part(request.ladder_part)
    reviewed = request.ladder_part == "review"
    peace = at_office(request.promised_on, DUE_HOUR) if request.promised_on and not reviewed else None
    while index < len(steps):
        step = steps[index]
        if concerns(step, request):
            at = step_moment(step, request.base_at)
            return Next(index, max(at, peace) if peace else at)
        index += 1
    return Next(index, None)


def _runs(request: Request) -> bool:
    if request.ladder_part == "review":
        return request.state == RequestState.RECEIVED
    return request.state in OWED and not (request.closed_at is not None and request.ladder_part == "due")


def concerns(step: Step, request: Request) -> bool:
    """Whether a step is for this request at all: bodies that are only requested meet no climbing one."""
    return not (step.climbs and request.requested_body and request.ladder_part != "review")


def overdue_steps(
    ladder: Ladder, request: Request, now: datetime, known: Known | None = None
) -> tuple[list[tuple[int, Step]], list[tuple[int, Step]]]:
    """(steps to take, steps passed over) of all that fell due by ``now`` since the last sweep.

    After a standstill, or a promise that was broken, each reader is told the last one only: three messages on
    one morning say no more than one. The agency has its own last one, so that nobody is listed or decided about
    who was never told; a draft letter and a decision at the top are never passed over. A step whose condition
    does not hold, by what is ``known`` of the agency, is passed over and keeps no other from being told.
    """
    steps = ladder.part(request.ladder_part)
    fallen = [
        (index, steps[index])
        for index in range(request.step_index, len(steps))
        if step_moment(steps[index], request.base_at) <= now and concerns(steps[index], request)
    ]
    standing = [(index, step) for index, step in fallen if unmet(step, request, known or Known()) is None]
    kept = {index for index, step in standing if step.kind in ("decide", "draft_letter")}
    readers: dict[object, int] = {}
    for index, step in standing:
        # in the coordinator's own part each reader is a person, else there are those above and the agency
        readers[step.audience if step.kind == "review" else step.kind in ABOVE] = index
    kept |= set(readers.values())
    return [pair for pair in fallen if pair[0] in kept], [pair for pair in fallen if pair[0] not in kept]


def coming_step(ladder: Ladder, request: Request) -> Step | None:
    """The step that the agency or the office is told when ``next_step_at`` comes: the last of all that fall together."""
    if request.next_step_at is None or request.step_index >= len(ladder.part(request.ladder_part)):
        return None
    take = [step for _, step in overdue_steps(ladder, request, request.next_step_at)[0]]
    told = [step for step in take if step.kind not in ABOVE]
    return (told or take or [ladder.part(request.ladder_part)[request.step_index]])[-1]


def unmet(step: Step, request: Request, known: Known) -> Condition | None:
    """The first condition of a step that does not hold for a request, or None."""
    failed: dict[Condition, bool] = {
        "not_acknowledged": known.acknowledged or request.promised_on is not None or request.version > 0,
        "not_opened": known.opened,
        "not_promised": request.promised_on is not None,
        "nothing_received": request.first_received_at is not None,
        "by_day": False,  # kept by the hours at which its letters leave
    }
    return next((condition for condition in step.only_if if failed[condition]), None)


def within_hours(ladder: Ladder, channel: str, moment: datetime, *, by_day: bool = False) -> datetime:
    """``moment``, or the next sending hour on a working day for this channel (DOMAIN 10.2).

    A channel without hours sends at any time, unless the step is one that is only taken ``by_day``.
    """
    windows: Sequence[tuple[time, time]] = ladder.sending_hours.get(channel, ())  # type: ignore[call-overload]
    if not windows and by_day:
        windows = OFFICE_DAY
    if not windows:
        return moment
    local = moment.astimezone(OFFICE_ZONE)
    if is_working_day(local.date()):
        for start, end in windows:
            if local.time() < start:
                return at_office(local.date(), start)
            if local.time() < end:
                return moment
    return at_office(add_working_days(local.date(), 1), windows[0][0])


class Owing(Protocol):
    """What the deadline of a request is read from."""

    ladder_part: str
    due_at: datetime
    base_at: datetime


def deadline_of(request: Owing) -> datetime:
    """The agency's own deadline: that of its returned report, else the due date.

    ``base_at`` of a report under review is the coordinator's deadline, and says nothing about the agency.
    """
    return request.base_at if request.ladder_part == "returned" else request.due_at


def latest_promise(ladder: Ladder, base_at: datetime) -> date:
    """The last day for which a promise may ask for peace."""
    return add_working_days(local_day(base_at), ladder.promise.most_days)


def returned_deadline(ladder: Ladder, now: datetime, chosen: date | None, due_at: datetime) -> datetime:
    """When a returned report must be back: the chosen day, or the ladder's number of working days from now.

    Not before the day ``due_at`` on which all were to report: who sent early has no less time than who sent nothing.
    """
    customary = at_office(chosen or add_working_days(local_day(now), ladder.returned.deadline_days), DUE_HOUR)
    return customary if chosen else max(customary, due_at)


def review_deadline(ladder: Ladder, now: datetime) -> datetime | None:
    """By when the coordinator should have reviewed what came ``now``; None where the ladder sets no such clock."""
    return at_office(add_working_days(local_day(now), ladder.review.days), DUE_HOUR) if ladder.review else None


def ladder_of(round: Round) -> Ladder:
    """The ladder that was frozen into a round."""
    frozen = round.ladder
    known = _THAWED.get(id(frozen))
    if known is None or known[0] is not frozen:
        if len(_THAWED) >= MOST_THAWED:
            _THAWED.clear()
        known = _THAWED[id(frozen)] = (frozen, _thaw(json.dumps(frozen, sort_keys=True)))
    return known[1]


MOST_THAWED = 256
_THAWED: dict[int, tuple[dict[str, Any], Ladder]] = {}
"""By the identity of what a round holds, which is kept with it so that the number is not given out again."""


@cache
def _thaw(frozen: str) -> Ladder:
    return Ladder.model_validate_json(frozen)
