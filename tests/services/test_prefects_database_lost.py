"""Prefect's own database may be deleted at any time: all that counts is kept elsewhere, and is there again."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.flows.delays import climb, pages, put_off, suspended
from tests.flows.serving import PLAN, ROUND, Served

pytestmark = pytest.mark.services


def test_after_prefects_database_is_deleted_all_is_there_again_and_the_answer_counts(served: Served) -> None:
    climb(served)
    suspended(served)
    assert served.stop(signal.SIGTERM) == 0
    shutil.rmtree(Path(served.office.settings.data_dir) / "prefect")
    served.start()
    assert {run["name"] for run in served.runs("check-in")} == {"KH 5/KH-UBND · Báo cáo 6 tháng đầu năm 2027"}
    assert f"{PLAN}-ma-tran" in pages(served)
    progress = served.wait_for("progress", lambda: next(iter(served.runs("progress", "COMPLETED")), None))
    assert (progress["name"], progress["state_name"]) == (
        "KH 5/KH-UBND · Báo cáo quý I/2027 · tiến độ",
        "0/4 đã báo cáo · 3 quá hạn",  # the Fatherland Front was asked, not ordered: it is not overdue
    )
    assert f"round:{ROUND}" in progress["tags"]
    put_off(served)
