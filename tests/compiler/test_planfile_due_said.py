"""A due may be answered in the words of a plan; the file gets the rule, and what is no time is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from compiler.asks.check import check
from compiler.planfile.compiled import plan_file
from compiler.planfile.decide import DecisionError, decide
from compiler.planfile.due_said import rule_of
from compiler.planfile.model import PlanFile
from compiler.result import Compiled, Diagnostic, Due, Proposal, Responsibility, Role, Severity, Span
from compiler.rounds.pattern import complete
from tests.compiler.conftest import SOURCE

Compose = Callable[..., Compiled]
RECORD: dict[str, Any] = {"by": "Trần Bình", "why": "theo sổ", "at": datetime(2027, 1, 5, 2, tzinfo=UTC)}
SCHOOLS = Responsibility(
    id="R1",
    holder="Sở Giáo dục và Đào tạo",
    text="Định kỳ báo cáo số trường đã lắp máy lọc nước.",
    roles=[Role.REPORT],
    due=Due(text="định kỳ", rule="other"),
    source=Span(start=0, end=10),
)


@pytest.fixture
def periodic(compose: Compose) -> PlanFile:
    """A plan with one report that is due "định kỳ", and the question which period that is."""
    proposal = Proposal(path="responsibilities.R1.due", value={"text": "định kỳ", "rule": "yearly"}, reason="thông lệ")
    asked = Diagnostic(
        code="D110", severity=Severity.QUESTION, message="kỳ nào?", about="R1.due", proposal=proposal, remedy="chọn"
    )
    compiled = compose(duties=(SCHOOLS,)).model_copy(update={"diagnostics": [asked]})
    return plan_file(complete(compiled), SOURCE)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("hằng quý", "quarterly"),
        ("Hàng tuần.", "weekly"),
        ("20/12/2027", "by:2027-12-20"),
        ("2027-12-20", "by:2027-12-20"),
        ("ngày 9 tháng 11 năm 2027", "by:2027-11-09"),
        ("20/12", "by:2027-12-20"),
        ("trước ngày 15 hằng tháng", "monthly:15"),
        ("6 tháng, 9 tháng và năm", "half-yearly+nine-monthly+yearly"),
        ("báo cáo trước 15/12 hằng năm", "yearly:12-15"),
        ("khi có yêu cầu", "on-demand"),
        ("quarterly:20", "quarterly:20"),
        ("half-yearly:06-15,12-15", "half-yearly:06-15,12-15"),
    ],
)
def test_a_due_answered_in_words_becomes_the_rule(periodic: PlanFile, said: str, rule: str) -> None:
    asked = next(each for each in periodic.questions if each.code == "D110")
    after = decide(periodic, asked.id, answer=said, **RECORD)
    due = after.responsibilities[0].due
    assert due is not None
    assert (due.text, due.rule) == ("định kỳ", rule)
    assert next(each.answer for each in after.questions if each.id == asked.id) == rule
    assert not [finding for finding in check(after) if finding.code in ("D228", "D238")]


@pytest.mark.parametrize(
    "said",
    ["bừa bãi", "Sở Y tế", "định kỳ", "31/02/2027", "by:2027-02-31", "không phải hằng quý", "hằng quý, ngày 20", "quý"],
)
def test_an_answer_that_is_no_due_is_refused_with_examples_and_the_question_stays(
    periodic: PlanFile, said: str
) -> None:
    asked = next(each for each in periodic.questions if each.code == "D110")
    with pytest.raises(DecisionError, match=said) as refused:
        decide(periodic, asked.id, answer=said, **RECORD)
    assert "hằng quý" in (refused.value.remedy or "")
    assert "monthly:15" in (refused.value.remedy or "")


def test_a_day_without_a_year_is_none_where_the_plan_has_none() -> None:
    assert rule_of("20/12", None) is None
    assert rule_of("20/12/2027", None) == "by:2027-12-20"
