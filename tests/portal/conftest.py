"""A portal on a real database, on 5 March 2027: round q1 of the sample plan is open and due on the 15th."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from portal.app import create_app
from tasks.office import Office
from tests.portal.desk import Desk

OPENED = datetime(2027, 3, 1, 1, tzinfo=UTC)


@pytest.fixture
def desk_at(opened_office: Office) -> Iterator[Callable[..., Desk]]:
    """Makes a portal with round q1 open; arguments are settings, ``client`` is the visitor's address."""
    clients = []

    def make(client: str = "127.0.0.1", base_url: str = "http://127.0.0.1:8000", **settings: Any) -> Desk:
        office = replace(opened_office, settings=opened_office.settings.model_copy(update=settings))
        browser = TestClient(
            create_app(office), base_url=base_url, client=(client, 50000), raise_server_exceptions=False
        )
        clients.append(browser)
        made = Desk(browser.__enter__(), office)
        made.move_clock(OPENED + timedelta(days=4, hours=1))
        return made

    yield make
    for browser in clients:
        browser.__exit__(None, None, None)


@pytest.fixture
def desk(desk_at: Callable[..., Desk]) -> Desk:
    """The portal as it is installed."""
    return desk_at()
