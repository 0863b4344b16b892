"""Draft letters (công văn) to late agencies: written for the coordinator to check; people sign, people send.

The file is written before the transaction commits, and the journal's entry is what makes it a draft of the round:
after a kill in between, the next sweep writes the same name again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from config.wording import say
from models.clock import is_exercise, local_day
from models.database import Gate, pass_alone
from models.directory import ContactRole
from models.journal import Entry, JournalRow, waiting, write
from models.reach import in_charge
from models.round import OWED, Request
from tasks.drafted.content import Kind, Occasion, content
from tasks.drafted.facts import late_agencies
from tasks.letters import Desk
from tasks.office import Office
from tasks.paper.shelf import shelf_of
from tasks.paper.word import fill
from tasks.paper.wording import MAX_NAME, file_stem

TEMPLATE = Path(__file__).parent / "drafted" / "letter.docx"
DRAFTED = "letter.drafted"
PARTS: Mapping[Kind, str] = {"urge": "CV_DONDOC", "explain": "CV_GIAITRINH"}
STEPLESS = "decided"
"""The supervisor's decision is no step of the ladder."""


@dataclass(frozen=True)
class Draft:
    """One draft letter. ``path`` is relative to the data folder; ``requests`` are whom it is addressed to."""

    kind: Kind
    step: str
    day: str
    at: str
    file: str
    path: str
    sha256: str
    requests: list[str]

    def mentioned(self) -> dict[str, Any]:
        """What a mail to the coordinator says of it."""
        return {"kind": self.kind, "file": self.file, "path": self.path, "count": len(self.requests)}


def draft_letter(
    office: Office,
    session: Session,
    desk: Desk,
    now: datetime,
    *,
    kind: Kind,
    step: str,
    requests: Sequence[Request],
    by: str = "dondoc",
    send_by: date | None = None,
) -> Draft | None:
    """Write one letter to a round's late agencies, in the caller's transaction; None where nobody is to be written to.

    Bodies that are only requested are never among the addressees, nor is the office that writes. The same step on
    the same day to the same agencies is one letter, however often this is called.
    """
    addressed = [
        request
        for request in requests
        if not request.requested_body and request.state in OWED and request.agency_key != desk.coordinator.key
    ]
    if not addressed:
        return None
    pass_alone(session, Gate.DRAFTS)
    ids, day = sorted(request.id for request in addressed), local_day(now).isoformat()
    earlier = drafts_of(session, desk.round.id)
    for known in earlier:
        if (known.kind, known.step, known.day, known.requests) == (kind, step, day, ids):
            return known
    folder = shelf_of(drafts_dir(office), desk.round.id)
    path = folder / _name(desk, kind, step, {each.file for each in earlier})
    occasion = Occasion(
        kind=kind,
        plan=desk.plan,
        round=desk.round,
        office=desk.coordinator,
        late=late_agencies(session, addressed, desk.agencies, now),
        now=now,
        send_by=send_by,
        contact=next(
            (
                each
                for each in desk.contacts.get(desk.coordinator.key, ())
                if each.role == ContactRole.FOCAL and in_charge(each, local_day(now))
            ),
            None,
        ),
        portal=office.settings.public_url,
        exercise=is_exercise(session),
    )
    context = content(occasion)
    sha256 = _write(path, lambda beside: _fill(context, occasion.now, beside)) if office.papers else ""
    inside = path.relative_to(office.settings.data_dir).as_posix()
    draft = Draft(kind, step, day, now.isoformat(), path.name, inside, sha256, ids)
    why = say("drafts.reason", step=step, count=len(ids))
    write(session, now, [Entry(DRAFTED, desk.round.id, actor=by, why=why, detail=asdict(draft))])
    return draft


def drafts_of(session: Session, round_id: str) -> list[Draft]:
    """A round's draft letters, the newest first."""
    rows = session.exec(
        select(JournalRow)
        .where(JournalRow.subject == round_id, JournalRow.action == DRAFTED)
        .order_by(col(JournalRow.seq).desc())
    )
    now = [Draft(**entry.detail) for entry in reversed(waiting(session, DRAFTED, round_id))]
    return now + [Draft(**json.loads(row.detail)) for row in rows]


def drafts_dir(office: Office) -> Path:
    """Where draft letters lie, in one folder for each round."""
    return office.settings.data_dir / "drafts"


def _name(desk: Desk, kind: Kind, step: str, taken: set[str]) -> str:
    """CV_DONDOC_KH12_Q1-2026_D3.docx; a later letter of the same step gets a number."""
    stem = file_stem(desk.plan, desk.round, "" if step == STEPLESS else step, about=PARTS[kind])
    number, name = 1, f"{stem}.docx"
    while name in taken:
        number += 1
        ending = f"_{number}.docx"
        name = stem[: MAX_NAME - len(ending)] + ending
    return name


def _fill(context: dict[str, Any], now: datetime, path: Path) -> None:
    at = now.astimezone(UTC).replace(tzinfo=None)  # core properties are naive UTC
    marks = {
        "title": context["subject"][:255],
        "author": context["issuer"][:255],
        "last_modified_by": "",
        "comments": context["mark"],
        "created": at,
        "modified": at,
    }
    fill(TEMPLATE, context, path, marks)


def _write(path: Path, fill_in: Callable[[Path], None]) -> str:
    """Write beside and move into place at once; returns the SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".docx", dir=path.parent)
    os.close(descriptor)
    beside = Path(name)
    try:
        fill_in(beside)
        sha256 = hashlib.sha256(beside.read_bytes()).hexdigest()
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return sha256
