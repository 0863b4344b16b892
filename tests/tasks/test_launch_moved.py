"""A plan of one year launched in another: as a plan of its own, said in journal and title; a look writes nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.write import dump_planfile
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from models.journal import JournalRow, verify
from models.plan import Plan, PlanVersion
from models.round import Round
from portal.cli.main import main
from tasks.behaviours import Behaviours
from tasks.directory import import_directory
from tasks.launch import launch
from tasks.office import Office
from tasks.preview import preview
from tasks.rehearse import rehearse

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
WHO = "anh Minh"
YEAR = 2029


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """The settled sample plan, a directory of its province until 2029, and the plan's own year."""
    folder = tmp_path_factory.mktemp("moved")
    file = accept_all(compile_document(SAMPLE), by=WHO, why="theo lệ", at=datetime(2026, 1, 5, 2, tzinfo=UTC))
    head = file.plan
    assert head.province and head.issued_on and head.year
    wanted = Wanted(head.province, head.issued_on, date(YEAR, 12, 31), None, (), ("xã Nam Sơn",), True)
    directory, plan = folder / "directory.yaml", folder / "plan.yaml"
    directory.write_text(directory_text(draft(wanted)), "utf-8")
    dump_planfile(file, plan)
    return plan, directory, head.year


def test_a_moved_plan_is_launched_beside_the_one_of_its_own_year(office: Office, files: tuple[Path, Path, int]) -> None:
    plan, directory, own = files
    import_directory(office, directory, by=WHO)
    stored = plan.read_bytes()
    here = launch(office, plan, by=WHO, at=date(own, 1, 4))
    there = launch(office, plan, by=WHO, year=YEAR)
    again = launch(office, plan, by=WHO, year=YEAR)
    assert (there.already, again.already) == (False, True)
    assert there.plan_key == here.plan_key.replace(str(own), str(YEAR))
    assert plan.read_bytes() == stored
    with office.database.reading() as session:
        kept = session.get_one(Plan, there.plan_key)
        assert kept.year == YEAR
        assert f"chuyển sang năm {YEAR} từ kế hoạch năm {own}" in kept.title
        rounds = session.exec(select(Round).where(Round.plan_key == kept.key)).all()
        assert {each.due_at.year for each in rounds} <= {YEAR, YEAR + 1}
        assert len(rounds) == len(here.rounds) + len(here.passed_over)
        entry = session.exec(select(JournalRow).where(JournalRow.subject == kept.key)).one()
        assert entry.why.startswith(f"chuyển sang năm {YEAR}")
        version = session.exec(select(PlanVersion).where(PlanVersion.plan_key == kept.key)).one()
        assert version.planfile == kept.planfile != stored.decode()
        assert verify(session) is None


def test_a_look_names_everybody_whom_the_launch_then_asks_and_writes_nothing(
    office: Office, files: tuple[Path, Path, int]
) -> None:
    plan, directory, own = files
    import_directory(office, directory, by=WHO)
    looked = preview(office, plan, by=WHO, at=date(own, 1, 4)).rounds
    with office.database.reading() as session:
        assert session.exec(select(Plan)).all() == []
    launched = launch(office, plan, by=WHO, at=date(own, 1, 4))
    assert {each.round.id: len(each.asked) for each in looked} == launched.asked
    assert [each.round.label for each in looked] == [kept.label for kept in launched.rounds]
    assert preview(office, plan, by=WHO).rounds  # also of a plan that runs already


def test_a_moved_plan_is_rehearsed_in_its_new_year(files: tuple[Path, Path, int], tmp_path: Path) -> None:
    plan, directory, own = files
    played = rehearse(
        [plan], tmp_path / "scratch", lambda office: fill(office, directory), Behaviours(seed=3), year=YEAR
    )
    assert {row["at"][:4] for row in played.messages} <= {str(YEAR - 1), str(YEAR), str(YEAR + 1)}
    assert str(own) not in {kept["due"][:4] for kept in played.rounds}


def fill(office: Office, directory: Path) -> None:
    import_directory(office, directory)


def test_the_command_line_looks_moves_launches_and_adds_a_round(
    files: tuple[Path, Path, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan, directory, _ = files
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "office"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    day = ["--at", f"{YEAR}-01-04"]

    def run(*words: str) -> tuple[int, str]:
        from config.settings import settings

        settings.cache_clear()
        code = main(list(words))
        return code, capsys.readouterr().out

    assert run("directory", "import", str(directory), "--by", WHO)[0] == 0
    code, said = run("launch", str(plan), "--who", "--year", str(YEAR), *day)
    assert code == 0
    assert "nêu tên: “Sở Nội vụ”" in said
    assert "chưa ghi gì" in said
    code, said = run("launch", str(plan), "--year", str(YEAR), "--by", WHO, *day)
    assert code == 0
    key = next(word for word in said.split() if str(YEAR) in word and "-" in word).rstrip(":")
    code, said = run("status", key)
    assert f"chuyển sang năm {YEAR}" in said
    ask = ["--name", "Báo cáo nhanh", "--window", f"{YEAR}-01-01..{YEAR}-01-03", "--due", f"{YEAR}-01-12"]
    code, said = run("round", "new", key, *ask, "--holders", "snv", "--why", "UBND tỉnh yêu cầu", "--by", WHO)
    assert code == 0
    assert "báo cáo đột xuất" in said
    code, said = run("status", key, "--format", "json")
    labels = {each["name"]: each["label"] for each in json.loads(said)["rounds"]}
    assert labels["Báo cáo nhanh"] == "đột xuất"
    assert run("round", "new", key, *ask, "--why", "lại", "--by", WHO)[0] == 2
    assert run("round", "new", key, *ask[:3], "hôm nay", *ask[4:], "--why", "x", "--by", WHO)[0] == 2
    assert run("round", "event", key)[1].startswith("Kế hoạch này không có báo cáo nào chờ sự việc")
