"""The year as iCalendar (RFC 5545): what a coordinator and a leader put into their own calendars."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from config.settings import OFFICE_ZONE
from config.wording import language, say
from models.clock import local_day
from models.ladder import Step, step_moment
from tasks.rehearsed.year import Year, YearRound

LEADERS = ("leader", "supervisor")
MEETING = timedelta(minutes=30)


def agenda(year: Year, stamp: datetime) -> str:
    """One event for each round's opening, cut-off, due and consolidated due, and each step that reaches leaders.

    ``stamp`` (aware) is when the file is made (RFC 5545, 3.8.7.2). UIDs depend on plan, round and step only, so
    that a later file moves the same events (3.8.4.7).
    """
    made = Calendar()
    made.add("prodid", f"-//Dondoc//{language().upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", say("rehearsed.agenda.name", plan=year.label))
    made.add("x-wr-timezone", str(OFFICE_ZONE))
    for kept in year.rounds:
        for event in _events(year, kept):
            event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
            event.add("categories", [year.label])
            made.add_component(event)
    days = [local_day(kept.opens_at) for kept in year.rounds]
    made.add_missing_timezones(first_date=date(min(days).year, 1, 1), last_date=date(max(days).year + 3, 1, 1))
    text: bytes = made.to_ical()
    return text.decode("utf-8")


def _events(year: Year, kept: YearRound) -> list[Event]:
    asked = sum(1 for each in year.asked if each.round_id == kept.id)
    said = {"round": kept.name, "plan": year.label, "asked": asked}
    found = [
        _event(kept, "opens", kept.opens_at, said),
        _all_day(kept, "cut-off", kept.cut_off, said),
        _event(kept, "due", kept.due_at - MEETING, said, end=kept.due_at),
    ]
    if kept.consolidated_due_at is not None:
        at = kept.consolidated_due_at
        found.append(_event(kept, "consolidated", at - MEETING, said, end=at))
    reached = Counter(each.step for each in year.sent if each.round_id == kept.id and each.audience in LEADERS)
    # the steps of a returned report are counted from a day that nobody knows beforehand
    found += [
        _step(kept, step, said, reached[step.step]) for step in kept.ladder.due if set(step.audience) & set(LEADERS)
    ]
    return found


def _step(kept: YearRound, step: Step, said: dict[str, object], messages: int) -> Event:
    who = ", ".join(say(f"who.{audience}") for audience in step.audience)
    facts = said | {"step": step.step, "who": who, "messages": messages, "kind": say(f"account.kind.{step.kind}")}
    return _event(kept, f"step-{step.step}", step_moment(step, kept.due_at), facts, words="step")


def _event(
    kept: YearRound,
    what: str,
    start: datetime,
    said: dict[str, object],
    *,
    end: datetime | None = None,
    words: str = "",
) -> Event:
    event = _named(kept, what, words or what, said)
    event.add("dtstart", start.astimezone(OFFICE_ZONE))
    event.add("dtend", (end or start + MEETING).astimezone(OFFICE_ZONE))
    event.add("transp", "TRANSPARENT")
    return event


def _all_day(kept: YearRound, what: str, day: date, said: dict[str, object]) -> Event:
    event = _named(kept, what, what, said)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _named(kept: YearRound, what: str, words: str, said: dict[str, object]) -> Event:
    event = Event()
    event.add("uid", f"{kept.id}/{what}@dondoc".replace("+", "plus"))
    event.add("summary", say(f"rehearsed.agenda.{words}", **said))
    event.add("description", say(f"rehearsed.agenda.{words}.more", **said))
    return event
