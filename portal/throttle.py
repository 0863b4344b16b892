"""How often one address or one link may knock: moving windows of the `limits` library, in memory.

The windows follow the wall clock on purpose: they measure traffic, not the office's days.
"""

from __future__ import annotations

from math import ceil
from time import time
from typing import Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from config.errors import DondocError

READ: Final = RateLimitItemPerMinute(1200)
"""Pages for one address: on the last day a whole province may sit behind one proxy."""
WRITE: Final = RateLimitItemPerMinute(40)
"""Posts on one link: a draft that saves itself every few seconds stays below."""
WRONG_LINK: Final = RateLimitItemPerMinute(20, 10)
"""Unknown links for one address: a hand that mistypes stays below, one that tries stays out."""
LOGIN: Final = RateLimitItemPerHour(20)
"""Wrong passwords for one address."""


class TooManyRequests(DondocError):
    """More requests than one address or link may make; `seconds` until the next is welcome."""

    seconds: int = 60


class Throttle:
    """Counts what each caller did. One for each process."""

    def __init__(self) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def count(self, rate: RateLimitItem, *caller: str) -> None:
        """Count one act of `caller`. Raises TooManyRequests once the window is full."""
        if not self._windows.hit(rate, *caller):
            raise self._refusal(rate, *caller)

    def check(self, rate: RateLimitItem, *caller: str) -> None:
        """Raise TooManyRequests where the window is full already, without counting."""
        if not self._windows.test(rate, *caller):
            raise self._refusal(rate, *caller)

    def _refusal(self, rate: RateLimitItem, *caller: str) -> TooManyRequests:
        seconds = max(1, ceil(self._windows.get_window_stats(rate, *caller).reset_time - time()))
        refusal = TooManyRequests.of("web.throttle", seconds=seconds)
        refusal.seconds = seconds
        return refusal
