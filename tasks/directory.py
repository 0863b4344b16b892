"""Bringing a directory file into the database and out again: checked whole, shown first, journalled."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from sqlmodel import Session, col, select

from config.errors import DondocError
from models.agencies import Snapshot
from models.bodies import Draft
from models.clock import local_day, office_now
from models.directory import Agency, AgencyAlias, Contact, Succession
from models.directory_check import Known, check_directory
from models.directory_file import MAX_BYTES, DirectoryFault, DirectoryFile, DirectoryRefused, read_directory
from models.journal import Entry, write
from models.naming import plain_place
from models.people import Absence
from tasks.directory_changes import Change, apply_rows
from tasks.office import Office


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do: nothing is written where ``changes`` is empty or it was a preview.

    ``unreachable`` are agencies without a usable contact, ``absent`` those of the province that the file leaves
    out: they stay as they are.
    """

    province: str
    agencies: int
    changes: tuple[Change, ...]
    unreachable: tuple[str, ...]
    absent: tuple[str, ...]
    warnings: tuple[DirectoryFault, ...] = ()

    @property
    def digest(self) -> str:
        """What a person agrees to after a preview: the same changes give the same digest."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()


class DirectoryMoved(DondocError):
    """The directory has changed between a preview and its confirmation; nothing was written."""


def import_directory(office: Office, path: Path, *, by: str = "dondoc", preview: bool = False) -> Imported:
    """Bring a directory file (YAML or workbook) in. Raises DirectoryRefused with every fault; then nothing was written.

    Importing the same file again changes nothing.
    """
    return import_content(office, read_file(path), str(path), by=by, preview=preview)


def read_file(path: Path) -> bytes:
    """A directory file's bytes. Raises DirectoryRefused where it is too large or cannot be opened."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DirectoryRefused.of("directory.too_large", place=str(path), limit=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise DirectoryRefused.of("read.missing", place=str(path)) from fault
    except OSError as fault:
        raise DirectoryRefused.of("directory.unreadable", place=str(path), detail=fault.strerror or "") from fault


def import_content(
    office: Office,
    content: bytes,
    name: str,
    *,
    by: str,
    channel: str = "command line",
    preview: bool = False,
    expected: str | None = None,
) -> Imported:
    """The same for bytes that came with a name. ``expected`` is the digest of the changes that a person agreed to.

    Raises DirectoryRefused, and DirectoryMoved where the directory has changed since the preview.
    """
    file = read_directory(content, name)
    with office.database.reading() if preview else office.database.writing() as session:
        known = _known(session)
        check_directory(file, known)
        changes = apply_rows(session, file)
        done = _imported(file, known, changes, local_day(office_now(session)))
        if expected is not None and done.digest != expected:
            raise DirectoryMoved.of("directory.moved", place=name)
        if changes and not preview:
            detail = {
                "file": PurePath(name).name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "changes": [change.__dict__ for change in changes],
            }
            write(
                session,
                office_now(session),
                [Entry("directory.imported", "directory", actor=by, channel=channel, detail=detail)],
            )
        return done


def _imported(file: DirectoryFile, known: Sequence[Known], changes: Sequence[Change], today: date) -> Imported:
    listed = {row.key for row in file.agencies}
    places = {plain_place(row.province) for row in file.agencies}
    return Imported(
        file.province,
        len(file.agencies),
        tuple(changes),
        tuple(row.name for row in file.agencies if not row.contacts and (row.valid_to or today) >= today),
        tuple(each.names[0] for each in known if each.key not in listed and plain_place(each.province) in places),
        tuple(file.warnings),
    )


def export_directory(session: Session, province: str | None = None) -> Draft:
    """The directory of a province (of all, where none is named) in the shape of a directory file."""
    snapshot = Snapshot.load(session)
    aliases, contacts = defaultdict(list), defaultdict(list)
    for alias in session.exec(select(AgencyAlias).order_by(col(AgencyAlias.id))):
        aliases[alias.agency_key].append(alias.alias)
    for contact in session.exec(select(Contact).where(col(Contact.active)).order_by(col(Contact.id))):
        contacts[contact.agency_key].append(contact)
    wanted = plain_place(province) if province else None
    agencies = [agency for agency in snapshot.agencies.values() if wanted in (None, plain_place(agency.province))]
    made = Draft(next((agency.province for agency in agencies if agency.province), province or ""))
    for agency in agencies:
        row = {
            "key": agency.key,
            "name": agency.name,
            "kind": agency.kind,
            "level": agency.level,
            "province": None if agency.province == made.province else agency.province,
            "parent": agency.parent_key,
            "sign": agency.sign,
            "code": agency.code,
            "requested": agency.requested,
            "functions": agency.functions,
            "aliases": aliases[agency.key],
            "valid_from": agency.valid_from,
            "valid_to": agency.valid_to,
            "contacts": [_contact_row(contact) for contact in contacts[agency.key]],
        }
        made.agencies.append({key: value for key, value in row.items() if value not in (None, [], False)})
        for heir in snapshot.heirs.get(agency.key, ()):
            said = {
                "old": heir.old_key,
                "new": heir.new_key,
                "from": heir.valid_from,
                "function": heir.function,
                "source": heir.source,
            }
            made.successions.append({key: value for key, value in said.items() if value is not None})
    return made


def copy_directory(source: Office, target: Office) -> None:
    """Copy the whole directory, with who is away, into another office's database (a rehearsal's scratch one)."""
    with source.database.reading() as session:
        agencies = session.exec(select(Agency)).all()
        others = [*session.exec(select(AgencyAlias)), *session.exec(select(Succession))]
        people = session.exec(select(Contact).order_by(col(Contact.id))).all()
        absences = session.exec(select(Absence)).all()
    with target.database.writing() as session:
        # parents after their children would break the foreign key: all without a parent first, then the parents
        session.add_all([Agency(**{**agency.model_dump(), "parent_key": None}) for agency in agencies])
        session.flush()
        for agency in agencies:
            session.get_one(Agency, agency.key).parent_key = agency.parent_key
        session.add_all([type(row)(**row.model_dump(exclude={"id"})) for row in others])
        copied = {person.id: Contact(**person.model_dump(exclude={"id"})) for person in people}
        session.add_all(copied.values())
        session.flush()
        for absence in absences:
            instead = copied[absence.substitute_id].id if absence.substitute_id else None
            here = {"contact_id": copied[absence.contact_id].id, "substitute_id": instead}
            session.add(Absence(**{**absence.model_dump(exclude={"id"}), **here}))


def _known(session: Session) -> list[Known]:
    aliases = defaultdict(list)
    for alias in session.exec(select(AgencyAlias)):
        aliases[alias.agency_key].append(alias.alias)
    return [
        Known(
            agency.key, (agency.name, *aliases[agency.key]), agency.level, agency.province, agency.parent_key,
            agency.valid_from, agency.valid_to,
        )
        for agency in session.exec(select(Agency))
    ]  # fmt: skip


def _contact_row(contact: Contact) -> dict[str, Any]:
    row: dict[str, Any] = {
        "role": str(contact.role),
        "name": contact.name,
        "email": contact.email or "",
        "phone": contact.phone or "",
        "language": contact.language if contact.language != "vi" else None,
        "since": contact.since,
        "until": contact.until,
        "letter": contact.letter,
        "verified": contact.verified or None,
    }
    return {key: value for key, value in row.items() if value is not None}
