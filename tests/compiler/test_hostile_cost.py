"""What is made to cost is answered in seconds of processor time: kinds that once took half a minute.

Most run with the services' tests.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from tests.fuzz_documents import outcome
from tests.fuzz_hostile import HEAD
from tests.pace import pace

KINDS = {
    "names without end": "1. Sở Nội vụ, " + "Sở Văn hóa, Thể thao và Du lịch, " * 2_000 + "báo cáo.",
    "names between semicolons": "Giao " + "Sở Y tế; UBND xã Tân Lập; " * 3_000 + "chủ trì thực hiện.",
    "a class between semicolons": "1. Sở Nội vụ:\n- " + "các đơn vị; " * 20_000,
    "requests without end": "1. " + "Đề nghị , " * 10_000,
    "headings without end": "\n".join(f"{n}. Sở Nội vụ:" for n in range(10_000)),
    "lists within lists without end": "1. Sở Nội vụ:\n\n" + "1.1. a gồm các Sở:\n\n" * 3_000,
    "accents without end": "1. Sở Nội vụ:\n- Báo cáo a" + "\u0301" * 330_000 + "\n- Báo cáo" * 50,
    "labels without end": "Chủ trì: Sở Nội vụ\nPhối hợp: Sở Y tế\nThời gian: quý 1\n" * 600,
    "a time that never comes": "1. Sở Nội vụ:\n- " + "và trong quá trình thực hiện, kinh phí " * 4_000,
    "a month that never comes": "1. Sở Nội vụ hoàn thành" + " trong" * 10_000,
    "bullets without words": "1. Sở Nội vụ:\n" + "(\n" * 165_000,
    "reports without end": "1. Sở Nội vụ:\n- " + "báo cáo Sở Y tế trình " * 4_000,
    "a report that goes nowhere": "1. Sở Nội vụ:\n- " + "báo cáo " * 20_000,
    "cells that reach down without end": "<table>" + "<tr><td rowspan=60000>a<td>Sở Nội vụ" * 9_000,
    "days in a row without end": "1. Sở Nội vụ:\n" + ("- Gửi tin" + " trước ngày 15/6/2027," * 280 + " và\n") * 50,
    "two bodies in turn without end": "1. "
    + "Sở Y tế kiểm tra bếp ăn, Sở Tài chính bố trí kinh phí trước ngày 15/5/2027, " * 4_000,
    "three bodies in turn without end": "1. "
    + "Sở Y tế rà soát, Sở Nội vụ rà soát, Sở Xây dựng rà soát, Sở Tư pháp rà soát, " * 2_000,
    "bodies joined by and without end": "1. " + "Sở Y tế kiểm tra bếp ăn và Sở Tài chính bố trí kinh phí còn " * 6_000,
    "bars without end": "1. Sở Nội vụ:\n" + "|\n\n" * 12_000,
    "rows of bars without end": "1. Sở Nội vụ:\n" + "|\na\n|\n\n|\nb\n|\n" * 3_000,
    "a line without end": "1. Sở Nội vụ " + "và, " * 40_000,
}


DAILY = {
    "a class between semicolons",
    "requests without end",
    "a month that never comes",
    "bullets without words",
    "bodies joined by and without end",
    "bars without end",
}
"""Kinds that make test runs; the others run with the services' tests."""


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[] if kind in DAILY else [pytest.mark.services]) for kind in KINDS]
)
def test_a_text_without_end_is_answered_soon(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(HEAD + KINDS[kind], "utf-8")
    gc.collect()
    gc.freeze()  # what thousands of tests left behind is no part of the document's cost
    try:
        slower, began = pace(), time.process_time()
        assert not outcome(path, whole=False).startswith("!")
        took, slower = time.process_time() - began, max(slower, pace())
    finally:
        gc.unfreeze()
    assert took < 5 * slower
