"""A letter's plain text as the blocks that its HTML part shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Block:
    """One paragraph, list or link. ``lines`` are a paragraph's lines, a list's items, or the one address."""

    kind: Literal["paragraph", "list", "link"]
    lines: tuple[str, ...]


def paragraphs(text: str) -> list[Block]:
    """Blank lines part paragraphs; lines that start with "- " are a list; an address alone on its line is a link."""
    blocks: list[Block] = []
    for chunk in text.strip().split("\n\n"):
        run: list[str] = []
        kind: Literal["paragraph", "list", "link"] = "paragraph"
        for line in chunk.strip().splitlines():
            now = _kind(line)
            if run and (now != kind or now == "link"):
                blocks.append(Block(kind, tuple(run)))
                run = []
            kind = now
            run.append(line.removeprefix("- ") if now == "list" else line)
        if run:
            blocks.append(Block(kind, tuple(run)))
    return blocks


def _kind(line: str) -> Literal["paragraph", "list", "link"]:
    if line.startswith("- "):
        return "list"
    if line.startswith(("http://", "https://")) and " " not in line.strip():
        return "link"
    return "paragraph"
