"""A rehearsal plays with the same people as the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlmodel import select

from models.database import Database
from models.directory import Contact
from tasks.addressees import absences_of, delegations_of, know_people
from tasks.delegations import Delegate, delegate, take_back
from tasks.directory import copy_directory
from tasks.office import Office
from tasks.people import away, back, roster
from tests.acting import LAN, MINH, OPENING, ROUND, SYT


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


def test_an_office_that_looks_its_people_up_once_notices_whoever_changes_them(opened_office: Office) -> None:
    office, days = opened_office, (date(2027, 3, 9), date(2027, 3, 10))
    know_people(office.database)

    def seen() -> tuple[list[int], list[str]]:
        with office.database.reading() as session:
            return sorted(absences_of(session, ["syt"])), sorted(delegations_of(session, ROUND))

    assert seen() == ([], [])
    with office.database.writing() as session:
        focal = session.exec(select(Contact).where(Contact.agency_key == "syt", Contact.role == "focal")).one().id or 0
        absence = away(office, session, OPENING, focal, *days, substitute_id=None, why="họp", by=MINH, channel="phone")
    assert seen() == ([focal], [])
    with office.database.writing() as session:
        back(session, OPENING, absence.id or 0, by=MINH, why="họp xong", channel="phone")
        to = Delegate("chị Hoa", email="hoa.syt@dien-tap.example")
        delegate(office, session, OPENING, SYT, to, reason="phòng chuyên môn", by=LAN, channel="web", after=None)
    assert seen() == ([], [SYT])
    with office.database.writing() as session:
        take_back(office, session, OPENING, SYT, reason="đã họp", by=LAN, channel="web")
    assert seen() == ([], [])
