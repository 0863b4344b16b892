"""What an agency meets behind its link."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from models.directory import Contact
from models.journal import JournalRow
from models.outbox import Message
from models.plan import Responsibility
from models.report import Report, ReportItem
from models.round import ReplyLink, Request
from tasks.reports import form
from tasks.requests import load
from tasks.review import accept, close_missing, give_back
from tests.portal.desk import HEALTH, R2, R3, ROUND, Desk, filled, hidden


def request_of(desk: Desk, request_id: str = HEALTH) -> Request:
    with desk.office.database.reading() as session:
        return load(session, request_id)[0]


def reports_of(desk: Desk, request_id: str = HEALTH) -> list[Report]:
    with desk.office.database.reading() as session:
        return list(session.exec(select(Report).where(Report.request_id == request_id).order_by(col(Report.version))))


def test_a_link_shows_all_duties_of_the_agency_and_when_they_are_due(desk: Desk) -> None:
    page = desk.client.get(desk.link())
    assert page.status_code == 200
    for text in ("Niêm yết thủ tục tại các cơ sở y tế.", "Báo cáo kết quả về Sở Nội vụ.", "thứ Hai, 15/03/2027"):
        assert text in page.text
    assert "còn 6 ngày làm việc" in page.text
    assert "Bố trí kinh phí" not in page.text


def test_looking_changes_nothing(desk: Desk) -> None:
    desk.report(desk.link())
    before = desk.everything()
    for path in ("", "/sua", "/bien-nhan/1", "?lang=en"):
        assert desk.client.get(desk.link() + path).status_code == 200
    assert desk.client.head(desk.link()).status_code == 200
    assert desk.everything() == before


def test_a_sent_form_ends_in_a_receipt_with_a_full_copy(desk: Desk) -> None:
    answer = desk.report(desk.link())
    assert answer.status_code == 303
    page = desk.client.get(answer.headers["location"])
    for text in (
        "Đã nhận báo cáo",
        f"{HEALTH}#1",
        "09:00 ngày 05/03/2027",
        "Đã niêm yết tại 12 cơ sở y tế.",
        "Cơ sở: 12",
        "60 %",
        "Thiếu kinh phí in ấn.",
        "Nguyễn Thị Mẫu, chuyên viên",
    ):
        assert text in page.text
    assert request_of(desk).state == "received"
    with desk.office.database.reading() as session:
        receipt = session.exec(select(Message).where(Message.kind == "receipt")).one()
    assert receipt.address == "focal.syt@dien-tap.example"


def test_the_same_form_sent_twice_gives_the_same_receipt_and_changes_nothing(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()))
    first = desk.send(desk.link(), form)
    before = desk.everything()
    second = desk.send(desk.link(), form)
    assert second.headers["location"].startswith(first.headers["location"])
    assert "đã được nhận lúc 09:00 ngày 05/03/2027" in desk.client.get(second.headers["location"]).text
    assert desk.everything() == before


def test_the_same_form_sent_many_times_at_once_is_one_report(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()))
    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(lambda _: desk.send(desk.link(), form), range(4)))
    assert {answer.headers["location"].partition("?")[0] for answer in answers} == {desk.link() + "/bien-nhan/1"}
    assert [report.version for report in reports_of(desk)] == [1]
    with desk.office.database.reading() as session:
        actions = session.exec(select(JournalRow.action).where(JournalRow.subject == HEALTH)).all()
        receipts = session.exec(select(Message).where(Message.kind == "receipt")).all()
    assert sorted(actions) == ["link.opened", "report.submitted"]
    assert len(receipts) == 1


def test_a_draft_is_kept_and_nobody_is_told(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), action="draft", difficulties="Đang chờ <b>số liệu</b> & xác minh")
    answer = desk.send(desk.link(), form)
    page = desk.client.get(answer.headers["location"])
    assert "Đã lưu nháp. Báo cáo chưa được gửi." in page.text
    assert "Đang chờ &lt;b&gt;số liệu&lt;/b&gt; &amp; xác minh" in page.text
    assert 'value="60"' in page.text
    assert [report.state for report in reports_of(desk)] == ["draft"]
    assert request_of(desk).state == "waiting"
    with desk.office.database.reading() as session:
        assert session.exec(select(Message).where(Message.kind == "receipt")).all() == []


def test_a_draft_that_saves_itself_answers_with_one_line(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()))
    answer = desk.client.post(desk.link() + "/luu", data=form, headers={"HX-Request": "true"})
    assert answer.text.strip() == "Đã lưu nháp lúc 09:00 · Đã trả lời 2/2 nhiệm vụ"
    assert [report.state for report in reports_of(desk)] == ["draft"]


def test_the_first_press_of_a_button_is_recorded_once_as_opened(desk: Desk) -> None:
    fields = desk.hidden(desk.link())
    desk.send(desk.link(), fields | {"action": "seen"})
    desk.move_clock(datetime(2027, 3, 8, 1, tzinfo=UTC))
    desk.send(desk.link(), filled(fields, action="draft"))
    with desk.office.database.reading() as session:
        opened = session.exec(select(ReplyLink).where(col(ReplyLink.first_opened_at).is_not(None))).all()
    assert [(link.recipient, link.first_opened_at.date()) for link in opened if link.first_opened_at] == [
        ("focal.syt@dien-tap.example", date(2027, 3, 5))
    ]


def test_a_faulty_form_comes_back_with_every_word_and_a_note_beside_each_field(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), **{f"item-{R2}-result": "", f"item-{R3}-percent": "sáu mươi", "by": ""})
    page = desk.send(desk.link(), form)
    assert page.status_code == 422
    for anchor in ("d1-result", "d2-percent", "by"):
        assert f'href="#{anchor}"' in page.text
        assert f'id="{anchor}-wrong"' in page.text
        assert re.search(rf'id="{anchor}"[^>]*aria-invalid="true"', page.text)
    assert "sáu mươi" in page.text
    assert "Đang tổng hợp từ các trung tâm." in page.text
    assert "Còn 3 chỗ cần xem lại" in page.text
    assert request_of(desk).state == "waiting"
    assert [report.state for report in reports_of(desk)] == ["draft"]


def test_a_blocked_duty_must_say_by_what(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), **{f"item-{R3}-status": "blocked"})
    assert 'id="d2-blocked_because-wrong"' in desk.send(desk.link(), form).text
    form[f"item-{R3}-blocked_because"] = "Chưa có kinh phí."
    receipt = desk.client.get(desk.send(desk.link(), form).headers["location"])
    assert "Chưa có kinh phí." in receipt.text


def test_words_of_another_status_than_the_chosen_one_are_not_sent(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), **{f"item-{R2}-percent": "40", f"item-{R2}-blocked_because": "thôi"})
    desk.send(desk.link(), form)
    with desk.office.database.reading() as session:
        item = session.exec(select(ReportItem).where(ReportItem.responsibility_id == R2)).one()
    assert (item.percent, item.blocked_because) == (None, "")


def test_what_there_is_may_be_sent_before_all_duties_are_answered(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), **{f"item-{R3}-status": ""})
    page = desk.send(desk.link(), form)
    assert page.status_code == 422
    assert 'value="submit_partial"' in page.text
    receipt = desk.client.get(desk.send(desk.link(), form | {"action": "submit_partial"}).headers["location"])
    assert "Đã nhận một phần báo cáo" in receipt.text
    assert "Còn 1 nhiệm vụ chưa có tình trạng" in receipt.text
    assert request_of(desk).state == "incomplete"
    assert "còn thiếu một số nhiệm vụ" in desk.client.get(desk.link()).text


def test_an_empty_form_cannot_be_sent_in_part(desk: Desk) -> None:
    form = desk.hidden(desk.link()) | {"action": "submit_partial", "by": "Mẫu"}
    page = desk.send(desk.link(), form)
    assert page.status_code == 422
    assert 'value="submit_partial"' not in page.text
    assert request_of(desk).state == "waiting"


def test_one_button_says_that_the_other_duties_have_nothing_to_report(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()), action="rest", **{f"item-{R3}-status": ""})
    page = desk.client.get(desk.send(desk.link(), form).headers["location"])
    checked = re.findall(r'name="item-([^"]+)-status" value="(\w+)" checked', page.text)
    assert checked == [(R2, "done"), (R3, "nothing")]
    assert request_of(desk).state == "waiting"


def test_a_form_overtaken_by_a_colleague_is_refused_with_every_word_kept(desk: Desk) -> None:
    stale = desk.hidden(desk.link())
    desk.report(desk.link(address="leader.syt@dien-tap.example"))
    before = desk.everything()["report"]
    page = desk.send(desk.link(), filled(stale, difficulties="Lời của người thứ hai"))
    assert page.status_code == 409
    assert "Lời của người thứ hai" in page.text
    assert "đơn vị đã gửi bản số 1" in page.text
    assert desk.everything()["report"] == before
    again = desk.send(desk.link(), filled(hidden(page), difficulties="Lời của người thứ hai"))
    assert again.headers["location"].endswith("/bien-nhan/2")


def test_a_stale_draft_does_not_creep_in_behind_a_sent_report(desk: Desk) -> None:
    stale = desk.hidden(desk.link())
    desk.report(desk.link())
    answer = desk.client.post(desk.link() + "/luu", data=filled(stale, difficulties="muộn"))
    assert "đơn vị đã gửi bản số 1" in answer.text
    assert [report.state for report in reports_of(desk)] == ["submitted"]


def test_a_colleagues_draft_is_not_overwritten_unseen(desk: Desk) -> None:
    leader = desk.link(address="leader.syt@dien-tap.example")
    early = desk.hidden(desk.link())
    desk.send(leader, filled(desk.hidden(leader), action="draft", by="Ông Lãnh", difficulties="Lời của lãnh đạo"))
    for path, action in ((desk.link() + "/luu", "draft"), (desk.link(), "draft"), (desk.link(), "submit")):
        answer = desk.send(path, filled(early, action=action, difficulties="Lời của đầu mối"))
        assert "Ông Lãnh cũng lưu một bản nháp" in answer.text
        assert "Lời của lãnh đạo" in desk.client.get(leader).text
    assert "Lời của đầu mối" in answer.text
    again = desk.send(desk.link(), filled(hidden(answer), difficulties="Lời của đầu mối"))
    assert again.headers["location"].endswith("/bien-nhan/1")


def test_a_duty_shows_the_deadline_that_the_plan_itself_gives(desk: Desk) -> None:
    with desk.office.database.writing() as session:
        session.get_one(Responsibility, R2).due = {"text": "trước ngày 20/3/2027", "rule": "date 2027-03-20"}
    assert "Thời hạn ghi trong kế hoạch: trước ngày 20/3/2027" in desk.client.get(desk.link()).text


def test_after_sending_the_link_shows_the_state_and_takes_a_replacement(desk: Desk) -> None:
    desk.report(desk.link())
    page = desk.client.get(desk.link())
    assert "Báo cáo đã gửi, chờ xem xét" in page.text
    assert "Đã niêm yết tại 12 cơ sở y tế." in page.text
    again = desk.send(desk.link(), filled(desk.hidden(desk.link() + "/sua"), difficulties="Không còn."))
    assert again.headers["location"].endswith("/bien-nhan/2")
    assert [(report.version, report.state) for report in reports_of(desk)] == [(1, "submitted"), (2, "submitted")]
    assert "Thiếu kinh phí in ấn." in desk.client.get(desk.link() + "/bien-nhan/1").text


def test_a_returned_report_shows_its_reason_and_its_own_deadline(desk: Desk) -> None:
    desk.report(desk.link())
    with desk.office.database.writing() as session:
        give_back(
            desk.office,
            session,
            desk.office.now(),
            HEALTH,
            by="Trần",
            reason="Thiếu số liệu tuyến xã.",
            deadline=date(2027, 3, 19),
        )
    page = desk.client.get(desk.link())
    for text in ("được trả lại để bổ sung", "Thiếu số liệu tuyến xã.", "Hạn gửi lại", "thứ Sáu, 19/03/2027"):
        assert text in page.text
    assert desk.report(desk.link()).headers["location"].endswith("/bien-nhan/2")


def test_an_accepted_report_takes_nothing_more_and_says_so(desk: Desk) -> None:
    desk.report(desk.link())
    fields = desk.hidden(desk.link() + "/sua")
    with desk.office.database.writing() as session:
        accept(desk.office, session, desk.office.now(), HEALTH, by="Trần")
    page = desk.client.get(desk.link())
    assert "Báo cáo đã được chấp nhận" in page.text
    assert "/sua" not in page.text
    for action in ("submit", "draft"):
        late = desk.send(desk.link(), filled(fields, action=action, difficulties="Bổ sung cuối"))
        assert late.status_code == 409
        assert "Bổ sung cuối" in late.text
    assert len(reports_of(desk)) == 1


def test_a_report_after_the_round_was_closed_is_still_taken(desk: Desk) -> None:
    desk.move_clock(datetime(2027, 3, 30, 1, tzinfo=UTC))
    with desk.office.database.writing() as session:
        close_missing(session, desk.office.now(), HEALTH, "Hết thời gian", by="Trần")
    assert "ghi là nộp muộn" in desk.client.get(desk.link()).text
    assert desk.report(desk.link()).status_code == 303
    assert request_of(desk).state == "received"


def test_a_promised_day_is_kept_together_with_what_was_typed(desk: Desk) -> None:
    form = filled(
        desk.hidden(desk.link()), action="promise", promise_on="2027-03-17", promise_reason="Chờ số liệu tuyến huyện"
    )
    page = desk.client.get(desk.send(desk.link(), form).headers["location"])
    assert "Đơn vị hẹn gửi ngày 17/03/2027" in page.text
    assert "Đã niêm yết tại 12 cơ sở y tế." in page.text
    kept = request_of(desk)
    assert (kept.promised_on, kept.promise_reason) == (date(2027, 3, 17), "Chờ số liệu tuyến huyện")


def test_a_promise_needs_a_day_to_come_and_a_reason(desk: Desk) -> None:
    fields = desk.hidden(desk.link())
    for on, why in (("", "Bận"), ("2027-03-01", "Bận"), ("2027-03-17", ""), ("mai", "Bận")):
        page = desk.send(desk.link(), filled(fields, action="promise", promise_on=on, promise_reason=why))
        assert page.status_code == 422, (on, why)
        assert 'id="promise-wrong"' in page.text
    assert request_of(desk).promised_on is None


def test_an_overdue_form_says_by_how_many_working_days(desk: Desk) -> None:
    desk.move_clock(datetime(2027, 3, 18, 2, tzinfo=UTC))
    assert "quá hạn 3 ngày làm việc" in desk.client.get(desk.link()).text


def test_the_page_speaks_english_to_who_asks_for_it(desk: Desk) -> None:
    page = desk.client.get(desk.link() + "?lang=en")
    assert '<html lang="en"' in page.text
    assert "Report of Sở Y tế" in page.text
    assert "Monday, 15 March 2027" in page.text
    answer = desk.send(desk.link() + "?lang=en", filled(hidden(page)))
    assert "Report received" in desk.client.get(answer.headers["location"]).text


def test_the_page_speaks_the_language_of_its_recipient(desk: Desk) -> None:
    with desk.office.database.writing() as session:
        session.exec(select(Contact).where(Contact.email == "focal.syt@dien-tap.example")).one().language = "en"
    assert "Report of" in desk.client.get(desk.link()).text
    assert "Báo cáo của" in desk.client.get(desk.link(address="leader.syt@dien-tap.example")).text


def test_duties_of_another_agency_cannot_be_answered_through_this_link(desk: Desk) -> None:
    foreign = "5-kh-ubnd-2027-song-lam/R4"
    form = filled(desk.hidden(desk.link()), **{f"item-{foreign}-status": "done", f"item-{foreign}-result": "xong"})
    desk.send(desk.link(), form)
    with desk.office.database.reading() as session:
        assert session.exec(select(ReportItem).where(ReportItem.responsibility_id == foreign)).all() == []
    assert request_of(desk, f"{ROUND}/stc").state == "waiting"


def test_days_left_before_a_saturday_are_counted_on_the_form_as_in_the_letters(desk: Desk) -> None:
    with desk.office.database.writing() as session:
        session.get_one(Request, HEALTH).due_at = datetime(2027, 3, 20, 10, tzinfo=UTC)
    for day, said in ((17, "còn 3 ngày làm việc"), (19, "còn 1 ngày làm việc"), (20, "hôm nay")):
        desk.move_clock(datetime(2027, 3, day, 2, tzinfo=UTC))
        shown = re.search(r'class="due-left">([^<]*)<', desk.client.get(desk.link()).text)
        assert shown is not None and said in shown[1].lower(), (day, shown and shown[1])


def draft_by(desk: Desk) -> str | None:
    with desk.office.database.reading() as session:
        draft = form(session, HEALTH, desk.office.now()).draft
    return draft.by if draft else None


@pytest.mark.parametrize(
    "alone",
    [
        {"action": "promise", "promise_on": "17/03/2027", "promise_reason": "Chờ số liệu"},
        {"action": "plea", "plea_until": "22/03/2027", "plea_reason": "Chờ số liệu"},
    ],
    ids=["promise", "plea"],
)
def test_a_promise_or_a_plea_alone_leaves_no_draft(desk: Desk, alone: dict[str, str]) -> None:
    fields = desk.hidden(desk.link())
    page = desk.client.get(desk.send(desk.link(), fields | alone | {"by": "Nguyễn Thị Mẫu"}).headers["location"])
    assert "Chờ số liệu" in page.text or "22/03/2027" in page.text
    assert draft_by(desk) is None
    assert "bản nháp của" not in desk.client.get(desk.link()).text


def test_words_typed_in_the_promise_alone_are_not_saved_as_a_draft_while_typing(desk: Desk) -> None:
    fields = desk.hidden(desk.link()) | {"promise_reason": "Chờ", "by": "Nguyễn Thị Mẫu"}
    answer = desk.client.post(f"{desk.link()}/luu", data=fields)
    assert "Đã lưu nháp" not in answer.text
    assert draft_by(desk) is None
    answer = desk.client.post(f"{desk.link()}/luu", data=fields | {"difficulties": "Thiếu kinh phí"})
    assert "Đã lưu nháp" in answer.text
    assert draft_by(desk) == "Nguyễn Thị Mẫu"


def test_a_promise_keeps_the_draft_that_a_colleague_left_as_it_is(desk: Desk) -> None:
    focal, clerk = desk.link(), desk.link(address="clerk.syt@dien-tap.example")
    desk.send(focal, filled(desk.hidden(focal), action="draft"))
    left = filled(desk.hidden(clerk), action="promise", promise_on="17/03/2027", promise_reason="Chờ", by="văn thư")
    assert desk.send(clerk, left).status_code == 303
    assert draft_by(desk) == "Nguyễn Thị Mẫu, chuyên viên"
