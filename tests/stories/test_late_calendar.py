"""A swap that is announced late: on 20 November 2025 the office learns that 02/01/2026 is off for Saturday 10/01/2026.

Until then it counted 02/01 as worked and 10/01 as off. One round was opened early and is due on 06/01, one is planned
for 09/01, one for 02/01 itself. A second office knew the swap all along: what the first sends after the announcement
must be what the second sends, each message once and at the same hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from config.settings import Settings
from config.workdays import is_working_day
from models.clock import at_office, local_day
from models.database import Database
from models.journal import verify
from models.ladder import DUE_HOUR, ladder_of, step_moment
from models.outbox import Message, MessageState
from models.plan import Plan
from models.round import Request, Round
from tasks.calendar import Applied, apply_calendar
from tasks.collect import collect
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tasks.rounds import due_rounds, open_round
from tests.acting import MINH, ROUND, SYT, day, journalled, messages, request, send

SECOND = "5-kh-ubnd-2027-song-lam/h1"
THIRD = "5-kh-ubnd-2027-song-lam/y1"
BEFORE = "worked:\n  2026-01-02: Chưa có thông báo hoán đổi\noff:\n  2026-01-10: Chưa có thông báo làm bù\n"
SWAP = "off:\n  2026-01-02: Hoán đổi với thứ Bảy 10/01/2026\nworked:\n  2026-01-10: Làm bù cho ngày 02/01/2026\n"
STARTS, LEARNS = day("2025-11-17"), day("2025-11-20", "10:00")
ANSWERS, ENDS = day("2026-01-05", "10:30"), day("2026-01-23")


@dataclass
class Told:
    """The office that learned late, what applying the swap said, and the one that always knew."""

    late: Office
    applied: Applied
    knowing: Office


def apply(office: Office, text: str, now: datetime) -> Applied:
    file = office.settings.data_dir.parent / "lich.yaml"
    file.write_text(text, "utf-8")
    return apply_calendar(office, now, file, why="Thông báo hoán đổi ngày làm việc", by=MINH)


def prepare(office: Office, text: str) -> None:
    """Three rounds counted by the calendar as it was known; the first is opened early."""
    apply(office, text, STARTS - timedelta(days=10))
    with office.database.writing() as session:
        session.get_one(Plan, "5-kh-ubnd-2027-song-lam").launched_at = STARTS - timedelta(days=10)
        last = session.get_one(Round, SECOND)
        session.add(Round(**last.model_dump() | {"id": THIRD, "key": "y1", "name": "Báo cáo năm 2025"}))
        session.flush()
        for round_id, due in ((ROUND, "2026-01-06"), (SECOND, "2026-01-09"), (THIRD, "2026-01-02")):
            due_on(session, round_id, date.fromisoformat(due))
    open_round(office, ROUND, STARTS)
    deliver(office, STARTS)


def due_on(session: Session, round_id: str, due: date) -> None:
    kept = session.get_one(Round, round_id)
    while not is_working_day(due):
        due += timedelta(days=1)
    kept.window_from, kept.window_to = due - timedelta(days=90), due
    kept.due_at = at_office(due, DUE_HOUR)
    kept.opens_at = step_moment(ladder_of(kept).due[0], kept.due_at)


def live(office: Office, since: datetime) -> None:
    """Every moment at which something falls, to the end; Sở Y tế answers the first round on 5 January."""
    now: datetime | None = since
    while now is not None and now < ENDS:
        with office.database.reading() as session:
            due = [kept.id for kept in due_rounds(session, now)]
        for round_id in due:
            open_round(office, round_id, now)
        if now == ANSWERS:
            send(office, now)
        sweep(office, now)
        collect(office, now)
        deliver(office, now, limit=10_000)
        now = coming(office, now)


def coming(office: Office, now: datetime) -> datetime | None:
    """The next moment at which a round opens or is due, a step falls or a letter may leave."""
    with office.database.reading() as session:
        rounds = list(session.exec(select(Round)))
        moments = [kept.opens_at for kept in rounds] + [kept.due_at for kept in rounds] + [ANSWERS]
        moments += [each for each in session.exec(select(Request.next_step_at)) if each]
        moments += [each for each in session.exec(select(Message.next_attempt_at)) if each]
    return min((each for each in moments if each > now), default=None)


@pytest.fixture
def told(
    sample_office: Office,
    fresh_database_url: Callable[[], str],
    launching_sample: Callable[[Office], Office],
    tmp_path: Path,
) -> Iterator[Told]:
    database = Database(fresh_database_url())
    folder = tmp_path / "knowing" / "data"
    settings = Settings(data_dir=folder, database_url=database.url, _env_file=None)  # type: ignore[call-arg]
    knowing = launching_sample(replace(sample_office, database=database, settings=settings))
    folder.mkdir(parents=True)

    def always() -> None:
        prepare(knowing, SWAP)
        live(knowing, STARTS)

    copy_context().run(always)
    prepare(sample_office, BEFORE)
    until = LEARNS - timedelta(minutes=1)
    sweep(sample_office, until)
    yield Told(sample_office, apply(sample_office, SWAP, LEARNS), knowing)
    database.dispose()


def sent(office: Office) -> Counter[tuple[str, ...]]:
    """Every message that left: what, for which step and request, to whom, when, to the second."""
    return Counter(
        (
            each.kind,
            each.step or "",
            each.request_id or each.round_id or "",
            each.address,
            each.channel,
            f"{each.accepted_at:%F %H:%M}",
        )
        for each in messages(office)
        if each.state == MessageState.SENT
    )


def test_it_says_what_moved_from_when_to_when_and_because_of_which_day(told: Told) -> None:
    said = {(move.what, move.subject): (move.before, move.after) for move in told.applied.moves}
    assert said["due", THIRD] == (day("2026-01-02", "17:00"), day("2026-01-05", "17:00"))
    assert said["opens", SECOND] == (day("2025-12-25"), day("2025-12-24"))
    assert said["step", SYT] == (day("2025-12-31"), day("2025-12-30"))
    assert {move.subject for move in told.applied.moves if move.what == "step"} == {
        f"{ROUND}/{key}" for key in ("snv", "syt", "stc", "mttq")
    }
    assert all("02/01/2026 nghỉ (Hoán đổi với thứ Bảy 10/01/2026)" in move.why for move in told.applied.moves)
    assert told.applied.stays == []
    assert request(told.late).due_at == day("2026-01-06", "17:00")
    assert len(journalled(told.late, "calendar.moved")) == len(told.applied.moves)


def test_no_message_is_lost_or_doubled_and_each_leaves_when_it_would_have_left_anyway(told: Told) -> None:
    live(told.late, LEARNS)
    late, knowing = sent(told.late), sent(told.knowing)
    assert late == knowing
    assert {each: count for each, count in late.items() if count > 1} == {}
    assert len(late) > 60
    days = {local_day(each.accepted_at) for each in messages(told.late) if each.accepted_at}
    assert date(2026, 1, 2) not in days
    assert all(is_working_day(each) for each in days)
    assert not [each for each in messages(told.late) if each.state == MessageState.QUEUED]
    with told.late.database.reading() as session:
        assert verify(session) is None
