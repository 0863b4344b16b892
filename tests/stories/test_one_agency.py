"""One agency's year: Sở Y tế is asked, promises, breaks it, is urged up to its leader, asks for more time itself, is
granted it, reports, is given its report back, reports again and is accepted; then the mid-year round, answered in
time, whose review the coordinator forgets for a while.

Every message to the agency is named with its day, channel, reader and reason; so is what the coordinator, the
supervisor and the journal were told about it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from config.settings import OFFICE_ZONE, Settings
from models.database import Database
from models.journal import JournalRow, verify
from models.outbox import Message, MessageState
from models.round import Request, RequestState
from tasks.account import account_of
from tasks.collect import collect
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.extensions import ask_extension, grant_extension
from tasks.office import Office
from tasks.picture import picture
from tasks.rounds import due_rounds, open_round
from tests.acting import ROUND, SYT, accept, day, give_back, promise, request, send

SECOND = "5-kh-ubnd-2027-song-lam/h1"
SYT_SECOND = f"{SECOND}/syt"
OTHERS = ("snv", "stc", "mttq")

Acts = dict[datetime, Callable[[Office, datetime], object]]

ACTS: Acts = {
    day("2027-03-11", "15:00"): lambda office, now: promise(office, now, date(2027, 3, 17)),
    day("2027-03-23", "15:00"): lambda office, now: ask(office, now, date(2027, 4, 2)),
    day("2027-03-25", "10:00"): lambda office, now: grant(office, now, date(2027, 3, 31)),
    day("2027-03-31", "16:00"): lambda office, now: send(office, now),
    day("2027-04-02", "09:00"): lambda office, now: give_back(office, now),
    day("2027-04-06", "14:00"): lambda office, now: send(office, now, said="Đã bổ sung số liệu"),
    day("2027-04-07", "08:30"): lambda office, now: accept(office, now, why="đủ số liệu"),
    day("2027-06-10", "09:00"): lambda office, now: send(office, now, SYT_SECOND),
    day("2027-06-18", "09:00"): lambda office, now: accept(office, now, SYT_SECOND),
}

TOLD = [
    # round q1: asked ten working days before; the promise of 11 March silences D-1 and D+1
    ("01/03 08:00", "email", "focal", "request", "D-10", "mở kỳ báo cáo, nấc D-10"),
    ("01/03 08:00", "email", "clerk", "request", "D-10", "mở kỳ báo cáo, nấc D-10"),
    ("10/03 08:00", "email", "focal", "reminder", "D-3", "nấc D-3: hạn 15/03/2027, trạng thái chưa báo cáo"),
    # promised for the 17th, broken at 17:00: what fell due meanwhile is said once, on the next morning
    (
        "18/03 07:30",
        "email",
        "focal",
        "overdue",
        "D+1",
        "nấc D+1: hạn 15/03/2027, trạng thái chưa báo cáo; đơn vị đã hẹn ngày 17/03/2027",
    ),
    (
        "18/03 07:30",
        "email",
        "clerk",
        "overdue",
        "D+1",
        "nấc D+1: hạn 15/03/2027, trạng thái chưa báo cáo; đơn vị đã hẹn ngày 17/03/2027",
    ),
    (
        "18/03 08:00",
        "sms",
        "focal",
        "overdue",
        "D+1",
        "nấc D+1: hạn 15/03/2027, trạng thái chưa báo cáo; đơn vị đã hẹn ngày 17/03/2027",
    ),
    (
        "22/03 08:30",
        "email",
        "leader",
        "overdue",
        "D+5",
        "nấc D+5: hạn 15/03/2027, trạng thái chưa báo cáo; đơn vị đã hẹn ngày 17/03/2027",
    ),
    (
        "22/03 08:30",
        "sms",
        "leader",
        "overdue",
        "D+5",
        "nấc D+5: hạn 15/03/2027, trạng thái chưa báo cáo; đơn vị đã hẹn ngày 17/03/2027",
    ),
    # asked on the 23rd until 2 April, granted on the 25th until the 31st: told at once by mail and SMS, and reminded
    # of the new deadline as of any other
    (
        "25/03 10:00",
        "email",
        "focal",
        "extension",
        "extension",
        "gia hạn đến 31/03/2027: chấp thuận đề nghị của đơn vị: chờ số liệu tuyến huyện",
    ),
    (
        "25/03 10:00",
        "sms",
        "focal",
        "extension",
        "extension",
        "gia hạn đến 31/03/2027: chấp thuận đề nghị của đơn vị: chờ số liệu tuyến huyện",
    ),
    ("26/03 08:00", "email", "focal", "reminder", "D-3", "nấc D-3: hạn 31/03/2027, trạng thái chưa báo cáo"),
    ("30/03 08:30", "sms", "focal", "reminder", "D-1", "nấc D-1: hạn 31/03/2027, trạng thái chưa báo cáo"),
    ("31/03 16:00", "email", "focal", "receipt", "receipt", "đã nhận báo cáo lần 1 qua biểu trên mạng"),
    # given back on Friday 2 April: three working days, so Wednesday the 7th
    ("02/04 09:00", "email", "focal", "returned", "returned", "thiếu số liệu"),
    ("02/04 09:00", "email", "clerk", "returned", "returned", "thiếu số liệu"),
    ("06/04 08:30", "email", "focal", "reminder", "R-1", "nấc R-1: hạn 07/04/2027, trạng thái bị trả lại"),
    ("06/04 14:00", "email", "focal", "receipt", "receipt", "đã nhận báo cáo lần 2 qua biểu trên mạng"),
    ("07/04 08:30", "email", "focal", "accepted", "accepted", "đủ số liệu"),
    # round h1: answered before anybody had to remind
    ("01/06 08:00", "email", "focal", "request", "D-10", "mở kỳ báo cáo, nấc D-10"),
    ("01/06 08:00", "email", "clerk", "request", "D-10", "mở kỳ báo cáo, nấc D-10"),
    ("10/06 08:00", "email", "focal", "reminder", "D-3", "nấc D-3: hạn 15/06/2027, trạng thái chưa báo cáo"),
    ("10/06 09:00", "email", "focal", "receipt", "receipt", "đã nhận báo cáo lần 1 qua biểu trên mạng"),
    ("18/06 09:00", "email", "focal", "accepted", "accepted", "anh Minh chấp nhận báo cáo lần 1"),
]


def ask(office: Office, now: datetime, until: date) -> None:
    with office.database.writing() as session:
        ask_extension(session, now, SYT, until, "chờ số liệu tuyến huyện", by="chị Lan")


def grant(office: Office, now: datetime, until: date) -> None:
    with office.database.writing() as session:
        grant_extension(office, session, now, SYT, by="anh Minh", until=until)


CLOCKS = ("07:30", "08:00", "08:30", "09:00", "10:00", "14:00", "15:00", "16:00", "17:00")


def play(office: Office, since: str, until: str) -> None:
    """The office's sweeps through some days, and what people do at their moments; the others answer at once."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    for number in range((last - first).days + 1):
        for clock in CLOCKS:
            live(office, day((first + timedelta(days=number)).isoformat(), clock))


def live(office: Office, now: datetime) -> None:
    with office.database.reading() as session:
        due = [kept.id for kept in due_rounds(session, now)]
    for round_id in due:
        open_round(office, round_id, now)
        for key in OTHERS:
            send(office, now, f"{round_id}/{key}")
            accept(office, now, f"{round_id}/{key}")
    if now in ACTS:
        ACTS[now](office, now)
    sweep(office, now)
    collect(office, now)
    deliver(office, now, limit=10_000)


@pytest.fixture(scope="module")
def lived(
    fresh_database_url: Callable[[], str],
    launching_sample: Callable[[Office], Office],
    tmp_path_factory: pytest.TempPathFactory,
) -> Office:
    """The sample office after its year."""
    url = fresh_database_url()
    chosen = Settings(data_dir=tmp_path_factory.mktemp("year"), database_url=url, _env_file=None)  # type: ignore[call-arg]
    office = launching_sample(Office(Database(url), chosen, b"0" * 32))
    for begin, end in (("2027-03-01", "2027-04-08"), ("2027-06-01", "2027-06-18")):
        play(office, begin, end)
    return office


def letters(office: Office, *where: object) -> list[Message]:
    with office.database.reading() as session:
        return list(session.exec(select(Message).where(*where).order_by(col(Message.accepted_at), col(Message.id))))  # type: ignore[arg-type]


def shown(letter: Message) -> tuple[str, str, str | None, str, str | None, str]:
    assert letter.accepted_at is not None
    at = letter.accepted_at.astimezone(OFFICE_ZONE)
    return f"{at:%d/%m %H:%M}", letter.channel, letter.audience, letter.kind, letter.step, letter.reason


def test_the_agency_gets_these_letters_and_no_others_each_with_its_reason(lived: Office) -> None:
    sent = letters(lived, Message.agency_key == "syt", Message.state == MessageState.SENT)
    assert [shown(letter) for letter in sent] == TOLD


def test_what_was_written_in_the_evening_says_the_days_of_the_morning_on_which_it_leaves(lived: Office) -> None:
    """The promise ended on Wednesday at 17:00, two working days late; on Thursday morning it is three."""
    (mail,) = letters(lived, Message.request_id == SYT, Message.step == "D+1", Message.audience == "focal",
                      Message.channel == "email")  # fmt: skip
    assert "đến nay quá 3 ngày làm việc" in (mail.body or "")
    assert (mail.subject or "").startswith("Quá hạn 3 ngày làm việc")


def test_nothing_was_meant_for_the_agency_that_it_could_not_get(lived: Office) -> None:
    kept = letters(lived, Message.agency_key == "syt", Message.state != MessageState.SENT)
    assert kept == []


def test_the_coordinator_hears_of_it_where_a_person_must_act(lived: Office) -> None:
    told = letters(lived, Message.agency_key == "snv", Message.round_id == ROUND, col(Message.request_id).is_(None))
    about = [
        (letter.created_at.astimezone(OFFICE_ZONE).strftime("%d/%m"), letter.kind, letter.step, letter.audience)
        for letter in sorted(told, key=lambda letter: (letter.created_at, letter.id or 0))
        if any(row["agency"]["key"] == "syt" for row in letter.context.get("rows", ()))
    ]
    assert about == [
        ("15/03", "summary", "D+0", "coordinator"),
        ("18/03", "draft_letter", "D+3", "coordinator"),
        ("24/03", "listed", "D+7", "coordinator"),
        # asked for on the 23rd: reminded on the next working day
        ("24/03", "plea", "G+1", "coordinator"),
    ]


def test_what_the_coordinator_gets_on_one_morning_is_one_mail(lived: Office) -> None:
    day_of_both = [
        letter
        for letter in letters(lived, Message.agency_key == "snv", Message.state == MessageState.SENT)
        if letter.accepted_at is not None and letter.accepted_at.date() == date(2027, 3, 24)
    ]
    assert [(letter.kind, [line["kind"] for line in letter.context["lines"]]) for letter in day_of_both] == [
        ("digest", ["listed", "plea"])
    ]


def test_a_review_that_is_forgotten_climbs_to_the_supervisor_and_is_no_lateness_of_the_agency(lived: Office) -> None:
    told = letters(lived, Message.round_id == SECOND, Message.kind == "review")
    assert [
        (letter.created_at.astimezone(OFFICE_ZONE).strftime("%d/%m %H:%M"), letter.step, letter.audience, letter.reason)
        for letter in told
    ] == [
        # received on Thursday the 10th: three working days, so Tuesday the 15th
        ("15/06 08:00", "V+0", "coordinator", "nấc V+0: 1 báo cáo chờ duyệt"),
        ("17/06 08:00", "V+2", "supervisor", "nấc V+2: 1 báo cáo chờ duyệt"),
    ]
    with lived.database.reading() as session:
        (row,) = [row for row in picture(session, SECOND, day("2027-06-18")).rows if row.request_id == SYT_SECOND]
    assert (row.status, row.days_late) == ("on_time", 0)


def test_the_agency_ends_the_year_accepted_and_its_three_times_are_kept_apart(lived: Office) -> None:
    first = request(lived)
    assert (first.state, first.version) == (RequestState.ACCEPTED, 2)
    assert first.original_due_at == day("2027-03-15", "17:00")
    assert first.due_at == day("2027-03-31", "17:00")
    assert first.first_received_at == first.complete_at == day("2027-03-31", "16:00")
    assert first.accepted_at == day("2027-04-07", "08:30")
    assert request(lived, SYT_SECOND).state == RequestState.ACCEPTED


def test_the_journal_holds_every_act_in_order_with_who_and_why(lived: Office) -> None:
    with lived.database.reading() as session:
        assert verify(session) is None
        acts = [
            (row.action, row.actor, row.why)
            for row in session.exec(select(JournalRow).where(JournalRow.subject == SYT).order_by(col(JournalRow.seq)))
            if not row.action.startswith(("message.", "step."))
        ]
    assert acts == [
        ("request.promised", "chị Lan", "chờ số liệu"),
        ("extension.asked", "chị Lan", "chờ số liệu tuyến huyện"),
        ("extension.waits", "dondoc", ""),
        ("request.extended", "anh Minh", "chấp thuận đề nghị của đơn vị: chờ số liệu tuyến huyện"),
        ("report.submitted", "chị Lan", "đã nhận báo cáo lần 1 qua biểu trên mạng"),
        ("report.returned", "anh Minh", "thiếu số liệu"),
        ("report.submitted", "chị Lan", "đã nhận báo cáo lần 2 qua biểu trên mạng"),
        ("report.accepted", "anh Minh", "đủ số liệu"),
    ]


def test_every_sent_letter_is_in_the_journal_once(lived: Office) -> None:
    sent = letters(lived, Message.state == MessageState.SENT)
    with lived.database.reading() as session:
        entries = session.exec(select(JournalRow).where(JournalRow.action == "message.sent")).all()
    assert sorted(entry.detail.split('"message": ')[1].split(",")[0] for entry in entries) == sorted(
        str(letter.id) for letter in sent
    )


def test_the_account_of_the_agency_tells_its_story_without_a_gap(lived: Office) -> None:
    with lived.database.reading() as session:
        told = account_of(session, SYT, day("2027-04-08"))
    assert all(event.reason for event in told.events if not event.happened)
    assert ("chị Lan hẹn gửi ngày 17/03/2027", "chờ số liệu") in [(event.what, event.reason) for event in told.events]
    assert told.next_at is None
    assert _steps_without_a_word(lived, told.request) == set()


def _steps_without_a_word(office: Office, kept: Request) -> set[str]:
    """Steps of the first deadline about which neither ladder nor account says anything."""
    with office.database.reading() as session:
        said = _said(session, kept)
    return {step for step in ("D-3", "D-1", "D+1", "D+3", "D+5", "D+7") if not any(step in line for line in said)}


def _said(session: Session, kept: Request) -> list[str]:
    return [event.what for event in account_of(session, kept.id, day("2027-04-08")).events]
