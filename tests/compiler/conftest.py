"""A small plan of a fictional province, compiled by hand, that the plan file's tests start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from compiler.asks.check import with_questions
from compiler.planfile.compiled import plan_file
from compiler.planfile.model import PlanFile, SourceFile
from compiler.result import Compiled, DocumentClass, Due, Level, PlanHead, Responsibility, Role
from compiler.rounds.pattern import complete

SOURCE = SourceFile(file="ke-hoach.docx", sha256="0" * 64)
DUTIES = (
    Responsibility(
        id="R1",
        holder="Sở Nội vụ",
        text="Theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
        roles=[Role.COORDINATE, Role.CONSOLIDATE, Role.REPORT],
        reports_to=["Ủy ban nhân dân tỉnh"],
    ),
    Responsibility(
        id="R2",
        holder="Sở Văn hóa, Thể thao và Du lịch",
        text="Hướng dẫn cơ quan báo chí đưa tin về cải cách hành chính.",
        roles=[Role.GUIDE, Role.PUBLICISE],
    ),
    Responsibility(id="R3", holder="Sở Tài chính", text="Bố trí kinh phí thực hiện Kế hoạch.", roles=[Role.FUND]),
    Responsibility(
        id="R4",
        holder="Các sở, ban, ngành, UBND các xã, phường",
        group=True,
        text="Tổ chức thực hiện; báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 12.",
        roles=[Role.EXECUTE, Role.REPORT],
        reports_to=["Sở Nội vụ"],
        due=Due(text="trước ngày 15 tháng 12 hằng năm", rule="yearly:12-15"),
    ),
)
HEAD: dict[str, Any] = {
    "number": "268/KH-UBND",
    "kind": "Kế hoạch",
    "issuer": "Ủy ban nhân dân tỉnh Sông Lam",
    "level": Level.PROVINCE,
    "province": "Sông Lam",
    "issued_on": date(2026, 11, 16),
    "year": 2027,
    "title": "Kế hoạch tuyên truyền cải cách hành chính năm 2027",
}

Compose = Callable[..., Compiled]
MakePlan = Callable[..., PlanFile]


@pytest.fixture
def compose() -> Compose:
    """Makes a compilation: ``compose(duties=…, cls="news", number=None, …)``; it is not completed by custom."""

    def make(duties: tuple[Responsibility, ...] = DUTIES, cls: str = "plan", **head: Any) -> Compiled:
        plan = PlanHead(**{"class": DocumentClass(cls), **HEAD, **head})
        coordinator = next((duty.holder for duty in duties if Role.CONSOLIDATE in duty.roles), None)
        return Compiled(plan=plan, responsibilities=list(duties), coordinator=coordinator)

    return make


@pytest.fixture
def make_plan(compose: Compose) -> MakePlan:
    """Makes a plan file with every question in it, from the same arguments as ``compose``."""

    def make(**parts: Any) -> PlanFile:
        return with_questions(plan_file(complete(compose(**parts)), SOURCE))

    return make
