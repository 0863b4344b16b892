"""State machines as tables of allowed moves; a move that is not allowed says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from config.errors import DondocError
from config.wording import say


class ForbiddenMove(DondocError):
    """A state change that the rules do not allow."""


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Moves(Generic[S]):
    """What may follow what: ``allowed[state]`` are the states that may come next.

    ``subject`` is request, round or message; what people read of it and of its states stands in
    config/wording-models.yaml.
    """

    subject: str
    allowed: Mapping[S, frozenset[S]]

    def check(self, place: str, old: S, new: S) -> S:
        """Return ``new`` where the move is allowed. Raises ForbiddenMove naming both states and what is open."""
        if new in self.allowed[old]:
            return new
        raise ForbiddenMove.of(
            "moves.forbidden",
            place=place,
            subject=say(f"moves.{self.subject}"),
            old=self._said(old),
            new=self._said(new),
            open_to=", ".join(f"“{self._said(each)}”" for each in sorted(self.allowed[old])) or say("moves.nothing"),
        )

    def _said(self, state: S) -> str:
        return say(f"moves.{self.subject}.{state}")
