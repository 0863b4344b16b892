"""Carrying a correction out in a round that is open: agencies asked late, requests let go, each by a recorded decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, or_, select

from config.wording import say
from models.clock import local_day
from models.directory import Agency
from models.expansion import Expansion, GroupCorrection
from models.ladder import ladder_of
from models.naming import fold
from models.outbox import Message, MessageState
from models.plan import Plan, Responsibility
from models.round import REQUEST_MOVES, Request, RequestItem, RequestState, Round
from notifications.compose import cancel
from tasks.asked import Duties, left_in
from tasks.asking import ask, due_with_notice
from tasks.expansions import Expanded, Terms, chains_of, duties_now, expand
from tasks.office import Office
from tasks.pleas import withdraw_plea
from tasks.requests import decided, load, reschedule, skip_past_steps, tell

WITHDRAWN = ("request", "reminder", "overdue")


@dataclass(frozen=True)
class Moved:
    """What became of one agency in an open round: "asked", "more", "less", "let_go" or "kept", with the reason."""

    round_id: str
    agency_key: str
    what: str
    reason: str


def apply_now(
    office: Office, session: Session, now: datetime, kept: Round, row: GroupCorrection, *, by: str, channel: str
) -> list[Moved]:
    """Carry ``row`` out in an open round: only the agencies that it names are touched.

    An agency that already sent something keeps its request as it is; whoever is asked now has at least the
    ladder's minimum notice. The recorded expansion of the round follows.
    """
    plan = session.get_one(Plan, kept.plan_key)
    expanded = expand(session, Terms.of(plan), duties_now(session, plan.key), local_day(kept.due_at))
    duties = [
        duty
        for duty in duties_now(session, plan.key)
        if fold(duty.holder) == row.folded and (row.duty is None or duty.number == row.duty)
    ]
    cause = Cause(f"c{row.id}|", row.why, {"correction": row.id})
    act = Act(office, session, now, kept, expanded, cause, by, channel)
    moved = [act.drop(key, duties) for key in row.taken_out]
    coming: Duties = defaultdict(list)
    for duty in duties:
        for each in expanded.duties.get(duty.number, ()):
            if each.key in row.put_in or each.key in expanded.meanings[duty.holder].put_in:
                coming[each.key].append((duty, each.because))
    for key, some in left_in(session, plan, dict(coming), kept).items():
        moved.append(act.add(key, [duty for duty, _ in some]))
    act.record(row.folded)
    return [each for each in moved if each is not None]


@dataclass(frozen=True)
class Cause:
    """Why an open round moves: ``mark`` tells its letters from others', ``detail`` goes into the decisions.

    ``silent``: an agency whose request only grows is told by somebody else.
    """

    mark: str
    why: str
    detail: Mapping[str, Any]
    silent: bool = False


@dataclass
class Act:
    """Moving agencies of one open round, for one cause. ``expanded`` is how its holders are understood now."""

    office: Office
    session: Session
    now: datetime
    kept: Round
    expanded: Expanded
    cause: Cause
    by: str
    channel: str

    def add(self, key: str, duties: Sequence[Responsibility]) -> Moved | None:
        """Ask an agency for these duties, on the request that it has or on a new one."""
        request = self.session.get(Request, f"{self.kept.id}/{key}")
        if request is None:
            return self._ask(key, duties)
        request, _, _ = load(self.session, request.id, lock=True)
        held = self._held(request.id)
        more = [duty for duty in duties if duty.id not in held]
        again = request.state == RequestState.CANCELLED
        if not more and not again:
            return None
        if request.version or request.state not in (RequestState.WAITING, RequestState.CANCELLED):
            return self._moved(key, "kept", say("moved.answered", state=say(f"state.{request.state}")))
        if again:  # what was asked for before it was let go does not come back with it
            held &= {duty.id for duty in duties}
            self._take_off(request.id, col(RequestItem.responsibility_id).not_in(held))
        self._write(request, more, len(held))
        days: dict[str, datetime] = {}
        if again:
            request.state = REQUEST_MOVES.check(request.id, RequestState(request.state), RequestState.WAITING)
            request.closed_at = request.close_reason = None
            before, due_at = request.due_at, due_with_notice(ladder_of(self.kept), self.kept, self.now)
            request.due_at, request.base_at, request.step_index = due_at, due_at, 1
            request.promised_on, request.promises = None, 0
            skip_past_steps(request, self.kept, self.now)
            if due_at != before:
                days = {"from": before, "to": due_at}
        why = self._why("asked" if again else "more", duties if again else more)
        kind = "request.asked_again" if again else "request.widened"
        self._decide(request.id, kind, {"duties": [duty.number for duty in more], **days})
        if again or not self.cause.silent:
            said = [(duty, "") for duty in duties]
            tell(
                self.office,
                self.session,
                self.now,
                request,
                self.kept,
                kind="request",
                reason=why,
                mark=self.cause.mark,
                more={"duty_count": len(held) + len(more), "heirs": chains_of(self.expanded, key, said)},
            )
        return self._moved(key, "asked" if again else "more", why)

    def drop(self, key: str, duties: Sequence[Responsibility]) -> Moved | None:
        """Take these duties off an agency's request; one that has nothing left is let go, and the agency is told."""
        if self.session.get(Request, f"{self.kept.id}/{key}") is None:
            return None
        request, _, _ = load(self.session, f"{self.kept.id}/{key}", lock=True)
        held = self._held(request.id)
        less = [duty for duty in duties if duty.id in held]
        if not less or request.state == RequestState.CANCELLED:
            return None
        if request.version or request.state != RequestState.WAITING:
            return self._moved(key, "kept", say("moved.answered", state=say(f"state.{request.state}")))
        detail = {"duties": [duty.number for duty in less]}
        if len(less) < len(held):
            self._take_off(request.id, col(RequestItem.responsibility_id).in_([duty.id for duty in less]))
            self._decide(request.id, "request.narrowed", detail)
            return self._moved(key, "less", self._why("less", less))
        why = self._why("let_go", less)
        request.state = REQUEST_MOVES.check(request.id, RequestState(request.state), RequestState.CANCELLED)
        request.closed_at, request.close_reason = self.now, why
        reschedule(request, self.kept)
        cancel(self.session, request.id, WITHDRAWN, why)
        withdraw_plea(self.session, self.now, request.id, why, by=self.by)
        if self._was_asked(request.id):
            tell(
                self.office,
                self.session,
                self.now,
                request,
                self.kept,
                kind="cancelled",
                reason=why,
                mark=self.cause.mark,
                more={"reason": self.cause.why},
            )
        self._decide(request.id, "request.cancelled", detail)
        return self._moved(key, "let_go", why)

    def record(self, folded: str) -> None:
        """Let the recorded expansion of a holder say how things stand now: its question, and who has a request for it."""
        meaning = next((each for each in self.expanded.meanings.values() if fold(each.holder) == folded), None)
        if meaning is None:
            return
        query = select(Expansion).where(Expansion.round_id == self.kept.id, Expansion.holder == meaning.holder)
        kept = self.session.exec(query).first()
        if kept is None:
            kept = Expansion(round_id=self.kept.id, holder=meaning.holder, on=self.expanded.on)
            self.session.add(kept)
        self.session.flush()
        asked = self.session.exec(
            select(Request.agency_key, RequestItem.because)
            .join(RequestItem, col(RequestItem.request_id) == col(Request.id))
            .join(Responsibility, col(Responsibility.id) == col(RequestItem.responsibility_id))
            .where(
                Request.round_id == self.kept.id,
                Request.state != RequestState.CANCELLED,
                Responsibility.holder == meaning.holder,
            )
            .order_by(col(Request.id), col(RequestItem.position))
        ).all()
        because: dict[str, str] = {}
        for key, why in asked:
            because.setdefault(key, why)
        kept.agencies, kept.question = because, meaning.question

    def _ask(self, key: str, duties: Sequence[Responsibility]) -> Moved:
        agency = self.session.get_one(Agency, key)
        ladder = ladder_of(self.kept)
        because = {duty.number: self.expanded.answerable[duty.number, key].because for duty in duties}
        reason = self._why("asked", duties)
        due_at = due_with_notice(ladder, self.kept, self.now)
        ask(
            self.office,
            self.session,
            self.kept,
            ladder,
            self.now,
            {key: [(duty, because[duty.number]) for duty in duties]},
            self.expanded,
            reason,
            {key: due_at},
        )
        self._decide(f"{self.kept.id}/{agency.key}", "request.added", {"duties": [duty.number for duty in duties]})
        return self._moved(key, "asked", reason)

    def _write(self, request: Request, duties: Sequence[Responsibility], after: int) -> None:
        for position, duty in enumerate(duties, after):
            each = self.expanded.answerable[duty.number, request.agency_key]
            heirs = [step.to_json() for step in each.heirs]
            self.session.add(
                RequestItem(
                    request_id=request.id,
                    responsibility_id=duty.id,
                    position=position,
                    because=each.because,
                    heirs=heirs,
                )
            )
        self.session.flush()

    def _take_off(self, request_id: str, which: ColumnElement[bool]) -> None:
        self.session.execute(delete(RequestItem).where(col(RequestItem.request_id) == request_id, which))

    def _held(self, request_id: str) -> set[str]:
        query = select(RequestItem.responsibility_id).where(RequestItem.request_id == request_id)
        return set(self.session.exec(query))

    def _was_asked(self, request_id: str) -> bool:
        query = select(Message.id).where(
            Message.request_id == request_id,
            Message.kind == "request",
            Message.state != MessageState.CANCELLED,
            or_(col(Message.state) != MessageState.SKIPPED, col(Message.travels_with).is_not(None)),
        )
        return self.session.exec(query.limit(1)).first() is not None

    def _decide(self, request_id: str, kind: str, detail: Mapping[str, Any]) -> None:
        full = {**self.cause.detail, **detail}
        decided(self.session, self.now, request_id, kind, self.by, self.cause.why, full, channel=self.channel)

    def _why(self, what: str, duties: Sequence[Responsibility]) -> str:
        """Why an agency is asked, gets more or fewer duties or is let go: by an amending act, or by the coordinator."""
        act = self.cause.detail.get("act")
        numbers = ", ".join(dict.fromkeys(duty.number for duty in duties))
        key = f"moved.amended.{what}" if act else f"moved.{what}"
        return say(key, by=self.by, why=self.cause.why, act=act or "", duties=numbers)

    def _moved(self, key: str, what: str, reason: str) -> Moved:
        return Moved(self.kept.id, key, what, reason)
