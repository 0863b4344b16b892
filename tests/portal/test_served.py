"""An office that is being served is known by its lock: the demo spares it, and only its own Prefect is written to."""

from __future__ import annotations

import fcntl
from pathlib import Path

from portal.cli.main import main
from portal.office_up import is_served


def test_an_office_is_served_while_its_lock_is_held(tmp_path: Path) -> None:
    assert not is_served(tmp_path)
    with (tmp_path / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert is_served(tmp_path)
    assert not is_served(tmp_path)


def test_a_new_demo_does_not_remove_one_that_is_being_served(tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    (tmp_path / ".dondoc-demo").touch()
    (office / "dondoc.db").touch()
    with (office / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert main(["demo", "--no-serve", "--folder", str(tmp_path)]) == 2
    assert (office / "dondoc.db").exists()
