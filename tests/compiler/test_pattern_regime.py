"""Rounds: what a plan's words state, completed by custom (config/regimes.yaml)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.result import DocumentClass, Due, Period, PlanHead, Responsibility, Role
from compiler.rounds.regime import contributors_due, draft_regime, due_on
from config.workdays import is_working_day, working_days_between

CCHC = "cchc"


def head(year: int | None, issued_on: date | None = None) -> PlanHead:
    return PlanHead(**{"class": DocumentClass.PLAN}, year=year, issued_on=issued_on)


def duty(rule: str, *roles: Role, text: str = "định kỳ", holder: str = "Các sở") -> Responsibility:
    return Responsibility(
        id="R1",
        holder=holder,
        group=holder.startswith("Các"),
        text="Báo cáo.",
        roles=list(roles) or [Role.REPORT],
        due=Due(text=text, rule=rule),
    )


def rounds(year: int | None, *duties: Responsibility, issued_on: date | None = None) -> list[Period]:
    drafted = draft_regime(head(year, issued_on), duties, "Sở Nội vụ", CCHC)
    assert drafted is not None
    return drafted.regime.periods


def test_a_silent_plan_gets_the_four_reports_of_administrative_reform() -> None:
    drafted = draft_regime(head(2019), [], None, CCHC)
    assert drafted is not None
    assert drafted.regime.basis == "assumed"
    assert "581/BNV-CCHC" in (drafted.regime.reason or "")
    found = [(p.key, p.window_from, p.window_to, p.consolidated_due) for p in drafted.regime.periods]
    assert found == [
        ("2019-Q1", date(2018, 12, 15), date(2019, 3, 14), date(2019, 3, 20)),
        ("2019-H1", date(2018, 12, 15), date(2019, 6, 14), date(2019, 6, 20)),
        ("2019-Q3", date(2019, 6, 15), date(2019, 9, 14), date(2019, 9, 20)),
        ("2019-Y", date(2018, 12, 15), date(2019, 12, 14), date(2019, 12, 20)),
    ]


def test_contributors_come_five_working_days_earlier_where_the_cut_off_allows() -> None:
    assert contributors_due(date(2026, 12, 31), date(2026, 12, 14)) == date(2026, 12, 24)


def test_contributors_never_come_before_a_working_day_after_the_cut_off() -> None:
    # 14/3/2014 is a Friday: five working days before the 20th would be the 13th.
    assert contributors_due(date(2014, 3, 20), date(2014, 3, 14)) == date(2014, 3, 17)


def test_rounds_due_before_issue_are_left_out() -> None:
    assert [p.key for p in rounds(2024, issued_on=date(2024, 4, 12))] == ["2024-H1", "2024-Q3", "2024-Y"]


def test_a_plan_whose_year_is_over_gets_the_next_years_rounds() -> None:
    assert [p.key for p in rounds(2025, duty("yearly:11-15"), issued_on=date(2025, 11, 24))] == ["2026-Y"]


def test_nothing_is_drafted_without_a_year() -> None:
    assert draft_regime(head(None), [], None, CCHC) is None


def test_days_that_both_sides_state_leave_nothing_to_ask() -> None:
    both = [duty("monthly:15"), duty("monthly:20", Role.CONSOLIDATE, holder="Sở Nội vụ")]
    drafted = draft_regime(head(2026), both, "Sở Nội vụ", CCHC)
    assert drafted is not None
    assert drafted.regime.basis == "stated"
    assert drafted.supplied == []
    assert len(drafted.regime.periods) == 12
    march = drafted.regime.periods[2]
    assert (march.key, march.due, march.consolidated_due) == ("2026-M03", date(2026, 3, 15), date(2026, 3, 20))


def test_a_missing_day_is_supplied_and_named() -> None:
    drafted = draft_regime(head(2026), [duty("yearly:12-15")], None, CCHC)
    assert drafted is not None
    assert drafted.regime.basis == "assumed"
    assert drafted.supplied == ["thiếu hạn tổng hợp, đề nghị 22/12/2026"]


def test_quarter_two_is_told_with_the_half_year_and_quarter_four_with_the_year() -> None:
    keys = [p.key for p in rounds(2026, duty("quarterly+half-yearly+yearly"))]
    assert keys == ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]


def test_a_yearly_report_in_january_is_about_the_year_before() -> None:
    (only,) = rounds(2025, duty("yearly:01-10"))
    assert (only.key, only.due, only.window_to) == ("2025-Y", date(2026, 1, 10), date(2025, 12, 14))


def test_one_dated_report_is_one_round() -> None:
    (only,) = rounds(2025, duty("by:2025-12-16"), issued_on=date(2025, 11, 18))
    assert only.due == date(2025, 12, 16)


def test_a_date_for_work_is_no_round() -> None:
    own_plan = duty("by:2025-11-30", Role.EXECUTE, Role.REPORT)
    assert [p.key for p in rounds(2025, own_plan)] == ["2025-Q1", "2025-H1", "2025-Q3", "2025-Y"]


def test_a_list_to_be_sent_by_a_date_is_no_round() -> None:
    names = duty("by:2025-12-15").model_copy(update={"text": "Gửi danh sách đầu mối về Sở Nội vụ."})
    assert [p.key for p in rounds(2025, names)] == ["2025-Q1", "2025-H1", "2025-Q3", "2025-Y"]


def test_what_a_class_is_told_outweighs_one_agencys_own_date() -> None:
    own = duty("yearly:11-01", holder="Sở Y tế")
    (only,) = rounds(2025, own, duty("yearly:12-15"))
    assert only.due == date(2025, 12, 15)
    (only,) = rounds(2025, own)
    assert only.due == date(2025, 11, 1)


def test_the_exception_channel_is_no_round() -> None:
    closing = duty("yearly").model_copy(update={"exception_channel": True})
    assert len(rounds(2026, closing)) == 4


def test_an_exclusive_policy_takes_before_at_its_word() -> None:
    due = Due(text="trước ngày 15 tháng 12", rule="by:2026-12-15")
    assert due_on(due) == date(2026, 12, 15)
    assert due_on(due, before_is_inclusive=False) == date(2026, 12, 14)
    latest = Due(text="chậm nhất ngày 15 tháng 12", rule="by:2026-12-15")
    assert due_on(latest, before_is_inclusive=False) == date(2026, 12, 15)


days = st.integers(1, 31).map(lambda n: f"{n:02d}")
month_days = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda d: d.strftime("%m-%d"))
rules = st.one_of(
    st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"]),
    days.map(lambda d: f"monthly:{d}"),
    days.map(lambda d: f"quarterly:{d}"),
    st.tuples(st.dates(date(2026, 6, 15), date(2026, 7, 31)), st.dates(date(2026, 12, 1), date(2026, 12, 31))).map(
        lambda pair: f"half-yearly:{pair[0]:%m-%d},{pair[1]:%m-%d}"
    ),
    month_days.map(lambda d: f"yearly:{d}"),
)


@given(st.lists(rules, min_size=1, max_size=3), st.integers(2014, 2030))
def test_every_drafted_round_keeps_a_working_day_between_cut_off_and_due_date(stated: list[str], year: int) -> None:
    periods = rounds(year, *(duty(rule) for rule in stated))
    assert periods
    assert len({period.key for period in periods}) == len(periods)
    for period in periods:
        assert period.window_from <= period.window_to < period.due
        last = period.due if is_working_day(period.due) else period.due - timedelta(days=1)
        assert working_days_between(period.window_to, last) >= 1 or not is_working_day(period.due)
        assert period.consolidated_due is not None
        assert period.due <= period.consolidated_due


@given(st.integers(2014, 2030), st.sampled_from(["cchc", "kstthc", "hang-nam"]))
def test_every_customary_due_date_of_contributors_is_a_working_day(year: int, preset: str) -> None:
    drafted = draft_regime(head(year), [], None, preset)
    assert drafted is not None
    for period in drafted.regime.periods:
        assert period.window_from <= period.window_to < period.due
        assert period.consolidated_due is not None
        assert period.due <= period.consolidated_due
        assert is_working_day(period.due)


def test_an_unknown_preset_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        draft_regime(head(2026), [], None, "không-có")


@given(
    year=st.integers(2014, 2035), rule=st.sampled_from(["", "monthly", "quarterly", "half-yearly", "yearly", "weekly"])
)
def test_no_proposed_day_of_the_coordinator_is_a_day_off(year: int, rule: str) -> None:
    for period in rounds(year, *([duty(rule)] if rule else [])):
        assert period.consolidated_due and is_working_day(period.consolidated_due)
        assert period.window_to < period.due <= period.consolidated_due


def test_a_proposed_day_keeps_the_limit_that_it_stands_for() -> None:
    # 20/6/2027 is a Sunday: the working day before it is still within "by the 20th".
    assert [each.consolidated_due for each in rounds(2027) if each.key == "2027-H1"] == [date(2027, 6, 18)]


DECEMBER = date(2027, 12, 8)


def monthly(title: str, issued_on: date = DECEMBER) -> tuple[list[str], list[str]]:
    """Keys of the rounds of reports by the 16th and, put together, by the 22nd of each month; what was supplied."""
    sides = (duty("monthly:16"), duty("monthly:22", Role.CONSOLIDATE, holder="Sở Nội vụ"))
    plan = PlanHead(**{"class": DocumentClass.PLAN}, year=2027, issued_on=issued_on, title=title)
    drafted = draft_regime(plan, sides, "Sở Nội vụ", CCHC)
    assert drafted is not None
    return [each.key for each in drafted.regime.periods], drafted.supplied


def test_monthly_reports_without_an_end_are_not_over_after_the_first() -> None:
    keys, supplied = monthly("Phòng, chống rét cho đàn gia súc")
    assert keys == ["2027-M12", *(f"2028-M{month:02}" for month in range(1, 12))]
    assert supplied and "16/11/2028" in supplied[-1], "what no sentence says is a proposal, and asked about"


def test_monthly_reports_of_a_plan_that_names_its_year_end_with_it() -> None:
    assert monthly("Phòng, chống rét cho đàn gia súc năm 2027") == (["2027-M12"], [])
    keys, supplied = monthly("Phòng, chống rét cho đàn gia súc", date(2027, 10, 4))
    assert keys == ["2027-M10", "2027-M11", "2027-M12"] and supplied == []
