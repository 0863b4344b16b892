"""What a duty hands over by a period of its own is asked for by a round, or the check says that none asks (D261)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from compiler.asks.check import check
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Due, Responsibility, Role, Severity
from tests.compiler.conftest import DUTIES

MakePlan = Callable[..., PlanFile]


def period(key: str, first: str, last: str, due: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": f"Báo cáo {key}", "window_from": first, "window_to": last, "due": due, **more}


QUARTERS = [
    period("quý I", "2026-12-15", "2027-03-14", "2027-03-15"),
    period("quý II", "2027-03-15", "2027-06-14", "2027-06-15"),
    period("quý III", "2027-06-15", "2027-09-14", "2027-09-15"),
]


@pytest.fixture
def planned(make_plan: MakePlan) -> Callable[..., PlanFile]:
    """A plan reported by the quarter, with one more duty: its due, roles and product."""

    def make(said: str, rule: str, *roles: Role, product: str | None = None, periods: Any = QUARTERS) -> PlanFile:
        more = Responsibility(
            id="R7",
            holder="Công an tỉnh",
            text=f"Trao đổi số liệu đàn ong {said}.",
            roles=list(roles) or [Role.EXECUTE],
            due=Due(text=said, rule=rule),
            products=[product] if product else [],
        )
        return make_plan(duties=(*DUTIES, more)).changed(regime={"preset": "custom", "periods": periods})

    return make


def unasked(file: PlanFile) -> list[Diagnostic]:
    return [each for each in check(file) if each.code == "D261"]


def test_a_day_of_each_month_that_no_round_stands_near_is_a_warning_with_the_round_for_the_first(
    planned: Callable[..., PlanFile],
) -> None:
    (one,) = unasked(planned("trước ngày 05 hằng tháng", "monthly:05"))
    assert one.severity is Severity.WARNING
    assert "R7 (Công an tỉnh) “trước ngày 05 hằng tháng”" in one.message
    assert "--holders R7 --due 2027-03-05" in (one.remedy or ""), "the first 5th after the rounds began"


@pytest.mark.parametrize("product", ["Báo cáo hằng tuần", "Báo cáo nhanh hằng tháng"])
def test_a_product_that_is_a_report_by_the_week_or_month_is_one_too(
    planned: Callable[..., PlanFile], product: str
) -> None:
    (one,) = unasked(planned("Thường xuyên", "continuous", product=product))
    assert f"R7 (Công an tỉnh) “{product}”" in one.message
    (other,) = unasked(planned("Hằng tháng", "monthly", product="Báo cáo"))
    assert "R7 (Công an tỉnh) “Hằng tháng”" in other.message


@pytest.mark.parametrize(
    ("said", "rule"),
    [("hằng tháng", "monthly"), ("trước ngày 14 tháng cuối quý", "quarterly:14"), ("thường xuyên", "continuous")],
)
def test_work_that_goes_on_by_the_month_and_days_that_the_rounds_keep_are_none(
    planned: Callable[..., PlanFile], said: str, rule: str
) -> None:
    assert not unasked(planned(said, rule))
    assert not unasked(planned(said, rule, product="Báo cáo hằng quý"))


def test_a_report_is_asked_for_in_the_month_of_its_day(planned: Callable[..., PlanFile]) -> None:
    assert not unasked(planned("trước ngày 20 tháng cuối quý", "quarterly:20", Role.REPORT))
    assert unasked(planned("trước ngày 20 hằng tháng", "monthly:20", Role.REPORT))


def test_rounds_for_the_duty_alone_end_the_warning(planned: Callable[..., PlanFile]) -> None:
    own = [
        period(
            f"tháng {month}", f"2027-{month - 1:02d}-05", f"2027-{month:02d}-04", f"2027-{month:02d}-05", holders=who
        )
        for month, who in ((month, ["R7"]) for month in range(3, 10))
    ]
    assert not unasked(planned("trước ngày 05 hằng tháng", "monthly:05", periods=[*QUARTERS, *own]))
    others = [{**each, "holders": ["R2"]} for each in own]
    assert unasked(planned("trước ngày 05 hằng tháng", "monthly:05", periods=[*QUARTERS, *others]))
