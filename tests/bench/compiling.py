"""Compiling the longest text and a hundred pages in process; the sample's Word file against its plain text extraction."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.compile import compile_file, compile_text
from compiler.read import read_document
from tests.bench.row import Row
from tests.compiler.paper_long import hundred_pages

HOUSE = Path(__file__).resolve().parents[2]
SAMPLE = HOUSE / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
CORPUS = HOUSE.parent / "shared" / "corpus"
MOST_SECONDS = 0.5
MOST_TIMES = 5.0
MOST_PAGES_S = 3.0
TIMES = 5


def measure() -> list[Row]:
    """Three rows: the longest text and a long Word file in seconds; the sample beside reading it alone."""
    longest = _longest()
    spent = _median(lambda: compile_text(longest))
    whole = _median(lambda: compile_file(SAMPLE))
    reading = _median(lambda: read_document(SAMPLE))
    with TemporaryDirectory() as folder:
        long = hundred_pages(Path(folder) / "long.docx")
        pages = _median(lambda: compile_file(long))
    return [
        Row("compile a .docx of a hundred pages", pages, "s", f"<= {MOST_PAGES_S} s", pages <= MOST_PAGES_S),
        Row(
            f"compile the longest text, {len(longest):,} characters",
            spent,
            "s",
            f"<= {MOST_SECONDS} s",
            spent <= MOST_SECONDS,
        ),
        Row(
            "compile the sample .docx",
            whole,
            "s",
            f"<= {MOST_TIMES:.0f} x yardstick",
            whole <= MOST_TIMES * reading,
            "its text extraction, s",
            reading,
        ),
    ]


def _longest() -> str:
    """The longest corpus text; without the corpus, the sample's text twenty times over."""
    texts = [path.read_text("utf-8") for path in CORPUS.glob("*/*.txt")]
    return max(texts, key=len) if texts else read_document(SAMPLE) * 20


def _median(run: Callable[[], object]) -> float:
    run()
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)
