"""Damaged and hostile documents: each ends in a compilation or a DondocError, in bounded time and memory.

    python -m tests.fuzz_documents 10000 [FIRST_SEED]

prints how they ended and the longest time (of the processor, so that a busy machine does not tell) and the most
memory of one document. One in five is sound and made to cost (tests/fuzz_hostile.py). A crash, a
timeout or any other exception is kept in a file beside the seed that makes it again.
"""

from __future__ import annotations

import io
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from compiler.compile import compile_file
from compiler.document import compile_document
from compiler.planfile.write import planfile_text
from config.errors import DondocError
from tests.compiler.paper import Grid, as_text
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_html import save_html
from tests.compiler.paper_pdf import save_pdf
from tests.compiler.paper_plans import make_plan
from tests.fuzz_hostile import hostile

CHUNK = 250
"""Documents for one process: a crash of a C library costs that process only."""
LIMIT_S = 60
SLOW_S = 5.0
LARGE_KB = 500 * 1024
FORMS = ("docx", "html", "pdf", "txt", "mhtml")
MARKS = "\u202e\u202b\u200f\u200b\ufeff\x00\x0b\x0c\x1c\x85\u2028\u0301\u0323\U0001f600|*#-+"
Mutation = Callable[[bytes, Random], bytes]


@cache
def original(form: str, number: int, *, short: bool = False) -> bytes:
    """A sound document of one of the forms: a whole plan, or its head and a few duties."""
    pieces = make_plan(number)
    if short:
        pieces = [*pieces[:3], *pieces[11:17], *(piece for piece in pieces if isinstance(piece, Grid))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x.{form}")
        if form == "txt":
            return as_text(pieces).encode()
        if form == "mhtml":
            page = save_html(pieces, path).read_bytes()
            head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html; charset=utf-8\n\n'
            return head + page + b"\n--B--\n"
        return {"docx": save_docx, "html": save_html, "pdf": save_pdf}[form](pieces, path).read_bytes()


def flip(content: bytes, chance: Random) -> bytes:
    said = bytearray(content)
    for _ in range(chance.choice((1, 3, 30, 300))):
        if said:
            said[chance.randrange(len(said))] = chance.randrange(256)
    return bytes(said)


def cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def drop(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 100, 5000)) :]


def repeat(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return (
        content[:start]
        + content[start : start + chance.choice((10, 1000, 20_000))] * chance.choice((2, 20))
        + content[start:]
    )


def splice(content: bytes, chance: Random) -> bytes:
    other = original(chance.choice(FORMS), chance.randrange(4))
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other)) :]


def marks(content: bytes, chance: Random) -> bytes:
    said = content.decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 10, 200))):
        at = chance.randrange(len(said) + 1)
        said = said[:at] + chance.choice(MARKS) * chance.choice((1, 1, 50)) + said[at:]
    return said.encode("utf-8", "surrogateescape")


def long_line(content: bytes, chance: Random) -> bytes:
    piece = chance.choice(
        (
            "Sở Nội vụ chủ trì, phối hợp với ",
            "a",
            "1. ",
            "| x ",
            "- ",
            "<b>",
            "và ",
            "“",
            "(",
            "ngày 1/1/",
            "\u0301",
            "**",
            "Căn cứ số 1/KH-UBND ",
        )
    )
    return content + (b"\n" if chance.random() < 0.5 else b"") + (piece * (1_000_000 // len(piece.encode()))).encode()


def mixed(content: bytes, chance: Random) -> bytes:
    half = chance.randrange(len(content) + 1)
    said = content[half:].decode("utf-8", "replace")
    return content[:half] + said.encode(chance.choice(("utf-16", "cp1258", "latin-1", "utf-7", "utf-32")), "replace")


def lines(content: bytes, chance: Random) -> bytes:
    said = content.split(b"\n")
    chance.shuffle(said)
    return chance.choice((b"\n", b"\r", b"\r\n", b"\n\n\n", b" ")).join(said)


def tags(content: bytes, chance: Random) -> bytes:
    """Nested, lost and strange elements, in a page or in the XML of a package."""
    found = list(re.finditer(rb"<[^<>]{1,80}>", content)) or [None]
    for _ in range(chance.choice((1, 5, 40))):
        tag = chance.choice(found)
        piece = tag[0] if tag else b"<p>"
        at = chance.choice((0, chance.randrange(len(content) + 1), tag.start() if tag else 0))
        content = content[:at] + piece * chance.choice((1, 1, 3, 400)) + content[at:]
    return content


def numbers(content: bytes, chance: Random) -> bytes:
    """Huge, negative and empty values in attributes."""

    def other(found: re.Match[bytes]) -> bytes:
        return (
            b'"' + chance.choice((b"-1", b"0", b"999999999", b"1e9", b"", b"\xc2\xb2", b"x")) + b'"'
            if chance.random() < 0.1
            else found[0]
        )

    return re.sub(rb'"\d+"', other, content)


def nest(content: bytes, chance: Random) -> bytes:
    """Tables in tables."""
    deep = chance.choice((3, 30, 90, 3000))
    if b"<w:body>" in content:
        return content.replace(
            b"<w:body>", b"<w:body>" + b"<w:tbl><w:tr><w:tc>" * deep + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * deep, 1
        )
    return content.replace(b"<div", b"<table><tr><td>" * deep + b"<div", 1)


BYTES: tuple[Mutation, ...] = (flip, cut, drop, repeat, splice)
WORDS: tuple[Mutation, ...] = (marks, long_line, mixed, lines, tags, numbers, nest, flip, drop, repeat)


def repacked(content: bytes, chance: Random, mutation: Mutation) -> bytes:
    """The mutation inside one part of a package, and the package whole again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {entry.filename: old.read(entry) for entry in old.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError):
        return mutation(content, chance)
    if not parts:
        return content
    likely = [name for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml") if name in parts]
    name = chance.choice(likely) if likely and chance.random() < 0.9 else chance.choice(list(parts))
    parts[name] = mutation(parts[name], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for key, part in parts.items():
            new.writestr(key, part)
    return made.getvalue()


def restreamed(content: bytes, chance: Random, mutation: Mutation) -> bytes:
    """The mutation inside one stream of a PDF, packed again; its length and places are then wrong, as in damaged files."""
    found = list(re.finditer(rb"stream\n(.*?)\nendstream", content, re.S))
    if not found:
        return mutation(content, chance)
    chosen = chance.choice(found)
    try:
        said = zlib.compress(mutation(zlib.decompress(chosen[1]), chance)[:4_000_000])
    except zlib.error:
        return mutation(content, chance)
    return content[: chosen.start(1)] + said + content[chosen.end(1) :]


def damaged(seed: int) -> tuple[str, bytes]:
    """The document of `seed`: its form and its bytes."""
    chance = Random(seed)
    if seed % 5 == 4:
        form, content = hostile(chance)
        return form, flip(content, chance) if chance.random() < 0.2 else content
    return mutated(chance)


def mutated(chance: Random, *, sparing: bool = False) -> tuple[str, bytes]:
    """A document damaged once or several times; `sparing` of time: short ones, no lines of a megabyte."""
    words = tuple(mutation for mutation in WORDS if not (sparing and mutation is long_line))
    form = chance.choice(FORMS)
    content = original(form, chance.randrange(8), short=sparing)
    for _ in range(chance.choice((1, 1, 2, 4))):
        inside = chance.random() < 0.7
        mutation = chance.choice(words if inside or form in {"txt", "html", "mhtml"} else BYTES)
        if inside and form in {"docx", "pdf"}:
            content = (repacked if form == "docx" else restreamed)(content, chance, mutation)
        else:
            content = mutation(content, chance)
    return form, content[:12_000_000]


def outcome(path: Path, *, whole: bool) -> str:
    """How the document ends: "compiled", or the name of the DondocError. `whole`: on to the plan file."""
    try:
        if whole:
            planfile_text(compile_document(path))
        else:
            compile_file(path)
    except DondocError as refused:
        return type(refused).__name__ if refused.reason and refused.place else "! an error without words"
    return "compiled"


def main(count: int, first: int) -> int:
    """Run `count` documents from seed `first` in processes of CHUNK each; 1 where anything went wrong."""
    ends: Counter[str] = Counter()
    slowest, largest, wrong, began = (0.0, 0), (0, 0), [], time.monotonic()
    for start in range(first, first + count, CHUNK):
        size = min(CHUNK, first + count - start)
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz_documents", "--chunk", str(start), str(size)],
            capture_output=True,
            text=True,
            check=False,
        )
        last = start - 1
        for line in done.stdout.splitlines():
            seed, end, seconds, memory = line.split("\t")
            last = int(seed)
            ends[end] += 1
            slowest, largest = max(slowest, (float(seconds), last)), max(largest, (int(memory), last))
            if end.startswith("!") or float(seconds) > SLOW_S or int(memory) > LARGE_KB:
                end = f"{end} {seconds} s {int(memory) // 1024} MB"
                wrong.append((last, end))
                print(f"WRONG seed {last}: {end}", flush=True)
        if done.returncode:
            wrong.append((last + 1, f"! process ended with {done.returncode}: {done.stderr[-300:]}"))
        print(f"{sum(ends.values())} of {count}; slowest {slowest}, largest {largest}, wrong {len(wrong)}", flush=True)
    total = sum(ends.values())
    print(f"{total} documents in {time.monotonic() - began:.0f} s")
    for end, number in ends.most_common():
        print(f"  {number:6} {end}")
    print(f"slowest {slowest[0]:.2f} s (seed {slowest[1]}), largest {largest[0] // 1024} MB (seed {largest[1]})")
    for seed, end in wrong:
        print(f"WRONG seed {seed}: {end}")
    return int(bool(wrong))


def chunk(first: int, count: int) -> None:
    """One line for each document: seed, end, seconds, peak memory in kB."""

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            form, content = damaged(seed)
            path = Path(folder, f"x.{form}")
            path.write_bytes(content)
            del content
            Path("/proc/self/clear_refs").write_text("5")
            began, grown = _spent(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            signal.alarm(LIMIT_S)
            try:
                end = outcome(path, whole=seed % 4 == 0)
            except BaseException as fault:  # what we look for: anything that is no DondocError
                end = f"! {type(fault).__name__} {' '.join(str(fault).split())[:120]}"
            finally:
                signal.alarm(0)
            own = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
            apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            memory = max(int(own[1]) if own else 0, apart if apart > grown else 0)
            print(seed, end, f"{_spent() - began:.3f}", memory, sep="\t", flush=True)


def _spent() -> float:
    """Seconds of processor time of this process and of those that it started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    if sys.argv[1] == "--chunk":
        chunk(int(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
