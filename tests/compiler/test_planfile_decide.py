"""Decisions: a proposal taken or an answer given changes the plan and stays on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from compiler.asks.check import check, edited, open_questions, open_questions_of, with_questions
from compiler.planfile.compiled import plan_file
from compiler.planfile.decide import DecisionError, accept_all, decide
from compiler.planfile.model import PlanFile, Question, SourceFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Compiled, Diagnostic, DocumentClass, Due, PlanHead, Responsibility, Role, Severity, Span
from compiler.rounds.pattern import complete

MakePlan = Callable[..., PlanFile]
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
BY, WHY = "Trần Bình", "theo sổ văn thư"


def settle(file: PlanFile, question: str, *, accept: bool = False, answer: str | None = None) -> PlanFile:
    return decide(file, question, by=BY, why=WHY, at=AT, accept=accept, answer=answer)


def question_on(file: PlanFile, about: str) -> Question:
    return next(question for question in file.questions if question.about == about)


def test_a_decision_keeps_who_when_and_why(make_plan: MakePlan) -> None:
    file = make_plan(number=None)
    asked = question_on(file, "plan.number")
    settled = question_on(settle(file, asked.id, answer="268/KH-UBND"), "plan.number")
    assert (settled.answer, settled.decided_by, settled.decided_at, settled.why) == ("268/KH-UBND", BY, AT, WHY)


@pytest.mark.parametrize("said", ["16/11/2026", "2026-11-16", "ngày 16 tháng 11 năm 2026", "16.11.2026"])
def test_a_date_may_be_answered_as_people_write_it(make_plan: MakePlan, said: str) -> None:
    file = make_plan(issued_on=None)
    assert settle(file, question_on(file, "plan.issued_on").id, answer=said).plan.issued_on == date(2026, 11, 16)


@pytest.mark.parametrize("said", ["hôm qua", "31/02/2026", "11/2026"])
def test_what_is_no_date_is_refused_and_nothing_changes(make_plan: MakePlan, said: str) -> None:
    file = make_plan(issued_on=None)
    before = file.model_dump()
    with pytest.raises(DecisionError) as refused:
        settle(file, question_on(file, "plan.issued_on").id, answer=said)
    assert said in refused.value.reason
    assert file.model_dump() == before


def test_a_plan_without_number_may_be_said_to_have_none(make_plan: MakePlan) -> None:
    file = make_plan(number=None)
    assert settle(file, question_on(file, "plan.number").id, answer="không số").plan.number == "không số"


def test_accepting_an_assumed_duty_makes_it_decided(make_plan: MakePlan) -> None:
    file = make_plan()
    asked = question_on(file, "responsibilities.R5")
    assert next(duty for duty in file.responsibilities if duty.id == "R5").basis == "assumed"
    after = settle(file, asked.id, accept=True)
    assert next(duty for duty in after.responsibilities if duty.id == "R5").basis == "decided"


def test_an_assumed_duty_may_go_to_another_agency(make_plan: MakePlan) -> None:
    file = make_plan()
    after = settle(file, "Q1", answer="Trung tâm Văn hóa tỉnh")
    duty = next(duty for duty in after.responsibilities if duty.id == "R5")
    assert (duty.holder, duty.basis) == ("Trung tâm Văn hóa tỉnh", "decided")


def test_an_assumed_duty_may_be_left_out_with_its_edges(make_plan: MakePlan) -> None:
    file = make_plan(duties=())
    report = next(duty for duty in file.responsibilities if duty.reports_to == ["Sở Nội vụ"])
    assert any(report.id in (edge.source, edge.target) for edge in file.edges)
    after = settle(file, question_on(file, f"responsibilities.{report.id}").id, answer="bỏ")
    assert report.id not in {duty.id for duty in after.responsibilities}
    assert not any(report.id in (edge.source, edge.target) for edge in after.edges)


def test_an_edge_that_a_person_wrote_stays(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan())
    own = "edges:\n  - kind: escalates_to\n    source: R3\n    target: Ủy ban nhân dân tỉnh Sông Lam\n"
    file = read_planfile(text.replace("edges:\n", own, 1))
    after = accept_all(file, by=BY, why=WHY, at=AT)
    assert [edge for edge in after.edges if edge.kind == "escalates_to"]


def test_the_cast_of_a_news_item_is_accepted_as_a_whole(make_plan: MakePlan) -> None:
    file = make_plan(duties=(), cls="news")
    after = settle(file, question_on(file, "cast").id, accept=True)
    assert {duty.basis for duty in after.responsibilities} == {"decided"}
    followed = [question for question in after.questions if question.code == "D207"]
    assert followed
    assert all(question.decided_by == BY and question.answer == "theo Q1" for question in followed)


def test_declining_the_cast_takes_every_assumed_duty_out(make_plan: MakePlan) -> None:
    file = make_plan(duties=(), cls="news")
    after = settle(file, question_on(file, "cast").id, answer="bỏ")
    assert after.responsibilities == []
    assert any(finding.code == "D232" for finding in check(after))


def test_accepting_everything_leaves_only_what_nobody_can_propose(make_plan: MakePlan) -> None:
    after = accept_all(make_plan(cls="news", number=None, issued_on=None), by=BY, why=WHY, at=AT)
    assert {question.about for question in open_questions_of(after)} == {"plan.number", "plan.issued_on"}


def test_an_answer_may_raise_new_questions_that_are_then_answered_too(make_plan: MakePlan) -> None:
    file = accept_all(make_plan(issued_on=None, duties=()), by=BY, why=WHY, at=AT)
    late = settle(file, question_on(file, "plan.issued_on").id, answer="16/11/2027")
    assert late.regime is not None
    past = {f"regime.periods.{period.key}" for period in late.regime.periods if period.due < date(2027, 11, 18)}
    assert past
    assert {finding.about for finding in open_questions(late)} == past
    done = accept_all(late, by=BY, why=WHY, at=AT)
    assert [period.key for period in done.regime.periods] == ["2027-Y"]  # type: ignore[union-attr]
    assert open_questions(done) == []


def test_the_year_is_proposed_from_the_issue_date_and_brings_the_rounds(make_plan: MakePlan) -> None:
    file = make_plan(year=None, issued_on=None, duties=())
    assert file.regime is None
    file = settle(file, question_on(file, "plan.issued_on").id, answer="10/01/2027")
    file = accept_all(file, by=BY, why=WHY, at=AT)
    assert file.plan.year == 2027
    assert file.regime is not None
    assert len(file.regime.periods) == 4
    assert file.regime.basis == "decided"


def test_a_customary_regime_may_be_chosen_by_name(make_plan: MakePlan) -> None:
    file = make_plan(duties=())
    after = settle(file, question_on(file, "regime").id, answer="hang-nam")
    assert after.regime is not None
    assert [period.key for period in after.regime.periods] == ["2027-Y"]
    with pytest.raises(DecisionError) as refused:
        settle(file, question_on(file, "regime").id, answer="hằng tuần")
    assert "hang-nam" in (refused.value.remedy or "")


def test_an_edit_settles_a_question_without_a_record(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan())
    file = read_planfile(text.replace("due: 2027-12-15", "due: 2027-12-17"))
    asked = question_on(file, "regime")
    assert edited(file, asked)
    assert asked.id not in {question.id for question in open_questions_of(file)}


def test_deciding_on_a_part_does_not_settle_the_whole(make_plan: MakePlan) -> None:
    file = make_plan(issued_on=date(2027, 6, 11), duties=())
    part = next(question for question in open_questions_of(file) if question.code == "D210")
    after = settle(file, part.id, accept=True)
    assert "regime" in {question.about for question in open_questions_of(after)}


@pytest.mark.parametrize(
    ("question", "accept", "answer"),
    [("Q99", True, None), ("Q1", False, None), ("Q1", False, "  ")],
)
def test_a_decision_that_cannot_be_recorded_says_why(
    make_plan: MakePlan, question: str, accept: bool, answer: str | None
) -> None:
    with pytest.raises(DecisionError) as refused:
        settle(make_plan(), question, accept=accept, answer=answer)
    assert refused.value.remedy


def test_nothing_can_be_accepted_where_nothing_is_proposed(make_plan: MakePlan) -> None:
    file = make_plan(number=None)
    with pytest.raises(DecisionError) as refused:
        settle(file, question_on(file, "plan.number").id, accept=True)
    assert "--answer" in (refused.value.remedy or "")


def test_a_settled_question_is_not_decided_again(make_plan: MakePlan) -> None:
    file = settle(make_plan(), "Q1", accept=True)
    with pytest.raises(DecisionError) as refused:
        settle(file, "Q1", answer="bỏ")
    assert BY in refused.value.reason


def test_accepting_rounds_that_were_edited_by_hand_keeps_the_edit_and_puts_a_name_to_it(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan())
    file = read_planfile(text.replace("due: 2027-12-15", "due: 2027-12-17"))
    after = settle(file, question_on(file, "regime").id, accept=True)
    assert after.regime.periods == file.regime.periods != make_plan().regime.periods
    assert question_on(after, "regime").decided_by == BY


@pytest.mark.parametrize(("by", "why"), [("", "vì"), ("Trần Bình", " "), ("…", "…")])
def test_a_decision_without_a_name_or_a_reason_is_refused(make_plan: MakePlan, by: str, why: str) -> None:
    with pytest.raises(DecisionError):
        decide(make_plan(), "Q1", by=by, why=why, at=AT, accept=True)


def test_the_level_may_only_be_one_that_exists(make_plan: MakePlan) -> None:
    file = make_plan(level=None)
    asked = question_on(file, "plan.level")
    with pytest.raises(DecisionError):
        settle(file, asked.id, answer="tỉnh ta")
    assert settle(file, asked.id, answer="district").plan.level == "district"


def test_after_all_answers_nothing_stands_in_the_way_of_a_launch(make_plan: MakePlan) -> None:
    file = accept_all(make_plan(cls="news", number=None), by=BY, why=WHY, at=AT)
    file = settle(file, question_on(file, "plan.number").id, answer="268/KH-UBND")
    stopping = [
        f for f in check(read_planfile(planfile_text(file))) if f.severity in (Severity.ERROR, Severity.QUESTION)
    ]
    assert stopping == []


def passage(code: str) -> Compiled:
    """A plan in which the reader met a passage that names nobody."""
    text = "Chuẩn bị hội trường, tài liệu."
    finding = Diagnostic(
        code=code, severity=Severity.QUESTION, message="Không rõ cơ quan.", source=Span(start=0, end=len(text)), line=1
    )
    head = PlanHead(**{"class": DocumentClass.PLAN}, year=2027)
    return complete(Compiled(plan=head, diagnostics=[finding], text=text))


def test_a_passage_without_a_holder_becomes_a_duty_when_one_is_named() -> None:
    file = plan_file(passage("D102"), SourceFile(file="a.docx", sha256="0" * 64))
    asked = next(question for question in file.questions if question.code == "D102")
    assert not asked.proposes
    after = settle(file, asked.id, answer="Sở Y tế")
    duty = after.responsibilities[-1]
    assert (duty.holder, duty.text, duty.basis) == ("Sở Y tế", "Chuẩn bị hội trường, tài liệu.", "decided")
    left_out = settle(file, asked.id, answer="bỏ")
    assert left_out.responsibilities == file.responsibilities
    assert asked.id not in {question.id for question in open_questions_of(left_out)}


def test_the_closing_clause_may_be_accepted_for_everyone() -> None:
    file = plan_file(passage("D104"), SourceFile(file="a.docx", sha256="0" * 64))
    asked = next(question for question in file.questions if question.code == "D104")
    duty = settle(file, asked.id, accept=True).responsibilities[-1]
    assert (duty.group, duty.exception_channel, duty.basis) == (True, True, "decided")


def test_rounds_that_wait_for_the_year_come_as_one_question_with_their_events(make_plan: MakePlan) -> None:
    def due(rule: str) -> Due:
        return Due(text="theo văn bản", rule=rule)

    duties = (
        Responsibility(
            id="R1", holder="Các sở", group=True, text="Báo cáo.", roles=[Role.REPORT], due=due("monthly:14")
        ),
        Responsibility(id="R2", holder="Sở Nội vụ", text="Tổng hợp.", roles=[Role.CONSOLIDATE], due=due("monthly:21")),
        Responsibility(
            id="R3", holder="Sở Y tế", text="Báo cáo sau khi có dịch.", roles=[Role.REPORT], due=due("within:2wd")
        ),
    )
    file = make_plan(duties=duties, year=None, issued_on=None)
    assert file.regime is None
    year = next(each for each in open_questions_of(file) if each.about == "plan.year")
    settled = accept_all(with_questions(settle(file, year.id, answer="2027")), by=BY, why=WHY, at=AT)
    assert settled.regime is not None
    assert [each.due.day for each in settled.regime.periods] == [14] * 12
    assert [each.duties for each in settled.regime.events] == [["R3"]]
