"""The words of a draft letter: facts of the late agencies in, the template's context out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from config.wording import say
from models.clock import local_day
from models.directory import Agency, Contact
from models.plan import Plan
from models.round import RequestState, Round
from tasks.drafted.facts import LateAgency
from tasks.paper.wording import day_text, letterhead, moment_text, period_text, plan_kind, plan_text

Kind = Literal["urge", "explain"]

MANY = 10
"""More agencies than this stand on a list of their own, behind the signature."""


@dataclass(frozen=True)
class Occasion:
    """What one letter is about. ``send_by``: the new day that is asked; None leaves a blank for the coordinator."""

    kind: Kind
    plan: Plan
    round: Round
    office: Agency
    late: Sequence[LateAgency]
    now: datetime
    send_by: date | None = None
    contact: Contact | None = None
    portal: str | None = None
    exercise: bool = False


def content(it: Occasion) -> dict[str, Any]:
    """The context of letter.docx. Needs at least one late agency."""
    count, year = len(it.late), local_day(it.now).year
    many = count > MANY
    facts = _common(it, year)
    return {
        **letterhead(it.plan, it.office, year),
        "mark": say("drafts.mark.exercise" if it.exercise else "drafts.mark"),
        "trace": say("drafts.trace", at=facts["at"]),
        "subject": say(f"drafts.subject.{it.kind}", period=facts["period"], plan=_short(it.plan)),
        "to": _to(it, many),
        "names": [agency.name for agency in it.late] if 1 < count <= MANY else [],
        "paragraphs": [_asked(it, facts, many), _standing(facts, count, many)],
        "requests": _requests(it, facts, many),
        "closing": say("drafts.closing", whom=say("drafts.whom.one" if count == 1 else "drafts.whom.several"), **facts),
        "rows": [_row(number, agency) for number, agency in enumerate(it.late, start=1)],
        "annexed": many,
        "annex_title": say("drafts.annex.title", period=facts["period"].upper()),
        "annex_of": say("drafts.annex.of", sign=it.office.sign or it.office.key.upper(), **facts),
        "copies": [say("drafts.copy.same"), say("drafts.copy.blank")],
        "file_note": say("drafts.copy.file"),
        "signer": say("drafts.signer"),
    }


def _common(it: Occasion, year: int) -> dict[str, Any]:
    return {
        "plan": plan_text(it.plan),
        "period": period_text(it.round),
        "office": it.office.name,
        "authority": it.plan.issuer,
        "at": moment_text(it.now),
        "year": year,
    }


def _short(plan: Plan) -> str:
    """The plan as a subject line names it: by its number, or by all of its name where it has none."""
    if any(sign.isdigit() for sign in plan.number or ""):
        return say("drafts.plan.numbered", kind=plan_kind(plan), number=plan.number)
    return plan_text(plan)


def _to(it: Occasion, many: bool) -> str:
    if len(it.late) == 1:
        return say("drafts.to.one", agency=it.late[0].name)
    return say("drafts.to.many" if many else "drafts.to.several")


def _asked(it: Occasion, facts: Mapping[str, Any], many: bool) -> str:
    """What was asked, on which day, until when; the day on which the requests really left, where they did."""
    days = sorted(agency.asked_on for agency in it.late if agency.asked_on) or [
        local_day(it.round.opened_at or it.round.opens_at)
    ]
    dues = {agency.due_at for agency in it.late}
    return say(
        "drafts.asked",
        asked_on=say("drafts.asked.on", day=day_text(days[0]))
        if days[0] == days[-1]
        else say("drafts.asked.between", first=day_text(days[0]), last=day_text(days[-1])),
        whom=say("drafts.whom.one" if len(it.late) == 1 else "drafts.whom.several"),
        since=day_text(it.round.window_from),
        until=day_text(it.round.window_to),
        due=say("drafts.asked.due", at=moment_text(dues.pop()))
        if len(dues) == 1
        else say("drafts.asked.dues", place=say("drafts.place.annex" if many else "drafts.place.here")),
        **facts,
    )


def _standing(facts: Mapping[str, Any], count: int, many: bool) -> str:
    return say(f"drafts.standing.{'one' if count == 1 else 'many' if many else 'several'}", count=count, **facts)


def _requests(it: Occasion, facts: Mapping[str, Any], many: bool) -> list[str]:
    """What is asked now, where to send it, whom to turn to."""
    above = say(f"drafts.whom.{'one' if len(it.late) == 1 else 'annex' if many else 'above'}")
    day = say("drafts.day", day=day_text(it.send_by)) if it.send_by else say("drafts.day.blank", year=facts["year"])
    if it.kind == "explain":
        asked = [say(f"drafts.explain{part}", whom=above, day=day, **facts) for part in ("", ".send", ".why")]
    else:
        last = it.round.consolidated_due_at
        by = say("drafts.urge.by", day=day_text(local_day(last))) if last is not None and last > it.now else ""
        asked = [say("drafts.urge", whom=above, day=day, by=by, **facts)]
    portal = say("drafts.where.portal", url=it.portal) if it.portal else ""
    contact = [say("drafts.contact", said=_reach(it.contact))] if it.contact else []
    return [
        *asked,
        say("drafts.where", portal=portal, **facts),
        *contact,
        say("drafts.crossed", **facts),
    ]


def _reach(contact: Contact) -> str:
    said = [contact.name]
    if contact.phone:
        said.append(say("drafts.contact.phone", phone=contact.phone))
    if contact.email:
        said.append(say("drafts.contact.email", email=contact.email))
    return ", ".join(said)


def _row(number: int, agency: LateAgency) -> dict[str, str]:
    days = agency.reminded_on
    reminded = say("drafts.row.reminded", count=len(days), days=", ".join(map(day_text, days)))
    return {
        "number": str(number),
        "agency": agency.name,
        "due": day_text(local_day(agency.due_at)),
        "late": str(agency.days_late),
        "reminded": reminded if days else say("drafts.row.never"),
        "standing": ". ".join(_notes(agency)) + ".",
    }


def _notes(agency: LateAgency) -> list[str]:
    """How an agency stands, its promise, and in brackets what the coordinator must look into before signing."""
    if agency.returned_on is not None:
        notes = [say("drafts.row.returned", day=day_text(agency.returned_on))]
    elif agency.state == RequestState.INCOMPLETE:
        notes = [say("drafts.row.incomplete", answered=agency.answered, asked=agency.duties)]
    else:
        notes = [say("drafts.row.waiting")]
    if agency.extended:
        notes.append(say("drafts.row.extended", day=day_text(local_day(agency.first_due_at))))
    if agency.promised_on is not None:
        key = "broken" if agency.promise_broken else "promised"
        notes.append(say(f"drafts.row.{key}", day=day_text(agency.promised_on)))
    if agency.asked_on is None:
        notes.append(say("drafts.row.unasked"))
    if agency.ended_on is not None:
        notes.append(say("drafts.row.ended", day=day_text(agency.ended_on)))
    return notes
