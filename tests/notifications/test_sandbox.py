"""Messages as files."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from notifications.channels import open_channel
from notifications.channels.parcel import Outcome, Parcel
from notifications.channels.sandbox import sandboxed

PARCEL = Parcel(
    message_id="<abc@noivu.example>",
    at=datetime(2026, 3, 3, 1, 0, tzinfo=UTC),
    recipient="Nguyễn Thị Hoa",
    address="hoa@agency.example",
    subject="Đề nghị gửi báo cáo",
    text="Kính gửi: Sở Y tế\n",
    sender_address="dondoc@noivu.example",
)


def test_mails_and_sms_lie_in_the_folder_in_the_order_of_sending(tmp_path: Path) -> None:
    mail = open_channel("sandbox://", "email", sandbox=tmp_path)
    sms = open_channel("sandbox://", "sms", sandbox=tmp_path)
    assert mail.post(PARCEL).outcome == Outcome.ACCEPTED
    text = replace(PARCEL, address="0900000001", subject="", text="KH 12: de nghi gui bao cao", message_id="<2@x>")
    assert sms.post(replace(text, at=PARCEL.at + timedelta(seconds=1))).outcome == Outcome.ACCEPTED
    first, second = sandboxed(tmp_path)
    assert (first["channel"], first["to"], first["subject"]) == ("email", "hoa@agency.example", PARCEL.subject)
    read = email.message_from_bytes((tmp_path / first["file"]).read_bytes(), policy=email.policy.default)
    assert read["Message-ID"] == PARCEL.message_id
    assert (tmp_path / second["file"]).read_text() == "KH 12: de nghi gui bao cao\n"
    assert list(tmp_path.rglob("*.part")) == []


def test_a_message_sent_twice_is_seen_twice(tmp_path: Path) -> None:
    channel = open_channel("sandbox://", "email", sandbox=tmp_path)
    channel.post(PARCEL)
    channel.post(replace(PARCEL, at=PARCEL.at + timedelta(minutes=5)))
    assert [line["message_id"] for line in sandboxed(tmp_path)] == [PARCEL.message_id] * 2
    assert len(list((tmp_path / "mail").iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_a_channel_that_is_down(tmp_path: Path) -> None:
    channel = open_channel("sandbox://", "email", sandbox=tmp_path)
    (tmp_path / "mail").rmdir()
    (tmp_path / "mail").write_text("in the way")
    assert channel.post(PARCEL).outcome == Outcome.DOWN
    assert list(sandboxed(tmp_path)) == []
