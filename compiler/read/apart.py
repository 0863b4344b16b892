"""A PDF read in a process of its own, with limits on time and memory.

pdfium is C++ and a PDF is a program: one of 600 bytes keeps it busy for ever (measured: a form that draws itself
twice), and a damaged one may end the process. Here that is an error with words.

    python -m compiler.read.apart FILE    what :func:`read_pdf_apart` starts
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from compiler import errors
from compiler.errors import DamagedDocument, DocumentError, TooLarge
from config.wording import language

CPU_S = 4
"""Seconds of processor time before the number of pages is known. A plan of 100 pages needs 3 in all."""
CPU_S_A_PAGE = 0.25
"""More for each page. Measured: 0.03 s of text, 0.15 s to draw a scan for Tesseract."""
MAX_CPU_S = 60
MEMORY = 450 * 2**20
"""Bytes of data. Measured: 60 to 120 MB."""
REFUSED = 3
TOO_MUCH = frozenset((signal.SIGXCPU, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL))
"""How a process ends that has no time left, or in which pdfium found no memory."""


def read_pdf_apart(path: Path) -> str:
    """The text of the PDF at `path`. Raises the errors of ``read_pdf``; TooLarge where it costs too much to read."""
    house = Path(__file__).parents[2]
    places = os.pathsep.join(filter(None, (str(house), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        # -P: nothing is imported from the folder that the user happens to stand in
        [sys.executable, "-P", "-m", "compiler.read.apart", str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": places, "DONDOC_LANGUAGE": language()},
    )
    if done.returncode == REFUSED:
        said = json.loads(done.stdout)
        kind: type[DocumentError] = getattr(errors, said["kind"])
        raise kind(said["reason"], place=said["place"], remedy=said["remedy"])
    if -done.returncode in TOO_MUCH or b"MemoryError" in done.stderr:
        raise TooLarge.of("read.large.effort", place=path.name)
    if done.returncode < 0:
        raise DamagedDocument.of("read.damaged.pdf", place=path.name)
    if done.returncode:
        raise RuntimeError(f"reading {path.name} apart failed: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return done.stdout.decode("utf-8")


def allow(pages: int) -> None:
    """Let this process work as long as `pages` pages may take."""
    seconds = min(MAX_CPU_S, CPU_S + int(CPU_S_A_PAGE * pages))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def main() -> int:
    """Write the text of the PDF in sys.argv[1] to stdout, or the words of its refusal as JSON."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    allow(0)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    from compiler.read.pdf import read_pdf

    try:
        text = read_pdf(Path(sys.argv[1]), opened=allow)
    except DocumentError as refused:
        said = {"kind": type(refused).__name__, "reason": refused.reason, "place": refused.place}
        text = json.dumps({**said, "remedy": refused.remedy})
        sys.stdout.buffer.write(text.encode())
        return REFUSED
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
