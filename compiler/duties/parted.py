"""A paragraph that stands under no holder's heading and tells several bodies: a duty for each clause."""

from __future__ import annotations

from dataclasses import replace

from compiler.duties.assignments import Duty


def parted(duty: Duty, *, run_in_only: bool = False) -> list[Duty]:
    """`duty`, and behind it one duty for each clause that plainly tells another body; alone where none does.

    `run_in_only`: under a name with a colon the paragraph is that body's (GUIDE) up to the next name with a colon.
    """
    turns = [one for one in duty.besides if one.plainly and (one.rest or not run_in_only)]
    if not turns:
        return [duty]
    ends = [one.start for one in turns[1:]] + [duty.end]
    text = duty.block.text
    whole = not turns[0].rest  # a paragraph is the first body's whole (GUIDE), up to the next name with a colon
    first = replace(duty, shared=True)
    if not whole:
        first.end = duty.start + len(text[duty.start : turns[0].start].rstrip(" ,;"))
    return [
        first,
        *(
            Duty(one.holder, duty.block, at, at + len(text[at:end].rstrip(" ,;")), one.requested)
            for one, end in zip(turns, ends, strict=True)
            for at in [one.rest or one.start]
        ),
    ]
