"""Never two messages where one digest will do: who gets one, what it says, and what becomes of the originals."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlmodel import select

from models.clock import at_office
from models.ladder import DUE_HOUR, ladder_of, step_moment
from models.outbox import Message, MessageState
from models.round import Request, Round
from notifications.sms import SEGMENT
from tasks import deliver as delivering
from tasks.account import account_of
from tasks.deliver import deliver
from tasks.digest import gather, half_day_ends
from tasks.escalate import sweep
from tasks.office import Office
from tasks.rounds import open_round
from tests.acting import ROUND, SYT, close, day, journalled, messages, promise, send
from tests.ready_made import ReadyMade

SECOND = "5-kh-ubnd-2027-song-lam/h1"
SYT_SECOND = f"{SECOND}/syt"
FOCAL = "focal.syt@dien-tap.example"
LATE = day("2027-03-16", "08:00")


@pytest.fixture
def twice(sample_office: Office, ready_made: ReadyMade) -> Office:
    """Two rounds for the same agencies, due on the same Monday, 15 March; both opened and nothing sent yet."""
    return ready_made(sample_office, _twice)


def _twice(office: Office) -> None:
    with office.database.writing() as session:
        kept = session.get_one(Round, SECOND)
        kept.due_at = at_office(date(2027, 3, 15), DUE_HOUR)
        kept.opens_at = step_moment(ladder_of(kept).due[0], kept.due_at)
    for round_id in (ROUND, SECOND):
        open_round(office, round_id, day("2027-03-01", "08:00"))


def sent(office: Office, now: datetime, **where: object) -> list[Message]:
    deliver(office, now, limit=10_000)
    return [each for each in messages(office, **where) if each.accepted_at is not None and each.accepted_at >= now]


def late(office: Office) -> Office:
    """The requests are sent; on the day after the deadline everybody is overdue in both rounds."""
    deliver(office, day("2027-03-01", "08:00"), limit=10_000)
    sweep(office, LATE)
    return office


def test_two_requests_of_one_morning_reach_a_person_as_one_mail(twice: Office) -> None:
    (mail,) = sent(twice, day("2027-03-01", "08:00"), address=FOCAL)
    assert (mail.kind, mail.state, mail.subject) == ("digest", "sent", "2 việc cần xử lý")
    assert mail.body is not None
    for name in ("Báo cáo quý I/2027", "Báo cáo 6 tháng đầu năm 2027"):
        assert name.replace("Báo", "báo") in mail.body
    assert len({word for word in mail.body.split() if "/b/" in word}) == 2, "each line has its own link"


def test_the_originals_are_not_sent_and_say_which_digest_carried_them(twice: Office) -> None:
    (mail,) = sent(twice, day("2027-03-01", "08:00"), address=FOCAL)
    inside = messages(twice, travels_with=mail.id)
    assert [(each.kind, each.state, each.request_id) for each in inside] == [
        ("request", "skipped", SYT),
        ("request", "skipped", SYT_SECOND),
    ]
    assert {each.reason for each in inside} == {f"đi chung trong thư #{mail.id}; mở kỳ báo cáo, nấc D-10"}
    (entry,) = [row for row in journalled(twice, "message.gathered") if f'"digest": {mail.id},' in row.detail]
    assert entry.why == "gộp 2 việc cho cùng một người trong một buổi"


def test_why_tells_the_original_and_the_digest_that_carried_it(twice: Office) -> None:
    (mail,) = sent(twice, day("2027-03-01", "08:00"), address=FOCAL)
    with twice.database.reading() as session:
        events = account_of(session, SYT, day("2027-03-02")).events
    said = [(event.what, event.happened) for event in events if FOCAL in event.what]
    assert said == [
        (f"yêu cầu báo cáo (D-10) qua thư điện tử tới Sở Y tế · focal <{FOCAL}>: không gửi", False),
        (f"thư gộp #{mail.id} qua thư điện tử tới Sở Y tế · focal <{FOCAL}>: đã gửi", True),
    ]


def test_one_alone_goes_as_it_always_went(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01", "08:00"))
    (mail,) = sent(sample_office, day("2027-03-01", "08:00"), address=FOCAL)
    assert mail.kind == "request"


def test_several_sms_become_one_within_one_segment(twice: Office) -> None:
    late(twice)
    (sms,) = [each for each in sent(twice, LATE, channel="sms") if each.agency_key == "syt"]
    assert sms.body == "KH 5/KH-UBND: 2 bao cao qua han. De nghi xem thu dien tu."
    assert len(sms.body) <= SEGMENT
    assert {each.reason.partition(";")[0] for each in messages(twice, travels_with=sms.id)} == {
        f"đi chung trong tin nhắn #{sms.id}"
    }


def test_the_most_urgent_stands_first_and_lends_the_digest_its_round(twice: Office) -> None:
    with twice.database.writing() as session:
        kept = session.get_one(Round, SECOND)
        kept.due_at = at_office(date(2027, 3, 19), DUE_HOUR)
    deliver(twice, day("2027-03-01", "08:00"), limit=10_000)
    sweep(twice, LATE)
    (mail,) = sent(twice, LATE, address=FOCAL)
    assert [line["kind"] for line in mail.context["lines"]] == ["overdue", "overdue"]
    assert mail.round_id == ROUND or mail.context["lines"][0]["days_late"] >= mail.context["lines"][1]["days_late"]


def test_gathering_again_changes_nothing(twice: Office) -> None:
    now = day("2027-03-01", "08:00")
    assert gather(twice, now) > 0
    before = [(each.id, each.state, each.travels_with) for each in messages(twice)]
    assert gather(twice, now) == 0
    assert [(each.id, each.state, each.travels_with) for each in messages(twice)] == before


def test_a_power_cut_while_gathering_leaves_everything_as_it_was(
    twice: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = day("2027-03-01", "08:00")
    before = [(each.id, each.state) for each in messages(twice)]

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power, pytest.raises(KeyboardInterrupt):
        power.setattr("tasks.digest.write", cut)
        gather(twice, now)
    assert [(each.id, each.state) for each in messages(twice)] == before
    assert [each.kind for each in sent(twice, now, address=FOCAL)] == ["digest"]


def test_what_is_answered_before_the_digest_leaves_is_taken_out_of_it(twice: Office) -> None:
    late(twice)
    gather(twice, LATE)
    send(twice, LATE)
    (mail,) = sent(twice, LATE, address=FOCAL, kind="digest")
    assert [line["round"] for line in mail.context["lines"]] == ["Báo cáo 6 tháng đầu năm 2027"]
    answered = messages(twice, request_id=SYT, kind="overdue", address=FOCAL)
    assert [(each.state, each.reason) for each in answered] == [(MessageState.CANCELLED, "đã có báo cáo")]


def test_a_digest_with_nothing_left_is_cancelled_with_its_reason(twice: Office) -> None:
    late(twice)
    gather(twice, LATE)
    (mail,) = messages(twice, address=FOCAL, kind="digest", state=MessageState.QUEUED)
    promise(twice, LATE, date(2027, 3, 18), SYT)
    send(twice, LATE, SYT_SECOND)
    assert sent(twice, LATE, address=FOCAL, kind="digest") == []
    with twice.database.reading() as session:
        mail = session.get_one(Message, mail.id)
    assert (mail.state, mail.reason) == ("cancelled", "mọi việc trong thư gộp đã xong trước khi gửi")


def test_what_was_closed_is_taken_out_too_and_says_so(twice: Office) -> None:
    late(twice)
    gather(twice, LATE)
    close(twice, LATE, SYT)
    (mail,) = sent(twice, LATE, address=FOCAL, kind="digest")
    assert len(mail.context["lines"]) == 1
    (closed,) = messages(twice, request_id=SYT, kind="overdue", address=FOCAL)
    assert closed.reason == "yêu cầu đã kết thúc, ghi nhận thiếu báo cáo: đã gọi điện"


def test_a_digest_that_left_keeps_what_it_carried(twice: Office) -> None:
    late(twice)
    (mail,) = sent(twice, LATE, address=FOCAL, kind="digest")
    send(twice, day("2027-03-16", "10:00"))
    assert {each.state for each in messages(twice, travels_with=mail.id)} == {"skipped"}


def test_receipts_and_returns_go_alone(twice: Office) -> None:
    deliver(twice, day("2027-03-01", "08:00"), limit=10_000)
    now = day("2027-03-02", "09:00")
    for request_id in (SYT, SYT_SECOND):
        send(twice, now, request_id)
    assert [each.kind for each in sent(twice, now, address=FOCAL)] == ["receipt", "receipt"]


def test_another_language_is_another_digest(twice: Office) -> None:
    with twice.database.writing() as session:
        message = session.exec(select(Message).where(Message.request_id == SYT, Message.address == FOCAL)).one()
        message.language = "en"
    assert [each.kind for each in sent(twice, day("2027-03-01", "08:00"), address=FOCAL)] == ["request", "request"]


def test_nothing_is_gathered_in_the_night_for_the_morning_may_bring_more(twice: Office) -> None:
    assert gather(twice, day("2027-03-01", "22:00")) == 0


def test_half_a_day_ends_at_noon_and_at_midnight() -> None:
    assert half_day_ends(day("2027-03-01", "08:00")) == day("2027-03-01", "12:00")
    assert half_day_ends(day("2027-03-01", "12:00")) == day("2027-03-02", "00:00")


def test_the_coordinators_lists_of_two_rounds_travel_in_one_mail(twice: Office) -> None:
    late(twice)
    deliver(twice, LATE, limit=10_000)
    now = day("2027-03-18", "08:00")
    sweep(twice, now)
    (mail,) = sent(twice, now, kind="digest", audience="coordinator")
    assert [(line["kind"], line["count"]) for line in mail.context["lines"]] == [("draft_letter", 3)] * 2
    assert mail.body is not None and "CV_DONDOC" in mail.body and "Sở Y tế" in mail.body


def capped(office: Office, most: int) -> None:
    with office.database.writing() as session:
        for round_id in (ROUND, SECOND):
            kept = session.get_one(Round, round_id)
            kept.ladder = kept.ladder | {"cap": {"per_day": most}}


def test_over_the_cap_a_reminder_is_not_sent_and_says_why(twice: Office) -> None:
    capped(twice, 2)
    deliver(twice, day("2027-03-01", "08:00"), limit=10_000)
    for clock in ("07:40", "07:50"):
        send(twice, day("2027-03-10", clock), f"{ROUND}/stc" if clock == "07:40" else f"{SECOND}/stc")
    with twice.database.writing() as session:
        for message in session.exec(select(Message).where(Message.kind == "receipt")):
            message.address = FOCAL
    assert len(sent(twice, day("2027-03-10", "07:55"), address=FOCAL)) == 2
    sweep(twice, day("2027-03-10", "08:00"))
    assert sent(twice, day("2027-03-10", "08:00"), address=FOCAL) == []
    (held,) = messages(twice, address=FOCAL, kind="digest", state=MessageState.SKIPPED)
    assert held.reason.startswith("không gửi: người nhận đã có đủ 2 tin trong ngày; gộp 2 việc")


def test_a_cap_never_holds_back_a_request_or_an_answer(twice: Office) -> None:
    capped(twice, 1)
    (first,) = sent(twice, day("2027-03-01", "08:00"), address=FOCAL)
    assert first.kind == "digest"
    for request_id in (SYT, SYT_SECOND):
        send(twice, day("2027-03-01", "09:00"), request_id)
    assert [each.kind for each in sent(twice, day("2027-03-01", "09:00"), address=FOCAL)] == ["receipt", "receipt"]


def test_gathering_comes_before_claiming(twice: Office) -> None:
    assert delivering.deliver(twice, day("2027-03-01", "08:00"), limit=1).sent == 1
    assert messages(twice, kind="request", state=MessageState.SENT) == []


@pytest.fixture
def half_past(twice: Office) -> Office:
    """On 16 March round q1 urges at 08:00, h1 at 08:30."""
    with twice.database.writing() as session:
        kept = session.get_one(Round, SECOND)
        steps = [step | {"at": "08:30:00"} if step["step"] == "D+1" else step for step in kept.ladder["due"]]
        kept.ladder = kept.ladder | {"due": steps}
        for found in session.exec(select(Request).where(Request.round_id == SECOND)):
            found.step_index, found.next_step_at = 3, day("2027-03-16", "08:30")
    deliver(twice, day("2027-03-01", "08:00"), limit=10_000)
    return twice


def test_what_is_due_at_eight_waits_for_the_step_of_half_past_eight_and_leaves_with_it(half_past: Office) -> None:
    sweep(half_past, LATE)
    assert sent(half_past, LATE, address=FOCAL) == []
    (held,) = messages(half_past, request_id=SYT, kind="overdue", address=FOCAL)
    assert held.reason.startswith("chờ nấc lúc 16/03/2027 08:30 để đi chung; nấc D+1")
    # the clock strikes before the ladders are swept: nothing leaves alone
    assert sent(half_past, day("2027-03-16", "08:30"), address=FOCAL) == []
    sweep(half_past, day("2027-03-16", "08:33"))
    (mail,) = sent(half_past, day("2027-03-16", "08:33"), address=FOCAL)
    assert [line["round"] for line in mail.context["lines"]] == ["Báo cáo quý I/2027", "Báo cáo 6 tháng đầu năm 2027"]


def test_what_waited_in_vain_leaves_alone_a_quarter_of_an_hour_later(half_past: Office) -> None:
    sweep(half_past, LATE)
    assert sent(half_past, LATE, address=FOCAL) == []
    send(half_past, day("2027-03-16", "08:10"), SYT_SECOND)
    sweep(half_past, day("2027-03-16", "08:33"))
    assert [each.kind for each in sent(half_past, day("2027-03-16", "08:33"), address=FOCAL)] == ["receipt"]
    (mail,) = sent(half_past, day("2027-03-16", "08:45"), address=FOCAL)
    assert (mail.kind, mail.request_id) == ("overdue", SYT)


def test_nobody_waits_for_what_comes_to_somebody_else(half_past: Office) -> None:
    send(half_past, day("2027-03-12"), SYT_SECOND)
    deliver(half_past, day("2027-03-12"), limit=10_000)
    sweep(half_past, LATE)
    assert [each.kind for each in sent(half_past, LATE, address=FOCAL)] == ["overdue"]
    assert sent(half_past, LATE, address="focal.stc@dien-tap.example") == []
