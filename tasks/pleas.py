"""An agency's open plea for more time: at most one at a request, ended by an answer, by its report, or with the request."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.extension import EXTENSION_MOVES, Extension, ExtensionState
from models.journal import Entry, write
from tasks.held import held

_OPEN = (
    select(Extension)
    .where(Extension.request_id == bindparam("id"), Extension.state == ExtensionState.ASKED)
    .order_by(col(Extension.id))
    .limit(1)
)


def open_plea(session: Session, request_id: str) -> Extension | None:
    """The plea of a request that nobody has answered yet."""
    together = held(session, request_id)
    if together is not None and request_id not in together.pleading:
        return None
    return session.execute(_OPEN, {"id": request_id}).scalar()


def settle(
    plea: Extension, state: ExtensionState, now: datetime, *, by: str, answer: str, until: date | None = None
) -> None:
    """Answer a plea, or take it back. Raises ForbiddenMove where it is settled already."""
    plea.state = EXTENSION_MOVES.check(f"{plea.request_id}#{plea.id}", ExtensionState(plea.state), state)
    plea.decided_at, plea.decided_by, plea.answer = now, by, answer
    plea.granted_until, plea.next_step_at = until, None


def withdraw_plea(session: Session, now: datetime, request_id: str, why: str, *, by: str = "dondoc") -> None:
    """End the open plea of a request, if there is one: what it asked for is no longer needed."""
    plea = open_plea(session, request_id)
    if plea is None:
        return
    settle(plea, ExtensionState.WITHDRAWN, now, by=by, answer=why)
    write(session, now, [Entry("extension.withdrawn", request_id, actor=by, why=why, detail={"until": plea.until})])
