"""Where draft letters are kept: written once, named by rule, in the journal; an exercise keeps its own days."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from sqlmodel import select

from models.clock import set_clock
from models.journal import JournalRow
from models.ladder import ladder_of
from models.outbox import Message
from models.round import Request, Round
from notifications.compose import render
from tasks.delays import decide_delays
from tasks.drafted import build_template
from tasks.drafts import draft_letter, drafts_dir
from tasks.escalate import sweep
from tasks.letters import desk_for
from tasks.office import Office
from tasks.review import promise
from tasks.rounds import open_round
from tests.tasks.drafting import (
    OPENING,
    ROUND,
    TOP,
    URGED,
    day,
    draft_now,
    drafts,
    file_of,
    live,
    texts,
    whole,
)


def test_even_when_handed_over_a_requested_body_is_left_out(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        requests = session.exec(select(Request).where(Request.agency_key == "mttq")).all()
        desk = desk_for(session, kept, ladder_of(kept), sample_office.settings, ["mttq"])
        assert draft_letter(sample_office, session, desk, URGED, kind="urge", step="D+3", requests=requests) is None
    assert not drafts_dir(sample_office).exists()


def test_a_second_letter_of_the_same_day_holds_only_whom_the_first_did_not(sample_office: Office) -> None:
    live(sample_office, day("2027-03-16"))
    with sample_office.database.writing() as session:
        promise(session, day("2027-03-16"), f"{ROUND}/syt", date(2027, 3, 18), "chờ số liệu", by="chị Lan")
    sweep(sample_office, URGED)
    sweep(sample_office, day("2027-03-18", "17:00"))
    second, first = drafts(sample_office)
    assert (first.file, second.file) == ("CV_DONDOC_KH5_Q1-2027_D3.docx", "CV_DONDOC_KH5_Q1-2027_D3_2.docx")
    assert (first.requests, second.requests) == ([f"{ROUND}/stc"], [f"{ROUND}/syt"])
    assert len({digest for digest, _ in _digests(sample_office)}) == 2


def _digests(office: Office) -> list[tuple[str, int]]:
    with office.database.reading() as session:
        mails = session.exec(select(Message).where(Message.kind == "draft_letter")).all()
        return [(mail.context["draft"]["file"], mail.context["draft"]["count"]) for mail in mails]


def test_the_journal_holds_the_digest_of_the_file_and_the_mail_names_it(sample_office: Office) -> None:
    live(sample_office, URGED)
    (draft,) = drafts(sample_office)
    content = file_of(sample_office, draft).read_bytes()
    with sample_office.database.reading() as session:
        entry = session.exec(select(JournalRow).where(JournalRow.action == "letter.drafted")).one()
        mail = session.exec(select(Message).where(Message.kind == "draft_letter")).one()
    assert json.loads(entry.detail)["sha256"] == draft.sha256 == hashlib.sha256(content).hexdigest()
    assert (entry.subject, entry.at[:10]) == (ROUND, "2027-03-18")
    said = render("draft_letter", "email", "vi", mail.context, secret=b"0" * 32, public_url="http://127.0.0.1:8000")
    assert draft.file in said.text and draft.path in said.text
    assert "CV_DONDOC_KH5_Q1-2027_D3.docx" in said.text


def test_the_same_step_on_the_same_day_is_drafted_once(sample_office: Office) -> None:
    live(sample_office, URGED)
    before = {path: path.read_bytes() for path in drafts_dir(sample_office).rglob("*.docx")}
    sweep(sample_office, URGED)
    again = draft_now(sample_office, URGED)
    assert drafts(sample_office) == [again]
    assert {path: path.read_bytes() for path in drafts_dir(sample_office).rglob("*") if path.is_file()} == before


def test_a_sweep_that_does_not_commit_leaves_no_draft_and_its_name_is_used_again(sample_office: Office) -> None:
    live(sample_office, day("2027-03-16"))
    with pytest.raises(KeyboardInterrupt):
        draft_now(sample_office, URGED, power_goes=True)
    assert drafts(sample_office) == []
    sweep(sample_office, URGED)
    (draft,) = drafts(sample_office)
    assert [path.name for path in file_of(sample_office, draft).parent.iterdir()] == [draft.file]
    assert hashlib.sha256(file_of(sample_office, draft).read_bytes()).hexdigest() == draft.sha256


def test_in_an_exercise_the_letter_carries_the_exercises_days_and_says_so(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        set_clock(session, URGED, by="thử", why="diễn tập")
    live(sample_office, day("2027-03-16"))
    now = sample_office.now()
    sweep(sample_office, now)
    (draft,) = drafts(sample_office)
    path = file_of(sample_office, draft)
    properties = Document(str(path)).core_properties
    assert texts(path)[0] == "DỰ THẢO - DIỄN TẬP"
    assert "09 giờ 00 ngày 18/3/2027" in texts(path)[1]
    assert (properties.created.date(), properties.modified.date()) == (date(2027, 3, 18), date(2027, 3, 18))
    assert set(re.findall(r"\b20\d\d\b", whole(path))) == {"2026", "2027"}


def test_file_names_fit_the_document_exchange(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Round, ROUND).key = "Đợt kiểm tra đột xuất lần thứ nhất của Ủy ban"
    live(sample_office, TOP)
    decide_delays(sample_office, TOP, ROUND, "draft_letter", reason="quá chậm", by="Chánh Văn phòng")
    names = [draft.file for draft in drafts(sample_office)]
    assert len(set(names)) == 2
    for name in names:
        assert len(name) <= 50 and re.fullmatch(r"[A-Za-z0-9_-]+\.docx", name)


def test_the_committed_template_is_what_its_script_builds(tmp_path: Path) -> None:
    fresh = tmp_path / "letter.docx"
    build_template.build(fresh)
    committed = ZipFile(build_template.TARGET).read("word/document.xml")
    assert ZipFile(fresh).read("word/document.xml") == committed
