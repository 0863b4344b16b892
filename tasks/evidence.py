"""Whether what agencies sent, and what was made of it, still says what it said: reports and files on disk.

Answers are held against the journal's digests; attachments and consolidated reports in the data folder too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from models.journal import JournalRow
from models.report import Report, ReportFile, ReportItem, ReportState
from tasks.paper.shelf import shelf_of


def changed_reports(session: Session) -> list[str]:
    """Request ids with version ("…/syt#2") of submitted reports whose content is no longer what was journalled."""
    changed = []
    for row in session.exec(select(JournalRow).where(JournalRow.action == "report.submitted")):
        told = json.loads(row.detail)
        report = session.get(Report, told["report"])
        if report is None or _digest_as_kept(session, report) != told["content"]:
            changed.append(f"{row.subject}#{told['version']}")
    return changed


@dataclass(frozen=True)
class Spoilt:
    """A file that is "gone" or "changed", as people know it: of which report or round, by which name."""

    what: str
    of: str
    name: str


def spoilt_files(session: Session, *, files_dir: Path, reports_dir: Path) -> list[Spoilt]:
    """Attachments and consolidated reports whose content on disk is no longer what was recorded."""
    found = []
    attached = (
        select(ReportFile, Report)
        .join(Report, col(Report.id) == col(ReportFile.report_id))
        .order_by(col(ReportFile.id))
    )
    for file, report in session.exec(attached.where(Report.state != ReportState.DRAFT)):
        if what := _spoilt(stored_at(files_dir, file.sha256), file.sha256):
            found.append(Spoilt(what, f"{report.request_id}#{report.version}", file.name))
    written = select(JournalRow).where(JournalRow.action == "round.consolidated").order_by(col(JournalRow.seq))
    for row in session.exec(written):
        told = json.loads(row.detail)
        folder = shelf_of(reports_dir, row.subject) / f"v{told['version']}"
        for name, sha256 in sorted(told["files"].items()):
            if what := _spoilt(folder / name, sha256):
                found.append(Spoilt(what, f"{row.subject} v{told['version']}", name))
    return found


def stored_at(files_dir: Path, sha256: str) -> Path:
    """Where an attachment lies in the store."""
    return files_dir / sha256[:2] / sha256


def _spoilt(path: Path, sha256: str) -> str | None:
    if not path.is_file():
        return "gone"
    with path.open("rb") as file:
        return None if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else "changed"


def content_digest(report: Report, items: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over everything that one version says: its items, difficulties, proposals and files' digests.

    ``items`` and ``files`` are the rows' fields without their numbers; files in the order in which they were attached.
    """
    said = {
        "items": sorted(items, key=lambda item: str(item["responsibility_id"])),
        "difficulties": report.difficulties,
        "proposals": report.proposals,
        "files": [[file["name"], file["sha256"]] for file in files],
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _digest_as_kept(session: Session, report: Report) -> str:
    items = session.exec(select(ReportItem).where(ReportItem.report_id == report.id)).all()
    files = session.exec(select(ReportFile).where(ReportFile.report_id == report.id).order_by(col(ReportFile.id))).all()
    numbers = {"id", "report_id"}
    return content_digest(
        report,
        [item.model_dump(exclude=numbers) for item in items],
        [file.model_dump(exclude=numbers) for file in files],
    )
