"""What a YAML reader says of a broken file, in the office's words: its sentences come in English and in YAML's terms."""

from __future__ import annotations

import re

from config.wording import language, say

_SAID = (
    ("mapping values are not allowed", "colon"),
    ("sequence entries are not allowed", "dash"),
    ("mapping keys are not allowed", "colon"),
    ("could not find expected ':'", "no_colon"),
    (r"found character '\\t'", "tab"),
    (r"expected (?:',' or )?'[\]}]'|parsing a flow", "bracket"),
    ("unexpected end of stream|quoted scalar|unexpected document separator", "quote"),
    ("cannot start any token", "letter"),
    ("unknown escape character|hexdecimal", "escape"),
    ("undefined alias", "alias"),
    ("anchor|alias", "alias"),
    ("tag|constructor", "tag"),
    (r"special characters are not allowed|control characters|#x[0-9a-f]{4}", "control"),
    ("block end|block mapping|block collection|indent|intend|more indented|block scalar", "indent"),
    ("single document", "document"),
    ("merg", "alias"),
    ("nested too deeply", "deep"),
    ("unhashable|complex key", "letter"),
    ("timestamp|out of range|must be in", "day"),
)


def said_of(fault: Exception) -> str:
    """The fault in words: YAML's own in English; a fault of a sort that is not known is called unreadable YAML."""
    problem = str(getattr(fault, "problem", None) or fault).strip()
    context = str(getattr(fault, "context", None) or "")
    first = problem.splitlines()[0] if problem else ""
    if language() == "en":
        return first or say("yaml.other")
    for pattern, key in _SAID:
        if re.search(pattern, first, re.I):
            return say(f"yaml.{key}")
    for pattern, key in _SAID:
        if re.search(pattern, context, re.I):
            return say(f"yaml.{key}")
    return say("yaml.other")
