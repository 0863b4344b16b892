"""E-mail to a real server on loopback: one kept connection, and a receipt that tells what to do next."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from notifications.channels import open_channel
from notifications.channels.parcel import Channel, Outcome, Parcel
from notifications.errors import ChannelError
from tests.mail_server import DROP, MailServer, running

PARCEL = Parcel(
    message_id="<1@noivu.example>",
    at=datetime(2026, 3, 3, 1, 0, tzinfo=UTC),
    recipient="Nguyễn Thị Hoa",
    address="hoa@agency.example",
    subject="Đề nghị gửi báo cáo",
    text="Kính gửi: Sở Y tế\n.\n",
    sender_address="dondoc@noivu.example",
)


def parcel(number: int = 1, **more: str) -> Parcel:
    return replace(PARCEL, message_id=f"<{number}@noivu.example>", **more)


def opened(url: str) -> Channel:
    return open_channel(url, "email", sandbox=Path("unused"))


@pytest.fixture
def channel(mail_server: MailServer) -> Iterator[Channel]:
    made = opened(mail_server.url)
    yield made
    made.close()


def test_many_mails_leave_on_one_connection(mail_server: MailServer, channel: Channel) -> None:
    receipts = [channel.post(parcel(number)) for number in range(20)]
    assert {(receipt.outcome, receipt.code) for receipt in receipts} == {(Outcome.ACCEPTED, 250)}
    assert [str(mail["Message-ID"]) for _, mail in mail_server.received] == [f"<{n}@noivu.example>" for n in range(20)]
    assert mail_server.received[0][1].get_content() == PARCEL.text
    assert mail_server.connections == 1


def test_a_connection_that_died_while_idle_is_opened_again(mail_server: MailServer, channel: Channel) -> None:
    channel.post(parcel(1))
    mail_server.hang_up()
    assert channel.post(parcel(2)).outcome == Outcome.ACCEPTED
    assert mail_server.connections == 2
    assert len(mail_server.received) == 2


def test_a_refused_recipient_is_permanent_and_the_next_mail_goes_on(mail_server: MailServer, channel: Channel) -> None:
    mail_server.rcpt["gone@agency.example"] = ["550 5.1.1 no such user"]
    refused = channel.post(parcel(1, address="gone@agency.example"))
    assert (refused.outcome, refused.code, refused.text) == (Outcome.PERMANENT, 550, "5.1.1 no such user")
    assert channel.post(parcel(2)).outcome == Outcome.ACCEPTED
    assert mail_server.connections == 1


@pytest.mark.parametrize("answer", ["450 4.2.1 greylisted", "452 4.2.2 mailbox full"])
def test_a_busy_mailbox_is_temporary(mail_server: MailServer, channel: Channel, answer: str) -> None:
    mail_server.rcpt["hoa@agency.example"] = [answer]
    receipt = channel.post(parcel())
    assert receipt.outcome == Outcome.TEMPORARY
    assert receipt.said == answer


def test_refused_content_is_permanent_and_delayed_content_temporary(mail_server: MailServer, channel: Channel) -> None:
    mail_server.content["hoa@agency.example"] = ["554 5.7.1 spam", "451 4.3.0 try later"]
    assert channel.post(parcel(1)).outcome == Outcome.PERMANENT
    assert channel.post(parcel(2)).outcome == Outcome.TEMPORARY
    assert mail_server.received == []


def test_a_line_that_breaks_after_the_content_went_leaves_it_unknown(mail_server: MailServer, channel: Channel) -> None:
    mail_server.content["hoa@agency.example"] = [DROP]
    assert channel.post(parcel(1)).outcome == Outcome.UNKNOWN
    assert len(mail_server.received) == 1, "not sent again by the channel: that is for the outbox to decide"
    assert channel.post(parcel(2)).outcome == Outcome.ACCEPTED


def test_a_line_that_breaks_before_the_content_is_temporary(mail_server: MailServer, channel: Channel) -> None:
    mail_server.rcpt["hoa@agency.example"] = [DROP]
    assert channel.post(parcel(1)).outcome == Outcome.TEMPORARY
    assert mail_server.received == []
    assert channel.post(parcel(1)).outcome == Outcome.ACCEPTED


def test_a_server_that_is_shutting_down_is_asked_once_more(mail_server: MailServer, channel: Channel) -> None:
    channel.post(parcel(1))
    mail_server.sender = ["421 4.3.2 shutting down"]
    assert channel.post(parcel(2)).outcome == Outcome.ACCEPTED
    assert mail_server.connections == 2


def test_a_sender_that_the_server_does_not_allow_is_the_channel_s_fault(
    mail_server: MailServer, channel: Channel
) -> None:
    mail_server.sender = ["550 5.7.1 not your address"]
    assert channel.post(parcel()).outcome == Outcome.DOWN


def test_a_mail_that_is_too_big_is_its_own_fault(mail_server: MailServer, channel: Channel) -> None:
    mail_server.sender = ["552 5.3.4 too big"]
    assert channel.post(parcel()).outcome == Outcome.PERMANENT


def test_a_server_that_does_not_listen_is_down() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        receipt = opened(f"dondocsmtp://127.0.0.1:{taken.getsockname()[1]}?mode=plain&timeout=2").post(parcel())
    assert receipt.outcome == Outcome.DOWN
    assert "refused" in receipt.text


def test_a_wrong_password_is_the_channel_s_fault_not_the_message_s() -> None:
    with running(password="right") as server:
        good = opened(f"dondocsmtp://snv:right@127.0.0.1:{server.port}?mode=plain")
        assert good.post(parcel()).outcome == Outcome.ACCEPTED
        bad = opened(f"dondocsmtp://snv:wrong@127.0.0.1:{server.port}?mode=plain")
        receipt = bad.post(parcel())
        assert (receipt.outcome, receipt.code) == (Outcome.DOWN, 535)
        good.close()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


def test_passwords_travel_encrypted(certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch) -> None:
    path, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with running(tls=context, password="right") as server:
        channel = opened(f"dondocsmtp://snv:right@127.0.0.1:{server.port}")
        assert channel.post(parcel()).outcome == Outcome.ACCEPTED
        channel.close()


def test_a_server_whose_certificate_nobody_vouches_for_is_told_nothing(
    certificate: tuple[Path, ssl.SSLContext],
) -> None:
    with running(tls=certificate[1], password="right") as server:
        receipt = opened(f"dondocsmtp://snv:right@127.0.0.1:{server.port}").post(parcel())
        assert receipt.outcome == Outcome.DOWN
        assert "certificate" in receipt.text.lower()
        assert server.received == []


def test_a_server_without_tls_gets_no_mail_in_starttls_mode(mail_server: MailServer) -> None:
    receipt = opened(f"dondocsmtp://127.0.0.1:{mail_server.port}").post(parcel())
    assert receipt.outcome == Outcome.DOWN
    assert mail_server.received == []


@pytest.mark.parametrize(
    "url",
    [
        "dondocsmtp://",
        "dondocsmtp://mail.example?mode=secret",
        "dondocsmtp://user:password@mail.example:25?mode=plain",
        "mailto://user:password@mail.example",
        "nonsense",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(ChannelError) as refused:
        opened(url)
    assert "password" not in str(refused.value.place)
    assert refused.value.remedy
