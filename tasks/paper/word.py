"""Filling a Word template that docxtpl reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that XML 1.0 cannot hold (section 2.2); Word refuses a file with one of them."""


def fill(template: Path, context: dict[str, Any], path: Path, marks: Mapping[str, Any]) -> None:
    """Fill ``template`` and save it as ``path``; ``marks`` are core properties (title, author, created ...)."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(
        printable(context), jinja_env=Environment(autoescape=True, undefined=StrictUndefined), autoescape=True
    )
    # get_docx() would load the empty template again
    for name, value in printable(dict(marks)).items():
        setattr(document.docx.core_properties, name, value)
    document.save(path)


def printable(value: Any) -> Any:
    """The same texts, dicts and lists without the characters that a Word file cannot hold."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list) else value
