"""An installation: its settings, its database, the secret that signs reply links."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.errors import DondocError
from config.settings import Settings, settings
from models.clock import office_now, tick
from models.database import Database
from notifications.channels.address import check_address
from notifications.errors import UnfitAddress

SECRET_BYTES = 32


class SecretDamaged(DondocError):
    """A secret of the wrong length: every link would stop working, or could be guessed."""


@dataclass(frozen=True)
class Office:
    """What a step needs to know of the installation it works for."""

    database: Database
    settings: Settings
    secret: bytes

    @classmethod
    def open(cls, chosen: Settings | None = None) -> Office:
        """Make the data folder and the secret where they are missing, and bring the database up to date.

        Raises UnfitAddress for a supervisor's address that no mail can reach, SecretDamaged.
        """
        chosen = chosen or settings()
        if chosen.supervisor_email:  # found now, and not on the day on which the first ladder ends
            try:
                check_address("email", chosen.supervisor_email)
            except UnfitAddress as unfit:
                raise UnfitAddress(unfit.reason, place="DONDOC_SUPERVISOR_EMAIL", remedy=unfit.remedy) from unfit
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
        database = Database(chosen.resolved_database_url)
        database.migrate()
        return cls(database, chosen, _secret(chosen.data_dir / "secret.key"))

    def now(self) -> datetime:
        """The office's clock, aware UTC."""
        with self.database.reading() as session:
            return office_now(session)

    def tick(self) -> datetime:
        """The office's clock for a sweep. Raises ClockJumped where it cannot be trusted."""
        with self.database.writing() as session:
            return tick(session)

    @property
    def files_dir(self) -> Path:
        """Where uploads lie, by their SHA-256."""
        return self.settings.data_dir / "files"

    @property
    def reports_dir(self) -> Path:
        """Where consolidated reports lie."""
        return self.settings.data_dir / "reports"


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
