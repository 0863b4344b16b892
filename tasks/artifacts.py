"""The living pages of a plan in the Prefect UI, as Markdown. Pure: the same standing gives the same text.

No page says when it was written: a page that has not changed must be equal to the one before, so that
only news is published.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.wording import say
from models.clock import local_day
from models.report import ItemStatus
from models.round import Round
from tasks.picture import PictureRow, RoundPicture
from tasks.standing import Cell, PlanStanding

DUTIES_PER_TABLE = 12
"""More columns than this cannot be read on a screen; the matrix is then split into several tables."""

LONGEST_LINE = 30
NAMED_LATE = 60
"""Late agencies named on the progress page; the matrix holds all."""

STATUSES = ("on_time", "late", "waiting", "overdue", "returned", "missing", "unanswered")
SIGN = {"on_time": "●", "late": "◑", "waiting": "○", "overdue": "▲", "returned": "↩", "missing": "■", "unanswered": "–"}
"""Shapes that every font has: coloured emoji are empty boxes on many office machines (seen)."""

LATE = ("overdue", "returned", "missing")
CELL_SIGN = {
    ItemStatus.DONE: "✔",
    ItemStatus.IN_PROGRESS: "◐",
    ItemStatus.NOT_STARTED: "○",
    ItemStatus.BLOCKED: "✖",
    ItemStatus.NOTHING: "–",
}


@dataclass(frozen=True)
class Page:
    """One artifact: its stable key (a-z, 0-9, dashes), Markdown, and one line of description."""

    key: str
    markdown: str
    description: str


@dataclass(frozen=True)
class WrittenReport:
    """A consolidated report that lies on disk: whose round, which version, where people fetch it."""

    round_id: str
    version: int
    url: str


def pages(
    standing: PlanStanding, *, svg: str | None, reports: Sequence[WrittenReport] = (), portal_url: str = ""
) -> list[Page]:
    """All pages of a plan: progress, matrix (once a round opened), graph (where drawn), consolidated reports."""
    made = [progress_page(standing, portal_url)]
    if standing.current is not None:
        made.append(matrix_page(standing, standing.current))
    if svg is not None:
        made.append(graph_page(standing, svg))
    made.append(report_page(standing, reports))
    return made


def progress_page(standing: PlanStanding, portal_url: str = "") -> Page:
    """Every round with its figures, then who is late in the current one, latest first."""
    plan = standing.plan
    lines = [f"# {plan.label}", "", plan.title if plan.number else "", ""]
    lines += _table(
        [say("living.period"), say("living.opens"), say("living.due"), say("living.state"), say("living.asked")]
        + [f"{SIGN[status]} {say(f'chip.{status}')}" for status in STATUSES],
        [_round_row(kept, standing.pictures.get(kept.id)) for kept in standing.rounds],
    )
    current = standing.current
    if current is not None:
        late = sorted(
            (row for row in current.rows if row.status in LATE),
            key=lambda row: (-row.days_late, row.agency_name),
        )
        lines += ["", f"## {say('living.late_in', round=current.round.name)}", ""]
        if late:
            lines += _table(
                [say("living.agency"), say("living.state"), say("living.days_late"), say("living.promised")],
                [
                    [row.agency_name, _chip(row), str(row.days_late), _day_text(row.promised_on)]
                    for row in late[:NAMED_LATE]
                ],
            )
            if len(late) > NAMED_LATE:
                lines += ["", say("living.and_more", count=len(late) - NAMED_LATE)]
        else:
            lines.append(say("living.nobody_late"))
    if portal_url:
        lines += ["", f"[{say('living.workbench')}]({portal_url})"]
    return Page(f"{plan.key}-tien-do", "\n".join(lines) + "\n", say("living.progress_of", plan=plan.label))


def matrix_page(standing: PlanStanding, current: RoundPicture) -> Page:
    """Agencies down, duties across: each cell the agency's own answer, at the end its state and days late."""
    texts: dict[str, str] = {}
    for row in current.rows:
        texts.update({number: text for _, number, text, _ in row.duties})
    numbers = sorted(texts, key=_natural)
    lines = [f"# {standing.plan.label} · {current.round.name}", "", _legend(), ""]
    for start in range(0, len(numbers), DUTIES_PER_TABLE):
        block = numbers[start : start + DUTIES_PER_TABLE]
        rows = [row for row in current.rows if any(number in block for _, number, _, _ in row.duties)]
        lines += _table(
            [say("living.agency"), *block, say("living.state"), say("living.days_late")],
            [_matrix_row(row, block, standing.cells) for row in rows],
        )
        lines.append("")
    lines += [f"## {say('living.duties')}", ""]
    lines += [f"- **{number}** {_plain(texts[number])}" for number in numbers]
    name = say("living.matrix_of", plan=standing.plan.label, round=current.round.name)
    return Page(f"{standing.plan.key}-ma-tran", "\n".join(lines) + "\n", name)


def graph_page(standing: PlanStanding, svg: str) -> Page:
    """The responsibility graph as an image: the UI shows a data address, not inline SVG (measured)."""
    encoded = base64.b64encode(svg.encode()).decode()
    plan = standing.plan
    heading = f"# {plan.label}" + (f" · {standing.current.round.name}" if standing.current else "")
    alt = say("living.graph_of", plan=plan.label)
    text = f"{heading}\n\n![{alt}](data:image/svg+xml;base64,{encoded})\n"
    return Page(f"{plan.key}-so-do", text, alt)


def report_page(standing: PlanStanding, reports: Sequence[WrittenReport]) -> Page:
    """Where each round's consolidated report is to be fetched."""
    plan = standing.plan
    by_round = {written.round_id: written for written in reports}
    rows = []
    for kept in standing.rounds:
        written = by_round.get(kept.id)
        due = _day(kept.consolidated_due_at)
        cell = f"[{say('living.report_version', version=written.version)}]({written.url})" if written else "–"
        rows.append([kept.name, due, cell])
    table = _table([say("living.period"), say("living.consolidated_due"), say("living.report")], rows)
    text = "\n".join([f"# {plan.label} · {say('living.report')}", "", *table]) + "\n"
    return Page(f"{plan.key}-tong-hop", text, say("living.reports_of", plan=plan.label))


def _round_row(kept: Round, shown: RoundPicture | None) -> list[str]:
    head = [kept.name, _day(kept.opens_at), _day(kept.due_at), say(f"living.round.{kept.state}")]
    if shown is None:
        return head + ["–"] * (len(STATUSES) + 1)
    return [*head, str(len(shown.rows)), *(str(shown.counts.get(status, 0)) for status in STATUSES)]


def _matrix_row(row: PictureRow, block: Sequence[str], cells: Mapping[tuple[str, str], Cell]) -> list[str]:
    held = {number: duty_id for duty_id, number, _, _ in row.duties}
    shown = [_cell(cells.get((row.request_id, held[number]))) if number in held else "" for number in block]
    name = row.agency_name.replace("Ủy ban nhân dân", "UBND")
    return [_one_line(name), *shown, _one_line(_chip(row)), str(row.days_late) if row.days_late else ""]


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "·"
    sign = CELL_SIGN[ItemStatus(cell.status)]
    return f"{sign} {cell.percent} %" if cell.percent is not None and cell.status == ItemStatus.IN_PROGRESS else sign


def _one_line(text: str) -> str:
    """The text with spaces that do not break, where it is short enough for that."""
    return text.replace(" ", "\u00a0") if len(text) <= LONGEST_LINE else text


def _chip(row: PictureRow) -> str:
    chip = f"{SIGN.get(row.status, '')} {row.chip}".strip()
    return f"**{chip}**" if row.status in LATE else chip


def _legend() -> str:
    signs = [f"{sign} {say(f'living.cell.{status.value}')}" for status, sign in CELL_SIGN.items()]
    return " · ".join([*signs, f"· {say('living.cell.unanswered')}"])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows]


def _plain(text: str) -> str:
    """A text that cannot break out of its table cell or become a heading."""
    return " ".join(text.splitlines()).replace("|", "\\|").replace("<", "&lt;")


def _day(moment: datetime | None) -> str:
    return f"{local_day(moment):%d/%m/%Y}" if moment else "–"


def _day_text(iso: str | None) -> str:
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}" if iso else ""


def _natural(number: str) -> tuple[object, ...]:
    """Sorting key by which NV2 stands before NV10."""
    parts: list[object] = []
    digits = ""
    for letter in number + "\0":
        if letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((1, int(digits), ""))
            digits = ""
        parts.append((0, 0, letter))
    return tuple(parts)
