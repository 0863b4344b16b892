"""Asking agencies in a round: their requests, the duties on them, the letters and the links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from config.wording import say
from config.workdays import add_working_days, working_days_between
from models.clock import at_office, local_day
from models.directory import Agency
from models.ladder import DUE_HOUR, Ladder, next_after
from models.link import issue_links
from models.round import Request, Round
from models.schema import metadata
from tasks.asked import Duties
from tasks.expansions import Expanded, chains_of
from tasks.letters import Post, desk_for, to_agency, to_coordinator
from tasks.office import Office

UNCLEAR = "unclear"


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


def ask(
    office: Office,
    session: Session,
    kept: Round,
    ladder: Ladder,
    now: datetime,
    asked: Duties,
    expanded: Expanded,
    reason: str,
    dues: Mapping[str, datetime] | None = None,
) -> tuple[int, int]:
    """Ask the agencies of ``asked`` for the round's report; ``dues`` are due dates other than the round's own.

    Returns (requests, messages queued). Nobody of them may have a request in this round yet.
    """
    bodies = set(session.exec(select(Agency.key).where(col(Agency.requested))))
    requests = _requests(kept, ladder, now, asked, bodies, dues or {})
    _write_rows(session, requests, asked, expanded)
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
            more={
                "duty_count": len(asked[request.agency_key]),
                "heirs": chains_of(expanded, request.agency_key, asked[request.agency_key]),
            },
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
        max([kept.due_at, *(dues or {}).values()]) + timedelta(days=office.settings.link_days),
    )
    return len(requests), post.send(session, now).queued


def ask_back(office: Office, session: Session, kept: Round, ladder: Ladder, now: datetime, expanded: Expanded) -> None:
    """Put the questions that a round leaves open to the coordinator, in one letter; the same ones only once."""
    open_ones = [meaning for meaning in expanded.meanings.values() if meaning.questions]
    if not open_ones:
        return
    post = Post(office.settings.mail_domain)
    rows = [{"holder": meaning.holder, "duties": meaning.duties, "question": meaning.question} for meaning in open_ones]
    to_coordinator(
        post,
        desk_for(session, kept, ladder, office.settings),
        kind=UNCLEAR,
        step=UNCLEAR,
        audience="coordinator",
        now=now,
        reason=say("round.unclear", count=len(rows)),
        rows=rows,
        mark=str(len(rows)),
        more={"portal_url": f"{office.settings.resolved_public_url}/ban-lam-viec/ai-duoc-hoi/{kept.id}"},
    )
    post.send(session, now)


def _requests(
    kept: Round,
    ladder: Ladder,
    now: datetime,
    asked: Duties,
    bodies: set[str],
    dues: Mapping[str, datetime | None],
) -> list[Asked]:
    """The requests of a round: all alike but for the agency, whether it is only requested, and its level's due date."""
    coming: dict[tuple[bool, datetime], dict[str, Any]] = {}
    made = []
    for key, duties in asked.items():
        requested = key in bodies or all(duty.requested for duty, _ in duties)
        due_at = dues.get(key) or kept.due_at
        if (requested, due_at) not in coming:
            coming[requested, due_at] = _alike(kept, ladder, now, requested, due_at)
        row = coming[requested, due_at] | {"id": f"{kept.id}/{key}", "agency_key": key}
        made.append(Asked(row["id"], key, row["state"], requested, "due", due_at, due_at, row))
    return made


def _alike(kept: Round, ladder: Ladder, now: datetime, requested: bool, due_at: datetime) -> dict[str, Any]:
    """What the requests with one due date have in common."""
    alike = Request(
        id="",
        round_id=kept.id,
        agency_key="",
        asked_at=now,
        due_at=due_at,
        original_due_at=due_at,
        base_at=due_at,
        requested_body=requested,
    )
    following = next_after(ladder, alike, 1)
    while following.at and local_day(following.at) <= local_day(now):
        # opened late: nobody is reminded on the day on which he is asked
        following = next_after(ladder, alike, following.index + 1)
    alike.step_index, alike.next_step_at = following.index, following.at
    return alike.model_dump()


def _write_rows(session: Session, requests: Sequence[Asked], asked: Duties, expanded: Expanded) -> None:
    # Core inserts: the ORM's own bulk path takes twice as long for the same rows
    session.execute(insert(metadata.tables["request"]), [request.row for request in requests])
    heirs = {at: [step.to_json() for step in each.heirs] for at, each in expanded.answerable.items() if each.heirs}
    session.execute(
        insert(metadata.tables["request_item"]),
        [
            {
                "request_id": request.id,
                "responsibility_id": duty.id,
                "position": position,
                "because": because,
                "heirs": heirs.get((duty.number, request.agency_key), []),
            }
            for request in requests
            for position, (duty, because) in enumerate(asked[request.agency_key])
        ],
    )


def due_with_notice(ladder: Ladder, kept: Round, now: datetime) -> datetime:
    """The planned deadline, or later where it would leave less than the minimum notice."""
    if working_days_between(local_day(now), local_day(kept.due_at)) >= ladder.notice_days:
        return kept.due_at
    return at_office(add_working_days(local_day(now), ladder.notice_days), DUE_HOUR)
