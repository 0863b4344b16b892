"""A body, and its task behind a dash, as drafters write instead of a colon."""

from __future__ import annotations

import re

from compiler.names import gazetteer
from compiler.names.acts import opens_with_act
from compiler.names.holders import body_end, clean_holder, starts_body
from compiler.names.subjects import opens_with_preamble
from compiler.text.manuscript import LOWER

_DASH = re.compile(rf"\s+(?:[–—]\s+(?!Khen thưởng(?!\w))|-\s+(?=[{LOWER}]))(?=\S)")
"""A hyphen before a capital joins two halves of a name ("Thi đua - Khen thưởng")."""


def task_behind_dash(key: str) -> tuple[str, int] | None:
    """The body that `key` opens with and where its task begins: "Sở Tài chính – trên cơ sở dự toán, bố trí kinh phí", "Sở Y
    tế (thường trực) – Giúp Trưởng ban …"; None where the dash belongs to the name, or no act stands behind it."""
    dash = _DASH.search(key) if starts_body(key) else None
    known = gazetteer.inside().match(key)
    if dash is None or (known is not None and known.end() > dash.start()):
        return None
    name, task = key[: dash.start()], key[dash.end() :]
    tells = opens_with_act(task) or opens_with_preamble(task)
    return (clean_holder(name), dash.end()) if tells and body_end(name, 0) == len(name) else None
