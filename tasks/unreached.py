"""Agencies that owe a report and whom nobody could write to: what is told to the coordinator while there is time."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.outbox import Message, MessageState
from models.round import OWED, Request


def unreached(session: Session, round_id: str) -> list[dict[str, Any]]:
    """The first letter that found nobody, of each agency that still owes its report and that none reached since.

    As :func:`notifications.outbox.undelivered` lists failures; ``error`` says why nobody was left.
    """
    return [
        {
            "id": message.id,
            "recipient": message.recipient,
            "address": "",
            "error": message.reason,
            "kind": message.kind,
            "agency_key": message.agency_key,
        }
        for message in session.execute(_first_letters(), {"round_id": round_id}).scalars()
    ]


@cache
def _first_letters() -> Select[tuple[Message]]:
    # asked for each open round by every sweep: putting it together costs more than running it
    other = aliased(Message)
    reached = exists().where(
        col(other.request_id) == col(Message.request_id),
        col(other.address) != "",
        (col(other.step) == col(Message.step)) | (col(other.id) > col(Message.id)),
    )
    first = (
        select(func.min(Message.id))
        .join(Request, col(Request.id) == col(Message.request_id))
        .where(
            col(Message.round_id) == bindparam("round_id"),
            Message.state == MessageState.SKIPPED,
            Message.address == "",
            Message.audience == "focal",
            Message.channel == "email",
            col(Message.kind).in_(("request", "reminder", "overdue")),
            col(Request.state).in_(OWED),
            ~reached,
        )
        .group_by(col(Message.request_id))
    )
    return select(Message).where(col(Message.id).in_(first)).order_by(col(Message.id))
