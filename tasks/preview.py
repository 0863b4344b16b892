"""A look at a launch before it happens: whom each round would ask and how its holders led to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session, select

from compiler.planfile.model import PlanFile
from config.wording import say
from models.agencies import Snapshot
from models.clock import at_office, local_day, office_now
from models.directory import Agency
from models.ladder import Ladder
from models.round import Round
from tasks.adding import how_to_add
from tasks.expansions import Expanded, Terms
from tasks.launch import COORDINATOR, coordinator_of, prepared, source_of, warnings_of, with_mail
from tasks.launch_rows import LAUNCH_HOUR
from tasks.office import Office
from tasks.rounds import asked_in, understood


@dataclass(frozen=True)
class Unclear:
    """A question about who is meant: ``entry`` is what ``dondoc decide --holder`` takes (the holder's words, or one
    duty's number), ``found`` whether others of the same holder are known, ``proposals`` are keys; ``several``: they
    answer only one of its questions."""

    entry: str
    duties: tuple[str, ...]
    question: str
    proposals: tuple[str, ...] = ()
    found: bool = False
    several: bool = False


@dataclass(frozen=True)
class Asking:
    """Whom one round would ask: agency key -> (number of a duty, how its holder led here); names of these keys.

    ``unclear``: what must be settled before the launch; ``unreachable``: agencies without an e-mail address.
    """

    round: Round
    asked: dict[str, list[tuple[str, str]]]
    names: dict[str, str]
    unclear: tuple[Unclear, ...]
    unreachable: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions alone."""
        return tuple(each.question for each in self.unclear)


@dataclass(frozen=True)
class Look:
    """What a launch would do: whom each round to come asks, the rounds past already, what it would warn of;
    ``adding``: how a body that the directory lacks comes into it, where one is lacking."""

    rounds: tuple[Asking, ...]
    passed_over: tuple[Round, ...]
    warnings: tuple[str, ...]
    adding: str = ""


def preview(
    office: Office,
    path: Path,
    *,
    by: str,
    at: date | None = None,
    ladder: Ladder | None = None,
    year: int | None = None,
) -> Look:
    """Whom each round to come would ask, as ``launch`` would with the same arguments; nothing is written.

    Raises as :func:`tasks.launch.launch`, but tells of a coordinator who is nobody, of holders that find nobody and
    of agencies without address instead of refusing them. ``at``: the day on which the plan would be launched.
    """
    source = source_of(path, year)
    with office.database.reading() as session:  # what is added here is thrown away
        now = at_office(at, LAUNCH_HOUR) if at else office_now(session)
        plan, coming, past = prepared(session, source, ladder, now, by, again=True)
        unclear = _coordinator(session, source.planfile, now)
        reachable = with_mail(session)
        names = {agency.key: agency.name for agency in session.exec(select(Agency))}
        told = []
        for kept in coming:
            expanded = understood(session, plan, kept.due_at)
            asked = asked_in(session, plan, expanded, kept)
            why = {key: [(duty.number, _said(because)) for duty, because in duties] for key, duties in asked.items()}
            told.append(
                Asking(kept, why, names, (*unclear, *unclear_in(expanded)), tuple(sorted(set(asked) - reachable)))
            )
        session.expunge_all()
        open_ = any(each.unclear for each in told)
        adding = how_to_add(Snapshot.load(session), Terms.of_file(source.planfile.plan), local_day(now))
        return Look(tuple(told), tuple(past), warnings_of(session, source, now), adding if open_ else "")


def unclear_in(expanded: Expanded) -> tuple[Unclear, ...]:
    """What a person must settle of a plan on a day, in the plan's order: each question once.

    A question that only some duties of a holder raise (a function without heir) is settled for these alone.
    """
    found: dict[str, Unclear] = {}
    for meaning in expanded.meanings.values():
        for question in meaning.questions:
            duties = meaning.asked_of[question]
            of_all = len(duties) == len(meaning.duties)
            for entry in [meaning.holder] if of_all else duties:
                about = meaning.duties if of_all else [entry]
                known = any(expanded.duties.get(number) for number in about)
                former = found.get(entry)
                said = f"{former.question}; {question}" if former else question
                found[entry] = Unclear(entry, tuple(about), said, tuple(meaning.proposals), known, former is not None)
    return tuple(found.values())


def _said(because: str) -> str:
    """Why an agency is asked, also where the plan file names it."""
    return say("account.decided") if because == "decided" else because


def _coordinator(session: Session, planfile: PlanFile, now: datetime) -> tuple[Unclear, ...]:
    """The question who coordinates, where the directory does not say."""
    found = coordinator_of(Snapshot.load(session), planfile, local_day(now))
    if len(found.agencies) == 1:
        return ()
    unclear = found.question or say("preview.several")
    said = say("preview.coordinator", name=planfile.coordinator or "", unclear=unclear)
    keys = tuple(key for key, _ in found.agencies)
    return (Unclear(COORDINATOR, (), said, found.proposals or keys),)
