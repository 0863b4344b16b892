"""Days are typed and shown as day/month/year, whatever language the browser speaks."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.days import DayUnread, read_clock, read_day, typed_day
from tests.portal.desk import HEALTH, Desk, filled

TEMPLATES = Path(__file__).resolve().parents[2] / "portal" / "templates"
PAGE = f"/ban-lam-viec/yeu-cau/{HEALTH}"


@pytest.mark.parametrize(
    "typed", ["03/04/2027", "3/4/2027", "3/4/27", "3.4.2027", "03-04-2027", "03042027", " 3 4 2027 ", "2027-04-03"]
)
def test_the_day_comes_before_the_month(typed: str) -> None:
    assert read_day(typed) == date(2027, 4, 3)


@given(st.dates(date(1900, 1, 1)))
def test_what_a_field_shows_is_read_as_the_same_day(day: date) -> None:
    assert read_day(typed_day(day)) == day


@pytest.mark.parametrize(
    "typed", ["31/02/2027", "03/14/2027", "mai", "3/4", "20270403", "20120403", "2027/04/03", "03/04/20277"]
)
def test_what_is_no_day_is_refused_with_what_was_typed_and_the_shape_to_write(typed: str) -> None:
    with pytest.raises(DayUnread) as refused:
        read_day(typed)
    assert f"“{typed}”" in refused.value.reason
    assert "ngày/tháng/năm" in (refused.value.remedy or "")


def test_an_empty_field_is_named_as_such() -> None:
    with pytest.raises(DayUnread, match="chưa ghi ngày"):
        read_day("  ")


@pytest.mark.parametrize("typed", ["19:00", "19h", "19h00", "19 giờ", "19g00", "19.00"])
def test_a_time_of_day_is_read_as_offices_write_it(typed: str) -> None:
    assert read_clock(typed) == time(19)


@pytest.mark.parametrize("typed", ["", "25:00", "19:75", "chiều"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(DayUnread, match="không phải giờ"):
        read_clock(typed)


def test_no_page_leaves_the_shape_of_a_day_to_the_browser() -> None:
    written = {path.name: path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")}
    assert [name for name, text in written.items() if re.search(r"type=[\"'](date|time|month|week)", text)] == []


def test_a_promise_is_typed_and_shown_again_with_the_day_first(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), action="promise", promise_on="12/3/2027", promise_reason="Chờ số liệu")
    page = desk.client.get(desk.send(desk.link(), form).headers["location"]).text
    assert "Đơn vị hẹn gửi ngày 12/03/2027" in page
    assert re.search(r'name="promise_on" value="12/03/2027"', page)


def test_a_promise_for_a_day_that_does_not_exist_keeps_what_was_typed(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), action="promise", promise_on="31/02/2027", promise_reason="Chờ số liệu")
    page = desk.send(desk.link(), form)
    assert page.status_code == 422
    assert "“31/02/2027” không phải một ngày có thật; ghi ngày/tháng/năm" in page.text
    assert 'name="promise_on" value="31/02/2027"' in page.text


def test_an_officer_extends_by_a_day_typed_with_the_day_first(desk: Desk) -> None:
    desk.sign_in()
    refused = desk.act(f"/ban-lam-viec/gia-han/{HEALTH}", why="Chờ số liệu", deadline="22/13/2027")
    assert refused.status_code == 422
    assert "“22/13/2027” không phải một ngày có thật" in refused.text
    assert 'name="deadline" value="22/13/2027"' in refused.text
    assert desk.act(f"/ban-lam-viec/gia-han/{HEALTH}", why="Chờ số liệu", deadline="22/3/2027").status_code == 303
    assert "22/03/2027" in desk.client.get(PAGE).text


def test_a_field_says_how_to_write_the_day_in_the_readers_language(desk: Desk) -> None:
    assert "ngày/tháng/năm, ví dụ 05/03/2027" in desk.client.get(desk.link()).text
    assert "day/month/year, for example 05/03/2027" in desk.client.get(desk.link() + "?lang=en").text
