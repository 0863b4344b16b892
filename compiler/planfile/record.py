"""What the compiler wrote into a plan file, kept in the file: so that a later document tells a person's edits from it.

The document of a plan may be gone when its correction arrives, and the file is edited freely in between. The record is
packed and of no meaning to a reader on purpose: a replacement over the whole file ("Sở A" -> "Sở B") does not reach it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import Any

from pydantic import BaseModel, ConfigDict

from compiler.result import Edge, PlanHead, RegimeProposal, Responsibility

LINE = 100
"""Characters of the packed record on one line of the file."""
LARGEST = 32_000_000
"""Bytes that a record may unpack to; a plan of a thousand duties takes about one million."""


class RecordError(ValueError):
    """The record is cut or was edited: what the compiler wrote cannot be told any more."""


class Written(BaseModel):
    """What the compiler wrote. ``questions`` and ``notes`` are marks: see :func:`mark`; duties carry no source."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    plan: PlanHead
    coordinator: str | None = None
    regime: RegimeProposal | None = None
    responsibilities: list[Responsibility] = []
    edges: list[Edge] = []
    questions: list[str] = []
    notes: list[str] = []
    decided: list[Edge] = []
    """Edges that decisions wrote into the file since, as the duties implied them then."""
    length: int | None = None
    """Characters of the document's text, in which the sources of duties count."""


def pack(written: Written) -> str:
    """The record as the file holds it, in lines of :data:`LINE` characters."""
    bare = written.model_copy(
        update={"responsibilities": [duty.model_copy(update={"source": None}) for duty in written.responsibilities]}
    )
    said = json.dumps(bare.model_dump(mode="json", by_alias=True, exclude_defaults=True), ensure_ascii=False)
    packed = base64.b64encode(zlib.compress(said.encode("utf-8", "surrogatepass"), 9)).decode()
    return "\n".join(packed[at : at + LINE] for at in range(0, len(packed), LINE)) + "\n"


def unpack(record: str) -> Written:
    """The record that :func:`pack` wrote. Raises RecordError where a character of it is not as it was."""
    try:
        reader = zlib.decompressobj()
        said = reader.decompress(base64.b64decode("".join(record.split()), validate=True), LARGEST)
        if not reader.eof:
            raise RecordError("cut off")
        return Written.model_validate(json.loads(said.decode("utf-8", "surrogatepass")))
    except (ValueError, zlib.error) as fault:  # of base64, the letters, JSON or the model: each is a ValueError
        raise RecordError(str(fault)) from fault


def mark(*said: object) -> str:
    """Eight hexadecimal digits that tell a question or a note from others: its code and words, not its place."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "replace")).hexdigest()[:8]


def plain_of(part: BaseModel) -> dict[str, Any]:
    """A part of the plan as plain values under the file's own names."""
    return part.model_dump(by_alias=True)
