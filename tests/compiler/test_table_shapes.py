"""An annex that assigns gives each row's task to its holder, whatever became of the table on its way to text."""

from __future__ import annotations

from random import Random

import pytest

from compiler.compile import compile_text
from compiler.manuscript import same_tone
from compiler.result import Compiled, Severity
from tests.compiler.plan_table_shapes import SHAPES, document
from tests.compiler.plan_tables import idle_table, task_table

OWN = ("Theo dõi, đôn đốc việc thực hiện.", "Xây dựng kế hoạch của đơn vị mình.")
"""What the plan itself assigns, outside its annex."""
WELL_KEPT = [shape for shape in SHAPES if shape != "a cell to a line"]


def words(text: str) -> str:
    return same_tone(" ".join(text.split())).casefold()


def holders(compiled: Compiled) -> dict[str, str]:
    return {words(one.text): words(one.holder) for one in compiled.responsibilities}


def loud(compiled: Compiled) -> list[str]:
    text = compiled.text or ""
    told = [one.source for one in compiled.diagnostics if one.source and one.severity is not Severity.INFO]
    return [words(text[one.start : one.end]) for one in told]


@pytest.mark.parametrize("shape", WELL_KEPT)
@pytest.mark.parametrize("first", range(0, 60, 15))
def test_nearly_every_task_is_its_holder_s_and_none_falls_silent(shape: str, first: int) -> None:
    right = total = 0
    for seed in range(first, first + 15):
        table = task_table(Random(seed))
        compiled = compile_text(document(SHAPES[shape](table, Random(seed + 1))))
        said, asked = holders(compiled), loud(compiled)
        for row in table.told:
            named = said.get(words(row["task"]))
            right += named == words(row["lead"])
            total += 1
            assert named or any(words(row["task"])[:30] in one for one in asked), (seed, row)
    assert right >= 0.98 * total


@pytest.mark.parametrize("shape", WELL_KEPT)
def test_a_table_that_assigns_nothing_is_neither_duties_nor_questions(shape: str) -> None:
    for seed in range(30):
        text = document(SHAPES[shape](idle_table(Random(seed)), Random(seed + 1)), "PHỤ LỤC\nBIỂU KÈM THEO")
        compiled = compile_text(text)
        assert [one.text for one in compiled.responsibilities] == list(OWN), seed
        assert loud(compiled) == [], seed


@pytest.mark.parametrize("shape", WELL_KEPT)
def test_a_source_covers_its_task(shape: str) -> None:
    for seed in range(20):
        table = task_table(Random(seed))
        text = document(SHAPES[shape](table, Random(seed + 1)))
        for one in compile_text(text).responsibilities:
            assert one.source is not None
            quoted = text[one.source.start : one.source.end]
            assert quoted.startswith(one.text.split()[0])
            assert quoted.endswith(one.text.split()[-1])
