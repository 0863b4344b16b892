"""Files that agencies attach: what is taken, where it lies, how it is handed out again.

A file is judged by its name and by its content, and both must agree. It lies under its SHA-256 in the
data folder and leaves only through the portal, as a download.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO

import filetype
from starlette.responses import FileResponse

from config.errors import DondocError
from tasks.evidence import stored_at

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""What an agency may attach, by extension."""

MACRO_EXTENSIONS = {"docm", "xlsm", "pptm", "dotm", "xltm", "xlam", "potm", "ppam", "xlsb"}
OLD_OFFICE = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
"""Formats from before 2007 may hide macros; the remedy names the format to save as."""

_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_MACRO_PART = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/|activeX/)", re.IGNORECASE)
_SCRIPT_START = re.compile(rb"\s*(#!|<\?php|<script|<!doctype html|<html|MZ)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\\/:*?\"<>|]")
_CHUNK = 256 * 1024


class AttachmentRefused(DondocError):
    """A file that the portal does not take."""


@dataclass(frozen=True)
class Kept:
    """A file in the store; `name` is how the agency called it, cleaned, `size` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


def keep(files_dir: Path, name: str, content: IO[bytes]) -> Kept:
    """Check a file and put it into the store, whole or not at all; the same content is stored once.

    Raises AttachmentRefused for what is empty, not on the list, not what its name says, or can run.
    """
    name = clean_name(name)
    extension = _check_name(name)
    content.seek(0)
    _check_content(name, extension, content)
    files_dir.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=files_dir, prefix=".coming-", delete=False) as coming:
        try:
            for chunk in _chunks(content):
                digest.update(chunk)
                size += len(chunk)
                coming.write(chunk)
            coming.flush()
            os.fsync(coming.fileno())
            target = stored_at(files_dir, digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            os.replace(coming.name, target)
        except BaseException:
            Path(coming.name).unlink(missing_ok=True)
            raise
    return Kept(name, MEDIA_TYPES[extension], size, digest.hexdigest())


def download(files_dir: Path, name: str, media_type: str, sha256: str) -> FileResponse:
    """The file as a download that no browser opens in the portal's own name."""
    return FileResponse(
        stored_at(files_dir, sha256),
        media_type=media_type,
        filename=name,
        content_disposition_type="attachment",
        headers={"content-security-policy": "default-src 'none'; sandbox", "cache-control": "private, no-store"},
    )


def clean_name(name: str) -> str:
    """A file's name without folders, control characters and marks that turn the reading direction."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = _UNSEEN.sub("", name).strip(" .")
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:120]}{dot}{extension[:10]}"


def _check_name(name: str) -> str:
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension in MACRO_EXTENSIONS:
        raise AttachmentRefused.of("web.file.macro", place=name)
    if extension in OLD_OFFICE:
        raise AttachmentRefused.of("web.file.old", place=name, old=extension, new=OLD_OFFICE[extension])
    if extension not in MEDIA_TYPES:
        raise AttachmentRefused.of("web.file.kind", place=name, allowed=", ".join(MEDIA_TYPES))
    return extension


def _check_content(name: str, extension: str, content: IO[bytes]) -> None:
    start = content.read(8192)
    content.seek(0)
    if not start:
        raise AttachmentRefused.of("web.file.empty", place=name)
    if extension in ("docx", "xlsx", "pptx", "odt", "ods"):
        _check_package(name, extension, content)
    elif extension in ("txt", "csv"):
        if filetype.guess(start) is not None or _SCRIPT_START.match(start) or not _is_text(start):
            raise AttachmentRefused.of("web.file.other", place=name, extension=extension)
    else:
        guessed = filetype.guess(start)
        if guessed is None or guessed.mime != MEDIA_TYPES[extension]:
            raise AttachmentRefused.of("web.file.other", place=name, extension=extension)
    content.seek(0)


def _check_package(name: str, extension: str, content: IO[bytes]) -> None:
    """An office document is a zip whose parts are named in ECMA-376 / ODF 1.2 part 3; macros have parts of their own."""
    try:
        with zipfile.ZipFile(content) as package:
            parts = package.namelist()
            if any(_MACRO_PART.search(part) for part in parts):
                raise AttachmentRefused.of("web.file.macro", place=name)
            if extension in _MAIN_PART:
                fits = _MAIN_PART[extension] in parts and "[Content_Types].xml" in parts
            else:
                with package.open("mimetype") as mimetype:
                    fits = mimetype.read(200).decode("ascii", "replace").strip() == MEDIA_TYPES[extension]
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as why:
        raise AttachmentRefused.of("web.file.other", place=name, extension=extension) from why
    if not fits:
        raise AttachmentRefused.of("web.file.other", place=name, extension=extension)


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in start


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    while chunk := content.read(_CHUNK):
        yield chunk
