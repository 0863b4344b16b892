"""Whether what agencies sent still says what it said when it came: reports against the journal's digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.journal import JournalRow
from models.report import Report, ReportFile, ReportItem


def changed_reports(session: Session) -> list[str]:
    """Request ids with version ("…/syt#2") of submitted reports whose content is no longer what was journalled."""
    changed = []
    for row in session.exec(select(JournalRow).where(JournalRow.action == "report.submitted")):
        told = json.loads(row.detail)
        report = session.get(Report, told["report"])
        if report is None or _digest_as_kept(session, report) != told["content"]:
            changed.append(f"{row.subject}#{told['version']}")
    return changed


def content_digest(report: Report, items: Sequence[ReportItem], files: Sequence[ReportFile]) -> str:
    """SHA-256 over everything that one version says: its items, difficulties, proposals and files' digests.

    ``files`` stand in the order in which they were attached.
    """
    said = {
        "items": [
            item.model_dump(exclude={"id", "report_id"})
            for item in sorted(items, key=lambda item: item.responsibility_id)
        ],
        "difficulties": report.difficulties,
        "proposals": report.proposals,
        "files": [[file.name, file.sha256] for file in files],
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _digest_as_kept(session: Session, report: Report) -> str:
    items = session.exec(select(ReportItem).where(ReportItem.report_id == report.id)).all()
    files = session.exec(select(ReportFile).where(ReportFile.report_id == report.id).order_by(col(ReportFile.id))).all()
    return content_digest(report, items, files)
