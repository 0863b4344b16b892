"""Persons as holders: a name with a post, or the post alone, before a colon ("Ông Lê Văn Mẫu - Trưởng đoàn: Phụ trách …").

An inspection team or a school gives its tasks to persons; who they are is what the plan says of them.
"""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import any_of, load
from compiler.names.acts import opens_with_act
from compiler.text.manuscript import LOWER, UPPER


def person_before_act(key: str) -> tuple[str, int]:
    """The person or post (one tone placement) that stands before a colon and an act, and where the act begins; no name
    without one."""
    found = _posted().match(key)
    told = found is not None and opens_with_act(key[found.end() :]) and not _NAMES.match(key, found.end())
    return (" ".join(found["who"].split()), found.end()) if found is not None and told else ("", 0)


_NAMES = re.compile(rf"(?:[{UPPER}][{LOWER}]*\s+){{1,4}}[{UPPER}][{LOWER}]*(?=\s*(?:[.,;(–-]|$))")
""""Phó Giám đốc: Thu Hà": who it is, though the name begins as a verb does."""


@cache
def _posted() -> re.Pattern[str]:
    name = rf"[{UPPER}][{LOWER}]*(?: [{UPPER}][{LOWER}]*){{1,4}}"
    title = r"(?:Ông|Bà|Đồng chí|Đ/c|Thầy|Cô|Anh|Chị)(?:\s?[.:])?\s+"
    post = rf"(?:{any_of(load('agencies')['posts'])})(?!\w)"
    return re.compile(rf"(?P<who>{title}{name}\s*[-–,]\s*{post}[^:;.,]{{0,60}}|{post})\s*:\s+(?=\S)")
