"""An SMS: unaccented on purpose, one GSM segment, nothing that Vietnamese gateways refuse.

A message with diacritics travels as UCS-2, 70 characters a segment, and several gateways refuse ``# & % [ ] { }``
(DOMAIN 9.1). What is left after :func:`unaccented` is a subset of the GSM 03.38 basic table, one septet each,
so that characters and septets count the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

SEGMENT = 160
"""Septets in one segment without a header for concatenation (3GPP TS 23.038)."""

_KEPT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;/-+()?!'\"*=_")
_WRITTEN_OTHERWISE = str.maketrans(
    {"đ": "d", "Đ": "D", "&": "-", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "×": "x"}
)


def unaccented(text: str) -> str:
    """Latin letters without marks; line breaks become spaces, any other sign that is not kept is left out."""
    plain = unicodedata.normalize("NFKD", text.translate(_WRITTEN_OTHERWISE))
    return " ".join("".join(sign for sign in " ".join(plain.split()) if sign in _KEPT).split())


def brief(text: object, length: int) -> str:
    """A name or title in at most ``length`` characters: customary abbreviations first, then whole words."""
    if len(plain := unaccented(str(text))) <= length:
        return plain
    for long, short in _abbreviations():
        plain = long.sub(short, plain)
    plain = " ".join(plain.split())
    if len(plain) <= length:
        return plain
    cut = plain[: length - 1]
    if plain[length - 1] != " " and " " in cut[length // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,.:;-/(") + "."


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    from ruamel.yaml import YAML

    table: dict[str, str] = YAML(typ="safe").load(Path(__file__).with_name("abbreviations.yaml").read_text("utf-8"))
    return tuple(
        (re.compile(rf"\b{re.escape(unaccented(long))}\b", re.IGNORECASE), unaccented(short))
        for long, short in sorted(table.items(), key=lambda pair: -len(pair[0]))
    )
