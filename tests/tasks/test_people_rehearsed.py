"""A rehearsal plays with the same people as the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlmodel import select

from models.database import Database
from models.directory import Contact
from tasks.directory import copy_directory
from tasks.office import Office
from tasks.people import away, roster
from tests.acting import MINH, OPENING


def test_a_rehearsals_directory_knows_who_is_away(sample_office: Office, tmp_path: Path) -> None:
    with sample_office.database.writing() as session:
        people = {each.role: each.id for each in session.exec(select(Contact).where(Contact.agency_key == "syt"))}
        days = date(2027, 3, 9), date(2027, 3, 10)
        focal = people["focal"] or 0
        instead = people["clerk"]
        away(sample_office, session, OPENING, focal, *days, substitute_id=instead, why="họp", by=MINH, channel="phone")
    scratch = Office(
        Database(f"sqlite:///{tmp_path / 'scratch.db'}"),
        sample_office.settings.model_copy(update={"data_dir": tmp_path}),
        sample_office.secret,
    )
    scratch.database.migrate()
    copy_directory(sample_office, scratch)
    with scratch.database.reading() as session:
        (line,) = [each for each in roster(session, days[0]) if each.away is not None]
    assert (line.contact.email, line.substitute and line.substitute.role) == ("focal.syt@dien-tap.example", "clerk")
    scratch.database.dispose()
