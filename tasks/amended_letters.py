"""Telling exactly the agencies that an amended plan concerns, once each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from config.wording import say
from models.directory import Agency
from models.ladder import ladder_of
from models.round import Request, Round
from tasks.letters import Post, desk_for, to_agency
from tasks.office import Office


@dataclass(frozen=True)
class Told:
    """One agency and what it is told, line by line."""

    agency_key: str
    name: str
    lines: tuple[str, ...]


def tell_concerned(
    office: Office,
    session: Session,
    now: datetime,
    current: Round | None,
    act: str,
    mark: str,
    lines: Mapping[str, Sequence[str]],
) -> tuple[Told, ...]:
    """Queue one letter to each agency of ``lines``; ``current`` is the round that it is spoken of with.

    An agency without a request in that round reads the letter without a form. ``mark`` tells occasions apart.
    """
    names = {key: session.get_one(Agency, key).name for key in lines}
    told = tuple(Told(key, names[key], tuple(some)) for key, some in lines.items())
    if current is None or not told:
        return told
    ladder = ladder_of(current)
    desk = desk_for(session, current, ladder, office.settings, list(lines))
    posts = {True: Post(office.settings.mail_domain, office.secret), False: Post(office.settings.mail_domain)}
    for each in told:
        request = session.get(Request, f"{current.id}/{each.agency_key}")
        asked = request is not None
        if request is None:
            due = current.due_at
            request = Request(
                id=f"{current.id}/{each.agency_key}",
                round_id=current.id,
                agency_key=each.agency_key,
                asked_at=now,
                due_at=due,
                original_due_at=due,
                base_at=due,
            )
        to_agency(
            posts[asked],
            desk,
            request,
            kind="amended",
            step=None,
            now=now,
            reason=say("amend.reason", act=act, count=len(each.lines)),
            audience=("focal", "clerk"),
            mark=mark,
            more={"act": act, "lines": list(each.lines), "asked": asked},
        )
    for post in posts.values():
        post.send(session, now)
    return told
