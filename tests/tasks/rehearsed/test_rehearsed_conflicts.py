"""Each conflict is found where it is, named with its day and remedy, and not found where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from models.clock import at_office
from models.ladder import DUE_HOUR
from tasks.rehearsed.conflicts import Conflict, conflicts
from tasks.rehearsed.year import Sent, Year, YearRound


def moved(year: Year, **changes: object) -> Year:
    """The year with its first round changed."""
    first, *others = year.rounds
    return replace(year, rounds=[replace(first, **changes), *others])  # type: ignore[arg-type]


def due_on(day: date) -> datetime:
    return at_office(day, DUE_HOUR)


def found(year: Year, code: str, most: int = 100) -> list[Conflict]:
    return [each for each in conflicts(year, most) if each.code == code]


def test_the_sample_year_lacks_nothing_though_its_clerks_have_no_telephones(played_year: Year) -> None:
    assert not any(
        person.phone for people in played_year.contacts.values() for person in people if person.role == "clerk"
    )
    assert conflicts(played_year, 100) == []


@pytest.mark.parametrize("day", [date(2027, 2, 4), date(2027, 2, 7), date(2027, 2, 11), date(2027, 2, 12)])
def test_a_deadline_in_tet_or_the_two_working_days_after_it_is_named(played_year: Year, day: date) -> None:
    (one,) = found(moved(played_year, due_at=due_on(day), planned_due=day), "deadline_in_tet")
    assert (one.day, one.place) == (day, played_year.rounds[0].name)
    assert "03/02/2027" in one.remedy and "15/02/2027" in one.remedy


@pytest.mark.parametrize("day", [date(2027, 2, 3), date(2027, 2, 15)])
def test_a_deadline_before_tet_or_three_working_days_after_it_is_not(played_year: Year, day: date) -> None:
    year = moved(played_year, due_at=due_on(day), planned_due=day)
    assert not found(year, "deadline_in_tet") and not found(year, "deadline_day_off")


@pytest.mark.parametrize(
    ("day", "why", "before", "after"),
    [
        (date(2027, 3, 20), "cuối tuần", "19/03/2027", "22/03/2027"),
        (date(2027, 4, 16), "Giỗ Tổ", "15/04/2027", "19/04/2027"),
    ],
)
def test_a_deadline_on_a_day_off_gives_the_working_days_around_it(
    played_year: Year, day: date, why: str, before: str, after: str
) -> None:
    (one,) = found(moved(played_year, consolidated_due_at=due_on(day)), "deadline_day_off")
    assert why in one.reason and "tổng hợp" in one.reason
    assert before in one.remedy and after in one.remedy


def test_a_consolidator_due_with_or_before_its_contributors_is_named(played_year: Year) -> None:
    due = played_year.rounds[0].due_at
    assert len(found(moved(played_year, consolidated_due_at=due), "consolidator_first")) == 1
    assert not found(moved(played_year, consolidated_due_at=due_on(date(2027, 3, 16))), "consolidator_first")


def test_a_notice_shorter_than_the_ladder_wants_is_counted_in_working_days(played_year: Year) -> None:
    # Friday to Tuesday: two working days, and the ladder wants three
    late = at_office(date(2027, 3, 12), DUE_HOUR)
    year = moved(played_year, opens_at=late, planned_due=date(2027, 3, 16), due_at=due_on(date(2027, 3, 17)))
    (one,) = found(year, "short_notice")
    assert "chỉ 2 ngày làm việc" in one.reason and "17/03/2027" in one.reason
    assert not found(moved(played_year, opens_at=late, planned_due=date(2027, 3, 17)), "short_notice")


def test_two_rounds_in_one_week_name_the_agencies_asked_twice(played_year: Year) -> None:
    first, second = played_year.rounds
    close: YearRound = replace(second, opens_at=at_office(date(2027, 3, 5), DUE_HOUR))
    (one,) = found(replace(played_year, rounds=[first, close]), "two_rounds_a_week")
    assert "4 cơ quan" in one.reason and "Sở Y tế" in one.reason
    later = replace(second, opens_at=at_office(date(2027, 3, 8), DUE_HOUR))
    assert not found(replace(played_year, rounds=[first, later]), "two_rounds_a_week")


def test_a_leader_with_more_messages_than_the_threshold_is_named(played_year: Year) -> None:
    letter = next(each for each in played_year.sent if each.audience == "leader")
    day = [each for each in played_year.sent if (each.day, each.address) == (letter.day, letter.address)]
    more: list[Sent] = [*played_year.sent, *[letter] * (6 - len(day))]
    year = replace(played_year, sent=more)
    (one,) = found(year, "leader_crowded", most=5)
    assert letter.address in one.place and one.day == letter.day and "6 tin" in one.reason
    assert not found(year, "leader_crowded", most=6)


def test_an_agency_without_contact_or_verified_contact_is_named(played_year: Year) -> None:
    people = dict(played_year.contacts)
    people["syt"] = []
    people["stc"] = [type(one)(**one.model_dump() | {"verified": False}) for one in people["stc"]]
    year = replace(played_year, contacts=people)
    assert [each.place for each in found(year, "no_contact")] == ["Sở Y tế"]
    (one,) = found(year, "no_verified_contact")
    assert one.place == "Sở Tài chính" and "1 trên 4" in one.reason


def test_a_message_without_an_address_is_a_conflict_with_its_reason(played_year: Year) -> None:
    lost = replace(played_year.sent[0], address="", agency_key="stc", state="skipped", reason="chưa có số điện thoại")
    (one,) = found(replace(played_year, unsent=[lost, lost]), "no_address")
    assert one.place == "Sở Tài chính" and "2 tin" in one.reason and "chưa có số điện thoại" in one.reason


def test_agencies_that_lack_the_same_are_one_finding(played_year: Year) -> None:
    lost = [
        replace(
            played_year.sent[0],
            address="",
            agency_key=key,
            state="skipped",
            reason=f"{played_year.agency_named(key)} chưa có số điện thoại của văn thư",
        )
        for key in ("stc", "syt", "stc")
    ]
    (one,) = found(replace(played_year, unsent=lost), "no_address")
    assert one.place == "Sở Tài chính, Sở Y tế"
    assert one.reason == "3 tin không gửi được: chưa có số điện thoại của văn thư"
