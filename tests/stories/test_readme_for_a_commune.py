"""The README's section for a commune or ward, run as it stands, in both languages, with a ward's own document."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.planfile.read import load_planfile
from config.settings import settings
from portal.cli.main import main

HOUSE = Path(__file__).resolve().parents[2]
PLAN = """\
ỦY BAN NHÂN DÂN
PHƯỜNG AN BÌNH
Số: 21/KH-UBND
An Bình, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026 trên địa bàn phường

TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
Chủ trì, theo dõi, đôn đốc; hằng quý tổng hợp, báo cáo UBND phường trước ngày 25 của tháng cuối quý.
2. Văn phòng HĐND và UBND phường
Đăng tin, bài trên trang thông tin điện tử phường.
3. Công an
Phát tờ gấp về định danh điện tử.
4. Hội Phụ nữ
Vận động hội viên nộp hồ sơ trực tuyến.
Các cơ quan, đơn vị báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 20 của tháng cuối quý.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DONDOC_DATA_DIR", "office")
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def commands(readme: str) -> list[list[str]]:
    """The commands of the section that drafts a commune's directory, each as words without "dondoc"."""
    blocks = re.findall(r"```sh\n(.*?)```", (HOUSE / readme).read_text("utf-8"), re.DOTALL)
    (block,) = [each for each in blocks if "--level commune" in each]
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    return [words[1:] for words in lines if words and words[0].endswith("dondoc")]


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_section_for_a_commune_does_what_it_says(
    readme: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = []
    for words in commands(readme):
        if words[0] == "compile":
            words[1] = "van-ban.txt"
            Path(words[1]).write_text(PLAN, "utf-8")
        if words[:2] == ["directory", "init"]:
            words += ["--exercise", "--on", "2026-01-05"]
        if words[0] == "launch":
            words += ["--at", "2026-01-05"]
        code = main(words)
        done.append((words[0], code))
        if words[0] == "check":  # a question is open, among them the one that the section tells of
            (asked,) = [each for each in load_planfile(Path(words[1])).questions if each.code == "D212"]
            assert main(["decide", words[1], asked.id, "--answer", "Cần Thơ", "--by", "A", "--why", "trụ sở"]) == 0
    assert [code for name, code in done if name != "check"] == [0] * 6
    said = capsys.readouterr().out
    for key in ("vp", "ca", "lhpn", "pvhxh"):
        assert f"{key}-phuong-an-binh" in said


def test_both_readmes_give_the_same_commands() -> None:
    def options(readme: str) -> list[tuple[str, ...]]:
        return [tuple(word for word in words if re.fullmatch(r"--?[a-z-]+|[a-z]+", word)) for words in commands(readme)]

    assert options("README.md") == options("README.vi.md")
