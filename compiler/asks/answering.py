"""Who a sentence makes answer for something, by whatever words it names them."""

from __future__ import annotations

import re

from compiler.names.holders import clean_holder, starts_body
from compiler.names.subject_words import PERSON
from compiler.names.unknown_names import LONGEST_NAME, is_agent

_ANSWERS = re.compile(r"\s(?:có trách nhiệm|có nhiệm vụ)(?!\w)(?! (?:thi hành|của))")


def answering(key: str) -> str:
    """Whoever a sentence makes answer for something by whatever words: "cơ quan, tổ chức được góp ý có trách nhiệm …"."""
    charge = _ANSWERS.search(key)
    begins = [0, *(stop.end() for stop in re.finditer(r",\s", key[: charge.start()]))] if charge else []
    begin = next((at for at in begins if starts_body(key, at) or is_agent(key[at:])), None)
    if charge is None or begin is None or PERSON.match(key, begin) or charge.start() - begin > LONGEST_NAME:
        return ""
    return clean_holder(key[begin : charge.start()])
