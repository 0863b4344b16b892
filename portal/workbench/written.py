"""Papers on disk: consolidated reports and draft letters of a round, and handing them out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from models.round import Round
from tasks.consolidate import PARTICULARS, folder_of
from tasks.drafts import Draft, drafts_of
from tasks.office import Office

KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
}


@dataclass(frozen=True)
class Version:
    """One version of a round's report: its number, its files with their sizes in bytes, when and by whom."""

    number: int
    files: tuple[tuple[str, int], ...]
    at: datetime | None
    by: str


def versions_of(office: Office, kept: Round) -> list[Version]:
    """A round's consolidated reports, the newest version first."""
    found = []
    for folder in folder_of(office, kept.id).glob("v*"):
        if not re.fullmatch(r"v\d+", folder.name):
            continue
        particulars = folder / PARTICULARS
        known = json.loads(particulars.read_text("utf-8")) if particulars.exists() else {}
        files = tuple((path.name, path.stat().st_size) for path in sorted(folder.iterdir()) if path.suffix in KINDS)
        at = datetime.fromisoformat(known["written_at"]) if "written_at" in known else None
        found.append(Version(int(folder.name[1:]), files, at, known.get("by", "")))
    return sorted(found, key=lambda version: -version.number)


def by_round(office: Office, rounds: Iterable[Round]) -> dict[str, list[Version]]:
    """The same for many rounds, by round id."""
    return {kept.id: versions_of(office, kept) for kept in rounds}


def download(office: Office, kept: Round, version: str, name: str) -> FileResponse:
    """One file of one version as a download; 404 for anything that is not listed."""
    for listed in versions_of(office, kept):
        if version == str(listed.number) and name in dict(listed.files):
            path = folder_of(office, kept.id) / f"v{listed.number}" / name
            kind = KINDS[path.suffix]
            return FileResponse(path, media_type=kind, filename=name, content_disposition_type="attachment")
    raise HTTPException(404)


def drafts(office: Office, session: Session, kept: Round) -> list[tuple[Draft, int]]:
    """A round's draft letters with their sizes in bytes, the newest first; one that was cleared away is not listed."""
    found = [(draft, office.settings.data_dir / draft.path) for draft in drafts_of(session, kept.id)]
    return [(draft, path.stat().st_size) for draft, path in found if path.is_file()]


def download_draft(office: Office, session: Session, kept: Round, name: str) -> FileResponse:
    """One draft letter as a download; 404 for anything that is not listed."""
    for draft, _ in drafts(office, session, kept):
        if name == draft.file:
            path, kind = office.settings.data_dir / draft.path, KINDS[".docx"]
            return FileResponse(path, media_type=kind, filename=name, content_disposition_type="attachment")
    raise HTTPException(404)
