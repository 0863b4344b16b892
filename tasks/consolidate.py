"""The consolidated report of a round: counted at a moment, written as Word and Markdown, kept version by version."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from config.errors import DondocError
from config.wording import say
from models.clock import at_office, local_day
from models.directory import Agency
from models.journal import Entry, write
from models.plan import Plan
from models.round import Round, RoundState
from models.tally import Tally, tally
from tasks.consolidated.content import annex_details, annex_rows, body, opening
from tasks.consolidated.render import render_markdown, render_word
from tasks.consolidated.scene import Scene
from tasks.facts import round_facts
from tasks.office import Office
from tasks.paper.shelf import shelf_of
from tasks.paper.wording import file_stem, letterhead, moment_text, period_text, plan_text
from tasks.versions import acts_since

PARTICULARS = "report.json"
"""Beside each version: when, by whom, up to when, figures, and the digest of what it says."""


class ConsolidateError(DondocError):
    """A report that cannot be written as asked."""


@dataclass(frozen=True)
class Consolidated:
    """One version of a round's report. ``repeated``: nothing had changed, the latest version still holds."""

    round_id: str
    version: int
    docx: Path
    markdown: Path
    tally: Tally
    repeated: bool = False

    @property
    def paths(self) -> dict[str, Path]:
        """The files by format."""
        return {"docx": self.docx, "md": self.markdown}


def consolidate(office: Office, round_id: str, now: datetime, *, by: str, as_of: date | None = None) -> Consolidated:
    """Write a round's report under data_dir/reports/ROUND/vN, and a journal entry.

    ``as_of`` replays an earlier day: only what was known by its end is counted. The same content is not written
    twice: then the version that holds it is returned. Raises ConsolidateError for an unknown round or a day to come.
    """
    if as_of is not None and as_of > local_day(now):
        today = f"{local_day(now):%d/%m/%Y}"
        raise ConsolidateError.of("consolidate.ahead", place=round_id, day=f"{as_of:%d/%m/%Y}", today=today)
    moment = min(now, _end_of(as_of)) if as_of else now
    with office.database.writing() as session:
        scene = scene_of(session, round_id, moment)
        if scene.round.opened_at is None:
            raise ConsolidateError.of("consolidate.unopened", place=round_id, round=scene.round.name)
        context = _context(scene)
        folder = folder_of(office, round_id)
        folder.mkdir(parents=True, exist_ok=True)
        stem = file_stem(scene.plan, scene.round, scene.office.sign or scene.office.key.upper())
        last = _versions(folder)[-1:]
        digest = _digest(context, moment)
        if last and _particulars(folder, last[0]).get("digest") == digest:
            return _made(scene, folder, last[0], stem, repeated=True)
        version = (last or [0])[0] + 1
        context["trace"] = _trace(scene, version, now)
        particulars = {
            "round": round_id,
            "version": version,
            "written_at": now.isoformat(),
            "by": by,
            "as_of": moment.isoformat(),
            "digest": digest,
            "figures": {"ordered": vars(scene.tally.ordered), "requested": vars(scene.tally.requested)},
            "versions": {line.fact.request_id: line.latest.version for line in scene.tally.lines if line.latest},
        }
        files = _write(folder, version, stem, context, particulars) if office.papers else {}
        detail = {**particulars, "files": files}
        write(session, now, [Entry("round.consolidated", round_id, actor=by, channel="report", detail=detail)])
        return _made(scene, folder, version, stem)


def folder_of(office: Office, round_id: str) -> Path:
    """Where a round's reports lie, in one folder for each version."""
    return shelf_of(office.reports_dir, round_id)


def scene_of(session: Session, round_id: str, moment: datetime) -> Scene:
    """All that the report of a round is made of, as known at ``moment``. Raises ConsolidateError."""
    kept = session.get(Round, round_id)
    if kept is None:
        raise ConsolidateError.of("consolidate.unknown", place=round_id, round=round_id)
    plan = session.get_one(Plan, kept.plan_key)
    facts = round_facts(session, round_id)
    following = session.exec(
        select(Round)
        .where(Round.plan_key == plan.key, Round.due_at > kept.due_at, Round.state != RoundState.CANCELLED)
        .order_by(col(Round.due_at))
        .limit(1)
    ).first()
    return Scene(
        plan=plan,
        round=kept,
        office=session.get_one(Agency, plan.coordinator_key),
        authority=plan.issuer,
        facts=facts,
        tally=tally(facts.requests, moment),
        following=following,
        amending=acts_since(session, plan, moment),
    )


def _context(scene: Scene) -> dict[str, Any]:
    """What the templates print; everything but the trace decides whether a new version is needed."""
    kind = scene.office.kind if scene.office.kind in ("department", "room", "office") else "other"
    return {
        **letterhead(scene.plan, scene.office, scene.as_of.year),
        "title": say("consolidate.title", plan=plan_text(scene.plan)),
        "period": say("consolidate.period", period=_capital(period_text(scene.round))),
        "to": say("consolidate.to", authority=scene.authority),
        "opening": opening(scene),
        "blocks": body(scene),
        "signer": say(f"consolidate.signer.{kind}"),
        "copies": [say("consolidate.copy.same"), say("consolidate.copy.asked")],
        "file_note": say("consolidate.copy.file"),
        "annex": annex_rows(scene),
        "annex_one": say("consolidate.annex.one"),
        "annex_one_title": say("consolidate.annex.one.title"),
        "annex_two": say("consolidate.annex.two"),
        "annex_two_title": say("consolidate.annex.two.title"),
        "details": annex_details(scene),
        "none": say("consolidate.annex.none"),
    }


def _digest(context: dict[str, Any], moment: datetime) -> str:
    """SHA-256 of what the report says; the hour up to which it counts is no news by itself."""
    said = json.dumps(context, sort_keys=True, ensure_ascii=False).replace(moment_text(moment), "")
    return hashlib.sha256(said.encode()).hexdigest()


def _trace(scene: Scene, version: int, now: datetime) -> str:
    reports = sum(1 for line in scene.tally.lines for known in line.fact.versions if known.submitted_at <= scene.as_of)
    return say(
        "consolidate.annex.trace",
        version=version,
        at=moment_text(now),
        reports=reports,
        as_of=moment_text(scene.as_of),
    )


def _write(
    folder: Path, version: int, stem: str, context: dict[str, Any], particulars: dict[str, Any]
) -> dict[str, str]:
    """Write a version's files beside and move them into place at once; returns file name -> SHA-256."""
    beside = Path(tempfile.mkdtemp(prefix=".v", dir=folder))
    try:
        render_word(context, beside / f"{stem}.docx")
        (beside / f"{stem}.md").write_text(render_markdown(context), "utf-8")
        (beside / PARTICULARS).write_text(json.dumps(particulars, ensure_ascii=False, indent=1), "utf-8")
        files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(beside.iterdir())}
        beside.chmod(0o755)
        beside.rename(folder / f"v{version}")
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return files


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _made(scene: Scene, folder: Path, version: int, stem: str, *, repeated: bool = False) -> Consolidated:
    there = folder / f"v{version}"
    return Consolidated(scene.round.id, version, there / f"{stem}.docx", there / f"{stem}.md", scene.tally, repeated)


def _versions(folder: Path) -> list[int]:
    return sorted(int(path.name[1:]) for path in folder.glob("v*") if re.fullmatch(r"v\d+", path.name))


def _particulars(folder: Path, version: int) -> dict[str, Any]:
    path = folder / f"v{version}" / PARTICULARS
    known: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return known


def _end_of(day: date) -> datetime:
    return at_office(day, time()) + timedelta(days=1, microseconds=-1)
