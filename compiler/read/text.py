"""Bytes of a text file to text.

Proper UTF-8 comes back exactly as ``Path.read_text("utf-8")`` gives it, byte order mark and all:
places in it are told by those offsets. Everything else is told by its byte order mark or by
whether its words are Vietnamese.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from functools import partial

from compiler.errors import NotADocument, WrongEncoding
from compiler.read.legacy import ENOUGH, SAMPLE, SURE, from_tcvn3, from_vni, repaired, vietnamese_share

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BROKEN_LETTERS = 20
NULS = 0.05
"""Share of NUL bytes from which a file is no text of one byte a letter."""


def decode(content: bytes, place: str, declared: str | None = None) -> str:
    """The text of `content`, newlines as ``\\n``. `declared` is what a page says of its own encoding.

    Raises NotADocument (bytes that are no text), WrongEncoding (text that cannot be read with certainty).
    """
    text = _decoded(content, place, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, place: str, declared: str | None) -> str:
    for mark, name in MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name)
            except UnicodeDecodeError as fault:
                raise WrongEncoding.of("read.encoding.broken", place=f"{place}:{fault.start}", name=name) from fault
    if content.count(0) > NULS * len(content):
        return _unmarked_utf16(content, place)
    try:
        return repaired(content.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return _old(content, place, fault, declared)


_REFERENCE = re.compile(rb"&#(?:7[6-9]\d\d|27[23]|259|258|432|417|x1[eE][\da-fA-F]{2});")
"""A letter that Word could not write in the page's own encoding (windows-1252) and wrote by number: then what it
says of that encoding is true, and windows-1258 would turn "xã" to "xă" (measured)."""


def _unmarked_utf16(content: bytes, place: str) -> str:
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = content[: len(content) // 2 * 2].decode(name)
        except UnicodeDecodeError:
            continue
        share, words = vietnamese_share(text[:SAMPLE])
        if words >= ENOUGH and share >= SURE:
            return text
    raise NotADocument.of("read.not.binary", place=place)


def _old(content: bytes, place: str, fault: UnicodeDecodeError, declared: str | None) -> str:
    """The reading among the old encodings whose words are Vietnamese."""
    if (
        declared
        and len(_REFERENCE.findall(content[: 20 * SAMPLE])) >= ENOUGH
        and (page := _as_declared(content, declared))
    ):
        return page
    best, known = (0.0, ""), ""
    for name, read in _READINGS:
        share, words = vietnamese_share(read(content[:SAMPLE]))
        if words >= ENOUGH and share >= SURE:
            return unicodedata.normalize("NFC", read(content))
        if words and share > best[0]:
            best, known = (share, name), name
    if declared and (page := _as_declared(content, declared)) is not None:
        return page
    where = f"{place}:{content.count(10, 0, fault.start) + 1}"
    if fault.start > 64 and vietnamese_share(content[: fault.start].decode("utf-8")[-SAMPLE:])[0] >= SURE:
        raise WrongEncoding.of("read.encoding.mixed", place=where, byte=fault.start)
    if _looks_binary(content):
        raise NotADocument.of("read.not.binary", place=place)
    raise WrongEncoding.of("read.encoding.unknown", place=where, likely=known or "windows-1252", byte=fault.start)


def _as_declared(content: bytes, declared: str) -> str | None:
    """A page as a browser reads it: by its own word, a few broken letters shown as such.

    Portals cut their summaries in the middle of a letter; the rest of the page is sound (measured).
    """
    try:
        text = content.decode(declared, "replace")
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return text if text.count("\ufffd") <= BROKEN_LETTERS else None


def _looks_binary(content: bytes) -> bool:
    sample = content[:SAMPLE]
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample)
    return odd > len(sample) // 50


def _western(content: bytes) -> str:
    return content.decode("cp1252", "replace")


def _vietnamese_windows(content: bytes) -> str:
    return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))


def _through(convert: Callable[[str], str], content: bytes) -> str:
    # TCVN3 and VNI have letters where windows-1252 leaves holes; latin-1 has none
    return convert(content.decode("latin-1"))


_READINGS: tuple[tuple[str, Callable[[bytes], str]], ...] = (
    ("windows-1258", _vietnamese_windows),
    ("TCVN3 (ABC)", partial(_through, from_tcvn3)),
    ("VNI", partial(_through, from_vni)),
    ("windows-1252", _western),
)
