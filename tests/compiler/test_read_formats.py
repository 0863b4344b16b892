"""One plan as text, Word document, saved page and PDF: the same duties, head and citations."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from compiler.compile import compile_file, compile_text
from compiler.result import Compiled
from tests.compiler.paper import Piece, as_text, pieces_of
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_html import save_html
from tests.compiler.paper_pdf import save_pdf
from tests.compiler.paper_plans import make_plan

Save = Callable[[list[Piece], Path], Path]
FORMATS: dict[str, Save] = {"docx": save_docx, "html": save_html, "pdf": save_pdf}
SEEDS = range(8)
NEAR = 0.02


def told(compiled: Compiled) -> list[tuple[object, ...]]:
    return [
        (d.holder, d.text, d.roles, d.with_, d.due.rule if d.due else None, d.reports_to, d.exception_channel)
        for d in compiled.responsibilities
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_gives_the_same_duties_in_every_format(seed: int, form: str, tmp_path: Path) -> None:
    pieces = make_plan(seed)
    expected = compile_text(as_text(pieces))
    compiled = compile_file(FORMATS[form](pieces, tmp_path / f"ke-hoach.{form}"))
    assert len(expected.responsibilities) > 3
    assert told(compiled) == told(expected)
    assert compiled.plan.model_dump(exclude={"cites"}) == expected.plan.model_dump(exclude={"cites"})
    assert [cite.number for cite in compiled.plan.cites] == [cite.number for cite in expected.plan.cites]


@pytest.mark.parametrize("form", FORMATS)
def test_every_duty_points_at_its_own_words(form: str, tmp_path: Path) -> None:
    compiled = compile_file(FORMATS[form](make_plan(3), tmp_path / f"ke-hoach.{form}"))
    for duty in compiled.responsibilities:
        assert duty.source is not None
        assert " ".join(compiled.text[duty.source.start : duty.source.end].split()) == duty.text


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", [pytest.param("corpus", marks=pytest.mark.services), "seeds"])
def test_real_plans_score_as_their_text_does(folder: str, shared: Path, scorer: ModuleType, tmp_path: Path) -> None:
    counts: dict[str, Counter[str]] = {form: Counter() for form in ("txt", *FORMATS)}
    for gold_file in sorted((shared / folder / "gold").glob("*.json")):
        gold = json.loads(gold_file.read_text("utf-8"))
        plan = shared / folder / "plans" / f"{gold_file.stem}.txt"
        pieces = pieces_of(plan.read_text("utf-8"))
        for form, count in counts.items():
            path = FORMATS[form](pieces, tmp_path / f"{gold_file.stem}.{form}") if form in FORMATS else plan
            compiled = compile_file(path)
            count += scorer.score_one(compiled.text, gold, compiled.model_dump(mode="json", by_alias=True), [])
    measures = {form: rates(scorer, count) for form, count in counts.items()}
    for form in FORMATS:
        for name, rate in measures[form].items():
            assert rate >= measures["txt"][name] - NEAR, (form, name)
        assert counts[form]["lost"] <= counts["txt"]["lost"], form


def rates(scorer: ModuleType, count: Counter[str]) -> dict[str, float]:
    found = {
        name: scorer.f1(count[f"{name}_hit"], count[f"{name}_said"], count[f"{name}_true"]) for name in scorer.LABELS
    }
    return {
        **found,
        "duty": scorer.duty_f1(count),
        "cites": scorer.f1(count["cite_hit"], count["cite_said"], count["cite_true"]),
        "meta": count["meta_hit"] / count["meta_true"],
        "span": count["span_hit"] / max(1, count["span_all"]),
    }
