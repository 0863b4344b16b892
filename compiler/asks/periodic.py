"""Whether a report is due "định kỳ": the word belongs to the act of reporting, not to another act of the duty."""

from __future__ import annotations

import re

from compiler.duties.assignments import Duty
from compiler.duties.roles import read_roles
from compiler.result import Responsibility, Role

_TELLS = {Role.REPORT, Role.CONSOLIDATE}
_CLAUSE_ENDS = re.compile(r";|\.(?:\s|$)")
_REPORTS_BEFORE = re.compile(r"báo cáo[^,;.]{0,60}$", re.IGNORECASE)
""" "Báo cáo kết quả định kỳ": the act stands before the word, with nothing but what is reported between."""


def reports_periodically(duty: Duty, said: Responsibility) -> bool:
    """Whether the "định kỳ" of a duty's due tells when to report: "định kỳ tổng hợp, báo cáo …", "báo cáo định kỳ".

    In "đôn đốc kiểm toán năng lượng định kỳ" and "định kỳ kiểm tra, rà soát" it tells when other work is done, and
    there is no period of reports to ask for. Where a time field beside the words says it, it holds for all that the
    duty does.
    """
    if said.due is None or said.due.rule != "other":
        return False
    if not re.match(r"(?:theo )?định kỳ", said.due.text, re.IGNORECASE):
        return False
    at = -1 if duty.record is not None and duty.record.time is not None else duty.text.find(said.due.text)
    if at < 0:
        return bool(_TELLS & set(said.roles))
    stop = _CLAUSE_ENDS.search(duty.key, at)
    behind = duty.key[at : stop.start() if stop else len(duty.key)]
    return bool(_TELLS & set(read_roles(behind))) or _REPORTS_BEFORE.search(duty.key[:at]) is not None
