"""The consolidated report: figures that add up, agencies by name, every figure traced to a version."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from sqlmodel import select

from models.clock import at_office
from models.directory import Agency
from models.journal import JournalRow, verify
from models.round import Request, RequestState
from models.tally import Standing
from tasks.consolidate import Consolidated, ConsolidateError, consolidate
from tasks.consolidated import build_template
from tasks.office import Office
from tasks.reports import Answer, Attached, ItemAnswer, form, submit
from tasks.review import accept, close_missing, extend, give_back
from tasks.rounds import open_round
from tests.ready_made import ReadyMade

ROUND = "5-kh-ubnd-2027-song-lam/q1"
OPENING = at_office(date(2027, 3, 1), time(8))
AFTER = at_office(date(2027, 3, 25), time(9))


def day(text: str, clock: str = "08:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


def send(office: Office, agency: str, now: datetime, *answers: ItemAnswer, **more: object) -> None:
    request_id = f"{ROUND}/{agency}"
    with office.database.writing() as session:
        duties = form(session, request_id, now).duties
        base = session.get_one(Request, request_id).version
        items = [
            ItemAnswer(**{**vars(answer), "responsibility_id": duty.id})
            for duty, answer in zip(duties, answers, strict=False)
        ]
        answer = Answer(
            items, str(more.get("difficulties", "")), str(more.get("proposals", "")), list(more.get("files", ()))
        )  # type: ignore[call-overload]
        submit(office, session, now, request_id, answer, by="chị Lan", base_version=base)


def said(status: str, result: str = "", **more: object) -> ItemAnswer:
    return ItemAnswer("", status, result=result, **more)  # type: ignore[arg-type]


def paragraphs(made: Consolidated) -> list[str]:
    document = Document(str(made.docx))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def tables(made: Consolidated) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(made.docx)).tables]


@pytest.fixture
def reported(opened_office: Office, ready_made: ReadyMade) -> Office:
    """q1 opened on 1 March, due on the 15th: syt on time, stc late, snv silent, mttq (requested) answers half."""
    return ready_made(opened_office, _reported)


def _reported(office: Office) -> None:
    send(
        office,
        "syt",
        day("2027-03-12"),
        said(
            "done",
            "Niêm yết tại 12/12 trung tâm y tế",
            figures="Số lượt phát thanh: 120 lượt\n30 tin bài",
            links="https://syt.example/tin",
        ),
        said("blocked", blocked_because="Chưa có biểu mẫu số liệu"),
        difficulties="Thiếu cán bộ phụ trách",
        proposals="Ban hành biểu mẫu chung",
        files=[Attached("bao-cao.pdf", "application/pdf", 10, "0" * 64)],
    )
    send(
        office,
        "stc",
        day("2027-03-18"),
        said(
            "in_progress",
            "Đã phân bổ đợt 1",
            percent=60,
            figures="Số lượt phát thanh: 30 lượt; Tỷ lệ giải ngân: 60 %; khoảng 5 tin",
        ),
    )


def test_the_figures_add_up_and_name_who_is_late_and_missing(reported: Office) -> None:
    made = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    figures = made.tally.ordered
    assert (figures.asked, figures.on_time, figures.late, figures.missing) == (3, 1, 1, 1)
    assert figures.asked == figures.answered + figures.owing
    assert (made.tally.requested.asked, made.tally.requested.missing) == (1, 1)
    text = made.markdown.read_text("utf-8")
    assert "2/3 cơ quan đã báo cáo đầy đủ (66,7 %), trong đó 1 cơ quan đúng hạn, 1 cơ quan chậm" in text
    assert "**Sở Tài chính**: nhận đủ 18/3/2027 08:00, chậm 3 ngày làm việc" in text
    assert "**Sở Nội vụ**: quá hạn 8 ngày làm việc" in text
    assert "Đã nhận đủ báo cáo của 0/1 cơ quan được đề nghị." in text
    overdue = text.split("Chưa báo cáo, đã quá hạn:")[1].split("### 3")[0]
    assert "Sở Nội vụ" in overdue
    assert "Mặt trận" not in overdue


def test_word_and_markdown_say_the_same(reported: Office) -> None:
    made = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    markdown = re.sub(r"[\\*#]|^- ", "", made.markdown.read_text("utf-8"), flags=re.M)
    for text in paragraphs(made):
        assert text.removeprefix("- ").strip() in markdown, text
    assert not re.search(r"\{[{%]", ZipFile(made.docx).read("word/document.xml").decode())


def test_the_word_file_has_the_layout_of_the_decree(reported: Office) -> None:
    made = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    document = Document(str(made.docx))
    head = tables(made)[0]
    assert head[0] == [
        "UBND TỈNH SÔNG LAM\nSỞ NỘI VỤ\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    ]
    assert re.fullmatch(r"Số:\s+/BC-SNV", head[1][0])
    assert re.fullmatch(r"Sông Lam, ngày\s+tháng\s+năm 2027", head[1][1])
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.left_margin.mm), round(section.right_margin.mm), round(section.top_margin.mm)) == (30, 20, 20)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    texts = paragraphs(made)
    assert texts[0] == "BÁO CÁO"
    assert texts[1] == (
        "Kết quả thực hiện Kế hoạch số 5/KH-UBND ngày 11/01/2027 của Ủy ban nhân dân tỉnh Sông Lam "
        "về tuyên truyền cải cách hành chính năm 2027"
    )
    closing = next(text for text in texts if text.startswith("Trên đây là báo cáo"))
    assert closing.endswith("./.")
    signature = next(table for table in tables(made) if "Nơi nhận:" in table[0][0])
    assert "GIÁM ĐỐC" in signature[0][1]


def test_each_figure_is_traced_to_a_version_with_its_three_times(reported: Office) -> None:
    with reported.database.writing() as session:
        accept(reported, session, day("2027-03-20"), f"{ROUND}/stc", by="chị Hoa")
    made = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    rows = {row[1]: row for row in tables(made)[-1][1:]}
    assert len(rows) == made.tally.ordered.asked + made.tally.requested.asked
    assert rows["Sở Tài chính"][3:] == [
        "1", "18/3/2027 08:00", "18/3/2027 08:00", "20/3/2027 08:00", "biểu mẫu", "chậm (3)",
    ]  # fmt: skip
    assert rows["Sở Nội vụ"][3:] == ["–", "–", "–", "–", "–", "chưa gửi (8)"]
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh (đề nghị)" in rows


def test_numbers_are_added_only_where_they_say_plainly_what_they_count(reported: Office) -> None:
    made = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    table = next(table for table in tables(made) if table[0][-1] == "Nguồn")
    rows = {row[0]: row[1:] for row in table[1:]}
    assert rows["Số lượt phát thanh"] == ["lượt", "150", "Sở Y tế: 120 (bản 1); Sở Tài chính: 30 (bản 1)"]
    assert rows["Tin bài"][:2] == ["", "30"]
    assert rows["Tỷ lệ giải ngân"][1] == "không cộng"
    assert "- Sở Tài chính: khoảng 5 tin." in paragraphs(made)


def test_content_stands_by_responsibility_with_its_agency_and_evidence(reported: Office) -> None:
    text = consolidate(reported, ROUND, AFTER, by="chị Hoa").markdown.read_text("utf-8")
    duties = text.split("## II.")[1].split("## III.")[0]
    assert "**2\\. Sở Y tế:** Niêm yết thủ tục tại các cơ sở y tế" in duties
    assert (
        "(hoàn thành) Niêm yết tại 12/12 trung tâm y tế. Số liệu: Số lượt phát thanh: 120 lượt; 30 tin bài." in duties
    )
    assert "Minh chứng: https://syt.example/tin. Tệp kèm theo: bao-cao.pdf." in duties
    assert "(đang thực hiện, đạt 60 %) Đã phân bổ đợt 1." in duties
    assert duties.count("Chưa có cơ quan nào báo cáo về nhiệm vụ này.") == 2
    assert "**Sở Y tế**: Chưa có biểu mẫu số liệu (nhiệm vụ 3); Thiếu cán bộ phụ trách." in text.split("## IV.")[1]
    assert "**Sở Y tế**: Ban hành biểu mẫu chung." in text.split("## V.")[1]
    assert "Kỳ tiếp theo: 6 tháng đầu năm 2027" in text.split("## VI.")[1]


def test_an_earlier_day_is_counted_from_what_was_known_then(reported: Office) -> None:
    consolidate(reported, ROUND, AFTER, by="chị Hoa")
    then = consolidate(reported, ROUND, AFTER, by="chị Hoa", as_of=date(2027, 3, 16)).tally.ordered
    assert (then.asked, then.on_time, then.late, then.missing) == (3, 1, 0, 2)
    before = consolidate(reported, ROUND, AFTER, by="chị Hoa", as_of=date(2027, 3, 5)).tally.ordered
    assert (before.asked, before.answered, before.awaited, before.missing) == (3, 0, 3, 0)
    with pytest.raises(ConsolidateError, match="26/03/2027"):
        consolidate(reported, ROUND, AFTER, by="chị Hoa", as_of=date(2027, 3, 26))


def test_a_returned_report_is_owed_again_and_its_first_times_stay(reported: Office) -> None:
    with reported.database.writing() as session:
        give_back(reported, session, day("2027-03-16"), f"{ROUND}/syt", by="chị Hoa", reason="thiếu số liệu")
    returned = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    assert (returned.tally.ordered.returned, returned.tally.ordered.on_time) == (1, 0)
    assert "**Sở Y tế**: trả lại: thiếu số liệu" in returned.markdown.read_text("utf-8")
    send(reported, "syt", day("2027-03-26"), said("done", "Đủ"), said("done", "Đủ"))
    again = consolidate(reported, ROUND, day("2027-03-27"), by="chị Hoa")
    line = next(line for line in again.tally.lines if line.fact.agency_key == "syt")
    assert (line.standing, line.complete_at, line.returns) == (Standing.ON_TIME, day("2027-03-12"), 1)
    assert again.version == returned.version + 1


def test_an_extension_counts_from_the_day_it_was_granted(reported: Office) -> None:
    with reported.database.writing() as session:
        extend(reported, session, day("2027-03-17"), f"{ROUND}/snv", date(2027, 3, 30), "chờ số liệu", by="chị Hoa")
    now = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    assert now.tally.ordered.awaited == 1
    assert "Sở Nội vụ: hạn được gia hạn đến 17 giờ 00 ngày 30/3/2027: chờ số liệu." in now.markdown.read_text("utf-8")
    then = consolidate(reported, ROUND, AFTER, by="chị Hoa", as_of=date(2027, 3, 16))
    assert then.tally.ordered.missing == 2


def test_what_came_after_the_round_was_closed_as_missing_is_late(reported: Office) -> None:
    with reported.database.writing() as session:
        close_missing(session, day("2027-03-22"), f"{ROUND}/snv", "không gửi", by="chị Hoa")
    closed = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    assert "đã chốt là không báo cáo: không gửi" in closed.markdown.read_text("utf-8")
    send(reported, "snv", day("2027-03-29"), said("done", "Đã tổng hợp"))
    assert consolidate(reported, ROUND, day("2027-03-30"), by="chị Hoa").tally.ordered.late == 2


def test_none_is_no_difficulty_and_equal_words_stand_together(reported: Office) -> None:
    send(reported, "stc", AFTER, said("done", "Đủ"), difficulties="Không có.", proposals="Ban hành biểu mẫu chung.")
    text = consolidate(reported, ROUND, AFTER + timedelta(hours=1), by="chị Hoa").markdown.read_text("utf-8")
    assert "Sở Tài chính" not in text.split("## IV.")[1].split("## V.")[0]
    assert "**Sở Tài chính; Sở Y tế**: Ban hành biểu mẫu chung." in text.split("## V.")[1]


def test_a_round_in_which_nobody_answered_says_so(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    made = consolidate(sample_office, ROUND, AFTER, by="chị Hoa")
    text = made.markdown.read_text("utf-8")
    assert made.tally.ordered.rate(made.tally.ordered.answered) == 0.0
    assert "0/3 cơ quan đã báo cáo đầy đủ (0 %)" in text
    assert "Các báo cáo nhận được không nêu khó khăn, vướng mắc." in text
    assert paragraphs(made)


def test_a_round_that_was_not_opened_has_no_report(sample_office: Office) -> None:
    with pytest.raises(ConsolidateError, match="chưa mở"):
        consolidate(sample_office, ROUND, day("2027-02-01"), by="chị Hoa")
    assert not sample_office.reports_dir.exists()


def test_an_agency_that_ended_is_told_as_ended(reported: Office) -> None:
    with reported.database.writing() as session:
        session.get_one(Agency, "snv").valid_to = date(2027, 3, 10)
    text = consolidate(reported, ROUND, AFTER, by="chị Hoa").markdown.read_text("utf-8")
    assert "cơ quan đã chấm dứt hoạt động từ sau 10/3/2027" in text


def test_a_cancelled_request_is_not_counted_and_is_told(reported: Office) -> None:
    with reported.database.writing() as session:
        request = session.get_one(Request, f"{ROUND}/snv")
        request.state, request.closed_at, request.close_reason = RequestState.CANCELLED, day("2027-03-20"), "giao nhầm"
    made = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    assert made.tally.ordered.asked == 2
    assert "Không tính Sở Nội vụ: yêu cầu đã được hủy: giao nhầm." in made.markdown.read_text("utf-8")


def test_versions_are_kept_and_the_same_content_is_not_written_twice(reported: Office) -> None:
    first = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    assert (first.version, first.repeated) == (1, False)
    assert first.docx.parent == reported.reports_dir / "5-kh-ubnd-2027-song-lam" / "q1" / "v1"
    again = consolidate(reported, ROUND, AFTER, by="chị Hoa")
    assert (again.version, again.repeated, again.docx) == (1, True, first.docx)
    send(reported, "snv", AFTER + timedelta(hours=1), said("done", "Đã tổng hợp"))
    second = consolidate(reported, ROUND, AFTER + timedelta(hours=2), by="chị Hoa")
    assert second.version == 2
    assert first.docx.exists()
    particulars = json.loads((second.docx.parent / "report.json").read_text("utf-8"))
    assert particulars["versions"] == {f"{ROUND}/{key}": 1 for key in ("snv", "stc", "syt")}
    with reported.database.reading() as session:
        rows = session.exec(select(JournalRow).where(JournalRow.action == "round.consolidated")).all()
        assert [json.loads(row.detail)["version"] for row in rows] == [1, 2]
        assert verify(session) is None
    assert not [path for path in first.docx.parent.parent.iterdir() if path.name.startswith(".")]


def test_hostile_text_breaks_neither_word_nor_markdown(reported: Office) -> None:
    nasty = "a & b <script> {{ 7*7 }} | cột \x07 \x0b\n- gạch\n{% raise %} \U0001f600"
    send(reported, "snv", AFTER, said("done", nasty, figures=nasty, links=nasty), difficulties=nasty, proposals=nasty)
    made = consolidate(reported, ROUND, AFTER + timedelta(hours=1), by="chị Hoa")
    joined = "\n".join(paragraphs(made))
    assert "a & b <script> {{ 7*7 }} | cột" in joined
    assert "\x07" not in joined
    assert "49" not in joined
    rows = [line for line in made.markdown.read_text("utf-8").splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) in (4, 5, 10) for line in rows)


def test_many_answers_to_one_duty_go_to_an_annex(sample_office: Office) -> None:
    from models.plan import Responsibility
    from models.round import RequestItem

    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        template = session.get_one(Request, f"{ROUND}/stc")
        duty = session.exec(select(Responsibility).where(Responsibility.number == "R4")).one()
        for number in range(20):
            key = f"xa-{number}"
            session.add(
                Agency(
                    key=key,
                    name=f"Ủy ban nhân dân xã {number:02d}",
                    kind="authority",
                    level="commune",
                    province="Sông Lam",
                )
            )
            session.flush()
            session.add(Request(**{**template.model_dump(), "id": f"{ROUND}/{key}", "agency_key": key}))
            session.flush()
            session.add(RequestItem(request_id=f"{ROUND}/{key}", responsibility_id=duty.id))
    for number in range(18):
        status = said("blocked", blocked_because="thiếu loa") if number == 7 else said("done", f"kết quả {number}")
        send(sample_office, f"xa-{number}", day("2027-03-10"), status)
    made = consolidate(sample_office, ROUND, AFTER, by="chị Hoa")
    text = made.markdown.read_text("utf-8")
    part = text.split("**4\\.")[1].split("**5\\.")[0]
    assert "18/21 cơ quan đã trả lời: 17 hoàn thành, 1 vướng mắc. Kết quả của từng cơ quan nêu tại Phụ lục II." in part
    assert "**Ủy ban nhân dân xã 07**: (vướng mắc) thiếu loa." in part
    assert "kết quả 3" not in part
    annex = next(table for table in tables(made) if table[0][0] == "Nhiệm vụ")
    assert len(annex) == 19


def test_the_committed_template_is_what_its_script_builds(tmp_path: Path) -> None:
    fresh = tmp_path / "report.docx"
    build_template.build(fresh)
    committed = ZipFile(build_template.TARGET).read("word/document.xml")
    assert ZipFile(fresh).read("word/document.xml") == committed


def test_an_unknown_round_is_refused_and_leaves_nothing(sample_office: Office) -> None:
    with pytest.raises(ConsolidateError, match="không có kỳ báo cáo"):
        consolidate(sample_office, "ke-hoach-la/q9", AFTER, by="chị Hoa")
    assert not sample_office.reports_dir.exists()
