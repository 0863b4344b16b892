"""Plan document -> responsibilities, edges, diagnostics. Pure: no database, no network, no Prefect.

``compiler.compile_file(path)`` and ``compiler.compile_text(text)`` are the doors; they load on first use, so that a
room which wants only the types of :mod:`compiler.result` pays for nothing else.

A document's way through the rooms: ``read`` (bytes to text), ``text`` (text to an outline), ``head`` (what it says of
itself), ``names`` and ``tables`` (bodies, rows), ``duties`` with ``when`` (who does what by which day), ``rounds``
(which reports are due), ``graph``; then for people ``asks`` (what is open), ``show`` and ``planfile``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compiler.compile import compile_file, compile_text

__all__ = ["compile_file", "compile_text"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from compiler import compile as door

        return getattr(door, name)
    raise AttributeError(f"module 'compiler' has no attribute {name!r}")
