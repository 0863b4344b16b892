"""Launching a plan file: plan, responsibilities, edges and rounds with frozen ladders, in one transaction."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from sqlmodel import Session, col, select

from compiler.check import check
from compiler.planfile import PlanFile
from compiler.planfile_read import load_planfile
from compiler.result import Diagnostic, Period, Severity
from config.errors import DondocError
from config.wording import say
from models.agencies import Snapshot, resolve
from models.clock import at_office, is_exercise, local_day, office_now, set_clock
from models.directory import Contact
from models.journal import Entry, hold, write
from models.ladder import DUE_HOUR, Ladder, read_ladder, step_moment
from models.plan import Edge, Plan, Responsibility
from models.round import Round, RoundState
from tasks.office import Office
from tasks.rounds import who_is_asked

LAUNCH_HOUR = time(8, 0)
"""An exercise begins at the start of the office day."""


class LaunchRefused(DondocError):
    """A plan that cannot be launched as it stands; ``findings`` are the open errors and questions."""

    findings: Sequence[Diagnostic] = ()


@dataclass(frozen=True)
class Launched:
    """What launching did. ``already``: the same file was launched before and nothing changed."""

    plan_key: str
    already: bool
    rounds: tuple[Round, ...]
    passed_over: tuple[Round, ...]
    asked: dict[str, int] = field(default_factory=dict)


def launch(office: Office, path: Path, *, by: str, at: date | None = None, ladder: Ladder | None = None) -> Launched:
    """Launch a plan file. ``at`` sets the office's clock to that day, for an exercise in the plan's own year.

    ``ladder`` stands in for the one that the plan file names ("what if").

    Raises LaunchRefused while an error or question is open, a holder finds nobody, an agency has no
    contact, or every round is past; PlanFileError for a file that cannot be read. Nothing is half-written.
    """
    planfile = load_planfile(path)
    text = path.read_text("utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    with office.database.writing() as session:
        hold(session)  # the same file may come from the command line and from the Prefect UI at once
        known = session.exec(select(Plan).where(Plan.digest == digest)).first()
        if known is not None:
            rounds = session.exec(select(Round).where(Round.plan_key == known.key).order_by(col(Round.opens_at))).all()
            return Launched(known.key, True, tuple(rounds), ())
        _refuse_open(path, planfile)
        if at is not None:
            _set_exercise(session, at, by)
        now = office_now(session)
        plan = _plan(session, path, planfile, text, digest, now, by)
        ladder = ladder or read_ladder(planfile.ladder)
        coming, past = _rounds(plan, planfile, ladder, now)
        if not coming and not past:
            raise LaunchRefused.of("launch.no_rounds", place=str(path))
        if not coming:
            last = max(local_day(kept.due_at) for kept in past)
            raise LaunchRefused.of(
                "launch.all_past", place=str(path), last=f"{last:%d/%m/%Y}", today=f"{local_day(now):%d/%m/%Y}"
            )
        session.add(plan)
        session.flush()
        _write_parts(session, plan, planfile)
        session.flush()
        asked = _everyone_reachable(session, path, plan, coming)
        session.add_all([*coming, *past])
        write(
            session,
            now,
            [
                Entry(
                    "plan.launched",
                    plan.key,
                    actor=by,
                    channel="command line",
                    detail={
                        "digest": digest,
                        "rounds": [kept.id for kept in coming],
                        "passed_over": [kept.id for kept in past],
                        "exercise": is_exercise(session),
                        "decisions": [question.model_dump(mode="json") for question in planfile.questions],
                    },
                )
            ],
        )
        return Launched(plan.key, False, tuple(coming), tuple(past), asked)


def slug(text: str) -> str:
    """ASCII letters, digits and dashes of a Vietnamese text: "12/KH-UBND" -> "12-kh-ubnd"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _refuse_open(path: Path, planfile: PlanFile) -> None:
    findings = [found for found in check(planfile) if found.severity in (Severity.ERROR, Severity.QUESTION)]
    if findings:
        refused = LaunchRefused.of(
            "launch.open", place=str(path), count=len(findings), first=f"{findings[0].code}: {findings[0].message}"
        )
        refused.findings = findings
        raise refused


def _set_exercise(session: Session, at: date, by: str) -> None:
    running = session.exec(select(Plan.key)).first()
    if running is not None and not is_exercise(session):
        raise LaunchRefused.of("launch.real_clock", place=running, at=f"{at:%d/%m/%Y}")
    why = say("launch.exercise", day=f"{at:%d/%m/%Y}")
    moment = at_office(at, LAUNCH_HOUR)
    set_clock(session, moment, by=by, why=why)
    write(session, moment, [Entry("clock.set", "clock", actor=by, channel="command line", why=why, detail={"at": at})])


def _plan(session: Session, path: Path, planfile: PlanFile, text: str, digest: str, now: datetime, by: str) -> Plan:
    head = planfile.plan
    assert head.issuer and head.year and head.issued_on and head.level and head.province and planfile.coordinator
    snapshot = Snapshot.load(session)
    found = resolve(snapshot, planfile.coordinator, local_day(now), head.province, head.level)
    if len(found.agencies) != 1:
        raise LaunchRefused.of("launch.coordinator", place=str(path), name=planfile.coordinator)
    key = slug(f"{head.number or head.kind or 'ke-hoach'} {head.year} {_place(head.issuer)}")
    clash = session.get(Plan, key)
    if clash is not None:
        raise LaunchRefused.of(
            "launch.changed", place=str(path), key=key, day=f"{local_day(clash.launched_at):%d/%m/%Y}"
        )
    return Plan(
        key=key,
        number=head.number,
        title=head.title or "",
        issuer=head.issuer,
        level=head.level,
        province=head.province,
        year=head.year,
        issued_on=head.issued_on,
        coordinator_key=found.agencies[0][0],
        regime=planfile.regime.model_dump(mode="json") if planfile.regime else {},
        policy=planfile.policy.model_dump(mode="json"),
        planfile=text,
        digest=digest,
        launched_at=now,
        launched_by=by,
    )


def _place(issuer: str) -> str:
    """The part of an issuer's name that tells it from its sisters: "UBND tỉnh Lai Châu" -> "Lai Châu"."""
    return re.sub(
        r"(?i)^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+(tỉnh|thành phố|huyện|quận|thị xã|xã|phường)?\s*", "", issuer
    )


def _rounds(plan: Plan, planfile: PlanFile, ladder: Ladder, now: datetime) -> tuple[list[Round], list[Round]]:
    """(rounds still to come, rounds whose deadline had passed when the plan was launched)."""
    coming, past = [], []
    for period in planfile.regime.periods if planfile.regime else []:
        kept = _round(plan, period, ladder)
        if kept.due_at > now:
            coming.append(kept)
        else:
            kept.state = RoundState.CANCELLED
            past.append(kept)
    return coming, past


def _round(plan: Plan, period: Period, ladder: Ladder) -> Round:
    due_at = at_office(period.due, DUE_HOUR)
    consolidated = period.consolidated_due
    return Round(
        id=f"{plan.key}/{slug(period.key)}",
        plan_key=plan.key,
        key=period.key,
        name=period.name,
        window_from=period.window_from,
        window_to=period.window_to,
        opens_at=step_moment(ladder.due[0], due_at),
        due_at=due_at,
        consolidated_due_at=at_office(consolidated, DUE_HOUR) if consolidated else None,
        ladder=ladder.model_dump(mode="json"),
    )


def _write_parts(session: Session, plan: Plan, planfile: PlanFile) -> None:
    for position, duty in enumerate(planfile.responsibilities):
        span = duty.source
        session.add(
            Responsibility(
                id=f"{plan.key}/{duty.id}",
                plan_key=plan.key,
                number=duty.id,
                position=position,
                holder=duty.holder,
                group=duty.group,
                requested=duty.requested,
                text=duty.text,
                roles=[str(role) for role in duty.roles],
                partners=list(duty.with_),
                reports_to=list(duty.reports_to),
                due=duty.due.model_dump(mode="json") if duty.due else None,
                basis=duty.basis,
                exception_channel=duty.exception_channel,
                source_start=span.start if span else None,
                source_end=span.end if span else None,
            )
        )
    for edge in planfile.edges:
        session.add(Edge(plan_key=plan.key, kind=edge.kind, source=edge.source, target=edge.target, basis=edge.basis))


def _everyone_reachable(session: Session, path: Path, plan: Plan, coming: Sequence[Round]) -> dict[str, int]:
    """Round id -> number of agencies asked. Raises LaunchRefused for a holder or agency that nobody can reach."""
    counts: dict[str, int] = {}
    unreachable: set[str] = set()
    questions: list[str] = []
    with_mail = set(
        session.exec(select(Contact.agency_key).where(col(Contact.email).is_not(None), col(Contact.active)))
    )
    for kept in coming:
        asked, unclear = who_is_asked(session, plan, kept.due_at)
        questions += [each for each in unclear if each not in questions]
        unreachable |= {*asked, plan.coordinator_key} - with_mail
        counts[kept.id] = len(asked)
    if questions:
        raise LaunchRefused.of("launch.nobody", place=str(path), count=len(questions), first=questions[0])
    if unreachable:
        names = ", ".join(sorted(unreachable)[:8])
        raise LaunchRefused.of("launch.no_contact", place=str(path), count=len(unreachable), names=names)
    return counts
