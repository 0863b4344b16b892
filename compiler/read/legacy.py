"""Vietnamese encodings from before Unicode: TCVN3 (ABC) and VNI."""

from __future__ import annotations


def unicode_of(text: str, font: str | None) -> str:
    """`text` as Unicode, where `font` is one of the old fonts; unchanged otherwise."""
    return text
