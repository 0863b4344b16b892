"""What a file is, by its first bytes and never by its name: names are wrong too often."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from compiler.errors import EncryptedDocument, NotADocument
from compiler.read.package import BROKEN

HEAD = 4096
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound File Binary ([MS-CFB] 2.2): .doc, .xls, .ppt, .msg, and encrypted .docx."""
WORD_FIB = b"\xec\xa5"
FIB_FLAGS, FIB_ENCRYPTED = 0x0A, 0x0100
"""[MS-DOC] 2.5.2: FibBase.wIdent, its flags and fEncrypted; the stream mostly begins at byte 512."""
STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", None),
    ("Workbook", "spreadsheet"),
    ("Book", "spreadsheet"),
    ("PowerPoint Document", "slides"),
    ("__substg1.0_", "mail"),
)
"""Streams that tell one compound file from another."""
FOLDERS = (("xl/", "spreadsheet"), ("ppt/", "slides"), ("visio/", "drawing"), ("META-INF/container.xml", "book"))
OPEN_DOCUMENT = {
    "spreadsheet": "spreadsheet",
    "presentation": "slides",
    "graphics": "drawing",
    "epub": "book",
}
SIGNS = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"SQLite format 3\x00", "database"),
    (b"OggS\x00", "sound"),
    (b"ID3\x03", "sound"),
    (b"ID3\x04", "sound"),
)
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,1000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
WEB_ARCHIVE = re.compile(rb"\A(?:From:|MIME-Version:|Subject:|Date:|Snapshot-|Content-)[^\n]*\n", re.I)
WORD_XML = re.compile(rb"\s*<\?xml.{0,400}?(?:progid=\"Word\.Document\"|<w:wordDocument|<pkg:package)", re.S)


class Form(StrEnum):
    """The formats that are read."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    WEB_ARCHIVE = "mhtml"
    OFFICE = "office"
    TEXT = "text"


def form_of(path: Path) -> Form:
    """The format of the file at `path`. Raises NotADocument, EncryptedDocument."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    start = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(path)
    if head.startswith(OLE2):
        return _compound(path)
    if b"%PDF-" in head[:1024]:
        return Form.PDF
    if start.startswith(b"{\\rtf") or WORD_XML.match(start):
        return Form.OFFICE
    for sign, kind in SIGNS:
        if head.startswith(sign):
            raise NotADocument.of(f"read.not.{kind}", place=path.name)
    if _is_picture(head):
        raise NotADocument.of("read.not.image", place=path.name)
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in {b"WAVE", b"AVI "}):
        raise NotADocument.of("read.not.sound", place=path.name)
    if HTML.match(start.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")):
        return Form.HTML
    if WEB_ARCHIVE.match(start) and b"multipart/related" in head.lower():
        return Form.WEB_ARCHIVE
    return Form.TEXT


def _is_picture(head: bytes) -> bool:
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WEBP"
    bitmap = (
        head.startswith(b"BM")
        and len(head) > 30
        and head[6:10] == b"\0\0\0\0"
        and head[14:18] in (b"(\0\0\0", b"|\0\0\0")
    )
    return bitmap or head[4:12] in {b"ftypheic", b"ftypmif1", b"ftypavif"}


def _zipped(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            mimetype = ""
            if "mimetype" in names:
                with package.open("mimetype") as part:
                    mimetype = part.read(100).decode("ascii", "replace")
    except RuntimeError as fault:
        raise EncryptedDocument.of("read.encrypted.zip", place=path.name) from fault
    except BROKEN:
        # no directory: a Word file cut off says so better than "an archive"
        return Form.DOCX
    if any(name.startswith("word/") for name in names) or ("[Content_Types].xml" in names and not _other(names)):
        return Form.DOCX
    if "opendocument" in mimetype or "epub" in mimetype:
        kind = next((said for word, said in OPEN_DOCUMENT.items() if word in mimetype), None)
        if kind is None:
            return Form.OFFICE
        raise NotADocument.of(f"read.not.{kind}", place=path.name)
    raise NotADocument.of(f"read.not.{_other(names) or 'archive'}", place=path.name)


def _other(names: list[str]) -> str | None:
    return next((kind for folder, kind in FOLDERS if any(name.startswith(folder) for name in names)), None)


def _compound(path: Path) -> Form:
    content = path.read_bytes()
    kind: str | None = "archive"
    for stream, said in STREAMS:
        if stream.encode("utf-16-le") in content:
            kind = said
            break
    if kind is not None:
        raise NotADocument.of(f"read.not.{kind}", place=path.name)
    flags = int.from_bytes(content[512 + FIB_FLAGS : 514 + FIB_FLAGS], "little")
    if stream == "EncryptedPackage" or (content[512:514] == WORD_FIB and flags & FIB_ENCRYPTED):
        raise EncryptedDocument.of("read.encrypted.word", place=path.name)
    return Form.OFFICE
