"""The ladder's rules, pure: working days, sending hours, promises, and which of many fallen steps is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.settings import OFFICE_ZONE
from config.workdays import is_working_day, working_days_between
from models.clock import at_office, local_day
from models.ladder import (
    ABOVE,
    DUE_HOUR,
    latest_promise,
    next_after,
    overdue_steps,
    read_ladder,
    returned_deadline,
    step_moment,
    within_hours,
)
from models.round import OWED, Request, RequestState

LADDER = read_ladder("macdinh")
BY_NAME = {step.step: step for step in (*LADDER.due, *LADDER.returned.steps)}


def day(text: str, clock: str = "17:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


def asked(due: datetime, **more: Any) -> Request:
    return Request(
        id="r", round_id="q", agency_key="a", asked_at=due - timedelta(days=20), due_at=due, original_due_at=due,
        base_at=due, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "step", "falls"),
    [
        ("2027-03-15", "D-10", "2027-03-01 08:00"),
        ("2027-02-11", "D-1", "2027-02-03 08:30"),  # over Tết
        ("2027-02-03", "D+1", "2027-02-11 08:00"),
        ("2026-08-21", "D+1", "2026-08-22 08:00"),  # a Saturday worked for 31 August
        ("2026-08-28", "D+1", "2026-09-03 08:00"),  # Friday; then a weekend, 31 August and two days of September off
        ("2027-12-31", "D+1", "2028-01-04 08:00"),  # New Year's Day is a Saturday, made up for on Monday
        ("2027-01-04", "D-3", "2026-12-29 08:00"),
        ("2027-03-13", "D-1", "2027-03-12 08:30"),  # due on a Saturday
        ("2027-03-13", "D+1", "2027-03-15 08:00"),
    ],
)
def test_a_step_falls_on_its_working_day(due: str, step: str, falls: str) -> None:
    assert step_moment(BY_NAME[step], day(due)).astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M") == falls


@pytest.mark.parametrize(
    ("channel", "moment", "leaves"),
    [
        ("email", "2027-03-15 07:29", "2027-03-15 07:30"),
        ("email", "2027-03-15 07:30", "2027-03-15 07:30"),
        ("email", "2027-03-15 16:59", "2027-03-15 16:59"),
        ("email", "2027-03-15 17:00", "2027-03-16 07:30"),
        ("sms", "2027-03-15 11:30", "2027-03-15 14:00"),
        ("sms", "2027-03-15 23:59", "2027-03-16 08:00"),
        ("sms", "2027-03-16 00:00", "2027-03-16 08:00"),
        ("email", "2027-02-03 17:00", "2027-02-11 07:30"),
        ("sms", "2026-08-22 09:00", "2026-08-22 09:00"),
        ("sms", "2026-08-31 09:00", "2026-09-03 08:00"),
        ("email", "2027-12-31 18:00", "2028-01-04 07:30"),
    ],
)
def test_a_letter_leaves_within_the_hours_of_its_channel(channel: str, moment: str, leaves: str) -> None:
    at = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=OFFICE_ZONE).astimezone(UTC)
    assert within_hours(LADDER, channel, at).astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M") == leaves


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1)).map(lambda at: at.replace(tzinfo=UTC))


@settings(max_examples=300, deadline=None)
@given(moments, st.sampled_from(["email", "sms"]))
def test_sending_hours_never_send_earlier_and_waiting_twice_changes_nothing(at: datetime, channel: Any) -> None:
    leaves = within_hours(LADDER, channel, at)
    assert leaves >= at
    assert within_hours(LADDER, channel, leaves) == leaves
    local = leaves.astimezone(OFFICE_ZONE)
    assert is_working_day(local.date())
    assert any(start <= local.time() < end for start, end in LADDER.sending_hours[channel])


@settings(max_examples=200, deadline=None)
@given(moments, st.integers(0, 40), st.integers(1, 8), st.booleans(), st.sampled_from(["due", "returned"]))
def test_of_fallen_steps_every_reader_is_told_the_last_and_none_is_forgotten(
    due: datetime, days: int, index: int, requested: bool, part: str
) -> None:
    state = RequestState.WAITING if part == "due" else RequestState.RETURNED
    request = asked(due, requested_body=requested, ladder_part=part, step_index=index, state=state)
    now = due + timedelta(days=days)
    take, passed = overdue_steps(LADDER, request, now)
    steps = LADDER.part(part)
    fallen = [
        (place, step)
        for place, step in enumerate(steps)
        if place >= index and step_moment(step, due) <= now and not (requested and step.climbs)
    ]
    assert sorted([*take, *passed]) == sorted(fallen)
    for above in (True, False):
        mine = [pair for pair in fallen if (pair[1].kind in ABOVE) is above]
        assert mine[-1:] == [pair for pair in take if (pair[1].kind in ABOVE) is above][-1:]
    assert sum(1 for _, step in take if step.kind not in ABOVE) <= 1
    assert all(step.kind not in ("decide", "draft_letter") for _, step in passed)


def test_a_requested_body_meets_no_climbing_step() -> None:
    due = day("2027-03-15")
    body = asked(due, requested_body=True)
    places = [next_after(LADDER, body, index).index for index in range(len(LADDER.due) + 1)]
    assert {LADDER.due[place].step for place in places if place < len(LADDER.due)} == {"D-10", "D-3", "D-1", "D+1"}
    assert next_after(LADDER, body, 4).at is None


def test_peace_lasts_to_the_evening_of_the_promised_day_and_not_longer() -> None:
    due = day("2027-03-15")
    promised = asked(due, promised_on=date(2027, 3, 17))
    assert next_after(LADDER, promised, 3).at == day("2027-03-17")
    assert next_after(LADDER, promised, 4).at == day("2027-03-18", "08:00")


@pytest.mark.parametrize("state", sorted(set(RequestState) - set(OWED)))
def test_where_nothing_is_owed_no_step_comes(state: RequestState) -> None:
    assert next_after(LADDER, asked(day("2027-03-15"), state=state), 1).at is None


def test_a_returned_report_has_three_working_days_or_the_day_that_was_chosen() -> None:
    friday_evening = day("2027-02-05", "20:00")  # a day off before Tết
    due = day("2027-02-01")
    assert returned_deadline(LADDER, friday_evening, None, due) == day("2027-02-15")
    assert returned_deadline(LADDER, friday_evening, date(2027, 2, 19), due) == day("2027-02-19")
    assert returned_deadline(LADDER, friday_evening, None, day("2027-03-15")) == day("2027-03-15"), "sent early"


def test_a_promise_reaches_ten_working_days_past_the_deadline_at_most() -> None:
    assert latest_promise(LADDER, day("2027-03-15")) == date(2027, 3, 29)
    assert working_days_between(date(2027, 3, 15), date(2027, 3, 29)) == 10


def test_midnight_in_greenwich_is_not_midnight_in_the_office() -> None:
    assert local_day(datetime(2027, 3, 15, 17, 30, tzinfo=UTC)) == date(2027, 3, 16)
    assert at_office(date(2027, 3, 16), DUE_HOUR) == datetime(2027, 3, 16, 10, tzinfo=UTC)
