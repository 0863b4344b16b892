"""A ladder's file: what an office may write in it, and how a fault is named by file, ladder, step and remedy."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from config.settings import OFFICE_ZONE
from models.clock import at_office
from models.ladder import (
    Known,
    LadderError,
    next_after,
    overdue_steps,
    read_ladder,
    step_moment,
    unmet,
    within_hours,
)
from models.ladder_file import check_file
from models.round import Request, RequestState

OWN = Path(__file__).resolve().parents[2] / "config" / "ladders.yaml"
DUE = at_office(date(2027, 3, 15), time(17))

SMALL = """
nho:
  name: Thang nhỏ
  notice_days: 2
  sending_hours: {email: [["07:30", "17:00"]], sms: []}
  due:
    - {step: Y, days: -5, at: "08:00", kind: request, audience: [focal], channels: [email]}
    - {step: N, hours: -4, kind: reminder, audience: [focal], channels: [sms], only_if: [not_opened, by_day]}
    - {step: Q, days: 1, at: "08:00", kind: overdue, audience: [focal, parent], channels: [email], repeat: {every: 2, times: 3}}
    - {step: L, days: 4, at: "08:00", kind: listed, audience: [coordinator], channels: [email], only_if: [nothing_received]}
  returned: {deadline_days: 2, steps: []}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "thang.yaml"
    path.write_text(text, "utf-8")
    return path


def spoilt(old: str, new: str, text: str = SMALL) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (spoilt("kind: overdue", "kind: don_doc"), "nho.due.Q.kind; không hiểu từ “don_doc”; dùng một trong: request"),
        (spoilt("[focal, parent]", "[focal, sep]"), "nho.due.Q.audience; không hiểu từ “sep”; dùng một trong: focal"),
        (spoilt("[sms], only", "[zalo], only"), "nho.due.N.channels; không hiểu từ “zalo”; dùng một trong: email, sms"),
        (spoilt("not_opened", "not_read"), "nho.due.N.only_if; không hiểu từ “not_read”; dùng một trong: not_ack"),
        (spoilt("notice_days", "notice"), "thiếu mục “notice_days”"),
        (spoilt("hours: -4", "gio: -4"), "không có mục tên “gio”"),
        (spoilt("hours: -4", 'hours: -4, at: "08:00"'), "nho.due.N; nấc phải có days kèm at, hoặc chỉ có hours"),
        (spoilt("days: 4", "days: mot"), "nho.due.L.days; giá trị “mot” không hợp lệ"),
        (spoilt("kind: request", "kind: reminder"), "nho.due; thang không có nấc loại request"),
        (spoilt("kind: listed, audience: [coordinator]", "kind: request, audience: [focal]"), "nho.due.L; "),
        (spoilt("step: N, hours: -4", 'step: N, days: -6, at: "08:00"'), "nho.due.N; nấc này sớm hơn nấc yêu cầu"),
        (spoilt("hours: -4", "hours: -400"), "nho.due.N; nấc này sớm hơn nấc yêu cầu"),
        (spoilt("hours: -4", "hours: 200"), "nho.due.Q; nấc Q đứng sau nhưng lại sớm hơn nấc N; xếp các nấc"),
        (spoilt("[focal, parent]", "[supervisor]"), "loại “overdue” không thể gửi tới “supervisor”; loại này gửi tới: focal"),
        (spoilt("channels: [sms]", "channels: [sms], sms_to: [leader]"), "nho.due.N; sms_to nêu “leader”, nhưng nấc này"),
        (spoilt("[focal, parent], channels: [email]", "[focal, parent], channels: [email], sms_to: [focal]"),
         "nho.due.Q; sms_to nêu “focal”, nhưng nấc này không gửi tin nhắn tới đó; thêm sms vào channels"),
        (spoilt("channels: [sms]", "channels: [sms], sms_to: [sep]"), "nho.due.N.sms_to; không hiểu từ “sep”; dùng một trong: focal"),
        (spoilt("[coordinator]", "[leader]"), "không thể gửi tới “leader”; loại này gửi tới: coordinator, supervisor"),
        (spoilt("step: L", "step: Q"), "nho.due.Q; có hai nấc cùng tên Q"),
        (spoilt("times: 3", "times: nhieu"), "nho.due.Q; repeat không hợp lệ; viết repeat: {every: 2, times: 3}"),
        (spoilt("every: 2", "every: 0"), "nho.due.Q; repeat không hợp lệ"),
        (spoilt('at: "08:00", kind: listed', 'at: "22:00", kind: listed').replace("[nothing_received]", "[by_day]"),
         "nho.due.L; nấc chỉ gửi ban ngày (by_day) nhưng lại đặt giờ 22:00; đặt at trong khoảng"),
        (spoilt("steps: []", "steps: [{step: R, days: 1, at: '08:00', kind: overdue, audience: [focal], "
                            "channels: [email], only_if: [nothing_received]}]"),
         "nho.returned.R; điều kiện “nothing_received” không bao giờ đúng ở phần báo cáo bị trả lại"),
        (spoilt("steps: []", "steps: [{step: R, days: -3, at: '08:00', kind: reminder, audience: [focal], "
                            "channels: [email]}]"),
         "nho.returned.R; nấc này sớm hơn lúc trả lại báo cáo; tăng days"),
        (spoilt("steps: []", "steps: [{step: R, days: 0, at: '08:00', kind: review, audience: [coordinator], "
                            "channels: [email]}]"),
         "nho.returned.R; loại “review” không dùng được ở phần này; ở đây dùng: reminder, overdue"),
        (spoilt("  returned", "  review: {days: 1, steps: [{step: V, days: -2, at: '08:00', kind: review, "
                             "audience: [coordinator], channels: [email]}]}\n  returned"),
         "nho.review.V; nấc này sớm hơn lúc nhận báo cáo"),
        (spoilt("  due:", "  due: 5\n  khac:"), "nho.due"),
        ("nho: 5", "nho; thang phải gồm các mục name, due, returned; ở đây là int"),
        ("nho: [", "tệp thang không đọc được"),
        ("- nho", "tệp thang không đọc được: list"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_ladder_and_step_with_its_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LadderError) as refused:
        read_ladder("nho", written(tmp_path, text))
    assert "thang.yaml" in str(refused.value)
    assert said in str(refused.value)
    assert refused.value.remedy


def test_the_ladders_that_come_with_it_can_be_climbed() -> None:
    assert all(not isinstance(found, LadderError) for found in check_file(OWN).values())


def test_a_file_with_several_ladders_is_checked_whole(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL + spoilt("kind: overdue", "kind: x").replace("nho:", "hong:"))
    found = check_file(path)
    assert {name: isinstance(each, LadderError) for name, each in found.items()} == {"nho": False, "hong": True}


def test_a_repeated_step_is_written_out_between_the_others(tmp_path: Path) -> None:
    ladder = read_ladder("nho", written(tmp_path, SMALL))
    assert [(step.step, step.days) for step in ladder.due if step.days is not None] == [
        ("Y", -5), ("Q", 1), ("Q.2", 3), ("L", 4), ("Q.3", 5), ("Q.4", 7),
    ]  # fmt: skip


def test_a_frozen_ladder_says_the_same_when_it_is_thawed(tmp_path: Path) -> None:
    ladder = read_ladder("nho", written(tmp_path, SMALL))
    assert type(ladder).model_validate(ladder.model_dump(mode="json")) == ladder


def asked(**more: object) -> Request:
    return Request(
        id="r", round_id="q", agency_key="a", asked_at=DUE, due_at=DUE, original_due_at=DUE, base_at=DUE, **more
    )


def test_hours_are_working_hours_from_the_deadlines_own_moment(tmp_path: Path) -> None:
    step = read_ladder("nho", written(tmp_path, SMALL)).due[1]
    at = step_moment(step, DUE).astimezone(OFFICE_ZONE)
    assert at.date() == date(2027, 3, 15) and time(11) <= at.time() <= time(13, 30)
    monday = at_office(date(2027, 3, 15), time(9))
    assert step_moment(step, monday).astimezone(OFFICE_ZONE).date() == date(2027, 3, 12), "over the weekend"


@pytest.mark.parametrize(
    ("step", "request_now", "known", "failing"),
    [
        ("N", {}, Known(), None),
        ("N", {}, Known(opened=True, acknowledged=True), "not_opened"),
        ("L", {}, Known(), None),
        ("L", {"first_received_at": DUE}, Known(), "nothing_received"),
    ],
)
def test_a_condition_that_does_not_hold_is_named(
    tmp_path: Path, step: str, request_now: dict[str, object], known: Known, failing: str | None
) -> None:
    found = {each.step: each for each in read_ladder("nho", written(tmp_path, SMALL)).due}[step]
    assert unmet(found, asked(**request_now), known) == failing


def test_a_step_whose_condition_fails_keeps_no_other_from_being_told(tmp_path: Path) -> None:
    ladder = read_ladder("nho", written(tmp_path, SMALL))
    now = at_office(date(2027, 3, 19), time(9))
    part = asked(step_index=3, first_received_at=DUE)
    take, passed = overdue_steps(ladder, part, now)
    assert ([step.step for _, step in take], [step.step for _, step in passed]) == (["Q.2"], ["L"])
    opened = asked(step_index=1)
    take, passed = overdue_steps(ladder, opened, DUE, Known(opened=True))
    assert ([step.step for _, step in take], [step.step for _, step in passed]) == ([], ["N"])


def test_by_day_holds_a_channel_without_hours_until_the_morning(tmp_path: Path) -> None:
    ladder = read_ladder("nho", written(tmp_path, SMALL))
    night = at_office(date(2027, 3, 15), time(22))
    assert within_hours(ladder, "sms", night) == night
    assert within_hours(ladder, "sms", night, by_day=True) == at_office(date(2027, 3, 16), time(7, 30))


def test_a_report_that_waits_for_review_runs_on_the_coordinators_clock_and_no_promise_moves_it() -> None:
    ladder = read_ladder("macdinh")
    waiting = asked(ladder_part="review", state=RequestState.RECEIVED, promised_on=date(2027, 3, 30))
    assert next_after(ladder, waiting, 0).at == at_office(date(2027, 3, 15), time(8))
    for state in (RequestState.ACCEPTED, RequestState.RETURNED, RequestState.WAITING):
        assert next_after(ladder, asked(ladder_part="review", state=state), 0).at is None


def test_after_a_standstill_coordinator_and_supervisor_each_hear_of_the_review_once() -> None:
    ladder = read_ladder("macdinh")
    late: datetime = at_office(date(2027, 3, 25), time(9))
    waiting = asked(ladder_part="review", state=RequestState.RECEIVED, requested_body=True)
    take, passed = overdue_steps(ladder, waiting, late)
    assert ([step.step for _, step in take], passed) == (["V+0", "V+2"], [])


@pytest.mark.parametrize(
    ("old", "new", "inside"),
    [
        ("kind: overdue", "kind: don_doc", "step: Q"),
        ("hours: -4", "hours: -400", "step: N"),
        ("times: 3", "times: nhieu", "step: Q"),
        ("notice_days", "notice", "nho:"),
    ],
)
def test_a_fault_is_named_by_its_line(tmp_path: Path, old: str, new: str, inside: str) -> None:
    text = "# thang của tỉnh\n\n" + spoilt(old, new)
    with pytest.raises(LadderError) as refused:
        read_ladder("nho", written(tmp_path, text))
    line = next(at for at, each in enumerate(text.splitlines(), 1) if inside in each)
    assert str(refused.value.place).startswith(f"thang.yaml:{line}: nho")


def test_every_fault_of_a_ladder_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "thang.yaml"
    steps = """\
xau:
  name: Thang xấu
  notice_days: 3
  sending_hours: {email: [["07:30", "17:00"]], sms: [["08:00", "17:00"]]}
  due:
    - {step: D-5, days: -5, at: "08:00", kind: request, audience: [supervisor], channels: [email]}
    - {step: D+1, days: 1, at: "08:00", kind: review, audience: [focal], channels: [email]}
    - {step: D+2, days: 0, at: "08:00", kind: overdue, audience: [focal], channels: [email]}
  returned:
    deadline_days: 2
    steps:
      - {step: R+1, days: 1, at: "08:00", kind: overdue, audience: [focal], channels: [email]}
"""
    path.write_text(steps, "utf-8")
    found = check_file(path)["xau"]
    assert isinstance(found, LadderError)
    places = [str(each.place) for each in (found, *found.also)]
    assert [place.split(": ")[0] for place in places] == [
        "thang.yaml:6",
        "thang.yaml:7",
        "thang.yaml:7",
        "thang.yaml:8",
    ]
    path.write_text(steps.replace("kind: review", "kind: mời").replace("days: 0, at", "days: hai, at"), "utf-8")
    typed = check_file(path)["xau"]
    assert isinstance(typed, LadderError)
    assert len(typed.also) == 1, "what is mistyped is named too, each once"
