"""The root of every error that bad input or a refused act may raise.

    DondocError
    ├── config:    SettingFileError, CalendarError
    ├── compiler:  see compiler/errors.py
    └── models, notifications, portal: see each room

A subclass's docstring says when it is raised. Anything that is not a DondocError is a fault of
ours and shows its traceback.
"""

from __future__ import annotations

from typing import Self


class DondocError(Exception):
    """Something that a person can put right: where it is, why it is refused, what to do.

    `place` is a file, ``file:line``, field or address; `reason` and `remedy` are sentences in the
    reader's language, without a full stop at the end.
    """

    def __init__(self, reason: str, *, place: str | None = None, remedy: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
        self.remedy = remedy

    @classmethod
    def of(cls, key: str, /, *, place: str | None = None, **facts: object) -> Self:
        """The error whose words the catalogue holds under `key`.reason and `key`.remedy (config/wording)."""
        from config.wording import say, say_or_none

        return cls(
            say(f"{key}.reason", **facts),
            place=place,
            remedy=say_or_none(f"{key}.remedy", **facts),
        )

    def __str__(self) -> str:
        return "; ".join(part for part in (self.place, self.reason, self.remedy) if part)


class SettingFileError(DondocError):
    """A file in config/ that an office edited cannot be read as what it should hold."""


class CalendarError(DondocError):
    """A date outside the years for which working days can be told."""
