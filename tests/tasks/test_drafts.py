"""What a draft letter says: figures equal to the tables, nobody in it who is only requested."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from config.workdays import working_days_between
from models.clock import local_day
from models.directory import Agency, Contact
from models.escalation import Escalation
from models.outbox import Message
from models.plan import Responsibility
from models.round import Request, Round
from tasks.delays import decide_delays
from tasks.deliver import deliver
from tasks.drafts import drafts_dir
from tasks.escalate import sweep
from tasks.office import Office
from tasks.requests import AnswerError
from tasks.review import give_back, promise
from tasks.rounds import open_round
from tests.tasks.drafting import (
    BLANK,
    OPENING,
    ROUND,
    TOP,
    URGED,
    answer_one_duty,
    cells,
    day,
    drafts,
    file_of,
    listed,
    live,
    shown,
    texts,
    whole,
)


def test_three_days_after_the_deadline_a_letter_lies_ready_unsigned_and_unnumbered(sample_office: Office) -> None:
    live(sample_office, URGED)
    (draft,) = drafts(sample_office)
    path = file_of(sample_office, draft)
    said, inside = texts(path), cells(path)
    assert path == drafts_dir(sample_office) / "5-kh-ubnd-2027-song-lam" / "q1" / "CV_DONDOC_KH5_Q1-2027_D3.docx"
    assert said[0] == "DỰ THẢO"
    assert "Số:          /SNV-…" in inside[2]
    assert "V/v đôn đốc gửi báo cáo quý I/2027 thực hiện Kế hoạch số 5/KH-UBND" in inside[2]
    assert inside[0].split("\n")[:2] == ["UBND TỈNH SÔNG LAM", "SỞ NỘI VỤ"]
    assert inside[3] == "Sông Lam, ngày       tháng       năm 2027"
    start = said.index("Kính gửi:")
    assert said[start : start + 3] == ["Kính gửi:", "- Sở Tài chính;", "- Sở Y tế."]
    assert said[start + 3] == (
        "Thực hiện Kế hoạch số 5/KH-UBND ngày 11/01/2027 của Ủy ban nhân dân tỉnh Sông Lam về tuyên truyền cải cách "
        "hành chính năm 2027, ngày 01/3/2027, Sở Nội vụ đã đề nghị các cơ quan, đơn vị, địa phương gửi báo cáo quý "
        "I/2027 (số liệu từ ngày 15/12/2026 đến ngày 15/3/2027), hạn gửi trước 17 giờ 00 ngày 15/3/2027."
    )
    assert any(f"hoàn thành báo cáo quý I/2027 và gửi Sở Nội vụ trước {BLANK}." in text for text in said)
    assert said[-1].endswith("./.")
    assert inside[-2].startswith("Nơi nhận:\n- Như trên;") and "Lưu: VT" in inside[-2]
    assert inside[-1].strip() == "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"
    assert "{{" not in whole(path) and "{%" not in whole(path)


def test_a_letter_about_a_round_that_says_what_it_is_about_has_no_second_about(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Round, ROUND).name = "Báo cáo đột xuất về khắc phục bão số 5"
    live(sample_office, URGED)
    (draft,) = drafts(sample_office)
    (asking,) = [text for text in texts(file_of(sample_office, draft)) if "khẩn trương" in text]
    assert "hoàn thành báo cáo đột xuất về khắc phục bão số 5 và gửi Sở Nội vụ trước" in asking


def test_the_figures_of_the_letter_are_those_of_the_tables(sample_office: Office) -> None:
    live(sample_office, URGED)
    (draft,) = drafts(sample_office)
    rows = listed(file_of(sample_office, draft))
    with sample_office.database.reading() as session:
        for request_id in draft.requests:
            request = session.get_one(Request, request_id)
            row = rows[session.get_one(Agency, request.agency_key).name]
            steps = session.exec(
                select(Escalation)
                .where(Escalation.request_id == request_id, Escalation.outcome == "sent")
                .order_by(col(Escalation.id))
            ).all()
            assert len(steps) == 3
            assert row[2] == shown(request.base_at)
            assert row[3] == str(working_days_between(local_day(request.base_at), local_day(URGED))) == "3"
            assert row[4] == f"{len(steps)} lần: {', '.join(shown(step.at) for step in steps)}"
            assert row[5] == "Chưa gửi báo cáo."
        digest = session.exec(select(Message).where(Message.kind == "draft_letter")).one()
        told = {row["agency"]["name"]: str(row["days_late"]) for row in digest.context["rows"]}
        assert {name: row[3] for name, row in rows.items()} == {name: told[name] for name in rows}


def test_a_reminder_that_did_not_leave_is_not_claimed(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        for contact in session.exec(select(Contact).where(Contact.agency_key == "syt")):
            contact.email = contact.phone = None
    deliver(sample_office, OPENING)
    sweep(sample_office, day("2027-03-10"))  # this reminder is queued, and never delivered
    sweep(sample_office, URGED)
    (draft,) = drafts(sample_office)
    rows = listed(file_of(sample_office, draft))
    assert rows["Sở Y tế"][4] == rows["Sở Tài chính"][4] == "Chưa gửi được lần nào"
    assert "Chưa có thư yêu cầu" not in rows["Sở Tài chính"][5]


def test_an_agency_that_no_request_reached_is_marked_for_the_coordinator(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        for contact in session.exec(select(Contact).where(Contact.agency_key == "syt")):
            contact.email = contact.phone = None
    live(sample_office, URGED)
    rows = listed(file_of(sample_office, drafts(sample_office)[0]))
    assert "[Chưa có thư yêu cầu nào gửi được đến cơ quan này" in rows["Sở Y tế"][5]
    assert "[" not in rows["Sở Tài chính"][5]


def test_a_requested_body_and_the_office_itself_are_in_no_letter(sample_office: Office) -> None:
    live(sample_office, TOP)
    decide_delays(sample_office, TOP, ROUND, "draft_letter", reason="quá chậm", by="Chánh Văn phòng")
    written = drafts(sample_office)
    assert [draft.kind for draft in written] == ["explain", "urge"]
    for draft in written:
        assert draft.requests == [f"{ROUND}/stc", f"{ROUND}/syt"]
        assert "Mặt trận" not in whole(file_of(sample_office, draft))
        assert set(listed(file_of(sample_office, draft))) == {"Sở Tài chính", "Sở Y tế"}


def test_the_supervisors_decision_asks_for_an_explanation(sample_office: Office) -> None:
    live(sample_office, TOP)
    decide_delays(
        sample_office, TOP, ROUND, "draft_letter", reason="đã gọi điện", by="Chánh Văn phòng", agency_keys=["syt"]
    )
    draft = drafts(sample_office)[0]
    path = file_of(sample_office, draft)
    said = texts(path)
    assert (draft.file, draft.step) == ("CV_GIAITRINH_KH5_Q1-2027.docx", "decided")
    assert "V/v báo cáo giải trình việc chậm gửi báo cáo quý I/2027 thực hiện Kế hoạch số 5/KH-UBND" in cells(path)[2]
    assert "Kính gửi: Sở Y tế." in said
    assert listed(path)["Sở Y tế"][3] == "10"
    assert sum(BLANK in text for text in said) == 2
    assert any("nêu rõ nguyên nhân, biện pháp khắc phục" in text for text in said)
    assert "đã gọi điện" not in whole(path)


def test_the_day_that_the_supervisor_names_stands_in_the_letter_and_must_be_to_come(sample_office: Office) -> None:
    live(sample_office, TOP)
    past, ahead = local_day(TOP), local_day(TOP) + timedelta(days=10)
    act = {"reason": "quá chậm", "by": "Chánh Văn phòng"}
    with pytest.raises(AnswerError, match="29/03/2027"):
        decide_delays(sample_office, TOP, ROUND, "draft_letter", extend_to=past, **act)
    assert [draft.kind for draft in drafts(sample_office)] == ["urge"]
    decide_delays(sample_office, TOP, ROUND, "draft_letter", extend_to=ahead, **act)
    said = "\n".join(texts(file_of(sample_office, drafts(sample_office)[0])))
    assert f"về Sở Nội vụ trước ngày {shown(ahead)}." in said
    assert BLANK not in said


@pytest.mark.parametrize(
    ("promised", "swept_at", "note"),
    [
        ("2027-03-18", day("2027-03-18", "17:00"), "Chưa gửi báo cáo. Đã hẹn gửi ngày 18/3/2027, đến nay chưa gửi."),
        (None, URGED, "Chưa gửi báo cáo."),
    ],
)
def test_a_promise_stands_in_the_letter_as_kept_or_broken(
    sample_office: Office, promised: str | None, swept_at: datetime, note: str
) -> None:
    live(sample_office, day("2027-03-16"))
    if promised:
        with sample_office.database.writing() as session:
            promise(session, day("2027-03-16"), f"{ROUND}/syt", date.fromisoformat(promised), "chờ", by="chị Lan")
    sweep(sample_office, swept_at)
    assert listed(file_of(sample_office, drafts(sample_office)[0]))["Sở Y tế"][5] == note


def test_an_answer_in_part_and_a_returned_report_are_called_what_they_are(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    answer_one_duty(sample_office, "syt", day("2027-03-12"))  # one of two duties
    answer_one_duty(sample_office, "stc", day("2027-03-12"))  # all there is
    with sample_office.database.writing() as session:
        give_back(sample_office, session, day("2027-03-15"), f"{ROUND}/stc", by="anh Minh", reason="thiếu số liệu")
    sweep(sample_office, TOP)
    decide_delays(sample_office, TOP, ROUND, "draft_letter", reason="quá chậm", by="Chánh Văn phòng")
    path = file_of(sample_office, drafts(sample_office)[0])
    rows = listed(path)
    assert "Đã trả lời 1/2 nhiệm vụ, chưa đủ nội dung" in rows["Sở Y tế"][5]
    assert "Báo cáo đã trả lại để bổ sung ngày 15/3/2027, chưa gửi lại" in rows["Sở Tài chính"][5]
    assert (rows["Sở Y tế"][2], rows["Sở Tài chính"][2]) == ("15/3/2027", "18/3/2027")
    assert "hạn gửi của từng cơ quan nêu tại bảng dưới đây" in whole(path)


def test_an_agency_that_has_answered_is_in_no_letter(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    answer_one_duty(sample_office, "stc", day("2027-03-12"))
    sweep(sample_office, URGED)
    path = file_of(sample_office, drafts(sample_office)[0])
    assert "Sở Tài chính" not in whole(path)
    assert "Kính gửi: Sở Y tế." in texts(path)
    assert any("báo cáo của quý cơ quan" in text for text in texts(path))


def test_many_agencies_stand_on_a_list_behind_the_signature(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        plan = "5-kh-ubnd-2027-song-lam"
        for number in range(12):
            name = f"Ủy ban nhân dân xã {number:02d}"
            session.add(Agency(key=f"xa-{number}", name=name, kind="people", level="commune", province="Sông Lam"))
            session.add(
                Responsibility(
                    id=f"{plan}/X{number}", plan_key=plan, number=f"X{number}", position=10 + number, holder=name,
                    text="Tuyên truyền trên loa.", roles=["execute"],
                )
            )  # fmt: skip
    open_round(sample_office, ROUND, OPENING)
    sweep(sample_office, URGED)
    (draft,) = drafts(sample_office)
    path = file_of(sample_office, draft)
    said = texts(path)
    assert len(draft.requests) == len(listed(path)) == 14
    assert list(listed(path))[:3] == ["Sở Tài chính", "Sở Y tế", "Ủy ban nhân dân xã 00"]
    assert "Kính gửi: Các cơ quan, đơn vị, địa phương (theo danh sách kèm theo)." in said
    assert any("báo cáo của 14 cơ quan, đơn vị, địa phương (danh sách kèm theo)" in text for text in said)
    assert any("đề nghị các cơ quan, đơn vị, địa phương trong danh sách kèm theo khẩn trương" in text for text in said)
    assert said[-1].startswith("(Kèm theo Công văn số          /SNV-…")


def test_a_name_that_xml_cannot_hold_does_not_stop_the_letter(sample_office: Office) -> None:
    live(sample_office, day("2027-03-16"))
    with sample_office.database.writing() as session:
        session.get_one(Agency, "syt").name = "Sở Y tế\x0b & {{ 1 + 1 }} <b>"
    sweep(sample_office, URGED)
    path = file_of(sample_office, drafts(sample_office)[0])
    assert "Sở Y tế & {{ 1 + 1 }} <b>" in listed(path)


def test_the_letter_says_where_to_send_and_whom_to_ask(sample_office: Office) -> None:
    live(sample_office, URGED)
    said = "\n".join(texts(file_of(sample_office, drafts(sample_office)[0])))
    assert "liên kết riêng mà Sở Nội vụ đã gửi" in said
    assert "127.0.0.1" not in said  # an address that only this machine can open is no address
    assert "Sở Nội vụ · focal, điện thoại 0000000000, thư điện tử focal.snv@dien-tap.example" in said
