"""A year of the sample plan in a province of 120 agencies: every tick, letter and reply of it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.write import dump_planfile
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from tasks.behaviours import Behaviours
from tasks.directory import import_directory
from tasks.office import Office
from tasks.rehearse import rehearse
from tests.bench.row import Row

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
AGENCIES = 120
DEPARTMENTS = 22
"""Bodies of the drafted directory that the sample plan asks; communes make up the rest."""
MOST_SECONDS = 20.0


def measure() -> list[Row]:
    """One row: seconds for the whole year."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = accept_all(compile_document(SAMPLE), by="bench", why="bench", at=datetime(2026, 11, 21, tzinfo=UTC))
        plan, directory = folder / "plan.yaml", folder / "directory.yaml"
        dump_planfile(file, plan)
        head = file.plan
        assert head.province and head.year
        communes = tuple(f"xã Mẫu {number}" for number in range(1, AGENCIES - DEPARTMENTS + 1))
        wanted = Wanted(head.province, date(head.year, 1, 1), date(head.year, 12, 31), None, (), communes, True)
        directory.write_text(directory_text(draft(wanted)), "utf-8")

        def fill(office: Office) -> None:
            import_directory(office, directory)

        began = time.perf_counter()
        result = rehearse([plan], folder / "scratch", fill, Behaviours())
        spent = time.perf_counter() - began
    asked = max(kept["asked"] for kept in result.rounds if "asked" in kept)
    assert asked == AGENCIES
    name = f"rehearse a year: {asked} agencies, {len(result.rounds)} rounds, {len(result.messages)} messages"
    return [Row(name, spent, "s", f"<= {MOST_SECONDS:.0f} s", spent <= MOST_SECONDS)]
