"""Short ASCII names of Vietnamese texts: parts of addresses and of folder names."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """ASCII letters, digits and dashes of a Vietnamese text: "12/KH-UBND" -> "12-kh-ubnd"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
