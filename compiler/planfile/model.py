"""The plan file: what a coordinator reads, edits, decides on and launches.

It holds everything that a launch needs and every question that the text left, with who settled it
and why. Beside it in this folder: compiled (a compilation becomes one), read, write, decide (questions
are settled), against (a corrected document). What is open or wrong in one: compiler/asks/check.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PrivateAttr

from compiler.planfile import path as planfile_path
from compiler.result import (
    Edge,
    PlanHead,
    RegimeProposal,
    Responsibility,
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class SourceFile(_Part):
    """The document that was compiled: its name without folder, and the SHA-256 of its bytes in hexadecimal."""

    file: str
    sha256: str


class Amends(_Part):
    """The plan that this one was issued anew for, and what stands unchanged from it although its day lies before
    this plan's issue: `duties` (ids, not D220) and `rounds` (keys, not D210)."""

    number: str | None = None
    issued_on: date | None = None
    duties: list[str] = []
    rounds: list[str] = []


class Policy(_Part):
    """How the plan's words are taken. ``before_is_inclusive``: "trước ngày D" lets D itself pass (DOMAIN 3, trap 11).

    ``holders`` settles whom a holder as written means: its words -> keys of the directory.
    """

    before_is_inclusive: bool = True
    holders: dict[str, list[str]] = {}


class Note(_Part):
    """Something to look at that does not stop a launch: a sentence that was not compiled, a defect of the text.

    It is shown until a person deletes it or is on record as having decided on it. `draft` is the duty that its passage
    is once a person says so; `sets` the duty that an answer made of it.
    """

    code: str
    says: str
    remedy: str | None = None
    about: str | None = None
    at: str | None = Field(default=None, pattern=r"^\d+:\d+$")
    quote: str | None = None
    draft: dict[str, Any] | None = None
    sets: str | None = None
    answer: str | None = None
    decided_by: str | None = None
    decided_at: AwareDatetime | None = None
    why: str | None = None

    @property
    def answered(self) -> bool:
        """Whether a person is on record as having decided on it."""
        return self.decided_by is not None

    @property
    def ref(self) -> str:
        """How ``dondoc decide`` names it: its code and its place in the document, "D114:52:3"."""
        return f"{self.code}:{self.at}" if self.at else self.code


class Question(_Part):
    """One thing that the text leaves open, and how it was settled.

    `about` is the path in question, `sets` the path that an answer changes. `keep` says that the
    proposal already stands there with basis "assumed", so that accepting it changes no words.
    `draft` is a duty that only lacks its holder, which an answer names; `drafts` are those of a whole list. `mark` is a digest of the
    value at `sets` when the question was written: where it no longer agrees, somebody edited the
    field, which settles the question too.
    """

    id: str
    code: str
    asks: str
    remedy: str | None = None
    about: str | None = None
    sets: str | None = None
    at: str | None = Field(default=None, pattern=r"^\d+:\d+$")
    quote: str | None = None
    proposal: Any = None
    keep: bool = False
    draft: dict[str, Any] | None = None
    drafts: list[dict[str, Any]] = []
    reason: str | None = None
    answer: Any = None
    decided_by: str | None = None
    decided_at: AwareDatetime | None = None
    why: str | None = None
    mark: str | None = None

    @property
    def answered(self) -> bool:
        """Whether a person is on record as having settled it."""
        return self.decided_by is not None

    @property
    def places(self) -> list[str]:
        """The paths that an answer changes."""
        return [f"responsibilities.{draft['id']}" for draft in self.drafts] or ([self.sets] if self.sets else [])

    @property
    def proposes(self) -> bool:
        """Whether there is something to accept."""
        return self.keep or self.proposal is not None or self.code in REMOVALS


REMOVALS = frozenset({"D210", "D247", "D249", "D259"})
"""Questions whose proposal may be to take the thing out: the proposed value is null."""
CLASHES = frozenset({"D247", "D248", "D249", "D259"})
"""Questions of a corrected document about what a person edited by hand (compiler/planfile/against)."""


class PlanFile(_Part):
    """A plan file, with the text it was read from, so that what does not change keeps its words and comments."""

    version: Literal[1] = 1
    source: SourceFile
    plan: PlanHead
    amends: Amends | None = None
    coordinator: str | None = None
    policy: Policy = Policy()
    ladder: str = "macdinh"
    regime: RegimeProposal | None = None
    responsibilities: list[Responsibility] = []
    edges: list[Edge] = []
    questions: list[Question] = []
    notes: list[Note] = []
    compiled: str | None = None
    """What the compiler wrote, packed (compiler/planfile/record); None in files of versions that kept no record."""

    _text: str | None = PrivateAttr(default=None)
    _as_read: dict[str, Any] = PrivateAttr(default_factory=dict)
    _places: dict[str, tuple[int, int]] = PrivateAttr(default_factory=dict)
    _again: dict[str, list[int]] = PrivateAttr(default_factory=dict)

    def place(self, path: str) -> tuple[int, int] | None:
        """Line and column (from 1) of `path` in the file it was read from, or of the nearest part that is there."""
        path = planfile_path.full(path)
        while path:
            if path in self._places:
                return self._places[path]
            path = path.rpartition(".")[0]
        return None

    def lines(self, path: str) -> list[int]:
        """Every line (from 1) at which a part named `path` begins: several where parts share an id."""
        place = self._places.get(planfile_path.full(path))
        return self._again.get(planfile_path.full(path)) or ([place[0]] if place else [])

    def changed(self, **parts: Any) -> PlanFile:
        """A validated copy with some parts replaced; it keeps the text and its comments."""
        return self.replaced({**self.model_dump(by_alias=True), **parts})

    def replaced(self, plain: dict[str, Any]) -> PlanFile:
        """The plan file that `plain` describes, kept on this one's text. Raises pydantic's ValidationError."""
        other = PlanFile.model_validate(plain)
        other._text, other._as_read = self._text, self._as_read
        other._places, other._again = self._places, self._again
        return other


def digest(value: object) -> str:
    """Eight hexadecimal digits that change when `value` (plain JSON values) does."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:8]
