"""An agency asks for more time; the coordinator grants or refuses."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.moves import Moves


class ExtensionState(StrEnum):
    """asked -> granted | refused | withdrawn (the report came first, or the round ended)."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


EXTENSION_MOVES: Moves[ExtensionState] = Moves(
    "extension",
    {
        ExtensionState.ASKED: frozenset({ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.WITHDRAWN}),
        ExtensionState.GRANTED: frozenset(),
        ExtensionState.REFUSED: frozenset(),
        ExtensionState.WITHDRAWN: frozenset(),
    },
)


class Extension(SQLModel, table=True):
    """One plea for a later deadline. ``until`` is the day asked for, ``granted_until`` the day given.

    While it is asked it runs on the coordinator's clock: ``step_index`` is the next step of the ladder's part "plea",
    ``next_step_at`` its moment (None: settled, or the steps have ended).
    """

    __tablename__ = "extension"

    id: int | None = Field(default=None, primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    asked_at: datetime
    asked_by: str
    until: date
    reason: str
    state: str = Field(default=ExtensionState.ASKED, index=True)
    decided_at: datetime | None = None
    decided_by: str | None = None
    granted_until: date | None = None
    answer: str = ""
    step_index: int = 0
    next_step_at: datetime | None = Field(default=None, index=True)
