"""A table under the heading of a day: its rows say the hour, the heading says the day ("NGÀY 2: THỨ BA, NGÀY 25/8/2026")."""

from __future__ import annotations

import re

from compiler.duties.labels import Place
from compiler.duties.records import Record
from compiler.text.blocks import Block

_OF_A_TIME = re.compile(r"(?:ngày|thứ|chủ nhật|tuần|tháng|quý|đợt|buổi)(?!\w)", re.I)
_DATE = re.compile(
    r"(?:từ )?ngày \d{1,2}\s?[/.-]\s?\d{1,2}|(?:từ )?ngày \d{1,2} tháng \d{1,2}|(?:từ )?tháng \d{1,2}\s?(?:/|năm )\s?\d{4}|quý [IVX\d]{1,3}\s?(?:/|năm )\s?\d{4}",
    re.I,
)
_HOURS = re.compile(
    r"(?:(?:từ|đến|lúc|buổi|sáng|trưa|chiều|tối|và|[\s,;()–-])*\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?: ?phút)?)+[\s.;)]*",
    re.I,
)
LONGEST_TITLE = 160


def day_above(table: Block) -> Place | None:
    """Where the heading just above a table names the day, week, month or quarter of all its rows; None without one."""
    above = table.parent
    if above is None:
        return None
    at = table.position
    heading = above.children[at - 1] if at > 0 else above
    if heading.sort == "table" or len(heading.text) > LONGEST_TITLE or _OF_A_TIME.match(heading.key) is None:
        return None
    dates = list(_DATE.finditer(heading.key))
    return (heading, dates[0].start(), len(heading.text)) if len(dates) == 1 else None


def on_the_day(record: Record, day: Place) -> Record:
    """A row without a time, or with hours alone, is due on the day of its table's heading."""
    if record.time is not None:
        block, start, end = record.time
        if _HOURS.fullmatch(block.key, start, end) is None:
            return record
    record.time = day
    return record
