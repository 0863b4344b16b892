"""Where the journal's chain ended, kept outside the database: a tail that is cut off leaves a chain that holds.

The data folder's ``journal.head`` names the last row with its hash, signed with the installation's secret; every
sweep moves it forward. Whoever can change the database and not the data folder cannot shorten the journal unseen;
at most what was written since the last sweep (a quarter of an hour) goes without a trace.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import tempfile
from datetime import datetime

from sqlmodel import Session, col, select

from config.wording import say
from models.journal import Entry, JournalRow, head, write
from tasks.office import Office

FILE = "journal.head"
ANCHORED = "journal.anchored"
log = logging.getLogger(__name__)


def anchor(office: Office, now: datetime) -> None:
    """Move the anchor to the journal's last row. One that no longer holds stays, for ``dondoc verify`` to tell."""
    with office.database.reading() as session:
        reason, last = lost(office, session), head(session)
    if reason is not None:
        log.error("the journal's anchor was not moved: %s", reason)
        return
    if last is None:
        return
    if not (office.settings.data_dir / FILE).exists():
        anchor_anew(office, now, by="dondoc", why=say("anchor.first"))
        return
    _write(office, *last)


def anchor_anew(office: Office, now: datetime, *, by: str, why: str) -> None:
    """Take the journal as it is for whole, by a recorded act: after a restore from a backup, or for the first time."""
    with office.database.writing() as session:
        last = head(session)
        detail = {"after": last[0] if last else 0}
        write(session, now, [Entry(ANCHORED, "journal", actor=by, channel="command line", why=why, detail=detail)])
    with office.database.reading() as session:
        last = head(session)
    assert last is not None
    _write(office, *last)


def lost(office: Office, session: Session) -> str | None:
    """What speaks against the end of the journal, in the reader's words; None where nothing does."""
    path = office.settings.data_dir / FILE
    if not path.exists():
        told = select(JournalRow.seq).where(JournalRow.action == ANCHORED).order_by(col(JournalRow.seq).desc()).limit(1)
        return say("anchor.missing", file=str(path)) if session.exec(told).first() is not None else None
    try:
        kept = json.loads(path.read_text("utf-8"))
        seq, digest, signed = int(kept["seq"]), str(kept["hash"]), str(kept["signature"])
    except (ValueError, KeyError, TypeError):
        return say("anchor.damaged", file=str(path))
    if not hmac.compare_digest(signed, _signature(office, seq, digest)):
        return say("anchor.damaged", file=str(path))
    row = session.get(JournalRow, seq)
    if row is None:
        last = head(session)
        return say("anchor.cut", anchored=seq, found=last[0] if last else 0)
    return None if row.hash == digest else say("anchor.other", anchored=seq)


def _signature(office: Office, seq: int, digest: str) -> str:
    return hmac.digest(office.secret, f"journal head\0{seq}\0{digest}".encode(), "sha256").hex()


def _write(office: Office, seq: int, digest: str) -> None:
    """Whole or not at all; the folder is the office's own."""
    text = json.dumps({"seq": seq, "hash": digest, "signature": _signature(office, seq, digest)})
    folder = office.settings.data_dir
    descriptor, beside = tempfile.mkstemp(dir=folder, prefix=FILE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(beside, folder / FILE)
