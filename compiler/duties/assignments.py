"""What a walk through a document finds: duties with their place, and statements that need a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from compiler.duties.besides import Besides, told_besides
from compiler.duties.records import Record
from compiler.text.blocks import Block
from compiler.text.manuscript import same_tone
from compiler.when.due import FoundDue


@dataclass
class Duty:
    """One duty before its roles, partners and due are read. ``block.text[start:end]`` is its text."""

    holder: str
    block: Block
    start: int
    end: int
    requested: bool = False
    exception_channel: bool = False
    record: Record | None = None
    implied: str = ""
    """Text of an introducing item whose verbs also hold ("Chỉ đạo các ngân hàng …:")."""
    due: FoundDue | None = None

    shared: bool = False
    """The other bodies that its words plainly tell have duties of their own."""

    stands_below: bool = False
    """An item under the heading of its holder."""

    partners: tuple[str, ...] = ()
    """Who cooperates by a field of its own below the item."""

    more: tuple[Block, ...] = ()
    """Blocks behind that go on with the duty: the executor's field that says the task in full, further sentences."""

    @property
    def text(self) -> str:
        """The duty's words, flat."""
        own = self.block.text[self.start : self.end]
        return " ".join([own, *(f"{one.marker} {one.text}".strip() for one in self.more)])

    @property
    def key(self) -> str:
        """`text` with one tone placement, same length."""
        return same_tone(self.text)

    @cached_property
    def besides(self) -> list[Besides]:
        """The stretches of its words that tell other bodies; none are others while nobody holds it."""
        if self.exception_channel or not self.holder:
            return []
        return told_besides(self.block.key, self.start, self.end, self.holder)

    @property
    def own_text(self) -> str:
        """`text` without what it plainly tells others, whose roles, partners and days are not its own: blank, so that
        what stands behind keeps its place, and cut off where nothing stands behind."""
        said, kept, done = self.text, list[str](), 0
        for one in self.besides:
            if one.plainly:
                at, end = one.start - self.start, one.end - self.start
                kept += [said[done:at], " " * (end - at)]
                done = end
        return "".join([*kept, said[done:]]).rstrip() if kept else said

    @property
    def own_key(self) -> str:
        """`own_text` with one tone placement, as long as that."""
        return same_tone(self.own_text)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, as offsets into the clean text."""
        start, end = self.block.place(self.start, self.end)
        return start, self.more[-1].place()[1] if self.more else end


@dataclass
class Statement:
    """Something that reads like an assignment and was not made a duty, with the reason why."""

    block: Block
    start: int
    end: int
    code: str
    holder: str = ""
    count: int = 1
    """How many statements of one kind it stands for, from here on."""
    listed: str = ""
    """Those statements, each by its first words."""
    told: list[Duty] = field(default_factory=list)
    """The duties that it becomes once somebody is named, where these are not just its own words."""

    @property
    def duties(self) -> list[Duty]:
        """What it becomes once somebody is named: each act of a list, else its own words."""
        return self.told or [Duty(self.holder, self.block, self.start, self.end)]


MOST_DUTIES = 1_500
"""Duties of one plan. A province's whole year of tasks has 833 (measured)."""


@dataclass
class Assignments:
    """All duties in reading order, and the statements that need a person."""

    duties: list[Duty] = field(default_factory=list)
    open: list[Statement] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """Blocks (by id) that head a holder's duties."""
    criteria: set[int] = field(default_factory=set)
    """Blocks (by id) of criteria and quotas."""
    covered: set[int] = field(default_factory=set)
    """Blocks (by id) whose words went into duties under or beside them: introductions, fields of a record."""
    assigning: set[int] = field(default_factory=set)
    """Blocks (by id) of the parts that assign, where what says an act is a duty or is asked about."""
    quoted: set[int] = field(default_factory=set)
    """Blocks (by id) of articles that the text quotes: where nobody is named in them nobody is asked for."""
    letter: bool = False
    """A letter, in which what says no act and demands nothing describes or argues."""
    issuer: str = ""
    """Who speaks in the document."""
    council: bool = False
    """A people's council gives tasks: what is said of the committee of its place tells it."""

    @property
    def too_many(self) -> bool:
        """There are more duties than a plan has: the walk goes no further, the document is refused."""
        return len(self.duties) > MOST_DUTIES
