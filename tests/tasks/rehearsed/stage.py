"""Two rehearsals of the same small year, played once for all tests that look at one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import select

from config.settings import Settings
from models.clock import at_office
from models.database import Database
from models.ladder import DUE_HOUR, Ladder, read_ladder, step_moment
from models.round import Round
from tasks.behaviours import Behaviour, Behaviours
from tasks.office import Office
from tasks.rehearse import play
from tasks.rehearsed.year import Year, year_of

PLAN = "5-kh-ubnd-2027-song-lam"
CAST = Behaviours(
    seed=3,
    agencies={
        "snv": Behaviour.ON_TIME,
        "syt": Behaviour.BREAKS_PROMISE,
        "stc": Behaviour.SILENT,
        "mttq": Behaviour.ON_TIME,
    },
)
STRICTER = """
gat:
  name: Thang gắt
  notice_days: 3
  sending_hours: {email: [["07:30", "17:00"]], sms: [["08:00", "17:00"]]}
  due:
    - {step: D-5, days: -5, at: "08:00", kind: request, audience: [focal], channels: [email]}
    - {step: D+1, days: 1, at: "08:00", kind: overdue, audience: [focal, leader], channels: [email, sms], climbs: true}
    - {step: D+2, days: 2, at: "08:00", kind: overdue, audience: [leader], channels: [email, sms], climbs: true}
    - {step: D+4, days: 4, at: "08:00", kind: decide, audience: [supervisor], channels: [email], climbs: true}
  returned:
    deadline_days: 2
    steps:
      - {step: R+1, days: 1, at: "08:00", kind: overdue, audience: [focal], channels: [email]}
"""


@dataclass(frozen=True)
class Stage:
    """An office in which the small plan's year was played."""

    office: Office
    year: Year


def staged(folder: Path, url: str, launching: Callable[[Office], Office], ladder: Ladder | None = None) -> Stage:
    """Play the sample plan; h1's consolidated report is due on the 25th."""
    settings = Settings(data_dir=folder, database_url=url, mail_url="sandbox://", sms_url="sandbox://", _env_file=None)  # type: ignore[call-arg]
    office = launching(Office(Database(url), settings, b"0" * 32))
    with office.database.writing() as session:
        rounds = session.exec(select(Round)).all()
        ids = [kept.id for kept in rounds]
        for kept in rounds:
            if kept.key == "h1":
                kept.consolidated_due_at = at_office(date(2027, 6, 25), DUE_HOUR)
            if ladder is not None:
                kept.ladder, kept.opens_at = ladder.model_dump(mode="json"), step_moment(ladder.due[0], kept.due_at)
    play(office, ids, CAST)
    with office.database.reading() as session:
        return Stage(office, year_of(session, [PLAN]))


def stricter(folder: Path) -> Ladder:
    """A ladder that asks later and climbs sooner."""
    path = folder / "thang.yaml"
    path.write_text(STRICTER, "utf-8")
    return read_ladder("gat", path)
