"""What a plan only encourages: "Khuyến khích các doanh nghiệp …" asks them and obliges nobody."""

from __future__ import annotations

import re

from compiler.names.holders import split_bodies
from compiler.names.subjects import subject_of
from compiler.text.manuscript import same_tone

_ENCOURAGES = re.compile(r"khuyến khích\s", re.IGNORECASE)
_OBLIGES = re.compile(r"(?<!\w)(?:phải|có trách nhiệm|chịu trách nhiệm)(?!\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:các|những|mọi)\s+")


def is_encouraged(text: str, holder: str) -> bool:
    """Whether the words of a duty only encourage its holder: it is reminded, and nothing is escalated (DOMAIN 3).

    Under the heading of another body ("Sở Công Thương") the same words order that body to encourage; a sentence that
    also obliges ("phải …") is an order.
    """
    key = same_tone(text)
    if not _ENCOURAGES.match(key) or _OBLIGES.search(key):
        return False
    subject = subject_of(key)
    if subject is None or not subject.requested:
        return False
    whom = _bare(subject.holder)
    return any(
        one.startswith(whom) or whom.startswith(one)
        for one in map(_bare, [holder, *(named.text for named in split_bodies(holder))])
        if one
    )


def _bare(name: str) -> str:
    """A name without its article, to be compared."""
    return _ARTICLE.sub("", same_tone(name).casefold().strip())
