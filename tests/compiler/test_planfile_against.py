"""A corrected document: decisions go over to it, and what it changes is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from compiler.check import open_questions_of
from compiler.planfile import PlanFile
from compiler.planfile_against import Carried, carry_over, changes_text
from compiler.planfile_decide import accept_all, decide
from compiler.planfile_read import read_planfile
from compiler.planfile_write import planfile_text
from compiler.result import Compiled, Responsibility, Role

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
