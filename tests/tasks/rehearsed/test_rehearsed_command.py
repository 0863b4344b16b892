"""``dondoc rehearse`` as an office types it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.write import dump_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from portal.cli.rehearse import rehearse
from tests.tasks.rehearsed.stage import PLAN, STRICTER, Stage

DOCUMENT = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/KH-UBND
Sông Lam, ngày 11 tháng 10 năm 2027

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì, theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
2. Sở Tài chính
- Hướng dẫn sử dụng kinh phí; báo cáo kết quả về Sở Nội vụ trước ngày 20 tháng 12 năm 2027.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan file, its directory and a ladder."""
    made = tmp_path_factory.mktemp("command")
    (made / "van-ban.txt").write_text(DOCUMENT, "utf-8")
    file = compile_document(made / "van-ban.txt")
    file = accept_all(file, by="thử", why="theo lệ", at=datetime(2027, 10, 12, tzinfo=UTC))
    dump_planfile(file, made / "plan.yaml")
    wanted = Wanted("Sông Lam", date(2027, 1, 1), date(2027, 12, 31), None, (), (), True)
    (made / "danh-ba.yaml").write_text(directory_text(draft(wanted)), "utf-8")
    (made / "thang.yaml").write_text(STRICTER, "utf-8")
    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(rehearse, [str(word) for word in words], catch_exceptions=False)


def test_the_calendar_page_is_written_to_a_file(folder: Path) -> None:
    page = folder / "ra" / "lich.html"
    done = run(folder / "plan.yaml", "--directory", folder / "danh-ba.yaml", "--format", "html", "-o", page)
    assert done.exit_code == 0, done.output
    text = page.read_text("utf-8")
    assert text.startswith("<!doctype html>") and "Sở Tài chính" in text and "KH 12/KH-UBND" in text


def test_json_keeps_its_keys_and_adds_the_comparison(folder: Path) -> None:
    words = ("--directory", folder / "danh-ba.yaml", "--ladder", folder / "thang.yaml", "--sms-price", 700)
    done = run(folder / "plan.yaml", *words, "--format", "json")
    assert done.exit_code == 0, done.output
    plain = json.loads(done.stdout)
    assert {"messages", "rounds", "summary", "not_sent", "conflicts", "load", "cost", "comparison"} == set(plain)
    own, other = plain["comparison"]
    assert (own["name"], other["name"]) == ("Thang mặc định (của kế hoạch)", "Thang gắt")
    assert other["messages"] == len(plain["messages"]) != own["messages"]
    assert not any(row["step"] == "D-10" for row in plain["messages"])
    assert plain["cost"]["dong"] == 700 * plain["cost"]["segments"]
    assert "no_verified_contact" in {each["code"] for each in plain["conflicts"]}


def test_a_finished_round_is_replayed_from_the_office(
    stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONDOC_DATABASE_URL", stage.office.settings.resolved_database_url)
    monkeypatch.setenv("DONDOC_DATA_DIR", str(folder / "office"))
    settings.cache_clear()
    try:
        done = run("--replay", f"{PLAN}/h1", "--ladder", folder / "thang.yaml")
    finally:
        settings.cache_clear()
    assert done.exit_code == 0, done.output
    assert "Diễn lại Báo cáo 6 tháng đầu năm 2027" in done.output
    assert "đã gửi thật" in done.output and "Diễn lại không cho biết" in done.output


def test_neither_plan_nor_round_is_refused() -> None:
    done = run()
    assert done.exit_code == 2 and "--replay" in done.output
