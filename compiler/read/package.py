"""A zip of XML parts (Office Open XML) opened without trust: sizes first, then parts one by one.

A password or a bomb is refused before anything is unpacked.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from compiler.errors import DamagedDocument, EncryptedDocument, TooLarge
from compiler.read.xml import Element, attribute, local, parse

MAX_UNPACKED = 200 * 2**20
"""Bytes of all parts, pictures too. A scanned plan with 100 photographs stays below."""
MAX_XML = 16 * 2**20
"""Bytes of one XML part. A plan of 100 pages has about one million; lxml takes ten times the bytes."""
MAX_RATIO = 250
RATIO_FROM = 2 * 2**20
"""Unpacked to packed, judged from this size on. Real document.xml: 8 to 40; zeros: 1,000."""
MAX_PARTS = 5_000
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, UnicodeDecodeError, ValueError,
    OverflowError, KeyError, IndexError, OSError,
)  # fmt: skip
"""What zipfile raises on bytes that are no zip (measured with mutated files)."""


class Package:
    """The parts of an Office Open XML file, called `place` in errors.

    Raises EncryptedDocument, TooLarge, DamagedDocument.
    """

    def __init__(self, file: Path | BinaryIO, place: str) -> None:
        self.place = place
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as fault:
            raise DamagedDocument.of("read.damaged.zip", place=self.place) from fault
        entries = self._zip.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedDocument.of("read.encrypted.zip", place=self.place)
        self._weigh(entries)
        self.weight = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
        self.names = frozenset(entry.filename for entry in entries)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def xml(self, name: str) -> Element:
        """The root element of part `name`."""
        return parse(self.content(name), f"{self.place}:{name}", name)

    def content(self, name: str) -> bytes:
        """The bytes of part `name`, MAX_XML of them at most. Raises TooLarge."""
        try:
            # never more than the directory admits: ``ZipFile.read`` unpacks all before it looks
            with self._zip.open(name) as part:
                content = part.read(min(MAX_XML, self._zip.getinfo(name).file_size) + 1)
        except BROKEN as fault:
            raise DamagedDocument.of("read.damaged.part", place=f"{self.place}:{name}", part=name) from fault
        except RuntimeError as fault:  # zipfile's answer to a password that the directory did not admit
            raise EncryptedDocument.of("read.encrypted.zip", place=self.place) from fault
        if len(content) > MAX_XML:
            raise _swollen(f"{self.place}:{name}", len(content), MAX_XML)
        return content

    def related(self, part: str) -> dict[str, str]:
        """The parts that `part` points at, by the last word of the relation ("numbering", "styles")."""
        found: dict[str, str] = {}
        for _, kind, name in self._relations(part):
            found.setdefault(kind, name)
        return found

    def chunks(self, part: str) -> dict[str, str]:
        """The files that `part` takes in whole, by the key of the relation."""
        return {key: name for key, kind, name in self._relations(part) if kind == "aFChunk"}

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Key, kind and part of each relation to a part that is there."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        for entry in self.xml(rels) if rels in self.names else ():
            if local(entry) != "Relationship" or attribute(entry, "TargetMode") == "External":
                continue
            kind = (attribute(entry, "Type") or "").rpartition("/")[2]
            target = attribute(entry, "Target") or ""
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if name in self.names:
                yield attribute(entry, "Id") or "", kind, name

    def _weigh(self, entries: list[zipfile.ZipInfo]) -> None:
        total = sum(entry.file_size for entry in entries)
        if total > MAX_UNPACKED or len(entries) > MAX_PARTS:
            raise _swollen(self.place, total, MAX_UNPACKED)
        for entry in entries:
            xml = entry.filename.endswith((".xml", ".rels"))
            swollen = entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
            if swollen or (xml and entry.file_size > MAX_XML):
                limit = MAX_XML if xml else MAX_UNPACKED
                raise _swollen(f"{self.place}:{entry.filename}", entry.file_size, limit)


class Allowance:
    """Bytes of XML and pages that the files in a document may have in all: each alone may be as large as the document."""

    def __init__(self, size: int = MAX_XML) -> None:
        self._left = size

    def take(self, size: int, place: str) -> None:
        """Raises TooLarge where `size` is more than is left."""
        self._left -= size
        if self._left < 0:
            raise _swollen(place, MAX_XML - self._left, MAX_XML)


def _swollen(place: str, size: int, limit: int) -> TooLarge:
    return TooLarge.of("read.large.unpacked", place=place, size=size // 2**20, limit=limit // 2**20)
