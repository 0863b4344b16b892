"""Files that people write: whatever stands in them ends in a result or in an error that says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml.error import YAMLError

from compiler.planfile.read import PlanFileError, read_planfile
from config.calendar_file import parse_calendar
from config.workdays import shipped
from config.written_yaml import load_written
from models.ladder_file import LadderError, check_file
from tasks.behaviours import BehavioursError, read_behaviours
from tasks.rehearsed.ladder_choice import choose_ladder

DEEP = "[" * 2000 + "]" * 2000


def test_a_day_that_no_calendar_has_stays_text() -> None:
    assert load_written("a: 2026-02-30\nb: 2026-02-28 25:00:00\nc: 3") == {
        "a": "2026-02-30",
        "b": "2026-02-28 25:00:00",
        "c": 3,
    }


@pytest.mark.parametrize("text", ["&a [*a]", DEEP], ids=["itself", "deep"])
def test_lists_within_lists_without_end_are_no_file_of_a_person(text: str) -> None:
    with pytest.raises(YAMLError):
        load_written(text)


def test_an_alias_of_aliases_costs_no_more_than_it_is_long() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert len(load_written("\n".join(lines))) == 12


@pytest.mark.parametrize("value", ["2026-02-30", "2026-01-01T99:00:00", DEEP], ids=["day", "hour", "deep"])
def test_a_ladder_with_a_value_that_is_none_is_refused_with_its_place(tmp_path: Path, value: str) -> None:
    path = tmp_path / "thang.yaml"
    path.write_text(f"gap:\n  name: Thang\n  notice_days: {value}\n", "utf-8")
    try:
        (found,) = check_file(path).values()
    except LadderError as wrong:
        found = wrong
    assert isinstance(found, LadderError)
    assert "thang.yaml" in (found.place or "") and found.remedy
    with pytest.raises(LadderError, match=r"thang\.yaml"):
        choose_ladder(str(path))


@pytest.mark.parametrize("value", ["2026-02-30", DEEP], ids=["day", "deep"])
def test_behaviours_with_a_value_that_is_none_are_refused_with_their_file(tmp_path: Path, value: str) -> None:
    path = tmp_path / "hanh-vi.yaml"
    path.write_text(f"seed: {value}\n", "utf-8")
    with pytest.raises(BehavioursError, match=r"hanh-vi\.yaml"):
        read_behaviours(path)


def test_a_plan_file_of_brackets_without_end_is_refused() -> None:
    with pytest.raises(PlanFileError, match=r"plan\.yaml:2:56.* quá sâu"):
        read_planfile(f"version: 1\nplan: {DEEP}\n")


def test_a_calendar_of_brackets_without_end_is_refused_with_its_line() -> None:
    _, findings = parse_calendar(f"off: {DEEP}\n", "lich.yaml", shipped().works)
    assert [(each.place, each.severity) for each in findings] == [("lich.yaml:1", "error")]
