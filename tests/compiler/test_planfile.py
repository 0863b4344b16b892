"""The plan file: what goes in comes out, comments stay, and a mistake is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.asks.check import check
from compiler.planfile.compiled import as_compiled, plan_file
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile, SourceFile
from compiler.planfile.read import PlanFileError, load_planfile, read_planfile
from compiler.planfile.write import dump_planfile, planfile_text
from compiler.result import (
    Cite,
    Compiled,
    Diagnostic,
    DocumentClass,
    Due,
    Edge,
    EdgeKind,
    Level,
    Period,
    PlanHead,
    RegimeProposal,
    Responsibility,
    Role,
    Severity,
    Span,
)

MakePlan = Callable[..., PlanFile]

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
dates = st.dates(date(2014, 1, 1), date(2030, 12, 31))
basis = st.sampled_from(["stated", "assumed", "decided"])


@st.composite
def compilations(draw: st.DrawFn) -> Compiled:
    count = draw(st.integers(0, 5))
    duties = [
        Responsibility(
            id=f"R{index}",
            holder=draw(names),
            group=draw(st.booleans()),
            requested=draw(st.booleans()),
            text=draw(words),
            roles=draw(st.lists(st.sampled_from(Role), max_size=4, unique=True)),
            **{"with": draw(st.lists(names, max_size=2))},
            reports_to=draw(st.lists(names, max_size=2)),
            due=draw(st.none() | st.builds(Due, text=words, rule=st.sampled_from(["other", "yearly:12-15"]))),
            basis=draw(basis),
            reason=draw(st.none() | words),
            exception_channel=draw(st.booleans()),
            source=draw(st.none() | st.builds(Span, start=st.integers(0, 99), end=st.integers(99, 200))),
        )
        for index in range(1, count + 1)
    ]
    ends = st.sampled_from([duty.id for duty in duties] or ["Sở Nội vụ"]) | names
    period = st.builds(
        Period, key=names, name=names, window_from=dates, window_to=dates, due=dates, consolidated_due=st.none() | dates
    )
    return Compiled(
        plan=draw(
            st.builds(
                PlanHead,
                cls=st.sampled_from(DocumentClass),
                number=st.none() | names,
                issuer=st.none() | names,
                level=st.none() | st.sampled_from(Level),
                issued_on=st.none() | dates,
                year=st.none() | st.integers(2014, 2030),
                title=st.none() | words,
                cites=st.lists(st.builds(Cite, number=names, issued_on=st.none() | dates), max_size=2),
            )
        ),
        responsibilities=duties,
        edges=draw(st.lists(st.builds(Edge, kind=st.sampled_from(EdgeKind), source=ends, target=ends), max_size=4)),
        regime=draw(
            st.none() | st.builds(RegimeProposal, preset=st.none() | names, periods=st.lists(period, max_size=3))
        ),
        coordinator=draw(st.none() | names),
        diagnostics=draw(
            st.lists(
                st.builds(
                    Diagnostic,
                    code=st.sampled_from(["D110", "D102"]),
                    severity=st.sampled_from(Severity),
                    message=words,
                    about=st.sampled_from([None, "R1", "plan.number"]),
                ),
                max_size=3,
            )
        ),
    )


def file_of(compiled: Compiled) -> PlanFile:
    return plan_file(compiled, SourceFile(file="kế hoạch.docx", sha256="0" * 64))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(compilations())
def test_what_is_compiled_comes_back_from_yaml(compiled: Compiled) -> None:
    file = file_of(compiled)
    text = planfile_text(file)
    back = read_planfile(text)
    assert as_compiled(back) == as_compiled(file) == compiled.model_copy(update={"diagnostics": []})
    assert back.model_dump() == file.model_dump()
    assert planfile_text(back) == text


def test_days_that_fall_together_stay_apart_in_the_file(make_plan: MakePlan) -> None:
    day = date(2029, 12, 15)
    period = Period(key="2029", name="Năm 2029", window_from=day, window_to=day, due=day, consolidated_due=day)
    file = make_plan().model_copy(update={"regime": RegimeProposal(preset="custom", periods=[period])})
    text = planfile_text(file)
    assert "&id" not in text and "*id" not in text
    later = read_planfile(text).regime
    assert later is not None
    later = later.model_copy(
        update={"reason": "hỏi lại", "periods": [*later.periods, period.model_copy(update={"key": "2"})]}
    )
    again = planfile_text(read_planfile(text).changed(regime=later.model_dump(by_alias=True)))
    assert "&id" not in again and "*id" not in again
    moved = read_planfile(again.replace("due: 2029-12-15", "due: 2029-12-20", 1)).regime
    assert moved is not None and moved.periods[0].consolidated_due == day


def test_an_anchor_that_a_person_wrote_stays(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan())
    anchored = text.replace("roles: ", "roles: &vai ", 1)
    file = read_planfile(anchored)
    duty = file.responsibilities[0].model_copy(update={"text": "Viết lại."})
    written = planfile_text(file.changed(responsibilities=[duty, *file.responsibilities[1:]]))
    assert "roles: &vai" in anchored and "roles: &vai" in written


def test_comments_and_order_survive_decisions(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan(cls="news"))
    text = text.replace("coordinator: Sở Nội vụ", "coordinator: Sở Nội vụ  # đã hỏi Chánh Văn phòng")
    text = text.replace("responsibilities:\n", "responsibilities:\n  # phần này do Phòng CCHC rà lại\n", 1)
    file = accept_all(read_planfile(text), by="Trần Bình", why="theo lệ", at=datetime(2026, 11, 21, tzinfo=UTC))
    written = planfile_text(file)
    assert "# đã hỏi Chánh Văn phòng" in written
    assert "# phần này do Phòng CCHC rà lại" in written
    changed = [line for line in written.splitlines() if line not in text.splitlines()]
    assert all(
        line.split(":")[0].strip().lstrip("- ") in {"basis", "answer", "decided_by", "decided_at", "why", "mark"}
        for line in changed
    ), changed


def test_a_text_reads_the_same_again_after_who_read_it_first_has_changed_it(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan())
    first = read_planfile(text)
    first.plan.number = "1/KH-SNV"
    first.responsibilities.clear()
    second = read_planfile(text)
    assert second.plan.number == "268/KH-UBND" and len(second.responsibilities) == 5
    assert planfile_text(second) == text


def test_a_file_is_replaced_whole_or_not_at_all(make_plan: MakePlan, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    dump_planfile(make_plan(), path)
    dump_planfile(load_planfile(path), path)
    assert [each.name for each in tmp_path.iterdir()] == ["plan.yaml"]
    assert load_planfile(path).model_dump() == make_plan().model_dump()


def test_times_of_decisions_are_written_in_office_time(make_plan: MakePlan) -> None:
    file = accept_all(make_plan(), by="Trần Bình", why="theo lệ", at=datetime(2026, 11, 21, 20, tzinfo=UTC))
    assert "'2026-11-22T03:00:00+07:00'" in planfile_text(file)


def test_a_mistyped_key_is_named_with_its_line_and_the_right_one(make_plan: MakePlan) -> None:
    text = planfile_text(make_plan()).replace("    holder: Sở Tài chính", "    holdr: Sở Tài chính")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "holdr" in each)
    with pytest.raises(PlanFileError) as refused:
        read_planfile(text, "plan.yaml")
    assert refused.value.place == f"plan.yaml:{line}:5"
    assert "holdr" in refused.value.reason
    assert "holder" in (refused.value.remedy or "")
    assert [finding.code for finding in refused.value.findings] == ["D241"]


@pytest.mark.parametrize(
    ("was", "becomes", "code", "says"),
    [
        ("issued_on: 2026-11-16", "issued_on: tháng 11", "D242", "2026-12-15"),
        ("level: province", "level: provinc", "D242", "province"),
        ("year: 2027", "year: hai bảy", "D242", "số"),
        ("roles: [fund]", "roles: fund", "D242", "- "),
        ("before_is_inclusive: true", "before_is_inclusive: đúng", "D242", "true"),
        ("coordinator: Sở Nội vụ", "coordinator: Sở Nội vụ\ncoordinator: Sở Y tế", "D244", "Xóa"),
        ("coordinator: Sở Nội vụ", "coordinator: [Sở Nội vụ", "D240", "YAML"),
        ("coordinator: Sở Nội vụ", "cordinator: Sở Nội vụ", "D241", "coordinator"),
        ("version: 1", "version: 7", "D242", "1"),
    ],
)
def test_each_kind_of_mistake_says_what_to_write(
    make_plan: MakePlan, was: str, becomes: str, code: str, says: str
) -> None:
    text = planfile_text(make_plan())
    assert was in text
    with pytest.raises(PlanFileError) as refused:
        read_planfile(text.replace(was, becomes, 1))
    first = refused.value.findings[0]
    assert first.code == code
    assert says in (first.remedy or "")
    assert first.line


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("coordinator: Sở Nội vụ", "coordinator: [Sở Nội vụ", "dấu ngoặc [ hoặc {"),
        ("ladder: macdinh", 'ladder: "macdinh', "dấu nháy mở mà không đóng"),
        ("coordinator: Sở Nội vụ", "coordinator: Sở: Nội vụ", "dấu hai chấm"),
        ("coordinator: Sở Nội vụ", "coordinator: @Sở", "đặt giá trị trong dấu nháy"),
        ("  number: ", "\tnumber: ", "dấu tab"),
        ("  number: ", "    number: ", "thụt lề"),
    ],
)
def test_what_is_no_yaml_is_told_in_the_readers_language(
    make_plan: MakePlan, was: str, becomes: str, says: str
) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_planfile(planfile_text(make_plan()).replace(was, becomes, 1))
    assert says in refused.value.findings[0].message
    assert "expected" not in refused.value.findings[0].message


@pytest.mark.parametrize("text", ["", "- một\n- hai\n", "chỉ là chữ", "\x00", "a: &x [*x]"])
def test_what_is_no_plan_file_is_refused(text: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_planfile(text)
    assert refused.value.remedy


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError):
        load_planfile(tmp_path / "không có.yaml")
    latin = tmp_path / "plan.yaml"
    latin.write_bytes("plan: Kế hoạch".encode("utf-16"))
    with pytest.raises(PlanFileError) as refused:
        load_planfile(latin)
    assert "UTF-8" in refused.value.reason


def test_an_edited_plan_checks_like_the_compiled_one(make_plan: MakePlan) -> None:
    file = make_plan()
    again = read_planfile(planfile_text(file))
    assert check(again) == check(file)
