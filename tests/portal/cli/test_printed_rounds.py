"""The commands that the check prints for days and events beside the rounds open a round of the launched plan as printed."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.write import dump_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.clock import local_day
from models.directory_text import directory_text
from portal.cli.main import main
from tasks.office import Office

PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH NAM ĐỊNH
Số: 41/KH-UBND
Nam Định, ngày 05 tháng 01 năm 2029

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2029

I. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Là cơ quan thường trực; theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.

2. Sở Tài chính

- Lập bảng kê thiết bị, hoàn thành trước ngày 31/01/2029.

- Gửi báo cáo về Sở Nội vụ trong thời hạn 05 ngày làm việc kể từ khi kết thúc mỗi đợt kiểm tra.

3. Các sở, ban, ngành

- Báo cáo kết quả về Sở Nội vụ trước ngày 15/12/2029.
"""
WHO = ["--by", "Lê Thị Mận"]


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the check prints of a plan, once it runs in an office of its own."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "office"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    document, plan, directory = tmp_path / "ke-hoach.txt", tmp_path / "plan.yaml", tmp_path / "directory.yaml"
    document.write_text(PLAN, "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    main(["check", str(plan)])
    printed = capsys.readouterr().out
    file = accept_all(
        compile_document(document), by="Lê Thị Mận", why="theo lệ", at=datetime(2029, 1, 5, 2, tzinfo=UTC)
    )
    dump_planfile(file, plan)
    wanted = Wanted("Nam Định", date(2029, 1, 5), date(2030, 12, 31), None, (), ("xã Nam Sơn",), True)
    directory.write_text(directory_text(draft(wanted)), "utf-8")
    assert main(["directory", "import", str(directory), *WHO]) == 0
    assert main(["launch", str(plan), "--at", "2029-01-06", *WHO]) == 0, capsys.readouterr().err
    main(["check", str(plan)])
    return printed + capsys.readouterr().out


def commands(printed: str, code: str) -> list[str]:
    """The round commands under the findings of one code, as printed."""
    found = [block for block in re.split(r"\n(?=\S[^\n\[]*\[D)", printed) if f"[{code}]" in block]
    said = [" ".join(block.split()) for block in found]
    return [each for block in said for each in re.findall(r"dondoc round .*?(?=\)|, hoặc|$| dondoc )", block)]


def test_a_day_that_no_round_reaches_gets_a_round_by_the_command_that_is_printed(
    running: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [*commands(running, "D217"), *commands(running, "D246")]
    assert found
    words = shlex.split(found[0])[1:]
    assert words[:2] == ["round", "new"] and words[2] == "41/KH-UBND"
    assert main([*words, *WHO]) == 0, capsys.readouterr().err


def test_an_event_begins_by_the_command_that_is_printed(running: str, capsys: pytest.CaptureFixture[str]) -> None:
    (command, *_) = commands(running, "D213")
    words = shlex.split(command)[1:]
    assert words[:4] == ["round", "event", "41/KH-UBND", "E1"]
    today = local_day(Office.open().now()).isoformat()
    filled = [{"NGÀY": today, "…": "đã kết thúc đợt kiểm tra"}.get(word, word) for word in words]
    assert main([*filled, *WHO]) == 0, capsys.readouterr().err
