"""Annex tables: a record for each row that gives a task a lead (DOMAIN 1.3, point 10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from compiler.duties.labels import Place
from compiler.duties.records import Record
from compiler.names.acts import opens_with_act
from compiler.tables.bracketed import is_asked
from compiler.tables.cell_words import is_name, lead_of_cell, names_somebody, partners_of_cell, says_task
from compiler.tables.columns import HEADS_AMONG, kind_of_title, kinds_of_titles
from compiler.tables.flat_rows import is_time
from compiler.tables.led_again import lead_alone, told_again
from compiler.tables.merged import STARTS_ROW
from compiler.tables.row_orders import orders_in_notes, orders_to_partners
from compiler.text.blocks import Block

LOOKED_AT = 60
"""Rows from which the columns of a table are judged."""
_BODIES = re.compile(r"cơ quan, đơn vị$", re.I)
_BULLET = re.compile(r"[-–+•*]\s+(?=\S)")
_PLAIN = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng|ban|sở|tổ chức|người|ai)(?:, (?:ban|ngành|đơn vị|cơ quan|bộ phận|đoàn thể))*$",
    re.I,
)
"""A title that says only that bodies stand below."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SECTION = re.compile(r"(?:[IVX]+|[A-HĐ])\s*[.)]|[IVX]+\s")
SHORT = 40
"""Letters of a task of a few words."""
_STEP = re.compile(r"bước\s*\d", re.I)
_SUM = re.compile(r"(?:tổng|cộng|bước \d|toàn (?:tỉnh|xã|huyện|thành phố))(?!\w)", re.I)
_ADDS_UP = re.compile(r"(?:tổng\s?(?:cộng|số)?|cộng)[\s:.]*$", re.I)
_SECTION_MARK = re.compile(r"[IVX]+|[A-HĐ]")
_IS_PART = re.compile(r"[-–+•*]$|[a-zđ][.)]?$|\d{1,2}\.\d|$")


def read_rows(table: Block) -> Iterator[Record]:
    """A record for each row of an annex table that gives a task a lead; section rows and repeated heads are none.

    A table without a time column takes the time that its title says ("… đến năm 2030").
    """
    named = _head_by_names(table)
    headed = named is not None or any(_head(row) is not None for row in table.rows)
    columns = [] if headed else guessed_columns(table)
    titled = _time_in_title(table)
    above: Record | None = None
    last: Record | None = None
    completes = False
    for at, row in enumerate(table.rows):
        titles = at == 0 and not headed and bool(columns)
        if titles and (
            not is_name(_said(row, columns, "lead")) or kind_of_title(_said(row, columns, "task")) == "task"
        ):
            continue  # the head, in words of its own
        head = named[1] if named is not None and named[0] == at else _head(row)
        if head is not None:
            columns = head
            completes = any(re.search(r"hoàn thành|thời hạn", cell.key, re.I) for cell in row)
            continue
        if "lead" not in columns or "task" not in columns:
            continue
        if len(row) > 1 and len({cell.text for cell in row[1 if len(row) > 2 else 0 :]}) == 1 and row[1].text:
            last = None
            continue  # a section's title in merged cells, which converters repeat in each
        record, besides = _said_in(row, columns)
        record.completes = completes
        if len(row) >= 3 and record.tasks and not record.holder and above is not None and _continues(row, columns):
            record.holder, record.partners = above.holder, record.partners or above.partners
            record.time = record.time or above.time
        prior, below = table.rows[max(0, at - 1)], table.rows[at + 1] if at + 1 < len(table.rows) else []
        if record.tasks and (record.holder or _asks_for_a_lead(row, columns, record, (prior, below))):
            record.time = record.time or (titled if "time" not in columns else None)
            yield record
            yield from besides
            yield from orders_in_notes(row, columns, record) if len(row) == len(columns) else ()
            above = record if record.holder else above
        if record.tasks:
            last = record
        elif any(cell.text for cell in row):
            again = told_again(row, columns, record, last)
            if again is None:
                again = lead_alone(row, columns)
            if again is not None and again is not last:
                yield again
            last = again if again is not None and again.tasks else None


def _said_in(row: list[Block], columns: list[str]) -> tuple[Record, list[Record]]:
    """What the cells of a row say as a task, and what its partners' cell orders besides."""
    cells = _align(row, columns)
    record, besides = Record(blocks=list(row)), list[Record]()
    for kind, cell in cells:
        if not cell.text.strip(" -–."):
            continue
        bullet = _BULLET.match(cell.text)
        whole = (cell, bullet.end() if bullet else 0, len(cell.text))
        if kind == "task" and ((says_task(cell) and not is_name(cell.key.strip(" .;"))) or _is_short_task(cell, cells)):
            record.tasks.append(whole)
        elif kind == "lead" and names_somebody(cell):
            record.holder, partners, record.charge = lead_of_cell(cell)
            record.partners = [*partners, *record.partners]
            record.requested = is_asked(cell.key)
        elif kind == "coop" and (told := orders_to_partners(cell)):
            besides.extend(told)
            record.partners.extend(one.holder for one in told)
        elif kind == "coop":
            record.partners.extend(partners_of_cell(cell))
        elif kind == "time":
            record.time = whole
        elif kind == "product":
            record.products = [cell.text]
        elif kind == "chief" and names_somebody(cell):
            record.chief = whole
    return record, besides


def names_leads(table: Block) -> Block | None:
    """The cell that heads a column of holders, where rows stand below it: the table assigns, whatever it looks like.

    "Cơ quan, đơn vị" alone heads figures and addresses as well.
    """
    for at, row in enumerate(table.rows):
        for cell in row:
            if (
                kind_of_title(cell.key) == "lead"
                and not _BODIES.match(cell.key)
                and len(row) > 2
                and len(table.rows) > at + 2
            ):
                return cell
    return None


def _is_short_task(cell: Block, cells: list[tuple[str, Block]]) -> bool:
    """Whether one or two words are a task, as a body or a time stands beside them: "Đợt 1", "Thanh tra."; no sum, no name."""
    said = cell.key.strip(" .;:")
    if len(said) > SHORT or _SUM.match(said) or not _WORD.search(said):
        return False
    told = any(
        (kind == "lead" and is_name(beside.key.strip(" .;"))) or (kind == "time" and is_time(beside.key))
        for kind, beside in cells
    )
    return told and (not is_name(said) or (opens_with_act(said.lower()) and len(said.split()) < 3))


def guessed_columns(table: Block) -> list[str]:
    """Kinds of the columns of a table without a head that we know: where most cells are names of bodies stands the
    lead, where most say an act the task. Empty where there is no such pair."""
    widths = Counter(len(row) for row in table.rows)
    width = max(widths, key=lambda size: (widths[size], size), default=0)
    rows = [row for row in table.rows if len(row) == width][:LOOKED_AT]
    if width < 2 or len(rows) < 3:
        return []
    kinds = [_kind_of([row[at].key.strip(" .;") for row in rows[1:]]) for at in range(width)]
    if "task" not in kinds or "lead" not in kinds:
        return []
    lead, task = kinds.index("lead"), kinds.index("task")
    return [
        kind if at in {lead, task} else {"lead": "coop", "task": "note"}.get(kind, kind)
        for at, kind in enumerate(kinds)
    ]


def _kind_of(cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    if not filled:
        return ""
    if all(STARTS_ROW.match(cell) for cell in filled):
        return "index"
    if sum(is_name(cell) for cell in filled) >= 0.6 * len(filled):
        return "lead"
    if all(is_time(cell) for cell in filled):
        return "time"
    if sum(opens_with_act(cell) for cell in filled) >= 0.5 * len(filled):
        return "task"
    return (
        "time"
        if all(len(cell) < 60 and re.search(r"\d{4}|quý|tháng|ngày|năm|thường xuyên", cell, re.I) for cell in filled)
        else ""
    )


def _said(row: list[Block], columns: list[str], kind: str) -> str:
    at = columns.index(kind)
    return row[at].key.strip(" .;") if at < len(row) else ""


def _asks_for_a_lead(
    row: list[Block], columns: list[str], record: Record, beside: tuple[list[Block], list[Block]]
) -> bool:
    """Whether a row without a lead is a task all the same: it says when or with whom, or it says an act and is no title
    of a section ("II") or of the rows below it ("4" above "-" or "4.1" with leads of their own). `beside`: the rows above
    and below."""
    above, below = beside
    task = record.tasks[0][0]
    says_more = bool(record.time or record.partners or record.products)
    marked = columns[0] == "index" and not _lacks_number(row, columns)
    mark = row[0].text.strip(" .)*") if marked else ""
    if marked and not says_more:
        under = below[0].text.strip(" *") if below else ""
        led = bool(below) and len(below) == len(columns) and _said(below, columns, "lead") != ""
        section = _SECTION_MARK.fullmatch(mark) and below and not _SECTION_MARK.fullmatch(under.rstrip(".)"))
        if section or (led and _IS_PART.match(under)):
            return False
    if _SECTION.match(task.text) or (below and len({cell.text for cell in row if cell.text}) < 2):
        return False  # a title
    if task.bold or task.text.isupper():
        return record.time is not None and not _SECTION_MARK.fullmatch(mark)
    aligned = len(row) == len(columns) or _lacks_number(row, columns)
    return says_more or (aligned and (opens_with_act(task.key) or _counted_on(mark, above, below)))


def _counted_on(mark: str, above: list[Block], below: list[Block]) -> bool:
    """Whether the number of a row goes on by one in the row below, or ends the table so: the title of a part would be
    numbered otherwise."""
    before, under = (one[0].text.strip(" .)*") if one else "" for one in (above, below))
    if not mark.isdecimal():
        return False
    if below:
        return under.isdecimal() and int(under) == int(mark) + 1
    return before.isdecimal() and int(before) == int(mark) - 1


def _time_in_title(table: Block) -> Place | None:
    before = table.parent.children if table.parent is not None else []
    at = next((i for i, block in enumerate(before) if block is table), 0)
    for block in before[max(0, at - 3) : at]:
        said = re.search(r"đến (?:hết )?năm (?:19|20)\d\d", block.key, re.IGNORECASE)
        if said and block.sort == "para" and not re.search(r"kèm theo|ban hành", block.key[: said.start()], re.I):
            return block, said.start(), said.end()
    return None


def _continues(row: list[Block], columns: list[str]) -> bool:
    """A row without number and lead goes on with the task above (merged cells)."""
    task = row[columns.index("task")] if len(row) == len(columns) else None
    titled = task is None or task.bold or task.text.isupper() or _SECTION.match(task.text) or _ADDS_UP.match(task.key)
    return not row[0].text.strip() and columns[0] == "index" and not titled


def _head(row: list[Block]) -> list[str] | None:
    """Kinds of the columns where a row is a table's head, also one that follows a section's title."""
    kinds = kinds_of_titles([cell.key for cell in row])
    named = {kind for kind in kinds if kind}
    if not {"lead", "task"} <= named or (len(named) < 3 and len(row) > 2):
        return None
    if "index" not in kinds and kinds[0] == "task" and len(row) > 2:
        kinds = ["index", *kinds]
    elif "index" not in kinds and not any(kinds[: kinds.index("task")]):
        kinds = ["index", *kinds[kinds.index("task") :]]
    return kinds


def _head_by_names(table: Block) -> tuple[int, list[str]] | None:
    """Which row is the head of a table whose holders stand under a plain "Đơn vị" or "Phòng, ban", and the kinds of its
    columns: it names tasks, times or partners, no lead, and that column holds names. "Đơn vị" also heads measures."""
    if any(_head(row) is not None for row in table.rows[:HEADS_AMONG]):
        return None
    for at, row in enumerate(table.rows[:HEADS_AMONG]):
        kinds = kinds_of_titles([cell.key for cell in row])
        if "task" not in kinds or "lead" in kinds or not {"time", "coop"} & set(kinds):
            continue
        for column, cell in enumerate(row):
            if kinds[column] == "" and _PLAIN.match(cell.key.strip()):
                below = [
                    one[column].key.strip(" .;") for one in table.rows[at + 1 : at + LOOKED_AT] if len(one) > column
                ]
                filled = [said for said in below if said]
                if filled and sum(map(is_name, filled)) >= 0.8 * len(filled):
                    return at, [*kinds[:column], "lead", *kinds[column + 1 :]]
    return None


def _says_words(cell: Block) -> bool:
    """Whether the first cell of a row is no number of it ("Bước 2"): "Khai mạc"."""
    said = cell.key.strip()
    return len(said) > 8 or (_WORD.search(said) is not None and not STARTS_ROW.match(said) and not said[-1:].isdigit())


def _lacks_number(row: list[Block], columns: list[str]) -> bool:
    """Whether a row one cell short has no number: its first cell is words, or a name stands where the lead's then is."""
    if len(row) != len(columns) - 1 or columns[0] != "index" or _STEP.match(row[0].key):
        return False
    names = [is_name(cell.key.strip(" .;")) for cell in row]
    lead = columns.index("lead") if "lead" in columns else 0
    return _says_words(row[0]) or (lead > 1 and names[lead - 1] and not any(names[lead:]))


def _align(row: list[Block], columns: list[str]) -> list[tuple[str, Block]]:
    if len(row) == len(columns):
        return list(zip(columns, row, strict=True))
    if _lacks_number(row, columns):
        return list(zip(columns[1:], row, strict=True))
    if len(row) > len(columns):
        return list(zip(columns, row[: len(columns)], strict=True))
    return list(zip(columns[: len(row)], row, strict=True)) if len(row) >= 3 else []
