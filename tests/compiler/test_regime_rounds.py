"""Rounds weekly, daily, after an event, over several years, by level; what they are called; what the check says of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.asks.check import check
from compiler.compile import compile_text
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.model import PlanFile
from compiler.planfile.read import PlanFileError, read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Cite, DocumentClass, Due, Level, Period, PlanHead, Responsibility, Role, Severity
from compiler.rounds.pattern import regime_questions
from compiler.rounds.regime import Drafted, draft_regime
from compiler.rounds.regimes import partly, regimes
from compiler.rounds.years import years_of
from config.workdays import is_working_day, working_days_between
from tests.compiler.conftest import DUTIES

MakePlan = Callable[..., PlanFile]
ISSUED = date(2026, 1, 12)
AT = datetime(2026, 11, 21, tzinfo=UTC)


def head(year: int | None = 2026, **more: Any) -> PlanHead:
    return PlanHead(**{"class": DocumentClass.PLAN, "year": year, **more})


def duty(
    rule: str, *roles: Role, text: str = "Báo cáo kết quả.", holder: str = "Các sở", said: str = ""
) -> Responsibility:
    return Responsibility(
        id="R1",
        holder=holder,
        group=holder.startswith("Các"),
        text=text,
        roles=list(roles) or [Role.REPORT],
        due=Due(text=said or text, rule=rule),
    )


def drafted(*duties: Responsibility, plan: PlanHead | None = None, preset: str = "cchc", **policy: Any) -> Drafted:
    found = draft_regime(plan or head(), duties, "Sở Nội vụ", preset, **policy)
    assert found is not None
    return found


def keys(found: Drafted) -> list[str]:
    return [period.key for period in found.regime.periods]


def test_a_weekly_report_has_a_round_for_each_week_that_holds_a_working_day() -> None:
    found = drafted(duty("weekly", said="hằng tuần"))
    assert 50 <= len(found.regime.periods) <= 53
    first = found.regime.periods[1]
    assert (first.window_to - first.window_from).days == 6
    assert first.window_to.isoweekday() == 4
    for period in found.regime.periods:
        assert period.window_to < period.due
        assert is_working_day(period.due)
    assert found.supplied and "kỳ)" in found.supplied[0]


@given(
    st.integers(2014, 2030),
    st.sampled_from(["monthly:15", "monthly:05", "quarterly:15", "quarterly+half-yearly:06-15"]),
)
def test_no_day_falls_between_two_rounds_and_none_is_told_twice(year: int, rule: str) -> None:
    found = [each for each in drafted(duty(rule), plan=head(year)).regime.periods if "-Y" not in each.key]
    for one, other in pairwise(found):
        if other.window_from > one.window_from:
            assert (other.window_from - one.window_to).days == 1


def test_a_daily_report_needs_a_stretch_of_days_and_is_due_at_its_hour() -> None:
    found = drafted(duty("daily:19:00+period:2026-09-07..2026-09-13", said="trước 19h00 hằng ngày"))
    assert keys(found) == ["2026-09-07", "2026-09-08", "2026-09-09", "2026-09-10", "2026-09-11"]
    assert {period.due_time for period in found.regime.periods} == {time(19)}
    assert all(period.due == period.window_to for period in found.regime.periods)


def test_words_of_a_daily_report_by_the_clock_become_its_rounds_and_the_json_keeps_to_its_closed_list() -> None:
    text = (
        "KẾ HOẠCH\nỨng phó bão số 3\nI. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Công Thương: báo cáo UBND tỉnh trước 19h00’ hằng ngày, từ ngày 07/9/2026 đến ngày 13/9/2026.\n"
    )
    compiled = compile_text(text)
    rules = [each.due.rule for each in compiled.responsibilities if each.due]
    assert rules == ["daily:19:00+period:2026-09-07..2026-09-13"]
    assert '"rule": "continuous+period:2026-09-07..2026-09-13"' in compiled.contract()
    periods = drafted(*compiled.responsibilities).regime.periods
    assert keys(drafted(*compiled.responsibilities)) == [
        "2026-09-07", "2026-09-08", "2026-09-09", "2026-09-10", "2026-09-11",
    ]  # fmt: skip
    assert {period.due_time for period in periods} == {time(19)}


def test_each_of_several_days_of_every_month_has_its_own_round() -> None:
    said = "trước ngày 05 và ngày 20 hằng tháng"
    found = drafted(duty("monthly:05+monthly:20", said=said)).regime.periods
    assert len(found) == 24
    assert [each.due for each in found[:3]] == [date(2026, 1, 5), date(2026, 1, 20), date(2026, 2, 5)]
    assert len({each.key for each in found}) == len({each.name for each in found}) == 24
    for one, other in pairwise(found):
        assert (other.window_from - one.window_to).days == 1
        assert other.window_from <= other.window_to < other.due
    strict = drafted(duty("monthly:05+monthly:20", said=said), before_is_inclusive=False).regime.periods
    assert [each.due for each in strict[:2]] == [date(2026, 1, 4), date(2026, 1, 19)]
    assert {(other.window_from - one.window_to).days for one, other in pairwise(strict)} == {1}


def test_two_duties_with_one_day_of_the_month_each_share_its_round_and_the_year_stays_beside_parts_of_months() -> None:
    assert len(drafted(duty("monthly:05"), duty("monthly:20")).regime.periods) == 12
    assert "2026-Y" in keys(drafted(duty("monthly:05+monthly:20"), duty("yearly:12-25")))


def test_nine_months_are_a_period_of_their_own() -> None:
    (only,) = drafted(duty("nine-monthly:09-20")).regime.periods
    assert (only.key, only.window_from, only.window_to) == ("2026-N", date(2025, 12, 15), date(2026, 9, 14))


def test_a_report_counted_from_the_issue_of_the_plan_is_one_round() -> None:
    said = "trong vòng 10 ngày kể từ"
    text = f"Báo cáo kết quả rà soát {said} ngày ban hành Kế hoạch này."
    found = drafted(duty("within:10d", text=text, said=said), plan=head(issued_on=ISSUED))
    assert [period.due for period in found.regime.periods] == [date(2026, 1, 22)]
    assert found.regime.events == []


def test_a_report_after_an_event_is_a_question_and_waits_for_the_day() -> None:
    said = "trong thời hạn 05 ngày làm việc kể từ"
    text = f"Báo cáo Sở Nội vụ {said} ngày có kết luận kiểm tra, kèm hồ sơ."
    found = drafted(duty("within:5wd", text=text, said=said), plan=head(issued_on=ISSUED))
    (event,) = found.regime.events
    assert (event.key, event.within, event.unit, event.duties) == ("E1", 5, "wd", ["R1"])
    assert event.after == "có kết luận kiểm tra"
    asked = next(each for each in regime_questions(found) if each.code == "D213")
    assert asked.about == "regime.events.E1"
    assert "5 ngày làm việc" in asked.message
    assert keys(found) == ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]


@pytest.mark.parametrize(
    ("title", "issued_on", "years"),
    [
        ("Kế hoạch cải cách hành chính giai đoạn 2021-2025", date(2021, 3, 1), [2021, 2022, 2023, 2024, 2025]),
        ("Kế hoạch truyền thông giai đoạn 2021 - 2025", date(2023, 5, 1), [2023, 2024, 2025]),
        ("Kế hoạch thực hiện Đề án đến năm 2027, định hướng đến năm 2030", date(2026, 1, 5), [2026, 2027]),
        ("Kế hoạch năm 2024 thực hiện Chương trình giai đoạn 2021-2030", date(2024, 1, 5), None),
        ("Kế hoạch tuyên truyền cải cách hành chính năm 2026", ISSUED, None),
        ("Kế hoạch bầu cử đại biểu Hội đồng nhân dân xã Đồng Mỏ nhiệm kỳ 2021 - 2026", date(2020, 12, 3), None),
        ("Kế hoạch bầu cử đại biểu HĐND tỉnh Sông Lam khóa XIV, nhiệm kỳ 2021-2026", date(2020, 12, 3), None),
        ("Kế hoạch giám sát của HĐND xã khoá XX (2026 - 2031) giai đoạn 2027-2028", date(2027, 1, 4), [2027, 2028]),
    ],
)
def test_the_years_of_a_plan_are_those_of_its_title(title: str, issued_on: date, years: list[int] | None) -> None:
    found = years_of(head(None, title=title, issued_on=issued_on))
    assert (list(found) if found else None) == years


def test_a_weekend_moves_no_cut_off() -> None:
    plan = head(2027, title="Kế hoạch phát triển dữ liệu mở giai đoạn 2027-2031", issued_on=date(2027, 1, 4))
    for period in drafted(duty("yearly:12-15"), plan=plan).regime.periods:
        year = period.due.year
        assert (period.window_from, period.window_to) == (date(year - 1, 12, 15), date(year, 12, 14))


def test_a_due_date_on_a_day_off_is_to_move_behind_the_cut_off(sound: PlanFile) -> None:
    plain = sound.model_dump(by_alias=True)
    days = {"window_from": date(2028, 12, 15), "window_to": date(2029, 12, 14), "consolidated_due": date(2029, 12, 24)}
    plain["regime"]["periods"][0] |= days | {"due": date(2029, 12, 15)}  # a Saturday
    (one,) = [each for each in check(sound.replaced(plain)) if each.code == "D234"]
    assert "17/12/2029" in f"{one.message} {one.remedy}"


def test_a_plan_of_several_years_gets_rounds_for_each_and_says_so() -> None:
    plan = head(2021, title="Kế hoạch cải cách hành chính giai đoạn 2021-2025", issued_on=date(2021, 3, 1))
    found = drafted(duty("yearly:12-15"), plan=plan)
    assert keys(found) == ["2021-Y", "2022-Y", "2023-Y", "2024-Y", "2025-Y"]
    said = next(each for each in regime_questions(found) if each.code == "D214")
    assert "2021–2025" in said.message
    assert said.severity is Severity.INFO


def test_before_a_day_follows_the_policy_of_the_plan_into_the_rounds() -> None:
    stated = duty("yearly:12-15", said="trước ngày 15 tháng 12 hằng năm")
    inclusive, exclusive = (drafted(stated, before_is_inclusive=each).regime.periods[0].due for each in (True, False))
    assert (inclusive, exclusive) == (date(2026, 12, 15), date(2026, 12, 14))


def test_a_policy_that_is_changed_in_the_file_moves_the_rounds_once_it_is_accepted(make_plan: MakePlan) -> None:
    said = Due(text="trước ngày 17 tháng 12 hằng năm", rule="yearly:12-17")
    duties = (*DUTIES[:3], DUTIES[3].model_copy(update={"due": said}))
    file = accept_all(make_plan(duties=duties), by="Bình", why="theo lệ", at=AT)
    changed = edited(file, "before_is_inclusive: true", "before_is_inclusive: false")
    (asked,) = (each for each in check(changed) if each.code == "D239")
    assert "16/12/2027" in asked.message
    there = accept_all(changed, by="Bình", why="quy chế của tỉnh", at=AT)
    assert there.regime
    assert [period.due for period in there.regime.periods] == [date(2027, 12, 16)]
    assert check(there) == []
    assert check(file) == []


def test_communes_are_due_before_the_districts_that_put_their_reports_together() -> None:
    plan = head(2024, level=Level.PROVINCE, issued_on=date(2024, 1, 5))
    both = duty("quarterly:25", holder="Các sở, UBND các huyện, UBND các xã, phường")
    for period in drafted(both, plan=plan).regime.periods:
        assert set(period.levels) == {"commune"}
        assert period.window_to < period.levels["commune"] < period.due
        assert working_days_between(period.window_to, period.levels["commune"]) >= 1
    only = duty("quarterly:25", holder="Các sở, UBND các xã, phường")
    assert {len(period.levels) for period in drafted(only, plan=plan).regime.periods} == {0}


@pytest.mark.parametrize(
    ("rule", "cites", "text", "preset", "label"),
    [
        (None, [], "", "cchc", "định kỳ"),
        (None, [], "", "hang-nam", "chuyên đề"),
        ("monthly:15", [], "Báo cáo kết quả.", "cchc", "chuyên đề"),
        ("quarterly:20", [], "Báo cáo kết quả.", "cchc", "chuyên đề"),
        ("yearly:12-17", [], "Báo cáo kết quả.", "cchc", "định kỳ"),
        ("monthly:15", [], "Báo cáo theo Thông tư 07/2021/TT-BNV.", "cchc", "định kỳ"),
        ("monthly:15", [("43/2019/QĐ-UBND", "quy định về chế độ báo cáo định kỳ")], "Báo cáo.", "cchc", "định kỳ"),
        ("monthly:15", [("63/2010/NĐ-CP", "kiểm soát thủ tục hành chính")], "Báo cáo.", "cchc", "chuyên đề"),
        ("monthly:15", [("268/KH-UBND", "chế độ báo cáo")], "Báo cáo.", "cchc", "chuyên đề"),
    ],
    ids=[
        "preset",
        "custom only",
        "plan's own",
        "two quarters as the preset",
        "as the preset",
        "report cites",
        "regime cited",
        "other law",
        "no law",
    ],
)
def test_only_what_a_normative_act_founds_is_called_periodic(
    rule: str | None, cites: list[tuple[str, str]], text: str, preset: str, label: str
) -> None:
    plan = head(cites=[Cite(number=number, subject=subject) for number, subject in cites])
    found = drafted(*([duty(rule, text=text)] if rule else []), plan=plan, preset=preset)
    assert {period.label for period in found.regime.periods} == {label}


@given(
    st.sampled_from(sorted(regimes()["regimes"])),
    st.integers(2014, 2030),
    st.sampled_from(
        [None, "weekly", "monthly:31", "quarterly:05", "nine-monthly", "half-yearly+yearly", "monthly+yearly"]
    ),
)
def test_whatever_is_drafted_is_in_order_and_keeps_its_keys_apart(preset: str, year: int, rule: str | None) -> None:
    found = drafted(*([duty(rule)] if rule else []), plan=head(year), preset=preset).regime.periods
    assert found
    assert len({period.key for period in found}) == len(found)
    for period in found:
        assert period.window_from <= period.window_to < period.due
        assert period.consolidated_due is None or period.due <= period.consolidated_due


@pytest.fixture
def sound(make_plan: MakePlan) -> PlanFile:
    """A plan in which everything is settled."""
    return accept_all(make_plan(), by="Trần Bình", why="theo lệ", at=AT)


def edited(file: PlanFile, was: str, becomes: str) -> PlanFile:
    text = planfile_text(file)
    assert was in text, was
    return read_planfile(text.replace(was, becomes, 1))


@pytest.mark.parametrize(
    ("was", "becomes", "code", "about"),
    [
        ("rule: yearly:12-15", "rule: by:2027-02-31", "D238", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: yearly:13-05", "D238", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: monthly:32", "D238", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: daily:25:00", "D238", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: by:2026-12-10", "D217", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: by:2028-01-20", "D217", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: weekly", "D219", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: within:5wd", "D213", "regime.events.E1"),
        ("rule: yearly:12-15", "rule: daily:19:00", "D218", "responsibilities.R4.due"),
        ("label: định kỳ", "label: chuyên đề", "D216", "regime"),
        ("      due: 2027-12-15", "      due: 2027-12-15\n      levels: {commune: 2027-12-14}", "D237", None),
        ("      due: 2027-12-15", "      due: 2027-12-15\n      levels: {district: 2027-12-16}", "D237", None),
    ],
)
def test_the_check_names_what_is_open_or_wrong(
    sound: PlanFile, was: str, becomes: str, code: str, about: str | None
) -> None:
    found = [each for each in check(edited(sound, was, becomes)) if each.code == code]
    assert found, [each.code for each in check(edited(sound, was, becomes))]
    assert about in (None, found[0].about)
    assert found[0].remedy


def test_a_daily_report_without_its_days_leaves_the_other_rounds_and_may_be_asked_for_when_needed(
    sound: PlanFile,
) -> None:
    alone = drafted(duty("daily:19:00+on-demand", said="trước 19h00’ hằng ngày và đột xuất"), preset="hang-nam")
    assert keys(alone) == ["2026-Y"]
    open_ = edited(sound, "rule: yearly:12-15", "rule: daily:19:00+on-demand")
    (asked,) = [each for each in check(open_) if each.code == "D218"]
    assert asked.proposal is not None
    assert asked.proposal.value["rule"] == "on-demand"


def test_windows_that_partly_overlap_are_named(sound: PlanFile) -> None:
    extra = """    - key: 2027-X
      name: Báo cáo thêm
      window_from: 2027-06-15
      window_to: 2027-12-31
      due: 2028-01-05
  basis"""
    found = [each for each in check(edited(sound, "  basis", extra)) if each.code == "D236"]
    assert [each.about for each in found] == ["regime.periods.2027-X.window_from"]
    assert "15/06/2027 – 14/12/2027" in found[0].message


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [((1, 10), (5, 12), True), ((1, 10), (11, 12), False), ((1, 10), (2, 9), False), ((1, 10), (1, 10), False)],
)
def test_two_windows_overlap_partly_only_where_neither_holds_the_other(
    one: tuple[int, int], other: tuple[int, int], answer: bool
) -> None:
    windows = [(date(2026, 1, first), date(2026, 1, last)) for first, last in (one, other)]
    assert partly(windows[0], windows[1]) is partly(windows[1], windows[0]) is answer


def test_an_impossible_day_in_a_round_is_named_by_its_line(sound: PlanFile) -> None:
    with pytest.raises(PlanFileError) as refused:
        edited(sound, "window_to: 2027-12-14", "window_to: 2027-02-31")
    (finding,) = refused.value.findings
    assert finding.line
    assert finding.remedy


def test_a_ladder_that_opens_too_late_is_a_finding(sound: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    from compiler.asks import check_reach

    monkeypatch.setattr(check_reach, "_days_before", lambda ladder: 1)
    (found,) = (each for each in check(sound) if each.code == "D215")
    assert found.about == "regime.periods.2027-Y.due"
    assert "1 ngày làm việc (ít nhất 3)" in found.message


def test_an_event_that_is_accepted_stays_and_one_that_is_declined_goes(make_plan: MakePlan) -> None:
    text = "Báo cáo Sở Nội vụ trong 5 ngày làm việc kể từ ngày có kết luận kiểm tra."
    more = Responsibility(
        id="R5", holder="Sở Nội vụ", text=text, roles=[Role.REPORT], due=Due(text="trong 5 ngày", rule="within:5wd")
    )
    file = make_plan(duties=(*DUTIES, more))
    question = next(each for each in file.questions if each.code == "D213")
    kept = decide(file, question.id, by="Bình", why="đúng", at=AT, accept=True)
    assert kept.regime and [each.key for each in kept.regime.events] == ["E1"]
    gone = decide(file, question.id, by="Bình", why="không hỏi", at=AT, answer="bỏ")
    assert gone.regime and gone.regime.events == []
    for each in (kept, gone):
        assert "D213" not in [finding.code for finding in check(each)]
    assert read_planfile(planfile_text(kept)).regime == kept.regime


def test_a_level_of_a_round_survives_being_written_and_read(sound: PlanFile) -> None:
    assert sound.regime
    period = sound.regime.periods[0]
    parts = {"levels": {"commune": "2027-12-15"}, "due_time": "19:00", "label": "đột xuất"}
    plain = sound.model_dump(by_alias=True)
    plain["regime"]["periods"] = [Period.model_validate({**period.model_dump(), **parts}).model_dump()]
    there = sound.replaced(plain)
    assert read_planfile(planfile_text(there)).regime == there.regime
