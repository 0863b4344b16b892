"""A round that comes while the office is open is shown in its own Prefect, and in no other's."""

from __future__ import annotations

import fcntl
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest

from portal.prefect import show_in_prefect
from tasks.office import Office
from tests.portal.desk import PLAN

import_module("flows.schedule")  # Prefect sets up logging anew when it loads


@pytest.fixture
def closed_door(sample_office: Office) -> Office:
    """The office with a Prefect address at which nobody listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    return replace(sample_office, settings=sample_office.settings.model_copy(update={"prefect_port": port}))


@pytest.fixture
def served(closed_door: Office) -> Iterator[Office]:
    """The same while somebody serves its data folder."""
    closed_door.settings.data_dir.mkdir(exist_ok=True)
    with (closed_door.settings.data_dir / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield closed_door


def test_an_office_that_is_not_served_asks_no_server(closed_door: Office, caplog: pytest.LogCaptureFixture) -> None:
    assert not show_in_prefect(closed_door, PLAN)
    assert [record for record in caplog.records if record.name == "dondoc.portal"] == []


def test_a_server_that_does_not_answer_is_named_in_the_log_with_what_to_do(
    served: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "dondoc.portal"):
        assert not show_in_prefect(served, PLAN)
    (said,) = [record.getMessage() for record in caplog.records if record.name == "dondoc.portal"]
    assert PLAN in said and "dondoc sync" in said
