"""Bringing a directory file into the database and out again: checked whole, shown first, journalled."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, delete, select

from config.wording import say
from models.agencies import Snapshot
from models.bodies import Draft
from models.clock import office_now
from models.directory import Agency, AgencyAlias, Contact, Succession
from models.directory_check import Known, check_directory
from models.directory_file import AgencyRow, ContactRow, DirectoryFile, DirectoryRefused, read_directory
from models.heirs import show
from models.journal import Entry, write
from models.naming import fold, plain_place
from tasks.office import Office

FIELDS = ("name", "kind", "level", "parent_key", "sign", "code", "requested", "functions", "valid_from", "valid_to")


@dataclass(frozen=True)
class Change:
    """One difference between the file and the database: of which agency, in which field, from what to what.

    ``what`` is "added" for a new agency, else the field's name; contacts are named by role only, so that the
    journal keeps no telephone numbers.
    """

    key: str
    name: str
    what: str
    old: str = ""
    new: str = ""


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


def import_directory(office: Office, path: Path, *, by: str = "dondoc", preview: bool = False) -> Imported:
    """Bring a directory file in. Raises DirectoryRefused with every fault; then nothing was written.

    Importing the same file again changes nothing.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise DirectoryRefused.of("directory.unreadable", place=str(path), detail=fault.strerror or "") from fault
    file = read_directory(content, str(path))
    with office.database.reading() if preview else office.database.writing() as session:
        known = _known(session, file.province)
        check_directory(file, known)
        changes = _apply(session, file)
        if changes and not preview:
            digest = hashlib.sha256(content).hexdigest()
            detail = {"file": path.name, "sha256": digest, "changes": [change.__dict__ for change in changes]}
            write(
                session,
                office_now(session),
                [Entry("directory.imported", "directory", actor=by, channel="command line", detail=detail)],
            )
        return Imported(
            file.province,
            len(file.agencies),
            tuple(changes),
            tuple(row.name for row in file.agencies if not row.contacts),
            tuple(each.names[0] for each in known if each.key not in {row.key for row in file.agencies}),
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
    made = Draft(province or next((agency.province for agency in agencies), ""))
    for agency in agencies:
        row = {
            "key": agency.key,
            "name": agency.name,
            "kind": agency.kind,
            "level": agency.level,
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
    """Copy the whole directory into another office's database (a rehearsal's scratch one)."""
    with source.database.reading() as session:
        agencies = session.exec(select(Agency)).all()
        others = [*session.exec(select(AgencyAlias)), *session.exec(select(Contact)), *session.exec(select(Succession))]
    with target.database.writing() as session:
        # parents after their children would break the foreign key: all without a parent first, then the parents
        session.add_all([Agency(**{**agency.model_dump(), "parent_key": None}) for agency in agencies])
        session.flush()
        for agency in agencies:
            session.get_one(Agency, agency.key).parent_key = agency.parent_key
        session.add_all([type(row)(**row.model_dump(exclude={"id"})) for row in others])


def _known(session: Session, province: str) -> list[Known]:
    aliases = defaultdict(list)
    for alias in session.exec(select(AgencyAlias)):
        aliases[alias.agency_key].append(alias.alias)
    place = plain_place(province)
    return [
        Known(agency.key, (agency.name, *aliases[agency.key]), agency.parent_key, agency.valid_from, agency.valid_to)
        for agency in session.exec(select(Agency))
        if plain_place(agency.province) == place
    ]


def _apply(session: Session, file: DirectoryFile) -> list[Change]:
    agencies = {agency.key: agency for agency in session.exec(select(Agency))}
    aliases: dict[str, dict[str, AgencyAlias]] = defaultdict(dict)
    for alias in session.exec(select(AgencyAlias)):
        aliases[alias.agency_key][alias.alias] = alias
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for contact in session.exec(select(Contact).order_by(col(Contact.id))):
        contacts[contact.agency_key].append(contact)
    changes: list[Change] = []
    for row in file.agencies:
        _foreign(file, row, agencies.get(row.key))
        if row.key not in agencies:
            agencies[row.key] = Agency(key=row.key, name=row.name, level=row.level, province=file.province)
            session.add(agencies[row.key])
            changes.append(Change(row.key, row.name, "added"))
    session.flush()
    added = {change.key for change in changes}
    for row in file.agencies:
        said = _fields(session, row, agencies[row.key]) + _aliases(session, row, aliases[row.key])
        said += _contacts(session, row, contacts[row.key])
        if row.key not in added:
            changes.extend(said)
    session.flush()
    return changes + _successions(session, file)


def _foreign(file: DirectoryFile, row: AgencyRow, agency: Agency | None) -> None:
    """A key that another province uses already would silently move its agency here."""
    if agency is not None and plain_place(agency.province) != plain_place(file.province):
        place = f"{file.place}:{row.line}"
        raise DirectoryRefused.of("directory.foreign_key", place=place, key=row.key, province=agency.province)


def _fields(session: Session, row: AgencyRow, agency: Agency) -> list[Change]:
    wanted: dict[str, Any] = {field: getattr(row, "parent" if field == "parent_key" else field) for field in FIELDS}
    wanted["functions"] = list(row.functions)
    changes = []
    for field, value in wanted.items():
        old = getattr(agency, field)
        if old != value:
            changes.append(Change(row.key, row.name, field, _said(old), _said(value)))
            setattr(agency, field, value)
    session.add(agency)
    return changes


def _aliases(session: Session, row: AgencyRow, known: dict[str, AgencyAlias]) -> list[Change]:
    wanted = dict.fromkeys(row.aliases)
    if list(known) == list(wanted):
        return []
    for alias, kept in known.items():
        if alias not in wanted:
            session.delete(kept)
    for alias in wanted:
        if alias not in known:
            session.add(AgencyAlias(agency_key=row.key, alias=alias, folded=fold(alias)))
    if set(known) == set(wanted):
        return []
    return [Change(row.key, row.name, "aliases", ", ".join(known), ", ".join(wanted))]


def _contacts(session: Session, row: AgencyRow, known: Sequence[Contact]) -> list[Change]:
    """Match contacts by role and address; one whose address changed must be verified anew; the rest retire."""
    left = list(known)
    changes = []
    for wanted in row.contacts:
        kept = _same_person(left, wanted)
        if kept is None:
            kept = Contact(agency_key=row.key, role=wanted.role, name=wanted.name)
            changes.append(Change(row.key, row.name, f"contact.{wanted.role}", "", say("directory.change.added")))
        else:
            left.remove(kept)
            moved = (kept.email, kept.phone) != (wanted.email, wanted.phone)
            if moved or not kept.active or (kept.name, kept.language) != (wanted.name, wanted.language):
                changes.append(Change(row.key, row.name, f"contact.{wanted.role}", "", say("directory.change.changed")))
            kept.verified = kept.verified and not moved
        kept.name, kept.email, kept.phone, kept.language = wanted.name, wanted.email, wanted.phone, wanted.language
        kept.active = True
        session.add(kept)
    for gone in left:
        if gone.active:
            changes.append(Change(row.key, row.name, f"contact.{gone.role}", "", say("directory.change.retired")))
            gone.active = False
            session.add(gone)
    return changes


def _same_person(known: Sequence[Contact], wanted: ContactRow) -> Contact | None:
    here = [contact for contact in known if contact.role == wanted.role]
    same_email = [contact for contact in here if wanted.email and contact.email == wanted.email]
    same_phone = [contact for contact in here if wanted.phone and contact.phone == wanted.phone]
    same_name = [contact for contact in here if contact.name == wanted.name]
    return next(iter([*same_email, *same_phone, *same_name]), None)


def _successions(session: Session, file: DirectoryFile) -> list[Change]:
    """The file's rows replace what is kept for the agencies that it lists."""
    keys = [row.key for row in file.agencies]
    kept = [heir for heir in session.exec(select(Succession)) if heir.old_key in set(keys)]
    wanted = {(row.old, row.new, row.valid_from, row.function, row.source) for row in file.successions}
    known = {(heir.old_key, heir.new_key, heir.valid_from, heir.function, heir.source) for heir in kept}
    gone = [
        heir.id
        for heir in kept
        if (heir.old_key, heir.new_key, heir.valid_from, heir.function, heir.source) not in wanted
    ]
    if gone:
        session.execute(delete(Succession).where(col(Succession.id).in_(gone)))
    for old, new, since, function, source in sorted(wanted - known, key=str):
        session.add(Succession(old_key=old, new_key=new, valid_from=since, function=function, source=source))
    session.flush()
    return [
        Change(
            old,
            new or "",
            "succession",
            *(("", show(since)) if (old, new, since, function, source) in wanted else (show(since), "")),
        )
        for old, new, since, function, source in sorted(wanted ^ known, key=str)
    ]


def _contact_row(contact: Contact) -> dict[str, Any]:
    row = {"role": str(contact.role), "name": contact.name, "email": contact.email or "", "phone": contact.phone or ""}
    return row if contact.language == "vi" else {**row, "language": contact.language}


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
