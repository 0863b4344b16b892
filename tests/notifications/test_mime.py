"""The bytes of a mail, read back by the standard library."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from notifications.channels.mime import wire
from notifications.channels.parcel import Attachment, Parcel


def parcel(**more: Any) -> Parcel:
    given: dict[str, Any] = {
        "message_id": "<abc@noivu.example>",
        "at": datetime(2026, 3, 3, 1, 0, tzinfo=UTC),
        "recipient": "Nguyễn Thị Hoa",
        "address": "hoa@agency.example",
        "text": "Kính gửi: Sở Y tế\n\nĐề nghị gửi báo cáo.\n",
        "subject": "Đề nghị gửi báo cáo quý I/2026 (KH 12/KH-UBND), hạn 17/3/2026",
        "html": "<p>Đề nghị gửi báo cáo.</p>",
        "sender_name": "Sở Nội vụ tỉnh Đông Giang",
        "sender_address": "dondoc@noivu.example",
        "list_id": "12-kh-ubnd.noivu.example",
    }
    return Parcel(**given | more)


def read(content: bytes) -> EmailMessage:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def test_headers_survive_the_journey() -> None:
    mail = read(wire(parcel()))
    assert mail["Message-ID"] == "<abc@noivu.example>"
    assert mail["From"] == "Sở Nội vụ tỉnh Đông Giang <dondoc@noivu.example>"
    assert mail["To"] == "Nguyễn Thị Hoa <hoa@agency.example>"
    assert mail["Subject"] == parcel().subject
    assert mail["Date"] == "Tue, 03 Mar 2026 08:00:00 +0700"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<12-kh-ubnd.noivu.example>"
    assert mail["Reply-To"] is None


def test_text_and_html_are_alternatives() -> None:
    mail = read(wire(parcel()))
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content() == parcel().text
    assert html.get_content() == parcel().html


def test_replies_carry_the_token() -> None:
    with_token = wire(parcel(reply_token="r77k"), reply_to="baocao@noivu.example")
    assert read(with_token)["Reply-To"] == "baocao+r77k@noivu.example"
    assert read(wire(parcel(), reply_to="baocao@noivu.example"))["Reply-To"] == "baocao@noivu.example"


def test_attachment_names_keep_their_diacritics() -> None:
    attached = Attachment('Báo cáo quý I "bản 2".docx', "application/octet-stream", b"\x00PK.\r\n.\r\n")
    mail = read(wire(parcel(attachments=(attached,))))
    (part,) = mail.iter_attachments()
    assert part.get_filename() == attached.name
    assert part.get_content() == attached.content
    assert mail.get_body(("plain",)) is not None


@given(st.text(max_size=200), st.text(max_size=120), st.text(max_size=400))
def test_no_name_subject_or_text_can_break_out_of_its_place(name: str, subject: str, text: str) -> None:
    content = wire(parcel(recipient=name, subject=subject, text=text, html=None))
    mail = read(content)
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "List-Id",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert [each.addr_spec for each in mail["To"].addresses] == ["hoa@agency.example"]
    lines = content.split(b"\r\n")
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in lines)
    assert not any(line.startswith(b".") for line in lines)
