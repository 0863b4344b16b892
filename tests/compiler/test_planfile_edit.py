"""A plan file that a person edits by hand: only what was edited changes, and what was written stays."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from compiler.asks.check import check
from compiler.document import compile_document
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.links import ends, linked
from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.planfile.twice import TwiceNamedError
from compiler.planfile.write import planfile_text
from compiler.result import Edge, EdgeKind, Severity
from compiler.rounds.pattern import edges_of
from compiler.show.drawing import draw_graph
from compiler.show.of_plan import plan_drawing
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_plans import make_plan

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
COMMENT = "# đã hỏi lại anh Bình ngày 3/1\n"


@pytest.fixture
def compiled(tmp_path: Path) -> PlanFile:
    return compile_document(save_docx(make_plan(0), tmp_path / "x.docx"))


def graph(file: PlanFile) -> str:
    return draw_graph(file.responsibilities, file.edges, coordinator=file.coordinator)


def test_a_plan_comes_back_as_the_same_graph(compiled: PlanFile) -> None:
    again = read_planfile(planfile_text(compiled))
    assert (again.responsibilities, again.edges) == (compiled.responsibilities, compiled.edges)
    assert graph(again) == graph(compiled) and check(again) == check(compiled)


def test_a_comment_changes_nothing_and_outlives_a_decision(compiled: PlanFile) -> None:
    text = planfile_text(compiled)
    edited = read_planfile(text.replace("responsibilities:\n", f"{COMMENT}responsibilities:\n"))
    assert edited.model_dump() == compiled.model_dump() and graph(edited) == graph(compiled)
    decided = planfile_text(accept_all(edited, by="Lan", why="theo văn bản", at=NOON))
    assert decided.count(COMMENT) == 1


def test_only_the_holder_and_the_due_that_were_edited_change(compiled: PlanFile) -> None:
    dated = next(duty for duty in compiled.responsibilities if duty.due and duty.due.rule.startswith("by:"))
    text = planfile_text(compiled)
    before, mine, behind = parted(text, dated.id)
    assert dated.due
    mine = mine.replace(f"holder: {dated.holder}", "holder: Sở Y tế  # chuyển theo Quyết định 12")
    later = f"{dated.due.rule[:-2]}28"
    assert later != dated.due.rule
    mine = mine.replace(f"rule: {dated.due.rule}", f"rule: {later}")
    edited = read_planfile(before + mine + behind)
    assert not [said for said in check(edited) if said.severity is Severity.ERROR]
    now = {duty.id: duty for duty in edited.responsibilities}
    assert (now[dated.id].holder, now[dated.id].due.rule) == ("Sở Y tế", later)  # type: ignore[union-attr]
    others = [duty for duty in compiled.responsibilities if duty.id != dated.id]
    assert [duty for duty in edited.responsibilities if duty.id != dated.id] == others
    assert edited.edges == compiled.edges
    assert planfile_text(edited) == before + mine + behind


def parted(text: str, key: str) -> tuple[str, str, str]:
    """A plan file's text before the duty `key`, the duty, and the rest."""
    start = text.index(f"  - id: {key}\n")
    end = text.index("  - id: ", start + 5)
    return text[:start], text[start:end], text[end:]


def test_an_edit_that_is_no_due_is_named_with_its_line(compiled: PlanFile) -> None:
    dated = next(duty for duty in compiled.responsibilities if duty.due and duty.due.rule.startswith("by:"))
    assert dated.due
    before, mine, behind = parted(planfile_text(compiled), dated.id)
    mine = mine.replace(f"rule: {dated.due.rule}", "rule: by:2027-02-30")
    line = (before + mine[: mine.index("due:")]).count("\n") + 1
    edited = read_planfile(before + mine + behind)
    (said,) = (one for one in check(edited) if one.severity is Severity.ERROR)
    place = edited.place(said.about or "")
    assert said.about == f"responsibilities.{dated.id}.due" and place and place[0] == line


def copied(text: str, key: str, becomes: str = "") -> tuple[str, list[int]]:
    """The file with the duty `key` copied below itself, and the lines at which the two begin."""
    before, mine, behind = parted(text, key)
    first = before.count("\n") + 1
    return before + mine + mine.replace("holder: ", f"holder: {becomes}") + behind, [first, first + mine.count("\n")]


def test_an_id_that_stands_twice_is_told_with_both_lines_and_a_free_id(compiled: PlanFile) -> None:
    text, lines = copied(planfile_text(compiled), "R2", "Chi cục thuộc ")
    found = [said for said in check(read_planfile(text)) if said.severity is Severity.ERROR]
    assert [said.code for said in found] == ["D226"]
    assert f"dòng {lines[0]} và {lines[1]}" in found[0].message
    free = f"R{max(int(duty.id[1:]) for duty in compiled.responsibilities) + 1}"
    assert free in (found[0].remedy or "")
    mended = text[: text.rindex("  - id: R2\n")] + text[text.rindex("  - id: R2\n") :].replace("R2\n", f"{free}\n", 1)
    assert not [said for said in check(read_planfile(mended)) if said.severity is Severity.ERROR]


def test_a_decision_on_a_file_with_an_id_twice_is_refused_with_both_lines(compiled: PlanFile) -> None:
    text, lines = copied(planfile_text(compiled), "R2")
    file = read_planfile(text)
    question = next(each for each in compiled.questions if each.proposes)
    for settle in (
        lambda: decide(file, question.id, accept=True, by="Lan", why="theo văn bản", at=NOON),
        lambda: accept_all(file, by="Lan", why="theo văn bản", at=NOON),
    ):
        with pytest.raises(TwiceNamedError) as refused:
            settle()
        assert f"R2 dùng hai lần: dòng {lines[0]} và {lines[1]}" in refused.value.reason
        assert refused.value.remedy
    assert planfile_text(file) == text
    assert decide(compiled, question.id, accept=True, by="Lan", why="theo văn bản", at=NOON).questions


def test_a_holder_edited_in_the_file_is_the_holder_in_the_graph(compiled: PlanFile) -> None:
    text = planfile_text(compiled)
    for field, becomes in (("with_", "Sở Y tế"), ("reports_to", "Sở Tài chính")):
        duty = next(each for each in compiled.responsibilities if getattr(each, field))
        before, mine, behind = parted(text, duty.id)
        text = before + mine.replace(f"- {getattr(duty, field)[0]}\n", f"- {becomes}\n", 1) + behind
    text = text.replace(f"holder: {compiled.responsibilities[1].holder}\n", "holder: Thanh tra tỉnh\n")
    file = read_planfile(text)
    assert {ends(edge) for edge in linked(file)} == {ends(edge) for edge in edges_of(file.responsibilities)}
    assert linked(file) != file.edges
    fresh = file.changed(edges=[edge.model_dump() for edge in edges_of(file.responsibilities)])
    assert plan_drawing(file) == plan_drawing(fresh)
    assert not [said for said in check(file) if said.code in ("D221", "D222")]
    assert planfile_text(file) == text, "reading alone changes nothing in the file"


def test_links_that_a_person_added_or_took_out_stay_so_when_a_holder_is_edited(compiled: PlanFile) -> None:
    gone, *_ = compiled.edges
    own = Edge(kind=EdgeKind.GUIDES, source="R1", target=compiled.responsibilities[-1].holder)
    text = planfile_text(compiled.changed(edges=[edge.model_dump() for edge in [*compiled.edges[1:], own]]))
    other = next(each for each in compiled.responsibilities if each.id not in (gone.source, gone.target))
    file = read_planfile(
        text.replace(
            f"  - id: {other.id}\n    holder: {other.holder}", f"  - id: {other.id}\n    holder: Thanh tra tỉnh"
        )
    )
    assert file.responsibilities != compiled.responsibilities
    there = {ends(edge) for edge in linked(file)}
    assert ends(own) in there and ends(gone) not in there
