"""Questions and remarks that a plan file holds in one language, told in the reader's: our words follow the language, what is
quoted stays as the document has it."""

from __future__ import annotations

from functools import cache

from compiler.asks.diagnostics import catalogue
from config.retold import OF_PLANS, facts_of, retold
from config.wording import language


def told_again(code: str, text: str) -> str:
    """A message or remedy of `code` in the reader's language; words that no template of the code gives stay."""
    return _told(code, text, language())


def reason_again(text: str) -> str:
    """A proposal's reason in the reader's language."""
    return retold(text, OF_PLANS)


@cache
def _told(code: str, text: str, tongue: str) -> str:
    for vietnamese, english in _templates(code):
        here, there = (english, vietnamese) if tongue == "en" else (vietnamese, english)
        facts = facts_of(there, text)
        if facts is not None and facts_of(here, text) is None:
            return here.format_map({name: retold(value, OF_PLANS) for name, value in facts.items()})
    return reason_again(text)  # a remedy of the pattern's own ("pattern.part.remedy")


@cache
def _templates(code: str) -> tuple[tuple[str, str], ...]:
    """The message and remedies of a code in Vietnamese and English, where it has both and they name the same facts."""
    entry = catalogue().get(code)
    if entry is None:
        return ()
    pairs = (
        (entry.message, entry.message_en),
        (entry.remedy, entry.remedy_en),
        (entry.remedy_open, entry.remedy_open_en),
    )
    return tuple((here, there) for here, there in pairs if here and there)
