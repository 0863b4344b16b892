"""What became of a draft letter: signed and issued under a number, or put aside. People sign; this only remembers.

A letter that goes out has the number and the day under which the office's clerk registered it (Nghị định
30/2020/NĐ-CP, Điều 15). Whoever wrote a wrong number records it again: the newest record counts, all are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from config.errors import DondocError
from config.wording import say
from models.clock import local_day
from models.journal import Entry, JournalRow, write
from models.plan import Plan
from models.round import OWED, Request, Round, RoundState
from tasks.drafts import DRAFTED, Draft, drafts_of
from tasks.letters import batches

ISSUED, PUT_ASIDE = "letter.issued", "letter.put_aside"
LONGEST = 100
"""Letters of a number and of a signer's name."""


class LetterRefused(DondocError):
    """A record of a letter that cannot be right."""


@dataclass(frozen=True)
class Fate:
    """What became of one draft; ``number``, ``day`` and ``signer`` are None for one that was put aside."""

    file: str
    number: str | None
    day: date | None
    signer: str | None
    by: str
    at: datetime
    why: str


def issue(
    session: Session,
    now: datetime,
    round_id: str,
    file: str,
    *,
    number: str,
    day: date,
    signer: str,
    by: str,
    channel: str = "workbench",
) -> Fate:
    """Record that a draft was signed and sent: in the round's journal, and in that of each request it addresses.

    Raises LetterRefused for a draft that is not there, an empty number or signer, a day to come or before the draft.
    """
    draft = _draft(session, round_id, file)
    number, signer = " ".join(number.split()), " ".join(signer.split())
    if not 0 < len(number) <= LONGEST or not 0 < len(signer) <= LONGEST:
        raise LetterRefused.of("letter.unnamed", place=file)
    if day > local_day(now):
        raise LetterRefused.of("letter.to_come", place=file, day=f"{day:%d/%m/%Y}", today=f"{local_day(now):%d/%m/%Y}")
    if day < date.fromisoformat(draft.day):
        drafted = f"{date.fromisoformat(draft.day):%d/%m/%Y}"
        raise LetterRefused.of("letter.before_draft", place=file, day=f"{day:%d/%m/%Y}", drafted=drafted)
    detail = {"file": file, "number": number, "day": day, "signer": signer}
    entries = [
        Entry(ISSUED, subject, actor=by, channel=channel, why=_said(number, day, signer), detail=detail)
        for subject in (round_id, *draft.requests)
    ]
    write(session, now, entries)
    return Fate(file, number, day, signer, by, now, "")


def put_aside(
    session: Session, now: datetime, round_id: str, file: str, *, why: str, by: str, channel: str = "workbench"
) -> Fate:
    """Record that a draft will not be sent, and why. Raises LetterRefused."""
    _draft(session, round_id, file)
    if not why.strip():
        raise LetterRefused.of("letter.no_reason", place=file)
    write(session, now, [Entry(PUT_ASIDE, round_id, actor=by, channel=channel, why=why.strip(), detail={"file": file})])
    return Fate(file, None, None, None, by, now, why.strip())


def fates(session: Session, round_ids: Iterable[str]) -> dict[tuple[str, str], Fate]:
    """(round id, file) -> what became of each draft that was issued or put aside: the newest record."""
    found: dict[tuple[str, str], Fate] = {}
    for ids in batches(sorted(set(round_ids))):
        rows = session.exec(
            select(JournalRow)
            .where(col(JournalRow.subject).in_(ids), col(JournalRow.action).in_((ISSUED, PUT_ASIDE)))
            .order_by(col(JournalRow.seq))
        )
        for row in rows:
            detail = json.loads(row.detail)
            day = date.fromisoformat(detail["day"]) if "day" in detail else None
            found[row.subject, detail["file"]] = Fate(
                detail["file"],
                detail.get("number"),
                day,
                detail.get("signer"),
                row.actor,
                datetime.fromisoformat(row.at),
                row.why,
            )
    return found


def waiting_drafts(session: Session) -> list[tuple[Round, Plan, Draft, int]]:
    """Letters of open rounds that somebody may still have to sign, the newest first, with how many agencies still owe.

    One that was issued or put aside, or whose agencies have all answered, has no use any more, and is left out.
    """
    rows = session.exec(
        select(JournalRow, Round, Plan)
        .join(Round, col(Round.id) == col(JournalRow.subject))
        .join(Plan, col(Plan.key) == col(Round.plan_key))
        .where(JournalRow.action == DRAFTED, Round.state == RoundState.OPEN)
        .order_by(col(JournalRow.seq).desc())
    ).all()
    settled = fates(session, (kept.id for _, kept, _ in rows))
    found = []
    for row, kept, plan in rows:
        draft = Draft(**json.loads(row.detail))
        if (kept.id, draft.file) in settled:
            continue
        owed = select(func.count()).select_from(Request).where(col(Request.state).in_(OWED))
        owing = sum(session.exec(owed.where(col(Request.id).in_(ids))).one() for ids in batches(draft.requests))
        if owing:
            found.append((kept, plan, draft, owing))
    return found


def _draft(session: Session, round_id: str, file: str) -> Draft:
    found = next((draft for draft in drafts_of(session, round_id) if draft.file == file), None)
    if found is None:
        raise LetterRefused.of("letter.unknown", place=round_id, file=file)
    return found


def _said(number: str, day: date, signer: str) -> str:
    return say("letter.issued", number=number, day=f"{day:%d/%m/%Y}", signer=signer)
