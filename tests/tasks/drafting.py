"""A round that nobody answers, and its draft letters opened again as Word files."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import select

from config.workdays import add_working_days
from models.clock import at_office, local_day
from models.journal import verify
from models.ladder import ladder_of
from models.round import Request, Round
from tasks.deliver import deliver
from tasks.drafts import Draft, draft_letter, drafts_of
from tasks.escalate import sweep
from tasks.letters import desk_for
from tasks.office import Office
from tasks.reports import Answer, ItemAnswer, form, submit
from tasks.rounds import open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"
HEAD = ["TT", "Cơ quan, đơn vị, địa phương", "Hạn gửi", "Chậm (ngày làm việc)", "Đã nhắc", "Tình hình"]
BLANK = "ngày ..... tháng ..... năm 2027"


def day(text: str, clock: str = "09:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


OPENING = day("2027-03-01", "08:00")
URGED = day("2027-03-18")
"""Three working days after the deadline, Monday 15 March 2027."""
TOP = day("2027-03-29")


def live(office: Office, until: datetime) -> None:
    """Open the round and let mail leave and steps fall, office day by office day, up to ``until``."""
    moment = OPENING
    open_round(office, ROUND, moment)
    while moment <= until:
        deliver(office, moment)
        sweep(office, moment)
        deliver(office, moment)
        moment = at_office(add_working_days(local_day(moment), 1), time(9))


def drafts(office: Office) -> list[Draft]:
    with office.database.reading() as session:
        assert verify(session) is None
        return drafts_of(session, ROUND)


def file_of(office: Office, draft: Draft) -> Path:
    return office.settings.data_dir / draft.path


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs if paragraph.text.strip()]


def cells(path: Path) -> list[str]:
    return [cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells]


def listed(path: Path) -> dict[str, list[str]]:
    """The rows of the letter's list, by agency."""
    for table in Document(str(path)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0] == HEAD:
            return {row[1]: row for row in rows[1:]}
    pytest.fail("no list of agencies in the letter")


def whole(path: Path) -> str:
    return "\n".join([*texts(path), *cells(path)])


def shown(moment: date | datetime) -> str:
    """15/3/2027, as the decree pads days."""
    local = local_day(moment) if isinstance(moment, datetime) else moment
    return f"{local:%d/%m/%Y}" if local.month < 3 else f"{local.day:02d}/{local.month}/{local.year}"


def answer_one_duty(office: Office, agency: str, now: datetime) -> None:
    request_id = f"{ROUND}/{agency}"
    with office.database.writing() as session:
        first = form(session, request_id, now).duties[0]
        some = Answer([ItemAnswer(first.id, "done", 100, "Đã xong")])
        submit(office, session, now, request_id, some, by="chị Lan", base_version=0)


def draft_now(office: Office, now: datetime, *, power_goes: bool = False) -> Draft | None:
    """Draft for the whole round in a transaction of its own, which commits unless the power goes before."""
    with office.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        requests = session.exec(select(Request).where(Request.round_id == ROUND)).all()
        keys = [request.agency_key for request in requests]
        desk = desk_for(session, kept, ladder_of(kept), office.settings, keys)
        draft = draft_letter(office, session, desk, now, kind="urge", step="D+3", requests=requests)
        if power_goes:
            raise KeyboardInterrupt
        return draft
