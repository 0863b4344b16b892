"""Consolidated reports on disk: which there are of a round, and handing them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from models.round import Round
from tasks.office import Office

KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Written:
    """A consolidated report: its file name and its size in bytes."""

    name: str
    size: int


def files_of(office: Office, kept: Round) -> list[Written]:
    """A round's consolidated reports, the newest version first."""
    folder = _folder(office, kept)
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if path.suffix in KINDS and path.is_file()]
    return [Written(path.name, path.stat().st_size) for path in sorted(found, reverse=True)]


def by_round(office: Office, rounds: Iterable[Round]) -> dict[str, list[Written]]:
    """The same for many rounds, by round id."""
    return {kept.id: files_of(office, kept) for kept in rounds}


def download(office: Office, kept: Round, name: str) -> FileResponse:
    """One of a round's files as a download; 404 for any other name."""
    if name not in {file.name for file in files_of(office, kept)}:
        raise HTTPException(404)
    path = _folder(office, kept) / name
    return FileResponse(path, media_type=KINDS[path.suffix], filename=name, content_disposition_type="attachment")


def _folder(office: Office, kept: Round) -> Path:
    return office.reports_dir / kept.id
