"""A Word document of a hundred pages."""

from __future__ import annotations

from pathlib import Path

from tests.compiler.paper import Grid, Item, Para, as_text
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_plans import make_plan

PAGE = 2_000
"""Characters of a page set as Nghị định 30/2020 asks: 14 points, 40 lines."""


def hundred_pages(path: Path) -> Path:
    """Write generated plans into one document until it is a hundred pages long."""
    pieces, seed = make_plan(1)[:12], 2
    while len(as_text(pieces)) < 100 * PAGE:
        pieces += [piece for piece in make_plan(seed) if isinstance(piece, Item | Para | Grid)][5:]
        seed += 1
    return save_docx(pieces, path)
