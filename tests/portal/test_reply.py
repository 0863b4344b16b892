"""What an agency meets behind its link."""

from __future__ import annotations

from tests.portal.conftest import Desk, filled


def test_a_link_shows_all_duties_of_the_agency_on_one_form(desk: Desk) -> None:
    page = desk.client.get(desk.link())
    assert page.status_code == 200
    assert "Niêm yết thủ tục tại các cơ sở y tế." in page.text
    assert "Báo cáo kết quả về Sở Nội vụ." in page.text


def test_a_sent_form_ends_in_a_receipt_with_a_full_copy(desk: Desk) -> None:
    link = desk.link()
    answer = desk.send(link, filled(desk.fields(link)))
    assert answer.status_code == 303, answer.text
    page = desk.client.get(answer.headers["location"])
    assert "Đã niêm yết tại 12 cơ sở y tế." in page.text
