"""A question's card on the page says what is proposed and how it is settled, and the head counts duties by their basis."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from compiler.asks.check import check, open_questions_of
from compiler.planfile.compiled import as_compiled
from compiler.planfile.decide import decide
from compiler.planfile.model import PlanFile
from compiler.result import Compiled, Diagnostic, Proposal, Severity
from compiler.show.html import document_page
from compiler.show.settle import open_in

MakePlan = Callable[..., PlanFile]
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)


def page_of(file: PlanFile) -> str:
    asked = [question.id for question in open_questions_of(file)]
    compiled = as_compiled(file).model_copy(update={"diagnostics": check(file), "text": ""})
    return document_page(compiled, asked, open_in(file, "ke-hoach.yaml"))


def card(page: str, name: str) -> str:
    found = re.search(rf"<section[^>]*><h3>(?:<a[^>]*>)?{name} ·.*?</section>", page, re.DOTALL)
    assert found is not None
    return markup.unescape(re.sub("<[^>]+>", "\n", found[0]))


def test_a_question_s_card_says_the_proposal_its_reason_and_the_command(make_plan: MakePlan) -> None:
    file = make_plan(cls="news")
    page = page_of(file)
    proposing = [question for question in open_questions_of(file) if question.proposes]
    assert proposing
    for question in proposing:
        said = card(page, question.id)
        assert "đề nghị: " in said
        assert question.reason is None or f"lý do: {question.reason}" in said
        assert f"dondoc decide ke-hoach.yaml {question.id} --accept --by … --why …" in said


def test_a_question_without_a_proposal_is_answered_with_a_value(make_plan: MakePlan) -> None:
    file = make_plan(number=None)
    (question,) = [each for each in open_questions_of(file) if each.about == "plan.number"]
    said = card(page_of(file), question.id)
    assert f"dondoc decide ke-hoach.yaml {question.id} --answer GIÁ_TRỊ --by … --why …" in said
    assert "đề nghị: " not in said


def test_a_proposed_value_is_shown_without_a_plan_file_and_then_no_command(compose: Callable[..., Compiled]) -> None:
    asked = Diagnostic(
        code="D110",
        severity=Severity.QUESTION,
        message="Không nói kỳ nào.",
        proposal=Proposal(
            path="responsibilities.R1.due", value={"text": "định kỳ", "rule": "yearly"}, reason="theo lệ"
        ),
    )
    said = card(document_page(compose().model_copy(update={"diagnostics": [asked], "text": ""})), "Q1")
    assert "đề nghị: hằng năm" in said and "dondoc decide" not in said


@pytest.mark.parametrize("answered", [False, True])
def test_duties_are_counted_by_their_basis(make_plan: MakePlan, answered: bool) -> None:
    file = make_plan(cls="news")
    before = [duty.basis for duty in file.responsibilities]
    assert before.count("assumed") == 1
    about = f"responsibilities.{file.responsibilities[before.index('assumed')].id}"
    if answered:
        (question,) = [each for each in open_questions_of(file) if each.about == about]
        file = decide(file, question.id, by="Trần Bình", why="theo lệ", at=AT, accept=True)
    head = page_of(file).split("<main>")[0]
    assert f"{before.count('stated')} nhiệm vụ lấy từ văn bản" in head
    assert ("1 nhiệm vụ theo quyết định đã ghi" in head) is answered
    assert ("1 nhiệm vụ đề nghị theo lệ" in head) is not answered
