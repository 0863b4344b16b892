"""Printing a report's content: Word by the template that build_template.py makes, Markdown by report.md.j2."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from tasks.paper.word import fill, printable

HERE = Path(__file__).parent
WORD_TEMPLATE = HERE / "report.docx"


def render_word(context: dict[str, Any], path: Path) -> None:
    """Fill the Word template and save it as ``path``."""
    marks = {"title": context["title"][:255], "author": context["issuer"], "comments": context["trace"]}
    fill(WORD_TEMPLATE, context, path, marks)


def render_markdown(context: dict[str, Any]) -> str:
    """The same report as Markdown."""
    return _markdown().render(**printable(context)).strip() + "\n"


def escape(text: Any) -> str:
    """A text of somebody else's that Markdown must not read as its own marks."""
    plain = re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " ".join(str(text).split()))
    return re.sub(r"^(\d+)([.)])\s", r"\1\\\2 ", plain)


@cache
def _markdown() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["md"] = escape
    return environment.get_template("report.md.j2")
