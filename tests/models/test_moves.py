"""State machines: what may follow what, said in the reader's words; every state can be left or is an end."""

from __future__ import annotations

from typing import Any

import pytest

from config.wording import choose_language
from models.moves import ForbiddenMove, Moves
from models.outbox import MESSAGE_MOVES
from models.round import OWED, REQUEST_MOVES, ROUND_MOVES, RequestState

MACHINES: tuple[Moves[Any], ...] = (REQUEST_MOVES, ROUND_MOVES, MESSAGE_MOVES)
ENDS = {"accepted", "cancelled", "closed", "sent", "skipped"}


def test_a_move_that_is_not_allowed_is_told_in_words_and_not_in_names_of_the_program() -> None:
    with pytest.raises(ForbiddenMove) as refused:
        REQUEST_MOVES.check("q1/syt", RequestState.ACCEPTED, RequestState.RETURNED)
    assert refused.value.reason == (
        "yêu cầu báo cáo đang ở trạng thái “đã chấp nhận”, không thể chuyển sang “bị trả lại”"
    )
    assert refused.value.remedy is not None and refused.value.remedy.endswith(
        "chỉ có thể chuyển sang: không trạng thái nào"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.subject)
def test_every_state_has_its_words(machine: Moves[Any], language: Any) -> None:
    choose_language(language)
    try:
        for old in machine.allowed:
            for new in set(machine.allowed) - machine.allowed[old]:
                with pytest.raises(ForbiddenMove):
                    machine.check("thử", old, new)
    finally:
        choose_language(None)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.subject)
def test_only_ends_cannot_be_left(machine: Moves[Any]) -> None:
    assert {str(state) for state, following in machine.allowed.items() if not following} <= ENDS


def test_whatever_is_owed_can_still_be_answered_and_ended() -> None:
    for state in OWED:
        assert {RequestState.RECEIVED, RequestState.MISSING} <= REQUEST_MOVES.allowed[state]
