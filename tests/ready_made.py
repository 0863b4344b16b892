"""Offices that many tests start from: built once in a run, given to every further test as a copy."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import make_url

from tasks.office import Office


class Build(Protocol):
    """A function that does something in an office."""

    __module__: str
    __qualname__: str

    def __call__(self, office: Office, /) -> object: ...


@dataclass
class ReadyMade:
    """What each function made of each office it was given: a database and a data folder.

    The same function in an office that holds the same makes the same; whether it holds the same is seen from the
    bytes of its database. On a server, where copying a database costs more than filling it, every office is built.
    """

    folder: Path
    kept: dict[Hashable, Path] = field(default_factory=dict)

    def __call__(self, office: Office, build: Build, *, facts: Hashable = None) -> Office:
        """`office` as `build` leaves it; ``facts`` are what else `build` goes by."""
        url = make_url(office.database.url)
        if url.get_backend_name() != "sqlite" or url.database is None:
            build(office)
            return office
        path = Path(url.database)
        self._rest(office, path)
        asked = (build.__module__, build.__qualname__, facts, hashlib.sha256(path.read_bytes()).digest())
        kept = self.kept.get(asked)
        if kept is None:
            build(office)
            self._rest(office, path)
            kept = self.kept[asked] = self.folder / str(len(self.kept))
            kept.mkdir()
            if office.settings.data_dir.exists():
                shutil.copytree(office.settings.data_dir, kept / "data")
            shutil.copy(path, kept / "dondoc.db")
        else:
            shutil.copy(kept / "dondoc.db", path)
            if (kept / "data").exists():
                shutil.copytree(kept / "data", office.settings.data_dir, dirs_exist_ok=True)
        return office

    def _rest(self, office: Office, path: Path) -> None:
        office.database.dispose()  # with the last connection SQLite brings everything into the one file
        assert not path.with_name(f"{path.name}-wal").exists(), "somebody else still has this office's database open"
