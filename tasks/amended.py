"""How an amended plan differs from the plan as it runs: duties and rounds, compared and told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from compiler.planfile.model import PlanFile
from config.wording import say
from models.clock import local_day
from models.plan import Responsibility
from models.round import Round, RoundState

What = Literal["added", "dropped", "changed"]
COMPARED = ("holder", "group", "requested", "text", "roles", "partners", "reports_to", "due", "exception_channel")
"""What of a duty makes it another one. Its place in the document does not."""


@dataclass(frozen=True)
class DutyChange:
    """One duty that is new, gone, or another than before; ``fields`` are those of COMPARED that differ."""

    what: What
    number: str
    holder: str
    was: str
    now: str
    fields: tuple[str, ...] = ()

    def said(self) -> str:
        """One line as the agency and the coordinator read it."""
        differ = ", ".join(say(f"amend.field.{name}") for name in self.fields)
        return say(f"amend.duty.{self.what}", number=self.number, was=self.was, now=self.now, fields=differ)


@dataclass(frozen=True)
class RoundChange:
    """One round that is new, gone, or has other days. ``done``: carried out; an open round keeps its days else."""

    what: What
    round_id: str
    name: str
    was: date | None
    now: date | None
    state: str
    done: bool = True

    def said(self) -> str:
        """One line."""
        days = {"was": _day(self.was), "now": _day(self.now)}
        line = say(f"amend.round.{self.what}", name=self.name, **days)
        return line if self.done else f"{line} {say('amend.round.kept')}"


def duty_changes(
    before: Mapping[str, Responsibility], after: Sequence[Responsibility], words: Mapping[str, str]
) -> list[DutyChange]:
    """Compare by number. ``words``: number -> how a due rule reads, for those where only the date moved."""
    made = []
    for duty in after:
        old = before.get(duty.number)
        if old is None:
            made.append(DutyChange("added", duty.number, duty.holder, "", duty.text))
        elif differ := tuple(name for name in COMPARED if getattr(old, name) != getattr(duty, name)):
            now = f"{duty.text}{words.get(duty.number, '')}"
            made.append(DutyChange("changed", duty.number, duty.holder, old.text, now, differ))
    numbers = {duty.number for duty in after}
    made += [
        DutyChange("dropped", old.number, old.holder, old.text, "")
        for old in before.values()
        if old.number not in numbers
    ]
    return made


def due_words(file: PlanFile) -> dict[str, str]:
    """Duty number -> its time as the plan writes it, in brackets, where the duty's own text does not say it."""
    return {
        duty.id: f" ({duty.due.text})"
        for duty in file.responsibilities
        if duty.due and duty.due.text and duty.due.text not in duty.text
    }


def round_changes(known: Mapping[str, Round], planned: Mapping[str, Round], gone: Sequence[Round]) -> list[RoundChange]:
    """Compare the rounds that stand with those that the amended plan has; ``gone`` are no longer in it."""
    made = []
    for id_, new in planned.items():
        old = known.get(id_)
        if old is None:
            made.append(RoundChange("added", id_, new.name, None, local_day(new.due_at), new.state))
        elif old.state in (RoundState.PLANNED, RoundState.OPEN) and _days(old) != _days(new):
            made.append(RoundChange("changed", id_, new.name, local_day(old.due_at), local_day(new.due_at), old.state))
    made += [
        RoundChange(
            "dropped", old.id, old.name, local_day(old.due_at), None, old.state, old.state == RoundState.PLANNED
        )
        for old in gone
    ]
    return made


def plain(changes: Sequence[DutyChange | RoundChange]) -> list[dict[str, Any]]:
    """As the plan's version keeps them."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(each).items()}
        for each in changes
    ]


def lines_of(changes: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """The lines of a version's differences (:func:`plain`)."""
    duties = [DutyChange(**{**each, "fields": tuple(each["fields"])}).said() for each in changes.get("duties", ())]
    rounds = [
        RoundChange(
            **{**each, **{name: date.fromisoformat(each[name]) for name in ("was", "now") if each[name]}}
        ).said()
        for each in changes.get("rounds", ())
    ]
    return [*duties, *rounds]


def same_days(one: Round, other: Round) -> bool:
    """Whether two states of one round ask by the same days."""
    return _days(one) == _days(other)


def _days(kept: Round) -> tuple[object, ...]:
    levels = tuple(sorted(kept.level_dues.items()))
    return (local_day(kept.due_at), kept.window_from, kept.window_to, kept.consolidated_due_at, kept.name, levels)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"
