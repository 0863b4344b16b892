"""Launching a plan file: plan, responsibilities, edges and rounds with frozen ladders, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session, col, select

from compiler.asks.check import check
from compiler.planfile.bases import with_bases
from compiler.planfile.model import PlanFile
from compiler.planfile.read import load_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Diagnostic, Level, Severity
from compiler.rounds.moved import moved, moved_days, own_year
from config.errors import DondocError
from config.slug import slug
from config.wording import say
from models.agencies import Resolution, Snapshot
from models.clock import at_office, is_exercise, local_day, office_now, set_clock
from models.database import Gate, pass_alone
from models.directory import Contact
from models.journal import Entry, write
from models.ladder import Ladder, ladder_of, read_ladder
from models.plan import Plan, PlanVersion
from models.round import Round
from tasks.adding import how_to_add
from tasks.confirmations import ask_agencies
from tasks.expansions import Terms
from tasks.launch_rows import LAUNCH_HOUR, place_of, rounds_of, write_parts
from tasks.named import ALSO, settled
from tasks.office import Office
from tasks.partners import strangers_of_file, told
from tasks.rounds import asked_in, understood

COORDINATOR = "coordinator"
"""The entry of policy.holders that says who coordinates."""
WARNED = ("D215", "D217", "D246", "D253", "D258")
"""Warnings of the check that are told again at the launch."""


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
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A plan file as it is to be launched: its text and digest; ``why`` where it was moved to another year, ``notes`` what
    became of its days then."""

    path: Path
    planfile: PlanFile
    text: str
    why: str = ""
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text: launching the same text twice changes nothing."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def launch(
    office: Office,
    path: Path,
    *,
    by: str,
    at: date | None = None,
    ladder: Ladder | None = None,
    year: int | None = None,
) -> Launched:
    """Launch a plan file. ``at`` sets the office's clock to that day, for an exercise in the plan's own year.

    ``ladder`` stands in for the one that the plan file names ("what if"); ``year`` moves a plan of another year to
    that year (compiler/rounds/moved) and leaves the file as it is.

    Raises LaunchRefused while an error or question is open, a holder finds nobody, an agency has no
    contact, or every round is past; PlanFileError for a file that cannot be read. Nothing is half-written.
    """
    source = source_of(path, year)
    with office.database.writing() as session:
        pass_alone(session, Gate.PLANS)  # the same file may come from the command line and from the Prefect UI at once
        known = session.exec(select(Plan).where(Plan.digest == source.digest)).first()
        if known is not None:
            rounds = session.exec(select(Round).where(Round.plan_key == known.key).order_by(col(Round.opens_at))).all()
            return Launched(known.key, True, tuple(rounds), ())
        if at is not None:
            _set_exercise(session, at, by)
        now = office_now(session)
        plan, coming, past = prepared(session, source, ladder, now, by)
        session.add(
            PlanVersion(plan_key=plan.key, version=1, planfile=source.text, digest=source.digest, at=now, by=by)
        )
        asked, keys = everyone_reachable(session, path, plan, coming, source.planfile)
        session.add_all([*coming, *past])
        if coming and office.settings.confirm_contacts != "never":
            ask_agencies(office, session, now, keys, plan=plan, ladder=ladder_of(coming[0]))
        write(
            session,
            now,
            [
                Entry(
                    "plan.launched",
                    plan.key,
                    actor=by,
                    channel="command line",
                    why=source.why,
                    detail={
                        "digest": source.digest,
                        "rounds": [kept.id for kept in coming],
                        "passed_over": [kept.id for kept in past],
                        "exercise": is_exercise(session),
                        "decisions": [question.model_dump(mode="json") for question in source.planfile.questions],
                    },
                )
            ],
        )
        return Launched(plan.key, False, tuple(coming), tuple(past), asked, warnings_of(session, source, now))


def source_of(path: Path, year: int | None) -> Source:
    """The plan file, checked, and moved where it is to be. Raises LaunchRefused, PlanFileError."""
    planfile = with_bases(load_planfile(path))
    refuse_open(path, planfile)
    own = own_year(planfile)
    if year is None or own is None or year == own:
        return Source(path, planfile, path.read_text("utf-8"))
    there = moved(planfile, year)
    refuse_open(path, there)
    notes = tuple(each.said() for each in moved_days(planfile, there, year - own))
    return Source(path, there, planfile_text(there), say("moved.why", year=year, own=own), notes)


def prepared(
    session: Session, source: Source, ladder: Ladder | None, now: datetime, by: str, *, again: bool = False
) -> tuple[Plan, list[Round], list[Round]]:
    """The plan and its parts, added and flushed; its rounds to come and those past, not added yet."""
    path, planfile = source.path, source.planfile
    plan = _plan(session, source, now, by, again=again)
    coming, past = rounds_of(plan, planfile, ladder or read_ladder(planfile.ladder), now)
    if not coming and not past and not (planfile.regime and planfile.regime.events):
        raise LaunchRefused.of("launch.no_rounds", place=str(path))
    if not coming and past:
        last = max(local_day(kept.due_at) for kept in past)
        raise LaunchRefused.of(
            "launch.all_past", place=str(path), last=f"{last:%d/%m/%Y}", today=f"{local_day(now):%d/%m/%Y}"
        )
    session.add(plan)
    session.flush()
    write_parts(session, plan, planfile)
    session.flush()
    return plan, coming, past


def coordinator_of(snapshot: Snapshot, planfile: PlanFile, on: date) -> Resolution:
    """Who coordinates: whom policy.holders names for "coordinator" or for the coordinator's words, else who they are."""
    head, name = planfile.plan, planfile.coordinator or ""
    holders = planfile.policy.holders
    keys = holders.get(COORDINATOR) or [key for key in holders.get(name, ()) if key != ALSO]
    if keys:
        return settled(snapshot, keys, on)
    terms = Terms.of_file(head)
    return terms.meaning(snapshot, name, on, terms.own_body(snapshot, on))


def warnings_of(session: Session, source: Source, now: datetime) -> tuple[str, ...]:
    """What a launch makes real: days that a move to another year changed, duties outside all rounds, too short a
    notice, partners whom nobody knows."""
    found = [f"{found.code}: {found.message}" for found in check(source.planfile) if found.code in WARNED]
    partners = told(strangers_of_file(Snapshot.load(session), source.planfile, local_day(now)))
    return tuple(each for each in (*source.notes, *found, partners) if each)


def refuse_open(path: Path, planfile: PlanFile) -> None:
    findings = [found for found in check(planfile) if found.severity in (Severity.ERROR, Severity.QUESTION)]
    if findings:
        worst = findings[0]  # the check puts errors first: no decision settles one, only the file does
        refused = LaunchRefused.of(
            "launch.faulty" if worst.severity is Severity.ERROR else "launch.open",
            place=str(path),
            count=len(findings),
            first=f"{worst.code}: {worst.message.rstrip('.')}",
            remedy=(worst.remedy or "").rstrip("."),
            code=worst.code,
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


def _plan(session: Session, source: Source, now: datetime, by: str, *, again: bool) -> Plan:
    """The plan's row. ``again``: for a look only, also where it runs already and nobody coordinates yet.

    An office without any agency has nobody to look at.
    """
    path, planfile = source.path, source.planfile
    head = planfile.plan
    assert head.issuer and head.year and head.issued_on and head.level and planfile.coordinator
    assert head.province or head.level is Level.CENTRAL
    snapshot = Snapshot.load(session)
    found = coordinator_of(snapshot, planfile, local_day(now))
    if len(found.agencies) != 1 and not (again and snapshot.agencies):
        unclear = f": {found.question.rstrip('.')}" if found.question else ""
        raise LaunchRefused.of(
            "launch.coordinator",
            place=place_in(path, planfile, "coordinator"),
            name=planfile.coordinator,
            unclear=unclear,
            adding=how_to_add(snapshot, Terms.of_file(head), local_day(now)),
        )
    key = slug(f"{head.number or head.kind or 'ke-hoach'} {head.year} {place_of(head.issuer)}")
    clash = session.get(Plan, key)
    if clash is not None and again:
        key += "-xem-truoc"
    elif clash is not None:
        raise LaunchRefused.of(
            "launch.changed", place=str(path), key=key, day=f"{local_day(clash.launched_at):%d/%m/%Y}"
        )
    return Plan(
        key=key,
        number=head.number,
        title=head.title or "",
        issuer=head.issuer,
        level=head.level,
        province=head.province or "",
        year=head.year,
        issued_on=head.issued_on,
        coordinator_key=found.agencies[0][0] if found.agencies else next(iter(snapshot.agencies)),
        regime=planfile.regime.model_dump(mode="json") if planfile.regime else {},
        policy=planfile.policy.model_dump(mode="json"),
        planfile=source.text,
        digest=source.digest,
        launched_at=now,
        launched_by=by,
    )


def everyone_reachable(
    session: Session, path: Path, plan: Plan, coming: Sequence[Round], planfile: PlanFile
) -> tuple[dict[str, int], set[str]]:
    """(round id -> number of agencies asked, all their keys).

    Raises LaunchRefused for a holder or agency that nobody can reach, at the line of the first such duty.
    """
    counts: dict[str, int] = {}
    everyone = {plan.coordinator_key}
    unreachable: set[str] = set()
    open_: dict[str, str] = {}  # question -> the first duty that it is asked of
    reachable = with_mail(session)
    for kept in coming:
        expanded = understood(session, plan, kept.due_at)
        asked = asked_in(session, plan, expanded, kept)
        for meaning in expanded.meanings.values():
            for question in meaning.questions:
                open_.setdefault(question, meaning.asked_of[question][0])
        unreachable |= {*asked, plan.coordinator_key} - reachable
        counts[kept.id] = len(asked)
        everyone |= set(asked)
    if open_:
        first, number = next(iter(open_.items()))
        raise LaunchRefused.of(
            "launch.nobody",
            place=place_in(path, planfile, f"responsibilities.{number}.holder"),
            count=len(open_),
            first=first,
            adding=how_to_add(Snapshot.load(session), Terms.of(plan), local_day(coming[0].due_at)),
        )
    if unreachable:
        names = ", ".join(sorted(unreachable)[:8])
        raise LaunchRefused.of("launch.no_contact", place=str(path), count=len(unreachable), names=names)
    return counts, everyone


def place_in(path: Path, planfile: PlanFile, about: str) -> str:
    """The file and the line in it where a part begins, as far as the file was read from there."""
    at = planfile.place(about)
    return f"{path}:{at[0]}" if at else str(path)


def with_mail(session: Session) -> set[str]:
    """Agencies that a letter can reach."""
    return set(session.exec(select(Contact.agency_key).where(col(Contact.email).is_not(None), col(Contact.active))))
