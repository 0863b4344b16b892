"""Writes one annex table in the shapes that converters leave it in: HTML, a cell to a line, pipes, tabs, columns of blanks."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from random import Random

from tests.compiler.plan_layouts import AIMS, FRONT, TAIL
from tests.compiler.plan_tables import TaskTable

BODY = (
    "II. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi, đôn đốc việc thực hiện.\n"
    "2. Các sở, ban, ngành\n- Xây dựng kế hoạch của đơn vị mình."
)
ANNEX = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ"
PAGES = ("", "<!-- trang 2 -->", "2", "\f", "---", "![](anh/trang-2.png)")
"""What stands between the halves of a table that goes over a page."""


def document(table: str, title: str = ANNEX) -> str:
    """A plan with the written `table` as its annex."""
    return "\n".join([FRONT.format(place="TỈNH HÒA AN"), AIMS, BODY, TAIL, title]) + "\n" + table + "\n"


def cells_of(table: TaskTable, row: dict[str, str]) -> list[str]:
    """The cells of a row as they stand; a section's title in the column of the tasks."""
    if "section" in row:
        at = 1 if table.kinds[0] == "index" else 0
        cells = [""] * len(table.kinds)
        cells[0] = row["index"]
        cells[at] = row["section"] if at else f"{row['index']}. {row['section']}"
        return cells
    return [row[kind] for kind in table.kinds]


def halves(table: TaskTable, chance: Random) -> list[list[dict[str, str]]]:
    """The rows, cut in two where the table goes over a page."""
    if len(table.rows) < 4 or chance.random() < 0.5:
        return [table.rows]
    cut = chance.randint(2, len(table.rows) - 1)
    return [table.rows[:cut], table.rows[cut:]]


def in_html(table: TaskTable, chance: Random) -> str:
    """Tables of HTML in a text, as readers of PDF write them."""
    cell_of_head = chance.choice(("th", "td"))
    look = chance.choice(("", "", ' style="text-align: center;"', ' class="c1" colspan="1" rowspan="1"'))
    lined, spans = chance.choice(("", "\n")), chance.random() < 0.6
    heavy, again = chance.random() < 0.3, chance.random() < 0.5
    width = len(table.kinds)

    def said(text: str) -> str:
        text = text.replace("&", "&amp;")
        kind = chance.random()
        if kind < 0.15 and " " in text:
            return f"<p>{text}</p>"
        if kind < 0.3 and text.count(" ") > 3:
            words = text.split(" ")
            return " ".join(words[:2]) + "<br/>" + " ".join(words[2:])
        return text.replace(" ", "&nbsp;", 1) if kind < 0.4 else text

    def line(cells: list[str]) -> str:
        return f"<tr>{lined}" + "".join(cells) + f"</tr>{lined}"

    head = line([f"<{cell_of_head}{look}>{f'<b>{one}</b>' if heavy else one}</{cell_of_head}>" for one in table.titles])
    grouped = chance.random() < 0.5
    tables = []
    for n, half in enumerate(halves(table, chance)):
        top = head if n == 0 or again else ""
        top = f"<thead>{lined}{top}</thead>{lined}<tbody>{lined}" if grouped and top else top
        rows: list[str] = []
        for at, row in enumerate(half):
            if "section" in row and spans:
                rest = f'<td colspan="{width - 1}">{row["section"]}</td>'
                whole = f'<td colspan="{width}">{row["index"]}. {row["section"]}</td>'
                rows.append(line([whole] if table.kinds[0] != "index" else [f"<td>{row['index']}</td>", rest]))
                continue
            cells = []
            for kind, text in zip(table.kinds, cells_of(table, row), strict=True):
                if kind == "lead" and spans and at and half[at - 1].get("lead") == text:
                    continue
                more = 1
                while kind == "lead" and spans and at + more < len(half) and half[at + more].get("lead") == text:
                    more += 1
                reach = f' rowspan="{more}"' if more > 1 else ""
                cells.append(f"<td{reach or look}>{said(text)}</td>")
            rows.append(line(cells))
        close = "</tbody></table>" if grouped and top else "</table>"
        frame = chance.choice(("", " border=1", ' border="1"'))
        tables.append(f"<table{frame}>{lined}{top}{''.join(rows)}{close}")
    return f"\n\n{chance.choice(PAGES)}\n\n".join(tables)


def cell_to_a_line(table: TaskTable, chance: Random) -> str:
    """Each line of a cell on a line of its own; empty cells are gone."""
    widths = {kind: chance.choice((12, 18, 26, 60)) for kind in table.kinds}
    widths |= {"index": 60, "task": chance.choice((24, 34, 60, 200))}
    one_line = chance.random() < 0.2
    head = [" ".join(table.titles)] if one_line else [n for t in table.titles for n in broken(t, 14)]
    dot = chance.choice(("", "", "."))
    again, dotted = chance.random() < 0.5, chance.random() < 0.5
    lines = [*head]
    for n, half in enumerate(halves(table, chance)):
        if n:
            lines += chance.choice(([], ["2"], ["--- PAGE BREAK ---"])) + (head if again else [])
        for row in half:
            if "section" in row:
                lines += [f"{row['index']}. {row['section']}"] if dotted else [row["index"] + dot, row["section"]]
                continue
            for kind, text in zip(table.kinds, cells_of(table, row), strict=True):
                lines += [text + dot] if kind == "index" else broken(text, widths[kind])
    return chance.choice(("\n", "\n", "\n\n")).join(lines)


def broken(text: str, width: int) -> list[str]:
    """The lines of a cell as narrow as `width`."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def in_pipes(table: TaskTable, chance: Random) -> str:
    """A table of markdown: with breaks in its cells, a head over two rows, without outer pipes, or with an empty head."""
    outer, breaks = chance.random() < 0.7, chance.random() < 0.5
    form = chance.choice(("plain", "plain", "two", "empty", "bold"))
    again = chance.random() < 0.5

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |" if outer else " | ".join(cells)

    def said(text: str) -> str:
        if not breaks or chance.random() < 0.5:
            return text
        return chance.choice(("<br>", "<br/>", "<br />", " <br> ")).join(broken(text, 24))

    rule = line(["---"] * len(table.kinds))
    if form == "two":
        parts = [[*broken(title, 9), ""][:2] for title in table.titles]
        rest = [" ".join(broken(title, 9)[1:]) for title in table.titles]
        head = [line([first for first, _ in parts]), rule, line(rest)]
    elif form == "empty":
        head = [line([" "] * len(table.kinds)), rule, line(table.titles)]
    elif form == "bold":
        head = [line([f"**{title}**" for title in table.titles]), rule]
    else:
        head = [line(table.titles), rule]
    lines = [*head]
    for n, half in enumerate(halves(table, chance)):
        if n:
            lines += ["", chance.choice(PAGES), "", *(head if again else [])]
        lines += [line([said(cell) for cell in cells_of(table, row)]) for row in half]
    return "\n".join(lines)


def wrapped_pipes(table: TaskTable, chance: Random) -> str:
    """A row of pipes for each line of a row: what is broken in a cell stands in the rows below, without a number."""
    widths = [8 if kind == "index" else 30 if kind == "task" else 16 for kind in table.kinds]
    lines = []
    for at, row in enumerate([table.titles, *(cells_of(table, row) for row in table.rows)]):
        cells = [broken(cell, width) for cell, width in zip(row, widths, strict=True)]
        for n in range(max(map(len, cells))):
            lines.append("| " + " | ".join(cell[n] if n < len(cell) else "" for cell in cells) + " |")
        lines += ["|" + "---|" * len(cells)] * (at == 0)
    return "\n".join(lines)


def in_tabs(table: TaskTable, chance: Random) -> str:
    """A row to a line, its cells parted by tabs; a cell may go on in the lines below."""
    tab, again = chance.choice(("\t", "\t", " \t ")), chance.random() < 0.5
    width = chance.choice((400, 400, 30))
    lines = [tab.join(table.titles)]
    for n, half in enumerate(halves(table, chance)):
        lines += [chance.choice(PAGES[:3]), *([tab.join(table.titles)] if again else [])] * bool(n)
        for row in half:
            cells = cells_of(table, row)
            lines.append(tab.join("\n".join(broken(cell, width)) for cell in cells).rstrip("\t "))
    return "\n".join(lines)


def in_blanks(table: TaskTable, chance: Random) -> str:
    """Columns held apart by blanks, as a page's text is laid out; what does not fit goes on below."""
    widths = [7 if kind == "index" else 38 if kind == "task" else chance.choice((16, 22)) for kind in table.kinds]
    apart = chance.choice((2, 3, 4))
    edges = [sum(widths[:at]) + apart * at for at in range(len(widths))]
    gap, again = chance.choice(("\n", "\n\n")), chance.random() < 0.5
    middle = chance.random() < 0.3

    def laid(cells: list[str], *, whole: bool = False) -> str:
        parts = [[cell] if whole else broken(cell, width) for cell, width in zip(cells, widths, strict=True)]
        height = max(map(len, parts))
        if middle and table.kinds[0] == "index":
            parts[0] = [""] * ((height - 1) // 2) + parts[0]
        lines = []
        for n in range(height):
            line = ""
            for edge, part in zip(edges, parts, strict=True):
                line = line.ljust(edge) + (part[n] if n < len(part) else "")
            lines.append(line.rstrip())
        return "\n".join(lines)

    rows = [laid(table.titles)]
    for n, half in enumerate(halves(table, chance)):
        rows += [chance.choice(PAGES[:3]), *([laid(table.titles)] if again else [])] * bool(n)
        rows += [laid(cells_of(table, row), whole="section" in row) for row in half]
    return gap.join(rows)


SHAPES: dict[str, Callable[[TaskTable, Random], str]] = {
    "html": in_html,
    "a cell to a line": cell_to_a_line,
    "pipes": in_pipes,
    "pipes, wrapped": wrapped_pipes,
    "tabs": in_tabs,
    "blanks": in_blanks,
}
