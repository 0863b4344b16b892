"""What a rehearsed office's tables say, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from config.settings import OFFICE_ZONE
from models.clock import local_day
from models.outbox import Message, MessageState
from models.round import Round
from tasks.office import Office
from tasks.picture import picture


@dataclass
class Rehearsal:
    """What a year came to; ``to_json`` is the contract of ``dondoc rehearse --format json``."""

    plan_keys: tuple[str, ...] = ()
    messages: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    not_sent: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: messages by date, rounds with their outcome, a summary, and what was not sent and why."""
        return {
            "messages": self.messages,
            "rounds": self.rounds,
            "summary": self.summary,
            "not_sent": self.not_sent,
        }


_MESSAGES = columns(
    *(
        col(each)
        for each in (
            Message.accepted_at,
            Message.created_at,
            Message.agency_key,
            Message.recipient,
            Message.address,
            Message.channel,
            Message.kind,
            Message.step,
            Message.round_id,
            Message.reason,
            Message.state,
            Message.travels_with,
        )
    )
)
"""What is told of a message; its words and facts stay where they are."""


def told(office: Office, plan_keys: Sequence[str]) -> Rehearsal:
    """Everything that a rehearsed office's tables say about its plans."""
    result = Rehearsal(plan_keys=tuple(plan_keys))
    with office.database.reading() as session:
        names = {kept.id: kept for kept in session.exec(select(Round).where(col(Round.plan_key).in_(plan_keys)))}
        query = _MESSAGES.where(col(Message.plan_key).in_(plan_keys) | col(Message.plan_key).is_(None))
        carried = 0
        for message in session.execute(query.order_by(col(Message.accepted_at), col(Message.id))):
            if message.travels_with is not None and message.state == MessageState.SKIPPED:
                carried += 1
                continue
            row = {
                "at": (message.accepted_at or message.created_at).astimezone(OFFICE_ZONE).isoformat(timespec="minutes"),
                "agency": message.agency_key,
                "to": f"{message.recipient} <{message.address}>" if message.address else message.recipient,
                "channel": message.channel,
                "kind": message.kind,
                "step": message.step,
                "round": names[message.round_id].key if message.round_id else None,
                "reason": message.reason,
            }
            sent = message.state == MessageState.SENT
            (result.messages if sent else result.not_sent).append(row if sent else row | {"state": message.state})
        result.messages.sort(key=lambda row: (row["at"], row["agency"] or "", row["channel"]))
        for kept in sorted(names.values(), key=lambda each: each.due_at):
            result.rounds.append(_round_row(session, kept))
    result.summary = {
        "plan": " + ".join(plan_keys),
        "rounds": len(result.rounds),
        "messages": len(result.messages),
        "not_sent": len(result.not_sent),
        "in_digests": carried,
        "by_channel": dict(sorted(Counter(row["channel"] for row in result.messages).items())),
        "by_kind": dict(sorted(Counter(row["kind"] for row in result.messages).items())),
        "busiest_day": _busiest(result.messages),
    }
    return result


def _round_row(session: Session, kept: Round) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": kept.key,
        "name": kept.name,
        "opens": local_day(kept.opens_at).isoformat(),
        "due": local_day(kept.due_at).isoformat(),
        "consolidated_due": local_day(kept.consolidated_due_at).isoformat() if kept.consolidated_due_at else None,
        "state": kept.state,
    }
    if kept.opened_at is None:
        return row
    shown = picture(session, kept.id, kept.closed_at or kept.due_at)
    return row | {"asked": len(shown.rows), "outcome": shown.counts}


def _busiest(messages: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    days = Counter(row["at"][:10] for row in messages)
    if not days:
        return None
    day, count = days.most_common(1)[0]
    return {"day": day, "messages": count}
