"""An installation: its settings, its database, the secret that signs reply links."""

from __future__ import annotations

import gc
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlmodel import Session

from config.errors import DondocError
from config.settings import Settings, settings
from config.workdays import IN_FORCE, WorkCalendar, count_by
from models.calendar import calendar_in_force, newest_version
from models.clock import office_now, tick
from models.database import Database
from notifications.channels.address import check_address
from notifications.errors import UnfitAddress

SECRET_BYTES = 32


class SecretDamaged(DondocError):
    """A secret of the wrong length: every link would stop working, or could be guessed."""


@dataclass(frozen=True)
class Office:
    """What a step needs to know of the installation it works for.

    ``papers``: reports and draft letters become files. A rehearsal whose folder is thrown away works them out and
    writes none.
    """

    database: Database
    settings: Settings
    secret: bytes
    papers: bool = True

    @classmethod
    def open(cls, chosen: Settings | None = None, *, durable: bool = True, papers: bool = True) -> Office:
        """Make the data folder and the secret where they are missing, and bring the database up to date.

        ``durable=False``: an office for trying out, which a power cut or a kill may spoil, and which one process uses alone.

        Raises UnfitAddress for a supervisor's address that no mail can reach, SecretDamaged.
        """
        chosen = chosen or settings()
        if chosen.supervisor_email:  # found now, and not on the day on which the first ladder ends
            try:
                check_address("email", chosen.supervisor_email)
            except UnfitAddress as unfit:
                raise UnfitAddress(unfit.reason, place="DONDOC_SUPERVISOR_EMAIL", remedy=unfit.remedy) from unfit
        _keep_what_is_imported()
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
        database = Database(chosen.resolved_database_url, durable=durable)
        database.migrate()
        office = cls(database, chosen, _secret(chosen.data_dir / "secret.key"), papers)
        office.keep_calendar()
        return office

    def now(self) -> datetime:
        """The office's clock, aware UTC. This context counts by the office's calendar from here on."""
        with self.database.reading() as session:
            self.count(session)
            return office_now(session)

    def tick(self) -> datetime:
        """The office's clock for a sweep, as :meth:`now`. Raises ClockJumped where it cannot be trusted."""
        with self.database.writing() as session:
            self.count(session)
            return tick(session)

    def count_days(self) -> None:
        """As :meth:`count`, for who has no session open."""
        with self.database.reading() as session:
            self.count(session)

    def calendar(self) -> WorkCalendar | None:
        """The calendar that was applied last; None where this office never applied one."""
        with self.database.reading() as session:
            return calendar_in_force(session)

    def count(self, session: Session) -> None:
        """Count this context's working days by the calendar that was applied last, by whatever process.

        Whoever asks what time it is here learns with it which days count, so that a process that runs for months
        needs no restart. An office that never applied a calendar counts as its context does.
        """
        if (applied := calendar_in_force(session)) is not None:
            count_by(applied)

    def keep_calendar(self) -> None:
        """Count by the applied calendar, and see that its copy lies in the data folder for who opens no database."""
        with self.database.reading() as session:
            self.count(session)
            newest = newest_version(session)
        copy = self.settings.data_dir / IN_FORCE
        if newest is None:
            copy.unlink(missing_ok=True)
        elif not copy.exists() or copy.read_text("utf-8") != newest.text:
            _replace(copy, newest.text)

    @property
    def files_dir(self) -> Path:
        """Where uploads lie, by their SHA-256."""
        return self.settings.data_dir / "files"

    @property
    def reports_dir(self) -> Path:
        """Where consolidated reports lie."""
        return self.settings.data_dir / "reports"


def _replace(path: Path, text: str) -> None:
    """Write a file whole: a reader sees the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(beside, path)


@cache
def _keep_what_is_imported() -> None:
    """Let the collector walk no more over what was imported: it lives as long as the process.

    Measured: walking it made a pause of 0.3 s in a sweep that takes 0.07 s.
    """
    gc.freeze()


def _secret(path: Path) -> bytes:
    """The secret in ``path``; where there is none, one made whole under another name and linked into place.

    Portal and flows start at once: nobody may read a file that is still being written. Raises SecretDamaged.
    """
    if not path.exists():
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was faster: its secret holds
            os.link(beside, path)
        os.unlink(beside)
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        raise SecretDamaged.of("office.secret", place=str(path), found=len(secret), wanted=SECRET_BYTES)
    return secret
