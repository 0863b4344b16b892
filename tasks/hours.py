"""When letters of a round may leave: the sending hours of its frozen ladder (DOMAIN 10.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from models.database import Database
from models.ladder import Ladder, ladder_of, within_hours
from models.round import Round


class Hours:
    """The ladders of open rounds, each read once: nobody exchanges the ladder of a round that is open."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ladders: dict[str, Ladder] = {}

    def of(self, session: Session, round_ids: Iterable[str]) -> dict[str, Ladder]:
        """The ladders of some rounds, those not seen before read in this session."""
        wanted = set(round_ids)
        if new := wanted - set(self._ladders):
            for kept in session.exec(select(Round).where(col(Round.id).in_(new))):
                self._ladders[kept.id] = ladder_of(kept)
        return {round_id: self._ladders[round_id] for round_id in wanted if round_id in self._ladders}

    def leaves_at(self, round_id: str | None, channel: str, step: str | None, at: datetime) -> datetime:
        """``at``, or the next moment within the hours; what belongs to no round leaves at any time."""
        if round_id is None:
            return at
        if round_id not in self._ladders:
            with self._database.reading() as session:
                self.of(session, [round_id])
        ladder = self._ladders.get(round_id)
        return at if ladder is None else leaves(ladder, channel, step, at)


def leaves(ladder: Ladder, channel: str, step: str | None, at: datetime) -> datetime:
    """``at``, or the next moment at which a letter of this step may leave through the channel."""
    by_day = any("by_day" in each.only_if for each in (*ladder.due, *ladder.returned.steps) if each.step == step)
    return within_hours(ladder, channel, at, by_day=by_day)
