"""English counts: a sentence of the catalogue is written for many ("{count} notes"); of one it says "1 note".

Vietnamese nouns have one form, so that the catalogue needs no second sentence for this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NOUNS = {
    many: many.removesuffix("s")
    for many in [
        "bytes",
        "changes",
        "characters",
        "communes",
        "conflicts",
        "days",
        "decisions",
        "deployments",
        "elements",
        "faults",
        "files",
        "findings",
        "holders",
        "hours",
        "letters",
        "lines",
        "links",
        "matters",
        "messages",
        "months",
        "notes",
        "others",
        "pages",
        "places",
        "pleas",
        "points",
        "promises",
        "provinces",
        "questions",
        "recipients",
        "reports",
        "requests",
        "rounds",
        "rows",
        "runs",
        "seconds",
        "segments",
        "steps",
        "successions",
        "times",
        "warnings",
    ]
} | {"addresses": "address", "agencies": "agency", "duties": "duty", "replies": "reply", "summaries": "summary"}
VERBS = {"are": "is", "have": "has", "were": "was", "find": "finds", "concern": "concerns", "take": "takes"}
_COUNTED = re.compile(
    rf"\{{(?P<fact>\w+)\}} (?P<between>(?:working |open |other )*)(?P<noun>{'|'.join(NOUNS)})\b(?P<own>')?"
    rf"(?P<gap> )?(?P<verb>(?:{'|'.join(VERBS)})\b)?"
)


def of_one(sentence: str, facts: Mapping[str, object]) -> str:
    """The template ``sentence`` with the singular wherever the number that is counted is one."""

    def single(found: re.Match[str]) -> str:
        if str(facts.get(found["fact"])) != "1":
            return found[0]
        own, verb = "'s" if found["own"] else "", VERBS.get(found["verb"] or "", "")
        return f"{{{found['fact']}}} {found['between']}{NOUNS[found['noun']]}{own}{found['gap'] or ''}{verb}"

    return _COUNTED.sub(single, sentence)
