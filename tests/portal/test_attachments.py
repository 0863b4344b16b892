"""Files that agencies attach: what is taken, what is refused, how it comes out again."""

from __future__ import annotations

import asyncio
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.types import Message, Receive, Scope, Send

from models.report import ReportFile
from portal.attachments import AttachmentRefused, clean_name, keep
from portal.intake import MAX_FILES
from portal.shield import BodyCap, BodyTooLarge
from tests.portal.desk import PDF, ROUND, Desk, filled

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40


def package(*parts: str, mimetype: str | None = None) -> bytes:
    """A zip with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for part in parts:
            file.writestr(part, "<x/>")
    return made.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")


def attach(desk: Desk, *files: tuple[str, bytes], **more: str) -> str:
    """Send the Health department's form with files; the page that comes back."""
    form = filled(desk.hidden(desk.link()), **more)
    answer = desk.send(desk.link(), form, files=[("files", file) for file in files])
    page = desk.client.get(answer.headers["location"]) if answer.status_code == 303 else answer
    return f"{answer.status_code} {page.text}"


def stored(desk: Desk) -> list[Path]:
    return [path for path in desk.office.files_dir.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Báo cáo quý I.pdf", PDF),
        ("bao-cao.docx", DOCX),
        ("so-lieu.xlsx", package("[Content_Types].xml", "xl/workbook.xml")),
        ("hop.odt", package("content.xml", mimetype="application/vnd.oasis.opendocument.text")),
        ("anh.PNG", PNG),
        ("so-lieu.csv", "Đơn vị;Số\nA;1\n".encode()),
        ("ghi-chu.txt", "Ghi chú".encode("utf-16")),
    ],
)
def test_ordinary_documents_are_taken(tmp_path: Path, name: str, content: bytes) -> None:
    kept = keep(tmp_path, name, io.BytesIO(content))
    assert (tmp_path / kept.sha256[:2] / kept.sha256).read_bytes() == content
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("cai-dat.exe", b"MZ" + b"\x00" * 100, "không nhận loại tệp"),
        ("bao-cao.pdf.exe", PDF, "không nhận loại tệp"),
        ("bao-cao.pdf", b"MZ\x90\x00" + b"\x00" * 100, "nội dung tệp"),
        ("bao-cao.pdf", b"\x7fELF" + b"\x00" * 100, "nội dung tệp"),
        ("anh.png", PDF, "nội dung tệp"),
        ("chay.sh", b"#!/bin/sh\n", "không nhận loại tệp"),
        ("ghi-chu.txt", b"#!/bin/sh\nrm x\n", "nội dung tệp"),
        ("ghi-chu.txt", b"<script>alert(1)</script>", "nội dung tệp"),
        ("ghi-chu.csv", b"a\x00b", "nội dung tệp"),
        ("trang.html", b"<html>", "không nhận loại tệp"),
        ("hinh.svg", b"<svg/>", "không nhận loại tệp"),
        ("goi.zip", package("a.txt"), "không nhận loại tệp"),
        ("bao-cao.docm", DOCX, "macro"),
        ("bao-cao.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        ("hop.odt", package("Basic/x.xml", mimetype="application/vnd.oasis.opendocument.text"), "macro"),
        ("bao-cao.docx", package("a.txt"), "nội dung tệp"),
        ("bao-cao.docx", b"PK\x03\x04 broken", "nội dung tệp"),
        ("bao-cao.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
        ("trong.pdf", b"", "rỗng"),
        ("khong-duoi", PDF, "không nhận loại tệp"),
    ],
)
def test_what_can_run_or_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        keep(tmp_path, name, io.BytesIO(content))
    assert why in str(refused.value)
    assert refused.value.remedy
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("sent", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Tài liệu\\báo cáo.pdf", "báo cáo.pdf"),
        ("bao\u202efdp.exe", "baofdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_lose_folders_and_hidden_marks(sent: str, clean: str) -> None:
    assert clean_name(sent) == clean


def test_an_attached_file_comes_out_only_as_a_download(desk: Desk) -> None:
    assert attach(desk, ("Báo cáo quý I.pdf", PDF)).startswith("303")
    digest = hashlib.sha256(PDF).hexdigest()
    answer = desk.client.get(f"{desk.link()}/tep/{digest}")
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert [path.name for path in stored(desk)] == [digest]


def test_a_file_of_another_request_is_not_handed_out(desk: Desk) -> None:
    attach(desk, ("bao-cao.pdf", PDF))
    finance = desk.link(f"{ROUND}/stc", "focal.stc@dien-tap.example")
    assert desk.client.get(f"{finance}/tep/{hashlib.sha256(PDF).hexdigest()}").status_code == 404


def test_a_refused_file_keeps_the_text_and_the_good_files(desk: Desk) -> None:
    page = attach(desk, ("bao-cao.pdf", PDF), ("virus.exe", b"MZ"), difficulties="Giữ lại dòng này")
    assert page.startswith("422")
    assert "virus.exe" in page
    assert "Giữ lại dòng này" in page
    again = desk.client.get(desk.link()).text
    assert "Giữ lại dòng này" in again
    assert "bao-cao.pdf" in again


def test_a_file_over_the_limit_is_refused_with_413_and_the_text_is_kept(desk_at: Callable[..., Desk]) -> None:
    desk = desk_at(upload_limit_mb=1)
    page = attach(desk, ("lon.pdf", PDF + b"0" * (2 * 1024**2)), difficulties="Giữ lại dòng này")
    assert page.startswith("413")
    assert "lon.pdf: lớn hơn 1 MB" in page
    assert "Giữ lại dòng này" in page
    assert "Giữ lại dòng này" in desk.client.get(desk.link()).text
    assert stored(desk) == []


def test_a_30_mb_upload_is_refused_by_the_usual_setting(desk: Desk) -> None:
    assert attach(desk, ("lon.pdf", PDF + b"0" * (30 * 1024**2))).startswith("413")
    assert stored(desk) == []


def test_a_body_over_every_limit_is_cut_off_and_its_text_is_kept(desk_at: Callable[..., Desk]) -> None:
    desk = desk_at(upload_limit_mb=1)
    page = attach(desk, ("lon.pdf", PDF + b"0" * (12 * 1024**2)), difficulties="Giữ lại dòng này")
    assert page.startswith("413")
    assert "Giữ lại dòng này" in desk.client.get(desk.link()).text


def test_text_without_end_is_refused(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), difficulties="x" * (5 * 1024**2))
    answer = desk.client.post(desk.link(), data=form)
    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_the_cap_stops_reading_a_body_that_never_ends() -> None:
    pulled = [0]

    async def endless() -> Message:
        pulled[0] += 1
        return {"type": "http.request", "body": b"0" * 65536, "more_body": True}

    async def reader(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["more_body"]:
            pass

    async def nowhere(message: Message) -> None: ...

    scope = {"type": "http", "path": "/b/x", "headers": [(b"content-type", b"multipart/form-data; boundary=x")]}
    with pytest.raises(BodyTooLarge):
        asyncio.run(BodyCap(reader, form_bytes=1024**2)(scope, endless, nowhere))
    assert pulled[0] == 17


def test_files_stay_with_the_draft_until_they_are_unticked(desk: Desk) -> None:
    attach(desk, ("bao-cao.pdf", PDF), action="draft")
    digest = hashlib.sha256(PDF).hexdigest()
    fields = desk.hidden(desk.link())
    desk.send(desk.link(), filled(fields, action="draft", keep=digest))
    assert "bao-cao.pdf" in desk.client.get(desk.link()).text
    desk.send(desk.link(), filled(fields, action="draft"))
    assert "bao-cao.pdf" not in desk.client.get(desk.link()).text
    with desk.office.database.reading() as session:
        assert session.exec(select(ReportFile)).all() == []


def test_a_report_holds_a_handful_of_files(desk: Desk) -> None:
    page = attach(desk, *((f"tep-{number}.txt", f"số {number}".encode()) for number in range(MAX_FILES + 1)))
    assert page.startswith("422")
    assert f"đã đủ {MAX_FILES} tệp" in page
    assert len(stored(desk)) == MAX_FILES


def test_the_same_content_is_stored_once(desk: Desk) -> None:
    attach(desk, ("mot.pdf", PDF), ("hai.pdf", PDF))
    assert len(stored(desk)) == 1
