"""An amended plan applied to the running one: what stays, what follows, who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile
from compiler.planfile.write import dump_planfile
from models.bodies import Wanted, draft
from models.clock import local_day, set_clock
from models.directory_text import directory_text
from models.journal import verify
from models.outbox import Message
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, Round, RoundState
from tasks.amend import Amended, Amending, AmendRefused, amend
from tasks.deliver import deliver
from tasks.directory import import_directory
from tasks.launch import LaunchRefused, launch
from tasks.office import Office
from tasks.rounds import due_rounds, open_round
from tasks.versions import amendments, versions
from tests.acting import day, journalled, send
from tests.ready_made import ReadyMade
from tests.tasks.test_launching import rows

WHO = "chị Lan"
ACT = "Quyết định 45/QĐ-UBND ngày 05/5/2027"
HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/KH-UBND
Sông Lam, ngày 11 tháng 01 năm 2027

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

TỔ CHỨC THỰC HIỆN
"""
BEFORE = (
    HEAD
    + """\
1. Sở Nội vụ
- Chủ trì, theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
2. Sở Tài chính
- Hướng dẫn sử dụng kinh phí tuyên truyền; báo cáo kết quả về Sở Nội vụ hằng quý.
3. Sở Y tế
- Niêm yết thủ tục hành chính tại các bệnh viện; báo cáo kết quả về Sở Nội vụ hằng quý.
4. Hội Nông dân tỉnh
- Phổ biến thủ tục đất đai cho hội viên; báo cáo kết quả về Sở Nội vụ hằng quý.
"""
)
AFTER = (
    HEAD
    + """\
1. Sở Nội vụ
- Chủ trì, theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
2. Sở Tài chính
- Hướng dẫn sử dụng kinh phí tuyên truyền; báo cáo kết quả về Sở Nội vụ hằng quý.
3. Sở Y tế
- Niêm yết thủ tục hành chính tại các bệnh viện và trạm y tế; báo cáo kết quả về Sở Nội vụ hằng quý.
4. Hội Liên hiệp Phụ nữ tỉnh
- Hướng dẫn hội viên nộp hồ sơ trực tuyến; báo cáo kết quả về Sở Nội vụ hằng quý.
"""
)


def compiled(text: str, path: Path) -> PlanFile:
    path.write_text(text, "utf-8")
    return compile_document(path)


def settled(file: PlanFile) -> PlanFile:
    return accept_all(file, by=WHO, why="theo lệ", at=datetime(2027, 1, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The plan, the amended one, and the province's directory."""
    folder = tmp_path_factory.mktemp("amend")
    before = settled(compiled(BEFORE, folder / "truoc.txt"))
    after = settled(carry_over(compiled(AFTER, folder / "sau.txt"), before).file)
    made = {name: folder / f"{name}.yaml" for name in ("before", "after", "directory")}
    dump_planfile(before, made["before"])
    dump_planfile(after, made["after"])
    wanted = Wanted("Sông Lam", date(2027, 1, 1), date(2027, 12, 31), None, (), (), True)
    made["directory"].write_text(directory_text(draft(wanted)), "utf-8")
    return made


@pytest.fixture
def running(office: Office, files: dict[str, Path], ready_made: ReadyMade) -> Office:
    """The plan launched; its first round open since its day, two more to come."""

    def run(office: Office) -> None:
        import_directory(office, files["directory"], by=WHO)
        launch(office, files["before"], by=WHO, at=date(2027, 1, 12))
        with office.database.reading() as session:
            first = session.exec(select(Round).order_by(col(Round.opens_at))).first()
        assert first is not None
        to(office, first.opens_at)
        open_round(office, first.id, first.opens_at)
        deliver(office, first.opens_at)

    return ready_made(office, run, facts=files["before"])


def to(office: Office, moment: datetime) -> None:
    with office.database.writing() as session:
        set_clock(session, moment, by=WHO, why="thử")


def plan_of(office: Office) -> Plan:
    with office.database.reading() as session:
        return session.exec(select(Plan)).one()


def first_round(office: Office) -> Round:
    with office.database.reading() as session:
        found = session.exec(select(Round).order_by(col(Round.opens_at))).first()
    assert found is not None
    return found


def amended(office: Office, files: dict[str, Path], *, preview: bool = False, move_open: bool = False) -> Amended:
    wanted = Amending(ACT, "theo chỉ đạo của UBND tỉnh", WHO, move_open)
    return amend(office, plan_of(office).key, files["after"], wanted, preview=preview)


def texts_asked(office: Office, request_id: str) -> list[str]:
    with office.database.reading() as session:
        query = (
            select(Responsibility.text)
            .join(RequestItem, col(RequestItem.responsibility_id) == col(Responsibility.id))
            .where(RequestItem.request_id == request_id)
        )
        return list(session.exec(query.order_by(col(RequestItem.position))))


def letters(office: Office, kind: str) -> dict[str, list[str]]:
    """Agency key -> what each letter of a kind tells it."""
    with office.database.reading() as session:
        found: dict[str, list[str]] = {}
        for message in session.exec(select(Message).where(Message.kind == kind).order_by(col(Message.id))):
            found.setdefault(message.agency_key or "", []).extend(message.context.get("lines", []))
        return found


def test_a_preview_says_what_differs_and_who_is_told_and_writes_nothing(
    running: Office, files: dict[str, Path]
) -> None:
    before = rows(running)
    seen = amended(running, files, preview=True)
    assert rows(running) == before
    assert {(each.what, each.holder) for each in seen.duties} == {
        ("changed", "Sở Y tế"),
        ("added", "Hội Liên hiệp Phụ nữ tỉnh"),
        ("dropped", "Hội Nông dân tỉnh"),
    }
    assert {each.name for each in seen.told} == {"Sở Y tế", "Hội Liên hiệp Phụ nữ tỉnh", "Hội Nông dân tỉnh"}


def test_exactly_the_agencies_concerned_are_told_what_changes_for_them(running: Office, files: dict[str, Path]) -> None:
    amended(running, files)
    told = letters(running, "amended")
    assert set(told) == {"syt", "lhpn", "hnd"}
    assert any("trạm y tế" in line for line in told["syt"])
    assert any(line.startswith("Nhiệm vụ mới") for line in told["lhpn"])
    assert any(line.startswith("Thôi thực hiện") for line in told["hnd"])


def test_an_open_round_goes_on_as_it_was_unless_somebody_decides(running: Office, files: dict[str, Path]) -> None:
    kept = first_round(running)
    before = texts_asked(running, f"{kept.id}/syt")
    done = amended(running, files)
    assert done.untouched == (kept.name,) and done.moved == ()
    assert texts_asked(running, f"{kept.id}/syt") == before
    with running.database.reading() as session:
        assert session.get(Request, f"{kept.id}/hnd") is not None
        assert session.get(Request, f"{kept.id}/lhpn") is None


def test_a_round_that_opens_later_asks_by_the_amended_plan(running: Office, files: dict[str, Path]) -> None:
    amended(running, files)
    with running.database.reading() as session:
        query = select(Round).where(Round.state == RoundState.PLANNED).order_by(col(Round.opens_at))
        following = session.exec(query).all()[0]
    to(running, following.opens_at)
    with running.database.reading() as session:
        assert [kept.id for kept in due_rounds(session, following.opens_at)] == [following.id]
    open_round(running, following.id, following.opens_at)
    assert any("trạm y tế" in text for text in texts_asked(running, f"{following.id}/syt"))
    with running.database.reading() as session:
        assert session.get(Request, f"{following.id}/hnd") is None
        assert session.get(Request, f"{following.id}/lhpn") is not None


def test_an_open_round_moves_by_a_recorded_decision(running: Office, files: dict[str, Path]) -> None:
    kept = first_round(running)
    done = amended(running, files, move_open=True)
    assert {(each.agency_key, each.what) for each in done.moved} >= {("lhpn", "asked"), ("hnd", "let_go")}
    assert any("trạm y tế" in text for text in texts_asked(running, f"{kept.id}/syt"))
    assert not any(text.endswith("tại các bệnh viện") for text in texts_asked(running, f"{kept.id}/syt"))
    with running.database.reading() as session:
        assert session.get_one(Request, f"{kept.id}/hnd").state == "cancelled"
        asked = session.get_one(Request, f"{kept.id}/lhpn")
        assert local_day(asked.due_at) >= local_day(kept.due_at)
    assert set(letters(running, "amended")) == {"syt"}
    assert "lhpn" in letters(running, "request") and "hnd" in letters(running, "cancelled")
    assert journalled(running, "request.cancelled") and journalled(running, "request.added")


def test_a_request_that_was_answered_stays_as_it_was_answered(running: Office, files: dict[str, Path]) -> None:
    kept = first_round(running)
    send(running, kept.opens_at, f"{kept.id}/hnd")
    answered = texts_asked(running, f"{kept.id}/hnd")
    done = amended(running, files, move_open=True)
    assert ("hnd", "kept") in {(each.agency_key, each.what) for each in done.moved}
    assert texts_asked(running, f"{kept.id}/hnd") == answered


def test_what_was_asked_before_keeps_its_words(running: Office, files: dict[str, Path]) -> None:
    amended(running, files)
    with running.database.reading() as session:
        syt = session.exec(select(Responsibility).where(Responsibility.holder == "Sở Y tế")).all()
    old, new = sorted(syt, key=lambda duty: duty.added_in)
    assert (old.added_in, old.dropped_in, new.added_in, new.dropped_in) == (1, 2, 2, None)
    assert new.replaces == old.id and "trạm y tế" not in old.text


def test_the_same_file_twice_changes_nothing(running: Office, files: dict[str, Path]) -> None:
    amended(running, files)
    before = rows(running)
    again = amended(running, files)
    assert (again.already, again.version) == (True, 2)
    assert rows(running) == before


def test_every_version_is_kept_with_its_act_and_its_differences(running: Office, files: dict[str, Path]) -> None:
    amended(running, files)
    with running.database.reading() as session:
        launched, second = versions(session, plan_of(running).key)
        assert verify(session) is None
    assert (launched.version, launched.act, second.version, second.act) == (1, None, 2, ACT)
    assert {each["what"] for each in second.changes["duties"]} == {"changed", "added", "dropped"}
    assert second.planfile == files["after"].read_text("utf-8")
    assert journalled(running, "plan.amended")
    with running.database.reading() as session:
        (shown,) = amendments(session, plan_of(running).key)
    assert shown.act == ACT and any("trạm y tế" in line for line in shown.lines)


def with_first_due(files: dict[str, Path], path: Path, due: date, position: int) -> Path:
    """The plan as it runs, with one round due on another day."""
    from compiler.planfile.read import load_planfile

    file = load_planfile(files["before"])
    assert file.regime
    periods = list(file.regime.periods)
    periods[position] = periods[position].model_copy(update={"due": due, "consolidated_due": None})
    dump_planfile(file.model_copy(update={"regime": file.regime.model_copy(update={"periods": periods})}), path)
    return path


def test_a_planned_round_takes_its_new_days_and_nobody_is_bothered(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    path = with_first_due(files, tmp_path / "moi.yaml", date(2027, 6, 25), 1)
    done = amend(running, plan_of(running).key, path, Amending(ACT, "đổi hạn", WHO))
    (change,) = done.rounds
    assert (change.what, change.now, change.done) == ("changed", date(2027, 6, 25), True)
    with running.database.reading() as session:
        assert local_day(session.get_one(Round, change.round_id).due_at) == date(2027, 6, 25)
    assert done.told == () and letters(running, "amended") == {}


def test_an_open_rounds_deadline_moves_only_where_that_is_decided(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = first_round(running)
    later = date(2027, 3, 31)
    path = with_first_due(files, tmp_path / "moi.yaml", later, 0)
    look = amend(running, plan_of(running).key, path, Amending(ACT, "đổi hạn", WHO), preview=True)
    assert [each.done for each in look.rounds] == [False]
    amend(running, plan_of(running).key, path, Amending(ACT, "đổi hạn", WHO, move_open=True))
    with running.database.reading() as session:
        moved = session.exec(select(Request).where(Request.round_id == kept.id)).all()
        assert {local_day(request.due_at) for request in moved} == {later}
        assert {local_day(request.original_due_at) for request in moved} == {local_day(kept.due_at)}
        assert all(request.next_step_at and request.next_step_at > kept.opens_at for request in moved)
    assert set(letters(running, "amended")) == {request.agency_key for request in moved}


def test_nothing_is_amended_without_an_act(running: Office, files: dict[str, Path]) -> None:
    with pytest.raises(AmendRefused, match="văn bản sửa đổi"):
        amend(running, plan_of(running).key, files["after"], Amending(" ", "vì", WHO))


def test_another_issuers_plan_is_refused(running: Office, files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "khac.yaml"
    path.write_text(files["after"].read_text("utf-8").replace("Sông Lam", "Sông Cái"), "utf-8")
    with pytest.raises(AmendRefused, match="Sông Cái"):
        amend(running, plan_of(running).key, path, Amending(ACT, "vì", WHO))


def test_the_plan_of_another_year_is_refused_and_no_round_is_lost(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "nam-truoc.yaml"
    path.write_text(files["after"].read_text("utf-8").replace("year: 2027", "year: 2026"), "utf-8")
    before = rows(running)
    with pytest.raises(AmendRefused, match="kế hoạch năm 2026"):
        amend(running, plan_of(running).key, path, Amending(ACT, "vì", WHO))
    assert rows(running) == before


def test_the_file_of_another_running_plan_is_refused(running: Office, files: dict[str, Path], tmp_path: Path) -> None:
    first, path = plan_of(running).key, tmp_path / "khac.yaml"
    path.write_text(files["after"].read_text("utf-8").replace("12/KH-UBND", "13/KH-UBND"), "utf-8")
    other = launch(running, path, by=WHO).plan_key
    with pytest.raises(AmendRefused, match=other):
        amend(running, first, path, Amending(ACT, "vì", WHO))


def test_another_number_is_said_before_it_is_applied(running: Office, files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "khac.yaml"
    path.write_text(files["after"].read_text("utf-8").replace("12/KH-UBND", "13/KH-UBND"), "utf-8")
    seen = amend(running, plan_of(running).key, path, Amending(ACT, "vì", WHO), preview=True)
    assert seen.number == ("12/KH-UBND", "13/KH-UBND")
    assert amended(running, files, preview=True).number is None


def test_an_open_round_that_follows_says_which_duties_came_and_went_and_by_which_act(
    running: Office, files: dict[str, Path]
) -> None:
    moved = {each.agency_key: (each.what, each.reason) for each in amended(running, files, move_open=True).moved}
    assert moved["lhpn"][0] == "asked" and f"theo {ACT}" in moved["lhpn"][1]
    assert moved["hnd"][0] == "let_go" and "không còn nhiệm vụ nào" in moved["hnd"][1]
    assert moved["syt"][0] in ("more", "less") and "nhiệm vụ R" in moved["syt"][1]


def test_an_amended_plan_with_an_open_question_is_refused_and_nothing_changes(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    dump_planfile(compiled(AFTER, tmp_path / "sau.txt"), tmp_path / "mo.yaml")
    before = rows(running)
    with pytest.raises(LaunchRefused):
        amend(running, plan_of(running).key, tmp_path / "mo.yaml", Amending(ACT, "vì", WHO))
    assert rows(running) == before


def test_an_unknown_plan_is_told_with_those_that_run(running: Office, files: dict[str, Path]) -> None:
    with pytest.raises(AmendRefused) as refused:
        amend(running, "khong-co", files["after"], Amending(ACT, "vì", WHO))
    assert refused.value.remedy and plan_of(running).key in refused.value.remedy


def test_a_day_that_is_amended_is_the_office_s_own(running: Office, files: dict[str, Path]) -> None:
    to(running, day("2027-05-05"))
    amended(running, files)
    with running.database.reading() as session:
        assert local_day(versions(session, plan_of(running).key)[-1].at) == date(2027, 5, 5)
