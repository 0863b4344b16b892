"""A duty's own day triggers nothing: the check says so, once for all, and not where a round stands near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from compiler.asks.check import check
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Due, Responsibility, Role, Severity
from compiler.show.page import summary_text
from tests.compiler.conftest import DUTIES

MakePlan = Callable[..., PlanFile]


def period(key: str, first: str, last: str, due: str) -> dict[str, Any]:
    return {"key": key, "name": f"Báo cáo {key}", "window_from": first, "window_to": last, "due": due}


SPRING = period("quý I", "2027-01-01", "2027-03-15", "2027-03-19")
SUMMER = period("quý II", "2027-03-16", "2027-06-15", "2027-06-18")
REGIME = {"preset": "custom", "periods": [SPRING, SUMMER]}


@pytest.fixture
def planned(make_plan: MakePlan) -> Callable[..., PlanFile]:
    """A plan reported in March and June 2027, with one more duty, by its due rule."""

    def make(rule: str, *roles: Role, holder: str = "Sở Y tế", id_: str = "R7") -> PlanFile:
        more = Responsibility(
            id=id_,
            holder=holder,
            text="Hoàn thành tập huấn.",
            roles=list(roles) or [Role.LEAD],
            due=Due(text="", rule=rule),
        )
        return make_plan(duties=(*DUTIES, more)).changed(regime=REGIME)

    return make


def late(file: PlanFile) -> list[Diagnostic]:
    return [each for each in check(file) if each.code == "D246"]


def test_a_day_long_before_the_round_that_asks_about_it_is_a_warning_with_that_round(
    planned: Callable[..., PlanFile],
) -> None:
    file = planned("by:2027-04-30")
    (one,) = late(file)
    assert one.severity is Severity.WARNING and one.source is None
    assert "R7 (Sở Y tế) hạn 30/04/2027" in one.message
    assert "Báo cáo quý II (hạn 18/06/2027)" in one.message
    assert "--holders R7 --due 2027-04-30" in (one.remedy or "")
    assert "R7 (Sở Y tế) hạn 30/04/2027" in " ".join(summary_text(file).split())


@pytest.mark.parametrize("rule", ["by:2027-06-11", "by:2027-06-18", "by:2027-03-15", "quarterly:20", "continuous"])
def test_a_day_within_five_working_days_of_a_round_or_no_day_is_not(
    planned: Callable[..., PlanFile], rule: str
) -> None:
    assert not late(planned(rule))


def test_a_day_six_working_days_before_the_round_is(planned: Callable[..., PlanFile]) -> None:
    assert len(late(planned("by:2027-06-10"))) == 1


def test_each_day_of_a_duty_counts_and_a_report_is_none(planned: Callable[..., PlanFile]) -> None:
    (one,) = late(planned("by:2027-04-01+by:2027-05-04+by:2027-06-15"))
    assert "01/04/2027" in one.message and "04/05/2027" in one.message and "15/06/2027" not in one.message
    assert not late(planned("by:2027-04-30", Role.REPORT))
    assert not late(planned("by:2027-04-30", Role.LEAD, Role.CONSOLIDATE))


def test_a_round_of_its_own_ends_the_warning(planned: Callable[..., PlanFile]) -> None:
    file = planned("by:2027-04-30")
    own = period("R7", "2027-03-16", "2027-04-29", "2027-05-04")
    assert not late(file.changed(regime={"preset": "custom", "periods": [SPRING, own, SUMMER]}))


def test_duties_of_one_day_stand_together(planned: Callable[..., PlanFile]) -> None:
    file = planned("by:2027-04-30")
    first = next(each for each in file.responsibilities if each.id == "R7")
    second = first.model_copy(update={"id": "R77", "holder": "Sở Tài chính", "text": "Cấp kinh phí."})
    both = [each.model_dump(by_alias=True) for each in (*file.responsibilities, second)]
    (one,) = late(file.changed(responsibilities=both))
    assert "R7 (Sở Y tế), R77 (Sở Tài chính) hạn 30/04/2027" in one.message
    assert "--holders 'R7;R77'" in (one.remedy or "")
    assert str(date(2027, 4, 30)) in (one.remedy or "")
