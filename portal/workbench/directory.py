"""The directory at the workbench: look up agencies, take it away as a workbook, bring one in after a preview."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from sqlmodel import Session, col, func, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import DondocError
from config.wording import say, say_or_none
from models.clock import local_day, office_now
from models.directory import LEVELS, Agency, AgencyAlias, Contact, Succession
from models.directory_file import MAX_BYTES, DirectoryFault, DirectoryRefused
from models.directory_workbook import directory_workbook
from models.functions import function_names
from models.heirs import exists, function_name
from models.naming import alphabetical, fold
from portal.attachments import MEDIA_TYPES, clean_name
from portal.portal import Portal, ThePortal
from portal.workbench.login import Officer, TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show
from tasks.directory import DirectoryMoved, Imported, export_directory, import_content
from tasks.directory_changes import Change

router = APIRouter(prefix="/ban-lam-viec")

LONGEST = 300
"""Agencies, changes or faults on one page; the rest is counted."""
KEPT = 20
"""Uploads that wait for their confirmation; an older one must be sent again."""


@dataclass(frozen=True)
class Listed:
    """An agency in the list: whether it exists today, how many contacts it has, how many are confirmed."""

    agency: Agency
    alive: bool
    contacts: int
    verified: int


@router.get("/danh-ba")
def directory_page(portal: ThePortal, officer: TheOfficer, request: Request) -> Response:
    """All agencies; the query ``tim`` looks into names, other names, keys, signs and codes."""
    with portal.office.database.reading() as session:
        return _directory(portal, session, request, officer)


@router.get("/co-quan/{key}")
def agency_page(portal: ThePortal, officer: TheOfficer, request: Request, key: str) -> Response:
    """One agency: its names and times, its contacts, whom it took over from and who took over from it."""
    with portal.office.database.reading() as session:
        agency = session.get(Agency, key)
        if agency is None:
            raise HTTPException(404)
        heirs = session.exec(select(Succession).order_by(col(Succession.valid_from), col(Succession.id))).all()
        names = {each.key: each.name for each in session.exec(select(Agency))}
        aliases = session.exec(select(AgencyAlias.alias).where(AgencyAlias.agency_key == key)).all()
        contacts = session.exec(
            select(Contact).where(Contact.agency_key == key, col(Contact.active)).order_by(col(Contact.id))
        ).all()
        context = {
            "agency": agency,
            "alive": exists(agency, local_day(office_now(session))),
            "kind": _label("kind", agency.kind),
            "level": _label("level", agency.level),
            "functions": [function_names().get(each, each) for each in agency.functions],
            "aliases": aliases,
            "contacts": [(each, _label("role", each.role)) for each in contacts],
            "after": [(each, names.get(each.new_key or ""), function_name(each.function)) for each in heirs if each.old_key == key],
            "before": [(each, names[each.old_key], function_name(each.function)) for each in heirs if each.new_key == key],
            "parent": names.get(agency.parent_key or ""),
        }  # fmt: skip
        return show(portal, session, request, officer, "directory_agency", context)


@router.get("/tep-danh-ba")
def directory_file(portal: ThePortal, officer: TheOfficer) -> Response:
    """The whole directory as a workbook that reads back to the same."""
    with portal.office.database.reading() as session:
        made = export_directory(session)
        day = local_day(office_now(session))
    name = f"danh-ba-{day.isoformat()}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(directory_workbook(made), media_type=MEDIA_TYPES["xlsx"], headers=headers)


@router.post("/xem-danh-ba")
def preview(portal: ThePortal, officer: TheOfficer, request: Request, sent: TheForm) -> Response:
    """Check an uploaded file whole and show what it would change; the directory stays as it is."""
    check_officer_mark(officer, sent)
    if sent.too_large or not sent.uploads:
        key = "directory.too_large" if sent.too_large else "web.directory.no_file"
        refused = DirectoryRefused.of(key, place=", ".join(sent.too_large) or None, limit=MAX_BYTES // 1_000_000)
        return _refused(portal, request, officer, refused)
    upload = sent.uploads[0]
    content, name = upload.content.read(MAX_BYTES + 1), clean_name(upload.name)
    return _preview(portal, request, officer, content, name)


@router.post("/ghi-danh-ba")
def confirm(portal: ThePortal, officer: TheOfficer, request: Request, sent: TheForm) -> Response:
    """Write what the officer saw in the preview, and nothing else."""
    check_officer_mark(officer, sent)
    path = _waiting(portal) / sent.text("file")
    if not re.fullmatch(r"[0-9a-f]{64}", sent.text("file")) or not path.is_file():
        return _refused(portal, request, officer, DirectoryRefused.of("web.directory.gone"), 409)
    content, name = path.read_bytes(), clean_name(sent.text("name"))
    try:
        import_content(portal.office, content, name, by=officer.name, channel="workbench", expected=sent.text("digest"))
    except DirectoryMoved as moved:
        return _preview(portal, request, officer, content, name, alert=moved, status=409)
    except DirectoryRefused as refused:
        return _refused(portal, request, officer, refused)
    path.unlink(missing_ok=True)
    return RedirectResponse("/ban-lam-viec/danh-ba?ok=directory", 303)


def _preview(
    portal: Portal,
    request: Request,
    officer: Officer,
    content: bytes,
    name: str,
    *,
    alert: DondocError | None = None,
    status: int = 200,
) -> Response:
    try:
        done = import_content(portal.office, content, name, by=officer.name, preview=True)
    except DirectoryRefused as refused:
        return _refused(portal, request, officer, refused)
    sha256 = _keep(portal, content)
    context = {
        "name": name,
        "file": sha256,
        "done": done,
        "changes": [_said(each) for each in done.changes[:LONGEST]],
        "left_out": max(0, len(done.changes) - LONGEST),
        "faults": (),
        "warnings": done.warnings[:LONGEST],
        "alert": alert,
    }
    with portal.office.database.reading() as session:
        return show(portal, session, request, officer, "directory_preview", context, status)


def _refused(
    portal: Portal, request: Request, officer: Officer, refused: DirectoryRefused, status: int = 422
) -> Response:
    """Every fault with its place and remedy; nothing was written."""
    faults: Sequence[DirectoryFault] = refused.findings
    context: dict[str, object] = {
        "name": refused.place or "",
        "file": "",
        "done": Imported("", 0, (), (), ()),
        "changes": (),
        "left_out": max(0, len(faults) - LONGEST),
        "faults": faults[:LONGEST],
        "warnings": refused.warnings[:LONGEST],
        "alert": refused,
    }
    with portal.office.database.reading() as session:
        return show(portal, session, request, officer, "directory_preview", context, status)


def _directory(portal: Portal, session: Session, request: Request, officer: Officer) -> Response:
    today, sought = local_day(office_now(session)), " ".join(request.query_params.get("tim", "").split())[:100]
    counts = {
        key: (whole, verified)
        for key, whole, verified in session.execute(
            select(Contact.agency_key, func.count(), func.count().filter(col(Contact.verified)))
            .where(col(Contact.active))
            .group_by(Contact.agency_key)
        )
    }
    agencies = session.exec(select(Agency)).all()
    found = _matching(session, agencies, sought) if sought else list(agencies)
    found.sort(key=lambda each: (not exists(each, today), _rank(each.level), alphabetical(each.name)))
    rows = [
        (Listed(each, exists(each, today), *counts.get(each.key, (0, 0))), _label("kind", each.kind), _label("level", each.level))
        for each in found[:LONGEST]
    ]  # fmt: skip
    context = {
        "rows": rows,
        "sought": sought,
        "whole": len(agencies),
        "found": len(found),
        "left_out": max(0, len(found) - LONGEST),
    }
    return show(portal, session, request, officer, "directory", context)


def _matching(session: Session, agencies: Sequence[Agency], sought: str) -> list[Agency]:
    folded, plain = fold(sought), sought.lower()
    aliases: dict[str, str] = {}
    for alias in session.exec(select(AgencyAlias)):
        aliases[alias.agency_key] = f"{aliases.get(alias.agency_key, '')} {alias.folded}"
    return [
        each
        for each in agencies
        if (folded and f" {folded}" in f" {fold(each.name)}{aliases.get(each.key, '')}")
        or plain in (each.key, (each.sign or "").lower(), (each.code or "").lower())
        or plain in each.key.split("-")
    ]


def _said(change: Change) -> tuple[str, str, str, str, str]:
    """Agency, what, from, to, key: what a person reads of a change."""
    what, _, role = change.what.partition(".")
    word = say(f"cli.directory.change.{what}", role=_label("role", role))
    return change.name or change.key, word, change.old, change.new, change.key


def _label(choices: str, code: str) -> str:
    return say_or_none(f"directory.{choices}.{code}") or code


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _waiting(portal: Portal) -> Path:
    return portal.office.settings.data_dir / "directory-uploads"


def _keep(portal: Portal, content: bytes) -> str:
    """Put an upload aside until it is confirmed; only the newest are kept."""
    folder, sha256 = _waiting(portal), hashlib.sha256(content).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sha256).write_bytes(content)
    for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
    return sha256
