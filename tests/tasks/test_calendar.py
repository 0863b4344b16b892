"""An office's calendar is applied while its plans run: what moves, what stays, and who counts by it."""

from __future__ import annotations

from contextvars import copy_context
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from config.workdays import IN_FORCE, is_working_day, shipped
from models.calendar import CalendarVersion
from models.clock import local_day
from models.extension import Extension
from models.journal import verify
from models.outbox import MessageState
from models.round import Request, Round
from tasks.account import account_of
from tasks.calendar import Applied, CalendarRefused, apply_calendar, copy_calendar
from tasks.calendar_moves import Move
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.extensions import ask_extension
from tasks.office import Office
from tasks.rehearse import scratch_office
from tasks.rounds import open_round
from tests.acting import (
    LAN,
    MINH,
    OPENING,
    ROUND,
    STC,
    SYT,
    day,
    extend,
    journalled,
    meanwhile,
    messages,
    promise,
    request,
    send,
)

SECOND = "5-kh-ubnd-2027-song-lam/h1"
JANUARY = day("2027-01-20")
NOTICE = "Thông báo số 3/TB-UBND"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lich.yaml"


def announce(office: Office, file: Path, text: str, now: object = JANUARY, **more: bool) -> Applied:
    file.write_text(text, "utf-8")
    return apply_calendar(office, now, file, why=NOTICE, by=MINH, **more)  # type: ignore[arg-type]


def kept(office: Office, round_id: str) -> Round:
    with office.database.reading() as session:
        return session.get_one(Round, round_id)


def moved(applied: Applied, what: str) -> dict[str, Move]:
    return {move.subject: move for move in applied.moves if move.what == what}


def versions(office: Office) -> list[CalendarVersion]:
    with office.database.reading() as session:
        return list(session.exec(select(CalendarVersion).order_by(CalendarVersion.id)))  # type: ignore[arg-type]


def test_a_planned_round_opens_so_many_working_days_before_its_deadline_by_the_new_calendar(
    sample_office: Office, file: Path
) -> None:
    assert kept(sample_office, SECOND).opens_at == day("2027-06-01")
    applied = announce(sample_office, file, "off:\n  2027-06-10: Nghỉ theo thông báo\n")
    assert kept(sample_office, SECOND).opens_at == day("2027-05-31")
    assert set(moved(applied, "opens")) == {SECOND}
    assert "10/06/2027 nghỉ (Nghỉ theo thông báo)" in moved(applied, "opens")[SECOND].why
    assert kept(sample_office, SECOND).due_at == day("2027-06-15", "17:00")
    assert kept(sample_office, ROUND).opens_at == OPENING


def test_an_opening_that_somebody_chose_does_not_follow_the_ladder(sample_office: Office, file: Path) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Round, SECOND).opens_at = day("2027-05-20")
    assert not announce(sample_office, file, "off:\n  2027-06-10: Nghỉ\n").moves
    assert kept(sample_office, SECOND).opens_at == day("2027-05-20")


def test_a_planned_deadline_on_a_new_day_off_ends_with_the_next_working_day_and_comes_back(
    sample_office: Office, file: Path
) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Round, SECOND).consolidated_due_at = day("2027-06-22", "17:00")
    before = kept(sample_office, SECOND)
    applied = announce(sample_office, file, "off:\n  2027-06-15: Nghỉ\n  2027-06-22: Nghỉ\n")
    now = kept(sample_office, SECOND)
    assert now.due_at == day("2027-06-16", "17:00")
    assert now.consolidated_due_at == day("2027-06-23", "17:00")
    assert set(moved(applied, "due")) == set(moved(applied, "consolidated")) == {SECOND}
    announce(sample_office, file, "off:\n  2027-06-15: Nghỉ\n  2027-06-16: Nghỉ\n")
    assert kept(sample_office, SECOND).due_at == day("2027-06-17", "17:00")
    announce(sample_office, file, "")
    again = kept(sample_office, SECOND)
    assert (again.due_at, again.consolidated_due_at, again.opens_at) == (
        before.due_at,
        before.consolidated_due_at,
        before.opens_at,
    )


def test_the_next_step_of_an_open_request_moves_and_what_was_taken_stays_taken(
    sample_office: Office, file: Path
) -> None:
    open_round(sample_office, ROUND, OPENING)
    assert request(sample_office).next_step_at == day("2027-03-10")
    now = day("2027-03-02")
    applied = announce(sample_office, file, "off:\n  2027-03-11: Nghỉ\n", now)
    assert request(sample_office).next_step_at == day("2027-03-09")
    assert moved(applied, "step")[SYT].label == "Sở Y tế · Báo cáo quý I/2027 · D-3"
    assert request(sample_office).step_index == 1
    swept = [step for at in ("2027-03-09", "2027-03-10") for step in sweep(sample_office, day(at)).taken]
    assert [step.step for step in swept if step.request_id == SYT] == ["D-3"]
    with sample_office.database.reading() as session:
        said = account_of(session, SYT, now).events
    assert [event.what for event in said if "lịch làm việc" in event.what] == [
        f"lịch làm việc thay đổi, nấc tới dời ngày ({MINH})"
    ]


def test_a_step_that_lies_in_the_past_by_the_new_calendar_falls_now_and_once(sample_office: Office, file: Path) -> None:
    open_round(sample_office, ROUND, OPENING)
    now = day("2027-03-09", "10:00")
    announce(sample_office, file, "off:\n  2027-03-11: Nghỉ\n", now)
    assert request(sample_office).next_step_at == now
    later = day("2027-03-10", "10:00")
    taken = [step for at in (now, later) for step in sweep(sample_office, at).taken if step.request_id == SYT]
    assert [step.step for step in taken] == ["D-3"]


def test_a_promise_keeps_its_peace_whatever_the_calendar(sample_office: Office, file: Path) -> None:
    open_round(sample_office, ROUND, OPENING)
    promise(sample_office, day("2027-03-02"), date(2027, 3, 17))
    announce(sample_office, file, "off:\n  2027-03-11: Nghỉ\n", day("2027-03-03"))
    assert request(sample_office).next_step_at == day("2027-03-17", "17:00")


def test_a_deadline_that_was_told_is_never_moved_silently(sample_office: Office, file: Path) -> None:
    open_round(sample_office, ROUND, OPENING)
    applied = announce(sample_office, file, "off:\n  2027-03-15: Nghỉ\n", day("2027-03-02"))
    assert len(applied.stays) == 4
    assert {move.before for move in applied.stays} == {day("2027-03-15", "17:00")}
    assert request(sample_office).due_at == kept(sample_office, ROUND).due_at == day("2027-03-15", "17:00")
    extend(sample_office, day("2027-03-02"), date(2027, 3, 16))
    again = announce(sample_office, file, "off:\n  2027-03-15: Nghỉ\n  2027-03-17: Nghỉ\n", day("2027-03-02"))
    assert again.stays == []


def test_a_letter_that_waits_leaves_on_the_next_working_morning_of_the_new_calendar(
    sample_office: Office, file: Path
) -> None:
    open_round(sample_office, ROUND, OPENING)
    deliver(sample_office, OPENING)
    friday = day("2027-03-05", "18:00")
    send(sample_office, friday)
    waiting = messages(sample_office, request_id=SYT, kind="receipt")
    assert {message.next_attempt_at for message in waiting} == {day("2027-03-08", "07:30")}
    announce(sample_office, file, "off:\n  2027-03-08: Nghỉ\n", friday)
    waiting = messages(sample_office, request_id=SYT, kind="receipt")
    assert {message.next_attempt_at for message in waiting} == {day("2027-03-09", "07:30")}
    announce(sample_office, file, "worked:\n  2027-03-06: Làm bù\n", friday)
    waiting = messages(sample_office, request_id=SYT, kind="receipt")
    assert {message.next_attempt_at for message in waiting} == {day("2027-03-06", "07:30")}
    deliver(sample_office, day("2027-03-06", "07:30"))
    assert {message.state for message in messages(sample_office, kind="receipt")} == {MessageState.SENT}


def test_a_preview_tells_the_same_moves_and_writes_nothing(sample_office: Office, file: Path) -> None:
    text = "off:\n  2027-06-10: Nghỉ\n"
    previewed = announce(sample_office, file, text, preview=True)
    assert kept(sample_office, SECOND).opens_at == day("2027-06-01")
    assert versions(sample_office) == []
    assert journalled(sample_office, "calendar.applied", "calendar.moved") == []
    assert is_working_day(date(2027, 6, 10))
    assert previewed.moves == announce(sample_office, file, text).moves


def test_the_version_and_the_journal_keep_what_moved_with_who_and_why(sample_office: Office, file: Path) -> None:
    text = "off:\n  2027-06-10: Nghỉ\n"
    applied = announce(sample_office, file, text)
    (version,) = versions(sample_office)
    assert (version.text, version.by, version.why, version.id) == (text, MINH, NOTICE, applied.version)
    assert [(row["what"], row["subject"]) for row in version.moved] == [("opens", SECOND)]
    (row,) = journalled(sample_office, "calendar.applied")
    assert (row.actor, row.why) == (MINH, NOTICE)
    assert [row.subject for row in journalled(sample_office, "calendar.moved")] == [SECOND]
    with sample_office.database.reading() as session:
        assert verify(session) is None


def test_the_same_file_twice_is_one_version(sample_office: Office, file: Path) -> None:
    text = "off:\n  2027-06-10: Nghỉ\n"
    announce(sample_office, file, text)
    assert announce(sample_office, file, text).already
    assert len(versions(sample_office)) == 1


def test_a_faulty_file_or_a_missing_reason_changes_nothing(sample_office: Office, file: Path) -> None:
    with pytest.raises(CalendarRefused) as refused:
        announce(sample_office, file, "off:\n  2027-02-30: Sai\n  2027-06-10: Nghỉ\n")
    assert refused.value.place == f"{file}:2"
    assert len(refused.value.findings) == 1
    file.write_text("off:\n  2027-06-10: Nghỉ\n", "utf-8")
    with pytest.raises(CalendarRefused, match="vì sao"):
        apply_calendar(sample_office, JANUARY, file, why=" ", by=MINH)
    assert versions(sample_office) == []
    assert kept(sample_office, SECOND).opens_at == day("2027-06-01")


def test_a_running_process_counts_by_what_another_applied_from_its_next_look_at_the_clock(
    sample_office: Office, file: Path
) -> None:
    day_off = date(2027, 6, 10)
    sample_office.now()
    copy_context().run(announce, sample_office, file, "off:\n  2027-06-10: Nghỉ\n")
    assert is_working_day(day_off), "this context has not looked yet"
    sample_office.now()
    assert not is_working_day(day_off)
    copy_context().run(announce, sample_office, file, "")
    assert not is_working_day(day_off)
    sample_office.tick()
    assert is_working_day(day_off)


def test_a_copy_for_who_opens_no_database_follows_each_version(sample_office: Office, file: Path) -> None:
    copy = sample_office.settings.data_dir / IN_FORCE
    announce(sample_office, file, "off:\n  2027-06-10: Nghỉ\n")
    assert copy.read_text("utf-8") == "off:\n  2027-06-10: Nghỉ\n"
    copy.write_text("off:\n  2027-06-11: của ai đó\n", "utf-8")
    sample_office.keep_calendar()
    assert copy.read_text("utf-8") == "off:\n  2027-06-10: Nghỉ\n"


def test_a_scratch_office_counts_as_the_office_beside_it(sample_office: Office, file: Path, tmp_path: Path) -> None:
    copy_context().run(announce, sample_office, file, "off:\n  2027-06-10: Nghỉ\n")
    scratch = scratch_office(tmp_path / "scratch")
    assert is_working_day(date(2027, 6, 10))
    copy_calendar(sample_office, scratch)
    scratch.now()
    assert not is_working_day(date(2027, 6, 10))
    assert shipped().works(date(2027, 6, 10))
    scratch.database.dispose()


def test_a_level_that_reports_earlier_keeps_its_own_deadline_off_the_new_day_off(
    sample_office: Office, file: Path
) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Round, SECOND).level_dues = {"commune": "2027-06-10", "district": "2027-06-11"}
    announce(sample_office, file, "off:\n  2027-06-10: Nghỉ\n")
    assert kept(sample_office, SECOND).level_dues == {"commune": "2027-06-11", "district": "2027-06-11"}
    announce(sample_office, file, "")
    assert kept(sample_office, SECOND).level_dues == {"commune": "2027-06-10", "district": "2027-06-11"}


def test_a_round_never_opens_before_its_window_begins(sample_office: Office, file: Path) -> None:
    with sample_office.database.writing() as session:
        chosen = session.get_one(Round, SECOND)
        chosen.window_from, chosen.opens_at = date(2027, 6, 1), day("2027-06-01")
    assert not announce(sample_office, file, "off:\n  2027-06-10: Nghỉ\n").moves
    assert kept(sample_office, SECOND).opens_at == day("2027-06-01")


def test_the_coordinators_own_clocks_move_too(sample_office: Office, file: Path) -> None:
    open_round(sample_office, ROUND, OPENING)
    now = day("2027-03-02", "10:00")
    with sample_office.database.writing() as session:
        ask_extension(session, now, STC, date(2027, 3, 18), "chờ số liệu", by=LAN)
    send(sample_office, now)
    with sample_office.database.reading() as session:
        (plea,) = session.exec(select(Extension)).all()
    reviewed = request(sample_office)
    assert plea.next_step_at is not None
    assert reviewed.next_step_at is not None
    assert reviewed.ladder_part == "review"
    days = {local_day(plea.next_step_at), local_day(reviewed.base_at) - timedelta(days=1)}
    applied = announce(sample_office, file, "off:\n" + "".join(f"  {each}: Nghỉ\n" for each in sorted(days)), now)
    with sample_office.database.reading() as session:
        later = session.get_one(Extension, plea.id).next_step_at
    assert later is not None
    assert later > plea.next_step_at
    assert set(moved(applied, "plea")) == {str(plea.id)}
    assert SYT not in {move.subject for move in applied.stays}


def test_a_pending_step_that_somebody_else_set_is_left_alone(sample_office: Office, file: Path) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        session.get_one(Request, SYT).next_step_at = day("2027-03-12", "17:00")
    announce(sample_office, file, "off:\n  2027-03-11: Nghỉ\n", day("2027-03-02"))
    assert request(sample_office).next_step_at == day("2027-03-12", "17:00")
    assert request(sample_office, STC).next_step_at == day("2027-03-09")


def test_two_appliers_at_once_leave_two_versions_and_the_later_one_holds(sample_office: Office, file: Path) -> None:
    other = file.with_name("khac.yaml")

    def second() -> None:
        announce(sample_office, other, "off:\n  2027-06-09: Nghỉ\n")

    with meanwhile(second) as raised:
        announce(sample_office, file, "off:\n  2027-06-10: Nghỉ\n  2027-06-09: Nghỉ\n")
    assert raised == []
    last = versions(sample_office)[-1].text
    assert len(versions(sample_office)) == 2
    opens = day("2027-05-31") if "06-10" not in last else day("2027-05-28")
    assert kept(sample_office, SECOND).opens_at == opens
