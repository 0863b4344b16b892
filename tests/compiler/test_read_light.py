"""Reading is small, and pays only for the format that comes. How quick it is stands in the bench."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.paper import as_text
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_long import hundred_pages
from tests.compiler.paper_plans import make_plan

HUNDRED_PAGES_MB = 300
READERS = ("lxml", "docx", "pypdfium2", "pdfplumber", "selectolax", "PIL", "openpyxl")
ASK = """
import re, sys
from pathlib import Path
from compiler.compile import compile_file
compiled = compile_file(Path(sys.argv[1]))
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
    assert compiled(path)[2] == ""


def test_a_word_document_loads_no_pdf_library(tmp_path: Path) -> None:
    assert compiled(save_docx(make_plan(1), tmp_path / "x.docx"))[2] == "lxml"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is told by /proc")
def test_a_word_document_of_a_hundred_pages_is_small(tmp_path: Path) -> None:
    peak, duties, _ = compiled(hundred_pages(tmp_path / "x.docx"))[:3]
    assert int(duties) > 500
    assert int(re.sub(r"\D", "", peak)) < HUNDRED_PAGES_MB * 1024
