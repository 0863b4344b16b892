"""The office's process tree: Prefect server, served deployments, portal. Starts in order, ends whole.

No child outlives its parent: each has its own process group, which is ended in order and then killed, and
the kernel ends the children of a parent that was killed itself (Linux, prctl(2) PR_SET_PDEATHSIG).
Nothing is restarted silently: a child that ends takes the others with it and is named.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import httpx

from config.errors import DondocError
from config.wording import say

STOP_SECONDS = 8.0
"""What one child may take to end after SIGTERM; then its process group is killed."""

LOG_LIMIT = 5_000_000
"""Bytes after which a log is put aside at the next start; one older log is kept."""

PR_SET_PDEATHSIG = 1
TICK = 0.2


class ChildEnded(DondocError):
    """A process of the tree ended although nobody asked it to, or was not ready in time."""


@dataclass(frozen=True)
class Child:
    """A process to start. ``key`` names its log. ``health``: address that answers 200 when it is ready; None: it says so itself,
    with a line on the descriptor that DONDOC_READY_FD names."""

    key: str
    name: str
    command: Sequence[str]
    health: str | None
    seconds: float = 120.0
    sees_to_its_own: bool = False
    """It has children of its own, and ends itself with them where the process DONDOC_PARENT is gone."""


@dataclass
class _Running:
    child: Child
    process: subprocess.Popen[bytes]
    log: Path
    ready_fd: int | None


@dataclass
class ProcessTree:
    """Children in the order of their start; a child that needs another waits for that one's health itself."""

    environment: Mapping[str, str]
    logs: Path
    tell: Callable[[str], None]
    running: list[_Running] = field(default_factory=list)
    stopping: bool = False

    def run(self, children: Sequence[Child], ready: Callable[[], None]) -> None:
        """Start all, call `ready` once all are, and stay until a signal asks to stop. Ends with no child left.

        Raises ChildEnded where a child ended or never became ready.
        """
        with self._signals():
            try:
                for child in children:
                    self._start(child)
                for each in self.running:
                    self._await_ready(each)
                if not self.stopping:
                    ready()
                while not self.stopping:
                    self._check_alive()
                    time.sleep(TICK)
                self.tell(say("up.stopping"))
            finally:
                self._end_all()

    def _start(self, child: Child) -> _Running:
        self.tell(say("up.starting", name=child.name))
        log = self.logs / f"{child.key}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        environment = {**self.environment, "DONDOC_PARENT": str(os.getpid())}
        read_fd: int | None = None
        write_fd: int | None = None
        if child.health is None:
            read_fd, write_fd = os.pipe()
            environment["DONDOC_READY_FD"] = str(write_fd)
        with log.open("ab") as output:
            process = subprocess.Popen(
                list(child.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                process_group=0,
                pass_fds=() if write_fd is None else (write_fd,),
                preexec_fn=None if child.sees_to_its_own else _end_with_parent,
            )
        if write_fd is not None:
            os.close(write_fd)
        started = _Running(child, process, log, read_fd)
        self.running.append(started)
        return started

    def _await_ready(self, each: _Running) -> None:
        deadline = time.monotonic() + each.child.seconds
        while not self.stopping and not _is_ready(each):
            self._check_alive()
            if time.monotonic() > deadline:
                seconds = round(each.child.seconds)
                raise ChildEnded.of(
                    "up.slow", place=each.child.name, name=each.child.name, seconds=seconds, log=each.log
                )
            time.sleep(TICK)

    def _check_alive(self) -> None:
        for each in self.running:
            code = each.process.poll()
            if code is not None and not self.stopping:
                sys.stderr.write(_tail(each.log))
                raise ChildEnded.of(
                    "up.child_ended", place=each.child.name, name=each.child.name, code=code, log=each.log
                )

    def _end_all(self) -> None:
        """SIGTERM in the reverse order of the start, then SIGKILL to each whole group."""
        self.stopping = True
        for each in reversed(self.running):
            _signal(each.process.pid, signal.SIGTERM, group=False)
            with suppress(subprocess.TimeoutExpired):  # then it is killed with its group
                each.process.wait(STOP_SECONDS)
            _signal(each.process.pid, signal.SIGKILL, group=True)
            each.process.wait()
            if each.ready_fd is not None:
                os.close(each.ready_fd)
        self.running.clear()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(number: int, frame: FrameType | None) -> None:
            self.stopping = True

        kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {kind: signal.signal(kind, stop) for kind in kinds}
        try:
            yield
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)


def _is_ready(each: _Running) -> bool:
    if each.ready_fd is not None:
        readable, _, _ = select.select([each.ready_fd], [], [], 0)
        return bool(readable) and os.read(each.ready_fd, 16).startswith(b"ready")
    try:
        # verify=False: our own plain http; loading the certificates costs 30 ms of processor for each look
        return httpx.get(str(each.child.health), timeout=2, verify=False).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _end_with_parent() -> None:
    """In the child, between fork and exec."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _signal(pid: int, number: signal.Signals, *, group: bool) -> None:
    try:
        if group:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
    except ProcessLookupError:
        return


def _tail(log: Path, lines: int = 15) -> str:
    text = log.read_text("utf-8", errors="replace").splitlines()[-lines:]
    return "".join(f"  | {line}\n" for line in text)
