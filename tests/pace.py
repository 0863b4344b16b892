"""How slow this machine is now, beside the one on which bounds in seconds are stated."""

from __future__ import annotations

import time

TURNS = 2_000_000
REFERENCE = 0.14
"""Seconds of processor time for so many turns of an empty sum where the bounds were stated (measured)."""


def pace() -> float:
    """How many times longer than there a plain loop takes here, at least 1: a shared machine may be several times slower
    from one hour to the next, and a bound in seconds would judge it, not the software."""
    began, total = time.process_time(), 0
    for turn in range(TURNS):
        total += turn
    return max(1.0, (time.process_time() - began) / REFERENCE)
