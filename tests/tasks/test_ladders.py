"""Another ladder for rounds to come: what the regime says of notice stays."""

from __future__ import annotations

import pytest

from compiler.rounds.regimes import regimes
from models.ladder import ladder_of, read_ladder
from models.plan import Plan
from models.round import Round
from tasks.ladders import use_ladder
from tasks.office import Office
from tasks.rounds import open_round
from tests.acting import MINH, ROUND, day

PLAN, HALF_YEAR = "5-kh-ubnd-2027-song-lam", "5-kh-ubnd-2027-song-lam/h1"


def under_regime(office: Office, window_from: str, window_to: str) -> None:
    """The plan's rounds follow the regime cchc; the second tells about these days."""
    with office.database.writing() as session:
        period = {"key": "h1", "name": "x", "window_from": window_from, "window_to": window_to, "due": "2027-06-15"}
        session.get_one(Plan, PLAN).regime = {"preset": "cchc", "periods": [period]}


def notice(office: Office, round_id: str = HALF_YEAR) -> int:
    with office.database.reading() as session:
        return ladder_of(session.get_one(Round, round_id)).notice_days


def exchange(office: Office) -> None:
    use_ladder(office, PLAN, read_ladder("macdinh"), why="đổi thang", by=MINH)


def test_the_longer_notice_of_a_regime_outlives_another_ladder(
    sample_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(regimes()["regimes"]["cchc"], "notice", 7)
    under_regime(sample_office, "2026-12-15", "2027-06-14")
    assert read_ladder("macdinh").notice_days == 3
    exchange(sample_office)
    assert notice(sample_office) == 7
    opened = open_round(sample_office, HALF_YEAR, day("2027-06-10"))
    assert "7 ngày làm việc" in opened.reason, "three working days before the due date are too few here"


def test_a_round_of_a_day_that_all_know_beforehand_gets_no_notice_from_another_ladder(sample_office: Office) -> None:
    under_regime(sample_office, "2027-06-14", "2027-06-14")
    exchange(sample_office)
    assert notice(sample_office) == 0


def test_an_extra_round_keeps_the_notice_that_was_agreed_when_it_was_added(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        kept.ladder = kept.ladder | {"notice_days": 0}
    exchange(sample_office)
    assert (notice(sample_office, ROUND), notice(sample_office)) == (0, 3)
