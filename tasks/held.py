"""Many acts of one transaction, done together: what they need is read at once, what they write is put down at once.

One act on one request takes some twenty statements. A rehearsal in which a hundred agencies answer at one moment needs
hardly more for all of them. Every act works alone as well, and says the same: tests/tasks/test_held.py plays both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from models.extension import Extension, ExtensionState
from models.link import extend_links
from models.plan import Responsibility
from models.report import Report, ReportState
from models.round import Request, RequestItem, Round
from notifications.compose import cancel_all
from tasks.letters import Post, batches, hold_desk
from tasks.office import Office

_HELD = "held together"
_TABLES = SQLModel.metadata.tables
Rows = list[dict[str, Any]]


@dataclass
class Version:
    """An answer that has no number yet: its rows, and the journal's details that will name it ("report")."""

    report: Report
    rows: Mapping[str, Rows]
    named_in: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Held:
    """What the acts of one transaction share. The requests are locked until it ends.

    ``drafts`` are unsent answers, ``sent`` the newest version of each request, ``pleading`` those with an open plea.
    ``versions`` (by identity of the report), ``post``, ``rows`` (by table), ``withdrawn`` (kinds and reason ->
    requests) and ``links`` (request, end of its links) are put down at the end.
    """

    post: Post
    requests: dict[str, Request] = field(default_factory=dict)
    duties: dict[str, list[Responsibility]] = field(default_factory=lambda: defaultdict(list))
    drafts: dict[str, Report] = field(default_factory=dict)
    sent: dict[str, Report] = field(default_factory=dict)
    pleading: set[str] = field(default_factory=set)
    versions: dict[int, Version] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    withdrawn: dict[tuple[tuple[str, ...], str], list[str]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[str, datetime]] = field(default_factory=list)


def held(session: Session, request_id: str) -> Held | None:
    """What is held for acts on this request; None where each works alone."""
    found: Held | None = session.info.get(_HELD)
    return found if found is not None and request_id in found.requests else None


@contextmanager
def hold_together(office: Office, session: Session, now: datetime, request_ids: Iterable[str]) -> Iterator[None]:
    """Do acts on these requests together. Nobody else changes the requests, or people, until the transaction ends."""
    kept = session.info[_HELD] = Held(Post(office.settings.mail_domain, office.secret))
    for some in batches(sorted(request_ids)):
        _read(session, kept, some)
    rounds: dict[str, list[str]] = defaultdict(list)
    for request in kept.requests.values():
        rounds[request.round_id].append(request.agency_key)
    for round_id, keys in rounds.items():
        hold_desk(session, session.get_one(Round, round_id), office.settings, keys)
    try:
        yield
    finally:
        del session.info[_HELD]
    _put_down(session, now, kept)


def append(session: Session, request_id: str, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to a table that nobody reads before the transaction ends, at once or together with others'."""
    if not rows:
        return
    together = held(session, request_id)
    if together is not None:
        together.rows[table] += map(dict, rows)
    else:
        session.connection().execute(insert(_TABLES[table]), list(rows))


def put_version(session: Session, report: Report, rows: Mapping[str, Rows]) -> None:
    """Write an answer's rows (by table, without ``report_id``), in place of those that it had."""
    together = held(session, report.request_id)
    if report.id is not None:
        for table in rows:
            session.execute(delete(_TABLES[table]).where(_TABLES[table].c.report_id == report.id))
    if together is not None:
        together.versions[id(report)] = Version(report, rows)
        return
    session.flush()
    for table, some in rows.items():
        append(session, report.request_id, table, _numbered(report, some))


def name_version(session: Session, report: Report, detail: dict[str, Any]) -> None:
    """Put an answer's number into a journal entry's detail: now, or as soon as it has one."""
    detail["report"] = report.id
    if (together := held(session, report.request_id)) is not None:
        together.versions[id(report)].named_in.append(detail)


def _numbered(report: Report, rows: Rows) -> Rows:
    return [{"report_id": report.id, **row} for row in rows]


# built once, for each moment of a rehearsal reads these
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_REQUESTS = (
    select(Request)
    .where(col(Request.id).in_(_IDS))
    .order_by(col(Request.id))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_ITEMS = (
    columns(col(RequestItem.request_id), col(RequestItem.responsibility_id))
    .where(col(RequestItem.request_id).in_(_IDS))
    .order_by(col(RequestItem.request_id), col(RequestItem.position))
)
_DUTIES = select(Responsibility).where(col(Responsibility.id).in_(_IDS))
_REPORTS = select(Report).where(col(Report.request_id).in_(_IDS)).order_by(col(Report.version))
_PLEAS = select(Extension.request_id).where(
    Extension.state == ExtensionState.ASKED, col(Extension.request_id).in_(_IDS)
)


def _read(session: Session, kept: Held, some: Sequence[str]) -> None:
    """All that acts on some requests look at, in five statements."""
    bound = {"ids": list(some)}
    for request in session.execute(_REQUESTS, bound).scalars():
        kept.requests[request.id] = request
    items = session.execute(_ITEMS, bound).all()
    # each duty once: a round asks many agencies for the same few, and their lists are JSON
    duties = {
        duty.id: duty for duty in session.execute(_DUTIES, {"ids": sorted({each[1] for each in items})}).scalars()
    }
    for request_id, duty_id in items:
        kept.duties[request_id].append(duties[duty_id])
    for report in session.execute(_REPORTS, bound).scalars():
        (kept.drafts if report.state == ReportState.DRAFT else kept.sent)[report.request_id] = report
    kept.pleading |= set(session.execute(_PLEAS, bound).scalars())


def _put_down(session: Session, now: datetime, kept: Held) -> None:
    _number_reports(session)
    session.flush()
    for version in kept.versions.values():
        for table, rows in version.rows.items():
            kept.rows[table] += _numbered(version.report, rows)
        for detail in version.named_in:
            detail["report"] = version.report.id
    for table, rows in kept.rows.items():
        if rows:
            session.connection().execute(insert(_TABLES[table]), rows)
    for (kinds, reason), ids in kept.withdrawn.items():
        for some in batches(ids):
            cancel_all(session, some, kinds, reason)
    extend_links(session, kept.links)
    kept.post.send(session, now)


def _number_reports(session: Session) -> None:
    """Give new answers the numbers that SQLite would give them, where it has a writer alone and counts on from the last.

    SQLAlchemy asks SQLite for the number of each row by itself: a statement for each answer (other databases tell
    many at once). The order is that in which they were added.
    """
    new = [report for report in session.new if isinstance(report, Report) and report.id is None]
    if len(new) > 1 and session.get_bind().dialect.name == "sqlite":
        last = session.connection().execute(_LAST).scalar() or 0  # the session itself would write them first
        for number, report in enumerate(new, start=last + 1):
            report.id = number


_LAST = select(func.max(Report.id))
