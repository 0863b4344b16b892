"""Filling a Word template that docxtpl reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, nodes

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that XML 1.0 cannot hold (section 2.2); Word refuses a file with one of them."""


def fill(template: Path, context: dict[str, Any], path: Path, marks: Mapping[str, Any]) -> None:
    """Fill ``template`` and save it as ``path``; ``marks`` are core properties (title, author, created ...)."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(printable(context), jinja_env=_environment(), autoescape=True)
    # get_docx() would load the empty template again
    for name, value in printable(dict(marks)).items():
        setattr(document.docx.core_properties, name, value)
    document.save(path)


class _Compiling(Environment):
    """Compiles the same template once: a sweep writes many letters from one."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._compiled = lru_cache(maxsize=64)(super().from_string)

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        if globals is None and template_class is None:
            return self._compiled(source)
        return super().from_string(source, globals, template_class)


@cache
def _environment() -> Environment:
    return _Compiling()


def printable(value: Any) -> Any:
    """The same texts, dicts and lists without the characters that a Word file cannot hold."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list) else value
