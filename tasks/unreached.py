"""Agencies that owe a report and whom nobody could write to: what is told to the coordinator while there is time."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, literal_column
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.outbox import Message, MessageState
from models.round import OWED, Request


@cache
def _first_of_each() -> Select[Any]:
    """The statement of :func:`unreached`, built once."""
    other = aliased(Message)
    reached = exists().where(
        col(other.request_id) == col(Message.request_id),
        col(other.address) != "",
        (col(other.step) == col(Message.step)) | (col(other.id) > col(Message.id)),
    )
    first = (
        select(func.min(Message.id).label("id"))
        .join(Request, col(Request.id) == col(Message.request_id))
        .where(
            Message.round_id == bindparam("round_id"),
            Message.state == MessageState.SKIPPED,
            literal_column("message.address = ''"),
            Message.audience == "focal",
            Message.channel == "email",
            col(Message.kind).in_(("request", "reminder", "overdue")),
            col(Request.state).in_(OWED),
            ~reached,
        )
        .group_by(col(Message.request_id))
    ).subquery()
    told = columns(
        col(Message.id), col(Message.recipient), col(Message.reason), col(Message.kind), col(Message.agency_key)
    )
    told = told.join(first, col(Message.id) == first.c.id).order_by(col(Message.id))
    return told


def unreached(session: Session, round_id: str) -> list[dict[str, Any]]:
    """The first letter that found nobody, of each agency that still owes its report and that none reached since.

    As :func:`notifications.outbox.undelivered` lists failures; ``error`` says why nobody was left.
    """
    return [
        {
            "id": number,
            "recipient": recipient,
            "address": "",
            "error": reason,
            "kind": kind,
            "agency_key": agency_key,
        }
        for number, recipient, reason, kind, agency_key in session.execute(_first_of_each(), {"round_id": round_id})
    ]
