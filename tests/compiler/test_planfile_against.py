"""A corrected document: decisions go over to it, and what it changes is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from compiler.asks.check import open_questions_of
from compiler.planfile.against import Carried, carry_over, changes_text
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.model import PlanFile, Question
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Compiled, Due, Responsibility, Role

MakePlan = Callable[..., PlanFile]
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
RECORD: dict[str, Any] = {"by": "Trần Bình", "why": "theo sổ văn thư", "at": AT}


@pytest.fixture
def duties(compose: Callable[..., Compiled]) -> tuple[Responsibility, ...]:
    """The duties of the document before."""
    return tuple(compose().responsibilities)


@pytest.fixture
def old(make_plan: MakePlan) -> PlanFile:
    """A plan without a number in its text, settled, with a comment of the coordinator's."""
    file = accept_all(make_plan(number=None), **RECORD)
    asked = next(question for question in open_questions_of(file) if question.about == "plan.number")
    text = planfile_text(decide(file, asked.id, answer="268/KH-UBND", **RECORD))
    return read_planfile(text.replace("  - id: R3\n", "  - id: R3  # đã báo Giám đốc Sở\n"))


def changes(carried: Carried) -> set[tuple[str, str]]:
    return {(change.kind, change.about) for change in carried.changes}


def test_the_same_document_keeps_everything(make_plan: MakePlan, old: PlanFile) -> None:
    carried = carry_over(make_plan(number=None), old)
    assert carried.changes == []
    assert open_questions_of(carried.file) == []
    assert carried.file.plan.number == "268/KH-UBND"
    assert {question.about for question in carried.decisions} == {
        question.about for question in old.questions if question.answered
    }
    assert "# đã báo Giám đốc Sở" in planfile_text(carried.file)
    assert carried.file.responsibilities == old.responsibilities
    assert carried.file.edges == old.edges


def test_a_reworded_duty_keeps_its_id_and_is_named(
    make_plan: MakePlan, old: PlanFile, duties: tuple[Responsibility, ...]
) -> None:
    reworded = duties[2].model_copy(update={"text": "Bố trí đủ kinh phí thực hiện Kế hoạch năm 2027."})
    carried = carry_over(make_plan(number=None, duties=(*duties[:2], reworded, duties[3])), old)
    assert changes(carried) == {("changed", "R3.text")}
    assert "Bố trí đủ kinh phí" in changes_text(carried)


def test_an_inserted_duty_does_not_shift_the_others(
    make_plan: MakePlan, old: PlanFile, duties: tuple[Responsibility, ...]
) -> None:
    extra = Responsibility(id="R0", holder="Sở Y tế", text="Niêm yết thủ tục tại bệnh viện.", roles=[Role.EXECUTE])
    shifted = [duty.model_copy(update={"id": f"R{n}"}) for n, duty in enumerate((extra, *duties), 1)]
    carried = carry_over(make_plan(number=None, duties=tuple(shifted)), old)
    assert changes(carried) == {("added", "R6")}
    assert open_questions_of(carried.file) == []
    kept = {duty.id: duty.holder for duty in carried.file.responsibilities}
    assert {duty.id: duty.holder for duty in old.responsibilities}.items() <= kept.items()


def test_a_dropped_duty_is_said(make_plan: MakePlan, old: PlanFile, duties: tuple[Responsibility, ...]) -> None:
    carried = carry_over(make_plan(number=None, duties=(duties[0], duties[1], duties[3])), old)
    assert ("dropped", "R3") in changes(carried)


def test_what_the_new_text_states_wins_over_an_old_answer(make_plan: MakePlan, old: PlanFile) -> None:
    carried = carry_over(make_plan(number="301/KH-UBND"), old)
    assert carried.file.plan.number == "301/KH-UBND"
    assert changes(carried) == {("changed", "plan.number")}
    record = next(question for question in carried.file.questions if question.about == "plan.number")
    assert record.answer == "268/KH-UBND", "the old decision stays on record"


def test_a_customary_duty_that_was_declined_is_not_proposed_again(make_plan: MakePlan) -> None:
    file = make_plan(duties=())
    asked = next(question for question in file.questions if question.code == "D207")
    gone = file.responsibilities[0].text
    old = accept_all(decide(file, asked.id, answer="bỏ", **RECORD), **RECORD)
    carried = carry_over(make_plan(duties=()), old)
    assert gone not in {duty.text for duty in carried.file.responsibilities}
    assert open_questions_of(carried.file) == []


def test_edited_rounds_stand(make_plan: MakePlan) -> None:
    old = accept_all(make_plan(duties=()), **RECORD)
    text = planfile_text(old).replace("due: 2027-03-15", "due: 2027-03-17")
    carried = carry_over(make_plan(duties=()), read_planfile(text))
    assert carried.file.regime is not None
    assert carried.file.regime.periods[0].due == date(2027, 3, 17)


def test_what_only_the_new_text_leaves_open_is_asked(make_plan: MakePlan, old: PlanFile) -> None:
    carried = carry_over(make_plan(number=None, issued_on=None), old)
    assert "plan.issued_on" in {question.about for question in open_questions_of(carried.file)}


def monthly(make_plan: MakePlan, day: int) -> PlanFile:
    """A plan whose text asks for a report each month, before one day; the day of the whole is left open."""
    text = f"Báo cáo kết quả hằng tháng về Sở Nội vụ trước ngày {day} hằng tháng."
    due = Due(text=f"hằng tháng về Sở Nội vụ trước ngày {day} hằng tháng", rule=f"monthly:{day}")
    duty = Responsibility(id="R1", holder="Các sở, ngành", text=text, roles=[Role.REPORT], due=due)
    return make_plan(duties=(duty,))


def test_rounds_decided_for_words_that_have_changed_are_asked_anew(make_plan: MakePlan) -> None:
    old = accept_all(monthly(make_plan, 15), **RECORD)
    carried = carry_over(monthly(make_plan, 20), old)
    assert carried.file.regime is not None and old.regime is not None
    assert {period.due.day for period in old.regime.periods} == {15}
    assert {period.due.day for period in carried.file.regime.periods} == {20}
    assert "regime" in {question.about for question in open_questions_of(carried.file)}
    assert "regime" not in {question.about for question in carried.decisions}
    assert ("changed", f"regime.periods.{old.regime.periods[0].key}") in changes(carried)


def test_rounds_decided_for_another_year_are_asked_anew(make_plan: MakePlan) -> None:
    old = accept_all(monthly(make_plan, 15), **RECORD)
    late = monthly(make_plan, 15)
    shifted = [each.model_copy(update={"due": each.due.replace(year=2028)}) for each in late.regime.periods]  # type: ignore[union-attr]
    assert late.regime is not None
    new = late.changed(
        plan=late.plan.model_copy(update={"year": 2028}).model_dump(mode="json"),
        regime=late.regime.model_copy(update={"periods": shifted}).model_dump(mode="json"),
    )
    carried = carry_over(new, old)
    assert carried.file.regime is not None
    assert {period.due.year for period in carried.file.regime.periods} == {2028}


def test_an_answer_to_a_question_that_now_asks_something_else_is_not_taken_over(make_plan: MakePlan) -> None:
    def holding(month: int) -> PlanFile:
        text = f"Bố trí kinh phí thực hiện Kế hoạch trong tháng {month}."
        duty = Responsibility(id="R1", holder="Sở Tài chính", text=text, roles=[Role.FUND])
        file = make_plan(duties=(duty,))
        asked = Question(
            id="Q90",
            code="D204",
            asks=f"Tháng {month} nghĩa là ngày nào?",
            about="responsibilities.R1.due",
            sets="responsibilities.R1.due",
            proposal={"text": f"trong tháng {month}", "rule": f"by:2027-{month:02d}-28"},
        )
        return file.changed(questions=[*(each.model_dump() for each in file.questions), asked.model_dump()])

    old = accept_all(holding(3), **RECORD)
    assert carry_over(holding(3), old).file.responsibilities[0].due is not None
    carried = carry_over(holding(6), old)
    assert carried.file.responsibilities[0].due is None, "March was the answer for March"
    assert "responsibilities.R1.due" in {question.about for question in open_questions_of(carried.file)}


def test_a_duty_that_a_person_wrote_into_the_file_goes_over(make_plan: MakePlan, old: PlanFile) -> None:
    own = Responsibility(
        id="R50", holder="Sở Y tế", text="Khử trùng các đình trước ngày hội.", roles=[Role.EXECUTE], basis="decided"
    )
    plain = old.model_dump(by_alias=True)
    plain["responsibilities"].append(own.model_dump(by_alias=True))
    carried = carry_over(make_plan(number=None), old.replaced(plain))
    assert own in carried.file.responsibilities
    assert carried.changes == []


def test_without_a_record_decisions_go_over_all_the_same(make_plan: MakePlan, old: PlanFile) -> None:
    earlier = old.changed(compiled=None, source={"file": "ban-truoc.docx", "sha256": "1" * 64})
    carried = carry_over(make_plan(number=None), earlier)
    assert carried.unsure and carried.changes == []
    assert carried.file.responsibilities == old.responsibilities
    assert carried.file.plan == old.plan and carried.file.regime == old.regime
    assert open_questions_of(carried.file) == []


def test_rounds_that_were_decided_lapse_where_the_new_text_states_others(make_plan: MakePlan) -> None:
    file = make_plan(duties=())
    asked = next(question for question in file.questions if question.about == "regime")
    old = read_planfile(planfile_text(decide(file, asked.id, answer="hang-nam", **RECORD)))
    kept = carry_over(make_plan(duties=()), old)
    assert kept.lapsed == [] and kept.file.regime == old.regime
    carried = carry_over(monthly(make_plan, 15), old)
    assert [each.answer for each in carried.lapsed] == ["hang-nam"]
    assert "hang-nam" not in changes_text(carried), "the regime is told by its name"


def test_rounds_of_some_duties_ask_the_same_duties_where_a_new_one_shifts_their_numbers(
    make_plan: MakePlan, duties: tuple[Responsibility, ...]
) -> None:
    due = Due(text="hằng tuần", rule="weekly")
    weekly = duties[2].model_copy(update={"roles": [Role.FUND, Role.REPORT], "due": due})
    before = accept_all(make_plan(duties=(*duties[:2], weekly, duties[3])), **RECORD)
    extra = Responsibility(id="R0", holder="Sở Y tế", text="Niêm yết thủ tục tại bệnh viện.", roles=[Role.EXECUTE])
    shifted = [each.model_copy(update={"id": f"R{n}"}) for n, each in enumerate((extra, *before.responsibilities), 1)]
    carried = carry_over(make_plan(duties=tuple(shifted)), before)
    assert carried.file.regime and before.regime
    asked = {tuple(each.holders) for each in carried.file.regime.periods}
    assert asked == {tuple(each.holders) for each in before.regime.periods} == {(), ("R3",)}
    assert open_questions_of(carried.file) == []
