"""A mail server on loopback for each test that wants one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mail_server import MailServer, running


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A server that takes everything until a test tells it otherwise."""
    with running() as server:
        yield server
