"""``dondoc message`` and ``dondoc deliver``, as an operator types them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlmodel import col, select

from config.settings import settings
from models.clock import set_clock
from models.journal import JournalRow
from models.link import token_for
from notifications.channels.sandbox import sandboxed
from portal.cli import main
from tasks.office import Office
from tasks.rounds import open_round
from tests.mail_server import MailServer

ROUND = "5-kh-ubnd-2027-song-lam/q1"
OPENING = datetime.fromisoformat("2027-03-01T01:00:00+00:00")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def dondoc(sample_office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command line on the sample office; gives exit code, output and errors."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(sample_office.settings.data_dir))
    monkeypatch.setenv("DONDOC_DATABASE_URL", str(sample_office.settings.database_url))

    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    yield run
    settings.cache_clear()


@pytest.fixture
def opened(sample_office: Office) -> Office:
    """The sample office on the day its first round opened: eight letters wait."""
    with sample_office.database.writing() as session:
        set_clock(session, OPENING, by="thử", why="thử")
    open_round(sample_office, ROUND, OPENING)
    return sample_office


def test_a_sample_is_shown_in_both_languages_and_on_both_channels(dondoc: Run) -> None:
    code, mail, _ = dondoc("message", "preview", "request")
    assert code == 0
    assert mail.startswith("Chủ đề: Đề nghị gửi báo cáo quý I/2026 (KH 12/KH-UBND), hạn 17/3/2026\n\nKính gửi: ")
    assert "We ask Sở Văn hóa" in dondoc("message", "preview", "request", "--lang", "en")[1]
    _, sms, told = dondoc("message", "preview", "overdue", "--channel", "sms")
    assert sms.startswith("KH 12/KH-UBND: So VHTTDL chua gui bao cao quy I/2026, han 17/3/2026.")
    assert f"({len(sms.strip())}/160" in told
    assert dondoc("message", "preview", "request", "--html")[1].startswith("<!doctype html>")


def test_a_real_request_is_shown_with_its_own_plan_agency_and_link(dondoc: Run, opened: Office) -> None:
    code, mail, _ = dondoc("message", "preview", "reminder", "--request", f"{ROUND}/syt")
    assert code == 0
    assert "Đề nghị Sở Y tế gửi" in mail
    assert "Kế hoạch số 5/KH-UBND" in mail
    secret = (opened.settings.data_dir / "secret.key").read_bytes()
    assert token_for(secret, f"{ROUND}/syt", "focal.syt@dien-tap.example") in mail


def test_unknown_kinds_and_requests_are_refused_with_a_remedy(dondoc: Run) -> None:
    code, out, told = dondoc("message", "preview", "birthday")
    assert (code, out) == (2, "")
    assert "birthday" in told
    assert "reminder" in told
    code, _, told = dondoc("message", "preview", "request", "--request", "nowhere")
    assert code == 2
    assert "nowhere" in told


def test_one_pass_sends_what_waits_and_prints_the_counts(dondoc: Run, opened: Office) -> None:
    code, counts, told = dondoc("deliver")
    assert (code, counts) == (0, "Đã gửi 8, hỏng 0, sẽ gửi lại 0, chưa rõ đã tới 0.\n")
    assert "Đồng hồ đang đặt sang ngày khác" in told, "an exercise says so"
    assert len(list(sandboxed(opened.settings.data_dir / "outgoing"))) == 8
    assert dondoc("deliver")[1].startswith("Đã gửi 0,")


@pytest.fixture
def real_clock(sample_office: Office) -> Iterator[Office]:
    """The sample office's letters on the morning on which they are due by the wall clock: no exercise."""
    open_round(sample_office, ROUND, OPENING)
    with time_machine.travel(OPENING + timedelta(hours=1)):
        yield sample_office


def test_an_operator_who_delivers_in_the_evening_is_told_what_waits_for_the_morning(
    dondoc: Run, sample_office: Office
) -> None:
    open_round(sample_office, ROUND, OPENING)
    with time_machine.travel(OPENING + timedelta(hours=12)):
        code, counts, _ = dondoc("deliver")
    assert (code, counts) == (
        0,
        "Đã gửi 0, hỏng 0, sẽ gửi lại 0, chưa rõ đã tới 0.\n8 tin chờ đến giờ gửi của kỳ báo cáo.\n",
    )


def test_a_server_that_is_down_ends_with_one_and_the_reason(dondoc: Run, real_clock: Office) -> None:
    code, counts, told = dondoc("deliver", DONDOC_MAIL_URL="dondocsmtp://127.0.0.1:9?mode=plain&timeout=2")
    assert (code, counts) == (1, "Đã gửi 0, hỏng 0, sẽ gửi lại 1, chưa rõ đã tới 0.\n")
    assert "Kênh email không hoạt động" in told
    assert "refused" in told


def test_what_failed_is_listed_and_sent_again_when_the_cause_is_gone(
    dondoc: Run, real_clock: Office, mail_server: MailServer
) -> None:
    mail_server.rcpt["focal.stc@dien-tap.example"] = ["550 5.7.1 relaying denied"]
    code, counts, told = dondoc("deliver", DONDOC_MAIL_URL=mail_server.url)
    assert (code, counts) == (0, "Đã gửi 7, hỏng 1, sẽ gửi lại 0, chưa rõ đã tới 0.\n")
    assert "dondoc message failed" in told
    _, listed, _ = dondoc("message", "failed", "--round", ROUND)
    assert "<focal.stc@dien-tap.example>: 550 5.7.1 relaying denied" in listed
    number = listed.split()[0]
    assert dondoc("message", "retry", number, "9999", "--why", "máy chủ đã cho phép", "--by", "Lan")[1] == (
        "1/2 tin được đưa trở lại hàng chờ.\n"
    )
    assert dondoc("deliver")[1].startswith("Đã gửi 1,")
    with real_clock.database.reading() as session:
        (entry,) = session.exec(select(JournalRow).where(col(JournalRow.action) == "message.requeued"))
        assert (entry.actor, entry.why) == ("Lan", "máy chủ đã cho phép")
