"""An amended plan where it meets what else goes on: extensions, pleas, promises, returned reports, extra rounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from compiler.planfile.model import PlanFile
from compiler.planfile.read import load_planfile
from compiler.planfile.write import dump_planfile
from models.clock import local_day
from models.directory import Agency
from models.extension import Extension
from models.journal import verify
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, Round, RoundState
from models.tally import Standing, tally
from tasks.account import account_of
from tasks.amend import Amended, Amending, amend
from tasks.extensions import ask_extension
from tasks.facts import round_facts
from tasks.office import Office
from tasks.on_demand import Wanted, add_round
from tasks.reports import submit
from tasks.requests import load
from tasks.rounds import due_rounds
from tasks.versions import versions
from tests.acting import answer_for, day, extend, give_back, journalled, meanwhile, promise, send
from tests.tasks.test_amend import (
    ACT,
    WHO,
    amended,
    files,
    first_round,
    letters,
    plan_of,
    running,
    texts_asked,
    to,
    with_first_due,
)

__all__ = ["files", "running"]
LATER = date(2027, 3, 31)


def changed(files: dict[str, Path], path: Path, change: Callable[[PlanFile], PlanFile], name: str = "before") -> Path:
    """A plan file, changed by hand."""
    dump_planfile(change(load_planfile(files[name])), path)
    return path


def due_first(later: date, **more: object) -> Callable[[PlanFile], PlanFile]:
    """The first period with another deadline."""

    def change(file: PlanFile) -> PlanFile:
        assert file.regime
        periods = list(file.regime.periods)
        periods[0] = periods[0].model_copy(update={"due": later, "consolidated_due": None, **more})
        return file.model_copy(update={"regime": file.regime.model_copy(update={"periods": periods})})

    return change


def applied(office: Office, path: Path, *, move_open: bool = True) -> Amended:
    return amend(office, plan_of(office).key, path, Amending(ACT, "theo chỉ đạo", WHO, move_open))


def request(office: Office, key: str) -> Request:
    with office.database.reading() as session:
        return session.get_one(Request, f"{first_round(office).id}/{key}")


def standing(office: Office, key: str, at: datetime) -> Standing:
    with office.database.reading() as session:
        found = tally(round_facts(session, first_round(office).id).requests, at)
    return next(line.standing for line in found.lines if line.fact.agency_key == key)


def test_a_deadline_that_an_amendment_moved_is_the_one_that_counts(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    due = local_day(first_round(running).due_at)
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    between = day((due + timedelta(days=2)).isoformat())
    assert due < local_day(between) < LATER
    assert standing(running, "syt", between) == Standing.AWAITED
    send(running, between, request(running, "syt").id)
    assert standing(running, "syt", between + timedelta(days=30)) == Standing.ON_TIME


def test_an_extended_deadline_that_an_amendment_moves_further_counts_too(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = first_round(running)
    extend(running, kept.opens_at, local_day(kept.due_at) + timedelta(days=3), f"{kept.id}/syt")
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    assert local_day(request(running, "syt").due_at) == LATER
    assert standing(running, "syt", day("2027-03-30")) == Standing.AWAITED


def test_an_extension_beyond_the_new_deadline_stays(running: Office, files: dict[str, Path], tmp_path: Path) -> None:
    kept = first_round(running)
    extend(running, kept.opens_at, LATER + timedelta(days=5), f"{kept.id}/syt")
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    assert local_day(request(running, "syt").due_at) == LATER + timedelta(days=5)
    assert local_day(request(running, "stc").due_at) == LATER


def test_a_report_that_was_given_back_keeps_its_own_deadline(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = first_round(running)
    syt = f"{kept.id}/syt"
    with running.database.writing() as session:  # a second duty, so that half an answer is possible
        other = session.exec(select(Responsibility).where(Responsibility.holder == "Sở Tài chính")).first()
        assert other is not None
        session.add(RequestItem(request_id=syt, responsibility_id=other.id, position=9))
    send(running, kept.opens_at + timedelta(hours=1), syt)
    give_back(running, kept.opens_at + timedelta(hours=2), syt)
    send(running, kept.opens_at + timedelta(hours=3), syt, only=1)
    before = request(running, "syt")
    assert (before.state, before.ladder_part) == ("incomplete", "returned")
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    after = request(running, "syt")
    assert (after.base_at, after.step_index, after.due_at) == (before.base_at, before.step_index, before.due_at)


def test_a_plea_for_a_day_that_the_new_deadline_reaches_is_settled_by_it(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = first_round(running)
    with running.database.writing() as session:
        for key, until in (("syt", LATER - timedelta(days=2)), ("stc", LATER + timedelta(days=2))):
            ask_extension(session, kept.opens_at, f"{kept.id}/{key}", until, "thiếu số liệu", by=WHO)
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    with running.database.reading() as session:
        pleas = session.exec(select(Extension).order_by(col(Extension.id))).all()
    assert [(plea.state, plea.next_step_at is None) for plea in pleas] == [("withdrawn", True), ("asked", False)]
    assert "chuyển hạn sang 31/03/2027" in pleas[0].answer


def test_a_promise_within_the_new_deadline_is_as_if_never_made(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = first_round(running)
    promise(running, kept.opens_at, local_day(kept.due_at) + timedelta(days=1), f"{kept.id}/syt")
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    assert (request(running, "syt").promised_on, request(running, "syt").promises) == (None, 0)


def test_a_second_amendment_takes_open_rounds_over_the_first_that_they_did_not_follow(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = first_round(running)
    amended(running, files)

    def again(file: PlanFile) -> PlanFile:
        duties = [
            duty.model_copy(update={"text": duty.text.replace("trạm y tế", "trạm y tế xã")})
            for duty in file.responsibilities
        ]
        return file.model_copy(update={"responsibilities": duties})

    applied(running, changed(files, tmp_path / "lan2.yaml", again, "after"))
    (text,) = [text for text in texts_asked(running, f"{kept.id}/syt") if "Niêm yết" in text]
    assert "trạm y tế xã" in text
    with running.database.reading() as session:
        assert session.get_one(Request, f"{kept.id}/hnd").state == "cancelled"
        assert session.get_one(Request, f"{kept.id}/lhpn").state == "waiting"
        assert verify(session) is None


def test_a_plan_issued_anew_has_its_new_number_and_day(running: Office, files: dict[str, Path], tmp_path: Path) -> None:
    def anew(file: PlanFile) -> PlanFile:
        head = file.plan.model_copy(update={"number": "52/KH-UBND", "issued_on": date(2027, 2, 1)})
        return file.model_copy(update={"plan": head})

    applied(running, changed(files, tmp_path / "moi.yaml", anew))
    plan = plan_of(running)
    assert (plan.number, plan.issued_on) == ("52/KH-UBND", date(2027, 2, 1)), "number and day are cited together"


def test_an_open_round_that_the_plan_no_longer_has_is_not_said_to_follow_later(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    def without_first(file: PlanFile) -> PlanFile:
        assert file.regime
        return file.model_copy(update={"regime": file.regime.model_copy(update={"periods": file.regime.periods[1:]})})

    kept = first_round(running)
    path = changed(files, tmp_path / "bot.yaml", without_first)
    done = applied(running, path, move_open=False)
    assert [(each.what, each.round_id, each.done) for each in done.rounds] == [("dropped", kept.id, False)]
    assert done.untouched == (), "no decision moves it: it stays open and closes by itself"


def test_open_rounds_can_follow_an_amendment_that_was_applied_without_them(
    running: Office, files: dict[str, Path]
) -> None:
    kept = first_round(running)
    assert amended(running, files).untouched == (kept.name,)
    look = amended(running, files, preview=True, move_open=True)
    assert (look.already, look.version) == (False, 2)
    done = amended(running, files, move_open=True)
    assert (done.already, done.version) == (False, 2)
    assert {(each.agency_key, each.what) for each in done.moved} >= {("lhpn", "asked"), ("hnd", "let_go")}
    assert any("trạm y tế" in text for text in texts_asked(running, f"{kept.id}/syt"))
    with running.database.reading() as session:
        assert [each.version for each in versions(session, plan_of(running).key)] == [1, 2], "no version is added"
        assert session.get_one(Request, f"{kept.id}/hnd").state == "cancelled"
    assert "moved" in journalled(running, "plan.amended")[-1].detail
    assert amended(running, files, move_open=True).already, "what followed has nothing more to follow"


def test_the_deadline_of_an_open_round_follows_later_too_and_its_agencies_are_told(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept, later = first_round(running), date(2027, 3, 31)
    path = with_first_due(files, tmp_path / "moi.yaml", later, 0)
    applied(running, path, move_open=False)
    assert [each.done for each in applied(running, path).rounds] == [True]
    with running.database.reading() as session:
        moved = session.exec(select(Request).where(Request.round_id == kept.id)).all()
        assert {local_day(request.due_at) for request in moved} == {later}
    assert set(letters(running, "amended")) == {request.agency_key for request in moved}
    assert applied(running, path).already


def test_an_extra_round_that_asks_only_some_asks_nobody_else_after_an_amendment(
    running: Office, files: dict[str, Path]
) -> None:
    with running.database.reading() as session:
        today = local_day(first_round(running).opens_at)
        due = today + timedelta(days=14)
    wanted = Wanted("Báo cáo đột xuất", (today, today), due, "đột xuất", holders=("Sở Y tế",))
    add_round(running, plan_of(running).key, wanted, by=WHO, why="UBND yêu cầu")
    amended(running, files, move_open=True)
    with running.database.reading() as session:
        (extra,) = session.exec(select(Round).where(Round.name == "Báo cáo đột xuất")).all()
        asked = session.exec(select(Request.agency_key).where(Request.round_id == extra.id)).all()
    assert (extra.state, list(asked)) == (RoundState.OPEN, ["syt"])


def test_a_plea_ends_with_the_request_that_an_amendment_lets_go(running: Office, files: dict[str, Path]) -> None:
    kept = first_round(running)
    with running.database.writing() as session:
        ask_extension(session, kept.opens_at, f"{kept.id}/hnd", LATER, "thiếu số liệu", by=WHO)
    amended(running, files, move_open=True)
    with running.database.reading() as session:
        (plea,) = session.exec(select(Extension)).all()
    assert (plea.state, plea.next_step_at) == ("withdrawn", None)


def test_another_coordinator_takes_over_and_is_recorded(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    path = changed(files, tmp_path / "moi.yaml", lambda file: file.model_copy(update={"coordinator": "Sở Tài chính"}))
    done = applied(running, path, move_open=False)
    assert done.coordinator == ("Sở Nội vụ", "Sở Tài chính")
    with running.database.reading() as session:
        plan = session.exec(select(Plan)).one()
        assert session.get_one(Agency, plan.coordinator_key).name == "Sở Tài chính"


def test_a_level_s_own_deadline_is_followed(running: Office, files: dict[str, Path], tmp_path: Path) -> None:
    early = date(2027, 3, 25)
    with running.database.writing() as session:
        session.get_one(Agency, "syt").level = "commune"
    change = due_first(LATER, levels={"commune": early})
    done = applied(running, changed(files, tmp_path / "moi.yaml", change))
    assert [each.what for each in done.rounds] == ["changed"]
    assert first_round(running).level_dues == {"commune": early.isoformat()}
    assert local_day(request(running, "syt").due_at) == early
    assert local_day(request(running, "stc").due_at) == LATER


def test_amending_before_the_round_opens_leaves_the_opening_to_the_sweep(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    to(running, first_round(running).opens_at)
    assert applied(running, files["after"]).version == 2
    assert applied(running, files["after"]).already


def test_why_tells_of_every_request_what_an_amendment_did_to_it(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    applied(running, changed(files, tmp_path / "moi.yaml", due_first(LATER)))
    amended(running, files, move_open=True)
    applied(running, changed(files, tmp_path / "cu.yaml", lambda file: file))
    said: dict[str, set[str]] = {}
    with running.database.reading() as session:
        for each in session.exec(select(Request)).all():
            events = account_of(session, each.id, day("2027-03-10")).events
            said[each.agency_key] = {event.what.partition(" (")[0] for event in events if WHO in event.what}
    moved = "chuyển hạn theo kế hoạch sửa đổi"
    assert said["stc"] == {moved}
    assert said["syt"] == {moved, "thêm nhiệm vụ vào yêu cầu", "bớt nhiệm vụ khỏi yêu cầu"}
    assert said["hnd"] == {moved, "thôi hỏi cơ quan này", "hỏi lại cơ quan này"}
    assert said["lhpn"] == {"hỏi thêm cơ quan này khi kỳ đang mở", "thôi hỏi cơ quan này"}


def test_a_deadline_that_a_new_calendar_moved_is_not_moved_back_by_an_amendment_that_says_nothing_of_it(
    running: Office, files: dict[str, Path]
) -> None:
    with running.database.writing() as session:
        planned = session.exec(select(Round).where(Round.state == RoundState.PLANNED)).all()
        for kept in planned:
            kept.due_at += timedelta(days=1)
            kept.opens_at += timedelta(days=1)
        days = {kept.id: (kept.opens_at, kept.due_at) for kept in planned}
    done = applied(running, files["after"])
    assert done.rounds == ()
    with running.database.reading() as session:
        assert {id_: (session.get_one(Round, id_).opens_at, session.get_one(Round, id_).due_at) for id_ in days} == days


def test_a_round_that_opened_late_keeps_the_notice_that_it_was_given(running: Office, files: dict[str, Path]) -> None:
    with running.database.writing() as session:
        kept = session.get_one(Round, first_round(running).id)
        kept.due_at += timedelta(days=3)
        for each in session.exec(select(Request).where(Request.round_id == kept.id)):
            each.due_at = each.original_due_at = each.base_at = kept.due_at
    done = applied(running, files["after"])
    assert done.rounds == ()
    assert request(running, "stc").due_at == first_round(running).due_at


def test_an_extra_round_that_asks_nobody_any_more_is_dropped_and_told(running: Office, files: dict[str, Path]) -> None:
    with running.database.reading() as session:
        first = local_day(first_round(running).opens_at) + timedelta(days=40)
    wanted = Wanted(
        "Báo cáo đột xuất", (first, first), first + timedelta(days=14), "đột xuất", holders=("Hội Nông dân tỉnh",)
    )
    added = add_round(running, plan_of(running).key, wanted, by=WHO, why="UBND yêu cầu")
    assert added.opened is None
    done = applied(running, files["after"])
    assert [(each.what, each.name) for each in done.rounds] == [("dropped", "Báo cáo đột xuất")]
    with running.database.reading() as session:
        assert session.get_one(Round, added.round.id).state == RoundState.CANCELLED
        assert due_rounds(session, day("2027-04-25")) == []


@pytest.mark.parametrize("move_open", [False, True])
def test_a_report_that_is_sent_while_the_plan_is_amended_is_kept_and_neither_waits_for_ever(
    running: Office, files: dict[str, Path], move_open: bool
) -> None:
    kept = first_round(running)
    syt = f"{kept.id}/syt"
    with running.database.writing() as session:
        load(session, syt, lock=True)  # the agency's form is just being taken in
        with meanwhile(lambda: amended(running, files, move_open=move_open)) as raised:
            submit(running, session, kept.opens_at, syt, answer_for(session, syt), by=WHO, base_version=0)
            session.commit()
    assert raised == []
    assert (request(running, "syt").state, request(running, "syt").version) == ("received", 1)
    with running.database.reading() as session:
        assert verify(session) is None
