"""A portal on a real database, on 5 March 2027: round q1 of the sample plan is open and due on the 15th."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from models.clock import set_clock
from models.link import token_for
from portal.app import create_app
from tasks.office import Office
from tasks.rounds import open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"
HEALTH = f"{ROUND}/syt"
"""The request of the Health department, which holds R2 and R3."""
R2, R3 = "5-kh-ubnd-2027-song-lam/R2", "5-kh-ubnd-2027-song-lam/R3"


@dataclass
class Desk:
    """An agency's browser: it opens pages, fills forms, and moves the office's clock."""

    client: TestClient
    office: Office

    def link(self, request_id: str = HEALTH, address: str = "focal.syt@dien-tap.example") -> str:
        """The path of a recipient's link."""
        return f"/b/{token_for(self.office.secret, request_id, address)}"

    def fields(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on a page."""
        page = self.client.get(path)
        assert page.status_code == 200, page.text
        return hidden(page)

    def send(self, path: str, form: dict[str, Any], **more: Any) -> Response:
        """Post a form as a browser would, with a file part even where no file was chosen."""
        more.setdefault("files", {"files": ("", b"")})
        answer: Response = self.client.post(path, data=form, follow_redirects=False, **more)
        return answer

    def move_clock(self, at: datetime) -> None:
        """Set the office's clock."""
        with self.office.database.writing() as session:
            set_clock(session, at, by="thử", why="thử")


@pytest.fixture
def desk(sample_office: Office) -> Iterator[Desk]:
    """The portal with round q1 open."""
    opened = datetime(2027, 3, 1, 1, tzinfo=UTC)
    open_round(sample_office, ROUND, opened)
    with TestClient(create_app(sample_office), raise_server_exceptions=False) as client:
        made = Desk(client, sample_office)
        made.move_clock(opened + timedelta(days=4))
        yield made


def hidden(page: Response) -> dict[str, str]:
    """Hidden fields of a page, by name."""
    return {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    }


def filled(fields: dict[str, str], **more: str) -> dict[str, str]:
    """A complete form of the Health department."""
    return (
        fields
        | {
            "action": "submit",
            f"item-{R2}-status": "done",
            f"item-{R2}-result": "Đã niêm yết tại 12 cơ sở y tế.",
            f"item-{R2}-figures": "Cơ sở: 12",
            f"item-{R3}-status": "in_progress",
            f"item-{R3}-percent": "60",
            f"item-{R3}-result": "Đang tổng hợp từ các trung tâm.",
            "difficulties": "Thiếu kinh phí in ấn.",
            "by": "Nguyễn Thị Mẫu, chuyên viên",
        }
        | more
    )
