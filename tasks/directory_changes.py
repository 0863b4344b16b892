"""What a directory file changes in the database: rows compared one by one, every difference said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from config.wording import say
from models.directory import Agency, AgencyAlias, Contact, Succession
from models.directory_rows import AgencyRow, ContactRow, DirectoryFile
from models.heirs import show
from models.naming import fold

FIELDS = (
    "name", "kind", "level", "parent_key", "sign", "code", "requested", "functions", "valid_from", "valid_to",
)  # fmt: skip
PERSON = ("name", "email", "phone", "language", "since", "until", "letter")
"""What a file says of a contact; ``verified`` is never set from a file."""


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


def apply_rows(session: Session, file: DirectoryFile) -> list[Change]:
    """Bring the rows of a checked file into the session and say what that changes. Nothing is committed.

    New agencies come after those that are there, in the file's order.
    """
    agencies = {agency.key: agency for agency in session.exec(select(Agency))}
    aliases: dict[str, dict[str, AgencyAlias]] = defaultdict(dict)
    for alias in session.exec(select(AgencyAlias)):
        aliases[alias.agency_key][alias.alias] = alias
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for contact in session.exec(select(Contact).order_by(col(Contact.id))):
        contacts[contact.agency_key].append(contact)
    changes: list[Change] = []
    last = max((agency.position for agency in agencies.values()), default=0)
    for row in file.agencies:
        if row.key not in agencies:
            last += 1
            agencies[row.key] = Agency(
                key=row.key, name=row.name, level=row.level, province=row.province, position=last
            )
            session.add(agencies[row.key])
            changes.append(Change(row.key, row.name, "added"))
    session.flush()
    added = {change.key for change in changes}
    new: list[Contact] = []
    for row in file.agencies:
        said = _fields(session, row, agencies[row.key], file.silent)
        if "aliases" not in file.silent:
            said += _aliases(session, row, aliases[row.key])
        said += _contacts(session, row, contacts[row.key], file.silent, new)
        if row.key not in added:
            changes.extend(said)
    session.flush()
    if new:  # in one statement: rows that were added one by one are asked for their numbers one by one
        session.execute(insert(Contact), [contact.model_dump(exclude={"id"}) for contact in new])
    return changes + _successions(session, file)


def _fields(session: Session, row: AgencyRow, agency: Agency, silent: frozenset[str]) -> list[Change]:
    wanted: dict[str, Any] = {field: getattr(row, "parent" if field == "parent_key" else field) for field in FIELDS}
    wanted["functions"] = list(row.functions)
    changes = []
    for field, value in wanted.items():
        if field.removesuffix("_key") in silent:
            continue
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


def _contacts(
    session: Session, row: AgencyRow, known: Sequence[Contact], silent: frozenset[str], new: list[Contact]
) -> list[Change]:
    """Match contacts by role and address; one whose address changed must be verified anew; the rest retire.

    Who was not known comes into ``new``.
    """
    left = list(known)
    spoken = [field for field in PERSON if f"contacts.{field}" not in silent]
    changes = []
    for wanted in row.contacts:
        kept = _same_person(left, wanted)
        if kept is None:
            kept = Contact(agency_key=row.key, role=wanted.role, name=wanted.name)
            new.append(kept)
            changes.append(Change(row.key, row.name, f"contact.{wanted.role}", "", say("directory.change.added")))
        else:
            left.remove(kept)
            if not kept.active or any(getattr(kept, field) != getattr(wanted, field) for field in spoken):
                changes.append(Change(row.key, row.name, f"contact.{wanted.role}", "", say("directory.change.changed")))
            if (kept.email, kept.phone) != (wanted.email, wanted.phone):
                kept.verified, kept.verified_at, kept.bounced_at = False, None, None
        for field in spoken:
            setattr(kept, field, getattr(wanted, field))
        kept.active = True
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
    """The file's rows replace what is kept for the agencies that it lists, and are added to what others have."""
    listed = {row.key for row in file.agencies}
    olds = listed | {row.old for row in file.successions}
    kept = [heir for heir in session.exec(select(Succession)) if heir.old_key in olds]
    wanted = {(row.old, row.new, row.valid_from, row.function, row.source) for row in file.successions}
    known = {_meaning(heir) for heir in kept}
    gone = {each for each in known - wanted if each[0] in listed}
    rows = [heir.id for heir in kept if _meaning(heir) in gone]
    if rows:
        session.execute(delete(Succession).where(col(Succession.id).in_(rows)))
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
        for old, new, since, function, source in sorted(wanted - known | gone, key=str)
    ]


def _meaning(heir: Succession) -> tuple[str, str | None, date, str | None, str]:
    return heir.old_key, heir.new_key, heir.valid_from, heir.function, heir.source


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return say("directory.requested.yes" if value else "directory.requested.no")
    if isinstance(value, date):
        return show(value)
    return "" if value is None else str(value)
