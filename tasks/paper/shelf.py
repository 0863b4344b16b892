"""Where the papers of a round lie on disk."""

from __future__ import annotations

import re
from pathlib import Path


def shelf_of(folder: Path, round_id: str) -> Path:
    """The place of a round under ``folder``: one folder for the plan, one in it for the round."""
    return folder.joinpath(*(re.sub(r"[^\w.-]", "-", part) for part in round_id.split("/")))
