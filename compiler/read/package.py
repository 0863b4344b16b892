"""A zip of XML parts (Office Open XML) opened without trust: sizes first, then parts one by one.

A password or a bomb is refused before anything is unpacked.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from pathlib import Path

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
    """The parts of an Office Open XML file at `path`, called `place` in errors.

    Raises EncryptedDocument, TooLarge, DamagedDocument.
    """

    def __init__(self, path: Path, place: str) -> None:
        self.place = place
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN as fault:
            raise DamagedDocument.of("read.damaged.zip", place=self.place) from fault
        entries = self._zip.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedDocument.of("read.encrypted.zip", place=self.place)
        self._weigh(entries)
        self.names = frozenset(entry.filename for entry in entries)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def xml(self, name: str) -> Element:
        """The root element of part `name`."""
        try:
            content = self._zip.read(name)
        except BROKEN as fault:
            raise DamagedDocument.of("read.damaged.part", place=f"{self.place}:{name}", part=name) from fault
        except RuntimeError as fault:  # zipfile's answer to a password that the directory did not admit
            raise EncryptedDocument.of("read.encrypted.zip", place=self.place) from fault
        return parse(content, f"{self.place}:{name}", name)

    def related(self, part: str) -> dict[str, str]:
        """The parts that `part` points at, by the last word of the relation ("numbering", "styles")."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, str] = {}
        if rels not in self.names:
            return found
        for entry in self.xml(rels):
            if local(entry) != "Relationship" or attribute(entry, "TargetMode") == "External":
                continue
            kind = (attribute(entry, "Type") or "").rpartition("/")[2]
            target = attribute(entry, "Target") or ""
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if name in self.names:
                found.setdefault(kind, name)
        return found

    def _weigh(self, entries: list[zipfile.ZipInfo]) -> None:
        total = sum(entry.file_size for entry in entries)
        if total > MAX_UNPACKED or len(entries) > MAX_PARTS:
            raise TooLarge.of("read.large.unpacked", place=self.place, size=total // 2**20, limit=MAX_UNPACKED // 2**20)
        for entry in entries:
            xml = entry.filename.endswith((".xml", ".rels"))
            swollen = entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
            if swollen or (xml and entry.file_size > MAX_XML):
                limit = MAX_XML if xml else MAX_UNPACKED
                raise TooLarge.of(
                    "read.large.unpacked",
                    place=f"{self.place}:{entry.filename}",
                    size=entry.file_size // 2**20,
                    limit=limit // 2**20,
                )
