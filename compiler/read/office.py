"""Formats that LibreOffice reads for us (.doc, .rtf, .odt): converted to .docx, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from compiler.errors import LegacyDocument
from compiler.read.docx import read_docx

PROGRAMS = ("soffice", "libreoffice")
PATIENCE_S = 90
"""Seconds for one conversion. Measured: 1.1 s; the first start of a fresh profile takes up to 20 s."""


def read_through_office(path: Path, *, patience: float = PATIENCE_S) -> str:
    """The text of the document at `path`. Raises LegacyDocument, and the errors of read_docx.

    Each conversion has a profile of its own: two runs on one profile end with one of them silently
    producing nothing (measured).
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise LegacyDocument.of("read.legacy.missing", place=path.name)
    with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
        # a fixed name: the user's may begin with a dash
        source = Path(folder, "document.doc")
        shutil.copyfile(path, source)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", folder),
            str(source),
        ]
        _run(command, folder, patience, path.name)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise LegacyDocument.of("read.legacy.failed", place=path.name)
        return read_docx(made, place=path.name)


def _run(command: list[str], folder: str, patience: float, place: str) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "HOME": folder},
        start_new_session=True,
    )
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired as late:
        raise LegacyDocument.of("read.legacy.late", place=place, seconds=round(patience)) from late
    finally:
        # soffice is a script that starts the program: end the whole group, however we leave
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
