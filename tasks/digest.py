"""Never two messages where one digest will do: what urges one person in one half day travels together.

Just before messages may leave, those of the kinds in DIGESTIBLE to the same address in the same language are put
into one digest; the originals are not sent, each says which digest carried it, and `dondoc why` tells both. All of
it is one transaction: after a kill everything is as before, or done. What is answered before the digest leaves is
taken out of it (notifications.compose.still_waiting); a digest with nothing left is cancelled.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, literal_column, tuple_, update
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from config.settings import OFFICE_ZONE
from config.wording import say
from config.workdays import add_working_days
from models.clock import at_office, local_day
from models.journal import Entry, write
from models.ladder import Ladder, within_hours
from models.outbox import Message, MessageState
from notifications.compose import Letter, queue
from tasks.digest_ahead import Reader, await_coming, coming_letters
from tasks.hours import Hours, leaves
from tasks.office import Office

URGING = ("reminder", "overdue")
DIGESTIBLE = ("request", *URGING, "draft_letter", "listed", "decide", "review", "plea")
"""What may travel with others. Receipts, returned reports and answers to pleas are about one thing, and go alone."""
NAMED = 6
"""Agencies that a line about many names; the rest is on the page behind its link."""
NOON = time(12)
OFFICE_OPENS = time(7, 30)

_T = SQLModel.metadata.tables[str(Message.__tablename__)]
# written out, not bound: SQLite uses the partial index ix_message_due only where it can see the condition
_WAITS: ColumnElement[bool] = literal_column("state IN ('queued', 'sending', 'unknown')")
_RIPE: list[Any] = [
    _WAITS,
    _T.c.state == MessageState.QUEUED.value,
    _T.c.next_attempt_at < bindparam("until"),
    _T.c.attempts == 0,
    _T.c.kind.in_(DIGESTIBLE),
    _T.c.channel.in_(("email", "sms")),
    _T.c.round_id.is_not(None),
]
"""The conditions of a message that may be put into a digest now; ``until`` is the end of the half day."""
_PERSON = (_T.c.channel, _T.c.address, _T.c.language)
# built once: each pass over the outbox asks these
_CROWDED = (
    select(*_PERSON)
    .where(*_RIPE)
    .group_by(*_PERSON)
    .having(func.count() > 1, func.min(_T.c.next_attempt_at) <= bindparam("now", type_=_T.c.next_attempt_at.type))
)
MOMENT = timedelta(microseconds=1)
# the time alone narrows it down: given more to choose from, SQLite walks through every message there ever was
_DUE = columns(
    _T.c.id, _T.c.kind, _T.c.state, _T.c.attempts, _T.c.round_id, _T.c.agency_key, _T.c.audience, _T.c.channel
).where(_WAITS, _T.c.next_attempt_at <= bindparam("now"))


def gather(office: Office, now: datetime, hours: Hours | None = None) -> int:
    """Bring waiting digests up to date, make new ones, hold back what is over the cap; returns how many were made.

    Idempotent: what travels already is not gathered again. Two that gather at once share the work.
    """
    hours = hours or Hours(office.database)
    with office.database.reading() as session:
        due = session.execute(_DUE, {"now": now}).all()
        ladders = hours.of(session, {row.round_id for row in due if row.round_id})
        full = any(ladder.cap for ladder in ladders.values())
        coming = _coming(session, due, now)
        if not (full or coming or _digests(due) or (due and _crowded(session, now))):
            return 0
    with office.database.writing() as session:
        _freshen(session, now)
        if coming:
            await_coming(_due_now(session, now), coming, half_day_ends(now))
            session.flush()
        made = _gather(office, session, now, hours)
        if full:
            _hold_back(session, now, ladders)
    return made


def half_day_ends(now: datetime) -> datetime:
    """Noon, or midnight, of the office's day: what may leave until then travels together."""
    local = now.astimezone(OFFICE_ZONE)
    day = local.date()
    return at_office(day, NOON) if local.time() < NOON else at_office(day + timedelta(days=1), time())


def _coming(session: Session, due: Sequence[Row[Any]], now: datetime) -> Mapping[Reader, datetime]:
    """Whom a step will write to within this half day; empty where nobody of them has a letter that is due."""
    readers = {
        (row.agency_key, row.audience, row.channel)
        for row in due
        if row.state == MessageState.QUEUED
        and row.attempts == 0
        and row.kind in DIGESTIBLE
        and row.channel in ("email", "sms")
        and row.round_id
    }
    coming = coming_letters(session, now, half_day_ends(now)) if readers else {}
    return {reader: at for reader, at in coming.items() if reader in readers}


def _digests(due: Sequence[Row[Any]]) -> list[int]:
    """The digests that wait and are due, the oldest first."""
    return sorted(row.id for row in due if row.kind == "digest" and row.state == MessageState.QUEUED)


def _due_now(session: Session, now: datetime) -> Sequence[Message]:
    query = select(Message).where(*_RIPE).order_by(col(Message.id))
    return session.exec(query.with_for_update(skip_locked=True, key_share=True), params={"until": now + MOMENT}).all()


def _crowded(session: Session, now: datetime) -> list[tuple[str, str, str]]:
    """(channel, address, language) of everybody who would get two or more, one of them now."""
    bound = {"now": now, "until": half_day_ends(now)}
    return [(row[0], row[1], row[2]) for row in session.execute(_CROWDED, bound)]


def _gather(office: Office, session: Session, now: datetime, hours: Hours) -> int:
    crowded = _crowded(session, now)
    made: list[tuple[Letter, list[Message]]] = []
    for start in range(0, len(crowded), 200):
        some = crowded[start : start + 200]
        query = select(Message).where(*_RIPE, tuple_(*_PERSON).in_(some)).order_by(col(Message.id))
        query = query.with_for_update(skip_locked=True, key_share=True)
        groups: dict[tuple[str, str, str], list[Message]] = defaultdict(list)
        for message in session.execute(query, {"until": half_day_ends(now)}).scalars():
            groups[message.channel, message.address, message.language].append(message)
        for waiting in groups.values():
            messages = [each for each in waiting if _may_leave(session, hours, each, now)]
            if len(messages) > 1:
                made.append((_digest(messages, now), messages))
    if not made:
        return 0
    queue(session, now, [letter for letter, _ in made], mail_domain=office.settings.mail_domain)
    _carry(session, now, made)
    return len(made)


def _may_leave(session: Session, hours: Hours, message: Message, now: datetime) -> bool:
    """Whether a message may leave now by the hours of its own round and step: a digest takes nothing along at night."""
    round_id = message.round_id or ""
    return leaves(hours.of(session, [round_id])[round_id], message.channel, message.step, now) <= now


def _carry(session: Session, now: datetime, made: Sequence[tuple[Letter, list[Message]]]) -> None:
    """Mark the originals as travelling, by one statement."""
    ids: dict[str, int] = {}
    keys = [letter.dedupe_key for letter, _ in made]
    for start in range(0, len(keys), 500):
        rows = session.execute(select(_T.c.dedupe_key, _T.c.id).where(_T.c.dedupe_key.in_(keys[start : start + 500])))
        ids |= {row[0]: row[1] for row in rows}
    values, entries = [], []
    for letter, messages in made:
        carrier = ids[letter.dedupe_key]
        inside = say(f"digest.inside.{letter.channel}", id=carrier)
        values += [{"b_id": each.id, "b_with": carrier, "b_why": f"{inside}; {each.reason}"} for each in messages]
        detail = {"digest": carrier, "inside": [each.id for each in messages]}
        entries.append(Entry("message.gathered", letter.round_id or "", why=letter.reason, detail=detail))
    session.connection().execute(_TRAVELS, values)
    for _, messages in made:
        for each in messages:
            session.expire(each)
    write(session, now, entries)


_TRAVELS = (
    update(_T)
    .where(_T.c.id == bindparam("b_id"), _T.c.state == MessageState.QUEUED.value)
    .values(
        state=MessageState.SKIPPED.value,
        travels_with=bindparam("b_with"),
        reason=bindparam("b_why"),
        next_attempt_at=None,
    )
)


def _digest(messages: Sequence[Message], now: datetime) -> Letter:
    """One letter in place of several; the most urgent stands first, and lends it plan, round and hours."""
    ordered = sorted(messages, key=_urgency)
    first = ordered[0]
    names = list(dict.fromkeys(message.recipient for message in ordered))
    agencies = {message.agency_key for message in ordered}
    mark = hashlib.sha256("\n".join(sorted(message.dedupe_key for message in messages)).encode()).hexdigest()[:32]
    return Letter(
        kind="digest",
        channel=first.channel,
        recipient="; ".join(names[:3]),
        address=first.address,
        context={
            "office": first.context["office"],
            "recipient": {"name": "; ".join(names[:3]), "role": first.audience or ""},
            "lines": [_line(message) for message in ordered],
            "waited": any(message.created_at < at_office(local_day(now), time()) for message in ordered),
        },
        dedupe_key=f"digest|{first.channel}|{first.address}|{mark}",
        reason=say("digest.reason", count=len(ordered)),
        audience=first.audience,
        language=first.language,
        plan_key=first.plan_key,
        round_id=first.round_id,
        agency_key=first.agency_key if len(agencies) == 1 else None,
        not_before=now,
    )


def _urgency(message: Message) -> tuple[int, int, str, int]:
    facts = message.context
    rank = {"decide": 0, "overdue": 1}.get(message.kind, 2)
    due = str((facts.get("round") or {}).get("due") or "")
    return rank, -int(facts.get("days_late") or 0), due, message.id or 0


def _line(message: Message) -> dict[str, Any]:
    facts = message.context
    plan, kept = facts["plan"], facts["round"]
    line = {"message": message.id, "kind": message.kind, "plan": plan["label"], "title": plan["title"]}
    line["round"] = kept["name"]
    if "rows" in facts:
        names = [row["agency"]["name"] for row in facts["rows"]]
        more = [say("digest.more", count=len(names) - NAMED)] if len(names) > NAMED else []
        draft = facts.get("draft") or {}
        return line | {
            "count": len(names),
            "names": ", ".join([*names[:NAMED], *more]),
            "file": draft.get("file", ""),
            "url": facts.get("portal_url", ""),
        }
    return line | {
        "agency": facts["agency"]["name"],
        "due": kept["due"],
        "days_late": facts.get("days_late", 0),
        "days_left": facts.get("days_left", 0),
        "duty_count": facts.get("duty_count", 0),
        "heirs": facts.get("heirs", []),
        "link": facts["link"],
    }


def _freshen(session: Session, now: datetime) -> None:
    """Take out of each waiting digest what was withdrawn meanwhile; cancel those with nothing left."""
    for digest_id in _digests(session.execute(_DUE, {"now": now}).all()):
        digest = session.get_one(Message, digest_id, with_for_update={"key_share": True}, populate_existing=True)
        inside = select(Message.id).where(
            Message.travels_with == digest_id, Message.state == MessageState.SKIPPED.value
        )
        still = set(session.exec(inside))
        lines = [line for line in digest.context["lines"] if line["message"] in still]
        if digest.state != MessageState.QUEUED or len(lines) == len(digest.context["lines"]):
            continue
        if not lines:
            digest.state, digest.next_attempt_at = MessageState.CANCELLED, None
            digest.reason = say("digest.empty")
            continue
        digest.context = digest.context | {"lines": lines}
        digest.reason = say("digest.reason", count=len(lines))


def _hold_back(session: Session, now: datetime, ladders: Mapping[str, Ladder]) -> None:
    """Keep unsent what would go over a ladder's cap: reminders and overdue notices, the least urgent first.

    A reminder is not sent at all; that something is overdue is told on the next working day, whatever that day brings.
    """
    capped = {round_id: ladder.cap.per_day for round_id, ladder in ladders.items() if ladder.cap}
    begins = at_office(local_day(now), time())
    due = (
        select(Message)
        .where(
            _WAITS,
            Message.state == MessageState.QUEUED.value,
            col(Message.next_attempt_at) <= now,
            col(Message.channel).in_(("email", "sms")),
        )
        .with_for_update(skip_locked=True, key_share=True)
    )
    by_person: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in session.exec(due):
        by_person[message.channel, message.address].append(message)
    counted = select(_T.c.channel, _T.c.address, func.count()).where(
        _T.c.accepted_at >= begins, _T.c.accepted_at <= now
    )
    sent = {(row[0], row[1]): row[2] for row in session.execute(counted.group_by(_T.c.channel, _T.c.address))}
    for person, messages in by_person.items():
        most = min((capped[each.round_id] for each in messages if each.round_id in capped), default=None)
        if most is None:
            continue
        yielding = sorted((each for each in messages if _yields(each, capped, begins)), key=_yield_order)
        room = max(0, most - sent.get(person, 0) - (len(messages) - len(yielding)))
        for message in yielding[room:]:
            if "overdue" in _kinds(message):
                _postpone(message, ladders[message.round_id or ""], now, most)
                continue
            message.state, message.next_attempt_at = MessageState.SKIPPED, None
            message.reason = say("digest.capped", most=most, why=message.reason)


def _postpone(message: Message, ladder: Ladder, now: datetime, most: int) -> None:
    """To the first sending hour of the next working day."""
    morning = at_office(add_working_days(local_day(now), 1), OFFICE_OPENS)
    message.next_attempt_at = within_hours(ladder, message.channel, morning)
    message.reason = say("digest.postponed", most=most, why=message.reason)


def _yields(message: Message, capped: Mapping[str, int], begins: datetime) -> bool:
    """Whether a cap may hold a message back; what is overdue yields on the day on which it was written only."""
    kinds = _kinds(message)
    if message.round_id not in capped or not kinds <= set(URGING):
        return False
    waited = message.created_at < begins or message.context.get("waited", False)
    return "overdue" not in kinds or not waited


def _kinds(message: Message) -> set[str]:
    """What a message is about: its own kind, or those that travel in it."""
    return {line["kind"] for line in message.context["lines"]} if message.kind == "digest" else {message.kind}


def _yield_order(message: Message) -> tuple[int, int, str, int]:
    return (0, 0, "", message.id or 0) if message.kind == "digest" else _urgency(message)
