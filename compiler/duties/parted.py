"""A paragraph that stands under no holder's heading and tells several bodies: a duty for each clause."""

from __future__ import annotations

from dataclasses import replace

from compiler.duties.assignments import Duty
from compiler.duties.besides import same_body

MOST_CHAINED = 12
"""Bodies of one sentence, each told behind the one before, that have duties of their own; whom it tells behind the last is
asked about (D113). No sentence of 230 real documents has so many; without a bound each of a megabyte would say again
all that stands behind it."""


def parted(duty: Duty, *, run_in_only: bool = False, chained: int = 0) -> list[Duty]:
    """`duty`, and behind it one duty for each clause that plainly tells another body; alone where none does.

    `run_in_only`: under a name with a colon the paragraph is that body's (GUIDE) up to the next name with a colon.
    `chained`: how many were told before it in the same words.
    """
    turns = [one for one in duty.besides if one.plainly and (one.rest or not run_in_only)]
    if not turns or chained == MOST_CHAINED:
        return [duty]
    ends = [one.start for one in turns[1:]] + [duty.end]
    text = duty.block.text
    run_in = bool(turns[0].rest)
    # a paragraph is the first body's whole, however many sentences (GUIDE), up to the next name with a colon; a list of
    # bodies with their tasks, parted by semicolons, is a list
    whole = not run_in and not text[: turns[0].start].rstrip().endswith(";")
    first = replace(duty, shared=True)
    if not whole:
        first.end = duty.start + len(text[duty.start : turns[0].start].rstrip(" ,;"))
    told = (
        Duty(one.holder, duty.block, at, at + len(text[at:end].rstrip(" ,;")), one.requested)
        for one, behind in zip(turns, ends, strict=True)
        for at, end in [(one.rest or one.start, one.end if one.back else behind)]
    )
    return [first, *(part for one in told for part in ([one] if run_in else _further(one, duty.holder, chained + 1)))]


def _further(part: Duty, first: str, chained: int) -> list[Duty]:
    """The duties of what another body is told: it may give a task to yet another ("…; Sở B bố trí vốn, giao Sở C kiểm
    tra"), and ends where the paragraph comes back to its `first` body, whose words those are."""
    back = next((one for one in part.besides if one.plainly and same_body(one.holder, first)), None)
    if back is not None:
        end = part.start + len(part.block.text[part.start : back.start].rstrip(" ,;"))
        part = Duty(part.holder, part.block, part.start, end, part.requested)
    own, *others = parted(part, chained=chained)
    if others:
        own.end = own.start + len(own.block.text[own.start : others[0].start].rstrip(" ,;"))
    return [own, *others]
