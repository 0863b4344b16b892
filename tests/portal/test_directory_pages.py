"""The directory at the workbench: looked up, taken away, brought in only after a preview that was confirmed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from httpx2 import Response
from openpyxl import load_workbook
from sqlmodel import select

from models.directory import Agency, Contact
from models.journal import JournalRow
from tests.portal.desk import Desk, hidden

LIST, UPLOAD, CONFIRM = "/ban-lam-viec/danh-ba", "/ban-lam-viec/xem-danh-ba", "/ban-lam-viec/ghi-danh-ba"


@pytest.fixture
def bench(desk: Desk) -> Desk:
    desk.sign_in("Lê Thị Thử")
    return desk


def workbook(bench: Desk) -> bytes:
    answer = bench.client.get("/ban-lam-viec/tep-danh-ba")
    assert answer.status_code == 200
    assert re.search(r'attachment; filename="danh-ba-2027-03-05\.xlsx"', answer.headers["content-disposition"])
    return bytes(answer.content)


def edited(content: bytes, edit: Any) -> bytes:
    book = load_workbook(BytesIO(content))
    edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(bench: Desk, content: bytes, name: str = "danh-ba.xlsx") -> Response:
    mark = {"mark": bench.hidden(LIST)["mark"]}
    return bench.send(UPLOAD, mark, files={"files": (name, content)})


def named(bench: Desk, key: str) -> str:
    with bench.office.database.reading() as session:
        return session.get_one(Agency, key).name


def rename(book: Any) -> None:
    sheet = book["Cơ quan"]
    row = next(each for each in sheet.iter_rows(min_row=2) if each[0].value == "syt")
    row[1].value = "Sở Y tế và Dân số"


def test_agencies_are_listed_and_found_by_name_and_key(bench: Desk) -> None:
    whole = bench.client.get(LIST).text
    assert "Sở Y tế" in whole
    found = bench.client.get(LIST, params={"tim": "SỞ Y TẾ"}).text
    assert "Sở Y tế" in found
    assert "/co-quan/snv" not in found
    assert "/co-quan/syt" in bench.client.get(LIST, params={"tim": "syt"}).text
    assert "0 cơ quan có “&lt;b&gt;qq" in bench.client.get(LIST, params={"tim": "<b>qq"}).text


def test_an_agency_shows_its_contacts_and_an_unknown_one_is_not_there(bench: Desk) -> None:
    page = bench.client.get("/ban-lam-viec/co-quan/syt").text
    assert "focal.syt@dien-tap.example" in page
    assert "đầu mối" in page
    assert bench.client.get("/ban-lam-viec/co-quan/khong-co").status_code == 404


def test_what_is_taken_away_comes_back_unchanged(bench: Desk) -> None:
    page = upload(bench, workbook(bench))
    assert page.status_code == 200, re.findall("<tr>.*?</tr>", page.text)
    assert "Tệp giống danh bạ đang có" in page.text


def test_a_preview_writes_nothing_and_the_confirmation_writes_it_with_the_officers_name(bench: Desk) -> None:
    page = upload(bench, edited(workbook(bench), rename))
    assert page.status_code == 200
    assert "Sở Y tế và Dân số" in page.text
    assert named(bench, "syt") == "Sở Y tế"
    done = bench.send(CONFIRM, hidden(page), files={})
    assert (done.status_code, done.headers["location"]) == (303, f"{LIST}?ok=directory")
    assert named(bench, "syt") == "Sở Y tế và Dân số"
    with bench.office.database.reading() as session:
        entry = session.exec(select(JournalRow).where(JournalRow.action == "directory.imported")).one()
    assert (entry.actor, entry.channel) == ("Lê Thị Thử", "workbench")
    assert bench.send(CONFIRM, hidden(page), files={}).status_code == 409


def test_a_file_with_faults_names_each_place_and_offers_no_confirmation(bench: Desk) -> None:
    def edit(book: Any) -> None:
        rename(book)
        book["Liên hệ"]["E2"] = "khong-phai-thu"
        book["Cơ quan"].merge_cells("K2:K3")

    page = upload(bench, edited(workbook(bench), edit))
    assert page.status_code == 422
    assert "các ô K2:K3 bị gộp" in page.text
    assert CONFIRM not in page.text
    assert named(bench, "syt") == "Sở Y tế"


def test_a_directory_that_changed_after_the_preview_is_shown_again(bench: Desk) -> None:
    page = upload(bench, edited(workbook(bench), rename))
    with bench.office.database.writing() as session:
        session.exec(select(Contact).where(Contact.agency_key == "syt")).first().name = "Người khác"  # type: ignore[union-attr]
    again = bench.send(CONFIRM, hidden(page), files={})
    assert again.status_code == 409
    assert "đã thay đổi từ lúc xem trước" in again.text
    assert named(bench, "syt") == "Sở Y tế"
    assert bench.send(CONFIRM, hidden(again), files={}).status_code == 303


def test_without_a_mark_a_file_or_a_signature_nothing_is_taken(desk: Desk, bench: Desk) -> None:
    mark = {"mark": bench.hidden(LIST)["mark"]}
    assert bench.send(UPLOAD, {"mark": "x"}, files={"files": ("a.xlsx", b"x")}).status_code == 403
    assert bench.send(UPLOAD, mark).status_code == 422
    assert bench.send(CONFIRM, mark | {"file": "../../x", "name": "x", "digest": ""}, files={}).status_code == 409
    bench.client.cookies.clear()
    assert bench.client.get("/ban-lam-viec/tep-danh-ba", follow_redirects=False).status_code == 303
