"""Saying who is meant by a plan file's words before it is launched: kept in the file, with who said so and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from compiler.asks.check import all_questions
from compiler.planfile.model import PlanFile, Question
from compiler.planfile.read import load_planfile
from compiler.planfile.write import dump_planfile
from config.errors import DondocError
from models.agencies import Snapshot, resolve
from models.clock import local_day, office_now
from models.directory import Agency
from models.heirs import exists
from models.naming import fold
from models.provinces import province_on
from tasks.expansions import Terms
from tasks.launch import COORDINATOR
from tasks.named import ALSO, settled
from tasks.office import Office

CODE = "D233"
"""The diagnostic that such a decision answers: a holder that is not clear from the directory."""


class SettleError(DondocError):
    """Words that are not the plan's, or agencies that are not in the directory; the file stays as it was."""


@dataclass(frozen=True)
class Saying:
    """What a person says: the words of a holder, a duty's number, or "coordinator", and who that is.

    ``whom`` are keys, names or group words of the directory as of ``on`` (None: the office's day). ``besides``: they
    come to those whom the directory finds, instead of standing in their place.
    """

    holder: str
    whom: Sequence[str]
    by: str
    why: str
    besides: bool = False
    on: date | None = None


@dataclass(frozen=True)
class Settled:
    """What was written: the entry of policy.holders, and the agencies it names, key -> name."""

    entry: str
    agencies: dict[str, str]


def settle(office: Office, path: Path, said: Saying, *, at: datetime) -> Settled:
    """Write who a holder is into the plan file, with a record of the decision; what else is there stays as it is.

    Raises SettleError, PlanFileError; nothing is written then.
    """
    if not said.by.strip() or not said.why.strip():
        raise SettleError.of("decide.nobody", place=str(path))
    file = load_planfile(path)
    entry = _entry(path, file, said.holder)
    with office.database.reading() as session:
        snapshot = Snapshot.load(session)
        on = said.on or local_day(office_now(session))
    meant = _agencies(path, file, snapshot, said, on)
    if entry == COORDINATOR and (len(meant) != 1 or said.besides):
        raise SettleError.of("settle.one_coordinator", place=str(path), count=len(meant))
    keys = [ALSO, *meant] if said.besides else list(meant)
    names = {key: snapshot.agencies[key].name for key in meant}
    plain = file.model_dump(by_alias=True)
    plain["policy"]["holders"] = {**plain["policy"]["holders"], entry: keys}
    record = Question(
        id=_next_id(file),
        code=CODE,
        asks=settled_words(file, entry),
        about=f"policy.holders.{entry}",
        answer=", ".join(keys),
        decided_by=said.by.strip(),
        decided_at=at,
        why=said.why.strip(),
    )
    plain["questions"] = [*plain["questions"], record.model_dump()]
    dump_planfile(file.replaced(plain), path)
    return Settled(entry, names)


def settled_words(file: PlanFile, entry: str) -> str:
    """The words that an entry of policy.holders stands for, as a question: "Ai là “Các phòng, ban” (R5, R6)?"."""
    from config.wording import say

    if entry == COORDINATOR:
        return say("settle.asks", words=file.coordinator or "", duties=say("settle.coordinator"))
    duties = [duty for duty in file.responsibilities if entry in (duty.id, duty.holder)]
    return say("settle.asks", words=duties[0].holder, duties=", ".join(duty.id for duty in duties))


def _entry(path: Path, file: PlanFile, holder: str) -> str:
    """The key in policy.holders: a duty's number, "coordinator", or the words exactly as the plan has them."""
    words = " ".join(holder.split())
    if words.casefold() == COORDINATOR:
        return COORDINATOR
    for duty in file.responsibilities:
        if words.casefold() == duty.id.casefold():
            return duty.id
        if fold(words) == fold(duty.holder):
            return duty.holder
    known = "; ".join(dict.fromkeys(f"{duty.id} “{duty.holder}”" for duty in file.responsibilities))
    raise SettleError.of("settle.unknown_words", place=str(path), words=holder, known=known)


def _agencies(path: Path, file: PlanFile, snapshot: Snapshot, said: Saying, on: date) -> dict[str, Agency]:
    """The agencies that the person names, in that order, each once."""
    head = file.plan
    province = province_on(head.province or "", on)
    # a person says whom: the own bodies first, but one of another level is meant as it is named
    below = head.level in ("district", "commune")
    own = Terms.of_file(head).own_body(snapshot, on) if below else None
    level = "province" if below else head.level or ""
    found: dict[str, Agency] = {}
    for words in said.whom:
        if words in snapshot.agencies:
            found[words] = snapshot.agencies[words]
            continue
        meant = resolve(snapshot, words, on, province, level, within=own)
        if meant.question or not meant.agencies:
            raise SettleError.of("settle.unknown_agency", place=str(path), words=words, detail=meant.question or "?")
        found |= {key: snapshot.agencies[key] for key, _ in meant.agencies}
    ended = [
        each.name
        for key, each in found.items()
        if each.valid_to and not exists(each, on) and not settled(snapshot, [key], on).agencies
    ]
    if ended:
        raise SettleError.of("settle.ended", place=str(path), names=", ".join(ended), day=f"{on:%d/%m/%Y}")
    if not found:
        raise SettleError.of("settle.no_one", place=str(path))
    return found


def _next_id(file: PlanFile) -> str:
    numbers = [int(each.id[1:]) for each in all_questions(file) if each.id[1:].isdigit()]
    return f"Q{max(numbers, default=0) + 1}"
