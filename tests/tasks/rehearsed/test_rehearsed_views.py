"""A rehearsed year as page, agenda and table: small as it is, everything on it can be counted."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from config.workdays import add_working_days
from models.clock import local_day
from tasks.rehearsed.agenda import agenda
from tasks.rehearsed.compare import measures, outcome
from tasks.rehearsed.load import by_agency, by_day, total
from tasks.rehearsed.page import Comparison, page
from tasks.rehearsed.segments import segments
from tasks.rehearsed.table import aligned, table
from tasks.rehearsed.tet import around_tet, in_tet, tet
from tasks.rehearsed.year import Year

STAMP = datetime(2027, 1, 5, 2, tzinfo=UTC)
MADE = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("{" * 80, 1),
        ("{" * 81, 2),
        ("đ" * 70, 1),
        ("đ" * 71, 2),
        ("đ" * 135, 3),
        ("", 1),
    ],
)
def test_segments_count_as_the_network_counts_them(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [(2026, date(2026, 2, 14), date(2026, 2, 22)), (2027, date(2027, 2, 4), date(2027, 2, 10))],
)
def test_tet_is_one_run_of_days_off_with_its_weekends(year: int, first: date, last: date) -> None:
    assert tet(year) == (first, last)
    assert in_tet(first) and in_tet(last) and not in_tet(add_working_days(last, 1))
    assert around_tet(add_working_days(last, 2)) and not around_tet(add_working_days(last, 3))
    assert not around_tet(add_working_days(first, -1))


def test_loads_add_up_to_the_year(played_year: Year) -> None:
    whole = total(played_year, 750)
    days, agencies = by_day(played_year, 750), by_agency(played_year, 750)
    assert whole.messages == len(played_year.sent) > 0
    assert whole.segments == sum(each.channel == "sms" for each in played_year.sent) > 0
    assert whole.dong == 750 * whole.segments
    for loads in (list(days.values()), agencies):
        assert sum(load.messages for load in loads) == whole.messages
        assert sum(load.dong or 0 for load in loads) == whole.dong
    assert list(days) == sorted(days)
    assert agencies[0].messages == max(load.messages for load in agencies)
    assert {load.key: load.late for load in agencies}["stc"] == 2


def test_an_extension_does_not_make_a_ladder_look_better(played_year: Year) -> None:
    silent = next(each for each in played_year.asked if each.agency_key == "stc")
    told = outcome("một", played_year)
    # due on the 15th of March, extended once, then closed as missing ten working days after the second deadline
    assert silent.after_original > silent.days_late > 0
    assert told.latest >= silent.after_original
    assert told.after_original == sum(1 for each in played_year.asked if each.after_original)


def test_the_page_holds_every_message_of_the_year(played_year: Year) -> None:
    tree = HTMLParser(page(played_year, [], made_on=MADE))
    assert len(tree.css(".told .group li")) == len(played_year.sent)
    by_channel = Counter(each.channel for each in played_year.sent)
    counted: Counter[str] = Counter()
    for node in tree.css(".grid .n"):
        found = re.match(r"(\d+) (thư|SMS)", node.text())
        assert found
        counted["email" if found[2] == "thư" else "sms"] += int(found[1])
    assert counted == by_channel


def test_every_day_in_the_grid_leads_to_its_messages(played_year: Year) -> None:
    tree = HTMLParser(page(played_year, [], made_on=MADE))
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    targets = [node.attributes["href"] or "" for node in tree.css("a[href]")]
    assert targets and {target[1:] for target in targets} <= ids
    assert len(ids) == len(tree.css("[id]"))
    assert {each.day.isoformat() for each in played_year.sent} <= {target[2:] for target in targets}
    assert all(node.parent and node.parent.tag == "details" for node in tree.css(".told"))


def test_the_page_names_tet_and_the_rounds_and_needs_nothing_else(played_year: Year) -> None:
    text = page(played_year, [], made_on=MADE)
    tree = HTMLParser(text)
    assert len(tree.css(".grid td.is-tet")) == 7
    assert "Mùng hai Tết" in text and "Ngày Giỗ Tổ Hùng Vương" in text
    due = tree.css(".grid .mark.is-due")
    assert [node.attributes["title"] for node in due] == [kept.name for kept in played_year.rounds]
    assert not tree.css("script, link, img, iframe")
    assert "http" not in text and "url(" not in text
    html = tree.css_first("html")
    assert html is not None and html.attributes["lang"] == "vi"
    assert len(tree.css("h1")) == 1


def test_what_people_wrote_cannot_break_out_of_the_page(played_year: Year) -> None:
    from dataclasses import replace

    hostile = replace(played_year, title="<script>alert(1)</script>")
    assert not HTMLParser(page(hostile, [], made_on=MADE)).css("script")


def test_the_page_compares_two_ladders_column_by_column(played_year: Year, stricter_year: Year) -> None:
    outcomes = [outcome("một", played_year), outcome("hai", stricter_year)]
    tree = HTMLParser(page(stricter_year, [], made_on=MADE, compared=Comparison(["một", "hai"], measures(outcomes))))
    section = tree.css_first("section[aria-labelledby=compared]")
    assert section is not None
    figures = [node.text() for node in section.css("tbody tr")[0].css("td")]
    assert figures == [str(len(played_year.sent)), str(len(stricter_year.sent))]


def test_the_agenda_opens_with_its_time_zone_and_all_dates(played_year: Year) -> None:
    read = Calendar.from_ical(agenda(played_year, STAMP))
    zones = [each["TZID"] for each in read.walk("VTIMEZONE")]
    assert zones == ["Asia/Ho_Chi_Minh"]
    events = {str(each["UID"]): each for each in read.walk("VEVENT")}
    for kept in played_year.rounds:
        assert events[f"{kept.id}/opens@dondoc"]["DTSTART"].dt == kept.opens_at
        assert events[f"{kept.id}/due@dondoc"]["DTEND"].dt == kept.due_at
        assert events[f"{kept.id}/cut-off@dondoc"]["DTSTART"].dt == kept.cut_off
        leader = events[f"{kept.id}/step-Dplus5@dondoc"]
        assert leader["DTSTART"].dt.date() == add_working_days(local_day(kept.due_at), 5)
        assert "lãnh đạo" in leader["SUMMARY"]
    assert f"{played_year.rounds[1].id}/consolidated@dondoc" in events
    assert not any("step-D-3" in uid for uid in events)
    assert len(events) == 2 * 5 + 1


def test_the_same_plan_moves_the_same_events(played_year: Year, stricter_year: Year) -> None:
    def uids(year: Year) -> set[str]:
        return {
            str(each["UID"])
            for each in Calendar.from_ical(agenda(year, STAMP)).walk("VEVENT")
            if "step" not in each["UID"]
        }

    assert uids(played_year) == uids(stricter_year)


def test_the_table_counts_messages_by_day(played_year: Year) -> None:
    lines = table(played_year, [], 750).splitlines()
    opened = next(line for line in lines if line.startswith("01/03/2027") and "yêu cầu báo cáo" in line)
    # four agencies, their focal officer and their clerk
    assert opened.split()[-1] == "8"
    assert any("đồng" in line for line in lines)


def test_columns_of_figures_stand_to_the_right() -> None:
    assert aligned([["cơ quan", "tin"], ["Sở Y tế", "7"], ["Sở", "12"]]) == [
        "cơ quan  tin",
        "Sở Y tế    7",
        "Sở        12",
    ]
