"""An agency's and an officer's browser against the portal on a real database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from httpx2 import Response
from sqlalchemy import text
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from models.clock import set_clock
from models.link import token_for
from tasks.office import Office

PLAN = "5-kh-ubnd-2027-song-lam"
ROUND = f"{PLAN}/q1"
HEALTH = f"{ROUND}/syt"
"""The request of the Health department, which holds R2 and R3."""
R2, R3 = f"{PLAN}/R2", f"{PLAN}/R3"
NO_FILE = {"files": ("", b"")}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@dataclass
class Desk:
    """A browser that opens pages and fills forms, and a hand on the office's clock."""

    client: TestClient
    office: Office

    def link(self, request_id: str = HEALTH, address: str = "focal.syt@dien-tap.example") -> str:
        """The path of a recipient's link."""
        return f"/b/{token_for(self.office.secret, request_id, address)}"

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on a page."""
        page = self.client.get(path)
        assert page.status_code == 200, page.text
        return hidden(page)

    def send(self, path: str, form: dict[str, Any], **more: Any) -> Response:
        """Post a form as a browser does, with a file part even where no file was chosen; follows nothing."""
        answer: Response = self.client.post(path, data=form, **({"files": NO_FILE} | more), follow_redirects=False)
        return answer

    def report(self, path: str, **more: str) -> Response:
        """Open a link, fill in the Health department's form and send it."""
        return self.send(path, filled(self.hidden(path), **more))

    def sign_in(self, name: str = "Trần Văn Thử", password: str = "") -> Response:
        """Sign in to the workbench."""
        fields = self.hidden("/ban-lam-viec/dang-nhap")
        answer: Response = self.client.post(
            "/ban-lam-viec/dang-nhap", data=fields | {"name": name, "password": password}, follow_redirects=False
        )
        return answer

    def act(self, path: str, page: str | None = None, **fields: Any) -> Response:
        """Post an officer's form with the hidden fields of the page that holds it."""
        page = page or f"/ban-lam-viec/yeu-cau/{path.partition('/ban-lam-viec/')[2].partition('/')[2]}"
        answer: Response = self.client.post(path, data=self.hidden(page) | fields, follow_redirects=False)
        return answer

    def move_clock(self, at: datetime) -> None:
        """Set the office's clock."""
        with self.office.database.writing() as session:
            set_clock(session, at, by="thử", why="thử")

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        with self.office.database.reading() as session:
            return {
                table.name: sorted(map(tuple, session.execute(text(f'SELECT * FROM "{table.name}"'))), key=repr)
                for table in SQLModel.metadata.sorted_tables
            }


def hidden(page: Response) -> dict[str, str]:
    """Hidden fields of a page, by name."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in found}


def filled(fields: dict[str, str], **more: str) -> dict[str, str]:
    """A complete form of the Health department."""
    return fields | {
        "action": "submit",
        f"item-{R2}-status": "done",
        f"item-{R2}-result": "Đã niêm yết tại 12 cơ sở y tế.",
        f"item-{R2}-figures": "Cơ sở: 12",
        f"item-{R3}-status": "in_progress",
        f"item-{R3}-percent": "60",
        f"item-{R3}-result": "Đang tổng hợp từ các trung tâm.",
        "difficulties": "Thiếu kinh phí in ấn.",
        "by": "Nguyễn Thị Mẫu, chuyên viên",
    } | more  # fmt: skip
