"""What a compilation yields: the plan's head, responsibilities, edges, regime and diagnostics.

The JSON of :class:`Compiled` is the contract of ``dondoc compile --format json``. Offsets
count characters of the decoded text with universal newlines, end exclusive.
"""

from __future__ import annotations

import re
from datetime import date, time
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_DAILY = re.compile(r"\bdaily(?::\d\d:\d\d)?")


class Role(StrEnum):
    """What a holder does in a plan; one duty may carry several (DESIGN, "The words")."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    COOPERATE = "cooperate"
    ADVISE = "advise"
    GUIDE = "guide"
    FUND = "fund"
    PUBLICISE = "publicise"
    EXECUTE = "execute"
    REPORT = "report"
    CONSOLIDATE = "consolidate"


class DocumentClass(StrEnum):
    """What kind of text was read; only plan and decision carry a full duty section."""

    PLAN = "plan"
    DECISION = "decision"
    DIRECTIVE = "directive"
    LETTER = "letter"
    NOTICE = "notice"
    REGULATION = "regulation"
    GUIDANCE = "guidance"
    RESOLUTION = "resolution"
    NEWS = "news"


class Level(StrEnum):
    """Level of an authority; the district ended on 30 June 2025 (DOMAIN 6.2)."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Severity(StrEnum):
    """How much a diagnostic weighs: error and question stop a launch."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    INFO = "info"


class EdgeKind(StrEnum):
    """How two responsibilities (or holders) bear on each other."""

    LEADS = "leads"
    COOPERATES = "cooperates"
    GUIDES = "guides"
    FUNDS = "funds"
    REPORTS_TO = "reports_to"
    CONSOLIDATES = "consolidates"
    ESCALATES_TO = "escalates_to"


Basis = Literal["stated", "assumed", "decided"]
"""stated: the text says it; assumed: a pattern or regime proposes it; decided: a person settled it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Span(_Part):
    """A stretch of the decoded text: ``text[start:end]``."""

    start: int
    end: int


class Cite(_Part):
    """An act that the text names; ``relation`` says what for."""

    number: str
    issued_on: date | None = None
    issuer: str | None = None
    subject: str | None = None
    relation: Literal["parent", "legal base", "amended", "content", "unknown"] = "unknown"


class PlanHead(_Part):
    """The document's own particulars; a field that the text does not give is None."""

    cls: DocumentClass = Field(alias="class")
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    level: Level | None = None
    province: str | None = None
    issued_on: date | None = None
    year: int | None = None
    title: str | None = None
    cites: list[Cite] = []


class Due(_Part):
    """When a duty is due: the verbatim phrase and a rule of the closed list in corpus/GUIDE."""

    text: str
    rule: str


class Responsibility(_Part):
    """One duty of one holder (an agency, several in one heading, or a class of agencies as written)."""

    id: str
    holder: str
    group: bool = False
    requested: bool = False
    text: str
    roles: list[Role]
    with_: list[str] = Field(default=[], alias="with")
    reports_to: list[str] = []
    due: Due | None = None
    products: list[str] = []
    basis: Basis = "stated"
    reason: str | None = None
    exception_channel: bool = False
    source: Span | None = None


class Edge(_Part):
    """A typed edge; ends are responsibility ids ("R3") or holders as written."""

    kind: EdgeKind
    source: str
    target: str
    basis: Basis = "stated"


Label = Literal["định kỳ", "chuyên đề", "đột xuất"]
"""How a request for reports is founded (Nghị định 09/2019/NĐ-CP, Điều 4): only a normative act founds the first."""


class Period(_Part):
    """One round to come: data window (inclusive dates), when contributors and the coordinator are due.

    ``levels``: a level below that is due on a day of its own, before those who put its reports together.
    ``due_time``: a clock time in Vietnam, where the text gives one; else the end of the office day.
    ``holders`` narrows a round to some: numbers of duties, or holders as written; empty: it asks everybody.
    """

    key: str
    name: str
    window_from: date
    window_to: date
    due: date
    consolidated_due: date | None = None
    label: Label | None = None
    due_time: time | None = None
    levels: dict[Literal["district", "commune"], date] = {}
    holders: list[str] = []


class Event(_Part):
    """A report that is owed ``within`` days (``unit`` "wd": working days) after something happens.

    No round is there until the day is known; ``duties`` are the ids of those that report.
    """

    key: str
    name: str
    after: str
    within: int = Field(ge=0)
    unit: Literal["d", "wd"] = "wd"
    duties: list[str] = []


class RegimeProposal(_Part):
    """Which periods are reported. ``preset`` names a regime in config/regimes.yaml, or "custom"."""

    preset: str | None = None
    periods: list[Period] = []
    events: list[Event] = []
    basis: Basis = "assumed"
    reason: str | None = None


class Proposal(_Part):
    """A proposed answer: the plan-file path it sets ("responsibilities.R3.due"), the value, the reason."""

    path: str
    value: object
    reason: str


class Diagnostic(_Part):
    """One finding, like a good compiler's: stable code, place, what is unclear, what to do."""

    code: str
    severity: Severity
    message: str
    source: Span | None = None
    line: int | None = None
    column: int | None = None
    quote: str | None = None
    about: str | None = None
    remedy: str | None = None
    proposal: Proposal | None = None
    drafts: list[dict[str, Any]] = Field(default=[], exclude=True)
    """The duties, as plain values, that the passage becomes once somebody is named; not part of the JSON contract."""


class Compiled(_Part):
    """Everything that one document yields."""

    plan: PlanHead
    responsibilities: list[Responsibility] = []
    edges: list[Edge] = []
    regime: RegimeProposal | None = None
    coordinator: str | None = None
    diagnostics: list[Diagnostic] = []
    text: str | None = Field(default=None, exclude=True)
    """The decoded text that offsets count in; not part of the JSON contract."""

    def contract(self) -> str:
        """The JSON contract. Its closed list of due rules has no day's report by the clock: there it is ``continuous``."""
        duties = [
            duty.model_copy(update={"due": Due(text=duty.due.text, rule=_DAILY.sub("continuous", duty.due.rule))})
            if duty.due
            else duty
            for duty in self.responsibilities
        ]
        return self.model_copy(update={"responsibilities": duties}).model_dump_json(by_alias=True, indent=1)
