"""A plan of the centre of 2024 whose round falls in November 2025: 3,321 communes and 34 provinces, mostly as heirs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel, col, func

from config.settings import Settings
from models.clock import at_office
from models.directory import Agency, Contact, Succession
from models.expansion import Expansion
from models.ladder import DUE_HOUR, read_ladder, step_moment
from models.outbox import Message
from models.plan import Plan, Responsibility
from models.provinces import merged_on, provinces
from models.round import ReplyLink, Request, RequestItem, Round
from tasks.office import Office
from tasks.rounds import open_round
from tests.bench.row import Row

PLAN = "1-kh-bnv-2024"
ROUND = f"{PLAN}/2025-11"
HOLDERS = (
    "UBND các tỉnh, thành phố trực thuộc Trung ương",
    "UBND các huyện, quận, thị xã, thành phố thuộc tỉnh",
    "UBND cấp xã",
)
DISTRICTS = 12
"""Districts of a province whose number the list of provinces does not give."""
COMMUNES, PROVINCES = 3_321, 34
MOST_SECONDS = 5.0


def measure() -> list[Row]:
    """One row: seconds to expand, follow heirs and open, beside inserting the same rows into an equal office."""
    with _office() as (office, opening):
        began = time.perf_counter()
        opened = open_round(office, ROUND, opening)
        spent = time.perf_counter() - began
        assert opened.requests == COMMUNES + PROVINCES
        with office.database.reading() as session:
            stood_in = session.execute(
                select(func.count()).where(col(RequestItem.because).contains("thay "))
            ).scalar_one()
            assert stood_in >= COMMUNES
            rows = {
                table: [dict(row) for row in session.execute(select(table.__table__)).mappings()]  # type: ignore[attr-defined]
                for table in (Request, RequestItem, ReplyLink, Message, Expansion)
            }
    with _office() as (office, _):
        began = time.perf_counter()
        with office.database.writing() as session:
            for table, values in rows.items():
                session.execute(insert(table.__table__), values)  # type: ignore[attr-defined]
        yardstick = time.perf_counter() - began
    return [
        Row(
            f"open for {COMMUNES:,} communes and {PROVINCES} provinces, as heirs",
            spent,
            "s",
            f"<= {MOST_SECONDS:.0f} s",
            spent <= MOST_SECONDS,
            "Core bulk insert, s",
            yardstick,
        )
    ]


@contextmanager
def _office() -> Iterator[tuple[Office, datetime]]:
    with TemporaryDirectory() as folder:
        office = Office.open(Settings(data_dir=Path(folder), _env_file=None))  # type: ignore[call-arg]
        with office.database.writing() as session:
            opening = _fill(session)
        yield office, opening
        office.database.dispose()


def _fill(session: Session) -> datetime:
    since, source = merged_on()
    agencies = [Agency(key="bnv", name="Bộ Nội vụ", kind="department", level="central", province="")]
    heirs: list[Succession] = []
    for place in provinces():
        here = f"p{place.code}"
        agencies.append(_authority(here, place.full_name, "province", place.name, None))
        for number, old in enumerate(name for name in place.merged_of if name != place.name):
            key = f"{here}-cu{number}"
            agencies.append(_authority(key, f"tỉnh {old}", "province", old, None, until=since - timedelta(days=1)))
            heirs.append(Succession(old_key=key, new_key=here, valid_from=since, source=source))
        districts = [f"{here}-h{number}" for number in range(place.districts or DISTRICTS)]
        for number, key in enumerate(districts):
            name = f"huyện {place.name} {number}"
            agencies.append(_authority(key, name, "district", place.name, here, until=since - timedelta(days=1)))
        for number in range(place.communes):
            key = f"{here}-x{number}"
            agencies.append(_authority(key, f"xã {place.name} {number}", "commune", place.name, here, since=since))
            old = districts[number % len(districts)]
            heirs.append(Succession(old_key=old, new_key=key, valid_from=since, source=source))
    _insert(session, agencies)
    _insert(session, heirs)
    alive = [agency for agency in agencies if agency.valid_to is None]
    _insert(
        session,
        [
            Contact(agency_key=each.key, name="Đầu mối", email=f"{each.key}@dien-tap.example", verified=True)
            for each in alive
        ],
    )
    return _plan(session)


def _plan(session: Session) -> datetime:
    ladder = read_ladder("macdinh")
    due_at = at_office(date(2025, 11, 20), DUE_HOUR)
    opening = step_moment(ladder.due[0], due_at)
    session.add(
        Plan(
            key=PLAN, number="1/KH-BNV", title="Kế hoạch thử tải", issuer="Bộ Nội vụ", level="central", province="",
            year=2024, issued_on=date(2024, 1, 4), coordinator_key="bnv", planfile="", digest="0" * 64,
            launched_at=datetime(2024, 1, 5, tzinfo=UTC), launched_by="bench",
        )
    )  # fmt: skip
    session.flush()
    for number, holder in enumerate(HOLDERS):
        session.add(
            Responsibility(
                id=f"{PLAN}/R{number}", plan_key=PLAN, number=f"R{number}", position=number, holder=holder, group=True,
                text="Tổ chức thực hiện và báo cáo kết quả.", roles=["execute", "report"],
            )
        )  # fmt: skip
    session.add(
        Round(
            id=ROUND, plan_key=PLAN, key="2025-11", name="Báo cáo năm 2025", window_from=date(2024, 12, 15),
            window_to=date(2025, 11, 14), opens_at=opening, due_at=due_at, ladder=ladder.model_dump(mode="json"),
        )
    )  # fmt: skip
    return opening


def _authority(
    key: str, place: str, level: str, province: str, parent: str | None, since: date | None = None,
    until: date | None = None,
) -> Agency:  # fmt: skip
    return Agency(
        key=key, name=f"Ủy ban nhân dân {place}", kind="authority", level=level, province=province, parent_key=parent,
        valid_from=since, valid_to=until,
    )  # fmt: skip


def _insert(session: Session, rows: list[Agency] | list[Succession] | list[Contact]) -> None:
    table: type[SQLModel] = type(rows[0])
    without = {"id"} if table is not Agency else set()
    session.execute(insert(table), [row.model_dump(exclude=without) for row in rows])
