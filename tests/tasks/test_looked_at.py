"""What a look at a launch and a rehearsal say besides who is asked: rounds past, days that moved, partners nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.read import read_planfile
from compiler.planfile.write import dump_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from portal.cli.groups import group
from portal.cli.launch import launch as launch_command
from portal.cli.rehearse import rehearse
from tasks.directory import import_directory
from tasks.launch import launch
from tasks.office import Office
from tasks.preview import preview

WHO = "chị Lan"
PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 9/KH-UBND
Sông Lam, ngày 04 tháng 01 năm 2027

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì, theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
2. Sở Y tế
- Chủ trì, phối hợp với Sở Tài chính, Học viện Bờ Bắc tổ chức tập huấn.
- Báo cáo kết quả về Sở Nội vụ hằng quý, trước ngày 15 của tháng cuối quý.
"""
"""Due on 15/6/2027, a Tuesday; 15/6/2030 is a Saturday, and the data are closed only on the 14th: Monday the 17th."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "kh.txt").write_text(PLAN, "utf-8")
    file = accept_all(compile_document(tmp_path / "kh.txt"), by=WHO, why="theo lệ", at=datetime(2027, 1, 7, tzinfo=UTC))
    dump_planfile(file, tmp_path / "kh.yaml")
    return tmp_path / "kh.yaml"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    wanted = Wanted("Sông Lam", date(2027, 1, 1), date(2030, 12, 31), None, (), (), True)
    (tmp_path / "danh-ba.yaml").write_text(directory_text(draft(wanted)), "utf-8")
    return tmp_path / "danh-ba.yaml"


@pytest.fixture
def desk(office: Office, directory: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with a directory that the command line finds."""
    import_directory(office, directory)
    monkeypatch.setenv("DONDOC_DATABASE_URL", office.settings.resolved_database_url)
    monkeypatch.setenv("DONDOC_DATA_DIR", str(office.settings.data_dir))
    settings.cache_clear()
    return office


def test_a_look_says_which_rounds_are_past_and_which_days_moved_as_the_launch_does(desk: Office, plan: Path) -> None:
    day = date(2030, 7, 1)
    looked = preview(desk, plan, by=WHO, at=day, year=2030)
    launched = launch(desk, plan, by=WHO, at=day, year=2030)
    assert [kept.id for kept in looked.passed_over] == [kept.id for kept in launched.passed_over]
    assert [kept.name for kept in looked.passed_over] == ["Báo cáo quý I/2030", "Báo cáo quý II/2030"]
    assert looked.warnings == launched.warnings
    moved = "Báo cáo quý II/2030: hạn thứ Bảy, 15/06/2030 chuyển thành thứ Hai, 17/06/2030"
    assert moved in looked.warnings


def test_the_command_shows_them(desk: Office, plan: Path) -> None:
    done = CliRunner().invoke(launch_command, [str(plan), "--who", "--year", "2030", "--at", "2030-07-01"])
    assert "Báo cáo quý II/2030: hạn 17/06/2030 đã qua khi khởi động, không mở" in done.output
    assert "hạn thứ Bảy, 15/06/2030 chuyển thành thứ Hai, 17/06/2030" in done.output


def test_partners_whom_the_directory_does_not_know_are_one_note(desk: Office, plan: Path) -> None:
    (note,) = [each for each in preview(desk, plan, by=WHO, at=date(2027, 1, 7)).warnings if "Học viện Bờ Bắc" in each]
    assert "Sở Tài chính" not in note and "R2" in note
    assert note in CliRunner().invoke(group, ["show", str(plan), "--questions"]).output
    launched = launch(desk, plan, by=WHO, at=date(2027, 1, 7))
    assert note in launched.warnings
    for what in (launched.plan_key, launched.rounds[0].id):
        assert note in CliRunner().invoke(group, ["show", what, "--questions"]).output


@pytest.mark.services  # two rehearsed years take four seconds
def test_a_rehearsal_says_on_which_day_it_starts_and_which_deadlines_moved(plan: Path, directory: Path) -> None:
    done = CliRunner().invoke(rehearse, [str(plan), "--directory", str(directory), "--year", "2030"])
    assert done.exit_code == 0, done.output
    assert "Diễn tập bắt đầu ngày 04/01/2030" in done.output and "không phải hôm nay" in done.output
    assert "thứ Bảy, 15/06/2030 chuyển thành thứ Hai, 17/06/2030" in done.output
    own = CliRunner().invoke(rehearse, [str(plan), "--directory", str(directory)])
    assert "Diễn tập bắt đầu ngày 04/01/2027: ngày ban hành kế hoạch" in own.output


def test_a_launch_says_again_that_work_of_the_years_after_is_asked_about_by_no_round(desk: Office, plan: Path) -> None:
    file = read_planfile(plan.read_text("utf-8"))
    duties = [duty.model_dump(by_alias=True) for duty in file.responsibilities]
    going_on = {"text": "Năm 2027 và các năm tiếp theo", "rule": "year:2027+yearly"}
    own = duties[0] | {"id": "R90", "text": "Chăm sóc cây.", "due": going_on, "roles": ["execute"], "source": None}
    dump_planfile(file.changed(responsibilities=[*duties, own]), plan)
    launched = launch(desk, plan, by=WHO, at=date(2027, 2, 1))
    assert [said for said in launched.warnings if said.startswith("D258: ") and "R90" in said]
