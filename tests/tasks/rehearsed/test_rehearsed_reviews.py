"""A rehearsed year plays the coordinator's own clock: reviews that wait, pleas for more time, digests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlmodel import col, select

from config.settings import Settings
from models.database import Database
from models.extension import Extension
from models.outbox import Message, MessageState
from models.round import Round
from tasks.behaviours import Behaviour, Behaviours
from tasks.office import Office
from tasks.rehearse import play

SLOW = Behaviours(
    seed=3,
    review_days=6,
    agencies={
        "snv": Behaviour.ON_TIME,
        "syt": Behaviour.ASKS_EXTENSION,
        "stc": Behaviour.ON_TIME,
        "mttq": Behaviour.ON_TIME,
    },
)


def test_a_slow_coordinator_is_reminded_of_reviews_and_of_a_plea(
    fresh_database_url: Callable[[], str], launching_sample: Callable[[Office], Office], tmp_path: Path
) -> None:
    url = fresh_database_url()
    settings = Settings(
        data_dir=tmp_path, database_url=url, mail_url="sandbox://", sms_url="sandbox://", _env_file=None
    )  # type: ignore[call-arg]
    office = launching_sample(Office(Database(url), settings, b"0" * 32))
    with office.database.reading() as session:
        ids = [kept.id for kept in session.exec(select(Round).where(Round.key == "q1"))]
    play(office, ids, SLOW)
    with office.database.reading() as session:
        told = session.exec(select(Message).where(col(Message.kind).in_(("review", "plea")))).all()
        pleas = session.exec(select(Extension)).all()
        carriers = set(session.exec(select(Message.id).where(Message.state == MessageState.SENT)))
    assert {(letter.kind, letter.step, letter.audience) for letter in told} >= {
        ("review", "V+0", "coordinator"),
        ("review", "V+2", "supervisor"),
        ("plea", "G+1", "coordinator"),
    }
    assert all({letter.id, letter.travels_with} & carriers for letter in told), "each left, alone or inside a digest"
    assert [plea.state for plea in pleas] == ["withdrawn"], "the report came before the slow coordinator answered"
