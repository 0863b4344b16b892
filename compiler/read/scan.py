"""A PDF that only holds pictures, or whose letters no table explains: recognised by Tesseract with its Vietnamese
data, where that is installed.

Measured: 0.6 s a page at 200 dpi, one word in six wrong on clean scans: a draft for a person to read.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
from typing import Any

from compiler.errors import NotADocument, TooLarge

DPI = 200
MAX_PIXELS = 40_000_000
MAX_PAGES = 60
PATIENCE_S = 60
"""Seconds for one page."""


def read_scan(document: Any, place: str, *, why: str = "read.not.text_layer") -> str:
    """The recognised text of a pypdfium2 `document`. Raises NotADocument, saying `why` there is no other way to read
    it, where Tesseract or its data is missing."""
    program = shutil.which("tesseract")
    if program is None or "vie" not in _languages(program):
        raise NotADocument.of(why, place=place, pages=len(document))
    if len(document) > MAX_PAGES:
        raise TooLarge.of("read.large.pages", place=place, size=len(document), limit=MAX_PAGES)
    return "\n\n".join(_page(program, document[number], place) for number in range(len(document)))


def _languages(program: str) -> list[str]:
    asked = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    return asked.stdout.split()


def _page(program: str, page: Any, place: str) -> str:
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    picture = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    command = [program, "-", "-", "-l", "vie", "--dpi", str(DPI)]
    try:
        read = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            timeout=PATIENCE_S,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=_unhurried,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        raise NotADocument.of("read.not.recognised", place=place) from fault
    return read.stdout.decode("utf-8", "replace").replace("\x0c", "").strip()


def _unhurried() -> None:
    """Tesseract's time is its own, not what is left of the reader's (:mod:`compiler.read.apart`)."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_S, resource.getrlimit(resource.RLIMIT_CPU)[1]))
