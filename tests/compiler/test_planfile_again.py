"""The very same document compiled against a file full of edits gives that file back: property over many edits."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.decide import decide
from compiler.planfile.links import linked
from compiler.planfile.model import CLASHES, PlanFile
from compiler.planfile.read import PlanFileError, load_planfile, read_planfile
from compiler.planfile.write import dump_planfile, planfile_text
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


def copied(text: str, chance: Random, id_: str) -> str:
    """A duty copied below itself under an id of its own, with a word of its own."""
    found = blocks(text, "  - id: R")
    if f"id: {id_}" in text or not found:
        return text
    start, end = chance.choice(found)
    again = re.sub(r"id: R\d+", f"id: {id_}", text[start:end], count=1)
    return text[:end] + again.replace("    text: ", "    reason: bản sao\n    text: ", 1) + text[end:]


def split(text: str, chance: Random) -> str:
    """A duty made two: the second half of its words are a duty of the same holder."""
    short = [
        match
        for match in re.finditer(r"^    text: ([^'\"|>\n]+)$(?!\n      )", text, re.M)
        if match.start() < text.index("\nedges:") and match[1].count(" ") > 3 and ": " not in match[1]
    ]
    if "id: R95" in text or not short:
        return text
    match = chance.choice(short)
    start, end = next((start, end) for start, end in blocks(text, "  - id: R") if start < match.start() < end)
    words = match[1].split(" ")
    half = len(words) // 2
    first = text[start:end].replace(match[0], f"    text: {' '.join(words[:half])}")
    second = re.sub(r"id: R\d+", "id: R95", text[start:end], count=1)
    return text[:start] + first + second.replace(match[0], f"    text: {' '.join(words[half:])}") + text[end:]


def moved(text: str, chance: Random) -> str:
    """A duty put before all others."""
    found = blocks(text, "  - id: R")
    start, end = chance.choice(found)
    first = found[0][0]
    return text[:first] + text[start:end] + text[first:start] + text[end:]


EDITS = {
    "comment behind": lambda text, chance: replaced(text, chance, r"^(    holder: [^#\n]*)$", r"\1  # đã hỏi"),
    "comment between": lambda text, chance: replaced(text, chance, r"^(    roles:.*)$", r"    # xem lại\n\1"),
    "quoted": lambda text, chance: replaced(text, chance, r"^    holder: ([^'\"#\n]+)$", r"    holder: '\1'"),
    "folded": lambda text, chance: replaced(
        text, chance, r"^    text: ([^'\"|>\n][^\n]*)$(?!\n      )", r"    text: >-\n      \1"
    ),
    "partner come": lambda text, chance: replaced(
        text, chance, r"^    with:$", r"    with:\n      - Trường Chính trị  # mới"
    ),
    "partner gone": lambda text, chance: replaced(text, chance, r"^    with:\n      - .*\n(?=      - )", "    with:\n"),
    "recipient": lambda text, chance: replaced(
        text, chance, r"^    reports_to:\n      - .*$", r"    reports_to:\n      - Thanh tra tỉnh"
    ),
    "blank line": lambda text, chance: replaced(text, chance, r"^(  - id: R\d+)$", r"\n\1"),
    "copied": lambda text, chance: copied(text, chance, "R93"),
    "split": split,
    "moved": moved,
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


@pytest.mark.parametrize("name", sorted(EDITS.keys() - {"note gone"}))  # these documents leave no remarks
def test_each_edit_can_be_made_and_is_read(name: str) -> None:
    texts = [planfile_text(document(seed)) for seed in range(SEEDS)]
    made = (EDITS[name](text, Random(chance)) for text in texts for chance in range(3))
    changed = next(text for text in made if text not in texts)
    assert read_planfile(changed)


def test_a_file_saved_with_a_mark_and_line_ends_of_windows_takes_a_decision(tmp_path: Path) -> None:
    text = planfile_text(document(0)).replace("coordinator: ", "# đã gọi điện\ncoordinator: ", 1)
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    file = load_planfile(path)
    assert file.model_dump() == document(0).model_dump()
    question = next(each for each in file.questions if each.proposes)
    record: dict[str, Any] = {"by": "Tâm", "why": "đã bàn", "at": NOON}
    dump_planfile(decide(file, question.id, accept=True, **record), path)
    assert load_planfile(path).model_dump() == decide(document(0), question.id, accept=True, **record).model_dump()
    assert "# đã gọi điện" in path.read_text("utf-8")


@pytest.mark.parametrize("mark", ["\t  - id: R2\n", "  -\tid: R2\n    roles: [lead]\t\n"])
def test_a_tab_where_blanks_are_wanted_is_told_with_its_line(mark: str) -> None:
    text = planfile_text(document(0)).replace("  - id: R2\n", mark, 1)
    with pytest.raises(PlanFileError) as refused:
        read_planfile(text)
    first = text[: text.index("\t")].count("\n") + 1
    assert refused.value.findings[0].line in (first, first + 1)
    assert any("tab" in each.message or "lề" in each.message for each in refused.value.findings)


@pytest.mark.parametrize("emptied", ["periods", "notes", "edges", "with", "reports_to"])
def test_a_list_whose_last_line_was_deleted_is_an_empty_list(emptied: str) -> None:
    for seed in range(SEEDS):
        text = planfile_text(document(seed))
        if (found := re.search(rf"^( *){emptied}:\n(?:\1 +.*\n)+", text, re.M)) is None:
            continue
        file = read_planfile(text.replace(found[0], f"{found[1]}{emptied}:\n", 1))
        assert planfile_text(file) == text.replace(found[0], f"{found[1]}{emptied}:\n", 1)
        return
    assert emptied == "notes", "these documents leave no remarks"


EDITED = {
    "plan": st.integers(0, SEEDS - 1),
    "names": st.lists(st.sampled_from(sorted(EDITS)), min_size=0, max_size=7),
    "seed": st.integers(0, 10**6),
}


@settings(max_examples=15, deadline=None)
@given(**EDITED)
def test_the_same_document_gives_the_edited_file_back(plan: int, names: list[str], seed: int) -> None:
    gives_back(plan, names, seed)


@pytest.mark.services
@settings(max_examples=60, deadline=None)
@given(**EDITED)
def test_it_does_so_after_many_more_edits(plan: int, names: list[str], seed: int) -> None:
    gives_back(plan, names, seed)


def gives_back(plan: int, names: list[str], seed: int) -> None:
    """Asserts that the document of `plan` compiled against its file with these edits gives that file."""
    mine = edited(document(plan), names, seed)
    carried = carry_over(document(plan), mine)
    there = read_planfile(planfile_text(carried.file))
    assert there.responsibilities == mine.responsibilities
    assert there.edges == mine.edges
    assert linked(there) == linked(mine)
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
