"""The responsibility graph as one SVG picture that a director can read.

Lanes by level, a card for each holder, a coloured shape for each role, the reporting routes gathered
on a trunk that ends at the coordinator, and a mark on what is assumed or asked. Laid out by hand: a
general graph layout draws sixty crossing arrows where an office sees one route.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from compiler.result import Edge, Level, Responsibility, Role
from compiler.show import drawing_parts as parts
from compiler.show.cards import GAP, MARGIN, PAD, TRUNK, WIDTH, Card, Routes, cards_of, routes_of
from compiler.show.lanes import LANES
from config.wording import say

LANE_HEAD = 30
BUS = 22
"""Height of the free strip above a row of cards, in which its reporting line runs."""


def draw_graph(
    responsibilities: Sequence[Responsibility],
    edges: Iterable[Edge] = (),
    *,
    coordinator: str | None = None,
    title: str = "",
    subtitle: str = "",
    level: Level | None = None,
    status: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    questions: Collection[str] = (),
) -> str:
    """An SVG document of the duties by holder, WIDTH units wide and as high as it needs to be.

    `level` is the issuer's: that of the holders whose names say none. `status` colours holders or duty ids: on_time, late, waiting, overdue, returned, missing, unanswered, cancelled.
    `notes` gives a holder a short line ("12/18 đã gửi"). `questions` are paths or duty ids that a
    question is open about. Nothing in it loads from elsewhere, so that it can stand in an <img>.
    """
    marked = {path.split(".")[1] if path.startswith("responsibilities.") else path for path in questions}
    cards = cards_of(responsibilities, coordinator, status or {}, notes or {}, marked, level or Level.PROVINCE)
    routes = routes_of(responsibilities, edges, coordinator)
    picture = _Picture()
    picture.heading(title, subtitle)
    chief = next((card for card in cards if card.holder == coordinator), None)
    picture.top(_recipients(chief, routes), chief)
    for lane in LANES:
        held = [card for card in cards if card.lane == lane and card is not chief]
        if held:
            picture.lane(lane, held, routes)
    picture.trunk_up(chief)
    asked = bool(marked & {duty.id for duty in responsibilities})
    picture.legend(responsibilities, set((status or {}).values()), asked)
    return picture.svg(title or say("draw.title"))


def _recipients(chief: Card | None, routes: Routes) -> tuple[str, ...]:
    return routes.onward[:3] if chief else ()


@dataclass
class _Picture:
    """SVG under construction, in three layers, and how far down it reaches; where reporting lines join the trunk."""

    bands: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    y: float = MARGIN
    joints: list[tuple[float, bool]] = field(default_factory=list)
    chief_at: tuple[float, float] | None = None

    def heading(self, title: str, subtitle: str) -> None:
        """Title and subtitle."""
        for text, size, bold in ((title, 20.0, True), (subtitle, 14.0, False)):
            if text:
                lines = parts.wrap(text, WIDTH - 2 * MARGIN, size=size, bold=bold, most=2)
                self.body.append(lines.svg(MARGIN, self.y))
                self.y += lines.height + 4
        self.y += 8 if title else 0

    def top(self, recipients: Sequence[str], chief: Card | None) -> None:
        """Whom the coordinator reports to, then the coordinator."""
        if chief is None:
            return
        left = MARGIN + TRUNK
        if recipients:
            high = LANE_HEAD + 40 + BUS
            self._band(say("draw.lane.recipients"), high)
            x: float = left
            top = self.y + LANE_HEAD - 2
            for name in recipients:
                wide = min(360.0, max(180.0, parts.width(name, 14, True) + 32))
                self.body.append(parts.plate(x, top, wide, 40, name))
                start = self.y + high + LANE_HEAD + 6
                # The coordinator's card is wider than the plates: each route leaves it straight upwards.
                at = min(x + wide - 40, left + chief.width - 40)
                self.lines.append(parts.line([(at, start), (at, top + 40)], arrow=True))
                x += wide + GAP
            self.y += high
        self._band(say("draw.lane.coordinator"), LANE_HEAD + chief.height + GAP)
        self.y += LANE_HEAD
        self._card(chief, left, self.y + 6)
        self.chief_at = (left, self.y + 6 + 24)
        self.y += chief.height + GAP

    def lane(self, lane: str, cards: list[Card], routes: Routes) -> None:
        """One level: its cards in rows, each row under its reporting line."""
        rows = _rows(cards)
        height = LANE_HEAD + sum(BUS + max(card.height for card in row) for row in rows) + GAP
        self._band(say(f"draw.lane.{lane}"), height)
        self.y += LANE_HEAD - 10
        for row in rows:
            self._bus(row, routes)
            x: float = MARGIN + TRUNK
            for card in row:
                self._card(card, x, self.y + BUS)
                x += card.width + GAP
            self.y += BUS + max(card.height for card in row)
        self.y += GAP + 10

    def trunk_up(self, chief: Card | None) -> None:
        """The trunk in the left margin, from the lowest joint to the coordinator."""
        if chief is None or self.chief_at is None or not self.joints:
            return
        x, (left, y) = MARGIN + TRUNK / 2, self.chief_at
        lowest = max(at for at, _ in self.joints)
        assumed = all(each for _, each in self.joints)
        self.lines.append(parts.line([(x, lowest), (x, y), (left, y)], dashed=assumed, arrow=True))

    def legend(self, duties: Sequence[Responsibility], statuses: set[str], asked: bool) -> None:
        """What the shapes, lines and colours that occur mean."""
        entries = [parts.legend_role(role) for role in Role if any(role in duty.roles for duty in duties)]
        entries.append(parts.legend_line(say("draw.legend.reports"), dashed=False))
        if any(duty.basis == "assumed" for duty in duties):
            entries.append(parts.legend_line(say("draw.legend.assumed"), dashed=True))
        if asked:
            entries.append(parts.legend_question(say("draw.legend.question")))
        entries += [parts.legend_status(each) for each in parts.STATUS if each in statuses]
        x, y = float(MARGIN), self.y + 26
        self.body.append(parts.text(MARGIN, self.y + 14, say("draw.legend"), 12, bold=True))
        for svg, width in entries:
            if x + width > WIDTH - MARGIN:
                x, y = MARGIN, y + 24
            self.body.append(f'<g transform="translate({x:.0f} {y:.0f})">{svg}</g>')
            x += width + 18
        self.y = y + 30

    def svg(self, title: str) -> str:
        """The document."""
        return parts.document(WIDTH, self.y + MARGIN, title, [*self.bands, *self.lines, *self.body])

    def _band(self, name: str, height: float) -> None:
        left = MARGIN + TRUNK - 8  # right of the trunk, which would cut each band's edges
        self.bands.append(parts.band(left, self.y, WIDTH - MARGIN / 2 - left, height - 4, MARGIN + TRUNK, name))

    def _bus(self, row: list[Card], routes: Routes) -> None:
        """The reporting line above a row, with a stub to each card that reports to the coordinator."""
        stubs = []
        x: float = MARGIN + TRUNK
        for card in row:
            if card.holder in routes.upward:
                stubs.append((x + 28, routes.upward[card.holder]))
            x += card.width + GAP
        if not stubs or self.chief_at is None:
            return
        y = self.y + BUS / 2
        assumed = all(each for _, each in stubs)
        self.lines.append(parts.line([(stubs[-1][0], y), (MARGIN + TRUNK / 2, y)], dashed=assumed))
        for at, each in stubs:
            self.lines.append(parts.line([(at, self.y + BUS), (at, y)], dashed=each))
        self.joints.append((y, assumed))

    def _card(self, card: Card, x: float, y: float) -> None:
        draw = [parts.box(0, 0, card.width, card.height, card.status, dashed=card.requested)]
        at: float = PAD
        draw.append(card.name.svg(PAD + 4, at))
        at += card.name.height
        if card.status or card.note:
            chip = parts.status_name(card.status) if card.status else ""
            draw.append(parts.text(PAD + 4, at + 11, " · ".join(filter(None, (chip, card.note))), 11))
            at += 16
        at += 6
        for row in card.rows:
            draw.append(parts.rule(PAD, at - 3, card.width - 2 * PAD))
            right = float(PAD + 4)
            for role in row.roles:
                draw.append(parts.shape(role, right + 6, at + 8))
                right += 17
            draw.append(parts.text(right + 4, at + 12, row.id, 11, bold=True))
            right += 8 + parts.width(row.id, 11, True)
            for mark in row.marks:
                draw.append(parts.tag(right + 4, at + 1, mark))
                right += parts.width(mark, 10) + 16
            if row.asked:
                draw.append(parts.question(card.width - PAD - 8, at + 8))
            if row.status:
                draw.append(parts.dot(card.width - PAD - 26, at + 8, row.status))
            draw.append(f"<g><title>{parts.escape(row.full)}</title>{row.text.svg(PAD + 4, at + 18)}</g>")
            below = at + 18 + row.text.height + 10
            if row.due:
                draw.append(parts.text(PAD + 4, below + 3, row.due, 11, bold=True))
                below += 17
            if row.route:
                draw.append(parts.text(PAD + 4, below, row.route, 11, colour=parts.MUTED))
            at += row.height
        if card.more.lines:
            draw.append(f"<g><title>{parts.escape(card.hidden)}</title>{card.more.svg(PAD + 4, at)}</g>")
        self.body.append(f'<g transform="translate({x:.1f} {y:.1f})">{"".join(draw)}</g>')


def _rows(cards: list[Card]) -> list[list[Card]]:
    rows: list[list[Card]] = []
    room = 0.0
    for card in cards:
        if not rows or room < card.width:
            rows.append([])
            room = WIDTH - 2 * MARGIN - TRUNK + 0.5
        rows[-1].append(card)
        room -= card.width + GAP
    return rows
