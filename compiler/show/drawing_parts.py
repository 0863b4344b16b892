"""Pieces of a drawing: text broken to a width, role shapes, boxes, lines, legend entries; all plain SVG."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape as _escape

from compiler.result import Role
from config.wording import say, say_or_none

INK, MUTED, PAPER, ROUTE = "#1f2933", "#52606d", "#ffffff", "#334e68"
FONT = "'Noto Sans','Segoe UI','DejaVu Sans',Arial,sans-serif"
LINE = 1.3
"""Line height as a multiple of the size."""

ROLE_COLOUR = {
    Role.LEAD: "#b91c1c",
    Role.COORDINATE: "#1d4ed8",
    Role.COOPERATE: "#15803d",
    Role.ADVISE: "#7e22ce",
    Role.GUIDE: "#0e7490",
    Role.FUND: "#a16207",
    Role.PUBLICISE: "#c2410c",
    Role.EXECUTE: "#374151",
    Role.REPORT: "#1e3a8a",
    Role.CONSOLIDATE: "#be185d",
}
STATUS = {
    "on_time": ("#dcfce7", "#15803d"),
    "late": ("#fef9c3", "#a16207"),
    "waiting": ("#f1f5f9", "#64748b"),
    "overdue": ("#fee2e2", "#b91c1c"),
    "returned": ("#ffedd5", "#c2410c"),
    "missing": ("#e5e7eb", "#111827"),
    "unanswered": ("#f8fafc", "#94a3b8"),
    "cancelled": ("#f8fafc", "#94a3b8"),
}
"""Status -> (fill, stroke)."""

_NARROW, _WIDE = frozenset("iljtfr.,;:'|!()[]/ -“”‘’·"), frozenset("mwMW@%—…")


class Lines(NamedTuple):
    """Text broken to a width."""

    lines: tuple[str, ...]
    size: float
    bold: bool

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.size * LINE

    @property
    def first(self) -> str:
        """The first line, empty where there is none."""
        return self.lines[0] if self.lines else ""

    def svg(self, x: float, y: float) -> str:
        """The lines with their top left corner at (x, y)."""
        step = self.size * LINE
        return "".join(
            text(x, y + self.size + index * step, line, self.size, bold=self.bold)
            for index, line in enumerate(self.lines)
        )


def wrap(words: str, room: float, *, size: float, bold: bool = False, most: int) -> Lines:
    """`words` on at most `most` lines of width `room`, cut after a whole word with an ellipsis.

    Only a word that fits on no line is cut itself.
    """
    lines: list[str] = []
    for each in words.split():
        word = each
        while len(word) > 1 and width(word, size, bold) > room:
            word = word.rstrip("…")[:-1] + "…"
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        kept = lines[most - 1].rstrip(" ,;…")
        while width(f"{kept} …", size, bold) > room and len(kept) > 1:
            kept = kept.rpartition(" ")[0] or kept[:-1]
        lines = [*lines[: most - 1], f"{kept.rstrip(' ,;')} …"]
    return Lines(tuple(lines), size, bold)


def width(words: str, size: float, bold: bool = False) -> float:
    """An upper estimate of the printed width: the widest of the fonts in FONT decides."""
    units = 0.0
    for letter in unicodedata.normalize("NFC", words):
        base = unicodedata.normalize("NFD", letter)[0]
        if base in _NARROW:
            units += 0.42
        elif base in _WIDE:
            units += 0.98
        else:
            units += 0.72 if base.isupper() else 0.62
    return units * size * (1.1 if bold else 1.0)


def shape(role: Role, x: float, y: float) -> str:
    """The role's shape, 12 units across, centred on (x, y), with its name as a tooltip."""
    r, colour = 6.0, ROLE_COLOUR[role]
    drawn = {
        Role.LEAD: lambda: _star(x, y, r + 1, 5),
        Role.COORDINATE: lambda: _polygon(x, y, r + 0.5, 4, 0),
        Role.COOPERATE: lambda: f'<circle cx="{x}" cy="{y}" r="{r - 1.5}" fill="none" stroke-width="3"/>',
        Role.ADVISE: lambda: f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10"/>',
        Role.GUIDE: lambda: _polygon(x, y, r, 3, 90),
        Role.FUND: lambda: _polygon(x, y, r, 6, 0),
        Role.PUBLICISE: lambda: _plus(x, y, r),
        Role.EXECUTE: lambda: f'<circle cx="{x}" cy="{y}" r="{r - 0.5}"/>',
        Role.REPORT: lambda: _polygon(x, y, r, 3, 0),
        Role.CONSOLIDATE: lambda: _polygon(x, y, r, 3, 180),
    }[role]()
    name = escape(say(f"role.{role}"))
    return f'<g fill="{colour}" stroke="{colour}" stroke-width="0"><title>{name}</title>{drawn}</g>'


def text(x: float, y: float, words: str, size: float, *, bold: bool = False, colour: str = INK) -> str:
    """One line of text with its baseline at y."""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{weight} fill="{colour}">{escape(words)}</text>'


def box(x: float, y: float, wide: float, high: float, status: str | None, *, dashed: bool = False) -> str:
    """A card; `status` colours it."""
    fill, stroke = STATUS.get(status or "", (PAPER, "#9aa5b1"))
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    return (
        f'<rect x="{x}" y="{y}" width="{wide:.1f}" height="{high:.1f}" rx="6" fill="{fill}" stroke="{stroke}"'
        f' stroke-width="{2 if status else 1.2}"{dash}/>'
    )


def band(x: float, y: float, wide: float, high: float, name_at: float, name: str) -> str:
    """A lane with its name, which begins at `name_at`."""
    return f'<rect x="{x}" y="{y:.1f}" width="{wide}" height="{high:.1f}" rx="8" fill="#f0f4f8"/>' + text(
        name_at, y + 19, name, 13, bold=True, colour=MUTED
    )


def plate(x: float, y: float, wide: float, high: float, name: str) -> str:
    """A dark plate for whoever receives the consolidated report."""
    lines = wrap(name, wide - 20, size=14, bold=True, most=1)
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high}" rx="6" fill="{ROUTE}"/>' + text(
        x + 14, y + high / 2 + 5, lines.first, 14, bold=True, colour=PAPER
    )


def line(points: Sequence[tuple[float, float]], *, dashed: bool = False, arrow: bool = False) -> str:
    """A reporting route through `points`."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    end = ' marker-end="url(#to)"' if arrow else ""
    return f'<polyline points="{path}" fill="none" stroke="{ROUTE}" stroke-width="2"{dash}{end}/>'


def rule(x: float, y: float, wide: float) -> str:
    """A hairline between two duties."""
    return f'<line x1="{x}" y1="{y:.1f}" x2="{x + wide:.1f}" y2="{y:.1f}" stroke="#d9e2ec"/>'


def tag(x: float, y: float, words: str) -> str:
    """A small dashed frame around a word."""
    wide = width(words, 10) + 10
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="15" rx="3" fill="none" stroke="{MUTED}"'
        f' stroke-dasharray="3 2"/>' + text(x + 5, y + 11, words, 10, colour=MUTED)
    )


def question(x: float, y: float) -> str:
    """The mark of an open question."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="#facc15" stroke="#854d0e"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="12" font-weight="700" text-anchor="middle"'
        f' fill="#422006">?</text>'
    )


def dot(x: float, y: float, status: str) -> str:
    """A duty's own status."""
    fill, stroke = STATUS.get(status, STATUS["waiting"])
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="{stroke}" stroke-width="2"/>'


def status_name(status: str) -> str:
    """A status as people read it ("Đúng hạn")."""
    return say_or_none(f"chip.{status}") or status


def legend_role(role: Role) -> tuple[str, float]:
    """A legend entry and its width."""
    name = say(f"role.{role}")
    return shape(role, 6, 6) + text(18, 10, name, 12), 18 + width(name, 12)


def legend_line(name: str, *, dashed: bool) -> tuple[str, float]:
    """A legend entry for a kind of route."""
    return line([(0, 6), (30, 6)], dashed=dashed, arrow=True) + text(40, 10, name, 12), 40 + width(name, 12)


def legend_question(name: str) -> tuple[str, float]:
    """A legend entry for the question mark."""
    return question(8, 6) + text(22, 10, name, 12), 22 + width(name, 12)


def legend_status(status: str) -> tuple[str, float]:
    """A legend entry for a status."""
    name = status_name(status)
    fill, stroke = STATUS[status]
    drawn = f'<rect x="0" y="0" width="16" height="12" rx="2" fill="{fill}" stroke="{stroke}" stroke-width="2"/>'
    return drawn + text(22, 10, name, 12), 22 + width(name, 12)


def document(wide: float, high: float, title: str, body: Iterable[str]) -> str:
    """The whole SVG; it refers to nothing outside itself."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}"'
        f' viewBox="0 0 {wide:.0f} {high:.0f}" font-family="{FONT}" role="img">'
        f"<title>{escape(title)}</title>"
        f'<defs><marker id="to" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"'
        f' orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="{ROUTE}"/></marker></defs>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>' + "".join(body) + "</svg>\n"
    )


def escape(words: str) -> str:
    """Text for XML, without the control characters that XML 1.0 forbids."""
    legal = "".join(c for c in words if c in "\t\n\r" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF))
    return _escape(legal.replace("\ufffe", "").replace("\uffff", ""), {'"': "&quot;"})


def _polygon(x: float, y: float, r: float, corners: int, turn: float) -> str:
    return _path(_corner(x, y, r, 360 / corners * index + turn) for index in range(corners))


def _star(x: float, y: float, r: float, rays: int) -> str:
    step = 180 / rays
    return _path(_corner(x, y, r if index % 2 == 0 else r * 0.45, step * index) for index in range(2 * rays))


def _plus(x: float, y: float, r: float) -> str:
    return f'<path d="M{x - 2} {y - r}h4v{r - 2}h{r - 2}v4h-{r - 2}v{r - 2}h-4v-{r - 2}h-{r - 2}v-4h{r - 2}z"/>'


def _corner(x: float, y: float, r: float, degrees: float) -> tuple[float, float]:
    """A point on the circle, degrees clockwise from straight up."""
    angle = math.radians(degrees - 90)
    return x + r * math.cos(angle), y + r * math.sin(angle)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return '<path d="M' + " ".join(f"{x:.1f} {y:.1f}" for x, y in points) + 'z"/>'
