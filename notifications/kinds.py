"""Which messages there are, and the facts that each must be given.

A missing fact is found when the letter is queued, in the transaction of the change that caused it,
and not days later when it should leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notifications.errors import MissingFact, UnknownTemplate

_PLAN = ("plan.label", "plan.title", "round.name", "office", "recipient.name")
_AGENCY = (*_PLAN, "round.due", "agency.name", "link.request_id", "link.address")

FACTS: Mapping[str, tuple[str, ...]] = {
    "request": (*_AGENCY, "days_left"),
    "reminder": (*_AGENCY, "days_left"),
    "overdue": (*_AGENCY, "days_late", "recipient.role"),
    "receipt": (*_AGENCY, "request.state"),
    "returned": (*_AGENCY, "reason", "deadline"),
    "accepted": _AGENCY,
    "cancelled": (*_AGENCY, "reason"),
    "amended": (*_PLAN, "agency.name", "act", "lines"),
    "unclear": (*_PLAN, "rows"),
    "draft_letter": (*_PLAN, "rows", "draft"),
    "listed": (*_PLAN, "rows"),
    "decide": (*_PLAN, "rows"),
    "summary": (*_PLAN, "rows"),
    "extension": (*_AGENCY, "granted", "reason"),
    "review": (*_PLAN, "rows"),
    "plea": (*_PLAN, "rows"),
    "digest": ("office", "recipient.name", "lines"),
    "confirm_contact": ("office", "recipient.name", "recipient.role", "agency.name", "link.request_id", "link.address"),
    "contact_trouble": ("office", "recipient.name", "agency.name", "person.name", "person.role", "trouble"),
    "handed_over": (*_AGENCY, "handed.why", "handed.by"),
    "link_renewed": _AGENCY,
}
"""Kind -> the facts without which it cannot be written; a dot goes one level down. What else a
template may use is tested there with ``is defined``."""

LANGUAGES = ("vi", "en")
"""The languages in which every kind is written."""

_PATHS = {kind: tuple(tuple(fact.split(".")) for fact in facts) for kind, facts in FACTS.items()}


def check_facts(kind: str, context: Mapping[str, Any], *, place: str) -> None:
    """Raise UnknownTemplate for a kind that does not exist, MissingFact for the first fact not given."""
    paths = _PATHS.get(kind)
    if paths is None:
        raise UnknownTemplate.of("message.unknown_kind", place=place, kind=kind, known=", ".join(FACTS))
    for path in paths:
        found: Any = context
        for part in path:
            if not isinstance(found, Mapping) or found.get(part) is None:
                raise MissingFact.of("message.missing_fact", place=place, kind=kind, fact=".".join(path))
            found = found[part]
