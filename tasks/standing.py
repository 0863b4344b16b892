"""How a whole plan stands: all its rounds, and what each agency answered to each duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.plan import Plan
from models.report import Report, ReportItem, ReportState
from models.round import Request, Round, RoundState
from tasks.picture import RoundPicture, picture


@dataclass(frozen=True)
class Cell:
    """An agency's newest answer to one duty: a models.report.ItemStatus, and 0 to 100 for work in progress."""

    status: str
    percent: int | None


@dataclass(frozen=True)
class PlanStanding:
    """A plan at a moment. ``pictures`` holds the rounds that have opened, by round id.

    ``cells`` maps (request id, responsibility id) to the newest submitted answer.
    """

    plan: Plan
    rounds: tuple[Round, ...]
    pictures: dict[str, RoundPicture]
    cells: dict[tuple[str, str], Cell]

    @property
    def current(self) -> RoundPicture | None:
        """The round that people work on now: the oldest one open, else the last that was."""
        opened = [kept for kept in self.rounds if kept.id in self.pictures]
        still = [kept for kept in opened if kept.state == RoundState.OPEN]
        chosen = still[0] if still else opened[-1] if opened else None
        return self.pictures[chosen.id] if chosen else None

    @property
    def beside(self) -> list[RoundPicture]:
        """The other open rounds, such as one that was opened on demand."""
        still = [self.pictures[kept.id] for kept in self.rounds if kept.state == RoundState.OPEN]
        return [each for each in still if each is not self.current]


def plan_standing(session: Session, plan_key: str, now: datetime) -> PlanStanding:
    """How a launched plan stands at ``now``. Raises sqlalchemy's NoResultFound for an unknown key."""
    plan = session.get_one(Plan, plan_key)
    rounds = tuple(session.exec(select(Round).where(Round.plan_key == plan_key).order_by(col(Round.opens_at))))
    pictures = {
        kept.id: picture(session, kept.id, now) for kept in rounds if kept.state in (RoundState.OPEN, RoundState.CLOSED)
    }
    standing = PlanStanding(plan, rounds, pictures, {})
    current = standing.current
    if current is not None:
        standing.cells.update(cells_of(session, current.round.id))
    return standing


def cells_of(session: Session, round_id: str) -> dict[tuple[str, str], Cell]:
    answers = session.exec(
        select(Report.request_id, ReportItem.responsibility_id, ReportItem.status, ReportItem.percent)
        .join(ReportItem, col(ReportItem.report_id) == col(Report.id))
        .join(Request, col(Request.id) == col(Report.request_id))
        .where(Request.round_id == round_id, Report.state != ReportState.DRAFT, col(ReportItem.status).is_not(None))
        .order_by(col(Report.version))
    )
    return {
        (request_id, duty): Cell(status, percent) for request_id, duty, status, percent in answers if status is not None
    }
