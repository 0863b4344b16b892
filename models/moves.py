"""State machines as tables of allowed moves; a move that is not allowed says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from config.errors import DondocError


class ForbiddenMove(DondocError):
    """A state change that the rules do not allow."""


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Moves(Generic[S]):
    """What may follow what: ``allowed[state]`` are the states that may come next."""

    subject: str
    allowed: Mapping[S, frozenset[S]]

    def check(self, place: str, old: S, new: S) -> S:
        """Return ``new`` where the move is allowed. Raises ForbiddenMove naming both states and what is open."""
        if new in self.allowed[old]:
            return new
        raise ForbiddenMove.of(
            "moves.forbidden",
            place=place,
            subject=self.subject,
            old=old,
            new=new,
            open_to=", ".join(sorted(self.allowed[old])) or "—",
        )
