"""The office's clock: exercises, and a machine whose clock jumps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from models.clock import ClockJumped, accept_clock, is_exercise, office_now, set_clock, tick, wall_time
from models.database import Database

TODAY = datetime(2027, 3, 1, 2, tzinfo=UTC)


def test_a_clock_set_to_another_year_runs_on_from_there(database: Database) -> None:
    with time_machine.travel(TODAY, tick=False) as world:
        with database.writing() as session:
            set_clock(session, datetime(2014, 2, 10, 1, tzinfo=UTC), by="thử", why="diễn tập")
        world.shift(timedelta(hours=3))
        with database.reading() as session:
            assert office_now(session) == datetime(2014, 2, 10, 4, tzinfo=UTC)
            assert is_exercise(session)
            assert wall_time(session, datetime(2014, 2, 11, 1, tzinfo=UTC)) == TODAY + timedelta(days=1)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=46)])
def test_a_sweep_refuses_a_clock_that_jumped_until_a_person_accepts_it(database: Database, jump: timedelta) -> None:
    with time_machine.travel(TODAY, tick=False) as world:
        with database.writing() as session:
            tick(session)
        world.shift(jump)
        with database.writing() as session, pytest.raises(ClockJumped, match="dondoc clock accept"):
            tick(session)
        with database.writing() as session:
            accept_clock(session)
        with database.writing() as session:
            assert tick(session) == TODAY + jump


@pytest.mark.parametrize("jump", [timedelta(minutes=-5), timedelta(days=9)])
def test_a_correction_of_minutes_or_nine_days_of_tet_are_no_jump(database: Database, jump: timedelta) -> None:
    with time_machine.travel(TODAY, tick=False) as world:
        with database.writing() as session:
            tick(session)
        world.shift(jump)
        with database.writing() as session:
            assert tick(session) == max(TODAY, TODAY + jump)
