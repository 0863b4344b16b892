"""A text of more duties than any plan has is refused while it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.compile import compile_file, compile_text
from compiler.duties.assignments import MOST_DUTIES
from compiler.errors import TooLarge
from tests.fuzz_hostile import HEAD


def items(count: int) -> str:
    """A plan of `count` duties of one body."""
    said = "\n".join(f"{n}. Sở Nội vụ chủ trì thực hiện nhiệm vụ {n}." for n in range(1, count + 1))
    return f"{HEAD}{said}\n"


def test_the_reading_stops_at_the_duty_that_is_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(items(2 * MOST_DUTIES), "utf-8")
    with pytest.raises(TooLarge, match=f"ít nhất {MOST_DUTIES + 1} nhiệm vụ") as refused:
        compile_file(path)
    assert refused.value.place == str(path)
    assert "tách văn bản" in (refused.value.remedy or "")


def test_as_many_duties_as_a_plan_may_have_are_read() -> None:
    assert len(compile_text(items(MOST_DUTIES)).responsibilities) == MOST_DUTIES


def test_bodies_told_besides_count_as_duties() -> None:
    told = "- " + "ông Nguyễn Văn A phụ trách; bà Trần Thị B theo dõi; " * MOST_DUTIES
    with pytest.raises(TooLarge, match="nhiệm vụ và điều cần xem"):
        compile_text(f"{HEAD}1. Sở Nội vụ:\n{told}\n")
