"""What a Word document takes in whole (w:altChunk) is read in its place."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import nsdecls

from compiler.errors import TooLarge
from compiler.read import read_document
from tests.compiler.test_read_docx import lines, p, rels

CHUNKS = {
    "a page": (
        "a.htm",
        "<html><body><p>Sở Y tế báo cáo <b>quý I</b>.</p></body></html>".encode(),
        "Sở Y tế báo cáo quý I.",
    ),
    "a page in one file": (
        "a.mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n<p>S=E1=BB=9F Y t=E1=BA=BF</p>\n--B--\n",
        "Sở Y tế",
    ),
    "plain text": ("a.txt", "Sở Y tế\nbáo cáo.".encode(), "Sở Y tế\n\nbáo cáo."),
    "what is not read": ("a.rtf", rb"{\rtf1 x}", "[Tệp nhúng a.rtf: không đọc được ở đây; mở bằng Word rồi lưu lại]"),
}


def taking_in(path: Path, *files: tuple[str, bytes], calls: int = 1) -> Path:
    """A Word file that takes in `files`, each called `calls` times between two paragraphs."""
    office = nsdecls("w", "r")
    called = "".join(f'<w:altChunk r:id="r{n}"/>' for n in range(len(files))) * calls
    with zipfile.ZipFile(path, "w") as package:
        body = f"{p('Trước')}{called}{p('Sau')}"
        package.writestr("word/document.xml", f"<w:document {office}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", rels([("aFChunk", f"/word/{name}") for name, _ in files]))
        for name, content in files:
            package.writestr(f"word/{name}", content)
    return path


@pytest.mark.parametrize("kind", CHUNKS)
def test_a_file_taken_in_whole_is_read_in_its_place(kind: str, tmp_path: Path) -> None:
    name, content, said = CHUNKS[kind]
    assert read_document(taking_in(tmp_path / "x.docx", (name, content))) == f"Trước\n\n{said}\n\nSau\n"


def test_a_word_file_in_a_word_file_is_read_and_no_deeper(tmp_path: Path) -> None:
    inner = taking_in(tmp_path / "c.docx", ("d.docx", b"PK\x03\x04"))
    outer = taking_in(tmp_path / "x.docx", ("c.docx", inner.read_bytes()))
    told = "[Tệp nhúng d.docx: không đọc được ở đây; mở bằng Word rồi lưu lại]"
    assert lines(read_document(outer)) == ["Trước", "Trước", told, "Sau", "Sau"]


def test_a_file_that_is_called_without_end_is_read_once(tmp_path: Path) -> None:
    page = "<p>Sở Y tế báo cáo.</p>".encode() * 1_000
    said = lines(read_document(taking_in(tmp_path / "x.docx", ("a.htm", page), calls=2_000)))
    assert len(said) == 1_002


def test_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    page = b"<p>" + b" " * 2**20 + b"a"
    with pytest.raises(TooLarge):
        read_document(taking_in(tmp_path / "x.docx", *((f"{n}.htm", page) for n in range(20))))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        body = f'{p("Trước")}<w:altChunk r:id="r9"/>'
        package.writestr("word/document.xml", f"<w:document {nsdecls('w', 'r')}><w:body>{body}</w:body></w:document>")
    assert lines(read_document(path))[1].startswith("[Tệp nhúng r9: không đọc được")
