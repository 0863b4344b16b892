"""Facts for looking at a message before there is anything to say: ``templates/sample.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from notifications.errors import UnknownTemplate
from notifications.kinds import FACTS
from notifications.render import TEMPLATES


def sample_facts(kind: str) -> dict[str, Any]:
    """A whole context for one kind, of a fictional province. Raises UnknownTemplate."""
    if kind not in FACTS:
        raise UnknownTemplate.of("message.unknown_kind", place=kind, kind=kind, known=", ".join(FACTS))
    return {**_sample()["common"], **(_sample().get(kind) or {})}


@cache
def _sample() -> dict[str, Any]:
    from ruamel.yaml import YAML

    read: dict[str, Any] = YAML(typ="safe").load((TEMPLATES / "sample.yaml").read_text("utf-8"))
    return read
