"""An amended plan applied to the running one: finished rounds stay, planned ones follow, open ones by decision only.

The plan's rows are never rewritten: a duty that changed is a new row that replaces the old one, so that what was
asked and answered before stays as it was (DESIGN, decision 8).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, delete, select

from compiler.planfile.bases import with_bases
from compiler.planfile.model import PlanFile
from compiler.planfile.read import load_planfile, read_planfile
from models.agencies import Snapshot
from models.clock import local_day, office_now
from models.database import Gate, pass_alone
from models.directory import Agency
from models.ladder import ladder_of
from models.plan import Edge, Plan, PlanVersion, Responsibility
from models.round import OWED, ROUND_MOVES, Request, Round, RoundState
from tasks.adding import how_to_add
from tasks.amend_wanted import Amending, AmendRefused, running_plan
from tasks.amended import DutyChange, RoundChange, What, due_words, duty_changes, plain, round_changes, same_days
from tasks.amended_letters import Told, tell_concerned
from tasks.amended_open import OpenRounds
from tasks.expansions import Expanded, Terms, duties_now, expand
from tasks.launch import everyone_reachable, refuse_open
from tasks.launch_rows import duty_row, ladder_in_use, opening_of, rounds_of, write_edges
from tasks.moving import Moved
from tasks.office import Office
from tasks.requests import decided, hold_requests

__all__ = ["AmendRefused", "Amended", "Amending", "amend"]


@dataclass(frozen=True)
class Amended:
    """What an amendment did, or would do. ``already``: the same file was applied before and nothing changed.

    ``told``: agency key -> its name and what it is told; ``moved``: what became of agencies in open rounds;
    ``untouched``: open rounds that go on by the plan as it was; ``coordinator``: the names of who coordinated and who
    does from now on, where that changes; ``number``: the plan's number before and after, where that changes.
    """

    plan_key: str
    version: int
    already: bool = False
    duties: tuple[DutyChange, ...] = ()
    rounds: tuple[RoundChange, ...] = ()
    told: tuple[Told, ...] = ()
    moved: tuple[Moved, ...] = ()
    untouched: tuple[str, ...] = field(default=())
    coordinator: tuple[str, str] | None = None
    number: tuple[str, str] | None = None


def amend(office: Office, plan_key: str, path: Path, wanted: Amending, *, preview: bool = False) -> Amended:
    """Apply an amended plan file to a running plan, in one transaction; ``preview`` writes nothing.

    The file's duties keep the numbers of the running plan where they are the same duty (``dondoc compile --against``
    sees to it). Closed rounds stay as they were. Raises AmendRefused without act or reason, for a plan that does not
    run, another issuer's, another year's or the file of another running plan, LaunchRefused while an error or question is open or somebody cannot be reached.
    """
    planfile = with_bases(load_planfile(path))
    refuse_open(path, planfile)
    with office.database.reading() if preview else office.database.writing() as session:
        if not preview:
            pass_alone(session, Gate.PLANS)
            rounds = select(Round).where(Round.plan_key == plan_key).order_by(col(Round.due_at), col(Round.id))
            held = session.exec(rounds.with_for_update(key_share=True)).all()
            hold_requests(session, [kept.id for kept in held if kept.state == RoundState.OPEN])
        now = office_now(session)
        plan = running_plan(session, plan_key, planfile, path, wanted)
        digest = hashlib.sha256((text := path.read_text("utf-8")).encode()).hexdigest()
        last = session.exec(
            select(PlanVersion).where(PlanVersion.plan_key == plan.key).order_by(col(PlanVersion.version).desc())
        ).first()
        version = last.version if last else 1
        if plan.digest == digest:
            follows = _Amendment(office, session, now, plan, planfile, version, wanted)
            amended = follows.follow() if wanted.move_open else Amended(plan.key, version, True)
        else:
            amended = _Amendment(office, session, now, plan, planfile, version + 1, wanted).apply(path, text, digest)
        if preview:
            session.rollback()
        return amended


@dataclass
class _Amendment:
    office: Office
    session: Session
    now: datetime
    plan: Plan
    planfile: PlanFile
    version: int
    wanted: Amending

    def apply(self, path: Path, text: str, digest: str) -> Amended:
        session, plan = self.session, self.plan
        before = {duty.number: duty for duty in duties_now(session, plan.key)}
        old_keys = {period["key"] for period in plan.regime.get("periods", ())}
        known = {kept.id: kept for kept in session.exec(select(Round).where(Round.plan_key == plan.key))}
        current = self._current()
        day = local_day(current.due_at if current else self.now)
        was = expand(session, Terms.of(plan), before.values(), day)
        changes = self._write_duties(before)
        earlier = self._earlier()
        coordinator, number = self._change_coordinator(path), plan.number or ""
        self._write_plan(text, digest)
        now = expand(session, Terms.of(plan), duties_now(session, plan.key), day)
        rounds = self._move_rounds(known, old_keys, earlier)
        coming = [kept for kept in self._rounds() if kept.state == RoundState.PLANNED]
        counts, _ = everyone_reachable(session, path, plan, coming, self.planfile)
        rounds += self._drop_empty([kept for kept in coming if not counts[kept.id]])
        open_rounds = [kept for kept in known.values() if kept.state == RoundState.OPEN]
        moved: list[Moved] = []
        for kept in open_rounds if self.wanted.move_open else ():
            moved += self._open_rounds().move_requests(kept, changes)
        told_apart = {each.agency_key for each in moved if each.what in ("asked", "let_go")}
        lines = self._lines(was, now, changes, rounds)
        told = tell_concerned(
            self.office,
            session,
            self.now,
            self._current(),
            self.wanted.act,
            f"v{self.version}|",
            {key: some for key, some in lines.items() if key not in told_apart},
        )
        # an open round that the plan no longer has stays whatever is decided
        other_days = {each.round_id for each in rounds if each.what == "changed"}
        follow = [kept.name for kept in open_rounds if changes or kept.id in other_days]
        untouched = () if self.wanted.move_open else tuple(follow)
        amended = Amended(
            plan.key, self.version, False, tuple(changes), tuple(rounds), told, tuple(moved), untouched, coordinator
        )
        if number != (plan.number or ""):
            amended = replace(amended, number=(number, plan.number or ""))
        self._keep(text, digest, amended)
        return amended

    def follow(self) -> Amended:
        """Open rounds, which were left as they were when this version was applied, follow it now."""
        session, plan = self.session, self.plan
        known = {kept.id: kept for kept in session.exec(select(Round).where(Round.plan_key == plan.key))}
        rounds = [each for each in self._move_rounds(known, set(), self._earlier()) if each.state == RoundState.OPEN]
        moved: list[Moved] = []
        for kept in sorted(known.values(), key=lambda each: each.id):
            if kept.state == RoundState.OPEN:
                moved += self._open_rounds().move_requests(kept, [])
        if not rounds and all(each.what == "kept" for each in moved):
            return Amended(plan.key, self.version, True)
        nothing = Expanded(local_day(self.now), {}, {})
        lines = self._lines(nothing, nothing, [], rounds)
        mark = f"v{self.version}+|"
        told = tell_concerned(self.office, session, self.now, self._current(), self.wanted.act, mark, lines)
        amended = Amended(plan.key, self.version, rounds=tuple(rounds), told=told, moved=tuple(moved))
        detail: dict[str, object] = {"rounds": plain(rounds), "told": [each.agency_key for each in told]}
        self._decided(plan.key, "plan.amended", detail | {"open_rounds": "moved"})
        return amended

    def _write_duties(self, before: Mapping[str, Responsibility]) -> list[DutyChange]:
        """End the rows of duties that are gone or changed, add those that are new."""
        rows = [
            duty_row(self.plan.key, f"{self.plan.key}/v{self.version}/{duty.id}", duty, position)
            for position, duty in enumerate(self.planfile.responsibilities)
        ]
        changes = duty_changes(before, rows, due_words(self.planfile))
        what = {change.number: change.what for change in changes}
        for row in rows:
            old = before.get(row.number)
            if old is not None and row.number not in what:
                old.position, old.source_start, old.source_end = row.position, row.source_start, row.source_end
                continue
            row.added_in, row.replaces = self.version, old.id if old else None
            self.session.add(row)
        for number, kind in what.items():
            if kind != "added":
                before[number].dropped_in = self.version
        self.session.execute(delete(Edge).where(col(Edge.plan_key) == self.plan.key))
        write_edges(self.session, self.plan, self.planfile)
        self.session.flush()
        return changes

    def _write_plan(self, text: str, digest: str) -> None:
        head, plan = self.planfile.plan, self.plan
        plan.title, plan.number = head.title or plan.title, head.number or plan.number
        plan.issued_on = head.issued_on or plan.issued_on
        plan.regime = self.planfile.regime.model_dump(mode="json") if self.planfile.regime else {}
        plan.policy = self.planfile.policy.model_dump(mode="json")
        plan.planfile, plan.digest = text, digest
        self.session.flush()

    def _change_coordinator(self, path: Path) -> tuple[str, str] | None:
        """(who coordinated, who does from now on), where the amended plan names another. Raises AmendRefused."""
        session, plan, name = self.session, self.plan, self.planfile.coordinator
        if not name or name == read_planfile(plan.planfile, plan.key).coordinator:
            return None
        snapshot, today, terms = Snapshot.load(session), local_day(self.now), Terms.of(plan)
        found = terms.meaning(snapshot, name, today, terms.own_body(snapshot, today))
        if len(found.agencies) != 1:
            unclear = f": {found.question.rstrip('.')}" if found.question else ""
            adding = how_to_add(snapshot, terms, today)
            raise AmendRefused.of("launch.coordinator", place=str(path), name=name, unclear=unclear, adding=adding)
        before, key = plan.coordinator_key, found.agencies[0][0]
        if key == before:
            return None
        plan.coordinator_key = key
        return session.get_one(Agency, before).name, session.get_one(Agency, key).name

    def _earlier(self) -> list[PlanFile]:
        """The plan's files until now, the newest first."""
        query = select(PlanVersion.planfile).where(PlanVersion.plan_key == self.plan.key)
        texts = self.session.exec(query.order_by(col(PlanVersion.version).desc())).all()
        return [read_planfile(text, self.plan.key) for text in (texts or [self.plan.planfile])]

    def _moved_by_others(self, kept: Round | None, new: Round, earlier: Sequence[PlanFile]) -> bool:
        """Whether a round's days differ from the file's although no amendment says so: a new calendar, a late opening.

        A planned round followed every version; an open one may still stand where an older version put it.
        """
        if kept is None:
            return False
        files = earlier[:1] if kept.state == RoundState.PLANNED else earlier
        said = [{each.id: each for part in self._rounds_of(file) for each in part}.get(new.id) for file in files]
        return all(each is not None and same_days(each, new) for each in said)

    def _rounds_of(self, file: PlanFile) -> tuple[list[Round], list[Round]]:
        return rounds_of(self.plan, file, ladder_in_use(self.plan, self.planfile), self.now)

    def _move_rounds(
        self, known: Mapping[str, Round], old_keys: set[str], earlier: Sequence[PlanFile]
    ) -> list[RoundChange]:
        """Planned rounds follow the amended plan; an open one only where that is wanted, a closed one never.

        A planned round keeps the ladder that it has, unless the amended plan names another one.
        """
        if other_ladder := earlier[0].ladder != self.planfile.ladder:
            self.plan.ladder = None
        coming, past = self._rounds_of(self.planfile)
        planned = {kept.id: kept for kept in coming}
        still = {*planned, *(kept.id for kept in past)}
        gone = [
            kept
            for kept in known.values()
            if kept.key in old_keys and kept.id not in still and kept.state in (RoundState.PLANNED, RoundState.OPEN)
        ]
        followed = {id_: new for id_, new in planned.items() if not self._moved_by_others(known.get(id_), new, earlier)}
        changes = round_changes(known, followed, gone)
        done = []
        for change in changes:
            old, new = known.get(change.round_id), planned.get(change.round_id)
            if old is None:
                self.session.add(planned[change.round_id])
            elif new is None and old.state == RoundState.PLANNED:
                old.state = ROUND_MOVES.check(old.id, RoundState(old.state), RoundState.CANCELLED)
            elif new is not None and old.state == RoundState.PLANNED:
                for name in ("name", "holders", "window_from", "window_to", "due_at", "consolidated_due_at"):
                    setattr(old, name, getattr(new, name))
                old.label, old.level_dues = new.label, dict(new.level_dues)
                old.opens_at = opening_of(ladder_of(old), old.due_at, old.window_from, self.plan.issued_on)
            elif new is not None and self.wanted.move_open:
                self._open_rounds().move_due(old, new)
            elif new is not None:
                change = replace(change, done=False)
            done.append(change)
        for id_, new in planned.items() if other_ladder else ():
            old = known.get(id_)
            if old is not None and old.state == RoundState.PLANNED:
                old.ladder = dict(new.ladder)
                old.opens_at = opening_of(ladder_of(old), old.due_at, old.window_from, self.plan.issued_on)
        self.session.flush()
        return done

    def _drop_empty(self, empty: Sequence[Round]) -> list[RoundChange]:
        """A planned round that asks nobody any more (its only duties are gone) will never open."""
        for kept in empty:
            kept.state = ROUND_MOVES.check(kept.id, RoundState(kept.state), RoundState.CANCELLED)
        self.session.flush()
        return [
            RoundChange("dropped", kept.id, kept.name, local_day(kept.due_at), None, RoundState.PLANNED)
            for kept in empty
        ]

    def _open_rounds(self) -> OpenRounds:
        wanted = self.wanted
        return OpenRounds(
            self.office,
            self.session,
            self.now,
            self.plan,
            self.version,
            wanted.act,
            wanted.why,
            wanted.by,
            wanted.channel,
        )

    def _lines(
        self, was: Expanded, now: Expanded, changes: Sequence[DutyChange], rounds: Sequence[RoundChange]
    ) -> dict[str, list[str]]:
        """Agency key -> what it is told: changes of its own duties, and a deadline that moved in an open round."""
        said: dict[str, list[str]] = defaultdict(list)
        known = {change.number: change for change in changes}
        for number in dict.fromkeys([*now.duties, *was.duties]):
            before, after = ({each.key for each in each_of.duties.get(number, ())} for each_of in (was, now))
            change = known.get(number)
            for key in sorted(before | after if change else before ^ after):
                what: What = "dropped" if key not in after else "added" if key not in before else "changed"
                said[key].append(self._said(change, what, number))
        for each in rounds:
            if each.done and each.what == "changed" and each.state == RoundState.OPEN:
                query = select(Request.agency_key).where(Request.round_id == each.round_id)
                for key in self.session.exec(query.where(col(Request.state).in_(OWED)).order_by(Request.agency_key)):
                    said[key].append(each.said())
        return said

    def _said(self, change: DutyChange | None, what: What, number: str) -> str:
        """A change as one agency meets it: a duty that another takes over is gone for this one."""
        if change is not None:
            return replace(change, what=what).said()
        text = next(duty.text for duty in duties_now(self.session, self.plan.key) if duty.number == number)
        return DutyChange(what, number, "", text, text).said()

    def _rounds(self) -> Sequence[Round]:
        query = select(Round).where(Round.plan_key == self.plan.key, Round.state != RoundState.CANCELLED)
        return self.session.exec(query.order_by(col(Round.due_at), col(Round.id))).all()

    def _current(self) -> Round | None:
        """The round that agencies work on: the oldest open one, else the next, else the last."""
        rounds = self._rounds()
        for state in (RoundState.OPEN, RoundState.PLANNED):
            if found := next((kept for kept in rounds if kept.state == state), None):
                return found
        return rounds[-1] if rounds else None

    def _decided(self, subject: str, kind: str, detail: Mapping[str, object]) -> None:
        full = {"version": self.version, "act": self.wanted.act, **detail}
        decided(
            self.session, self.now, subject, kind, self.wanted.by, self.wanted.why, full, channel=self.wanted.channel
        )

    def _keep(self, text: str, digest: str, amended: Amended) -> None:
        """The version with its differences, and the decision."""
        changes = {"duties": plain(amended.duties), "rounds": plain(amended.rounds)}
        self.session.add(
            PlanVersion(
                plan_key=self.plan.key,
                version=self.version,
                planfile=text,
                digest=digest,
                act=self.wanted.act,
                at=self.now,
                by=self.wanted.by,
                why=self.wanted.why,
                changes=changes,
            )
        )
        told = [each.agency_key for each in amended.told]
        detail: dict[str, object] = {
            **changes,
            "told": told,
            "open_rounds": "moved" if self.wanted.move_open else "kept",
        }
        if amended.coordinator:
            detail["coordinator"] = amended.coordinator
        self._decided(self.plan.key, "plan.amended", detail)
