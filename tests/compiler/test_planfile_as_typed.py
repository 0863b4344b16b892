"""A plan file is typed by people: days as on paper, roles in their own language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compiler.planfile.model import PlanFile
from compiler.planfile.read import PlanFileError, read_planfile
from compiler.planfile.write import planfile_text

MakePlan = Callable[..., PlanFile]


def retyped(file: PlanFile, key: str, value: str, *more: str) -> str:
    """The file's text with the first `key` set to `value` and lines put before it."""
    lines = planfile_text(file).splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith(f"{key}: "))
    lines[at] = f"{lines[at].partition(':')[0]}: {value}"
    return "\n".join([*lines[:at], *more, *lines[at:]])


@pytest.mark.parametrize("typed", ["03/11/2026", "3/11/2026", "'03/11/2026'", "2026-11-03"])
def test_a_day_may_be_typed_as_on_paper(make_plan: MakePlan, typed: str) -> None:
    assert str(read_planfile(retyped(make_plan(), "issued_on", typed)).plan.issued_on) == "2026-11-03"


@pytest.mark.parametrize("rule", ["30/06/2027", "by:30/06/2027", "by:2027-06-30"])
def test_roles_and_due_rules_may_be_typed_in_vietnamese(make_plan: MakePlan, rule: str) -> None:
    due = f"    due: {{text: cuối quý, rule: '{rule}'}}"
    duty = read_planfile(retyped(make_plan(), "roles", "[Chủ trì, tổng hợp]", due)).responsibilities[0]
    assert [str(role) for role in duty.roles] == ["lead", "consolidate"]
    assert duty.due is not None and duty.due.rule == "by:2027-06-30"


def test_a_day_that_no_calendar_has_is_refused_however_it_is_typed(make_plan: MakePlan) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_planfile(retyped(make_plan(), "issued_on", "31/02/2027"))
    assert "15/12/2026" in (refused.value.findings[0].remedy or "")


def test_an_unknown_role_is_answered_with_the_roles_in_both_languages(make_plan: MakePlan) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_planfile(retyped(make_plan(), "roles", "[giám đốc]"))
    assert "lead (chủ trì)" in (refused.value.findings[0].remedy or "")
