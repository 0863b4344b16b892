"""Reading is quick, small, and pays only for the format that comes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.paper import Grid, Item, Para, as_text
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_plans import make_plan

PAGE = 2_000
"""Characters of a page set as Nghị định 30/2020 asks: 14 points, 40 lines."""
HUNDRED_PAGES_S, HUNDRED_PAGES_MB = 3.0, 300
READERS = ("lxml", "docx", "pypdfium2", "pdfplumber", "selectolax", "PIL", "openpyxl")
ASK = """
import re, sys, time
from pathlib import Path
from compiler.compile import compile_file
began = time.perf_counter()
compiled = compile_file(Path(sys.argv[1]))
print(time.perf_counter() - began)
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
print(len(compiled.responsibilities))
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def compiled(path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(path), *READERS], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split("\n")


def test_a_plain_text_loads_no_reader_of_another_format(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(as_text(make_plan(1)), "utf-8")
    assert compiled(path)[3] == ""


def test_a_word_document_loads_no_pdf_library(tmp_path: Path) -> None:
    assert compiled(save_docx(make_plan(1), tmp_path / "x.docx"))[3] == "lxml"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is told by /proc")
def test_a_word_document_of_a_hundred_pages_is_quick_and_small(tmp_path: Path) -> None:
    pieces, seed = make_plan(1)[:12], 2
    while len(as_text(pieces)) < 100 * PAGE:
        pieces += [piece for piece in make_plan(seed) if isinstance(piece, Item | Para | Grid)][5:]
        seed += 1
    seconds, peak, duties, _ = compiled(save_docx(pieces, tmp_path / "x.docx"))[:4]
    assert int(duties) > 500
    assert float(seconds) < HUNDRED_PAGES_S
    assert int(re.sub(r"\D", "", peak)) < HUNDRED_PAGES_MB * 1024
