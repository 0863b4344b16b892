"""The ``dondoc`` command: see portal/cli/group.py for its families and how they load."""

from __future__ import annotations

from portal.cli.main import main

__all__ = ["main"]
