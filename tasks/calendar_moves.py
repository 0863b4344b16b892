"""What another calendar moves of what has not yet happened: pure, rows and two calendars go in, moves come out.

Moved: rounds that nobody was asked about yet, the next step of a request or a plea, letters that wait for their
hour. Not moved: a deadline that an agency was told. Where it falls on a day off now, it is named with the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from config.settings import OFFICE_ZONE
from config.wording import say
from config.workdays import WorkCalendar, counting_by
from models.clock import at_office, local_day
from models.extension import Extension
from models.ladder import DUE_HOUR, ladder_of, next_after, step_moment, within_hours
from models.outbox import Message
from models.round import OWED, Request, Round
from tasks.launch_rows import opening_of

T = TypeVar("T")
What = Literal["opens", "due", "level", "consolidated", "step", "plea", "message", "stays"]
FIELDS: dict[What, str] = {
    "opens": "opens_at",
    "due": "due_at",
    "level": "level_dues",
    "consolidated": "consolidated_due_at",
    "step": "next_step_at",
    "plea": "next_step_at",
    "message": "next_attempt_at",
}
"""Which column of its row each kind of move sets."""


@dataclass(frozen=True)
class Changed:
    """A day on which another calendar differs: it is worked now, or off now, and why."""

    day: date
    works: bool
    why: str


@dataclass(frozen=True)
class Move:
    """One moment that moves; ``after`` None where it stays although the calendar speaks against it ("stays").

    ``subject`` is the id of the round, request, plea or message, for "level" round#level; ``label`` is for people.
    """

    what: What
    subject: str
    label: str
    before: datetime
    after: datetime | None
    why: str

    def plain(self) -> dict[str, Any]:
        """As CalendarVersion.moved and the journal keep it."""
        after = self.after.isoformat() if self.after else None
        return {
            "what": self.what,
            "subject": self.subject,
            "from": self.before.isoformat(),
            "to": after,
            "why": self.why,
        }


class Mover:
    """Compares two calendars at one moment. ``earlier``: moves of versions before, newest first."""

    def __init__(
        self, old: WorkCalendar, new: WorkCalendar, now: datetime, earlier: Sequence[dict[str, Any]] = ()
    ) -> None:
        self._old, self._new, self._now, self._earlier = old, new, now, earlier
        self.days = [
            Changed(day, new.works(day), new.why(day))
            for day in sorted(old.decreed() | new.decreed())
            if old.works(day) != new.works(day)
        ]

    def planned(self, kept: Round, issued_on: date) -> list[Move]:
        """What moves of a round that is still planned: its deadlines where they fall on a day off, and its opening.

        The opening follows the ladder unless somebody chose it. A deadline ends with the next working day (Bộ luật
        Dân sự 2015, Điều 148(5)); it comes back where a calendar moved it that no longer holds.
        """
        moves = []
        due = self._deadline(kept.id, "due", kept.due_at)
        if due != kept.due_at:
            moves.append(self._move("due", kept.id, kept.name, kept.due_at, due))
        if kept.consolidated_due_at is not None:
            consolidated = self._deadline(kept.id, "consolidated", kept.consolidated_due_at)
            if consolidated != kept.consolidated_due_at:
                moves.append(self._move("consolidated", kept.id, kept.name, kept.consolidated_due_at, consolidated))
        for level, iso in kept.level_dues.items():
            before = at_office(date.fromisoformat(iso), DUE_HOUR)
            subject = f"{kept.id}#{level}"
            after = self._deadline(subject, "level", before)
            if after != before:
                moves.append(self._move("level", subject, kept.name, before, after))
        ladder = ladder_of(kept)
        by_ladder = self._under(self._old, lambda: opening_of(ladder, kept.due_at, kept.window_from, issued_on))
        opens = self._under(self._new, lambda: opening_of(ladder, due, kept.window_from, issued_on))
        if kept.opens_at == by_ladder and opens != by_ladder:
            moves.append(self._move("opens", kept.id, kept.name, kept.opens_at, opens, due))
        return moves

    def asked(self, kept: Round, request: Request, label: str) -> list[Move]:
        """What moves of an open request: its next step, where the ladder and nobody else set it.

        Steps that were taken stay taken. One that lies in the past by the new calendar falls now, and once.
        """
        ladder, moves = ladder_of(kept), []
        before = request.next_step_at
        if before is not None:
            then = self._under(self._old, lambda: next_after(ladder, request, request.step_index))
            coming = self._under(self._new, lambda: next_after(ladder, request, request.step_index))
            if before == then.at and coming.at is not None and coming.at != before and coming.index == then.index:
                after = max(coming.at, self._now)
                step = ladder.part(request.ladder_part)[coming.index].step
                if after != before and before > self._now:
                    said = f"{label} · {step}"
                    moves.append(self._move("step", request.id, said, before, after, request.base_at))
        owed = request.state in OWED and request.base_at > self._now
        if owed and self._became_off(local_day(request.base_at)):
            why = self._reason(request.base_at)
            moves.append(Move("stays", request.id, label, request.base_at, None, why))
        return moves

    def plea(self, kept: Round, plea: Extension, label: str) -> list[Move]:
        """What moves of an agency's plea that nobody answered: the reminder that comes next."""
        before, steps = plea.next_step_at, ladder_of(kept).part("plea")
        if before is None or before <= self._now or plea.step_index >= len(steps):
            return []
        step = steps[plea.step_index]
        by_ladder = self._under(self._old, lambda: step_moment(step, plea.asked_at))
        after = max(self._under(self._new, lambda: step_moment(step, plea.asked_at)), self._now)
        if before != by_ladder or after == before:
            return []
        return [self._move("plea", str(plea.id), f"{label} · {step.step}", before, after, plea.asked_at)]

    def told_consolidation(self, kept: Round) -> list[Move]:
        """The coordinator's own deadline of an open round stays: it was given by a plan or a superior."""
        due = kept.consolidated_due_at
        if due is None or due <= self._now or not self._became_off(local_day(due)):
            return []
        label = say("calendar.label.consolidated", name=kept.name)
        return [Move("stays", kept.id, label, due, None, self._reason(due))]

    def waiting(self, kept: Round, message: Message, label: str) -> list[Move]:
        """When a letter leaves that waits for its hour, never earlier than now."""
        before = message.next_attempt_at
        if before is None or before <= self._now:
            return []
        ladder = ladder_of(kept)

        def fits(moment: datetime, by: WorkCalendar) -> datetime:
            return self._under(by, lambda: within_hours(ladder, message.channel, moment))

        written_for = fits(message.created_at, self._old)
        if message.attempts == 0 and before == written_for:
            after = fits(max(message.created_at, self._now), self._new)
        else:
            after = fits(before, self._new)
        return [self._move("message", str(message.id), label, before, after)] if after != before else []

    def _deadline(self, subject: str, what: What, at: datetime) -> datetime:
        origin = at
        for row in self._earlier:
            if row["what"] == what and row["subject"] == subject and row["to"] == origin.isoformat():
                origin = datetime.fromisoformat(row["from"])
        day = local_day(origin)
        if self._new.works(day):
            return origin
        if origin == at and not self._became_off(day):
            return at  # it stood on a day off before: that was settled when the plan was checked
        return at_office(self._new.add(day, 1), at.astimezone(OFFICE_ZONE).time())

    def _became_off(self, day: date) -> bool:
        return self._old.works(day) and not self._new.works(day)

    @staticmethod
    def _under(by: WorkCalendar, tell: Callable[[], T]) -> T:
        with counting_by(by):
            return tell()

    def _move(
        self, what: What, subject: str, label: str, before: datetime, after: datetime, base: datetime | None = None
    ) -> Move:
        return Move(what, subject, label, before, after, self._reason(before, after, base))

    def _reason(self, *moments: datetime | None) -> str:
        """The days that differ between these moments; all where none lies between."""
        known = sorted(local_day(moment) for moment in moments if moment is not None)
        between = [each for each in self.days if known[0] <= each.day <= known[-1]]
        return "; ".join(day_said(each) for each in between or self.days) or say("calendar.hours_changed")


def day_said(changed: Changed) -> str:
    """ "02/01/2026 nghỉ (hoán đổi …)"."""
    key = "works" if changed.works else "rests"
    said = say(f"calendar.day.{key}", day=f"{changed.day:%d/%m/%Y}")
    return f"{said} ({changed.why})" if changed.why else said
