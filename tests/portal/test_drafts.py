"""Draft letters on the round's page: listed, handed out by name, and nothing else."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlmodel import select

from models.journal import JournalRow, verify
from tasks.drafts import drafts_of
from tasks.escalate import sweep
from tasks.review import close_missing
from tests.portal.desk import ROUND, Desk

PAGE = f"/ban-lam-viec/ky/{ROUND}"
FILE = f"/ban-lam-viec/du-thao/{ROUND}"


def urged(desk: Desk) -> Desk:
    """Three working days after the deadline, an officer signs in."""
    desk.move_clock(datetime(2027, 3, 18, 8, tzinfo=UTC))
    sweep(desk.office, desk.office.now())
    assert desk.sign_in().status_code == 303
    return desk


def test_a_draft_letter_is_listed_on_the_rounds_page_and_handed_out(desk: Desk) -> None:
    page = urged(desk).client.get(PAGE).text
    (link,) = [unescape(found) for found in re.findall(rf'href="({FILE}[^"]+)"', page)]
    assert "Dự thảo văn bản" in page
    assert "Công văn đôn đốc" in page
    answer = desk.client.get(link)
    assert answer.headers["content-disposition"] == 'attachment; filename="CV_DONDOC_KH5_Q1-2027_D3.docx"'
    with desk.office.database.reading() as session:
        (draft,) = drafts_of(session, ROUND)
    assert hashlib.sha256(answer.content).hexdigest() == draft.sha256


def test_nothing_but_draft_letters_is_handed_out(desk: Desk) -> None:
    urged(desk)
    (desk.office.settings.data_dir / "secret.key").write_bytes(b"secret")
    for name in ("../../../secret.key", "", ".", "CV_DONDOC_KH5_Q1-2027_D4.docx"):
        assert desk.client.get(FILE, params={"ten": name}).status_code == 404


def test_nobody_fetches_a_draft_without_signing_in(desk: Desk) -> None:
    assert desk.client.get(FILE, follow_redirects=False).status_code == 303


def test_a_round_without_late_agencies_shows_no_drafts(desk: Desk) -> None:
    desk.sign_in()
    assert "Dự thảo văn bản" not in desk.client.get(PAGE).text


def test_a_letter_to_be_signed_waits_for_the_officer_until_its_agencies_have_answered(desk: Desk) -> None:
    urged(desk)
    page = desk.client.get("/ban-lam-viec").text
    assert "Rà soát, trình ký công văn đôn đốc" in page
    assert f"/ban-lam-viec/ky/{ROUND}#drafts-title" in page
    with desk.office.database.writing() as session:
        (draft,) = drafts_of(session, ROUND)
        for request_id in draft.requests:
            close_missing(session, desk.office.now(), request_id, "không còn nộp", by="Minh")
    assert "Rà soát, trình ký" not in desk.client.get("/ban-lam-viec").text


LETTER = f"/ban-lam-viec/cong-van/{ROUND}"
ISSUED = {"what": "issue", "number": "123/SNV-CCHC", "day": "19/3/2027", "signer": "Lê Văn Giám"}


def addressed(desk: Desk) -> list[str]:
    with desk.office.database.reading() as session:
        (draft,) = drafts_of(session, ROUND)
    return draft.requests


def test_a_letter_that_was_signed_and_sent_waits_no_longer_and_stands_in_every_agencys_journal(desk: Desk) -> None:
    urged(desk)
    desk.move_clock(datetime(2027, 3, 22, 2, tzinfo=UTC))
    assert desk.act(LETTER, PAGE, **ISSUED).headers["location"].startswith(f"{PAGE}?ok=letter")
    page = unescape(desk.client.get(PAGE).text)
    assert "số 123/SNV-CCHC ngày 19/03/2027, Lê Văn Giám ký" in page
    assert "Rà soát, trình ký" not in desk.client.get("/ban-lam-viec").text
    for request_id in addressed(desk):
        page = desk.client.get(f"/ban-lam-viec/yeu-cau/{request_id}").text
        assert "Phát hành công văn" in page
        assert "công văn số 123/SNV-CCHC ngày 19/03/2027, Lê Văn Giám ký" in page
    with desk.office.database.reading() as session:
        assert verify(session) is None


def test_a_number_written_wrong_is_recorded_again_and_both_are_kept(desk: Desk) -> None:
    urged(desk)
    desk.move_clock(datetime(2027, 3, 22, 2, tzinfo=UTC))
    desk.act(LETTER, PAGE, **ISSUED)
    desk.act(LETTER, PAGE, **ISSUED | {"number": "132/SNV-CCHC"})
    page = desk.client.get(PAGE).text
    assert "số 132/SNV-CCHC ngày" in page
    assert "số 123/SNV-CCHC ngày" not in page
    with desk.office.database.reading() as session:
        kept = session.exec(
            select(JournalRow).where(JournalRow.subject == ROUND, JournalRow.action == "letter.issued")
        ).all()
    assert len(kept) == 2


def test_a_draft_that_will_not_be_sent_is_put_aside_with_the_reason(desk: Desk) -> None:
    urged(desk)
    desk.act(LETTER, PAGE, what="aside", letter_why="Lãnh đạo đã gọi điện")
    assert "Lãnh đạo đã gọi điện" in desk.client.get(PAGE).text
    assert "Rà soát, trình ký" not in desk.client.get("/ban-lam-viec").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": " "}, "Chưa ghi số hoặc người ký"),
        ({"signer": ""}, "Chưa ghi số hoặc người ký"),
        ({"day": ""}, "Chưa ghi ngày"),
        ({"day": "30/3/2027"}, "chưa đến (hôm nay 22/03/2027)"),
        ({"day": "17/3/2027"}, "trước ngày dự thảo 18/03/2027"),
        ({"file": "khac.docx"}, "không có dự thảo “khac.docx”"),
        ({"what": "aside"}, "Chưa ghi vì sao không gửi"),
    ],
)
def test_a_letter_that_cannot_have_been_sent_so_is_refused_and_nothing_is_written(
    desk: Desk, fields: dict[str, str], said: str
) -> None:
    urged(desk)
    desk.move_clock(datetime(2027, 3, 22, 2, tzinfo=UTC))
    before = desk.everything()
    answer = desk.act(LETTER, PAGE, **ISSUED | fields)
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    assert "file" in fields or f'value="{(ISSUED | fields)["number"].strip()}"' in answer.text
    assert desk.everything() == before


def test_nobody_settles_a_letter_without_the_sessions_mark(desk: Desk) -> None:
    urged(desk)
    before = desk.everything()
    assert desk.client.post(LETTER, data=ISSUED | {"mark": "x", "file": "x"}).status_code == 403
    assert desk.everything() == before
