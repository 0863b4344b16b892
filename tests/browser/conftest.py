"""Chromium against the portal served on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from models.clock import set_clock
from models.link import token_for
from portal.app import create_app
from tasks.office import Office
from tasks.rounds import open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"
PHONE = {"width": 390, "height": 844}


@dataclass
class Served:
    """The portal's address and office."""

    url: str
    office: Office

    def link(self, agency: str = "syt") -> str:
        """The address of the focal officer's link."""
        token = token_for(self.office.secret, f"{ROUND}/{agency}", f"focal.{agency}@dien-tap.example")
        return f"{self.url}/b/{token}"


@pytest.fixture
def served(sample_office: Office) -> Iterator[Served]:
    """The sample plan's portal on a free port, on 5 March 2027."""
    open_round(sample_office, ROUND, datetime(2027, 3, 1, 1, tzinfo=UTC))
    with sample_office.database.writing() as session:
        set_clock(session, datetime(2027, 3, 5, 2, tzinfo=UTC), by="thử", why="thử")
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        server = uvicorn.Server(uvicorn.Config(create_app(sample_office), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield Served(f"http://127.0.0.1:{door.getsockname()[1]}", sample_office)
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone 390 points wide. Fails the test on any script error or blocked resource."""
    yield from _page(chromium.new_context(viewport=PHONE, locale="vi-VN", has_touch=True))


@pytest.fixture
def phone_without_script(chromium: Browser) -> Iterator[Page]:
    """The same phone with JavaScript switched off."""
    yield from _page(chromium.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=False))


@pytest.fixture
def desktop(chromium: Browser) -> Iterator[Page]:
    """A desk's screen."""
    yield from _page(chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN"))


def _page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" and "status of 4" not in said.text else None,
    )
    yield page
    context.close()
    assert faults == []
