"""The score on real plans, where the shared corpus is there: it may rise, never fall."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from compiler.compile import compile_text

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    path = SHARED / "corpus" / "score.py"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def total(
    scoring: ModuleType, folder: Path, change: Callable[[str], str] = lambda text: text
) -> tuple[Counter[str], float]:
    counts: Counter[str] = Counter()
    worst = 1.0
    for gold in sorted((folder / "gold").glob("*.json")):
        text = (folder / "plans" / f"{gold.stem}.txt").read_text("utf-8")
        text = change(text)
        said = json.loads(compile_text(text).model_dump_json(by_alias=True))
        one = scoring.score_one(text, json.loads(gold.read_text("utf-8")), said, [])
        worst = min(worst, scoring.duty_f1(one))
        counts += one
    return counts, worst


def f1(counts: Counter[str], label: str) -> float:
    return 2 * counts[f"{label}_hit"] / (counts[f"{label}_said"] + counts[f"{label}_true"])


def test_the_corpus_scores_as_before(scoring: ModuleType) -> None:
    counts, worst = total(scoring, SHARED / "corpus")
    assert f1(counts, "duty") >= 0.99
    assert worst >= 0.95
    assert counts["lost"] == 0
    assert {label: f1(counts, label) >= floor for label, floor in
            {"role": 0.94, "due": 0.95, "with": 0.96, "to": 0.96, "cite": 0.99}.items()} == dict.fromkeys(
        ("role", "due", "with", "to", "cite"), True)  # fmt: skip
    assert counts["meta_hit"] == counts["meta_true"]
    assert counts["span_hit"] == counts["span_all"]


def with_page_numbers(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line + f"\n\n{at // 40 + 1}\n" * (at > 0 and at % 40 == 0) for at, line in enumerate(lines))


def with_a_blank_line_behind_each(text: str) -> str:
    """In the text only: the bars of tables stay where they are."""
    lines = text.split("\n")
    return "\n".join(line if "|" in line else f"{line}\n" for line in lines)


@pytest.mark.parametrize(("change", "lost"), [(with_page_numbers, 1), (with_a_blank_line_behind_each, 3)])
def test_what_converters_put_between_lines_loses_next_to_nothing(
    scoring: ModuleType, change: Callable[[str], str], lost: int
) -> None:
    counts, _ = total(scoring, SHARED / "corpus", change)
    assert counts["lost"] <= lost
    assert f1(counts, "duty") >= 0.98


def test_the_source_documents_are_read_without_a_miss(scoring: ModuleType) -> None:
    counts, _ = total(scoring, SHARED / "seeds")
    assert counts["duty_hit"] == counts["duty_true"] == counts["duty_said"]
    assert counts["meta_hit"] == counts["meta_true"]
    assert counts["lost"] == 0


def test_other_documents_are_told_apart(scoring: ModuleType) -> None:
    import csv

    folder = SHARED / "corpus" / "other"
    with (folder / "classes.csv").open(encoding="utf-8") as file:
        classes = {row["file"]: row["class"] for row in csv.DictReader(file)}
    said = {name: compile_text((folder / name).read_text("utf-8")).plan.cls.value for name in classes}
    assert said == classes
