"""One line of the bench's table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured figure beside its yardstick of the same run, and the bound that it must keep.

    ``ratio`` is figure/yardstick, None where the bound is on the figure itself; ``bound`` says the rule
    in words; ``kept`` whether it held.
    """

    name: str
    figure: float
    unit: str
    bound: str
    kept: bool
    yardstick: str = ""
    against: float | None = None

    @property
    def ratio(self) -> float | None:
        """figure / yardstick."""
        return self.figure / self.against if self.against else None
