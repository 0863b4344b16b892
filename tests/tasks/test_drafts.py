"""Draft letters: real Word files, figures equal to the tables, nobody in them who is only requested."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from sqlmodel import col, select

from config.workdays import add_working_days, working_days_between
from models.clock import at_office, local_day, set_clock
from models.directory import Agency, Contact
from models.escalation import Escalation
from models.journal import JournalRow, verify
from models.ladder import ladder_of
from models.outbox import Message
from models.plan import Responsibility
from models.round import Request, Round
from notifications.compose import render
from tasks.deliver import deliver
from tasks.drafted import build_template
from tasks.drafts import Draft, draft_letter, drafts_dir, drafts_of
from tasks.escalate import awaiting, decide_delays, sweep
from tasks.letters import desk_for
from tasks.office import Office
from tasks.reports import Answer, ItemAnswer, form, submit
from tasks.requests import AnswerError
from tasks.review import give_back, promise
from tasks.rounds import open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"
HEAD = ["TT", "Cơ quan, đơn vị, địa phương", "Hạn gửi", "Chậm (ngày làm việc)", "Đã nhắc", "Tình hình"]
BLANK = "ngày ..... tháng ..... năm 2027"


def day(text: str, clock: str = "09:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


OPENING = day("2027-03-01", "08:00")
URGED = day("2027-03-18")
"""Three working days after the deadline, Monday 15 March 2027."""
TOP = day("2027-03-29")


def live(office: Office, until: datetime) -> None:
    """Open the round and let mail leave and steps fall, office day by office day, up to ``until``."""
    moment = OPENING
    open_round(office, ROUND, moment)
    while moment <= until:
        deliver(office, moment)
        sweep(office, moment)
        deliver(office, moment)
        moment = at_office(add_working_days(local_day(moment), 1), time(9))


def drafts(office: Office) -> list[Draft]:
    with office.database.reading() as session:
        assert verify(session) is None
        return drafts_of(session, ROUND)


def file_of(office: Office, draft: Draft) -> Path:
    return office.settings.data_dir / draft.path


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs if paragraph.text.strip()]


def cells(path: Path) -> list[str]:
    return [cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells]


def listed(path: Path) -> dict[str, list[str]]:
    """The rows of the letter's list, by agency."""
    for table in Document(str(path)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0] == HEAD:
            return {row[1]: row for row in rows[1:]}
    pytest.fail("no list of agencies in the letter")


def whole(path: Path) -> str:
    return "\n".join([*texts(path), *cells(path)])


def shown(moment: date | datetime) -> str:
    """15/3/2027, as the decree pads days."""
    local = local_day(moment) if isinstance(moment, datetime) else moment
    return f"{local:%d/%m/%Y}" if local.month < 3 else f"{local.day:02d}/{local.month}/{local.year}"


def answer_one_duty(office: Office, agency: str, now: datetime) -> None:
    request_id = f"{ROUND}/{agency}"
    with office.database.writing() as session:
        first = form(session, request_id, now).duties[0]
        some = Answer([ItemAnswer(first.id, "done", 100, "Đã xong")])
        submit(office, session, now, request_id, some, by="chị Lan", base_version=0)


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
    assert any(f"gửi báo cáo quý I/2027 về Sở Nội vụ trước {BLANK}." in text for text in said)
    assert said[-1].endswith("./.")
    assert inside[-2].startswith("Nơi nhận:\n- Như trên;") and "Lưu: VT" in inside[-2]
    assert inside[-1].strip() == "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"
    assert "{{" not in whole(path) and "{%" not in whole(path)


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


def test_even_when_handed_over_a_requested_body_is_left_out(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        requests = session.exec(select(Request).where(Request.agency_key == "mttq")).all()
        desk = desk_for(session, kept, ladder_of(kept), sample_office.settings, ["mttq"])
        assert draft_letter(sample_office, session, desk, URGED, kind="urge", step="D+3", requests=requests) is None
    assert not drafts_dir(sample_office).exists()


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


def test_a_second_letter_of_the_same_day_holds_only_whom_the_first_did_not(sample_office: Office) -> None:
    live(sample_office, day("2027-03-16"))
    with sample_office.database.writing() as session:
        promise(session, day("2027-03-16"), f"{ROUND}/syt", date(2027, 3, 18), "chờ số liệu", by="chị Lan")
    sweep(sample_office, URGED)
    sweep(sample_office, day("2027-03-18", "17:00"))
    second, first = drafts(sample_office)
    assert (first.file, second.file) == ("CV_DONDOC_KH5_Q1-2027_D3.docx", "CV_DONDOC_KH5_Q1-2027_D3_2.docx")
    assert (first.requests, second.requests) == ([f"{ROUND}/stc"], [f"{ROUND}/syt"])
    assert len({digest for digest, _ in _digests(sample_office)}) == 2


def _digests(office: Office) -> list[tuple[str, int]]:
    with office.database.reading() as session:
        mails = session.exec(select(Message).where(Message.kind == "draft_letter")).all()
        return [(mail.context["draft"]["file"], mail.context["draft"]["count"]) for mail in mails]


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


def test_the_journal_holds_the_digest_of_the_file_and_the_mail_names_it(sample_office: Office) -> None:
    live(sample_office, URGED)
    (draft,) = drafts(sample_office)
    content = file_of(sample_office, draft).read_bytes()
    with sample_office.database.reading() as session:
        entry = session.exec(select(JournalRow).where(JournalRow.action == "letter.drafted")).one()
        mail = session.exec(select(Message).where(Message.kind == "draft_letter")).one()
    assert json.loads(entry.detail)["sha256"] == draft.sha256 == hashlib.sha256(content).hexdigest()
    assert (entry.subject, entry.at[:10]) == (ROUND, "2027-03-18")
    said = render("draft_letter", "email", "vi", mail.context, secret=b"0" * 32, public_url="http://127.0.0.1:8000")
    assert draft.file in said.text and draft.path in said.text
    assert "CV_DONDOC_KH5_Q1-2027_D3.docx" in said.text


def test_the_same_step_on_the_same_day_is_drafted_once(sample_office: Office) -> None:
    live(sample_office, URGED)
    before = {path: path.read_bytes() for path in drafts_dir(sample_office).rglob("*.docx")}
    sweep(sample_office, URGED)
    again = draft_now(sample_office, URGED)
    assert drafts(sample_office) == [again]
    assert {path: path.read_bytes() for path in drafts_dir(sample_office).rglob("*") if path.is_file()} == before


def draft_now(office: Office, now: datetime, *, power_goes: bool = False) -> Draft | None:
    """Draft for the whole round in a transaction of its own, which commits unless the power goes before."""
    with office.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        requests = session.exec(select(Request).where(Request.round_id == ROUND)).all()
        keys = [request.agency_key for request in requests]
        desk = desk_for(session, kept, ladder_of(kept), office.settings, keys)
        draft = draft_letter(office, session, desk, now, kind="urge", step="D+3", requests=requests)
        if power_goes:
            raise KeyboardInterrupt
        return draft


def test_a_sweep_that_does_not_commit_leaves_no_draft_and_its_name_is_used_again(sample_office: Office) -> None:
    live(sample_office, day("2027-03-16"))
    with pytest.raises(KeyboardInterrupt):
        draft_now(sample_office, URGED, power_goes=True)
    assert drafts(sample_office) == []
    sweep(sample_office, URGED)
    (draft,) = drafts(sample_office)
    assert [path.name for path in file_of(sample_office, draft).parent.iterdir()] == [draft.file]
    assert hashlib.sha256(file_of(sample_office, draft).read_bytes()).hexdigest() == draft.sha256


def test_in_an_exercise_the_letter_carries_the_exercises_days_and_says_so(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        set_clock(session, URGED, by="thử", why="diễn tập")
    live(sample_office, day("2027-03-16"))
    now = sample_office.now()
    sweep(sample_office, now)
    (draft,) = drafts(sample_office)
    path = file_of(sample_office, draft)
    properties = Document(str(path)).core_properties
    assert texts(path)[0] == "DỰ THẢO - DIỄN TẬP"
    assert "09 giờ 00 ngày 18/3/2027" in texts(path)[1]
    assert (properties.created.date(), properties.modified.date()) == (date(2027, 3, 18), date(2027, 3, 18))
    assert set(re.findall(r"\b20\d\d\b", whole(path))) == {"2026", "2027"}


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


def test_file_names_fit_the_document_exchange(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Round, ROUND).key = "Đợt kiểm tra đột xuất lần thứ nhất của Ủy ban"
    live(sample_office, TOP)
    decide_delays(sample_office, TOP, ROUND, "draft_letter", reason="quá chậm", by="Chánh Văn phòng")
    names = [draft.file for draft in drafts(sample_office)]
    assert len(set(names)) == 2
    for name in names:
        assert len(name) <= 50 and re.fullmatch(r"[A-Za-z0-9_-]+\.docx", name)


def test_the_committed_template_is_what_its_script_builds(tmp_path: Path) -> None:
    fresh = tmp_path / "letter.docx"
    build_template.build(fresh)
    committed = ZipFile(build_template.TARGET).read("word/document.xml")
    assert ZipFile(fresh).read("word/document.xml") == committed


def test_nothing_awaits_after_the_letter_was_decided(sample_office: Office) -> None:
    live(sample_office, TOP)
    decide_delays(sample_office, TOP, ROUND, "draft_letter", reason="quá chậm", by="Chánh Văn phòng")
    with sample_office.database.reading() as session:
        assert awaiting(session) == {}
