"""What stands on the cards of a drawing: each holder with its duties, and who reports to whom.

Words only, wrapped to the width of their card; where a card stands is the drawing's affair (compiler/show/drawing).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compiler.result import Edge, EdgeKind, Level, Responsibility, Role
from compiler.show import drawing_parts as parts
from compiler.show.drawing_parts import Lines
from compiler.show.lanes import lane_of
from compiler.show.rule import day_said, period_said
from config.wording import say

WIDTH = 1280
MARGIN, TRUNK, GAP = 24, 52, 16
PAD = 10
DUTIES_SHOWN = 6
MORE_LINES = 8
"""Lines in which the duties beyond those shown are listed: some fifty numbers on a narrow card."""


@dataclass
class Card:
    """One holder: its duties as rows of (id, roles, lines of text, marks).

    ``more``: the duties for which there is no row, by number and deadline; ``hidden``: their words, for the tooltip.
    """

    holder: str
    lane: str
    width: float
    name: Lines
    rows: list[Row]
    more: Lines
    hidden: str
    status: str | None
    note: str | None
    requested: bool

    @property
    def height(self) -> float:
        """As high as its lines need."""
        head = PAD + self.name.height + (16 if self.status or self.note else 0) + 6
        body = sum(row.height for row in self.rows)
        return head + body + (self.more.height + 4 if self.more.lines else 0) + PAD


@dataclass(frozen=True)
class Row:
    """One duty of a card."""

    id: str
    roles: tuple[Role, ...]
    text: Lines
    full: str
    due: str
    route: str
    marks: tuple[str, ...]
    asked: bool
    status: str | None

    @property
    def height(self) -> float:
        """Shapes and id on the first line, the words below."""
        return 18 + self.text.height + 17 * bool(self.due) + 14 * bool(self.route) + 6


@dataclass(frozen=True)
class Routes:
    """Who reports to the coordinator (holder -> assumed) and whom the coordinator reports to."""

    upward: Mapping[str, bool]
    onward: tuple[str, ...]


def cards_of(
    duties: Sequence[Responsibility],
    coordinator: str | None,
    status: Mapping[str, str],
    notes: Mapping[str, str],
    marked: Collection[str],
    level: Level,
) -> list[Card]:
    """A card for each holder in the order of the duties, the coordinator's twice as wide."""
    held: dict[str, list[Responsibility]] = {}
    for duty in duties:
        held.setdefault(duty.holder, []).append(duty)
    if coordinator and coordinator not in held:
        held[coordinator] = []
    columns = 3 if len(held) <= 12 else 4
    narrow = (WIDTH - 2 * MARGIN - TRUNK - GAP * (columns - 1)) / columns
    cards = []
    for holder, own in held.items():
        chief = holder == coordinator
        width = narrow * 2 + GAP if chief else narrow
        shown = own if len(own) <= DUTIES_SHOWN else own[: DUTIES_SHOWN - 1]
        requested = bool(own) and all(duty.requested for duty in own)
        cards.append(
            Card(
                holder=holder,
                lane="requested" if requested else lane_of(holder, level, group=any(duty.group for duty in own)),
                width=width,
                name=parts.wrap(holder, width - 2 * PAD - 4, size=14, bold=True, most=4),
                rows=[_row(duty, width, coordinator, status, marked) for duty in shown],
                more=_more(own[len(shown) :], width),
                hidden="\n".join(" ".join(filter(None, (_numbered(duty), duty.text))) for duty in own[len(shown) :]),
                status=status.get(holder),
                note=notes.get(holder),
                requested=requested,
            )
        )
    return cards


def _row(
    duty: Responsibility, width: float, coordinator: str | None, status: Mapping[str, str], marked: Collection[str]
) -> Row:
    elsewhere = [name for name in duty.reports_to if name != coordinator]
    route = say("draw.route", names="; ".join(elsewhere)) if elsewhere else ""
    day, period = _when(duty)
    due = " · ".join(
        filter(None, (say("draw.due", day=day) if day else "", say("draw.period", period=period) if period else ""))
    )
    room = width - 2 * PAD - 4
    return Row(
        id=duty.id,
        roles=tuple(duty.roles),
        text=parts.wrap(duty.text, room, size=12, most=2),
        full=duty.text,
        due=parts.wrap(due, room, size=11, bold=True, most=1).first,
        route=parts.wrap(route, room, size=11, most=1).first,
        marks=_marks(duty),
        asked=duty.id in marked,
        status=status.get(duty.id),
    )


def _more(hidden: Sequence[Responsibility], width: float) -> Lines:
    """The duties that have no row: how many, and each by its number with its deadline, as far as MORE_LINES go."""
    listed = ", ".join(map(_numbered, hidden))
    said = say("draw.more", count=len(hidden), listed=listed) if hidden else ""
    return parts.wrap(said, width - 2 * PAD - 4, size=11, most=MORE_LINES)


def _numbered(duty: Responsibility) -> str:
    day = ", ".join(filter(None, _when(duty)))
    return say("draw.more.due", id=duty.id, day=day) if day else duty.id


def _when(duty: Responsibility) -> tuple[str, str]:
    """The days and the periods of a duty's deadline; empty where it has none."""
    return (day_said(duty.due.rule, duty.due.text), period_said(duty.due.rule, duty.due.text)) if duty.due else ("", "")


def _marks(duty: Responsibility) -> tuple[str, ...]:
    marks = [say("draw.assumed")] if duty.basis == "assumed" else []
    return (*marks, *([say("draw.on_difficulty")] if duty.exception_channel else []))


def routes_of(duties: Sequence[Responsibility], edges: Iterable[Edge], coordinator: str | None) -> Routes:
    """The reporting routes to and from the coordinator; a duty to report on difficulty only is none."""
    holder_of = {duty.id: duty.holder for duty in duties}
    upward: dict[str, bool] = {}
    onward: dict[str, None] = {}
    if coordinator is None:
        return Routes({}, ())

    def note(source: str, target: str, assumed: bool) -> None:
        if target == coordinator and source != coordinator:
            upward[source] = upward.get(source, True) and assumed
        elif source == coordinator and target != coordinator:
            onward[target] = None

    for duty in duties:
        for target in duty.reports_to:
            if not duty.exception_channel:
                note(duty.holder, target, duty.basis == "assumed")
    on_difficulty = {duty.id for duty in duties if duty.exception_channel}
    for edge in edges:
        if {edge.source, edge.target} & on_difficulty:
            continue
        ends = (holder_of.get(edge.source, edge.source), holder_of.get(edge.target, edge.target))
        if edge.kind is EdgeKind.REPORTS_TO:
            note(*ends, edge.basis == "assumed")
        elif edge.kind is EdgeKind.CONSOLIDATES:
            note(ends[1], ends[0], edge.basis == "assumed")
    return Routes(upward, tuple(onward))
