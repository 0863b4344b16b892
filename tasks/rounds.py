"""Opening a round: every agency that holds a duty is asked once, all its duties on one form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from config.errors import DondocError
from config.wording import say
from config.workdays import add_working_days, working_days_between
from models.agencies import Snapshot, resolve
from models.clock import at_office, local_day
from models.directory import Agency
from models.journal import Entry, write
from models.ladder import DUE_HOUR, Ladder, ladder_of, next_after
from models.link import issue_links
from models.plan import Plan, PlanState, Responsibility
from models.round import ROUND_MOVES, Request, RequestItem, Round, RoundState
from tasks.letters import Post, desk_for, to_agency
from tasks.office import Office


class RoundError(DondocError):
    """A round that cannot be opened."""


@dataclass(frozen=True)
class Opened:
    """What opening a round did; ``already`` where it was open before and nothing changed."""

    round_id: str
    already: bool
    requests: int
    messages: int
    late: bool
    reason: str
    questions: tuple[str, ...] = ()


@dataclass
class Asked:
    """A request about to be written: what its letters need of it, and its row."""

    id: str
    agency_key: str
    state: str
    requested_body: bool
    ladder_part: str
    due_at: datetime
    base_at: datetime
    row: dict[str, Any]


def open_round(office: Office, round_id: str, now: datetime) -> Opened:
    """Open one round in one transaction: requests, their items, links, letters, journal.

    Idempotent. A round whose time passed while the system was down is opened once, with at least the
    ladder's minimum notice. Raises RoundError where no duty finds an agency.
    """
    with office.database.writing() as session:
        kept = get_round(session, round_id, lock=True)
        if kept.state in (RoundState.OPEN, RoundState.CLOSED):
            return Opened(round_id, True, 0, 0, False, "")
        ROUND_MOVES.check(round_id, RoundState(kept.state), RoundState.OPEN)
        ladder = ladder_of(kept)
        late = now > kept.opens_at + timedelta(days=1)
        planned = local_day(kept.due_at)
        due_at = _due_with_notice(ladder, kept, now)
        plan = session.get_one(Plan, kept.plan_key)
        asked, questions = who_is_asked(session, plan, due_at)
        if not asked:
            raise RoundError.of("round.nobody", place=round_id, round=kept.name, day=f"{local_day(due_at):%d/%m/%Y}")
        kept.state, kept.opened_at, kept.due_at = RoundState.OPEN, now, due_at
        reason = say("round.opens", step=ladder.due[0].step)
        if late and plan.launched_at > kept.opens_at:
            reason = say(
                "round.launched_late",
                planned=f"{local_day(kept.opens_at):%d/%m/%Y}",
                launched=f"{local_day(plan.launched_at):%d/%m/%Y}",
            )
        elif late:
            reason = say("round.opened_late", planned=f"{local_day(kept.opens_at):%d/%m/%Y}")
        if local_day(due_at) != planned:
            reason += "; " + say(
                "round.notice_kept",
                planned=f"{planned:%d/%m/%Y}",
                days=ladder.notice_days,
                moved=f"{local_day(due_at):%d/%m/%Y}",
            )
        bodies = set(session.exec(select(Agency.key).where(col(Agency.requested))))
        requests = _requests(kept, ladder, now, asked, bodies)
        _write_rows(session, requests, asked)
        desk = desk_for(session, kept, ladder, office.settings, [request.agency_key for request in requests])
        post = Post(office.settings.mail_domain)
        for request in requests:
            to_agency(
                post,
                desk,
                request,
                kind="request",
                step=ladder.due[0],
                now=now,
                reason=reason,
                more={"duty_count": len(asked[desk.agencies[request.agency_key].key])},
            )
        issue_links(
            session,
            office.secret,
            [
                (request.id, contact.id, address)
                for request in requests
                for contact in desk.contacts.get(request.agency_key, ())
                for address in {contact.email, contact.phone} - {None}
                if address
            ],
            due_at + timedelta(days=office.settings.link_days),
        )
        queued = post.send(session, now)
        write(
            session,
            now,
            [
                Entry(
                    "round.opened",
                    round_id,
                    why=reason,
                    detail={
                        "due": due_at,
                        "asked": {agency: [duty.number for duty, _ in duties] for agency, duties in asked.items()},
                        "questions": questions,
                    },
                )
            ],
        )
        return Opened(round_id, False, len(requests), queued.queued, late, reason, tuple(questions))


def due_rounds(session: Session, now: datetime) -> Sequence[Round]:
    """Rounds of running plans whose time has come and which are not open, oldest first."""
    return session.exec(
        select(Round)
        .join(Plan, col(Plan.key) == col(Round.plan_key))
        .where(Round.state == RoundState.PLANNED, Round.opens_at <= now, Plan.state == PlanState.RUNNING)
        .order_by(col(Round.opens_at), col(Round.id))
    ).all()


def get_round(session: Session, round_id: str, *, lock: bool = False) -> Round:
    """A round by id; ``lock`` keeps others from opening or closing it meanwhile. Raises RoundError."""
    found = session.get(Round, round_id, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise RoundError.of("round.unknown", place=round_id, round_id=round_id)
    return found


def who_is_asked(
    session: Session, plan: Plan, due_at: datetime
) -> tuple[dict[str, list[tuple[Responsibility, str]]], list[str]]:
    """(agency key -> its duties with the reason, questions) for the day on which the request is due.

    A holder that a person settled (plan.policy["holders"]) is taken as settled. The channel for
    difficulties is open all year and is not asked for.
    """
    snapshot, day = Snapshot.load(session), local_day(due_at)
    within = _own_district(snapshot, plan, day)
    settled: dict[str, list[str]] = plan.policy.get("holders", {})
    asked: dict[str, list[tuple[Responsibility, str]]] = defaultdict(list)
    questions: list[str] = []
    duties = session.exec(
        select(Responsibility).where(Responsibility.plan_key == plan.key).order_by(col(Responsibility.position))
    ).all()
    named = [
        key
        for duty in duties
        if not duty.group
        for key, _ in resolve(
            snapshot, duty.holder, day, plan.province, plan.level, duty=duty.text, within=within
        ).agencies
    ]
    for duty in duties:
        if duty.exception_channel:
            continue
        if duty.holder in settled:
            found = [(key, "decided") for key in settled[duty.holder]]
        else:
            resolution = resolve(
                snapshot,
                duty.holder,
                day,
                plan.province,
                plan.level,
                duty=duty.text,
                within=within,
                named=tuple(dict.fromkeys(named)),
            )
            found = resolution.agencies
            if resolution.question and resolution.question not in questions:
                questions.append(resolution.question)
        for key, because in found:
            asked[key].append((duty, because))
    return dict(asked), questions


def _own_district(snapshot: Snapshot, plan: Plan, day: date) -> str | None:
    """The district authority that issued a district's plan: its groups are the bodies below it."""
    if plan.level != "district":
        return None
    found = resolve(snapshot, plan.issuer, day, plan.province, plan.level).agencies
    return found[0][0] if len(found) == 1 else None


def _requests(
    kept: Round, ladder: Ladder, now: datetime, asked: dict[str, list[tuple[Responsibility, str]]], bodies: set[str]
) -> list[Asked]:
    """The requests of a round: all alike but for the agency, and whether it is only requested."""
    coming = {}
    for requested in (False, True):
        alike = Request(
            id="",
            round_id=kept.id,
            agency_key="",
            asked_at=now,
            due_at=kept.due_at,
            original_due_at=kept.due_at,
            base_at=kept.due_at,
            requested_body=requested,
        )
        following = next_after(ladder, alike, 1)
        while following.at and local_day(following.at) <= local_day(now):
            # opened late: nobody is reminded on the day on which he is asked
            following = next_after(ladder, alike, following.index + 1)
        alike.step_index, alike.next_step_at = following.index, following.at
        coming[requested] = alike.model_dump()
    made = []
    for key, duties in asked.items():
        requested = key in bodies or all(duty.requested for duty, _ in duties)
        row = coming[requested] | {"id": f"{kept.id}/{key}", "agency_key": key}
        made.append(Asked(row["id"], key, row["state"], requested, "due", kept.due_at, kept.due_at, row))
    return made


def _write_rows(
    session: Session, requests: Sequence[Asked], asked: dict[str, list[tuple[Responsibility, str]]]
) -> None:
    session.execute(insert(Request), [request.row for request in requests])
    session.execute(
        insert(RequestItem),
        [
            {"request_id": request.id, "responsibility_id": duty.id, "position": position, "because": because}
            for request in requests
            for position, (duty, because) in enumerate(asked[request.agency_key])
        ],
    )


def _due_with_notice(ladder: Ladder, kept: Round, now: datetime) -> datetime:
    """The planned deadline, or later where opening late would leave less than the minimum notice."""
    if now <= kept.opens_at + timedelta(days=1):
        return kept.due_at
    if working_days_between(local_day(now), local_day(kept.due_at)) >= ladder.notice_days:
        return kept.due_at
    return at_office(add_working_days(local_day(now), ladder.notice_days), DUE_HOUR)
