"""A rehearsal names the duties whose own day nobody asks about, and knows rounds that ask only some."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from models.clock import at_office
from models.ladder import DUE_HOUR
from models.plan import Responsibility
from models.round import Round
from tasks.office import Office
from tasks.rehearsed.conflicts import Conflict, conflicts
from tasks.rehearsed.year import year_of

PLAN = "5-kh-ubnd-2027-song-lam"


def found(
    office: Office, *, by: str = "2027-04-05", number: str = "R2", extra: list[str] | None = None
) -> list[Conflict]:
    """The conflicts of the sample plan (rounds due 15/3 and 15/6) when one of its duties has a day of its own."""
    with office.database.writing() as session:
        session.get_one(Responsibility, f"{PLAN}/{number}").due = {"text": "", "rule": f"by:{by}"}
        if extra:
            add_round(session, holders=extra, due=date(2027, 4, 7))
    with office.database.reading() as session:
        return [each for each in conflicts(year_of(session, [PLAN])) if each.code == "asked_late"]


def add_round(session: Session, *, holders: list[str], due: date) -> None:
    base: dict[str, Any] = session.get_one(Round, f"{PLAN}/q1").model_dump()
    due_at = at_office(due, DUE_HOUR)
    session.add(Round(**base | {"id": f"{PLAN}/x", "key": "x", "name": "Thêm", "due_at": due_at, "holders": holders}))


def test_a_duty_whose_day_falls_between_two_rounds_is_named_with_the_round_to_add(sample_office: Office) -> None:
    (one,) = found(sample_office)
    assert one.place == "R2" and one.day == date(2027, 4, 5)
    assert "R2 (Sở Y tế) hạn 05/04/2027" in one.reason and "15/06/2027" in one.reason
    assert "--holders R2 --due 2027-04-05" in one.remedy


def test_so_is_a_report_that_no_round_asks_for_on_its_day(sample_office: Office) -> None:
    (one,) = found(sample_office, number="R3")
    assert one.place == "R3" and one.day == date(2027, 4, 5)


def test_a_day_near_a_round_is_not(sample_office: Office) -> None:
    assert not found(sample_office, by="2027-06-09")


@pytest.mark.parametrize("holders", [["R2"], ["Sở Y tế"], ["syt"]])
def test_an_extra_round_for_the_duty_its_holder_or_its_agency_settles_it(
    sample_office: Office, holders: list[str]
) -> None:
    assert not found(sample_office, extra=holders)


def test_an_extra_round_for_another_does_not(sample_office: Office) -> None:
    assert len(found(sample_office, extra=["stc"])) == 1
