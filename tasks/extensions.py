"""An agency asks for more time, with a reason; the coordinator grants or refuses, on a clock of its own.

While a plea is open the request's own ladder goes on: asking buys no peace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from config.wording import say
from models.clock import at_office, local_day
from models.directory import Agency
from models.extension import Extension, ExtensionState
from models.journal import Entry, write
from models.ladder import DUE_HOUR, Ladder, Step, ladder_of, step_moment
from models.plan import Plan
from models.round import OWED, Request, Round
from tasks.held import held
from tasks.letters import Post, desk_for, to_coordinator
from tasks.office import Office
from tasks.pleas import open_plea, settle
from tasks.requests import AnswerError, load, reasoned, tell, within_a_year
from tasks.review import extend


def ask_extension(
    session: Session, now: datetime, request_id: str, until: date, reason: str, *, by: str, channel: str = "web"
) -> Extension:
    """Keep an agency's plea for a deadline at the end of ``until``; the coordinator must answer it.

    Raises AnswerError without a reason, for a day that is not after the deadline, past or over a year away, where nothing is owed,
    or while an earlier plea is open.
    """
    request, kept, _ = load(session, request_id, lock=True)
    reasoned(request_id, reason)
    if request.state not in OWED or request.closed_at is not None:
        raise AnswerError.of("report.nothing_to_extend", place=request_id, state=say(f"state.{request.state}"))
    if at_office(until, DUE_HOUR) <= max(now, request.base_at):
        raise AnswerError.of("plea.early", place=request_id, day=f"{until:%d/%m/%Y}")
    within_a_year(request_id, until, now)
    if earlier := open_plea(session, request_id):
        facts = {"at": f"{local_day(earlier.asked_at):%d/%m/%Y}", "until": f"{earlier.until:%d/%m/%Y}"}
        raise AnswerError.of("plea.open", place=request_id, **facts)
    plea = Extension(request_id=request_id, asked_at=now, asked_by=by, until=until, reason=reason.strip())
    _advance(plea, ladder_of(kept), 0)
    session.add(plea)
    session.flush()
    if (together := held(session, request_id)) is not None:
        together.pleading.add(request_id)
    detail = {"until": until, "extension": plea.id}
    write(session, now, [Entry("extension.asked", request_id, actor=by, channel=channel, why=reason, detail=detail)])
    return plea


def grant_extension(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    *,
    by: str,
    until: date | None = None,
    why: str = "",
    channel: str = "workbench",
) -> Extension:
    """Grant the open plea, to the day asked for or to another; the deadline moves and the agency is told.

    Raises AnswerError where there is no open plea, or for a day that is not later than the deadline.
    """
    plea = _open(session, request_id)
    to = until or plea.until
    reason = why.strip() or say("plea.granted", reason=plea.reason)
    extend(office, session, now, request_id, to, reason, by=by, channel=channel)
    return plea


def refuse_extension(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    *,
    by: str,
    reason: str,
    channel: str = "workbench",
) -> Extension:
    """Refuse the open plea; the deadline stays, and the agency is told why. Raises AnswerError without a reason."""
    plea = _open(session, request_id)
    reasoned(request_id, reason)
    request, kept, _ = load(session, request_id)
    settle(plea, ExtensionState.REFUSED, now, by=by, answer=reason.strip())
    tell(
        office,
        session,
        now,
        request,
        kept,
        kind="extension",
        reason=say("plea.refused", why=reason),
        mark=f"refused{plea.id}|",
        channels=("email", "sms"),
        more={"granted": False, "reason": reason, "asked_until": plea.until.isoformat()},
    )
    detail = {"until": plea.until, "extension": plea.id}
    write(session, now, [Entry("extension.refused", request_id, actor=by, channel=channel, why=reason, detail=detail)])
    return plea


def open_pleas(session: Session) -> Sequence[tuple[Extension, Request, Agency, Round, Plan]]:
    """Every plea that waits for an answer, the oldest first."""
    rows = session.exec(
        select(Extension, Request, Agency, Round)
        .join(Request, col(Request.id) == col(Extension.request_id))
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .join(Round, col(Round.id) == col(Request.round_id))
        .where(Extension.state == ExtensionState.ASKED)
        .order_by(col(Extension.asked_at), col(Extension.id))
    ).all()
    return [(*row, session.get_one(Plan, row[3].plan_key)) for row in rows]


def pleas_of(session: Session, request_id: str) -> Sequence[Extension]:
    """All pleas of one request, in the order in which they were made."""
    return session.exec(select(Extension).where(Extension.request_id == request_id).order_by(col(Extension.id))).all()


def remind_of_pleas(office: Office, now: datetime) -> list[str]:
    """Remind the coordinator, then the supervisor, of pleas nobody answers; returns the requests' ids. Idempotent."""
    with office.database.reading() as session:
        if session.execute(_WAITING, {"now": now}).first() is None:
            return []
    with office.database.writing() as session:
        due = select(Extension).where(col(Extension.next_step_at) <= now).order_by(col(Extension.id))
        by_round: dict[str, list[Extension]] = defaultdict(list)
        for plea in session.exec(due.with_for_update(skip_locked=True, key_share=True)):
            by_round[session.get_one(Request, plea.request_id).round_id].append(plea)
        for round_id, pleas in sorted(by_round.items()):
            _remind(office, session, now, session.get_one(Round, round_id), pleas)
        return [plea.request_id for pleas in by_round.values() for plea in pleas]


# built once: each sweep asks it, and mostly nobody waits
_WAITING = columns(col(Extension.id)).where(col(Extension.next_step_at) <= bindparam("now")).limit(1)


def _remind(office: Office, session: Session, now: datetime, kept: Round, pleas: Sequence[Extension]) -> None:
    ladder = ladder_of(kept)
    steps = ladder.part("plea")
    requests = {plea.request_id: session.get_one(Request, plea.request_id) for plea in pleas}
    desk = desk_for(session, kept, ladder, office.settings, [each.agency_key for each in requests.values()])
    post = Post(office.settings.mail_domain)
    told: dict[int, list[Extension]] = defaultdict(list)
    for plea in pleas:
        fallen = [index for index in range(plea.step_index, len(steps)) if _moment(steps[index], plea) <= now]
        for index in fallen[-1:]:
            told[index].append(plea)
        _advance(plea, ladder, fallen[-1] + 1 if fallen else plea.step_index)
    for index, some in sorted(told.items()):
        rows = [_row(desk.agencies[requests[plea.request_id].agency_key], plea) for plea in some]
        for audience in steps[index].audience:
            to_coordinator(
                post,
                desk,
                kind="plea",
                step=steps[index].step,
                audience=audience,
                now=now,
                reason=say("plea.waits", step=steps[index].step, count=len(rows)),
                rows=rows,
                mark=",".join(str(plea.id) for plea in some[:20]) + f"+{len(some)}",
                channels=steps[index].channels,
            )
        names = {"step": steps[index].step}
        write(session, now, [Entry("extension.waits", plea.request_id, detail=names) for plea in some])
    post.send(session, now)


def _row(agency: Agency, plea: Extension) -> dict[str, Any]:
    return {
        "agency": {"key": agency.key, "name": agency.name},
        "request_id": plea.request_id,
        "asked_on": local_day(plea.asked_at).isoformat(),
        "until": plea.until.isoformat(),
        "reason": plea.reason,
    }


def _moment(step: Step, plea: Extension) -> datetime:
    return step_moment(step, plea.asked_at)


def _advance(plea: Extension, ladder: Ladder, index: int) -> None:
    steps = ladder.part("plea")
    plea.step_index = index
    plea.next_step_at = _moment(steps[index], plea) if index < len(steps) else None


def _open(session: Session, request_id: str) -> Extension:
    load(session, request_id, lock=True)
    plea = open_plea(session, request_id)
    if plea is None:
        raise AnswerError.of("plea.none", place=request_id)
    return plea
