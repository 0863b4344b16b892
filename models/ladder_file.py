"""Reading config/ladders.yaml, or a file of the same shape: every fault is named by file, ladder and step.

Steps that repeat are written out here, so that a ladder once read is a plain list of steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.errors import DondocError
from config.settings import CONFIG_DIR
from config.wording import say
from config.workdays import WorkCalendar, add_working_days, add_working_hours, calendar
from config.written_yaml import load_written
from models.clock import at_office, local_day
from models.ladder_lines import line_of
from models.rungs import ABOVE, CONDITIONS, KINDS_OF, NEVER_HOLDS, OFFICE, Kind, Ladder, Part, Step

DUE_HOUR = time(17, 0)
"""A date that a plan gives is kept until the end of that day's office hours."""
PLAIN_DAY = at_office(date(2027, 5, 19), DUE_HOUR)
"""A Wednesday with weeks of plain working days around it: the order of steps is looked at from here."""
MOST_REPEATS = 20
PARTS: tuple[Part, ...] = get_args(Part)


class LadderError(DondocError):
    """A ladder that is not there, or cannot be climbed; ``also`` are the further faults of the same ladder."""

    also: tuple[LadderError, ...] = ()


def read_ladder(name: str, path: Path | None = None) -> Ladder:
    """A ladder of config/ladders.yaml by name. Raises LadderError naming file, line, ladder and step."""
    path = path or CONFIG_DIR / "ladders.yaml"
    known = read_file(path)
    if name not in known:
        raise LadderError.of("ladder.unknown", place=path.name, name=name, known=", ".join(map(str, known)))
    try:
        return _ladder(known[name], f"{path.name}: {name}")
    except LadderError as wrong:
        text = path.read_text("utf-8")
        for each in (wrong, *wrong.also):
            _, _, inside = (each.place or "").partition(": ")
            if line := line_of(text, inside):
                each.place = f"{path.name}:{line}: {inside}"
        raise


def read_file(path: Path) -> dict[str, Any]:
    """The ladders of a file as they are written, by name. Raises LadderError for what is no YAML mapping."""
    from ruamel.yaml.error import YAMLError

    try:
        known = _parsed(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as fault:
        detail = " ".join(str(fault).split())[:200]
        raise LadderError.of("ladder.unreadable", place=str(path), detail=detail) from fault
    if not isinstance(known, dict) or not known:
        raise LadderError.of("ladder.unreadable", place=str(path), detail=type(known).__name__)
    return known


@lru_cache(maxsize=8)
def _parsed(text: str) -> Any:
    """What a file says, for reading only: a plan's launch, each confirmation and each sweep ask for the same text."""
    return load_written(text)


def check_file(path: Path) -> dict[str, Ladder | LadderError]:
    """Every ladder of a file, or what is wrong with it. Raises LadderError where the file itself cannot be read."""
    found: dict[str, Ladder | LadderError] = {}
    for name in read_file(path):
        try:
            found[str(name)] = read_ladder(name, path)
        except LadderError as wrong:
            found[str(name)] = wrong
    return found


def step_moment(step: Step, base_at: datetime) -> datetime:
    """When a step falls: working days from the deadline's day at its clock time, or working hours from its moment."""
    if step.hours is not None:
        return _hours_from(base_at, step.hours, calendar())
    assert step.days is not None and step.at is not None
    return _days_from(base_at, step.days, step.at, calendar())


@lru_cache(maxsize=4096)
def _days_from(base_at: datetime, days: int, at: time, by: WorkCalendar) -> datetime:
    # the calendar is part of the key: it may be changed while the process runs
    return at_office(by.add(local_day(base_at), days), at)


@lru_cache(maxsize=4096)
def _hours_from(base_at: datetime, hours: int, by: WorkCalendar) -> datetime:
    return add_working_hours(base_at, hours)


def _ladder(raw: Any, place: str) -> Ladder:
    if not isinstance(raw, dict):
        raise LadderError.of("ladder.shape", place=place, found=type(raw).__name__)
    try:
        ladder = Ladder.model_validate(_written_out(raw, place))
    except ValidationError as fault:
        raise _first([_mistyped(each, raw, place) for each in fault.errors()]) from fault
    if faults := [each for part in PARTS for each in _faults_of(ladder, part, place)]:
        raise _first(faults)
    return ladder


def _first(faults: Sequence[LadderError]) -> LadderError:
    """The first fault with all others, each once: what is wrong with a kind may be found by every kind there is."""
    by_words = {str(each): each for each in faults}
    first, *others = by_words.values()
    first.also = tuple(others)
    return first


def _written_out(raw: dict[str, Any], place: str) -> dict[str, Any]:
    """The ladder with every repeated step as steps of their own: D+1, D+1.2, D+1.3 …, in the order in which they fall."""
    whole = dict(raw)
    for part in PARTS:
        holder = whole if part == "due" else whole.get(part)
        key = "due" if part == "due" else "steps"
        if isinstance(holder, dict) and isinstance(holder.get(key), list):
            steps = _repeated(holder[key], f"{place}.{part}")
            if part == "due":
                whole["due"] = steps
            else:
                whole[part] = {**holder, "steps": steps}
    return whole


def _repeated(steps: list[Any], place: str) -> list[Any]:
    made: list[Any] = []
    for step in steps:
        if not isinstance(step, dict) or "repeat" not in step:
            made.append(step)
            continue
        repeat, plain = step["repeat"], {key: value for key, value in step.items() if key != "repeat"}
        every, times = (repeat.get("every"), repeat.get("times")) if isinstance(repeat, dict) else (None, None)
        days = step.get("days")
        fits = isinstance(repeat, dict) and set(repeat) == {"every", "times"} and _whole(days)
        if not fits or not _whole(every, 1) or not _whole(times, 1):
            raise LadderError.of("ladder.repeat", place=f"{place}.{step.get('step', '?')}", most=MOST_REPEATS)
        assert isinstance(days, int) and isinstance(every, int) and isinstance(times, int)
        if times > MOST_REPEATS:
            raise LadderError.of("ladder.repeat", place=f"{place}.{step.get('step', '?')}", most=MOST_REPEATS)
        made.append(plain)
        for count in range(1, times + 1):
            made.append(
                plain | {"step": f"{step.get('step')}.{count + 1}", "days": days + every * count, "again": True}
            )
    return _in_order(made)


def _in_order(steps: list[Any]) -> list[Any]:
    """The repetitions sorted in among the others; the order in which the others are written stays as it is."""
    placed: list[Any] = [step for step in steps if not (isinstance(step, dict) and step.get("again"))]
    for step in steps:
        if isinstance(step, dict) and step.pop("again", False):
            later = (index for index, other in enumerate(placed) if _fall(other) > _fall(step))
            placed.insert(next(later, len(placed)), step)
    return placed


def _fall(step: Any) -> tuple[int, str]:
    days = step.get("days") if isinstance(step, dict) else None
    return (days, str(step.get("at"))) if _whole(days) and isinstance(days, int) else (-10_000, "")


def _whole(value: Any, least: int | None = None) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and (least is None or value >= least)


def _faults_of(ladder: Ladder, part: Part, place: str) -> Iterator[LadderError]:
    """Why steps of a part cannot be climbed."""
    steps, here = ladder.part(part), f"{place}.{part}"
    names = [step.step for step in steps]
    for step in steps:
        at = f"{here}.{step.step}"
        if names.count(step.step) > 1:
            yield LadderError.of("ladder.twice", place=at, step=step.step)
        if step.kind not in KINDS_OF[part]:
            yield LadderError.of("ladder.kind", place=at, kind=step.kind, known=", ".join(KINDS_OF[part]))
        yield from _audience(step, at)
        yield from _conditions(step, part, at)
    yield from _begin(ladder, part, here)
    for before, step in pairwise(steps):
        if step_moment(step, PLAIN_DAY) < step_moment(before, PLAIN_DAY):
            yield LadderError.of("ladder.order", place=f"{here}.{step.step}", step=step.step, before=before.step)


def _audience(step: Step, place: str) -> Iterator[LadderError]:
    above = step.kind in ABOVE
    wrong = [audience for audience in step.audience if (audience in OFFICE) != above]
    if wrong:
        open_to = ", ".join(OFFICE) if above else "focal, clerk, leader, parent"
        yield LadderError.of("ladder.audience", place=place, audience=wrong[0], kind=step.kind, known=open_to)
    strangers = [audience for audience in step.sms_to if audience not in step.audience or "sms" not in step.channels]
    if strangers:
        yield LadderError.of("ladder.sms_to", place=place, audience=strangers[0], known=", ".join(step.audience))


def _conditions(step: Step, part: Part, place: str) -> Iterator[LadderError]:
    for condition in step.only_if:
        if condition in NEVER_HOLDS[part]:
            yield LadderError.of("ladder.never", place=place, condition=condition, part=say(f"ladder.part.{part}"))
    if step.kind == "request" and set(step.only_if) - {"by_day"}:
        yield LadderError.of("ladder.never", place=place, condition=step.only_if[0], part=say("ladder.part.request"))
    if "by_day" in step.only_if and step.at is not None and not time(7) <= step.at < time(18):
        yield LadderError.of("ladder.by_night", place=place, at=f"{step.at:%H:%M}")


def _begin(ladder: Ladder, part: Part, here: str) -> Iterator[LadderError]:
    """No step may come before what it is about: the request, the return, the report, the plea."""
    steps = ladder.part(part)
    begins = PLAIN_DAY
    if part == "due":
        requests = [step for step in steps if step.kind == "request"]
        if not requests:
            yield LadderError.of("ladder.no_request", place=here)
            return
        begins = step_moment(requests[0], PLAIN_DAY)
        early = next((step for step in steps if step_moment(step, PLAIN_DAY) < begins), None)
        if early is None and steps[0].kind != "request":
            early = steps[0]
        if early is None and len(requests) > 1:
            yield LadderError.of("ladder.two_requests", place=f"{here}.{requests[1].step}", step=requests[0].step)
        if early is not None:
            yield LadderError.of("ladder.before", place=f"{here}.{early.step}", what=say("ladder.begins.due"))
        return
    if part in ("returned", "review"):
        days = ladder.returned.deadline_days if part == "returned" else ladder.review.days if ladder.review else 0
        begins = at_office(add_working_days(local_day(PLAIN_DAY), -days), time())
    for step in steps:
        if step_moment(step, PLAIN_DAY) < begins:
            yield LadderError.of("ladder.before", place=f"{here}.{step.step}", what=say(f"ladder.begins.{part}"))


def _mistyped(first: ErrorDetails, raw: dict[str, Any], place: str) -> LadderError:
    """What pydantic found, in the reader's words: the place with the step's own name, what was read, what may stand."""
    where, named = _named(raw, first["loc"])
    here = ".".join((place, *where))
    found = first.get("input")
    match first["type"]:
        case "literal_error":
            return LadderError.of("ladder.word", place=here, word=found, known=_words(named))
        case "extra_forbidden":
            return LadderError.of("ladder.key", place=here, key=named)
        case "missing":
            return LadderError.of("ladder.missing", place=here, key=named)
        case "value_error":
            return LadderError.of("ladder.clock", place=here)
    return LadderError.of("ladder.invalid", place=here, detail=first["msg"], found=str(found)[:60])


def _named(raw: Any, location: tuple[int | str, ...]) -> tuple[list[str], str]:
    """(location with steps by name instead of number, the last key)."""
    at: Any = _written_out(raw, "") if isinstance(raw, dict) else raw
    said: list[str] = []
    for part in location:
        try:
            at = at[part]
        except (KeyError, IndexError, TypeError):
            at = None
        if isinstance(part, int):
            if isinstance(at, dict) and "step" in at:
                said.append(str(at["step"]))
        elif part not in ("steps", "[key]"):
            said.append(part)
    words = [part for part in location if isinstance(part, str) and part != "[key]"]
    return said, words[-1] if words else ""


def _words(key: str) -> str:
    from models.rungs import Audience, Channel

    known: dict[str, tuple[str, ...]] = {
        "kind": get_args(Kind),
        "audience": get_args(Audience),
        "channels": get_args(Channel),
        "sms_to": get_args(Audience),
        "sending_hours": get_args(Channel),
        "only_if": CONDITIONS,
    }
    return ", ".join(known.get(key, ()))
