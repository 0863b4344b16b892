"""Bytes of a document -> its decoded text (docx, pdf, html, txt)."""

from __future__ import annotations

from pathlib import Path


def read_document(path: Path) -> str:
    """The text of the document at `path`, newlines as ``\\n``. Raises compiler.errors.DocumentError."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        from compiler.read.docx import read_docx

        return read_docx(path)
    return path.read_text("utf-8")
