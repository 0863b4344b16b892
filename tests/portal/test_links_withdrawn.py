"""A link in wrong hands is withdrawn at the workbench, and its owner gets a new one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from models.journal import JournalRow, verify
from models.link import token_for
from models.outbox import Message, MessageState
from models.round import ReplyLink
from tasks.delegations import Delegate, delegate
from tasks.deliver import deliver
from tasks.escalate import sweep
from tests.portal.desk import HEALTH, Desk

PAGE = f"/ban-lam-viec/yeu-cau/{HEALTH}"
WITHDRAW = f"/ban-lam-viec/thu-hoi/{HEALTH}"
FOCAL, CLERK = "focal.syt@dien-tap.example", "clerk.syt@dien-tap.example"
LEAKED = {"address": FOCAL, "why": "thư chuyển nhầm ra ngoài"}


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An officer who has signed in; the round's requests have left."""
    deliver(desk.office, desk.office.now())
    desk.sign_in()
    return desk


def status(desk: Desk, address: str = FOCAL, issue: int = 0) -> int:
    """What the recipient's link answers; ``issue``: how many were withdrawn before it."""
    return int(desk.client.get(f"/b/{token_for(desk.office.secret, HEALTH, address, issue)}").status_code)


def letters(desk: Desk, kind: str = "link_renewed") -> list[Message]:
    with desk.office.database.reading() as session:
        return list(session.exec(select(Message).where(Message.kind == kind).order_by(col(Message.id))))


def test_the_old_link_is_shut_and_its_owner_gets_a_new_one_that_opens_the_same_form(bench: Desk) -> None:
    bench.send(bench.link(), bench.hidden(bench.link()) | {"action": "draft", "difficulties": "Thiếu kinh phí in ấn."})
    answer = bench.act(WITHDRAW, PAGE, **LEAKED, what="renew")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?ok=link")
    assert (status(bench), status(bench, issue=1), status(bench, CLERK)) == (410, 200, 200)
    deliver(bench.office, bench.office.now())
    (letter,) = letters(bench)
    new = token_for(bench.office.secret, HEALTH, FOCAL, 1)
    assert (letter.address, letter.state) == (FOCAL, MessageState.SENT)
    assert f"/b/{new}" in (letter.body or "")
    assert "thu hồi" in (letter.body or "")
    assert "Thiếu kinh phí in ấn." in bench.client.get(f"/b/{new}").text
    with bench.office.database.reading() as session:
        assert verify(session) is None
        row = session.exec(select(JournalRow).where(JournalRow.action == "link.revoked")).one()
    assert (row.subject, row.actor, row.channel, row.why) == (HEALTH, "Trần Văn Thử", "workbench", LEAKED["why"])
    assert "đã thu hồi 09:00 ngày 05/03/2027" in bench.client.get(PAGE).text


def test_withdrawing_alone_sends_nothing(bench: Desk) -> None:
    assert bench.act(WITHDRAW, PAGE, **LEAKED, what="withdraw").status_code == 303
    assert (status(bench), status(bench, issue=1), letters(bench)) == (410, 404, [])


def test_a_letter_that_waits_carries_the_new_link(bench: Desk) -> None:
    bench.move_clock(datetime(2027, 3, 10, 1, tzinfo=UTC))
    sweep(bench.office, bench.office.now())
    bench.act(WITHDRAW, PAGE, **LEAKED, what="withdraw")
    deliver(bench.office, bench.office.now())
    (reminder,) = [each for each in letters(bench, "reminder") if each.address == FOCAL and each.request_id == HEALTH]
    assert token_for(bench.office.secret, HEALTH, FOCAL, 1) in (reminder.body or "")
    assert status(bench, issue=1) == 200


def test_every_withdrawal_makes_another_link(bench: Desk) -> None:
    for _ in range(2):
        bench.act(WITHDRAW, PAGE, **LEAKED, what="renew")
    assert [status(bench, issue=issue) for issue in range(3)] == [410, 410, 200]
    assert len(letters(bench)) == 2


def test_whom_the_request_was_passed_on_to_gets_a_new_link_too(bench: Desk) -> None:
    to = Delegate("Lê Thị Mai", "mai@dien-tap.example", "", "Phòng Nghiệp vụ Y")
    with bench.office.database.writing() as session:
        now = bench.office.now()
        delegate(
            bench.office, session, now, HEALTH, to, reason="việc của phòng", by="chị Lan", channel="web", after=None
        )
    bench.act(WITHDRAW, PAGE, address=to.email, why="lộ thư", what="renew")
    (letter,) = letters(bench)
    assert (letter.recipient, letter.address) == ("Lê Thị Mai", to.email)
    assert (status(bench, str(to.email)), status(bench, str(to.email), 1)) == (410, 200)


def test_nobody_gets_a_new_link_to_what_is_no_longer_owed(bench: Desk) -> None:
    bench.report(bench.link())
    bench.act(WITHDRAW, PAGE, **LEAKED, what="renew")
    assert letters(bench) == []
    assert status(bench) == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"why": " "}, "Chưa ghi lý do"), ({"address": ""}, "Chưa nói thu hồi liên kết nào")],
)
def test_without_a_reason_or_an_address_nothing_is_withdrawn(bench: Desk, fields: dict[str, str], said: str) -> None:
    before = bench.everything()
    answer = bench.act(WITHDRAW, PAGE, **LEAKED | fields, what="renew")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="link" open' in answer.text
    assert bench.everything() == before


def test_nobody_withdraws_a_link_without_the_sessions_mark(bench: Desk) -> None:
    before = bench.everything()
    assert bench.client.post(WITHDRAW, data=LEAKED | {"mark": "x", "what": "renew"}).status_code == 403
    assert bench.everything() == before


def test_the_page_offers_only_links_that_are_open(bench: Desk) -> None:
    with bench.office.database.reading() as session:
        known = set(session.exec(select(ReplyLink.recipient).where(ReplyLink.request_id == HEALTH)))
    page = bench.client.get(PAGE).text
    assert all(f'name="address" value="{address}"' in page for address in known)
    bench.act(WITHDRAW, PAGE, **LEAKED, what="withdraw")
    assert f'name="address" value="{FOCAL}"' not in bench.client.get(PAGE).text
