"""A scanned PDF through the real Tesseract, and old formats through the real LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from compiler.compile import compile_file
from compiler.result import Compiled
from tests.compiler.paper import Para
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_plans import make_plan

pytestmark = [pytest.mark.services, pytest.mark.timeout(300)]

DPI = 200
FONT = "DejaVuSerif.ttf"
PLAN = """ỦY BAN NHÂN DÂN
TỈNH NÚI HỒNG

Số: 45/KH-UBND

Núi Hồng, ngày 12 tháng 01 năm 2027

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

Ủy ban nhân dân tỉnh ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2027 như sau:

I. MỤC ĐÍCH, YÊU CẦU

- Giúp người dân biết rõ quyền của mình khi làm thủ tục hành chính.

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Theo dõi, đôn đốc, kiểm tra các cơ quan, đơn vị, địa phương thực hiện Kế hoạch.

- Tổng hợp kết quả thực hiện, báo cáo Ủy ban nhân dân tỉnh trước ngày 20 tháng 12 năm 2027.

2. Sở Tài chính

- Cân đối, bố trí kinh phí trong dự toán được giao để thực hiện các nhiệm vụ của Kế hoạch.

3. Sở Văn hóa, Thể thao và Du lịch

- Hướng dẫn cơ quan báo chí, hệ thống thông tin cơ sở đưa tin về kết quả giải quyết hồ sơ của người dân, doanh nghiệp.

4. Ủy ban nhân dân các xã, phường

- Rà soát, niêm yết công khai thủ tục hành chính tại bộ phận một cửa và trên trang thông tin điện tử.

- Báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15 tháng 12 năm 2027 để tổng hợp.
"""


def scanned(text: str, path: Path, *, lines: int = 44) -> Path:
    """`text` set in 13 points on A4, as pictures only."""
    font = ImageFont.truetype(FONT, round(13 / 72 * DPI))
    said = [line for each in text.split("\n") for line in textwrap.wrap(each, 68) or [""]]
    pages = []
    for start in range(0, len(said), lines):
        page = Image.new("L", (round(8.27 * DPI), round(11.69 * DPI)), 255)
        pen = ImageDraw.Draw(page)
        for at, line in enumerate(said[start : start + lines]):
            pen.text((200, 180 + at * 46), line, font=font, fill=20)
        pages.append(page)
    pages[0].save(path, "PDF", resolution=DPI, save_all=True, append_images=pages[1:])
    return path


def pairs(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities]


def test_the_duties_of_a_scanned_plan_come_out(tmp_path: Path) -> None:
    sound = tmp_path / "plan.txt"
    sound.write_text(PLAN, "utf-8")
    expected = compile_file(sound)
    scan = compile_file(scanned(PLAN, tmp_path / "scan.pdf"))
    assert [holder for holder, _ in pairs(scan)] == [holder for holder, _ in pairs(expected)]
    assert len(scan.responsibilities) == 6
    for (_, read), (_, true) in zip(pairs(scan), pairs(expected), strict=True):
        assert SequenceMatcher(None, read, true, autojunk=False).ratio() > 0.95
    assert (scan.plan.number, str(scan.plan.issued_on)) == ("45/KH-UBND", "2027-01-12")
    assert [duty.due.rule for duty in scan.responsibilities if duty.due] == ["by:2027-12-20", "by:2027-12-15"]


@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_an_old_format_reads_as_the_word_file_that_it_was_made_of(form: str, tmp_path: Path) -> None:
    # LibreOffice writes a table that ends a .doc as running text
    made = save_docx([*make_plan(4), Para("Phụ lục hết.")], tmp_path / "plan.docx")
    program = shutil.which("soffice") or "soffice"
    profile = (tmp_path / "profile").as_uri()
    folder = tmp_path / "old"
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", folder, made],
        check=True,
        capture_output=True,
        timeout=200,
    )
    old = folder / f"plan.{form}"
    assert pairs(compile_file(old)) == pairs(compile_file(made))
    assert len(pairs(compile_file(made))) > 10
