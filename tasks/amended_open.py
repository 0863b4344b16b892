"""Open rounds that follow an amended plan at once, by a recorded decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from config.wording import say
from models.clock import local_day
from models.directory import Agency
from models.ladder import ladder_of
from models.link import extend_links
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, RequestState, Round
from tasks.amended import DutyChange
from tasks.asked import Duties, left_in, own_dues
from tasks.asking import due_with_notice
from tasks.expansions import Terms, duties_now, expand, record
from tasks.letters import batches
from tasks.moving import Act, Cause, Moved
from tasks.office import Office
from tasks.pleas import open_plea, withdraw_plea
from tasks.requests import decided, load, skip_past_steps, withdraw

UNANSWERED = (RequestState.WAITING, RequestState.INCOMPLETE)


@dataclass
class OpenRounds:
    """Moving the open rounds of one plan to its version ``version``, made by ``act``."""

    office: Office
    session: Session
    now: datetime
    plan: Plan
    version: int
    act: str
    why: str
    by: str
    channel: str

    def move_due(self, kept: Round, new: Round) -> None:
        """Give an open round its new days. Requests with a deadline of their own (an extension) keep it if later.

        A report that was given back has a deadline already, and keeps that. A plea or a promise for a day that the
        new deadline reaches has what it wanted.
        """
        planned, levels_before = kept.due_at, own_dues(kept)
        kept.name, kept.window_from, kept.window_to = new.name, new.window_from, new.window_to
        kept.consolidated_due_at, kept.due_at = new.consolidated_due_at, new.due_at
        kept.level_dues = dict(new.level_dues)
        kept.due_at = due_at = due_with_notice(ladder_of(kept), kept, self.now)
        query = select(Request).where(Request.round_id == kept.id, col(Request.state).in_(UNANSWERED))
        keys = {each.id: each.agency_key for each in self.session.exec(query.order_by(Request.id))}
        levels = _levels(self.session, list(keys.values()))
        own = own_dues(kept) if due_at == new.due_at else {}
        for request_id, key in keys.items():
            request, _, _ = load(self.session, request_id, lock=True)
            level = levels[key]
            due = own[level] if level in own and own[level] > self.now else due_at
            extended = request.due_at > levels_before.get(level, planned)
            if request.state not in UNANSWERED or request.ladder_part != "due":
                continue
            if request.due_at != due and not (extended and request.due_at >= due):
                self._move(kept, request, due)

    def _move(self, kept: Round, request: Request, due_at: datetime) -> None:
        """One unanswered request to another deadline, by a recorded decision."""
        before, day = request.due_at, local_day(due_at)
        why = say("amend.moved", act=self.act, day=f"{day:%d/%m/%Y}")
        request.due_at = request.base_at = due_at
        request.step_index = 1
        if request.promised_on is not None and request.promised_on <= day:
            request.promised_on, request.promises = None, 0
        plea = open_plea(self.session, request.id)
        if plea is not None and plea.until <= day:
            withdraw_plea(self.session, self.now, request.id, why, by=self.by)
        skip_past_steps(request, kept, self.now)
        extend_links(self.session, [(request.id, due_at + timedelta(days=self.office.settings.link_days))])
        withdraw(self.session, request.id, why)
        detail = {"version": self.version, "act": self.act, "from": before, "to": due_at}
        decided(self.session, self.now, request.id, "request.moved", self.by, self.why, detail, channel=self.channel)

    def move_requests(self, kept: Round, changes: Sequence[DutyChange]) -> list[Moved]:
        """Take duties that are gone off the requests that nobody answered yet, and put the new ones on.

        Also those of an amendment before this one, which the round did not follow then.
        """
        expanded = expand(
            self.session, Terms.of(self.plan), duties_now(self.session, self.plan.key), local_day(kept.due_at)
        )
        cause = Cause(f"v{self.version}|", self.why, {"version": self.version, "act": self.act}, True)
        act = Act(self.office, self.session, self.now, kept, expanded, cause, self.by, self.channel)
        query = select(Responsibility).where(Responsibility.plan_key == self.plan.key)
        ended = self.session.exec(query.where(col(Responsibility.dropped_in).is_not(None))).all()
        numbers = {change.number for change in changes} | {duty.number for duty in ended}
        coming: Duties = defaultdict(list)
        for duty in duties_now(self.session, self.plan.key):
            for each in expanded.duties.get(duty.number, ()) if duty.added_in > 1 or duty.number in numbers else ():
                coming[each.key].append((duty, each.because))
        moved = [
            act.add(key, [duty for duty, _ in some])
            for key, some in left_in(self.session, self.plan, dict(coming), kept).items()
        ]
        going: dict[str, list[Responsibility]] = defaultdict(list)
        old = {duty.id: duty for duty in ended}
        for agency_key, duty_id in self._items(kept, list(old)):
            going[agency_key].append(old[duty_id])
        moved += [act.drop(key, some) for key, some in going.items()]
        asked = select(Request.agency_key).where(Request.round_id == kept.id, Request.state != RequestState.CANCELLED)
        self.session.flush()
        record(self.session, kept.id, expanded, self.session.exec(asked).all())
        return [each for each in moved if each is not None]

    def _items(self, kept: Round, duty_ids: Sequence[str]) -> Sequence[tuple[str, str]]:
        return self.session.exec(
            select(Request.agency_key, RequestItem.responsibility_id)
            .join(RequestItem, col(RequestItem.request_id) == col(Request.id))
            .where(Request.round_id == kept.id, col(RequestItem.responsibility_id).in_(duty_ids))
            .order_by(col(Request.id), col(RequestItem.position))
        ).all()


def _levels(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """Agency key -> level."""
    found: dict[str, str] = {}
    for some in batches(keys):
        found |= dict(session.exec(select(Agency.key, Agency.level).where(col(Agency.key).in_(some))).all())
    return found
