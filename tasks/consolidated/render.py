"""Printing a report's content: Word by the template that build_template.py makes, Markdown by report.md.j2."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

HERE = Path(__file__).parent
WORD_TEMPLATE = HERE / "report.docx"
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that XML 1.0 cannot hold (section 2.2); Word refuses a file with one of them."""


def render_word(context: dict[str, Any], path: Path) -> None:
    """Fill the Word template and save it as ``path``."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(WORD_TEMPLATE)
    document.render(_clean(context), jinja_env=Environment(autoescape=True, undefined=StrictUndefined), autoescape=True)
    # get_docx() would load the empty template again
    properties = document.docx.core_properties
    properties.title, properties.author, properties.comments = (
        context["title"][:255],
        context["issuer"],
        context["trace"],
    )
    document.save(path)


def render_markdown(context: dict[str, Any]) -> str:
    """The same report as Markdown."""
    return _markdown().render(**_clean(context)).strip() + "\n"


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


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value
