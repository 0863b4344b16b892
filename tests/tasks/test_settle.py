"""Who a holder is, said before the launch: by one command, on record in the plan file, with its comments kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile
from compiler.planfile.read import load_planfile
from compiler.planfile.write import dump_planfile
from models.bodies import Wanted, draft
from models.directory import Agency
from models.directory_text import directory_text
from models.plan import Plan
from tasks.directory import import_directory
from tasks.launch import LaunchRefused, launch
from tasks.office import Office
from tasks.preview import preview
from tasks.settle import Saying, SettleError, settle

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
DAY = date(2026, 12, 1)
JULY = date(2027, 7, 1)
Put = Callable[..., Path]


@pytest.fixture(scope="module")
def compiled() -> PlanFile:
    return accept_all(compile_document(SAMPLE), by="anh Minh", why="theo lệ", at=AT)


@pytest.fixture
def put(office: Office, compiled: PlanFile, tmp_path: Path) -> Put:
    """An office with the sample's directory; writes its plan with one holder's words changed."""
    head = compiled.plan
    assert head.province and head.year
    path = tmp_path / "directory.yaml"
    wanted = Wanted(head.province, DAY, date(head.year, 12, 31), None, (), ("xã Nam Sơn", "xã Bắc Sơn"), True)
    path.write_text(directory_text(draft(wanted)), "utf-8")
    import_directory(office, path)

    def write(holder: str | None = None, **changed: object) -> Path:
        duties = list(compiled.responsibilities)
        if holder is not None:
            at = next(at for at, duty in enumerate(duties) if not duty.exception_channel)
            duties[at] = duties[at].model_copy(update={"holder": holder})
        plan = tmp_path / "plan.yaml"
        dump_planfile(compiled.model_copy(update={"responsibilities": duties, **changed}), plan)
        text = plan.read_text("utf-8").replace("policy:", "# sổ tay của tôi\npolicy:")
        plan.write_text(text, "utf-8")
        return plan

    return write


def asked(office: Office, plan: Path) -> tuple[set[str], tuple[str, ...]]:
    """Who is asked for R1, the duty whose holder is changed, and the questions."""
    first = preview(office, plan, by="anh Minh", at=DAY).rounds[0]
    return {key for key, duties in first.asked.items() if "R1" in dict(duties)}, first.questions


def test_a_holder_whom_nobody_knows_is_settled_and_the_plan_is_launched(office: Office, put: Put) -> None:
    plan = put("Hội Làm vườn")
    with pytest.raises(LaunchRefused) as refused:
        launch(office, plan, by="anh Minh", at=DAY)
    assert "dondoc decide" in str(refused.value.remedy)
    (unclear,) = preview(office, plan, by="anh Minh", at=DAY).rounds[0].unclear
    assert (unclear.entry, unclear.found) == ("Hội Làm vườn", False)
    done = settle(office, plan, Saying("hội làm vườn", ["hnd"], "anh Minh", "hội nhập vào"), at=AT)
    assert done.agencies == {"hnd": "Hội Nông dân tỉnh"}
    keys, questions = asked(office, plan)
    assert questions == ()
    assert keys == {"hnd"}
    launched = launch(office, plan, by="anh Minh", at=DAY)
    assert launched.rounds


def test_the_decision_stays_in_the_file_with_who_and_why_and_comments_are_kept(office: Office, put: Put) -> None:
    plan = put("Hội Làm vườn")
    before = plan.read_text("utf-8").splitlines()
    settle(office, plan, Saying("R1", ["Sở Y tế", "stp"], "chị Lan", "công văn 5"), at=AT)
    after = plan.read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == ["  holders: {}"]
    assert "# sổ tay của tôi" in after
    file = load_planfile(plan)
    assert file.policy.holders == {"R1": ["syt", "stp"]}
    record = file.questions[-1]
    assert (record.code, record.decided_by, record.why, record.answer) == ("D233", "chị Lan", "công văn 5", "syt, stp")


def test_besides_keeps_those_whom_the_directory_finds_and_answers_the_question(office: Office, put: Put) -> None:
    plan = put("Sở Y tế, Hội Làm vườn")
    keys, questions = asked(office, plan)
    assert len(questions) == 1
    assert keys == {"syt"}
    settle(office, plan, Saying("Sở Y tế, Hội Làm vườn", ["hnd"], "chị Lan", "thử", besides=True), at=AT)
    more, none = asked(office, plan)
    assert none == ()
    assert more == keys | {"hnd"}


def test_whoever_is_named_besides_is_asked_from_the_day_on_which_it_exists(office: Office, put: Put) -> None:
    plan = put("Sở Y tế, Hội Làm vườn")
    with office.database.writing() as session:
        session.add(Agency(key="xa-moi", name="UBND xã Mới", level="commune", province="Sông Lam", valid_from=JULY))
    settle(office, plan, Saying("R1", ["xa-moi"], "chị Lan", "xã lập từ tháng 7", besides=True), at=AT)
    rounds = preview(office, plan, by="anh Minh", at=DAY).rounds
    holding = {kept.round.key: {key for key, some in kept.asked.items() if "R1" in dict(some)} for kept in rounds}
    assert [kept.questions for kept in rounds] == [()] * len(rounds)
    assert holding["2027-Q1"] == {"syt"}
    assert holding["2027-Q3"] == {"syt", "xa-moi"}


def test_a_round_before_anyone_named_exists_is_a_question(office: Office, put: Put) -> None:
    plan = put("Hội Làm vườn")
    with office.database.writing() as session:
        session.add(Agency(key="xa-moi", name="UBND xã Mới", level="commune", province="Sông Lam", valid_from=JULY))
    settle(office, plan, Saying("R1", ["xa-moi"], "chị Lan", "xã lập từ tháng 7"), at=AT)
    keys, questions = asked(office, plan)
    assert keys == set()
    assert len(questions) == 1 and "01/07/2027" in questions[0]


def test_group_words_are_written_as_the_agencies_that_they_mean_that_day(office: Office, put: Put) -> None:
    plan = put("Hội Làm vườn")
    done = settle(office, plan, Saying("R1", ["UBND các xã, phường"], "chị Lan", "thử", on=DAY), at=AT)
    assert set(done.agencies) == {"xa-nam-son", "xa-bac-son"}


def test_who_coordinates_can_be_said_too_and_is_exactly_one(office: Office, put: Put) -> None:
    plan = put(coordinator="Ban Không Có")
    (unclear,) = preview(office, plan, by="anh Minh", at=DAY).rounds[0].unclear
    assert unclear.entry == "coordinator"
    with pytest.raises(SettleError, match="đúng một"):
        settle(office, plan, Saying("coordinator", ["snv", "stc"], "chị Lan", "thử"), at=AT)
    settle(office, plan, Saying("coordinator", ["Sở Tài chính"], "chị Lan", "thử", on=DAY), at=AT)
    launched = launch(office, plan, by="anh Minh", at=DAY)
    with office.database.reading() as session:
        assert session.get_one(Plan, launched.plan_key).coordinator_key == "stc"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Saying("Sở Không Có", ["snv"], "chị Lan", "thử"), "kế hoạch không giao việc"),
        (Saying("R1", ["khong-co"], "chị Lan", "thử"), "danh bạ không rõ “khong-co”"),
        (Saying("R1", [], "chị Lan", "thử"), "chưa nêu cơ quan nào"),
        (Saying("R1", ["snv"], "", "thử"), "người và lý do"),
    ],
)
def test_what_cannot_be_settled_is_refused_with_a_remedy_and_the_file_stays(
    office: Office, put: Put, said: Saying, reason: str
) -> None:
    plan = put("Hội Làm vườn")
    before = plan.read_bytes()
    with pytest.raises(SettleError, match=reason) as refused:
        settle(office, plan, said, at=AT)
    assert refused.value.place and refused.value.remedy
    assert plan.read_bytes() == before
