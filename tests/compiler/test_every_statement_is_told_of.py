"""Whatever form an office gives its document, each statement in it is a duty or is asked about by its words."""

from __future__ import annotations

from random import Random

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity
from compiler.text.manuscript import same_tone
from tests.compiler.plan_forms import HOLDERS, Composer, Stated
from tests.compiler.plan_layouts import SMALL_HOLDERS, UNLISTED_HOLDERS

SEEDS = range(0, 900, 10)
ENDS = ("\n\n", ". ", ".\n", ":\n", "| ")


def stretch(text: str, one: Stated) -> tuple[int, int]:
    """Where the act stands, from its first word to the number by which it is known."""
    number = next(word for word in one.act.split() if word.isdigit())
    at = text.index(number)
    return text.rindex(one.act.split()[0], 0, at), at + len(number)


def holder_of(compiled: Compiled, start: int, end: int) -> str | None:
    """The holder of the duty that holds the stretch whole; None without one."""
    for duty in compiled.responsibilities:
        if duty.source is not None and duty.source.start <= start and end <= duty.source.end:
            return same_tone(duty.holder).casefold()
    return None


def asked(compiled: Compiled, start: int, end: int) -> bool:
    """Whether a finding that is more than a remark quotes the sentence."""
    text = compiled.text or ""
    begin = max(text.rfind(mark, 0, start) for mark in ENDS)
    loud = [one.source for one in compiled.diagnostics if one.source and one.severity is not Severity.INFO]
    return any(one.start < end and begin < one.end for one in loud)


@pytest.mark.parametrize("first", SEEDS)
def test_a_statement_is_a_duty_or_a_question_in_any_form(first: int) -> None:
    for seed in range(first, first + 2):
        composer = Composer(Random(seed))
        text = composer.text()
        compiled = compile_text(text)
        for one in composer.stated:
            start, end = stretch(text, one)
            assert holder_of(compiled, start, end) or asked(compiled, start, end), (seed, one)


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_a_statement_for_a_post_or_a_small_body_is_a_duty_or_a_question_in_any_form(first: int) -> None:
    right = total = 0
    for seed in range(first, first + 10):
        composer = Composer(Random(seed), SMALL_HOLDERS)
        text = composer.text()
        compiled = compile_text(text)
        for one in composer.stated:
            start, end = stretch(text, one)
            holder = holder_of(compiled, start, end)
            assert holder or asked(compiled, start, end), (seed, one)
            right += holder == same_tone(one.holder).casefold()
            total += 1
    assert right >= 0.85 * total


def test_nineteen_statements_of_twenty_are_duties_of_their_own_holder() -> None:
    right = total = 0
    for seed in range(1000, 1060):
        composer = Composer(Random(seed))
        text = composer.text()
        compiled = compile_text(text)
        total += len(composer.stated)
        right += sum(
            holder_of(compiled, *stretch(text, one)) == same_tone(one.holder).casefold() for one in composer.stated
        )
    assert right >= 0.95 * total


def test_questions_stay_few() -> None:
    loud = 0
    for seed in range(1000, 1060):
        compiled = compile_text(Composer(Random(seed)).text())
        loud += sum(one.severity is not Severity.INFO for one in compiled.diagnostics)
    assert loud <= 60 * 2


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_a_statement_is_on_no_other_desk_whatever_words_name_its_holder(first: int) -> None:
    """Nearly all are duties of their own holder; none is of another whom the document names, unless it is asked about."""
    own = total = silent = 0
    for seed in range(first, first + 20):
        composer = Composer(Random(seed), UNLISTED_HOLDERS + HOLDERS[:8])
        text = composer.text()
        compiled = compile_text(text)
        holders = {same_tone(one.holder).casefold() for one in composer.stated}
        for one in composer.stated:
            start, end = stretch(text, one)
            holder, named = holder_of(compiled, start, end), same_tone(one.holder).casefold()
            loud = asked(compiled, start, end)
            assert holder not in holders - {named} or loud, (seed, one, holder)
            silent += holder is None and not loud
            own += holder == named
            total += 1
    assert own >= 0.85 * total
    assert silent <= 0.02 * total
