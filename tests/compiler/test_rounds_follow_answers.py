"""An answer that gives a duty another period brings that period's rounds, takes the old ones and says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compiler.asks.check import open_questions_of
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.model import PlanFile, Question
from compiler.planfile.write import dump_planfile
from compiler.result import Due, Responsibility, Role
from portal.cli.main import main
from tests.compiler.conftest import DUTIES

AT = datetime(2026, 11, 21, tzinfo=UTC)
SETTLED = {"by": "Trần Bình", "why": "theo công văn"}
STRETCH = "hằng ngày từ ngày 04/01/2027 đến ngày 15/01/2027"
WEEKLY = Responsibility(
    id="R3",
    holder="Sở Tài chính",
    text="Bố trí kinh phí, báo cáo hằng tuần.",
    roles=[Role.FUND, Role.REPORT],
    due=Due(text="hằng tuần", rule="weekly"),
)


@pytest.fixture
def weekly(make_plan: Callable[..., PlanFile]) -> PlanFile:
    """A settled plan in which Sở Tài chính reports by the week, and the question when it is to report."""
    file = accept_all(make_plan(duties=(*DUTIES[:2], WEEKLY, DUTIES[3])), at=AT, **SETTLED)
    asked = Question(id="Q90", code="D254", asks="R3 báo cáo khi nào?", sets="responsibilities.R3.due")
    return file.changed(questions=[*(each.model_dump() for each in file.questions), asked.model_dump()])


def rounds(file: PlanFile, part: str) -> list[str]:
    assert file.regime
    return [each.key for each in file.regime.periods if part in each.key]


def rule(file: PlanFile) -> str | None:
    return next(each.due.rule for each in file.responsibilities if each.id == "R3" and each.due)


def test_days_take_the_place_of_weeks_and_ask_the_same_duty(weekly: PlanFile) -> None:
    assert len(rounds(weekly, "-W")) > 40
    file = decide(weekly, "Q90", answer=STRETCH, at=AT, **SETTLED)
    assert rule(file) == "daily+period:2027-01-04..2027-01-15"
    assert not rounds(file, "-W") and len(rounds(file, "2027-01-")) == 10
    assert file.regime and weekly.regime
    asked = {tuple(each.holders) for each in file.regime.periods if each.key.startswith("2027-01-")}
    assert asked == {("R3",)}
    longer = [each for each in weekly.regime.periods if "-W" not in each.key]
    assert [each for each in file.regime.periods if not each.key.startswith("2027-01-")] == longer


def test_daily_reports_without_a_stretch_of_days_are_asked_about_and_no_rounds_are_lost_unsaid(
    weekly: PlanFile,
) -> None:
    file = decide(weekly, "Q90", answer="hằng ngày", at=AT, **SETTLED)
    (asked,) = [each for each in open_questions_of(file) if each.code == "D218"]
    assert rule(file) == "daily" and "R3" in asked.asks
    again = decide(file, asked.id, answer=STRETCH, at=AT, **SETTLED)
    assert len(rounds(again, "2027-01-")) == 10 and not open_questions_of(again)


def test_rounds_that_a_person_edited_stay(weekly: PlanFile) -> None:
    assert weekly.regime
    first, *others = weekly.regime.periods
    mine = first.model_copy(update={"due": date(2027, 1, 20)})
    regime = weekly.regime.model_copy(update={"periods": [mine, *others]}).model_dump(by_alias=True)
    file = decide(weekly.changed(regime=regime), "Q90", answer=STRETCH, at=AT, **SETTLED)
    assert rounds(file, "-W") == [first.key]


def test_a_week_that_stands_among_no_rounds_is_made_when_the_proposal_is_accepted(weekly: PlanFile) -> None:
    assert weekly.regime
    longer = [each for each in weekly.regime.periods if "-W" not in each.key]
    regime = weekly.regime.model_copy(update={"periods": longer}).model_dump(by_alias=True)
    file = weekly.changed(regime=regime)
    (asked,) = [each for each in open_questions_of(file) if each.code == "D219"]
    made = decide(file, asked.id, accept=True, at=AT, **SETTLED)
    assert rounds(made, "-W") == rounds(weekly, "-W")
    assert not [each for each in open_questions_of(made) if each.code == "D219"]


def test_an_open_question_about_the_rounds_proposes_those_that_stand_now(make_plan: Callable[..., PlanFile]) -> None:
    file = make_plan(duties=(*DUTIES[:2], WEEKLY, DUTIES[3]))
    asked = Question(id="Q90", code="D254", asks="R3 báo cáo khi nào?", sets="responsibilities.R3.due")
    file = file.changed(questions=[*(each.model_dump() for each in file.questions), asked.model_dump()])
    answered = decide(file, "Q90", answer=STRETCH, at=AT, **SETTLED)
    (about,) = [each for each in open_questions_of(answered) if each.sets == "regime"]
    accepted = decide(answered, about.id, accept=True, at=AT, **SETTLED)
    assert rounds(accepted, "2027-01-") and not rounds(accepted, "-W")


def test_the_command_says_which_deadline_and_which_rounds_it_replaced(
    weekly: PlanFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    dump_planfile(weekly, path)
    main(["decide", str(path), "Q90", "--answer", STRETCH, "--by", "Trần Bình", "--why", "theo công văn"])
    out = capsys.readouterr().out
    assert "thay     R3  thời hạn hằng tuần → hằng ngày" in out
    assert f"bỏ kỳ    {len(rounds(weekly, '-W'))}: " in out and "thêm kỳ  10: " in out
