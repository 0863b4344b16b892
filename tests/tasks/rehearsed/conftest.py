"""One small year, played once with its own ladder and once with a stricter one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from models.ladder import Ladder
from tasks.office import Office
from tasks.rehearsed.year import Year
from tests.tasks.rehearsed.stage import Stage, staged, stricter


@pytest.fixture(scope="session")
def stage(
    fresh_database_url: Callable[[], str],
    launching_sample: Callable[[Office], Office],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """The office in which the year was played; tests only read it."""
    made = staged(tmp_path_factory.mktemp("played"), fresh_database_url(), launching_sample)
    yield made
    made.office.database.dispose()


@pytest.fixture(scope="session")
def played_year(stage: Stage) -> Year:
    """The year with the customary ladder."""
    return stage.year


@pytest.fixture(scope="session")
def stricter_ladder(tmp_path_factory: pytest.TempPathFactory) -> Ladder:
    """See :func:`tests.tasks.rehearsed.stage.stricter`."""
    return stricter(tmp_path_factory.mktemp("ladder"))


@pytest.fixture(scope="session")
def stricter_year(
    fresh_database_url: Callable[[], str],
    launching_sample: Callable[[Office], Office],
    tmp_path_factory: pytest.TempPathFactory,
    stricter_ladder: Ladder,
) -> Iterator[Year]:
    """The same year and the same people with the stricter ladder."""
    made = staged(tmp_path_factory.mktemp("stricter"), fresh_database_url(), launching_sample, stricter_ladder)
    yield made.year
    made.office.database.dispose()
