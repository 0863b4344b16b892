"""Draft letters on the round's page: listed, handed out by name, and nothing else."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from html import unescape

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
