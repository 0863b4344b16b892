"""The process tree: starts whole, ends whole, and leaves nobody behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from flows.server import WORKS_WITH, WrongVersion, require_versions
from portal.office_up import OfficeRefused, child_environment, run_office
from portal.supervise import Child, ChildEnded, ProcessTree
from tests.flows.serving import free_port

READY = "import os; os.write(int(os.environ['DONDOC_READY_FD']), b'ready')"
FOREVER = f"{READY}; import time; time.sleep(600)"
WITH_CHILD = (
    "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    f"open(sys.argv[1], 'w').write(str(child.pid)); {FOREVER}"
)
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {FOREVER}"


def child(name: str, code: str, *arguments: str, seconds: float = 20) -> Child:
    return Child(name, name, [sys.executable, "-c", code, *arguments], None, seconds)


@pytest.fixture
def tree(tmp_path: Path) -> ProcessTree:
    return ProcessTree(dict(os.environ), tmp_path, lambda line: None)


def gone(pid: int) -> bool:
    """Whether a process has ended; a zombie that waits to be reaped by init counts."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False


def test_all_children_and_their_children_end_with_the_tree(tree: ProcessTree, tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    pids: list[int] = []

    def ready() -> None:
        pids.extend(each.process.pid for each in tree.running)
        tree.stopping = True

    tree.run([child("a", FOREVER), child("b", WITH_CHILD, str(note))], ready)
    assert len(pids) == 2
    assert all(gone(pid) for pid in (*pids, int(note.read_text())))


def test_a_child_that_ends_is_named_and_takes_the_others_with_it(tree: ProcessTree) -> None:
    pids: list[int] = []

    def ready() -> None:
        pids.extend(each.process.pid for each in tree.running)

    with pytest.raises(ChildEnded) as refusal:
        tree.run([child("a", FOREVER), child("b", f"{READY}; print('hết đĩa'); raise SystemExit(3)")], ready)
    assert "b đã dừng (mã 3)" in refusal.value.reason
    assert (tree.logs / "b.log").read_text("utf-8") == "hết đĩa\n"
    assert not tree.running
    assert all(gone(pid) for pid in pids)


def test_a_child_that_is_never_ready_is_not_waited_for_for_ever(tree: ProcessTree) -> None:
    with pytest.raises(ChildEnded, match="không sẵn sàng sau 1 giây"):
        tree.run([child("a", "import time; time.sleep(600)", seconds=1)], lambda: None)
    assert not tree.running


def test_a_child_that_ignores_sigterm_is_killed(tree: ProcessTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.supervise.STOP_SECONDS", 0.3)
    pids: list[int] = []

    def ready() -> None:
        pids.extend(each.process.pid for each in tree.running)
        tree.stopping = True

    tree.run([child("a", STUBBORN)], ready)
    assert gone(pids[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only the Linux kernel ends the children of a killed parent")
def test_a_parent_that_is_killed_leaves_no_child(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(forever=FOREVER, logs=str(tmp_path))], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert gone(pid)


PARENT = """
import os, sys
from pathlib import Path
from portal.supervise import Child, ProcessTree
tree = ProcessTree(dict(os.environ), Path({logs!r}), lambda line: None)
ready = lambda: print(tree.running[0].process.pid, flush=True)
tree.run([Child("a", "a", [sys.executable, "-c", {forever!r}], None)], ready)
"""


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def settings(folder: Path, **changes: object) -> Settings:
    chosen: dict[str, object] = {"data_dir": folder, "prefect_port": free_port(), "portal_port": free_port()}
    return Settings(_env_file=None, **{**chosen, **changes})  # type: ignore[call-arg, arg-type]


def test_a_taken_port_is_named_with_the_setting_that_moves_it(tmp_path: Path, listener: int) -> None:
    with pytest.raises(OfficeRefused) as refusal:
        run_office(settings(tmp_path, prefect_port=listener))
    assert refusal.value.place == f"127.0.0.1:{listener}"
    assert refusal.value.remedy is not None
    assert f"DONDOC_PREFECT_PORT={listener + 1}" in refusal.value.remedy


def test_an_office_is_not_run_twice_on_one_data_folder(tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / "up.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711")
        lock.flush()
        with pytest.raises(OfficeRefused, match="tiến trình 4711"):
            run_office(settings(tmp_path))


def test_libraries_that_fail_together_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    require_versions()
    monkeypatch.setitem(WORKS_WITH, "sqlalchemy", ("2.0", "2.0.1"))
    with pytest.raises(WrongVersion, match="sqlalchemy"):
        require_versions()


def test_children_get_the_settings_as_chosen_and_prefects_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "https://elsewhere.example/api")
    made = child_environment(settings(tmp_path, prefect_port=4321, extra_channels=["json://x"]))
    assert made["PREFECT_API_URL"] == made["PREFECT_SERVER_UI_API_URL"] == "http://127.0.0.1:4321/api"
    assert made["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert made["DONDOC_EXTRA_CHANNELS"] == '["json://x"]'
    assert made["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
