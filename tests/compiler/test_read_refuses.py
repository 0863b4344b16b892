"""What is no readable document is refused: by its kind, with place, reason, remedy; exit 2, nothing written."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from compiler.document import compile_document
from compiler.errors import (
    DamagedDocument,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    LegacyDocument,
    NotADocument,
    TooLarge,
    WrongEncoding,
)
from compiler.planfile.write import planfile_text
from compiler.read import MAX_BYTES, MAX_CHARACTERS, MAX_TEXT_BYTES, read_document
from compiler.read.office import read_through_office
from compiler.read.package import MAX_UNPACKED, MAX_XML
from config.wording import choose_language
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_pdf import Printer, print_pieces, save_pdf, write_pdf
from tests.compiler.paper_plans import make_plan
from tests.fuzz_hostile import DRAWS_ITSELF, one_page

DONDOC = (sys.executable, "-c", "import sys; from portal.cli import main; sys.exit(main())")
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def word(content: bytes | str, name: str = "word/document.xml", **zipped: int) -> bytes:
    """A package with one part."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **zipped) as package:  # type: ignore[arg-type]
        package.writestr(name, content)
    return made.getvalue()


def sheet() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def locked(content: bytes) -> bytes:
    """The package with the flag that says "password" set on every entry."""
    said = bytearray(content)
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = said.find(sign)
        while start >= 0:
            said[start + at] |= 1
            start = said.find(sign, start + 4)
    return bytes(said)


def stream(name: str) -> bytes:
    return OLE2 + name.encode("utf-16-le") + b"\0" * 600


def old_word(flags: int) -> bytes:
    return (
        OLE2 + b"\xec\xa5" + b"\0" * 8 + flags.to_bytes(2, "little") + b"\0" * 500 + "WordDocument".encode("utf-16-le")
    )


def claiming(size: int) -> bytes:
    """A package whose directory claims a part of `size` bytes."""
    said = bytearray(word("x" * 100))
    at = said.find(b"PK\x01\x02")
    said[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(said)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]>' + DOCUMENT.format(
    "&b;"
)
REFUSED: dict[str, tuple[bytes, type[DocumentError], str]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, NotADocument, "ảnh"),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 40, NotADocument, "ảnh"),
    "a spreadsheet": (sheet(), NotADocument, "bảng tính"),
    "an old spreadsheet": (stream("Workbook"), NotADocument, "bảng tính"),
    "slides": (word("x", "ppt/presentation.xml"), NotADocument, "trình chiếu"),
    "an Outlook message": (stream("__substg1.0_"), NotADocument, "Outlook"),
    "an archive": (word("x", "ke-hoach.txt"), NotADocument, "nén"),
    "a packed file": (b"\x1f\x8b\x08" + b"\0" * 40, NotADocument, "nén"),
    "a program": (b"MZ\x90\x00" + b"\0" * 400, NotADocument, "chương trình"),
    "sound": (b"ID3\x03" + b"\0" * 40, NotADocument, "âm thanh"),
    "a spreadsheet of LibreOffice": (
        word("application/vnd.oasis.opendocument.spreadsheet", "mimetype"),
        NotADocument,
        "bảng tính",
    ),
    "bytes": (bytes(range(256)) * 9, NotADocument, "không phải"),
    "nothing": (b"", EmptyDocument, "không có chữ"),
    "white space": (b"\xef\xbb\xbf \r\n\t\n", EmptyDocument, "không có chữ"),
    "an empty Word document": (word(DOCUMENT.format("<w:p/>")), EmptyDocument, "không có chữ"),
    "an encrypted Word document": (stream("EncryptedPackage"), EncryptedDocument, "mật khẩu"),
    "an old encrypted Word document": (old_word(0x0100), EncryptedDocument, "mật khẩu"),
    "a zip with a password": (locked(word(DOCUMENT.format(""))), EncryptedDocument, "mật khẩu"),
    "half a Word document": (word(DOCUMENT.format("<w:p/>" * 4000))[:200], DamagedDocument, "hỏng"),
    "a Word document that is no XML": (word("Sở Nội vụ"), DamagedDocument, "word/document.xml"),
    "a Word document without a body": (word('<w:x xmlns:w="urn:w"/>'), DamagedDocument, "word/document.xml"),
    "a Word document without its main part": (word("x", "word/styles.xml"), DamagedDocument, "word/document.xml"),
    "XML nested without end": (word(DOCUMENT.format("<w:p>" * 5000)), DamagedDocument, "word/document.xml"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj\n<<", DamagedDocument, "PDF"),
    "a PDF that draws itself without end": (one_page(b"/X Do", form=DRAWS_ITSELF), TooLarge, "tốn"),
    "XML entities": (word(ENTITIES), TooLarge, "thực thể"),
    "XML entities in UTF-16": (word(ENTITIES.encode("utf-16")), TooLarge, "thực thể"),
    "a zip bomb": (word(b"0" * (MAX_XML + 1)), TooLarge, "giải nén"),
    "a zip that claims to be a bomb": (claiming(MAX_UNPACKED + 1), TooLarge, "giải nén"),
    "a picture that swells": (word(b"0" * 4_000_000, "word/media/image1.bmp"), TooLarge, "giải nén"),
    "too much text": (b"x" * (MAX_TEXT_BYTES + 1), TooLarge, "giới hạn"),
    "too many letters": (b"so " * (MAX_CHARACTERS // 3 + 1), TooLarge, "giới hạn"),
    "false UTF-16": (b"\xff\xfea\x00\x00\xd8", WrongEncoding, "utf-16"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_by_its_kind(name: str, tmp_path: Path) -> None:
    content, kind, word_ = REFUSED[name]
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(content)
    with pytest.raises(kind) as refused:
        read_document(path)
    error = refused.value
    assert type(error) is kind
    assert error.place is not None and error.place.startswith("ke-hoach.docx")
    assert word_ in error.reason
    assert error.remedy


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(150):
            part.write(b"0" * 2**20)
    code = (
        "import re, sys; from pathlib import Path; from compiler.read import read_document; from compiler.errors import TooLarge\n"
        "try: read_document(Path(sys.argv[1]))\n"
        "except TooLarge: print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 100 * 1024


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    said = bytearray(word(b"0" * 15_000_000))
    at = said.find(b"PK\x01\x02")
    said[at + 24 : at + 28] = (100_000).to_bytes(4, "little")
    path = tmp_path / "x.docx"
    path.write_bytes(said)
    with pytest.raises(DamagedDocument):
        read_document(path)


def test_a_file_larger_than_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLarge):
        read_document(path)


def test_a_compiled_plan_file_is_no_plan_document(tmp_path: Path) -> None:
    document, compiled = tmp_path / "x.txt", tmp_path / "x.yaml"
    document.write_text("KẾ HOẠCH\nTu bổ đình làng năm 2026\n\n1. Sở Nội vụ\n- Theo dõi chung.\n", "utf-8")
    compiled.write_text(planfile_text(compile_document(document)), "utf-8")
    with pytest.raises(NotADocument) as refused:
        read_document(compiled)
    assert "dondoc check" in (refused.value.remedy or "")


def test_a_folder_and_a_missing_file_are_no_documents(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "khong-co.docx", Path("/dev/null")):
        with pytest.raises(NotADocument):
            read_document(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(DocumentError, match="Permission"):
        read_document(path)


def test_a_scan_says_that_it_has_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotADocument, match="ảnh quét"):
        read_document(scan(tmp_path))


def unexplained(tmp_path: Path, first: int = 0x0430) -> Path:
    """A PDF whose fonts say of small letters that they are other ones, of another script or none at all."""
    printer = Printer()
    print_pieces(printer, make_plan(1))
    small = {letter: number for number, letter in enumerate(filter(str.islower, printer.letters))}
    printer.letters = {
        chr(first + small[letter] % 0x18 if first < 0x20 else first + code) + "\u200b" * (small[letter] // 0x18)
        if letter in small
        else letter: code
        for letter, code in printer.letters.items()
    }
    return write_pdf(printer, tmp_path / "x.pdf")


@pytest.mark.parametrize("first", [0x0430, 0x03])
def test_a_pdf_whose_letters_no_table_explains_says_so(
    first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unexplained(tmp_path, first)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotADocument, match="bảng mã"):
        read_document(path)


def test_a_scan_is_recognised_where_tesseract_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(
        tmp_path / "tesseract",
        'if [ "$1" = --list-langs ]; then echo vie; else head -c 8 >/dev/null; echo "Sở Nội vụ chủ trì"; fi',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert "Sở Nội vụ chủ trì" in read_document(scan(tmp_path))
    assert "Sở Nội vụ chủ trì" in read_document(unexplained(tmp_path))


def scan(folder: Path) -> Path:
    """A PDF of one picture."""
    picture = b"\0" * 100
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >> >>",
        b"<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 100 >>\nstream\n"
        + picture
        + b"\nendstream",
        b"<< /Length 30 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q \nendstream",
    )
    said = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 1))
    path = folder / "scan.pdf"
    path.write_bytes(said + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n")
    return path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "-ke hoach.doc"
    path.write_bytes(old_word(0))
    return path


def test_an_old_word_file_without_libreoffice_says_what_to_do(old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(old_file.parent))
    with pytest.raises(LegacyDocument) as refused:
        read_document(old_file)
    assert refused.value.remedy and ".docx" in refused.value.remedy


@pytest.mark.parametrize(
    "content", [old_word(0), b"{\\rtf1 x}", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>']
)
def test_old_formats_are_read_through_libreoffice(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = save_docx(make_plan(4), tmp_path / "made.docx")
    # what soffice does: a profile of its own, the result beside the others in --outdir
    script = f'case "$1" in -env:UserInstallation=file:///*) ;; *) exit 1;; esac; test -s "$9" && cp "{made}" "$8/document.docx"'
    program(tmp_path / "soffice", script)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    path = tmp_path / "ke-hoach.doc"
    path.write_bytes(content)
    assert read_document(path) == read_document(made)


def test_libreoffice_that_makes_nothing_or_hangs_is_told_apart(old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(old_file.parent / "soffice", "exit 0")
    monkeypatch.setenv("PATH", f"{old_file.parent}:{os.environ['PATH']}")
    with pytest.raises(LegacyDocument, match="không chuyển được"):
        read_through_office(old_file)
    program(old_file.parent / "soffice", "sleep 60 & wait")
    with pytest.raises(LegacyDocument, match="không chuyển xong"):
        read_through_office(old_file, patience=0.2)


def test_a_password_on_a_pdf_is_told(tmp_path: Path) -> None:
    path = save_pdf(make_plan(1), tmp_path / "x.pdf")
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>] /Root" % (
        b"11" * 32,
        b"22" * 32,
    )
    path.write_bytes(path.read_bytes().replace(b"/Root", encrypt))
    with pytest.raises(EncryptedDocument):
        read_document(path)


@pytest.mark.parametrize(("language", "said"), [("vi", "bảng tính"), ("en", "spreadsheet")])
def test_the_command_line_ends_with_2_and_writes_nothing(language: str, said: str, tmp_path: Path) -> None:
    path, output = tmp_path / "bang.docx", tmp_path / "plan.yaml"
    path.write_bytes(sheet())
    done = subprocess.run(
        [*DONDOC, "--lang", language, "compile", str(path), "-f", "yaml", "-o", str(output)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert said in done.stderr and "bang.docx" in done.stderr and done.stderr.count("\n") == 3
    assert done.stdout == "" and not output.exists()


def test_every_refusal_is_worded_in_both_languages() -> None:
    from config.wording import _catalogue

    keys = [key for key in _catalogue() if key.startswith("read.")]
    assert len(keys) > 60
    for key in keys:
        assert {"vi", "en"} <= set(_catalogue()[key])
        if key.endswith(".reason"):
            assert key.replace(".reason", ".remedy") in _catalogue()
    choose_language(None)


def test_a_word_file_by_another_name_is_still_a_word_file(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Sở Nội vụ")
    document.save(str(tmp_path / "ke-hoach.doc"))
    assert read_document(tmp_path / "ke-hoach.doc") == "Sở Nội vụ\n"
