"""Two at once: whoever comes second sees what the first did. On PostgreSQL the transactions really overlap."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func
from sqlmodel import select

from models.clock import tick
from models.database import Database
from models.escalation import Decision, Escalation
from models.journal import JournalRow, verify
from models.moves import ForbiddenMove
from models.round import RequestState
from tasks import review
from tasks.collect import collect
from tasks.delays import decide_delays
from tasks.escalate import sweep
from tasks.office import Office, SecretDamaged, _secret
from tasks.reports import form
from tasks.requests import AnswerError
from tasks.rounds import open_round
from tests.acting import (
    MTTQ,
    OPENING,
    ROUND,
    SNV,
    STC,
    SYT,
    accept,
    close,
    day,
    give_back,
    meanwhile,
    messages,
    request,
    send,
)

ROOT = Path(__file__).resolve().parents[2]


def together(*acts: object) -> list[BaseException | None]:
    """Run all acts from one starting line; what each raised."""
    line = Barrier(len(acts))

    def run(act: object) -> BaseException | None:
        line.wait()
        try:
            act()  # type: ignore[operator]
        except BaseException as fault:
            return fault
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def counted(office: Office, action: str) -> int:
    with office.database.reading() as session:
        query = select(func.count()).select_from(JournalRow).where(JournalRow.action == action)
        return session.exec(query).one()


def test_a_round_opened_by_two_processes_at_once_is_opened_once(sample_office: Office) -> None:
    raised = together(*[lambda: open_round(sample_office, ROUND, OPENING)] * 4)
    assert raised == [None] * 4
    assert len(messages(sample_office)) == 8
    assert counted(sample_office, "round.opened") == 1


def test_two_sweeps_at_once_take_each_step_once(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    raised = together(*[lambda: sweep(sample_office, day("2027-03-10", "09:00"))] * 4)
    assert raised == [None] * 4
    with sample_office.database.reading() as session:
        assert session.exec(select(func.count()).select_from(Escalation)).one() == 4
        assert verify(session) is None


def test_two_collecting_sweeps_at_once_close_a_round_once(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    for each in (SYT, STC, SNV, MTTQ):
        close(sample_office, day("2027-03-16"), each)
    raised = together(*[lambda: collect(sample_office, day("2027-03-16", "09:00"))] * 4)
    assert raised == [None] * 4
    assert counted(sample_office, "round.closed") == 1
    assert len(messages(sample_office, kind="summary")) == 1


@pytest.mark.parametrize("first", [accept, give_back])
def test_of_two_coordinators_who_review_one_report_the_second_is_refused(sample_office: Office, first: object) -> None:
    open_round(sample_office, ROUND, OPENING)
    send(sample_office, day("2027-03-02"))
    now = day("2027-03-03")
    lost: list[BaseException] = []
    with sample_office.database.writing() as session:
        seen = form(session, SYT, now)  # the page that the second coordinator looks at
        with meanwhile(lambda: first(sample_office, now)) as other:  # type: ignore[operator]
            try:
                with session.begin_nested():
                    review.accept(sample_office, session, now, SYT, by="chị Hoa")
            except ForbiddenMove as refused:
                lost.append(refused)
            session.commit()
    assert seen.request.id == SYT
    assert [type(each) for each in (*lost, *other)] == [ForbiddenMove]
    assert counted(sample_office, "report.accepted") + counted(sample_office, "report.returned") == 1


def test_a_decision_and_a_report_at_the_same_moment_lose_neither(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    sweep(sample_office, day("2027-03-29", "09:00"))
    now = day("2027-03-30")
    raised = together(
        lambda: send(sample_office, now),
        lambda: decide_delays(sample_office, now, ROUND, "close_missing", reason="hết hạn", by="Chánh Văn phòng"),
    )
    assert raised == [None, None]
    kept = request(sample_office)
    assert (kept.state, kept.version) == (RequestState.RECEIVED, 1)
    assert {request(sample_office, each).state for each in (STC, SNV)} == {RequestState.MISSING}


def test_two_supervisors_at_once_make_one_decision_and_the_second_is_told(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    sweep(sample_office, day("2027-03-29", "09:00"))
    now = day("2027-03-30")
    raised = together(
        *[
            lambda: decide_delays(
                sample_office, now, ROUND, "extend", reason="bão", by="Phó Chủ tịch", extend_to=date(2027, 4, 9)
            )
        ]
        * 2
    )
    assert [type(fault) for fault in raised if fault] == [AnswerError]
    with sample_office.database.reading() as session:
        assert len(session.exec(select(Decision).where(Decision.kind == "delays.decided")).all()) == 1
        assert len(session.exec(select(Decision).where(Decision.kind == "request.extended")).all()) == 3


def test_a_report_sent_while_the_round_ends_unanswered_requests_is_kept(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    sweep(sample_office, day("2027-03-16"))
    now = day("2027-03-20")
    raised = together(lambda: send(sample_office, now, MTTQ), lambda: collect(sample_office, now))
    assert raised == [None, None]
    assert request(sample_office, MTTQ).state == RequestState.RECEIVED


def test_the_first_tick_of_two_processes_is_no_fault(database: Database) -> None:
    def first() -> None:
        with database.writing() as session:
            tick(session)

    assert together(*[first] * 4) == [None] * 4


def test_processes_that_start_at_once_on_an_empty_folder_share_tables_and_secret(
    empty_database_url: str, tmp_path: Path
) -> None:
    starting = "from tasks.office import Office; print(Office.open().secret.hex())"
    surroundings = os.environ | {"DONDOC_DATA_DIR": str(tmp_path / "data"), "DONDOC_DATABASE_URL": empty_database_url}
    running = [
        subprocess.Popen([sys.executable, "-c", starting], env=surroundings, stdout=subprocess.PIPE, cwd=ROOT)
        for _ in range(3)
    ]
    said = {process.communicate(timeout=60)[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(said) == 1


def test_a_secret_that_is_being_written_is_never_read(office: Office, tmp_path: Path) -> None:
    for attempt in range(40):
        path = tmp_path / f"secret-{attempt}.key"
        found: list[bytes] = []
        assert together(*[lambda: found.append(_secret(path))] * 4) == [None] * 4  # noqa: B023
        assert len(set(found)) == 1
        assert path.stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(SecretDamaged, match="0 byte"):
        _secret(tmp_path / "secret.key")
