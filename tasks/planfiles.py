"""Where plan files given through the Prefect UI lie: <data folder>/plans, and nowhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from config.errors import DondocError
from tasks.office import Office


class PlanPathError(DondocError):
    """A plan file that is not named, not there, or not in the plans folder."""


def plan_path(office: Office, name: str, text: str) -> Path:
    """The path of the named file, or of a new file that holds `text` (named after its SHA-256).

    Raises PlanPathError where neither or both are given, or the name leads out of the folder.
    """
    folder = (office.settings.data_dir / "plans").absolute()
    name, text = name.strip(), text.strip()
    if bool(name) == bool(text):
        raise PlanPathError.of("planfiles.one", place=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    if text:
        text += "\n"
        path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.yaml"
        path.write_text(text, "utf-8")
        return path
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        there = ", ".join(sorted(each.name for each in folder.glob("*.y*ml"))) or "–"
        raise PlanPathError.of("planfiles.unknown", place=str(folder), name=name, there=there)
    return path
