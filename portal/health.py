"""Is the office well: what an operator's monitor asks, and the door for who comes without a link."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlmodel import col, func, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from models.clock import office_now
from models.journal import JournalRow
from models.outbox import Message, MessageState
from portal.portal import ThePortal

router = APIRouter()

UNSENT = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN)


@router.get("/healthz")
def healthz(portal: ThePortal) -> JSONResponse:
    """``{"database", "journal_head", "outbox": {"unsent", "oldest_seconds", "failed"}}``; 503 where the database is not.

    ``oldest_seconds`` counts from the moment at which the oldest unsent message was allowed to leave.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with portal.office.database.reading() as session:
            now = office_now(session)
            head = session.exec(select(func.max(JournalRow.seq))).one()
            unsent = session.exec(select(func.count()).select_from(Message).where(col(Message.state).in_(UNSENT))).one()
            failed = session.exec(
                select(func.count()).select_from(Message).where(Message.state == MessageState.FAILED)
            ).one()
            oldest = session.exec(
                select(Message.next_attempt_at, Message.created_at)
                .where(col(Message.state).in_(UNSENT))
                .order_by(func.coalesce(col(Message.next_attempt_at), col(Message.created_at)))
                .limit(1)
            ).first()
    except SQLAlchemyError as why:
        return JSONResponse({"database": "down", "why": type(why).__name__}, 503)
    since = (oldest[0] or oldest[1]) if oldest else None
    outbox: dict[str, Any] = {
        "unsent": unsent,
        "oldest_seconds": max(0, int((now - since).total_seconds())) if since else 0,
        "failed": failed,
    }
    return JSONResponse({"database": "ok", "journal_head": head or 0, "outbox": outbox})


@router.get("/")
def front(portal: ThePortal, request: Request) -> Response:
    """What this is, for who comes without a link; the way to the workbench."""
    return portal.pages.show(request, "front.html", {})
