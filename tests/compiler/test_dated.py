"""A duty's own day triggers nothing: the check says so, once for all, and not where a round stands near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from compiler.asks.check import check
from compiler.planfile.decide import DecisionError, decide
from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Diagnostic, Due, Responsibility, Role, Severity
from compiler.show.page import summary_text
from tests.compiler.conftest import DUTIES

RECORD: dict[str, Any] = {"by": "Trần Bình", "why": "theo kế hoạch", "at": datetime(2026, 11, 21, 2, tzinfo=UTC)}
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


def test_each_day_of_a_duty_counts(planned: Callable[..., PlanFile]) -> None:
    (one,) = late(planned("by:2027-04-01+by:2027-05-04+by:2027-06-15"))
    assert "01/04/2027" in one.message and "04/05/2027" in one.message and "15/06/2027" not in one.message


@pytest.mark.parametrize("role", [Role.REPORT, Role.CONSOLIDATE])
@pytest.mark.parametrize("rule", ["by:2027-04-30", "quarterly:15+by:2027-04-30"])
def test_a_report_with_a_day_of_its_own_is_told_of_where_no_round_asks_for_it(
    planned: Callable[..., PlanFile], role: Role, rule: str
) -> None:
    (one,) = late(planned(rule, Role.EXECUTE, role))
    assert "R7 (Sở Y tế) hạn 30/04/2027" in one.message and "--holders R7 --due 2027-04-30" in (one.remedy or "")


def test_a_report_has_its_round_on_its_day_or_the_working_day_before_a_day_off(
    planned: Callable[..., PlanFile],
) -> None:
    """20/3/2027 is a Saturday, the round of 19/3 is the Friday before; who puts together is due on the second day."""
    assert not late(planned("by:2027-03-20", Role.REPORT))
    assert late(planned("by:2027-03-20", Role.EXECUTE))
    assert late(planned("by:2027-03-22", Role.REPORT)), "a round of the days before is another report's"
    both = {"preset": "custom", "periods": [{**SPRING, "consolidated_due": "2027-03-25"}, SUMMER]}
    assert not late(planned("by:2027-03-25", Role.CONSOLIDATE).changed(regime=both))
    assert late(planned("by:2027-03-25", Role.REPORT).changed(regime=both))


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


def counted(phrase: str, rule: str, *roles: Role) -> Responsibility:
    """A duty of so many days, the holder Sở Y tế."""
    text = f"Xây dựng và gửi kế hoạch chi tiết {phrase}."
    due = Due(text=phrase.partition(" ngày ký")[0], rule=rule)
    return Responsibility(id="R7", holder="Sở Y tế", text=text, roles=list(roles) or [Role.LEAD], due=due)


@pytest.mark.parametrize("role", [Role.LEAD, Role.REPORT])
def test_days_counted_from_the_issue_that_no_round_stands_near_are_a_warning(make_plan: MakePlan, role: Role) -> None:
    duties = (*DUTIES, counted("trong 12 ngày kể từ ngày ký Kế hoạch này", "within:12d", role))
    file = make_plan(duties=duties).changed(regime=REGIME)  # issued on 16 November 2026, first asked in March
    (one,) = [each for each in check(file) if each.code == "D217"]
    assert "R7 (Sở Y tế): hạn 28/11/2026" in one.message and "--due 2026-11-28" in (one.remedy or "")


def test_days_counted_from_nothing_are_asked_about_and_count_from_the_issue_once_accepted(make_plan: MakePlan) -> None:
    file = make_plan(duties=(*DUTIES, counted("trong vòng 12 ngày", "within:12d")))
    (asked,) = [each for each in file.questions if each.code == "D254"]
    assert "R7 (Sở Y tế)" in asked.asks and asked.proposal == {"text": "trong vòng 12 ngày", "rule": "by:2026-11-28"}
    settled = decide(file, asked.id, accept=True, **RECORD)
    assert {each.id: each.due and each.due.rule for each in settled.responsibilities}["R7"] == "by:2026-11-28"
    other = decide(file, asked.id, answer="other", **RECORD)
    assert not [each for each in check(other) if each.code == "D254"]


def test_days_counted_from_an_event_have_no_day_and_are_not_asked_about(make_plan: MakePlan) -> None:
    phrase = "trong vòng 12 ngày kể từ khi nhận đủ hồ sơ của người dân"
    file = make_plan(duties=(*DUTIES, counted(phrase, "within:12d")))
    assert not {"D254", "D217", "D246"} & {each.code for each in check(file)}


def without_periods(make_plan: MakePlan) -> PlanFile:
    """A plan of dated work that reports by no period, its question on the rounds answered so."""
    duties = [
        Responsibility(id="R1", holder="Sở Nội vụ", text="Tổng hợp kết quả.", roles=[Role.CONSOLIDATE]),
        counted("trước ngày 15/01/2027", "by:2027-01-15"),
        counted("ngày 15/01/2027", "by:2027-01-15", Role.EXECUTE).model_copy(update={"id": "R8"}),
        counted("chậm nhất ngày 19/02/2027", "by:2027-02-19", Role.REPORT).model_copy(update={"id": "R9"}),
        counted("trong 12 ngày kể từ ngày ký Kế hoạch này", "within:12d").model_copy(update={"id": "R10"}),
    ]
    file = make_plan(duties=tuple(duties), title="Kế hoạch tổ chức đại hội thể dục thể thao")
    asked = next(each for each in file.questions if each.about == "regime")
    assert "“bỏ”" in (asked.remedy or "")
    return decide(file, asked.id, answer="bỏ", **RECORD)


def test_a_plan_may_have_no_periodic_rounds_and_ask_on_the_days_of_its_duties_only(make_plan: MakePlan) -> None:
    file = read_planfile(planfile_text(without_periods(make_plan)))
    assert file.regime is not None and file.regime.basis == "decided"
    assert [(each.due, each.holders) for each in file.regime.periods] == [
        (date(2026, 11, 28), ["R10"]),
        (date(2027, 1, 15), ["R7", "R8"]),
        (date(2027, 2, 19), ["R9"]),
    ]
    codes = {each.code for each in check(file)}
    assert not {"D217", "D246", "D224", "D208", "D209"} & codes


def test_a_duty_that_no_round_asks_about_is_told_of_where_each_round_asks_only_some(make_plan: MakePlan) -> None:
    (one,) = [each for each in check(without_periods(make_plan)) if each.code == "D253"]
    assert "R1 (Sở Nội vụ)" in one.message and "R7" not in one.message


def test_a_round_of_others_near_a_duty_s_day_does_not_ask_about_it(planned: Callable[..., PlanFile]) -> None:
    file = planned("by:2027-04-30")
    spring = {**period("riêng", "2027-04-01", "2027-04-29", "2027-04-30"), "holders": ["R2"]}
    assert len(late(file.changed(regime={**REGIME, "periods": [SPRING, spring, SUMMER]}))) == 1
    spring["holders"] = ["Sở Y tế"]
    assert not late(file.changed(regime={**REGIME, "periods": [SPRING, spring, SUMMER]}))


def test_no_periodic_rounds_is_refused_where_no_duty_has_a_day(make_plan: MakePlan) -> None:
    duty = Responsibility(id="R1", holder="Sở Nội vụ", text="Tổng hợp kết quả.", roles=[Role.CONSOLIDATE])
    file = make_plan(duties=(duty,))
    asked = next(each for each in file.questions if each.about == "regime")
    with pytest.raises(DecisionError) as refused:
        decide(file, asked.id, answer="bỏ", **RECORD)
    assert "hạn riêng" in refused.value.reason


@pytest.mark.parametrize(("inclusive", "said"), [(True, "tính cả ngày đó"), (False, "tính hết ngày liền trước")])
def test_the_page_says_once_how_before_a_day_is_taken(make_plan: MakePlan, inclusive: bool, said: str) -> None:
    file = make_plan().changed(policy={"before_is_inclusive": inclusive})
    page = " ".join(summary_text(file).split())
    assert page.count("before_is_inclusive") == 1
    assert "“trước ngày 15 tháng 12 hằng năm”" in page and said in page
    on_time = DUTIES[3].model_copy(update={"due": Due(text="chậm nhất 15/12 hằng năm", rule="yearly:12-15")})
    assert "before_is_inclusive" not in summary_text(make_plan(duties=(*DUTIES[:3], on_time)))


def unasked(file: PlanFile) -> list[Diagnostic]:
    return [each for each in check(file) if each.code == "D258"]


def test_work_of_years_after_the_last_round_is_one_warning_with_the_round_to_add(
    planned: Callable[..., PlanFile],
) -> None:
    (begins,) = unasked(planned("year:2028+yearly"))
    assert "R7 (Sở Y tế" in begins.message and "từ năm 2028" in begins.message
    assert begins.severity is Severity.WARNING
    assert "--holders R7 --due 2028-12-20" in (begins.remedy or "")
    (goes_on,) = unasked(planned("year:2027+yearly"))
    assert "từ năm 2028" in goes_on.message
    (only,) = unasked(planned("year:2030"))
    assert "từ năm 2030" in only.message


@pytest.mark.parametrize("rule", ["year:2027", "yearly", "year:2026", "quarterly", "by:2028-01-20", "continuous"])
def test_work_within_the_years_of_the_rounds_is_none(planned: Callable[..., PlanFile], rule: str) -> None:
    assert not unasked(planned(rule))


def test_rounds_of_the_years_after_end_that_warning(planned: Callable[..., PlanFile]) -> None:
    later = period("năm 2028", "2027-12-15", "2028-12-14", "2028-12-15")
    file = planned("year:2027+yearly")
    assert not unasked(file.changed(regime={"preset": "custom", "periods": [SPRING, SUMMER, later]}))


def test_all_days_that_no_round_reaches_are_one_warning_with_the_round_for_the_first(
    planned: Callable[..., PlanFile],
) -> None:
    file = planned("by:2028-01-20")
    later = [
        {**each.model_dump(by_alias=True), "id": id_, "holder": holder, "due": {"text": "trước ngày ấy", "rule": rule}}
        for each in file.responsibilities
        if each.id == "R7"
        for id_, holder, rule in (
            ("R70", "Sở Công Thương", "by:2028-01-20"),
            ("R71", "Thanh tra tỉnh", "by:2027-12-30"),
        )
    ]
    duties = [*(each.model_dump(by_alias=True) for each in file.responsibilities), *later]
    (one,) = [each for each in check(file.changed(responsibilities=duties)) if each.code == "D217"]
    assert one.message.startswith("3 nhiệm vụ")
    assert "R71 (Thanh tra tỉnh): hạn 30/12/2027; R7 (Sở Y tế), R70 (Sở Công Thương): hạn 20/01/2028" in one.message
    assert one.about == "responsibilities.R71.due"
    assert "--holders R71 --due 2027-12-30" in (one.remedy or "")


def test_what_is_due_by_the_end_of_a_year_is_told_in_the_report_on_it(planned: Callable[..., PlanFile]) -> None:
    year = period("năm 2027", "2027-06-16", "2027-12-14", "2027-12-15")

    def unreached(rule: str) -> list[str]:
        file = planned(rule).changed(regime={**REGIME, "periods": [SPRING, SUMMER, year]})
        return [each.code for each in check(file) if each.code == "D217"]

    assert not unreached("by:2027-12-31")
    assert unreached("by:2027-12-30") and unreached("by:2028-12-31")
    alone = planned("by:2027-12-31")
    assert [each.code for each in check(alone) if each.code == "D217"], "no round of December tells about it"
