"""A ward launches its own plan: its bodies are asked, nobody else is taken for them, and what lacks is said with the command."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from compiler.document import compile_document
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.model import PlanFile
from compiler.planfile.write import dump_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.clock import local_day
from models.directory_text import directory_text
from portal.cli.launch import launch as launch_command
from tasks.directory import import_directory
from tasks.launch import LaunchRefused, launch
from tasks.office import Office
from tasks.preview import preview
from tasks.settle import Saying, settle
from tasks.whole_names import whole_names

WHO = "chị Lan"
DAY = date(2026, 2, 2)
NOW = datetime(2026, 2, 2, 2, tzinfo=UTC)
"""The day of the launch."""
PLAN = """\
ỦY BAN NHÂN DÂN
PHƯỜNG BẾN ĐÒ
Số: 17/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bến Đò, ngày 02 tháng 02 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026 trên địa bàn phường

TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
Chủ trì, theo dõi, đôn đốc việc thực hiện; hằng quý tổng hợp, báo cáo UBND phường trước ngày 25 của tháng cuối quý.
2. Văn phòng HĐND và UBND phường
Đăng tin, bài trên trang thông tin điện tử phường.
3. Phòng Kinh tế, Hạ tầng và Đô thị
Phát tờ gấp về thủ tục cấp phép xây dựng.
4. Hội Phụ nữ
Vận động hội viên nộp hồ sơ trực tuyến.
Các cơ quan, đơn vị báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 20 của tháng cuối quý.
"""


def compiled(folder: Path, text: str = PLAN) -> PlanFile:
    path = folder / "ke-hoach.txt"
    path.write_text(text, "utf-8")
    file = compile_document(path)
    for question in file.questions:
        if question.code == "D212":
            file = decide(file, question.id, answer="Cần Thơ", by=WHO, why="trụ sở phường", at=NOW)
    return accept_all(file, by=WHO, why="theo lệ", at=NOW)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    dump_planfile(compiled(tmp_path), path)
    return path


def directory(office: Office, folder: Path, *, own: bool) -> None:
    ward = "phường Bến Đò"
    for commune in (None, ward) if own else (None,):
        path = folder / f"{commune or 'tinh'}.yaml"
        wanted = Wanted("Cần Thơ", DAY, date(2026, 12, 31), communes=(ward,), exercise=True, commune=commune)
        path.write_text(directory_text(draft(wanted)), "utf-8")
        import_directory(office, path, by=WHO)


def test_with_the_wards_own_directory_its_bodies_are_asked_and_nothing_is_left_open(
    office: Office, plan: Path, tmp_path: Path
) -> None:
    directory(office, tmp_path, own=True)
    look = preview(office, plan, by=WHO, at=DAY)
    first = look.rounds[0]
    assert not first.questions and not look.adding
    assert first.asked and all(key.endswith("-phuong-ben-do") for key in first.asked)
    holders = {number: key for key, duties in first.asked.items() for number, _ in duties}
    assert (holders["R2"], holders["R4"]) == ("vp-phuong-ben-do", "lhpn-phuong-ben-do")
    assert launch(office, plan, by=WHO, at=DAY).plan_key


def test_with_the_citys_directory_alone_every_body_is_one_question_and_the_command_that_adds_them_is_given(
    office: Office, plan: Path, tmp_path: Path
) -> None:
    directory(office, tmp_path, own=False)
    look = preview(office, plan, by=WHO, at=DAY)
    questions = {each.entry: each.question for each in look.rounds[0].unclear}
    assert questions["Văn phòng HĐND và UBND phường"] == "“Văn phòng HĐND và UBND phường” không có trong danh bạ"
    assert questions["Phòng Kinh tế, Hạ tầng và Đô thị"].count("không có trong danh bạ") == 1
    assert "(lhpn), cấp tỉnh" in questions["Hội Phụ nữ"]
    assert not look.rounds[0].asked
    assert "--level commune --commune 'phường Bến Đò'" in look.adding and "directory import" in look.adding


def test_a_launch_that_finds_nobody_names_the_line_the_reason_and_the_command(
    office: Office, plan: Path, tmp_path: Path
) -> None:
    directory(office, tmp_path, own=False)
    with pytest.raises(LaunchRefused) as refused:
        launch(office, plan, by=WHO, at=DAY)
    line = int((refused.value.place or "").rpartition(":")[2])
    assert "Phòng Văn hóa - Xã hội" in plan.read_text("utf-8").splitlines()[line - 1]
    assert "dondoc directory init" in (refused.value.remedy or "")


def test_only_names_of_one_body_that_could_be_split_are_whole() -> None:
    assert whole_names("Văn phòng HĐND và UBND phường; Công an phường") == ("Văn phòng HĐND và UBND phường",)
    assert whole_names("Phòng Kinh tế, Hạ tầng và Đô thị") == ("Phòng Kinh tế, Hạ tầng và Đô thị",)
    assert whole_names("Hội Phụ nữ, Đoàn Thanh niên phường") == ()
    assert whole_names("Các sở, ban, ngành và UBND các xã, phường") == ()


def test_an_offices_weekly_report_is_asked_of_it_alone_and_no_round_opens_before_the_plan_is_signed(
    office: Office, tmp_path: Path
) -> None:
    weekly = "Đăng tin, bài trên trang thông tin điện tử phường; báo cáo hằng tuần về Phòng Văn hóa - Xã hội."
    text = PLAN.replace("Đăng tin, bài trên trang thông tin điện tử phường.", weekly)
    path = tmp_path / "tuan.yaml"
    dump_planfile(compiled(tmp_path, text), path)
    directory(office, tmp_path, own=True)
    look = preview(office, path, by=WHO, at=DAY)
    weeks = [each for each in look.rounds if "-W" in each.round.key]
    others = [each for each in look.rounds if each not in weeks]
    assert len(weeks) > 40 and {tuple(each.asked) for each in weeks} == {("vp-phuong-ben-do",)}
    assert len(others) == 4 and all(len(each.asked) > 3 for each in others)
    launched = launch(office, path, by=WHO, at=DAY)
    assert min(local_day(each.opens_at) for each in launched.rounds) == DAY
    assert {launched.asked[each.round.id] for each in weeks} == {1}


def test_a_person_names_a_wards_body_by_its_short_name_and_another_levels_by_its_own(
    office: Office, plan: Path, tmp_path: Path
) -> None:
    directory(office, tmp_path, own=True)
    said = Saying("Hội Phụ nữ", ("Hội Nông dân", "Hội Cựu chiến binh thành phố"), WHO, "theo phân công")
    assert set(settle(office, plan, said, at=NOW).agencies) == {"hnd-phuong-ben-do", "ccb"}


def test_a_look_at_a_launch_names_no_opening_before_the_launch(
    office: Office, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory(office, tmp_path, own=True)
    monkeypatch.setenv("DONDOC_DATABASE_URL", office.settings.resolved_database_url)
    monkeypatch.setenv("DONDOC_DATA_DIR", str(office.settings.data_dir))
    settings.cache_clear()
    done = CliRunner().invoke(launch_command, [str(plan), "--who", "--at", "2026-03-16", "--by", WHO])
    assert re.findall(r"mở (\S+)", done.output)[0] == "16/03/2026"
    done = CliRunner().invoke(launch_command, [str(plan), "--at", "2026-03-16", "--by", WHO])
    assert re.findall(r"mở (\S+)", done.output)[0] == "16/03/2026"
