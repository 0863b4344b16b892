"""Offices set a table's columns in any order, with or without a number: hardly a task falls silent, whatever the order."""

from __future__ import annotations

from random import Random

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

BEFORE = "KẾ HOẠCH\nHội trồng cây năm 2026\n\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n"
TITLES = {
    "task": "Nhiệm vụ",
    "lead": "Cơ quan chủ trì",
    "coop": "Cơ quan phối hợp",
    "time": "Thời gian",
    "product": "Sản phẩm",
}
BODIES = (
    "Sở Y tế",
    "Sở Nội vụ",
    "Công an tỉnh",
    "UBND các xã, phường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Các sở, ban, ngành",
)
TASKS = (
    "Tổ chức hội thi trồng cây lần {n}",
    "Xây dựng kế hoạch ươm cây số {n}",
    "Kiểm tra vườn ươm số {n}",
    "Tuyên truyền đợt {n} trên đài xã",
)
TIMES = ("Quý I/2026", "Tháng 3/2026", "Trước ngày 15/5/2026", "Thường xuyên", "30/6/2026")


def table(chance: Random) -> tuple[list[list[str]], dict[str, str]]:
    """Head and rows with columns in a chance order, and whose each task is."""
    columns = ["task", "lead", *(kind for kind in ("coop", "time", "product") if chance.random() < 0.6)]
    chance.shuffle(columns)
    numbered = chance.random() < 0.5
    rows, told = [["STT"] * numbered + [TITLES[kind] for kind in columns]], {}
    for n in range(1, chance.randint(3, 7)):
        lead, other = chance.sample(BODIES, 2)
        said = {
            "task": chance.choice(TASKS).format(n=n),
            "lead": lead,
            "coop": chance.choice(("", other)),
            "time": chance.choice(("", *TIMES)),
            "product": chance.choice(("", "Báo cáo", "Danh sách")),
        }
        rows.append([str(n)] * numbered + [said[kind] for kind in columns])
        told[said["task"]] = said["lead"]
    return rows, told


def in_pipes(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def cell_to_a_line(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row if cell)


def silent(compiled: Compiled, task: str) -> bool:
    """Whether no duty and no question or warning has the words of a task."""
    loud = [one for one in compiled.diagnostics if one.severity is not Severity.INFO and one.source]
    places = [(compiled.text or "")[one.source.start : one.source.end] for one in loud if one.source]
    table_asked = any(one.code == "D109" for one in loud)
    return not table_asked and not any(task in said for said in [*places, *(d.text for d in compiled.responsibilities)])


@pytest.mark.parametrize(("written", "most_wrong", "most_silent"), [(in_pipes, 0, 0), (cell_to_a_line, 0.15, 0.02)])
def test_each_task_is_its_lead_s_or_is_asked_about(written, most_wrong: float, most_silent: float) -> None:  # type: ignore[no-untyped-def]
    total = right = lost = 0
    for seed in range(80):
        rows, told = table(Random(seed))
        compiled = compile_text(f"{BEFORE}{written(rows)}\n")
        whose = {one.text: one.holder for one in compiled.responsibilities}
        total += len(told)
        right += sum(whose.get(task) == lead for task, lead in told.items())
        lost += sum(silent(compiled, task) for task in told)
    assert right >= (1 - most_wrong) * total
    assert lost <= most_silent * total
