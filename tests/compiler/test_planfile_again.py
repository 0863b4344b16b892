"""The very same document compiled against a file full of edits gives that file back: property over many edits."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.decide import decide
from compiler.planfile.model import CLASHES, PlanFile
from compiler.planfile.read import PlanFileError, read_planfile
from compiler.planfile.write import planfile_text
from compiler.show.drawing import draw_graph
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_plans import make_plan

NOON = datetime(2027, 3, 2, 5, tzinfo=UTC)
SEEDS = 6


@cache
def document(seed: int) -> PlanFile:
    with tempfile.TemporaryDirectory() as folder:
        return compile_document(save_docx(make_plan(seed), Path(folder) / "ke-hoach.docx"))


def blocks(text: str, mark: str) -> list[tuple[int, int]]:
    """Where each item that begins with `mark` stands in the file."""
    starts = [match.start() for match in re.finditer(rf"^{mark}", text, re.M)]
    ends = []
    for start in starts:
        depth = len(mark) - len(mark.lstrip())
        later = re.compile(rf"^(?= {{0,{depth}}}\S)", re.M).search(text, start + 1)
        ends.append(later.start() if later else len(text))
    return list(zip(starts, ends, strict=True))


def replaced(text: str, chance: Random, pattern: str, becomes: str) -> str:
    """One place of the duties and rounds that `pattern` fits, chosen by chance."""
    found = [match for match in re.finditer(pattern, text, re.M) if match.start() < text.index("\nedges:")]
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + match.expand(becomes) + text[match.end() :]


def deleted(text: str, chance: Random, mark: str) -> str:
    found = blocks(text, mark)
    if len(found) < 2:
        return text
    start, end = chance.choice(found)
    return text[:start] + text[end:]


EDITS = {
    "holder": lambda text, chance: replaced(text, chance, r"^    holder: .*$", "    holder: Công an tỉnh"),
    "rule": lambda text, chance: replaced(text, chance, r"rule: by:(\d{4})-\d\d-\d\d", r"rule: by:\1-11-03"),
    "roles": lambda text, chance: replaced(text, chance, r"roles: \[.*\]", "roles: [lead]"),
    "requested": lambda text, chance: replaced(text, chance, r"^(    roles:.*)$", r"    requested: true\n\1"),
    "partners": lambda text, chance: replaced(
        text, chance, r"^(    roles:.*)$(?!\n    with)", r"\1\n    products: [Sổ tay]"
    ),
    "due": lambda text, chance: replaced(text, chance, r"^      due: (\d{4})-(\d\d)-\d\d", r"      due: \1-\2-16"),
    "put together": lambda text, chance: replaced(
        text, chance, r"consolidated_due: (\d{4})-(\d\d)-\d\d", r"consolidated_due: \1-\2-28"
    ),
    "window": lambda text, chance: replaced(text, chance, r"window_to: (\d{4})-(\d\d)-\d\d", r"window_to: \1-\2-12"),
    "title": lambda text, chance: replaced(text, chance, r"^  title: .*$", "  title: Kế hoạch đổi tên"),
    "comment": lambda text, chance: replaced(text, chance, r"^(  - id: R\d+)$", r"  # đã gọi điện\n\1  # anh Tâm"),
    "round gone": lambda text, chance: deleted(text, chance, "    - key: "),
    "duty gone": lambda text, chance: deleted(text, chance, "  - id: R"),
    "duty added": lambda text, chance: (
        text.replace(
            "\nresponsibilities:\n",
            "\nresponsibilities:\n  - id: R90\n    holder: Sở Y tế\n    text: Trực cấp cứu.\n    roles: [execute]\n",
            1,
        )
        if "id: R90" not in text
        else text
    ),
    "note gone": lambda text, chance: deleted(text, chance, "  - code: "),
}


def edited(file: PlanFile, names: list[str], seed: int) -> PlanFile:
    """The file after the edits of `names`, those that it cannot take left out, and a decision among them."""
    chance, text = Random(seed), planfile_text(file)
    for name in names:
        try:
            read_planfile(after := EDITS[name](text, chance))
        except PlanFileError:
            continue
        text = after
    file = read_planfile(text)
    ready = [question for question in file.questions if question.proposes and not question.answered]
    if ready and chance.random() < 0.5:
        question = chance.choice(ready)
        file = decide(file, question.id, accept=True, by="Tâm", why="đã bàn", at=NOON)
    return read_planfile(planfile_text(file))


@settings(max_examples=25, deadline=None)
@given(
    plan=st.integers(0, SEEDS - 1),
    names=st.lists(st.sampled_from(sorted(EDITS)), min_size=0, max_size=7),
    seed=st.integers(0, 10**6),
)
def test_the_same_document_gives_the_edited_file_back(plan: int, names: list[str], seed: int) -> None:
    mine = edited(document(plan), names, seed)
    carried = carry_over(document(plan), mine)
    there = read_planfile(planfile_text(carried.file))
    assert there.responsibilities == mine.responsibilities
    assert there.edges == mine.edges
    assert there.regime == mine.regime
    assert (there.plan, there.coordinator, there.policy) == (mine.plan, mine.coordinator, mine.policy)
    assert there.notes == mine.notes
    drawn = (draw_graph(each.responsibilities, each.edges, coordinator=each.coordinator) for each in (there, mine))
    assert next(drawn) == next(drawn)
    decided = [question for question in mine.questions if question.answered]
    assert [question for question in there.questions if question.answered] == decided
    assert not [question for question in there.questions if question.code in CLASHES]
    assert (carried.changes, carried.asked, carried.lapsed) == ([], [], [])
    comments = [line for line in planfile_text(mine).splitlines() if "#" in line]
    assert [line for line in planfile_text(there).splitlines() if "#" in line] == comments
    if {question.id for question in there.questions} == {question.id for question in mine.questions}:
        assert planfile_text(there) == planfile_text(mine), "not a byte differs where nothing had to be asked"
