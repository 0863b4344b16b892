"""A round asks those who owe its report: one office's weekly report makes no weekly rounds for all; weeks keep their order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from compiler.asks.check import check
from compiler.planfile.model import PlanFile
from compiler.result import DocumentClass, Due, Period, PlanHead, Responsibility, Role
from compiler.rounds.pattern import regime_questions
from compiler.rounds.regime import Drafted, draft_regime, is_week
from config.workdays import is_working_day

COORDINATOR = "Sở Nông nghiệp và Môi trường"
YEARS = range(2024, 2029)


def duty(number: int, holder: str, rule: str, said: str, *roles: Role) -> Responsibility:
    return Responsibility(
        id=f"R{number}",
        holder=holder,
        group=holder.startswith(("Các", "UBND các")),
        text=f"Tiêm phòng đàn trâu; báo cáo {said}.",
        roles=list(roles) or [Role.EXECUTE, Role.REPORT],
        due=Due(text=said, rule=rule),
    )


CLASS = duty(1, "UBND các xã", "quarterly:15", "hằng quý trước ngày 15")
WEEKLY = duty(2, "Sở Y tế", "weekly", "thứ Sáu hằng tuần")
CENTRAL = duty(3, COORDINATOR, "weekly", "thứ Sáu hằng tuần", Role.CONSOLIDATE, Role.REPORT)


def drafted(*duties: Responsibility, year: int = 2026, coordinator: str = COORDINATOR) -> Drafted:
    head = PlanHead(**{"class": DocumentClass.PLAN, "year": year})
    found = draft_regime(head, duties, coordinator, "hang-nam")
    assert found is not None
    return found


def weeks(found: Drafted) -> list[Period]:
    return [each for each in found.regime.periods if "-W" in each.key]


def test_the_weekly_report_of_one_office_is_asked_of_that_office_alone_and_the_class_keeps_its_quarters() -> None:
    found = drafted(CLASS, WEEKLY)
    assert {tuple(each.holders) for each in weeks(found)} == {("R2",)}
    others = [each for each in found.regime.periods if each not in weeks(found)]
    assert len(others) == 4 and {tuple(each.holders) for each in others} == {()}


def test_where_only_some_report_by_the_week_custom_asks_the_others_by_the_year() -> None:
    weekly = [duty(4, "Sở Y tế", "weekly", "hằng tuần"), duty(12, "Sở Công Thương", "weekly", "hằng tuần")]
    assert weeks(drafted(*weekly)) == drafted(*weekly).regime.periods
    found = drafted(*weekly, Responsibility(id="R13", holder="Sở Xây dựng", text="Sửa chợ.", roles=[Role.EXECUTE]))
    assert {tuple(each.holders) for each in weeks(found)} == {("R4", "R12")}
    others = [each for each in found.regime.periods if each not in weeks(found)]
    assert others and {tuple(each.holders) for each in others} == {()}
    assert found.regime.basis == "assumed"


@pytest.mark.parametrize("rule", ["monthly:20", "quarterly:20", "yearly:12-15"])
def test_a_report_oftener_than_the_coordinators_is_asked_of_those_who_state_it(rule: str) -> None:
    yearly = duty(3, COORDINATOR, "yearly:12-25", "hằng năm", Role.CONSOLIDATE)
    found = drafted(duty(4, "Sở Y tế", rule, "theo kỳ"), yearly).regime.periods
    assert all(not each.holders for each in found if each.key.endswith("-Y"))
    assert {tuple(each.holders) for each in found if not each.key.endswith("-Y")} <= {("R4",)}


def test_one_rhythm_without_a_class_or_a_coordinators_period_is_the_plans() -> None:
    found = drafted(duty(4, "Sở Y tế", "quarterly:20", "hằng quý")).regime.periods
    assert len(found) == 4 and {tuple(each.holders) for each in found} == {()}


def test_a_sentence_that_only_reports_tells_of_all_that_its_holder_does() -> None:
    pure = duty(4, "Sở Y tế", "weekly", "hằng tuần", Role.REPORT)
    other = Responsibility(id="R7", holder="Sở Y tế", text="Khử trùng chợ.", roles=[Role.EXECUTE])
    assert {tuple(each.holders) for each in weeks(drafted(CLASS, pure, other))} == {("R4", "R7")}


def test_what_the_coordinator_puts_together_needs_everybodys_reports() -> None:
    monthly = duty(3, COORDINATOR, "monthly:25", "hằng tháng", Role.CONSOLIDATE)
    found = drafted(duty(4, "Sở Y tế", "monthly:20", "hằng tháng"), monthly)
    assert {tuple(each.holders) for each in found.regime.periods} == {()}
    assert {tuple(each.holders) for each in weeks(drafted(CENTRAL))} == {()}


def test_a_coordinators_week_beside_a_class_that_reports_by_the_quarter_is_the_coordinators_own() -> None:
    assert {tuple(each.holders) for each in weeks(drafted(CLASS, CENTRAL))} == {("R3",)}
    assert {tuple(each.holders) for each in weeks(drafted(CLASS, CENTRAL, WEEKLY))} == {("R2", "R3")}


def test_the_question_about_the_rounds_says_who_is_asked() -> None:
    (asked,) = [each for each in regime_questions(drafted(CLASS, WEEKLY)) if each.code == "D209"]
    assert "chỉ hỏi R2 (Sở Y tế)" in asked.message
    assert "(4 kỳ cùng loại) hỏi mọi cơ quan" in asked.message


def test_the_reason_quotes_the_words_of_the_report_and_not_those_of_other_work_in_the_sentence() -> None:
    several = Responsibility(
        id="R7",
        holder="UBND các xã",
        group=True,
        text="Đắp đê bao trong tháng 12/2026; sáu tháng, hằng năm báo cáo Sở Y tế trước ngày 10/6 và 10/12.",
        roles=[Role.EXECUTE, Role.REPORT],
        due=Due(text="trong tháng 12/2026", rule="by:2026-12-31+half-yearly:06-10+yearly:12-10"),
    )
    reason = drafted(several).regime.reason or ""
    assert "báo cáo Sở Y tế trước ngày 10/6 và 10/12" in reason and "trong tháng 12/2026" not in reason


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("weekday", ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu"])
def test_in_a_week_the_agencies_come_a_working_day_before_the_coordinator(year: int, weekday: str) -> None:
    said = f"{weekday} hằng tuần"
    for central in (
        [duty(3, COORDINATOR, "weekly", said, Role.CONSOLIDATE)],
        [duty(3, COORDINATOR, "weekly", said, Role.CONSOLIDATE), duty(4, "Các sở", "weekly", "hằng tuần")],
    ):
        periods = weeks(drafted(*central, year=year))
        assert periods
        for each in periods:
            assert each.consolidated_due and each.window_from <= each.window_to < each.due < each.consolidated_due
            assert is_working_day(each.due) and is_working_day(each.consolidated_due)
        for one, other in pairwise(periods):
            assert one.window_to < other.window_from and one.due < other.due


@pytest.mark.parametrize("year", YEARS)
def test_a_weekday_that_falls_on_a_day_off_is_proposed_as_a_working_day_nearby(year: int) -> None:
    periods = weeks(drafted(WEEKLY, year=year))
    assert all(is_working_day(each.due) and each.window_to < each.due for each in periods)
    assert all(one.due < other.due for one, other in pairwise(periods))
    assert sum(each.due.isoweekday() != 5 for each in periods) <= 5
    assert all(is_week(each) for each in periods)


def test_weeks_and_quarters_that_we_propose_raise_no_warning_of_days_off_or_of_overlap(
    make_plan: Callable[..., PlanFile],
) -> None:
    file = make_plan()
    duties = [each.model_dump(by_alias=True) for each in (CLASS, WEEKLY)]
    regime = drafted(CLASS, WEEKLY).regime.model_dump(by_alias=True)
    found = {each.code for each in check(file.changed(responsibilities=duties, regime=regime))}
    assert "D236" not in found


def test_weeks_that_a_person_makes_overlap_are_warned_of_still(make_plan: Callable[..., PlanFile]) -> None:
    file = make_plan()
    regime = drafted(WEEKLY).regime
    first, second, *rest = regime.periods
    periods = [first, second.model_copy(update={"window_from": first.window_to}), *rest]
    said = regime.model_copy(update={"periods": periods}).model_dump(by_alias=True)
    changed = file.changed(responsibilities=[WEEKLY.model_dump(by_alias=True)], regime=said)
    assert "D236" in {each.code for each in check(changed)}
