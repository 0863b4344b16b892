"""Launching: whole or not at all, once, refused with place and remedy; an exercise reaches nobody."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import SQLModel, select

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile
from compiler.planfile.write import dump_planfile
from config.errors import DondocError
from models.bodies import Wanted, draft
from models.clock import is_exercise
from models.directory import Agency
from models.directory_text import directory_text
from models.journal import verify
from models.outbox import MessageState
from models.plan import Plan, Responsibility
from models.round import Round, RoundState
from tasks.deliver import deliver
from tasks.directory import import_directory
from tasks.launch import LaunchRefused, launch
from tasks.office import Office
from tasks.preview import preview
from tasks.rounds import due_rounds, open_round
from tests.acting import day, journalled, messages
from tests.mail_server import MailServer
from tests.ready_made import ReadyMade

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
WHO = "anh Minh"


@pytest.fixture(scope="module")
def settled() -> PlanFile:
    """The sample document's plan file with every question settled by its proposal."""
    return accept_all(compile_document(SAMPLE), by=WHO, why="theo lệ", at=datetime(2026, 1, 5, 2, tzinfo=UTC))


@pytest.fixture(scope="module")
def directory(settled: PlanFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customary bodies of the sample's province with exercise addresses."""
    head = settled.plan
    assert head.province and head.issued_on and head.year
    path = tmp_path_factory.mktemp("directory") / "directory.yaml"
    wanted = Wanted(head.province, head.issued_on, date(head.year, 12, 31), None, (), ("xã Nam Sơn",), True)
    path.write_text(directory_text(draft(wanted)), "utf-8")
    return path


@pytest.fixture
def ready(office: Office, directory: Path, ready_made: ReadyMade) -> Office:
    """An office with a directory and no plan."""
    return ready_made(office, lambda made: import_directory(made, directory, by=WHO), facts=directory)


@pytest.fixture
def plan(settled: PlanFile, tmp_path: Path) -> Path:
    """The settled plan file on disk."""
    return written(settled, tmp_path / "plan.yaml")


def test_a_round_of_the_plan_file_may_ask_about_some_duties_only(
    ready: Office, settled: PlanFile, tmp_path: Path
) -> None:
    assert settled.regime
    first, *others = [each.model_dump(by_alias=True) for each in settled.regime.periods]
    number = next(duty.id for duty in settled.responsibilities if duty.group)
    regime = settled.regime.model_dump(by_alias=True) | {"periods": [first | {"holders": [number]}, *others]}
    launch(ready, written(settled.changed(regime=regime), tmp_path / "some.yaml"), by=WHO)
    with ready.database.reading() as session:
        kept = {each.key: each.holders for each in session.exec(select(Round))}
    assert kept.pop(first["key"]) == [number] and set(kept.values()) == {None}


def written(file: PlanFile, path: Path) -> Path:
    dump_planfile(file, path)
    return path


def first_day(file: PlanFile) -> date:
    assert file.plan.issued_on
    return file.plan.issued_on


def rows(office: Office) -> dict[str, int]:
    """How many rows each table holds, but for the clock."""
    with office.database.reading() as session:
        return {
            name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in SQLModel.metadata.tables.items()
            if name != "office_clock"
        }


def test_the_same_file_launched_twice_changes_nothing_and_says_so(ready: Office, plan: Path, settled: PlanFile) -> None:
    launched = launch(ready, plan, by=WHO, at=first_day(settled))
    before = rows(ready)
    again = launch(ready, plan, by=WHO, at=first_day(settled))
    assert (launched.already, again.already) == (False, True)
    assert [kept.id for kept in again.rounds] == [kept.id for kept in (*launched.passed_over, *launched.rounds)]
    assert rows(ready) == before


def test_two_launches_of_one_file_at_once_make_one_plan(ready: Office, plan: Path, settled: PlanFile) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: launch(ready, plan, by=WHO, at=first_day(settled)), range(3)))
    assert sorted(each.already for each in done) == [False, True, True]
    with ready.database.reading() as session:
        assert len(session.exec(select(Plan)).all()) == 1
        assert verify(session) is None


def test_a_plan_of_a_central_body_is_launched_without_a_province(
    ready: Office, settled: PlanFile, tmp_path: Path
) -> None:
    head = settled.plan.model_dump(mode="json", by_alias=True)
    keys = {"policy": {**settled.policy.model_dump(mode="json"), "holders": _all_by_key(ready, settled)}}
    central = settled.changed(plan={**head, "level": "central", "province": None}, **keys)
    assert not launch(ready, written(central, tmp_path / "central.yaml"), by=WHO, at=first_day(settled)).already
    with ready.database.reading() as session:
        assert [kept.province for kept in session.exec(select(Plan)).all()] == [""]


def _all_by_key(office: Office, file: PlanFile) -> dict[str, list[str]]:
    """Every name of the plan file, its coordinator's included, settled as one agency of the directory."""
    with office.database.reading() as session:
        key = next(row.key for row in session.exec(select(Agency)).all() if row.name == file.coordinator)
    return {name: [key] for name in ("coordinator", *(duty.holder for duty in file.responsibilities))}


def without_regime(file: PlanFile) -> PlanFile:
    return file.model_copy(update={"regime": None})


def without_rounds(file: PlanFile) -> PlanFile:
    assert file.regime
    return file.model_copy(update={"regime": file.regime.model_copy(update={"periods": []})})


def with_one_round_twice(file: PlanFile) -> PlanFile:
    assert file.regime
    first = file.regime.periods[0]
    return file.model_copy(update={"regime": file.regime.model_copy(update={"periods": [first, first]})})


def with_unknown_ladder(file: PlanFile) -> PlanFile:
    return file.model_copy(update={"ladder": "khong-co"})


@pytest.mark.parametrize("spoilt", [without_regime, without_rounds, with_one_round_twice, with_unknown_ladder])
def test_a_plan_file_that_cannot_run_is_refused_with_a_remedy_and_nothing_is_written(
    ready: Office, settled: PlanFile, tmp_path: Path, spoilt: Callable[[PlanFile], PlanFile]
) -> None:
    before = rows(ready)
    with pytest.raises(DondocError) as refused:
        launch(ready, written(spoilt(settled), tmp_path / "spoilt.yaml"), by=WHO, at=first_day(settled))
    assert refused.value.place and refused.value.remedy
    assert rows(ready) == before
    with ready.database.reading() as session:
        assert not is_exercise(session)


def test_an_error_is_refused_with_its_own_remedy_and_not_with_a_decision_to_take(
    ready: Office, settled: PlanFile, tmp_path: Path
) -> None:
    with pytest.raises(LaunchRefused) as refused:
        launch(ready, written(with_unknown_ladder(settled), tmp_path / "x.yaml"), by=WHO, at=first_day(settled))
    remedy = refused.value.remedy or ""
    assert "--accept" not in remedy
    assert "macdinh" in remedy and "dondoc explain D235" in remedy


def test_a_plan_whose_rounds_are_all_past_is_refused_with_the_last_day(
    ready: Office, plan: Path, settled: PlanFile
) -> None:
    with pytest.raises(LaunchRefused, match="mọi kỳ báo cáo đã qua"):
        launch(ready, plan, by=WHO, at=date(first_day(settled).year + 2, 1, 5))


def test_a_launch_is_refused_where_the_coordinator_can_read_no_mail(
    ready: Office, plan: Path, settled: PlanFile
) -> None:
    with ready.database.writing() as session:
        session.add(Agency(key="ttth", name="Trung tâm Tổng hợp Báo cáo", level="province", province="Sông Lam"))
    file = settled.model_copy(update={"coordinator": "Trung tâm Tổng hợp Báo cáo"})
    plan = written(file, plan)
    with pytest.raises(LaunchRefused, match="ttth"):
        launch(ready, plan, by=WHO, at=first_day(settled))


def test_the_day_of_an_exercise_is_journalled_with_who_set_it(ready: Office, plan: Path, settled: PlanFile) -> None:
    launch(ready, plan, by=WHO, at=first_day(settled))
    (entry,) = journalled(ready, "clock.set")
    assert (entry.actor, first_day(settled).isoformat() in entry.detail) == (WHO, True)


def test_an_exercise_cannot_begin_in_an_office_that_runs_a_real_plan(
    sample_office: Office, directory: Path, plan: Path, settled: PlanFile
) -> None:
    import_directory(sample_office, directory, by=WHO)
    with pytest.raises(LaunchRefused, match="kế hoạch thật"):
        launch(sample_office, plan, by=WHO, at=first_day(settled))


def test_nothing_of_an_exercise_reaches_the_real_mail_server(
    ready: Office, plan: Path, settled: PlanFile, mail_server: MailServer
) -> None:
    chosen = ready.settings.model_copy(update={"mail_url": mail_server.url, "mail_from": "snv@dien-tap.example"})
    house = Office(ready.database, chosen, ready.secret)
    first = launch(house, plan, by=WHO, at=first_day(settled)).rounds[0]
    open_round(house, first.id, first.opens_at)
    done = deliver(house, first.opens_at, limit=100_000)
    assert done.sent == len(messages(house, state=MessageState.SENT)) > 0
    assert mail_server.received == []
    assert list((chosen.data_dir / "outgoing").iterdir())


def test_rounds_that_were_past_at_launch_are_never_opened(ready: Office, plan: Path, settled: PlanFile) -> None:
    year = settled.plan.year
    launched = launch(ready, plan, by=WHO, at=date(year, 7, 1))
    assert launched.passed_over
    with ready.database.reading() as session:
        due = {kept.id for kept in due_rounds(session, day(f"{year}-12-31"))}
        states = {kept.id: kept.state for kept in session.exec(select(Round))}
    assert {states[kept.id] for kept in launched.passed_over} == {RoundState.CANCELLED}
    assert due == {kept.id for kept in launched.rounds}


def test_a_round_whose_opening_is_past_but_not_its_deadline_is_still_run(
    ready: Office, plan: Path, settled: PlanFile
) -> None:
    assert settled.regime
    first = settled.regime.periods[0]
    launched = launch(ready, plan, by=WHO, at=first.due - timedelta(days=1))
    assert launched.rounds[0].key == first.key
    assert launched.rounds[0].opens_at < day(first.due.isoformat())


def test_a_running_plan_is_not_overwritten_by_a_changed_file(ready: Office, plan: Path, settled: PlanFile) -> None:
    launch(ready, plan, by=WHO, at=first_day(settled))
    before = rows(ready)
    plan.write_text(plan.read_text("utf-8") + "\n# sửa sau\n", "utf-8")
    with pytest.raises(LaunchRefused, match="với nội dung khác"):
        launch(ready, plan, by=WHO)
    assert rows(ready) == before


@pytest.mark.parametrize("name", ["Ban Không Có", "các sở, ban, ngành"])
def test_a_coordinator_that_is_not_exactly_one_agency_is_refused(
    ready: Office, settled: PlanFile, tmp_path: Path, name: str
) -> None:
    file = written(settled.model_copy(update={"coordinator": name}), tmp_path / "other.yaml")
    with pytest.raises(LaunchRefused, match="không ứng với đúng một cơ quan"):
        launch(ready, file, by=WHO, at=first_day(settled))


def test_a_holder_whom_the_directory_does_not_know_is_a_question_and_nothing_is_written(
    ready: Office, settled: PlanFile, tmp_path: Path
) -> None:
    duties = list(settled.responsibilities)
    place = next(place for place, duty in enumerate(duties) if not duty.exception_channel)
    duties[place] = duties[place].model_copy(update={"holder": "Hội Làm vườn", "group": False})
    file = written(settled.model_copy(update={"responsibilities": duties}), tmp_path / "other.yaml")
    before = rows(ready)
    with pytest.raises(LaunchRefused, match="Hội Làm vườn"):
        launch(ready, file, by=WHO, at=first_day(settled))
    assert rows(ready) == before


def test_what_was_stated_and_what_was_assumed_stay_apart(ready: Office, plan: Path, settled: PlanFile) -> None:
    key = launch(ready, plan, by=WHO, at=first_day(settled)).plan_key
    with ready.database.reading() as session:
        kept = {duty.number: duty.basis for duty in session.exec(select(Responsibility))}
    assert kept == {duty.id: str(duty.basis) for duty in settled.responsibilities}
    assert key.startswith("268-kh-ubnd")


def test_a_look_at_a_plan_before_there_is_a_directory_is_refused_with_what_to_do(office: Office, plan: Path) -> None:
    with pytest.raises(LaunchRefused, match="không có trong danh bạ") as refused:
        preview(office, plan, by=WHO)
    assert "dondoc directory import" in (refused.value.remedy or "")
