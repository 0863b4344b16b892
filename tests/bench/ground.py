"""An office with many agencies and one plan, for the benches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from config.settings import Settings
from models.clock import at_office
from models.directory import Agency, Contact
from models.ladder import DUE_HOUR, read_ladder, step_moment
from models.plan import Plan, Responsibility
from models.round import Round
from tasks.office import Office

PLAN = "1-kh-ubnd-2027-song-lam"
ROUND = f"{PLAN}/q1"
OPENING = datetime(2027, 3, 1, 1, tzinfo=UTC)


@contextmanager
def large_office(agencies: int, duties: int = 1) -> Iterator[Office]:
    """An office whose plan gives ``agencies`` departments ``duties`` duties each; one round is planned."""
    with TemporaryDirectory() as folder:
        office = Office.open(Settings(data_dir=Path(folder), _env_file=None))  # type: ignore[call-arg]
        _fill(office, agencies, duties)
        yield office
        office.database.dispose()


def _fill(office: Office, agencies: int, duties: int) -> None:
    keys = [f"s{number:05}" for number in range(agencies)]
    with office.database.writing() as session:
        session.execute(
            insert(Agency),
            [
                Agency(
                    key=key, name=f"Sở Thử {key}", kind="department", level="province", province="Sông Lam"
                ).model_dump()
                for key in keys
            ],
        )
        session.execute(
            insert(Contact),
            [
                Contact(agency_key=key, name="Đầu mối", email=f"{key}@dien-tap.example").model_dump(exclude={"id"})
                for key in keys
            ],
        )
        session.add(
            Plan(
                key=PLAN,
                number="1/KH-UBND",
                title="Kế hoạch thử tải",
                issuer="Ủy ban nhân dân tỉnh Sông Lam",
                level="province",
                province="Sông Lam",
                year=2027,
                issued_on=date(2027, 1, 4),
                coordinator_key=keys[0],
                policy={"holders": {"Các sở": keys}},
                planfile="",
                digest="0" * 64,
                launched_at=OPENING,
                launched_by="bench",
            )
        )
        session.flush()
        session.execute(
            insert(Responsibility),
            [
                Responsibility(
                    id=f"{PLAN}/R{number}",
                    plan_key=PLAN,
                    number=f"R{number}",
                    position=number,
                    holder="Các sở",
                    group=True,
                    text="Tổ chức thực hiện và báo cáo kết quả.",
                    roles=["execute", "report"],
                ).model_dump()
                for number in range(duties)
            ],
        )
        ladder = read_ladder("macdinh")
        due_at = at_office(date(2027, 3, 15), DUE_HOUR)
        session.add(
            Round(
                id=ROUND,
                plan_key=PLAN,
                key="q1",
                name="Báo cáo quý I/2027",
                window_from=date(2026, 12, 15),
                window_to=date(2027, 3, 14),
                opens_at=step_moment(ladder.due[0], due_at),
                due_at=due_at,
                ladder=ladder.model_dump(mode="json"),
            )
        )
