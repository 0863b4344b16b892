"""Figures of a round on any day: they add up, they cannot exceed the whole, and later facts never change them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.tally import OWING, Extension, Figures, RequestFact, Standing, VersionFact, line_at, tally

ASKED = datetime(2026, 3, 2, 1, tzinfo=UTC)
DUE = datetime(2026, 3, 16, 10, tzinfo=UTC)  # a Monday, 17:00 in Hà Nội


def fact(key: str = "snv", **more: Any) -> RequestFact:
    return RequestFact(f"r/{key}", key, f"Sở {key}", more.pop("requested", False), ASKED, DUE, **more)


def version(number: int, days: float, *, complete: bool = True, **more: Any) -> VersionFact:
    return VersionFact(number, DUE + timedelta(days=days), complete, "web", "chị Lan", **more)


def standing_at(days: float, **more: Any) -> Standing:
    return line_at(fact(**more), DUE + timedelta(days=days)).standing


def test_before_the_deadline_silence_is_awaited_and_after_it_missing() -> None:
    assert [standing_at(-1), standing_at(0), standing_at(0.01)] == [
        Standing.AWAITED,
        Standing.AWAITED,
        Standing.MISSING,
    ]


def test_an_answer_in_the_last_minute_is_on_time_and_one_later_is_late() -> None:
    assert standing_at(5, versions=(version(1, 0),)) is Standing.ON_TIME
    late = line_at(fact(versions=(version(1, 0.001),)), DUE + timedelta(days=5))
    assert (late.standing, late.days_late) == (Standing.LATE, 0)


def test_lateness_is_counted_in_working_days() -> None:
    over_the_weekend = line_at(fact(versions=(version(1, 7),)), DUE + timedelta(days=30))
    assert over_the_weekend.days_late == 5


def test_half_an_answer_is_neither_on_time_nor_missing() -> None:
    half = version(1, -2, complete=False)
    assert standing_at(1, versions=(half,)) is Standing.INCOMPLETE
    assert standing_at(9, versions=(half, version(2, 3))) is Standing.LATE


def test_a_returned_report_is_owed_again_until_the_next_version() -> None:
    first = version(1, -3, returned_at=DUE + timedelta(days=1), return_reason="thiếu")
    assert standing_at(0.5, versions=(first,)) is Standing.ON_TIME
    assert standing_at(2, versions=(first,)) is Standing.RETURNED
    again = line_at(fact(versions=(first, version(2, 4))), DUE + timedelta(days=5))
    assert (again.standing, again.returns, again.complete_at) == (Standing.ON_TIME, 1, first.submitted_at)


def test_an_extension_moves_the_deadline_only_from_when_it_was_granted() -> None:
    moved = (Extension(DUE + timedelta(days=1), DUE, DUE + timedelta(days=7)),)
    assert standing_at(0.5, extensions=moved) is Standing.MISSING
    assert standing_at(2, extensions=moved) is Standing.AWAITED
    assert standing_at(9, extensions=moved, versions=(version(1, 6),)) is Standing.ON_TIME


def test_a_returned_report_is_late_from_the_deadline_by_which_it_must_be_back() -> None:
    back_by = DUE + timedelta(days=7)  # the Monday after
    first = version(1, -3, returned_at=DUE + timedelta(days=1), back_by=back_by)
    at_five, at_ten = (line_at(fact(versions=(first,)), DUE + timedelta(days=days)) for days in (5, 10))
    assert [(each.owed_by, each.days_late) for each in (at_five, at_ten)] == [(back_by, 0), (back_by, 3)]
    half = line_at(fact(versions=(first, version(2, 8, complete=False))), DUE + timedelta(days=10))
    assert (half.standing, half.days_late) == (Standing.INCOMPLETE, 3)
    longer = (Extension(DUE + timedelta(days=2), back_by, back_by + timedelta(days=2)),)
    assert line_at(fact(versions=(first,), extensions=longer), DUE + timedelta(days=10)).days_late == 1


def test_an_extension_of_a_returned_reports_deadline_leaves_the_due_date_alone() -> None:
    returned_deadline = DUE + timedelta(days=4)
    moved = (Extension(DUE + timedelta(days=1), returned_deadline, DUE + timedelta(days=20)),)
    assert line_at(fact(extensions=moved), DUE + timedelta(days=2)).due_at == DUE


def test_closing_as_missing_counts_at_once_and_a_later_answer_counts_as_late() -> None:
    closed = DUE - timedelta(days=1)
    assert standing_at(-0.5, closed_at=closed) is Standing.MISSING
    assert standing_at(9, closed_at=DUE, versions=(version(1, 3),)) is Standing.LATE


def test_figures_that_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="add up"):
        Figures(3, 1, 1, 0, 0, 0, 0)


def test_nobody_asked_has_no_rate_rather_than_a_hundred_percent() -> None:
    empty = tally([], DUE)
    assert empty.ordered.asked == 0
    assert empty.ordered.rate(0) is None


def test_requested_bodies_are_counted_apart() -> None:
    counted = tally([fact("a"), fact("b", requested=True)], DUE + timedelta(days=1))
    assert (counted.ordered.asked, counted.requested.asked) == (1, 1)
    assert [line.fact.agency_key for line in counted.standing(Standing.MISSING)] == ["a"]


hours = st.integers(-400, 800).map(lambda hour: hour / 24)


@st.composite
def histories(draw: st.DrawFn) -> RequestFact:
    moments = sorted(draw(st.lists(hours.filter(lambda day: day > -14), max_size=4, unique=True)))
    versions = []
    for number, day in enumerate(moments, start=1):
        last = number == len(moments)
        reviewed = DUE + timedelta(days=day + 0.01) if draw(st.booleans()) else None
        returned = draw(st.booleans()) or not last
        versions.append(
            version(
                number,
                day,
                complete=draw(st.booleans()),
                returned_at=reviewed if returned else None,
                accepted_at=None if returned else reviewed,
            )
        )
    extensions = []
    if draw(st.booleans()):
        extensions.append(Extension(DUE + timedelta(days=draw(hours)), DUE, DUE + timedelta(days=7)))
    closed = DUE + timedelta(days=draw(hours)) if draw(st.booleans()) else None
    key = draw(st.sampled_from("abcdefgh"))
    return fact(
        key, versions=tuple(versions), extensions=tuple(extensions), closed_at=closed, requested=draw(st.booleans())
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(histories(), max_size=8), hours)
def test_every_request_stands_in_exactly_one_place_and_no_rate_exceeds_a_hundred(
    facts: list[RequestFact], day: float
) -> None:
    counted = tally(facts, DUE + timedelta(days=day))
    for figures in (counted.ordered, counted.requested):
        parts = [figures.on_time, figures.late, figures.incomplete, figures.returned, figures.awaited, figures.missing]
        assert sum(parts) == figures.asked
        assert all(
            rate is None or 0 <= rate <= 100 for rate in map(figures.rate, [*parts, figures.answered, figures.owing])
        )
    assert len(counted.lines) == counted.ordered.asked + counted.requested.asked


@settings(max_examples=150, deadline=None)
@given(histories(), hours)
def test_what_happens_later_never_changes_an_earlier_day(whole: RequestFact, day: float) -> None:
    as_of = DUE + timedelta(days=day)

    def known(moment: datetime | None) -> datetime | None:
        return moment if moment is not None and moment <= as_of else None

    then = RequestFact(
        whole.request_id,
        whole.agency_key,
        whole.agency_name,
        whole.requested,
        whole.asked_at,
        whole.due_at,
        tuple(
            VersionFact(
                each.version, each.submitted_at, each.complete, each.channel, each.by,
                returned_at=known(each.returned_at), accepted_at=known(each.accepted_at),
            )
            for each in whole.versions
            if each.submitted_at <= as_of
        ),
        tuple(each for each in whole.extensions if each.at <= as_of),
        known(whole.closed_at),
    )  # fmt: skip
    old, new = line_at(then, as_of), line_at(whole, as_of)
    assert (old.standing, old.due_at, old.days_late, old.complete_at, old.accepted_at, old.returns, old.closed) == (
        new.standing, new.due_at, new.days_late, new.complete_at, new.accepted_at, new.returns, new.closed,
    )  # fmt: skip
    assert (old.standing in OWING) == (new.standing in OWING)
