"""What ``dondoc check`` finds: each defect by its code and place, and nothing in a sound plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from compiler.asks.check import check
from compiler.asks.diagnostics import catalogue, diagnostic
from compiler.planfile.compiled import plan_file
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Compiled, Diagnostic, Proposal, Severity
from tests.compiler.conftest import SOURCE

MakePlan = Callable[..., PlanFile]


@pytest.fixture
def sound(make_plan: MakePlan) -> PlanFile:
    """A plan in which everything is settled."""
    return accept_all(make_plan(), by="Trần Bình", why="theo lệ", at=datetime(2026, 11, 21, tzinfo=UTC))


def codes(file: PlanFile, **kwargs: Any) -> list[str]:
    return [finding.code for finding in check(file, **kwargs)]


def edited(file: PlanFile, was: str, becomes: str) -> PlanFile:
    text = planfile_text(file)
    assert was in text, was
    return read_planfile(text.replace(was, becomes, 1))


def test_a_settled_plan_has_nothing_against_it(sound: PlanFile) -> None:
    assert codes(sound) == []


@pytest.mark.parametrize(
    ("was", "becomes", "code", "about"),
    [
        ("rule: yearly:12-15", "rule: by:2026-01-05", "D220", "responsibilities.R4.due"),
        ("rule: yearly:12-15", "rule: mỗi năm", "D228", "responsibilities.R4.due"),
        ("- id: R2", "- id: R1", "D226", "responsibilities.R1"),
        (
            "consolidated_due: 2027-12-22",
            "consolidated_due: 2027-12-10",
            "D223",
            "regime.periods.2027-Y.consolidated_due",
        ),
        ("window_to: 2027-12-14", "window_to: 2027-12-16", "D227", "regime.periods.2027-Y"),
        ("due: 2027-12-15", "due: 2027-12-19", "D234", "regime.periods.2027-Y.due"),
        (
            "consolidated_due: 2027-12-22",
            "consolidated_due: 2027-12-25",
            "D234",
            "regime.periods.2027-Y.consolidated_due",
        ),
        ("ladder: macdinh", "ladder: nhanh", "D235", "ladder"),
        ("number: 268/KH-UBND", "number:", "D202", "plan.number"),
        ("issued_on: 2026-11-16", "issued_on:", "D203", "plan.issued_on"),
        ("issuer: Ủy ban nhân dân tỉnh Sông Lam", "issuer:", "D204", "plan.issuer"),
        ("year: 2027", "year:", "D205", "plan.year"),
        ("coordinator: Sở Nội vụ", "coordinator:", "D206", "coordinator"),
        ("level: province", "level:", "D211", "plan.level"),
        ("province: Sông Lam", "province:", "D212", "plan.province"),
        ("class: plan", "class: news", "D130", "cast"),
        ("issued_on: 2026-11-16", "issued_on: 2027-12-13", "D210", "regime.periods.2027-Y"),
    ],
)
def test_each_defect_is_found_where_it_stands(sound: PlanFile, was: str, becomes: str, code: str, about: str) -> None:
    found = {(finding.code, finding.about) for finding in check(edited(sound, was, becomes))}
    assert (code, about) in found


def test_a_plan_of_a_central_body_is_not_asked_for_its_province(sound: PlanFile) -> None:
    file = edited(sound, "province: Sông Lam", "province:")
    central = file.changed(plan={**file.plan.model_dump(mode="json", by_alias=True), "level": "central"})
    assert ["D212" in {finding.code for finding in check(each)} for each in (file, central)] == [True, False]


def test_keys_of_rounds_that_make_one_address_are_one_key(sound: PlanFile) -> None:
    assert sound.regime is not None
    first = sound.regime.periods[0]
    months = [first.model_copy(update={"key": key}) for key in ("Tháng 1", "thang-1")]
    file = sound.changed(
        regime={**sound.regime.model_dump(mode="json"), "periods": [each.model_dump(mode="json") for each in months]}
    )
    found = [finding for finding in check(file) if finding.code == "D226"]
    assert [(each.about, "Tháng 1" in each.message) for each in found] == [("regime.periods.thang-1", True)]


def test_a_circle_of_reports_is_found(sound: PlanFile) -> None:
    circle = "edges:\n  - {kind: reports_to, source: R2, target: R3}\n  - {kind: reports_to, source: R3, target: R2}\n"
    (found,) = [finding for finding in check(edited(sound, "edges:\n", circle)) if finding.code == "D221"]
    assert "R2 → R3 → R2" in found.message or "R3 → R2 → R3" in found.message


def test_an_edge_to_nobody_names_the_nearest(sound: PlanFile) -> None:
    stray = "edges:\n  - {kind: guides, source: R2, target: Sở Tài chinh}\n"
    (found,) = [finding for finding in check(edited(sound, "edges:\n", stray)) if finding.code == "D222"]
    assert "Sở Tài chính" in (found.remedy or "")


def test_the_same_duty_given_twice_is_only_a_warning(sound: PlanFile) -> None:
    again = "responsibilities:\n  - {id: R9, holder: Sở Tài chính, text: Bố trí kinh phí thực hiện Kế hoạch., roles: [fund]}\n"
    (found,) = check(edited(sound, "responsibilities:\n", again))
    assert (found.code, found.severity) == ("D225", Severity.WARNING)


def test_a_plan_older_than_an_act_it_cites_is_a_warning(sound: PlanFile) -> None:
    cite = "  cites:\n    - {number: 241/KH-UBND, issued_on: 2026-12-30}\ncoordinator: "
    (found,) = check(edited(sound, "coordinator: ", cite) if "cites" not in planfile_text(sound) else sound)
    assert (found.code, found.severity) == ("D229", Severity.WARNING)


def test_a_plan_without_rounds_or_duties_cannot_be_launched(sound: PlanFile) -> None:
    assert "D224" in codes(sound.changed(regime={"preset": "custom", "periods": []}))
    assert "D232" in codes(sound.changed(responsibilities=[], edges=[]))


def test_an_answer_written_by_hand_needs_a_name_and_must_be_applied(make_plan: MakePlan) -> None:
    file = make_plan(number=None)
    text = planfile_text(file)
    at = text.index("about: plan.number")
    nameless = text[:at] + text[at:].replace("answer:", "answer: 12/KH-UBND", 1)
    assert "D230" in codes(read_planfile(nameless))
    named = nameless[:at] + nameless[at:].replace("decided_by:", "decided_by: Trần Bình", 1)
    assert "D231" in codes(read_planfile(named))


def test_a_holder_that_the_directory_lacks_is_a_question(sound: PlanFile) -> None:
    def find(holder: str) -> str | None:
        return "chưa có cơ quan nào mang tên này" if holder == "Sở Tài chính" else None

    (found,) = check(sound, find)
    assert (found.code, found.severity) == ("D233", Severity.QUESTION)
    assert "chưa có cơ quan nào mang tên này" in found.message
    assert found.about == "responsibilities.R3.holder"
    assert "--holder" in str(found.remedy)


@pytest.mark.parametrize("entry", ["Sở Tài chính", "R3"])
def test_a_holder_that_the_plan_file_settles_is_no_question(sound: PlanFile, entry: str) -> None:
    settled = sound.changed(policy={"holders": {entry: ["stc"]}})
    assert check(settled, lambda holder: "chưa rõ" if holder == "Sở Tài chính" else None) == []


def test_what_the_reader_noticed_is_kept_until_a_person_deletes_it(compose: Callable[..., Compiled]) -> None:
    from compiler.planfile.compiled import plan_file
    from compiler.planfile.model import SourceFile

    seen = Diagnostic(
        code="D101", severity=Severity.WARNING, message="Câu chưa đưa vào.", line=9, column=2, quote="Sở Y tế chuẩn bị."
    )
    compiled = compose().model_copy(update={"diagnostics": [seen]})
    file = plan_file(compiled, SourceFile(file="a.docx", sha256="0" * 64))
    assert seen in check(read_planfile(planfile_text(file)))


def test_errors_come_before_questions_and_questions_before_warnings(make_plan: MakePlan) -> None:
    file = edited(make_plan(number=None), "due: 2027-12-15", "due: 2027-12-19")
    file = edited(file, "ladder: macdinh", "ladder: nhanh")
    severities = [finding.severity for finding in check(file)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert {Severity.ERROR, Severity.QUESTION, Severity.WARNING} <= set(severities)


def test_every_finding_has_words_in_both_languages() -> None:
    for code, entry in catalogue().items():
        if code >= "D2":
            assert entry.explain, code
            assert entry.message_en, code
            assert entry.remedy, code
            assert entry.remedy_en, code


def test_dates_in_findings_are_vietnamese(sound: PlanFile) -> None:
    (found,) = check(edited(sound, "due: 2027-12-15", "due: 2027-12-19"))
    assert "19/12/2027" in found.message
    assert date(2027, 12, 19).strftime("%d/%m/%Y") in found.message


def test_a_duty_deleted_by_hand_is_named_and_stops_nothing(sound: PlanFile) -> None:
    text = planfile_text(sound)
    start, end = text.index("  - id: R3\n"), text.index("  - id: R4\n")
    (found,) = check(read_planfile(text[:start] + text[end:]))
    assert (found.code, found.severity) == ("D250", Severity.INFO)
    assert "R3 (Sở Tài chính)" in found.message and "Bố trí kinh phí" in found.message


def test_the_edges_of_a_duty_deleted_by_hand_go_with_it(make_plan: MakePlan) -> None:
    file = make_plan()
    loose = {edge.source for edge in file.edges} & {duty.id for duty in file.responsibilities}
    (gone, *_) = sorted(loose)
    kept = [duty.model_dump() for duty in file.responsibilities if duty.id != gone]
    found = {finding.code: finding for finding in check(file.changed(responsibilities=kept))}
    assert "D222" not in found
    assert found["D255"].severity == Severity.INFO and gone in found["D255"].message


def test_a_proposed_duty_that_names_the_coordinator_of_before_is_told_of(make_plan: MakePlan) -> None:
    file = make_plan(duties=())
    assert file.coordinator == "Sở Nội vụ"
    old = next(duty for duty in file.responsibilities if duty.reports_to == ["Sở Nội vụ"])
    moved = file.changed(coordinator="Chi cục Biển và Đảo")
    found = {finding.about: finding for finding in check(moved) if finding.code == "D256"}
    said = found[f"responsibilities.{old.id}"]
    assert "Sở Nội vụ" in said.message and "Chi cục Biển và Đảo" in (said.remedy or "")
    assert "reports_to" in (said.remedy or "")
    assert "D256" not in codes(file)


def test_a_duty_that_a_decision_left_out_is_not_called_deleted(make_plan: MakePlan) -> None:
    file = make_plan(duties=())
    asked = next(question for question in file.questions if question.code == "D207")
    left_out = decide(
        file, asked.id, answer="bỏ", by="Trần Bình", why="không có", at=datetime(2026, 11, 21, tzinfo=UTC)
    )
    assert "D250" not in codes(left_out)


def test_a_record_that_was_edited_is_told_of(sound: PlanFile) -> None:
    assert sound.compiled is not None
    cut = sound.changed(compiled=sound.compiled[:80] + "\n")
    assert codes(cut) == ["D251"]
    assert codes(sound.changed(compiled="không phải bản ghi")) == ["D251"]
    assert codes(sound.changed(compiled=None)) == [], "files of earlier versions have none"


@pytest.mark.parametrize(("start", "end", "wrong"), [(0, 40, False), (-3, 9, True), (7, 7, True), (9, 90_000, True)])
def test_a_source_outside_the_document_is_told_of(
    compose: Callable[..., Compiled], start: int, end: int, wrong: bool
) -> None:
    compiled = compose().model_copy(update={"text": "Sở Tài chính bố trí kinh phí thực hiện Kế hoạch.\n" * 3})
    plain = plan_file(compiled, SOURCE).model_dump(by_alias=True)
    plain["responsibilities"][2]["source"] = {"start": start, "end": end}
    found = [each.about for each in check(PlanFile.model_validate(plain)) if each.code == "D252"]
    assert found == (["responsibilities.R3.source"] if wrong else [])


def yearly_rounds(sound: PlanFile, count: int, **days: date) -> PlanFile:
    """The plan with so many rounds, a year apart, with other days where given for the first year."""
    plain = sound.model_dump(by_alias=True)
    first = plain["regime"]["periods"][0]
    plain["regime"]["periods"] = [
        first | {"key": f"{2027 + n}-Y", "name": f"Báo cáo năm {2027 + n}"}
        | {field: day.replace(year=day.year + n) for field, day in days.items()}
        for n in range(count)
    ]  # fmt: skip
    return sound.replaced(plain)


def test_due_dates_on_days_off_are_one_finding_with_how_many_and_the_first(sound: PlanFile) -> None:
    days = {"window_from": date(2026, 12, 15), "window_to": date(2027, 12, 14), "due": date(2027, 12, 25)}
    file = yearly_rounds(sound, 24, **days, consolidated_due=date(2028, 1, 1))
    (one,) = [each for each in check(file) if each.code == "D234"]
    assert one.message.startswith("32 hạn") and one.message.endswith(" …")
    assert one.message.count("→") == 4 and "Báo cáo năm 2027" in one.message
    assert one.about == "regime.periods.2027-Y.due"


def test_windows_that_overlap_are_one_finding_with_how_many(sound: PlanFile) -> None:
    days = {"window_from": date(2026, 11, 1), "window_to": date(2027, 12, 14), "due": date(2027, 12, 15)}
    (one,) = [each for each in check(yearly_rounds(sound, 9, **days)) if each.code == "D236"]
    assert one.message.startswith("8 cặp") and one.message.count("–") == 4


@pytest.mark.parametrize(("code", "about"), [("D206", "coordinator"), ("D208", "regime"), ("D254", "R7.due")])
def test_nothing_is_to_be_accepted_where_nothing_is_proposed(code: str, about: str) -> None:
    facts = {"known": "cchc, nam", "id": "R7", "holder": "Sở Y tế", "phrase": "trong 10 ngày"}
    proposal = Proposal(path=about, value="Sở Y tế", reason="theo lệ")
    told = [diagnostic(code, about=about, proposal=given, **facts).remedy or "" for given in (proposal, None)]
    assert ["Chấp nhận" in each for each in told] == [True, False]
    assert told[1].startswith("Trả lời")
