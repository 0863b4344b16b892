"""Compiling the longest text at hand in process; the sample's Word file against its plain text extraction."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from compiler.compile import compile_file, compile_text
from compiler.read import read_document
from tests.bench.row import Row

HOUSE = Path(__file__).resolve().parents[2]
SAMPLE = HOUSE / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
CORPUS = HOUSE.parent / "shared" / "corpus"
MOST_SECONDS = 0.5
MOST_TIMES = 5.0
TIMES = 5


def measure() -> list[Row]:
    """Two rows: the longest text in seconds; the Word file in seconds beside reading it alone."""
    longest = _longest()
    spent = _median(lambda: compile_text(longest))
    whole = _median(lambda: compile_file(SAMPLE))
    reading = _median(lambda: read_document(SAMPLE))
    return [
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
