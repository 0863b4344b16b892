"""Whom a plan file names for a holder's words, by a decision that is on record in it (policy.holders)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from config.wording import say
from models.agencies import Resolution, Snapshot
from models.directory import Agency
from models.heirs import Answering, follow, functions_in

ALSO = "+"
"""In policy.holders: "besides those whom the directory finds"; without it the keys stand for the words alone."""


def settled(snapshot: Snapshot, keys: Sequence[str], on: date, duty: str = "", *, others: bool = False) -> Resolution:
    """The agencies that the plan file names for a holder; one that has ended since is followed to its heirs.

    One that does not exist yet (a commune, for a round before the districts ended) is asked from the day on which it
    does, as long as somebody answers until then: another of those named, or ``others``. ``duty`` is the duty's text,
    which tells the function.
    """
    found: dict[str, Answering] = {}
    questions: list[str] = []
    coming = [key for key in keys if key in snapshot.agencies and is_to_come(snapshot.agencies[key], on)]
    meanwhile = others or any(key in snapshot.agencies and key not in coming for key in keys)
    for key in keys:
        if key in coming and meanwhile:
            continue
        if key == ALSO:
            continue
        if key not in snapshot.agencies:
            questions.append(say("correction.gone", key=key))
            continue
        answer = follow(snapshot.agencies, snapshot.heirs, key, on, functions_in(duty), "decided")
        questions += [answer.question] if answer.question else []
        for each in answer.agencies:
            found.setdefault(each.key, each)
    because = say("account.decided")
    return Resolution(
        [
            (key, each.because.replace("decided", because, 1) if each.heirs else each.because)
            for key, each in found.items()
        ],
        "; ".join(questions) or None,
        heirs={key: each.heirs for key, each in found.items() if each.heirs},
        questions=tuple(questions),
    )


def is_to_come(agency: Agency, on: date) -> bool:
    """Whether an agency is still to be founded on the day."""
    return agency.valid_from is not None and on < agency.valid_from


def besides(found: Resolution, settled: Resolution) -> Resolution:
    """Those whom the directory finds and those whom a person named besides, who answer its questions."""
    known = {key for key, _ in found.agencies}
    return Resolution(
        [*found.agencies, *(each for each in settled.agencies if each[0] not in known)],
        settled.question,
        heirs={**settled.heirs, **found.heirs},
        questions=settled.questions,
    )
