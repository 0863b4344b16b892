"""A sender that is killed while it gathers and while it delivers digests: nobody is left out, nobody is told twice."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from datetime import date, timedelta

from sqlmodel import col, select

from models.clock import at_office
from models.directory import Agency, Contact
from models.journal import verify
from models.ladder import DUE_HOUR
from models.outbox import Message, MessageState
from models.plan import Responsibility
from models.round import Round
from tasks.deliver import LEASE
from tasks.office import Office
from tasks.rounds import open_round
from tests.acting import ROUND, day
from tests.mail_server import MailServer
from tests.tasks.test_deliver_killed import Nursery, nursery
from tests.tasks.test_digest import SECOND

__all__ = ["nursery"]
AGENCIES, KILLS, SEED = 30, 12, 20270301


def test_kills_while_digests_are_made_and_sent_lose_nothing(
    sample_office: Office, mail_server: MailServer, nursery: Nursery
) -> None:
    office, draw, now = crowded(sample_office), random.Random(SEED), day("2027-03-01", "08:00")
    mail_server.delay = 0.003
    for number in range(KILLS):
        mails = [0, 0, 0, 3, 9, 20][number % 6]
        _kill(mail_server, nursery.start(now), mails, draw.uniform(0.001, 0.05))
        assert nursery.ended() == -signal.SIGKILL
        mail_server.wait_until_idle()
        now += LEASE + timedelta(seconds=1)
    mail_server.before_answer = lambda: None
    nursery.start(now)
    assert nursery.ended() == 0

    with office.database.reading() as session:
        found = session.exec(select(Message).where(Message.channel == "email").order_by(col(Message.id))).all()
        assert verify(session) is None
    sent = {each.id: each for each in found if each.state == MessageState.SENT}
    asked = [each for each in found if each.kind == "request"]
    alone = [each for each in asked if each.state == MessageState.SENT]
    carried = [each for each in asked if each.travels_with in sent]
    assert len(alone) + len(carried) == len(asked) == 2 * 2 * (AGENCIES + 4)
    assert not [each for each in found if each.state not in (MessageState.SENT, MessageState.SKIPPED)]
    inside = Counter(line["message"] for each in sent.values() for line in each.context.get("lines", ()))
    assert set(inside.values()) == {1} and set(inside) == {each.id for each in carried}
    assert any(each.kind == "digest" for each in sent.values())
    arrived = Counter(str(mail["Message-ID"]) for _, mail in mail_server.received)
    assert set(arrived) == {each.message_id for each in sent.values()}
    assert arrived.total() - len(arrived) <= KILLS * 10, "only what was in flight came twice"


def crowded(office: Office) -> Office:
    """Two rounds open on one morning for many agencies, at whatever hour the sender wakes."""
    with office.database.writing() as session:
        for number in range(AGENCIES):
            key = f"xa{number}"
            session.add(
                Agency(key=key, name=f"Sở Số {number}", kind="department", level="province", province="Sông Lam")
            )
            session.flush()
            for role in ("focal", "clerk"):
                session.add(
                    Contact(agency_key=key, role=role, name=f"{role} {number}", email=f"{role}.{key}@dien-tap.example")
                )
            plan_key = ROUND.partition("/")[0]
            session.add(
                Responsibility(
                    id=f"{plan_key}/X{number}",
                    plan_key=plan_key,
                    number=f"X{number}",
                    position=10 + number,
                    holder=f"Sở Số {number}",
                    text="Báo cáo.",
                    roles=["report"],
                )
            )
        for round_id in (ROUND, SECOND):
            kept = session.get_one(Round, round_id)
            kept.due_at = at_office(date(2027, 3, 15), DUE_HOUR)
            kept.ladder = kept.ladder | {"sending_hours": {}}
    for round_id in (ROUND, SECOND):
        open_round(office, round_id, day("2027-03-01", "08:00"))
    return office


def _kill(server: MailServer, pid: int, mails: int, pause: float) -> None:
    """Kill the sender so many seconds after its start, or after so many mails."""
    left = [mails]

    def kill() -> None:
        os.kill(pid, signal.SIGKILL)

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            server.loop.call_later(pause / 10, kill)

    server.before_answer = count
    if mails == 0:
        server.loop.call_soon_threadsafe(server.loop.call_later, pause, kill)
